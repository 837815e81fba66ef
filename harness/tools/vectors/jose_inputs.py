"""JWE and JWS objects: valid ones, and invalid ones that differ from a valid one in a single property.

Objects that no sealer makes are made here on the AEAD and the MAC alone, so that nothing is wrong with them but what
their comment says.
"""

import base64
import hashlib
import hmac
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from jwcrypto.jwk import JWK

FLAGS = {
    "KnownAnswer": "CEK, IV and ephemeral key are given, so that the object is the same each time",
    "RoundTrip": "an object of the Python codec",
    "ModifiedObject": "octets of the object were changed after it was made",
    "Serialization": "the form is not that of RFC 7515 clause 7 or RFC 7516 clause 7",
    "Encoding": "not the base64url of RFC 7515 clause 2",
    "Header": "a header that no receiver may accept",
    "Algorithm": "an algorithm outside TS-0003 tables 8.5.3.2-3, 8.5.3.2-4 and 8.5.3.3-2",
    "KeyBinding": "a key of another type, use, size or name than the object asks for",
    "Sizes": "IV, tag or signature of another size than the algorithm has",
}
PAYLOAD = b'{"m2m:cin":{"con":"21.5"}}'
SECRET = bytes(range(0x60, 0x80))
IV = bytes(range(12))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def oct_key(octets=SECRET, **attributes):
    return {"kty": "oct", "k": b64(octets), **attributes}


def pair(**kind):
    return JWK.generate(**kind).export(as_dict=True)


def public(jwk):
    return JWK(**jwk).export_public(as_dict=True)


def ec_from(scalar, curve):
    """A key pair that is the same in each run."""
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.derive_private_key(scalar, {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1}[curve]())
    return {name: value for name, value in JWK.from_pyca(key).export(as_dict=True).items() if name != "kid"}


P256, P256_B, P384, P521 = ec_from(7**80, "P-256"), ec_from(11**70, "P-256"), ec_from(7**90, "P-384"), ec_from(7**90, "P-521")
RSA = pair(kty="RSA", size=2048)
JWE_KEYS = {"dir": oct_key(), "A128KW": oct_key(SECRET[:16]), "A192KW": oct_key(SECRET[:24]), "A256KW": oct_key(),
            "RSA-OAEP-256": RSA, "ECDH-ES+A128KW": P256, "ECDH-ES+A192KW": P384, "ECDH-ES+A256KW": P521}
JWS_KEYS = {"HS256": oct_key(), "HS384": oct_key(SECRET + SECRET), "HS512": oct_key(SECRET + SECRET),
            "RS256": RSA, "RS384": RSA, "RS512": RSA, "ES256": P256, "ES384": P384, "ES512": P521}


def test(comment, value, expected, *flags):
    return {"comment": comment, "flags": list(flags), "in": value, "expected": expected}


def made(codec, operation, value):
    return next(iter(codec.ask(operation, value)["out"].values()))


def sealing(alg, enc="A256GCM", serialization="compact", **more):
    header = json.dumps({"alg": alg, "enc": enc, "kid": "key-1"}, separators=(",", ":"))
    recipient = {"key": JWE_KEYS[alg] if JWE_KEYS[alg]["kty"] == "oct" else public(JWE_KEYS[alg])}
    return {"plaintext": PAYLOAD.hex(), "protected": header, "recipients": [recipient],
            "serialization": serialization, **more}


