"""ESPrim Objects: as an originator seals them, and what a receiver answers to each fault.

Objects that no sealer makes are made here on the AEAD alone, so that nothing is wrong with them but what their comment
says.
"""

import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jose_inputs import IV, b64, flip, part

FLAGS = {
    "FactValue": "the value that the project's formats are documented with",
    "RoundTrip": "an object of the Python codec",
    "Serialization": "no compact JWE, or no header, of ESPrim",
    "Session": "a key id or random object that the receiver does not know, or no longer",
    "Algorithm": "an algorithm that was not agreed on",
    "ModifiedObject": "octets of the object were changed after it was made",
    "KeyBinding": "another key, or another originator, than the key id stands for",
    "InnerPrimitive": "what is inside is no request primitive",
    "UnknownValue": "a value outside its list",
    "WrongSize": "octets of another size than the formula takes",
    "WrongMembers": "a member is missing, unknown or of the wrong type",
}
PAIRWISE = bytes(range(0x60, 0x80))
KEY_ID = "0A1B2C3D4E5F60718293A4B5C6D7E8F9@maf.example.com"
RECEIVER = {"esks": [1], "espa": [10, 12], "esri": "u-00112233445566778899aabbccddeeff",
            "esrv": "r000102030405060708090a0b0c0d0e0f", "esrx": "20300101T000000"}  # fmt: skip
