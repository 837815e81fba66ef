"""The reference and the independent Python codec, which cannot see our files, agree on fresh random inputs: derivations,
what one seals, ESPrim Objects and data in CMS too, the other opens, what one signs the other verifies, and both refuse it with one octet changed.

Usage: random_agreement.py PROGRAM [ROUNDS]
"""

import json
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "harness/tools/vectors"))

import derivations  # noqa: E402
import esdata_cms_inputs  # noqa: E402
import esdata_inputs  # noqa: E402
import esprim_inputs  # noqa: E402
import jose_inputs  # noqa: E402
from codecs_under_test import Codec, Isolated, outcome  # noqa: E402

SEED = random.SystemRandom().getrandbits(64)
RNG = random.Random(SEED)
# Assigned long before the Unicode versions of either side: Latin, Greek, Cyrillic, ligatures, full-width forms, Hangul.
LETTERS = [*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x3B1, 0x3CA), *range(0x410, 0x450),
           *range(0xFB00, 0xFB07), *range(0xFF10, 0xFF5B), *range(0xAC00, 0xAC80), *range(0x300, 0x315)]  # fmt: skip
FIXED_SIZES = {"master_secret": 48, "client_random": 32, "server_random": 32}


def shuffled(name, value):
    """Another value of the same kind."""
    if isinstance(value, dict):
        return {key: shuffled(key, member) for key, member in value.items()}
    if not isinstance(value, str) or name in ("hash", "kind", "session_type", "label", "creation_time"):
        return value
    if name in ("text", "name", "tef", "target") or name.endswith("_id") or name.startswith("es"):
        return "".join(chr(RNG.choice(LETTERS)) for _ in range(RNG.randint(1, 40))).replace("@", "")
    size = FIXED_SIZES.get(name, len(value) // 2 if name == "salt" and len(value) == 32 else RNG.randint(1, 200))
    return RNG.randbytes(size).hex()


def agree(codecs, operation, value):
    answers = [codec.ask(operation, value) for codec in codecs]
    if outcome(answers[0]) != outcome(answers[1]):
        sys.exit(f"seed {SEED}: {operation} {json.dumps(value)}: {answers}")
    return answers[0]


def derive(codecs):
    for operation, (_, _, tests) in derivations.FILES.items():
        for test in tests():
            agree(codecs, operation, shuffled("", test["in"]))


def changed(text):
    """One octet of a compact object changed in its last part."""
    return jose_inputs.part(text, -1, jose_inputs.flip)


def exchange(codecs, payload, serialization):
    for maker in codecs:
        for alg, key in jose_inputs.JWE_KEYS.items():
            value = {**jose_inputs.sealing(alg, serialization=serialization), "plaintext": payload.hex()}
            jwe = maker.ask("jose/jwe-seal", value)["out"]["jwe"]
            assert agree(codecs, "jose/jwe-open", jose_inputs.opening(jwe, key))["out"]["plaintext"] == payload.hex()
            if serialization == "compact":
                assert "error" in agree(codecs, "jose/jwe-open", jose_inputs.opening(changed(jwe), key))
        for alg, key in jose_inputs.JWS_KEYS.items():
            value = {**jose_inputs.signing(alg, serialization), "payload": payload.hex()}
            jws = maker.ask("jose/jws-sign", value)["out"]["jws"]
            assert agree(codecs, "jose/jws-verify", jose_inputs.verifying(jws, key))["out"]["payload"] == payload.hex()
            if serialization == "compact":
                assert "error" in agree(codecs, "jose/jws-verify", jose_inputs.verifying(changed(jws), key))


def protect(codecs, name):
    request = {"op": 2, "to": name, "fr": esprim_inputs.PEER, "rqi": RNG.randbytes(4).hex(), "rvi": "3"}
    for maker in codecs:
        value = {**esprim_inputs.sealing(plaintext=json.dumps(request).encode().hex()), "iv": RNG.randbytes(12).hex()}
        sealed = maker.ask("esprim/seal", value)["out"]["object"]
        assert agree(codecs, "esprim/open", esprim_inputs.opening(sealed))["out"]["request"] == request
        assert agree(codecs, "esprim/open", esprim_inputs.opening(changed(sealed)))["out"] == {"rsc": 4115}


def seal_data(codecs, payload):
    """CMS, of which no seal is like another."""
    for maker in codecs:
        for _, value, held in RNG.sample(list(esdata_cms_inputs.options()), 2):
            made = maker.ask("esdata/seal", {**value, "payload": payload.hex()})["out"]
            assert agree(codecs, "esdata/open", esdata_inputs.opening(made, *held))["out"]["payload"] == payload.hex()
            other = {**made, "envelope": made["envelope"][:-12] + "AAAAAAAAAAAA"}  # in the tag, or in one of the signatures
            agree(codecs, "esdata/open", esdata_inputs.opening(other, *held))


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    isolated = Isolated()
    codecs = [Codec([sys.argv[1], "codec"]), Codec(isolated.command)]
    for _ in range(rounds):
        derive(codecs)
        protect(codecs, shuffled("name", "to"))
        seal_data(codecs, RNG.randbytes(RNG.randint(0, 300)))
        for serialization in ("compact", "flattened", "general"):
            exchange(codecs, RNG.randbytes(RNG.randint(0, 300)), serialization)
    for codec in codecs:
        codec.close()
    isolated.close()
    sight = "which sees nothing of the project" if isolated.hidden else "copied out of the project"
    print(f"{rounds} rounds of random inputs: the reference and the Python codec, {sight}, agree (seed {SEED})")


if __name__ == "__main__":
    main()