def jwe_seal(_codec):
    fixed = {"iv": IV.hex()}
    for enc, size in (("A128GCM", 16), ("A192GCM", 24), ("A256GCM", 32)):
        value = {**sealing("dir", enc, **fixed), "recipients": [{"key": oct_key(SECRET[:size])}]}
        yield test(f"dir, {enc}", value, "valid", "KnownAnswer")
        for alg in ("A128KW", "A192KW", "A256KW"):
            yield test(f"{alg}, {enc}", sealing(alg, enc, cek="c5" * size, **fixed), "valid", "KnownAnswer")
    for alg, epk in (("ECDH-ES+A128KW", P256_B), ("ECDH-ES+A192KW", ec_from(13**60, "P-384")),
                     ("ECDH-ES+A256KW", ec_from(13**60, "P-521"))):
        value = sealing(alg, cek="c5" * 32, epk=epk, **fixed)
        yield test(alg, value, "valid", "KnownAnswer")
    for serialization in ("flattened", "general"):
        value = sealing("A256KW", serialization=serialization, cek="c5" * 32, aad="00ff", **fixed)
        yield test(f"{serialization} with aad", value, "valid", "KnownAnswer")
    two = {**sealing("A256KW", serialization="general", cek="c5" * 32, **fixed), "protected": '{"enc":"A256GCM"}'}
    two["recipients"] = [{"header": {"alg": "A256KW", "kid": "one"}, "key": oct_key()},
                         {"header": {"alg": "A128KW", "kid": "two"}, "key": oct_key(SECRET[:16])}]
    yield test("two recipients", two, "valid", "KnownAnswer")
    yield test("empty plaintext", {**sealing("dir", **fixed), "plaintext": ""}, "valid", "KnownAnswer")
    yield test("two recipients need general", {**two, "serialization": "flattened"}, "invalid", "Serialization")
    yield test("aad in compact", sealing("A256KW", aad="00"), "invalid", "Serialization")
    yield test("IV of 16 octets", sealing("dir", iv="00" * 16), "invalid", "Sizes")
    yield test("CEK of 16 octets", sealing("A256KW", cek="00" * 16), "invalid", "Sizes")
    yield test("key of 16 octets", {**sealing("dir"), "recipients": [{"key": oct_key(SECRET[:16])}]}, "invalid",
               "KeyBinding")


def raw_jwe(header, iv=IV, key=SECRET):
    """dir and A256GCM under the header as it is, whatever it says."""
    protected = b64(header.encode())
    sealed = AESGCM(key).encrypt(iv, PAYLOAD, protected.encode())
    return ".".join([protected, "", b64(iv), b64(sealed[:-16]), b64(sealed[-16:])])


def part(text, number, change):
    parts = text.split(".")
    parts[number] = change(parts[number])
    return ".".join(parts)


def flip(encoded):
    """The same size with another first octet."""
    octets = bytearray(base64.urlsafe_b64decode(encoded + "=="))
    octets[0] ^= 1
    return b64(bytes(octets))