ORIGINATOR = {"esk": 1, "espa": [12], "esri": "u-ffeeddccbbaa99887766554433221100",
              "esrv": "rf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "esrx": "20291231T000000"}  # fmt: skip
REQUEST = b'{"op":2,"to":"cse-in","fr":"/id-mn/Cae1","rqi":"i1","rvi":"3"}'
RESPONSE = b'{"rsc":2000,"rqi":"i1","rvi":"3"}'
PEER = "//sp.example/id-mn/Cae1"
SESSION_KEY = bytes.fromhex("14a0de36be7521e68f70022e2e6ec1862c708f97cda1ba14c0b85394754edb49")


def test(comment, value, expected, *flags):
    return {"comment": comment, "flags": list(flags), "in": value, "expected": expected}


def sealing(**more):
    return {"pairwise_key": PAIRWISE.hex(), "key_id": KEY_ID, "enc": "A256GCM", "cty": "vnd.onem2m-preq+json",
            "receiver": RECEIVER, "originator": ORIGINATOR, "plaintext": REQUEST.hex(), "enclose": True,
            "iv": IV.hex(), **more}  # fmt: skip


def seal(_codec):
    yield test("request, documented value", sealing(), "valid", "FactValue")
    response = sealing(cty="vnd.onem2m-prsp+json", plaintext=RESPONSE.hex(), enclose=False, iv=bytes(range(0x10, 0x1C)).hex())
    yield test("response, documented value", response, "valid", "FactValue")
    for enc, number in (("A128GCM", 10), ("A192GCM", 11)):
        yield test(enc, sealing(enc=enc, originator={**ORIGINATOR, "espa": [number]}), "valid")
    yield test("no content type", {name: member for name, member in sealing().items() if name != "cty"}, "valid")
    older = {**{name: member for name, member in ORIGINATOR.items() if name != "esk"}, "esks": [1]}
    yield test("originator object of the older schema", sealing(originator=older), "valid")
    yield test("pairwise key of 16 octets", sealing(pairwise_key="a5" * 16), "valid")
    yield test("no plaintext", sealing(plaintext=""), "valid")
    yield test("enc of another family", sealing(enc="A256CBC-HS512"), "invalid", "UnknownValue")
    yield test("IV of 16 octets", sealing(iv="00" * 16), "invalid", "WrongSize")
    yield test("empty pairwise key", sealing(pairwise_key=""), "invalid", "WrongSize")
    yield test("unknown member in a random object", sealing(receiver={**RECEIVER, "x": 1}), "invalid", "WrongMembers")
    yield test("unknown member", sealing(zip="DEF"), "invalid", "WrongMembers")


def opening(jwe, **more):
    return {"keys": [{"id": KEY_ID, "peer": PEER, "key": PAIRWISE.hex()}], "receiver_id": "//sp.example/cse-in",
            "receiver": RECEIVER, "from": PEER, "now": "20290101T000000", "object": jwe, **more}  # fmt: skip


def raw(header=None, plaintext=REQUEST, key=SESSION_KEY, iv=IV, tag=16, **changed):
    """An object with that header, or the right one with members changed; those that are None are left out."""
    if header is None:
        members = {"alg": "dir", "enc": "A256GCM", "kid": KEY_ID, "ori": ORIGINATOR["esri"], "rri": RECEIVER["esri"],
                   "oro": ORIGINATOR, **changed}  # fmt: skip
        header = json.dumps({name: member for name, member in members.items() if member is not None})
    protected = b64(header.encode())
    sealed = AESGCM(key).encrypt(iv, plaintext, protected.encode())
    return ".".join([protected, "", b64(iv), b64(sealed[:-16]), b64(sealed[-16:][:tag])])


def opens(codec):
    made = codec.ask("esprim/seal", sealing())["out"]["object"]
    yield test("documented value", opening(made), "valid", "FactValue")
    yield test("random object that this originator asked for", opening(made, issued_to=PEER), "valid", "RoundTrip")
    for content_type in (None, "json", "application/json", "application/vnd.onem2m-preq+json"):
        yield test(f"content type {content_type}", opening(raw(cty=content_type)), "valid")
    yield test("unknown header member", opening(raw(x=1)), "valid")
    absolute = REQUEST.replace(b"/id-mn/Cae1", PEER.encode())
    yield test("From inside is absolute", opening(raw(plaintext=absolute)), "valid")
    yield test("wrapped as older peers do", opening(raw(plaintext=b'{"m2m:rqp":' + REQUEST + b"}")), "valid")


def malformed(_codec):
    good = raw()
    for name, jwe in {
        "four parts": good.rpartition(".")[0],
        "six parts": good + ".AAAA",
        "encrypted key": part(good, 1, lambda _: "AAAA"),
        "header is no JSON": raw(header="no JSON"),
        "header is an array": raw(header="[]"),
        "padding": part(good, 3, lambda text: text + "="),
        "no alg": raw(alg=None),
        "no enc": raw(enc=None),
        "no kid": raw(kid=None),
        "no ori": raw(ori=None),
        "no rri": raw(rri=None),
        "kid is a number": raw(kid=1),
        "crit": raw(crit=["exp"]),
        "random object of the receiver in a request": raw(rro=RECEIVER),
        "oro with an unknown member": raw(oro={**ORIGINATOR, "x": 1}),
        "oro is a list": raw(oro=[]),
    }.items():
        yield test(name, opening(jwe), "valid", "Serialization")


def sessions(_codec):
    late = {**ORIGINATOR, "esrx": "20300101T000001"}
    for name, value in {
        "unknown key id": opening(raw(kid="another")),
        "unknown rri": opening(raw(rri="u-0")),
        "receiver's object has expired": opening(raw(), now="20300101T000000"),
        "receiver's object of another originator": opening(raw(), issued_to="//sp.example/id-mn/Cae2"),
        "no oro": opening(raw(oro=None)),
        "ori is not that of oro": opening(raw(ori="u-0")),
        "originator's object has expired": opening(raw(), now="20291231T000000"),
        "originator's object outlives that of the receiver": opening(raw(oro=late)),
    }.items():
        yield test(name, value, "valid", "Session")


def algorithms(_codec):
    for alg in ("RSA-OAEP-256", "ECDH-ES", "A256KW", "none"):
        yield test(f"alg {alg}", opening(raw(alg=alg)), "valid", "Algorithm")
    for enc in ("A128GCM", "A256CBC-HS512", "none"):
        yield test(f"enc {enc}, not in the originator's object", opening(raw(enc=enc)), "valid", "Algorithm")
    wide = {**ORIGINATOR, "espa": [12, 11]}
    yield test("the originator lists what the receiver does not", opening(raw(oro=wide)), "valid", "Algorithm")
    yield test("another key generation", opening(raw(oro={**ORIGINATOR, "esk": 2})), "valid", "Algorithm")
    yield test("compressed", opening(raw(zip="DEF")), "valid", "Algorithm")


def tampered(_codec):
    good = raw()
    for name, index in {"IV": 2, "ciphertext": 3, "tag": 4}.items():
        yield test(f"changed {name}", opening(part(good, index, flip)), "valid", "ModifiedObject")
    yield test("header of another object", opening(part(good, 0, lambda _: raw(x=1).split(".")[0])), "valid", "ModifiedObject")
    yield test("tag of 12 octets", opening(raw(tag=12)), "valid", "ModifiedObject")
    yield test("IV of 16 octets", opening(raw(iv=bytes(16))), "valid", "ModifiedObject")
    yield test("sealed with the pairwise key", opening(raw(key=PAIRWISE)), "valid", "KeyBinding")
    other = {"id": KEY_ID, "peer": PEER, "key": "00" * 32}
    yield test("another key under that id", opening(good, keys=[other]), "valid", "KeyBinding")
    foreign = {"id": KEY_ID, "peer": "//sp.example/id-mn/Cae2", "key": PAIRWISE.hex()}
    yield test("the key is another originator's", opening(good, keys=[foreign]), "valid", "KeyBinding")


def inner(_codec):
    for name, plaintext in {"text": b"reading 17", "a response": RESPONSE, "an array": b"[]", "nothing": b""}.items():
        yield test(f"{name} inside", opening(raw(plaintext=plaintext)), "valid", "InnerPrimitive")
    response = raw(cty="vnd.onem2m-prsp+json")
    yield test("content type of a response", opening(response), "valid", "InnerPrimitive")


def open_object(codec):
    for tests in (opens, malformed, sessions, algorithms, tampered, inner):
        yield from tests(codec)
    yield test("now is no time", opening(raw(), now="later"), "invalid", "UnknownValue")
    yield test("unknown member", opening(raw(), realm=""), "invalid", "WrongMembers")


FILES = {
    "esprim/seal": ("TS-0003", "8.4.3.2", seal),
    "esprim/open": ("TS-0003", "8.4.2", open_object),
}
