"""ESF envelopes that no right source makes: whoever has the keys can write them, with nothing wrong in them but what
their comment says."""

import base64
import hashlib
import json

from esf_parts import GROUP, KEYS, OTHER, TARGET, changed, held, opening, signer, target
from jose_inputs import P256_B, b64, flip, oct_key, test

MASTER = "c3" * 32


def octets_of(encoded):
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


def body_of(envelope):
    return json.loads(envelope)["e2e:esf"]["env"]


def told_by(envelope):
    """The protected header of its payload."""
    return json.loads(octets_of(body_of(envelope)["ps"]["protected"]))


def canonical(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def covering(body):
    """`esh` of a payload beside that, without associated data."""
    covered = {"aad": "", **{name: body[name] for name in ("ke", "crt") if name in body}}
    return b64(hashlib.sha256(canonical(covered).encode()).digest())


class Forger:
    """Writes payloads under an envelope master key."""

    def __init__(self, codec, master):
        self._codec, self._master = codec, master

    def _key(self, told, **other):
        asked = {"key": self._master, "session_type": told["est"], "target_data_class": told["etd"],
                 "source_id": told["esi"], "salt": octets_of(told["esl"]).hex(), **other}  # fmt: skip
        return oct_key(bytes.fromhex(self._codec.ask("derive/esf", asked)["out"]["key"]))

    def content_of(self, envelope):
        asked = {"jwe": body_of(envelope)["ps"], "keys": [self._key(told_by(envelope))], "algorithms": ["dir", "A256GCM"]}
        return self._codec.ask("jose/jwe-open", asked)["out"]["plaintext"]

    def payload(self, told, content, key=None, **other):
        """A payload with the header `told` and that content, under a key that was derived otherwise."""
        asked = {"plaintext": content, "protected": canonical(told), "serialization": "flattened",
                 "recipients": [{"key": key or self._key(told, **other)}]}  # fmt: skip
        return self._codec.ask("jose/jwe-seal", asked)["out"]["jwe"]


def separation(codec, make):
    """Keys of another session type, class, source or envelope."""
    forger = Forger(codec, octets_of(KEYS["PSK"]["k"]).hex())
    made = make("A256GCM", [target("PSK")])
    told, content = told_by(made), forger.content_of(made)

    def asked(comment, expected, header=told, **other):
        payload = forger.payload(header, content, **other)
        return test(comment, opening(changed(made, ["env", "ps"], lambda _: payload), [held("PSK")]), expected, "Separation")

    yield asked("the key of this envelope", "valid")
    yield asked("the key of an Sm session", "invalid", session_type="Sm")
    yield asked("the key of class 2", "invalid", target_data_class=2)
    yield asked("the key of another source", "invalid", source_id=OTHER)
    yield asked("the key of another envelope", "invalid", salt="00" * 16)
    yield asked("the envelope master key itself", "invalid", key=KEYS["PSK"])
    yield asked("a header of Sm, and its key", "invalid", header={**told, "est": "Sm"})


def readdressed(codec, make):
    """A target gives on what the source has signed, as if it had been signed for the envelope."""
    same = {"signer": signer("ES256")}
    forger = Forger(codec, octets_of(KEYS["PSK"]["k"]).hex())
    made, again, elsewhere = (make("A256GCM:ES256", [target("PSK")], **same, **more) for more in ({}, {}, {"target_data_class": 2}))

    def asked(comment, expected, signed):
        payload = forger.payload(told_by(made), forger.content_of(signed))
        return test(comment, opening(changed(made, ["env", "ps"], lambda _: payload), [held("PSK")]), expected, "Readdressed")

    yield asked("what was signed for this envelope", "valid", made)
    yield asked("what was signed in another envelope", "invalid", again)
    yield asked("what was signed in class 2", "invalid", elsewhere)
    yield signed_for_another(codec, make, same)


def signed_for_another(codec, make, same):
    """One of two targets has encrypted for the other one, under the same master key and salt."""
    fixed = {"salt": "a5" * 16, "master_key": MASTER}
    forger = Forger(codec, MASTER)
    theirs = make("A256GCM:ES256", [target("A128KW", OTHER)], **same, **fixed)
    ke = body_of(make("A256GCM", [target("A256KW")], **fixed))["ke"]
    told = {**told_by(theirs), "esh": covering({**body_of(theirs), "ke": ke})}
    payload = forger.payload(told, forger.content_of(theirs))
    envelope = changed(changed(theirs, ["env", "ke"], lambda _: ke), ["env", "ps"], lambda _: payload)
    return test("what was signed for another target", opening(envelope, [held("A256KW")]), "invalid", "Readdressed")


def changed_sets(make):
    """What stands beside the payload is not what its header covers."""
    made = make("A256GCM", [target("PSK")])
    moved = changed(made, ["env", "ke", 0, "tgt"], lambda _: GROUP)
    value = opening(moved, [held("PSK")], target_ids=[TARGET, GROUP])
    yield test("another target of a provisioned key", value, "invalid", "ChangedSets")
    made = make("A256GCM", [target("A256KW"), target("A128KW", OTHER)])
    value = opening(changed(made, ["env", "ke"], lambda sets: sets[:1]), [held("A256KW")])
    yield test("one of two sets taken away", value, "invalid", "ChangedSets")
    first, second = (make("A256GCM", [target("A256KW:ES256")]) for _ in range(2))
    for name in ("ke", "sig", "crt", "ps"):
        mixed = changed(first, ["env", name], lambda _, new=body_of(second)[name]: new)
        yield test(f"{name} of another envelope", opening(mixed, [held("A256KW")]), "invalid", "ChangedSets")


def signed_sets(make):
    """Signatures of the source over its key establishment sets that do not verify."""
    for ka in ("A256KW:ES256", "ECDH-ES:ES256"):
        made = make("A256GCM", [target(ka)])
        other = make("A256GCM", [target(ka)], signer={**signer("ES256"), "key": P256_B})
        header, payload, signature = body_of(made)["sig"].split(".")
        broken = changed(made, ["env", "sig"], lambda _, new=f"{header}.{payload}.{flip(signature)}": new)
        without = json.loads(made)
        del without["e2e:esf"]["env"]["sig"]
        for comment, envelope in (("signed with another key than the certificate's", other), ("a changed signature", broken),
                                  ("no signature", json.dumps(without))):  # fmt: skip
            yield test(f"{ka}, {comment}", opening(envelope, [held(ka)]), "invalid", "SignedKey")
