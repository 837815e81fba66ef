"""End-to-end message authentication: messages as an originator protects them, and what a verifying end makes of those that
arrive, in their order.

Messages that no protector makes are made here on HMAC and the AEAD alone, so that nothing is wrong with them but what their
comment says.
"""

import hashlib
import hmac
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jose_inputs import IV, b64, ec_from, flip, part, public

FLAGS = {
    "KnownAnswer": "nothing is random",
    "RoundTrip": "a message of the Python codec",
    "Form": "no compact JWS or JWE, or no header, of message authentication",
    "Credential": "a credential that the end does not hold, or no longer, or not for this protection",
    "Parties": "another source or destination than those of the credential and the end",
    "ModifiedMessage": "octets of the message were changed after it was made",
    "Freshness": "a message that came before, behind the window, or of another time",
    "InnerPrimitive": "what is inside is no request, or one of another originator",
    "Demanded": "another protection than the end demands",
    "OtherOwners": "a credential or a key that is of others already",
    "UnknownValue": "a value outside its list",
    "WrongSize": "octets of another size than the formula takes",
    "WrongMembers": "a member is missing, unknown or of the wrong type",
}
KPSA, SALT = bytes(range(0x20, 0x40)), b"\x55" * 32
AUTHENTICATION = bytes.fromhex("694e114194cd9c1d39e3aee9a8f58f1f6aaa885b91e2a2247db4f54111c44920")
CONFIDENTIALITY = bytes.fromhex("a9f19d128e0e72190d933158e9153161f66a31b0527d0593c58a1d0be1d1f02b")
SOURCE, RECEIVER, OTHER = "//sp.example/cse-a/Cae1", "//sp.example/cse-b", "//sp.example/cse-a/Cae2"
KEY_ID, NOW, SEQUENCE = "c1@tef.example", "20290101T000000", 1861920000000
REQUEST = b'{"op":2,"to":"/cse-b/-/x","fr":"/cse-a/Cae1","rqi":"i1","rvi":"3"}'
CTY = "vnd.onem2m-preq+json"
SHARED = {"id": KEY_ID, "owner": SOURCE, "peer": RECEIVER, "kpsa": KPSA.hex(), "salt": SALT.hex()}
SIGNING = ec_from(19**60, "P-256")
SIGNED = {"id": "s1@tef.example", "owner": SOURCE, "key": SIGNING}
VERIFYING = {**SIGNED, "key": public(SIGNING)}
PAIR = ("integrity", "confidentiality", "both")


def test(comment, value, expected, *flags):
    return {"comment": comment, "flags": list(flags), "in": value, "expected": expected}


def protecting(protection="integrity", credential=SHARED, **more):
    value = {"credential": credential, "protection": protection, "cty": CTY, "source": SOURCE, "destination": RECEIVER,
             "sequence": SEQUENCE, "time": NOW, "plaintext": REQUEST.hex(), "iv": IV.hex(), **more}  # fmt: skip
    return {name: member for name, member in value.items() if member is not None}