def unused_bits(encoded):
    """The same octets with an unused bit set in the last character."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(encoded) % 4
    return encoded[:-1] + alphabet[alphabet.index(encoded[-1]) | 1]


def opening(jwe, *keys):
    return {"jwe": jwe, "keys": list(keys or [oct_key()]), "algorithms": "esdata"}


def jwe_open(codec):
    yield from valid_jwe(codec)
    yield from changed_jwe()
    yield from headers_jwe()
    yield from keys_jwe(codec)
    yield from json_jwe(codec)


def valid_jwe(codec):
    for alg, key in JWE_KEYS.items():
        for serialization in ("compact", "flattened", "general"):
            jwe = made(codec, "jose/jwe-seal", sealing(alg, serialization=serialization))
            yield test(f"{alg}, {serialization}", opening(jwe, key), "valid", "RoundTrip")
    jwe = raw_jwe('{ "enc" : "A256GCM",\n "alg":"dir", "nonce":"x" }')
    yield test("white space, order and a member of its own in the header", opening(jwe), "valid")
    yield test("the key named by kid among others", opening(
        raw_jwe('{"alg":"dir","enc":"A256GCM","kid":"b"}'), oct_key(bytes(32), kid="a"), oct_key(kid="b")), "valid")


def changed_jwe():
    good = raw_jwe('{"alg":"dir","enc":"A256GCM"}')
    for number, name in ((2, "IV"), (3, "ciphertext"), (4, "tag")):
        yield test(f"{name} changed", opening(part(good, number, flip)), "invalid", "ModifiedObject")
    spaced = part(good, 0, lambda _: b64(b'{"alg":"dir","enc":"A256GCM" }'))
    yield test("white space added to the header", opening(spaced), "invalid", "ModifiedObject")
    yield test("tag cut to 12 octets", opening(part(good, 4, lambda text: text[:16])), "invalid", "Sizes")
    yield test("no tag", opening(part(good, 4, lambda _: "")), "invalid", "Sizes")
    long_iv = raw_jwe('{"alg":"dir","enc":"A256GCM"}', bytes(range(16)))
    yield test("IV of 16 octets", opening(long_iv), "invalid", "Sizes")
    yield test("padding", opening(good + "=="), "invalid", "Encoding")
    yield test("unused bits set", opening(part(good, 4, unused_bits)), "invalid", "Encoding")
    yield test("line end", opening(good + "\n"), "invalid", "Encoding")
    yield test("character of base64", opening(part(good, 4, lambda text: "+" + text[1:])), "invalid", "Encoding")
    yield test("four parts", opening(good.rsplit(".", 1)[0]), "invalid", "Serialization")
    yield test("six parts", opening(good + "."), "invalid", "Serialization")
    wrapped = part(good, 1, lambda _: b64(bytes(40)))
    yield test("dir with an encrypted key", opening(wrapped), "invalid", "Serialization")
    yield test("empty text", opening(""), "invalid", "Serialization")


def headers_jwe():
    bad = {
        "duplicate member": '{"alg":"dir","enc":"A256GCM","alg":"dir"}',
        "no JSON": "alg=dir",
        "an array": '["dir","A256GCM"]',
        "no alg": '{"enc":"A256GCM"}',
        "no enc": '{"alg":"dir"}',
        "alg is a number": '{"alg":1,"enc":"A256GCM"}',
        "kid is a number": '{"alg":"dir","enc":"A256GCM","kid":1}',
        "zip": '{"alg":"dir","enc":"A256GCM","zip":"DEF"}',
        "unknown extension in crit": '{"alg":"dir","enc":"A256GCM","crit":["exp"],"exp":1}',
        "empty crit": '{"alg":"dir","enc":"A256GCM","crit":[]}',
        "crit names nothing": '{"alg":"dir","enc":"A256GCM","crit":["exp"]}',
        "crit is text": '{"alg":"dir","enc":"A256GCM","crit":"exp","exp":1}',
    }
    for name, header in bad.items():
        yield test(f"header: {name}", opening(raw_jwe(header)), "invalid", "Header")
    for alg in ("none", "RSA1_5", "PBES2-HS256+A128KW", "ECDH-ES", "A256GCMKW", "DIR"):
        jwe = raw_jwe(json.dumps({"alg": alg, "enc": "A256GCM"}))
        jwe = jwe if alg == "ECDH-ES" else part(jwe, 1, lambda _: b64(bytes(40)))
        yield test(f"alg {alg}", opening(jwe), "invalid", "Algorithm")
    for enc in ("A128CBC-HS256", "none", "a256gcm"):
        yield test(f"enc {enc}", opening(raw_jwe(json.dumps({"alg": "dir", "enc": enc}))), "invalid", "Algorithm")
    value = {**opening(raw_jwe('{"alg":"dir","enc":"A256GCM"}')), "algorithms": ["dir", "A128GCM"]}
    yield test("enc outside the list that is given", value, "invalid", "Algorithm")


def keys_jwe(codec):
    good = raw_jwe('{"alg":"dir","enc":"A256GCM","kid":"b"}')
    for name, key in {
        "another key": oct_key(bytes(32)),
        "a key of another name": oct_key(kid="a"),
        "a key of 16 octets": oct_key(SECRET[:16]),
        "a key for signatures": oct_key(use="sig"),
        "a key for another alg": oct_key(alg="A256KW"),
        "a key that may only encrypt": oct_key(key_ops=["encrypt"]),
        "an EC key": P256,
    }.items():
        yield test(name, opening(good, key), "invalid", "KeyBinding")
    yield test("no key", {**opening(good), "keys": []}, "invalid", "KeyBinding")
    agreed = made(codec, "jose/jwe-seal", sealing("ECDH-ES+A128KW"))
    yield test("public half only", opening(agreed, public(P256)), "invalid", "KeyBinding")
    yield test("key of another curve", opening(agreed, P384), "invalid", "KeyBinding")
    header = json.loads(base64.urlsafe_b64decode(agreed.split(".")[0] + "=="))
    y = header["epk"]["y"]
    for name, epk in {"is missing": None, "is private": P256_B, "is off the curve": {**header["epk"], "y": flip(y)}}.items():
        changed = {key: value for key, value in {**header, "epk": epk}.items() if value is not None}
        jwe = part(agreed, 0, lambda _, changed=changed: b64(json.dumps(changed).encode()))
        yield test(f"epk {name}", opening(jwe, P256), "invalid", "Header")
    wrapped = made(codec, "jose/jwe-seal", sealing("A256KW"))
    yield test("encrypted key changed", opening(part(wrapped, 1, flip)), "invalid", "ModifiedObject")
    yield test("no encrypted key", opening(part(wrapped, 1, lambda _: "")), "invalid", "Serialization")


def json_jwe(codec):
    good = made(codec, "jose/jwe-seal", sealing("A256KW", serialization="general", aad="00ff"))
    flat = made(codec, "jose/jwe-seal", sealing("A256KW", serialization="flattened", aad="00ff"))
    yield test("order of members and white space", opening(json.dumps(dict(reversed(flat.items())), indent=1)), "valid")
    for name, flag, jwe in (
        ("aad changed", "ModifiedObject", {**flat, "aad": b64(b"\x00\xfe")}),
        ("aad removed", "ModifiedObject", {key: value for key, value in flat.items() if key != "aad"}),
        ("no recipients", "Serialization", {**good, "recipients": []}),
        ("recipients beside encrypted_key", "Serialization", {**good, "encrypted_key": flat["encrypted_key"]}),
        ("parameter in both headers", "Header", {**flat, "unprotected": {"alg": "A256KW"}}),
        ("crit outside the protected header", "Header", {**flat, "unprotected": {"crit": ["exp"], "exp": 1}}),
        ("no ciphertext", "Serialization", {key: value for key, value in flat.items() if key != "ciphertext"}),
    ):
        yield test(name, opening(jwe), "invalid", flag)
    twice = json.dumps(flat)[:-1] + ',"tag":' + json.dumps(flat["tag"]) + "}"
    yield test("member twice", opening(twice), "invalid", "Serialization")


def signing(alg, serialization="compact", **more):
    header = json.dumps({"alg": alg, "kid": "key-1"}, separators=(",", ":"))
    return {"payload": PAYLOAD.hex(), "signatures": [{"protected": header, "key": JWS_KEYS[alg]}],
            "serialization": serialization, **more}


def jws_sign(_codec):
    for alg in ("HS256", "HS384", "HS512", "RS256", "RS384", "RS512"):
        for serialization in ("compact", "flattened", "general"):
            yield test(f"{alg}, {serialization}", signing(alg, serialization), "valid", "KnownAnswer")
    yield test("detached", signing("HS256", detached=True), "valid", "KnownAnswer")
    yield test("empty payload", {**signing("HS256"), "payload": ""}, "valid", "KnownAnswer")
    short = {**signing("HS256"), "signatures": [{"protected": {"alg": "HS256"}, "key": oct_key(SECRET[:31])}]}
    yield test("key shorter than the hash", short, "invalid", "KeyBinding")
    none = {**signing("HS256"), "signatures": [{"protected": {"alg": "none"}, "key": oct_key()}]}
    yield test("alg none", none, "invalid", "Algorithm")
    header = {**signing("HS256")["signatures"][0], "header": {"x": 1}}
    yield test("unprotected header in compact", {**signing("HS256"), "signatures": [header]}, "invalid", "Serialization")


def raw_jws(header, key=SECRET):
    text = b64(header if isinstance(header, bytes) else header.encode()) + "." + b64(PAYLOAD)
    return text + "." + b64(hmac.new(key, text.encode(), hashlib.sha256).digest())


def verifying(jws, *keys, **more):
    return {"jws": jws, "keys": list(keys or [oct_key()]), "algorithms": "esdata", **more}


def jws_verify(codec):
    for alg, key in JWS_KEYS.items():
        for serialization in ("compact", "flattened", "general"):
            jws = made(codec, "jose/jws-sign", signing(alg, serialization))
            known = key if key["kty"] == "oct" else public(key)
            yield test(f"{alg}, {serialization}", verifying(jws, known), "valid", "RoundTrip")
    detached = made(codec, "jose/jws-sign", signing("HS256", detached=True))
    yield test("detached", verifying(detached, payload=PAYLOAD.hex()), "valid", "RoundTrip")
    yield from changed_jws(codec, detached)
    yield from headers_jws()
    yield from keys_jws(codec)


def changed_jws(codec, detached):
    good = raw_jws('{"alg":"HS256"}')
    for number, name in ((1, "payload"), (2, "signature")):
        yield test(f"{name} changed", verifying(part(good, number, flip)), "invalid", "ModifiedObject")
    yield test("signature cut", verifying(part(good, 2, lambda text: text[:-3])), "invalid", "Sizes")
    yield test("no signature", verifying(part(good, 2, lambda _: "")), "invalid", "Serialization")
    yield test("two parts", verifying(good.rsplit(".", 1)[0]), "invalid", "Serialization")
    yield test("four parts", verifying(good + "."), "invalid", "Serialization")
    yield test("padding", verifying(good + "="), "invalid", "Encoding")
    yield test("unused bits set", verifying(part(good, 2, unused_bits)), "invalid", "Encoding")
    yield test("white space", verifying(" " + good), "invalid", "Encoding")
    yield test("another detached payload", verifying(detached, payload=b"other".hex()), "invalid", "ModifiedObject")
    yield test("payload in the object and beside it", verifying(good, payload=PAYLOAD.hex()), "invalid", "Serialization")
    flat = made(codec, "jose/jws-sign", signing("HS256", "flattened"))
    many = made(codec, "jose/jws-sign", signing("HS256", "general"))
    for name, flag, jws in (
        ("no signatures", "Serialization", {**many, "signatures": []}),
        ("signatures beside signature", "Serialization", {**many, "signature": flat["signature"]}),
        ("parameter in both headers", "Header", {**flat, "header": {"alg": "HS256"}}),
        ("crit outside the protected header", "Header", {**flat, "header": {"crit": ["exp"], "exp": 1}}),
        ("no payload", "Serialization", {key: value for key, value in flat.items() if key != "payload"}),
    ):
        yield test(name, verifying(jws), "invalid", flag)


def headers_jws():
    for name, header in {
        "duplicate member": '{"alg":"HS256","alg":"HS256"}',
        "no JSON": "HS256",
        "no UTF-8": b'{"alg":"HS256","x":"\xff"}',
        "no alg": '{"typ":"JOSE"}',
        "unknown extension in crit": '{"alg":"HS256","crit":["exp"],"exp":1}',
        "empty crit": '{"alg":"HS256","crit":[]}',
        "crit names nothing": '{"alg":"HS256","crit":["exp"]}',
        "b64 false without crit": '{"alg":"HS256","b64":false}',
    }.items():
        yield test(f"header: {name}", verifying(raw_jws(header)), "invalid", "Header")
    for alg in ("none", "None", "hs256", "PS256", "EdDSA", "ES256K"):
        yield test(f"alg {alg}", verifying(raw_jws(json.dumps({"alg": alg}))), "invalid", "Algorithm")


def keys_jws(codec):
    good = raw_jws('{"alg":"HS256","kid":"b"}')
    for name, key in {
        "another key": oct_key(bytes(32)),
        "a key of another name": oct_key(kid="a"),
        "a key of 31 octets": oct_key(SECRET[:31]),
        "a key for encryption": oct_key(use="enc"),
        "a key for another alg": oct_key(alg="HS512"),
        "a public key where a secret is asked for": public(RSA),
    }.items():
        yield test(name, verifying(good, key), "invalid", "KeyBinding")
    signed = made(codec, "jose/jws-sign", signing("ES256"))
    yield test("ES256 with a key on P-384", verifying(signed, public(P384)), "invalid", "KeyBinding")
    raw = base64.urlsafe_b64decode(signed.split(".")[2] + "==")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    yield test("ES256 signature in DER", verifying(part(signed, 2, lambda _: b64(der)), public(P256)), "invalid",
               "Encoding")


FILES = {
    "jose/jwe-seal": ("RFC 7516", "5.1", jwe_seal),
    "jose/jwe-open": ("RFC 7516", "5.2", jwe_open),
    "jose/jws-sign": ("RFC 7515", "5.1", jws_sign),
    "jose/jws-verify": ("RFC 7515", "5.2", jws_verify),
}