def protect(_codec):
    for protection in PAIR:
        yield test(protection, protecting(protection), "valid", "KnownAnswer")
        response = protecting(protection, source=RECEIVER, destination=SOURCE, cty="vnd.onem2m-prsp+json",
                              plaintext=b'{"rsc":2000,"rqi":"i1","rvi":"3"}'.hex())  # fmt: skip
        yield test(f"{protection}, of a response", response, "valid", "KnownAnswer")
    yield test("no salt", protecting(credential={n: m for n, m in SHARED.items() if n != "salt"}), "valid", "KnownAnswer")
    yield test("no content type", protecting(cty=None), "valid", "KnownAnswer")
    yield test("the first number", protecting(sequence=0), "valid", "KnownAnswer")
    yield test("the last number", protecting(sequence=(1 << 53) - 1), "valid", "KnownAnswer")
    yield test("a time with milliseconds", protecting(time="20290101T000000,250"), "valid", "KnownAnswer")
    yield test("no octets", protecting("both", plaintext=""), "valid", "KnownAnswer")
    for name, value in {
        "number beyond the last": protecting(sequence=1 << 53),
        "negative number": protecting(sequence=-1),
        "unknown protection": protecting("none"),
        "an owner that is not absolute": protecting(credential={**SHARED, "owner": "/cse-a/Cae1"}),
        "a peer that is the owner": protecting(credential={**SHARED, "peer": SOURCE}),
        "empty id": protecting(credential={**SHARED, "id": ""}),
    }.items():
        yield test(name, value, "invalid", "UnknownValue")
    yield test("Kpsa of 15 octets", protecting(credential={**SHARED, "kpsa": "00" * 15}), "invalid", "WrongSize")
    yield test("IV of 16 octets", protecting("both", iv="00" * 16), "invalid", "WrongSize")
    for protection in PAIR:
        yield test(f"{protection} under a signature key", protecting(protection, SIGNED), "invalid", "Credential")
    yield test("a signature under a shared credential", protecting("signature"), "invalid", "Credential")
    yield test("a signature under a public key", protecting("signature", VERIFYING), "invalid", "Credential")
    other = {**SIGNED, "key": ec_from(19**60, "P-384")}
    yield test("a signature key of P-384", protecting("signature", other), "invalid", "Credential")
    yield test("a signature key with a peer", protecting("signature", {**SIGNED, "peer": RECEIVER}), "invalid", "WrongMembers")
    yield test("time is none", protecting(time="later"), "invalid", "WrongMembers")
    yield test("unknown member", protecting(nonce="00"), "invalid", "WrongMembers")


def header_of(alg, changed):
    members = {**alg, "kid": KEY_ID, "cty": CTY, "src": SOURCE, "dst": RECEIVER, "sqn": SEQUENCE, "ts": NOW, **changed}
    return b64(json.dumps({name: member for name, member in members.items() if member is not None}).encode())


def authentication_key(kpsa):
    master = hmac.new(SALT, kpsa, hashlib.sha256).digest()
    return hmac.new(master, b"E2E Message Authentication Key\x01", hashlib.sha256).digest()


def mic(payload=REQUEST, key=AUTHENTICATION, octets=32, **changed):
    """A JWS with the right header or one with members changed; those that are None are left out."""
    text = f"{header_of({'alg': 'HS256'}, changed)}.{b64(payload)}"
    return f"{text}.{b64(hmac.new(key, text.encode(), hashlib.sha256).digest()[:octets])}"


def encrypted(payload=REQUEST, key=CONFIDENTIALITY, iv=IV, tag=16, **changed):
    protected = header_of({"alg": "dir", "enc": "A256GCM"}, changed)
    sealed = AESGCM(key).encrypt(iv, payload, protected.encode())
    return ".".join([protected, "", b64(iv), b64(sealed[:-16]), b64(sealed[-16:][:tag])])


def in_json(jws):
    return json.dumps(dict(zip(("protected", "payload", "signature"), jws.split("."))))


def both(inner, **changed):
    return encrypted(inner.encode(), cty="jose", **changed)


def arriving(*messages, now=NOW, credentials=(SHARED,), **more):
    """Messages in their order; those that are pairs bring their own time."""
    pairs = [message if isinstance(message, tuple) else (now, message) for message in messages]
    return {"credentials": list(credentials), "receiver": RECEIVER,
            "arrivals": [{"now": at, "message": message} for at, message in pairs], **more}  # fmt: skip


def taken(codec):
    for protection in PAIR:
        made = codec.ask("message/protect", protecting(protection))["out"]["message"]
        yield test(protection, arriving(made), "valid", "RoundTrip")
    made = codec.ask("message/protect", protecting("signature", SIGNED, iv=None))["out"]["message"]
    yield test("signature", arriving(made, credentials=[VERIFYING]), "valid", "RoundTrip")
    yield test("several, each once", arriving(*(mic(sqn=number) for number in (5, 6, 7))), "valid")
    yield test("unknown header member", arriving(mic(x=1)), "valid")
    absolute = REQUEST.replace(b"/cse-a/Cae1", SOURCE.encode())
    yield test("From inside is absolute", arriving(mic(absolute)), "valid")
    for content_type in (None, "json", "application/json", "application/vnd.onem2m-preq+json"):
        yield test(f"content type {content_type}", arriving(mic(cty=content_type)), "valid")
    to_ae = mic(src=RECEIVER, dst=SOURCE, payload=REQUEST.replace(b"/cse-a/Cae1", b"/cse-b"))
    yield test("the other way, to an AE", {**arriving(to_ae), "receiver": SOURCE}, "valid")


def form(_codec):
    good, sealed = mic(), encrypted()
    for name, message in {
        "two parts": good.rpartition(".")[0],
        "four parts": good + ".AAAA",
        "six parts": sealed + ".AAAA",
        "padding": good + "=",
        "header is no JSON": part(good, 0, lambda _: b64(b"no JSON")),
        "header is an array": part(good, 0, lambda _: b64(b"[]")),
        **{f"no {name}": mic(**{name: None}) for name in ("alg", "kid", "src", "dst", "sqn", "ts")},
        "no enc": encrypted(enc=None),
        "crit": mic(crit=["sqn"]),
        "compressed": encrypted(zip="DEF"),
        "unencoded": mic(b64=False),
        "kid is a number": mic(kid=1),
        "src is relative": mic(src="/cse-a/Cae1"),
        "dst is relative": mic(dst="/cse-b"),
        "number is text": mic(sqn="5"),
        "number is negative": mic(sqn=-1),
        "number is no whole one": mic(sqn=1.5),
        "number beyond the last": mic(sqn=1 << 53),
        "time is none": mic(ts="20291301T000000"),
        "alg none": part(mic(alg="none"), 2, lambda _: ""),
        "alg HS512": mic(alg="HS512"),
        "enc A128GCM": encrypted(enc="A128GCM"),
        "alg A256KW": encrypted(alg="A256KW"),
    }.items():
        yield test(name, arriving(message), "valid", "Form")


def credentials(_codec):
    yield test("unknown credential", arriving(mic(kid="another")), "valid", "Credential")
    ended = {**SHARED, "expires": NOW}
    yield test("expired credential", arriving(mic(), credentials=[ended]), "valid", "Credential")
    yield test("a credential until it expires", arriving(("20281231T235959,999", mic(sqn=1)), (NOW, mic(sqn=2)), credentials=[ended]),
               "valid", "Credential")  # fmt: skip
    yield test("another Kpsa under that id", arriving(mic(), credentials=[{**SHARED, "kpsa": "00" * 32}]), "valid", "Credential")
    yield test("a MIC under msg_conf", arriving(mic(key=CONFIDENTIALITY)), "valid", "Credential")
    yield test("encrypted under msg_auth", arriving(encrypted(key=AUTHENTICATION)), "valid", "Credential")
    yield test("a MIC under Kpsa", arriving(mic(key=KPSA)), "valid", "Credential")
    public_octets = bytes.fromhex("04") + bytes(64)
    confused = mic(kid=VERIFYING["id"], key=public_octets)
    yield test("a MIC where the credential is a signature key", arriving(confused, credentials=[VERIFYING]), "valid", "Credential")
    foreign = {**SHARED, "owner": OTHER}
    yield test("a credential of others", arriving(mic(), credentials=[foreign]), "valid", "Parties")
    yield test("for another end", arriving(mic(dst="//sp.example/cse-c")), "valid", "Parties")
    yield test("from another source", arriving(mic(src=OTHER)), "valid", "Parties")
    yield test("sent back to its author", {**arriving(mic()), "receiver": SOURCE}, "valid", "Parties")
    yield test("in the name of the receiver", arriving(mic(src=RECEIVER)), "valid", "Parties")
    for demanded in PAIR:
        arrivals = [mic(sqn=1), encrypted(sqn=2), both(mic(sqn=3), sqn=3)]
        yield test(f"{demanded} is demanded", arriving(*arrivals, demanded=demanded), "valid", "Demanded")


def tampered(_codec):
    for name, index in {"payload": 1, "MIC": 2}.items():
        yield test(f"changed {name}", arriving(part(mic(), index, flip)), "valid", "ModifiedMessage")
    for name, index in {"IV": 2, "ciphertext": 3, "tag": 4}.items():
        yield test(f"changed {name}", arriving(part(encrypted(), index, flip)), "valid", "ModifiedMessage")
    for name, message in {
        "MIC of 16 octets": mic(octets=16),
        "no MIC": part(mic(), 2, lambda _: ""),
        "tag of 12 octets": encrypted(tag=12),
        "encrypted key": part(encrypted(), 1, lambda _: "AAAA"),
        "header of another message": part(mic(), 0, lambda _: mic(sqn=1).split(".")[0]),
        "another number inside": both(mic(sqn=1)),
        "another source inside": both(mic(src=OTHER)),
        "another time inside": both(mic(ts="20290101T000001")),
        "a changed MIC inside": both(part(mic(), 2, flip)),
        "no MIC inside": both(REQUEST.decode()),
        "a JWS in JSON inside": both(in_json(mic())),
        "a JWE said to be a JWS": encrypted(alg="HS256", enc=None),
    }.items():
        yield test(name, arriving(message), "valid", "ModifiedMessage")


def freshness(_codec):
    yield test("the same twice", arriving(mic(), mic()), "valid", "Freshness")
    yield test("one number in two protections", arriving(mic(), encrypted()), "valid", "Freshness")
    yield test("the window", arriving(*(mic(sqn=number) for number in (1000, 937, 936, 937, 1064, 1000, 1001, 1))), "valid",
               "Freshness")  # fmt: skip
    for name, time in {"300 s ago": "20281231T235500", "more than 300 s ago": "20281231T235459,999", "in 300 s": "20290101T000500",
                       "in more than 300 s": "20290101T000500,001", "a year ago": "20280101T000000"}.items():  # fmt: skip
        yield test(f"made {name}", arriving(mic(ts=time)), "valid", "Freshness")
    forged = part(mic(sqn=2000), 2, flip)
    yield test("a forged number does not move the window", arriving(forged, mic(sqn=1), mic(sqn=2)), "valid", "Freshness")
    stale = mic(sqn=2000, ts="20281231T000000")
    yield test("a stale number does not move the window", arriving(stale, mic(sqn=1)), "valid", "Freshness")
    two, key = {**SHARED, "id": "c2", "kpsa": KPSA[::-1].hex()}, authentication_key(KPSA[::-1])
    yield test("each credential has its window", arriving(mic(sqn=1000), mic(sqn=1, kid="c2", key=key), credentials=[SHARED, two]),
               "valid", "Freshness")  # fmt: skip


def inner(_codec):
    for name, plaintext in {"text": b"reading 17", "a response": b'{"rsc":2000,"rqi":"i1"}', "an array": b"[]", "nothing": b""}.items():
        yield test(f"{name} inside", arriving(mic(plaintext)), "valid", "InnerPrimitive")
    yield test("content type of a response", arriving(mic(cty="vnd.onem2m-prsp+json")), "valid", "InnerPrimitive")
    yield test("content type of a JWS", arriving(mic(cty="jose")), "valid", "InnerPrimitive")
    other = REQUEST.replace(b"Cae1", b"Cae2")
    yield test("From inside is another", arriving(mic(other), mic()), "valid", "InnerPrimitive")


def verify(codec):
    for tests in (taken, form, credentials, tampered, freshness, inner):
        yield from tests(codec)
    pairs = {
        "a second pair under one id": [SHARED, {**SHARED, "owner": OTHER, "kpsa": "01" * 32}],
        "a second pair with one key": [SHARED, {**SHARED, "owner": OTHER, "id": "c2"}],
    }
    for name, held in pairs.items():
        yield test(name, arriving(mic(), credentials=held), "invalid", "OtherOwners")
    yield test("receiver is relative", {**arriving(mic()), "receiver": "/cse-b"}, "invalid", "UnknownValue")
    yield test("unknown protection is demanded", arriving(mic(), demanded="all"), "invalid", "UnknownValue")
    yield test("now is no time", arriving(("later", mic())), "invalid", "WrongMembers")
    yield test("unknown member", arriving(mic(), realm=""), "invalid", "WrongMembers")


FILES = {
    "message/protect": ("TR-0012", "7.4.1.2", protect),
    "message/verify": ("TR-0012", "7.4.1.2", verify),
}
