"""ESData in CMS: the protection options, the spellings of BER and MIME, and envelopes to be refused."""

import esdata_cms_forgeries
from esdata_cms_parts import (
    KEK, KEYS, SECOND, SOURCE, SOURCES, TARGETS, envelope_of, in_segments, indefinite, member, sealed, signed_by,
)  # fmt: skip
from esdata_inputs import CEK, LONG, SYMMETRIC, credential, encrypting, nesting, opening, target, vouching
from jose_inputs import IV, SECRET, oct_key, test

FLAGS = {
    "CmsOption": "CMS: a protection option of the table",
    "CmsForm": "CMS in BER that is no DER, or a MIME entity in another spelling",
    "CmsText": "text, which S/MIME protects with canonical line ends",
    "CmsMarking": "CMS that its contentInfo names by the media type, with and without parameters, or names otherwise",
    "CmsForged": "a CMS signature that is wrong, or was moved to other content",
    "CmsUnsafe": "a CMS signature that covers less than it seems to, or under an algorithm off the list",
    "CmsModified": "octets of an encrypted CMS object were changed after it was made",
    "CmsWithoutIntegrity": "CMS encryption that tells no changed octets, or whose keys come under a weak algorithm",
    "CmsMalformed": "no CMS object that ESData knows: cut, too deep, too long, of another type",
    "CmsNarrower": "legal CMS that the closed list or the bounds of the reference refuse, and another target may read",
    "CmsMisused": "CMS under a credential for another purpose, or of another class",
}
TIME = {"signing_time": "20260301T000000"}


def to(name, **more):
    """A target that has a certificate."""
    alg = name if name in KEYS and name.startswith("RSA") else "ECDH-ES+A256KW"
    return {**TARGETS[name].others, "alg": alg, **more}


def by(alg, party=None):
    return {**(party or SOURCES[alg]).own, "alg": alg}


def symmetric(alg, suid):
    """A target that shares a key, and what it holds."""
    made = target(alg, suid)
    return made, {name: value for name, value in made.items() if name != "alg"}


WRAPS = {alg: suid for alg, suid in SYMMETRIC.items() if alg != "dir"}


def options():
    """Seals of every option, with what opens them: comment, input, credentials."""
    for alg, suid in WRAPS.items():
        made, held = symmetric(alg, suid)
        for enc in ("A128GCM", "A192GCM", "A256GCM"):
            yield f"{alg}, {enc}", encrypting([made], "cms", enc=enc), [held]
    for name, party in TARGETS.items():
        yield name, encrypting([to(name)], "cms"), [party.own]
    for alg, party in SOURCES.items():
        yield alg, vouching([by(alg)], "cms", **TIME), [party.others]
        yield f"{alg} inside A256KW", nesting([target("A256KW")], [by(alg)], "cms", **TIME), [KEK, party.others]
    for name, party in TARGETS.items():
        yield f"ES256 inside {name}", nesting([to(name)], [by("ES256")], "cms"), [party.own, SOURCE.others]
    longer = credential("e", 34, oct_key(LONG))
    yield "the leftmost octets of a longer key", encrypting([{**longer, "alg": "A128KW"}], "cms"), [longer]
    three = encrypting([target("A256KW", 14, "a"), to("RSA-OAEP-256", id="b"), to("ECDH-ES on P-384", id="c")], "cms")
    for held in (credential("a", 14, oct_key()), {**TARGETS["RSA-OAEP-256"].own, "id": "b"}, {**TARGETS["ECDH-ES on P-384"].own, "id": "c"}):
        yield f"the target {held['id']} of three", three, [held]
    two = vouching([by("RS256"), by("ES256", SECOND)], "cms")
    for held in ([SOURCES["RS256"].others], [SECOND.others], [SOURCES["RS256"].others, SECOND.others]):
        yield f"verified by {' and '.join(one['id'] for one in held)} of two", two, held
    inside = nesting([target("A256KW", 14, "a"), to("RSA-OAEP-256", id="b")], [by("ES256"), by("ES256", SECOND)], "cms")
    yield "two signatures for two targets", inside, [{**TARGETS["RSA-OAEP-256"].own, "id": "b"}, SOURCE.others, SECOND.others]
    for targets in (2, 1000):
        yield f"a key that {targets} targets have", encrypting([target("A256KW")], "cms"), [{**KEK, "targets": targets}]
    yield "no octets", {**encrypting([target("A256KW")], "cms"), "payload": ""}, [KEK]
    untyped = {name: value for name, value in vouching([by("ES256")], "cms").items() if name != "type"}
    yield "no type", untyped, [SOURCE.others]


PLAIN = "text/plain; charset=utf-8"
TEXTS = {"line ends": (PLAIN, b"one\ntwo\n"), "line ends of both kinds": (PLAIN, b"one\r\ntwo\nthree"), "no line end": (PLAIN, b"one"),
         "a type in capitals": ("TEXT/CSV", b"one\ntwo\n")}  # fmt: skip


def texts():
    """As options(), of text."""
    for comment, (media_type, text) in TEXTS.items():
        for value, held in ((vouching([by("ES256")], "cms"), [SOURCE.others]), (encrypting([target("A256KW")], "cms"), [KEK])):
            yield f"{comment}, {value['class']}", {**value, "payload": text.hex(), "type": media_type}, held


def fixed_seals():
    """PKCS #1 v1.5 signatures: nothing in them is random."""
    for alg in ("RS256", "RS384", "RS512"):
        yield alg, vouching([by(alg)], "cms", **TIME)
    yield "signed in 2050", vouching([by("RS256")], "cms", signing_time="20500101T120000")
    yield "no signing time", vouching([by("RS256")], "cms")
    yield "two hashes of one signer", vouching([by("RS256"), by("RS512", SOURCES["RS256"])], "cms", **TIME)
    yield "two certificates", vouching([by("RS256"), by("RS256", SOURCES["RS384"])], "cms", **TIME)
    yield "text", {**vouching([by("RS256")], "cms", **TIME), "payload": b"one\ntwo".hex(), "type": "text/plain"}


def seal(_codec):
    for comment, value in fixed_seals():
        yield test(f"{comment}, in CMS", value, "valid", "CmsOption")
    wrapped, certified, signer = target("A256KW"), to("RSA-OAEP-256"), by("ES256")
    bare = {name: value for name, value in signer.items() if name != "certificate"}
    strange = {**signer, "certificate": SOURCES["RS256"].own["certificate"]}
    for comment, value in {
        "direct mode": encrypting([target("dir")], "cms"),
        "a MIC": vouching([credential("m", 15, oct_key(), alg="HS256")], "cms"),
        "key agreement with AES-128 key wrap": encrypting([{**to("ECDH-ES on P-256"), "alg": "ECDH-ES+A128KW"}], "cms"),
        "key agreement with an RSA key": encrypting([{**certified, "alg": "ECDH-ES+A256KW"}], "cms"),
        "a target without certificate": encrypting([{name: value for name, value in certified.items() if name != "certificate"}], "cms"),
        "a target with another certificate": encrypting([{**certified, "certificate": signer["certificate"]}], "cms"),
        "a signer without certificate": vouching([bare], "cms"),
        "a signer with another certificate": vouching([strange], "cms"),
        "a hash for another curve": vouching([{**signer, "alg": "ES384"}], "cms"),
        "a public key that signs": vouching([{**SOURCE.others, "alg": "ES256"}], "cms"),
        "associated data": encrypting([wrapped], "cms", aad="00"),
        "a shape of XML": encrypting([wrapped], "cms", xml={"part": "octets"}),
        "keys that are given": encrypting([wrapped], "cms", cek=CEK, iv=IV.hex()),
        "a shorter key than the wrap needs": encrypting([{**wrapped, "key": oct_key(SECRET[:16])}], "cms"),
        "SUID 15 for encryption": encrypting([target("A256KW", 15)], "cms"),
        "SUID 44 for a signature": vouching([{**signer, "suid": 44}], "cms"),
        "a type with a line end": encrypting([wrapped], "cms", type="text/plain\r\nX: y"),
        "no time of signing": vouching([signer], "cms", signing_time="yesterday"),
    }.items():
        yield test(f"{comment}, in CMS", value, "invalid", "CmsMisused")


def forms():
    """The same object in other spellings: comment, octets, credentials."""
    encrypted, one = sealed(), signed_by(SOURCE)
    # ContentInfo, [0], the SEQUENCE in it: recipients, content, tag.
    ciphertext = member(encrypted, 1, 0, 2, 2)
    payload = member(one, 1, 0, 2, 1, 0)
    yield "encrypted, indefinite lengths", indefinite(encrypted), [KEK]
    yield "encrypted, the ciphertext in segments", in_segments(encrypted, ciphertext, 0x80), [KEK]
    yield "signed, indefinite lengths", indefinite(one), [SOURCE.others]
    yield "signed, the content in segments", in_segments(one, payload, 0x04), [SOURCE.others]
    inside = b"Content-Type: Application/PKCS7-MIME\r\nContent-Transfer-Encoding: Binary\r\n\r\n" + one
    yield "signed inside, the media type in capitals", sealed(inside), [KEK, SOURCE.others]
    body = b"Y29udGVudA=="
    for comment, entity in {
        "header fields in another order, folded": b"X-Note: a\r\n b\r\ncontent-type:\tapplication/octet-stream\r\n\r\ncontent",
        "line feeds after the fields": b"Content-Type: application/octet-stream\n\ncontent",
        "a body in base64": b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: BASE64\r\n\r\n" + body,
        "a binary body": b"Content-Transfer-Encoding: binary\r\nContent-Type: application/octet-stream\r\n\r\ncontent",
    }.items():
        yield f"encrypted, {comment}", sealed(entity), [KEK]
        yield f"signed, {comment}", signed_by(SOURCE, entity), [SOURCE.others]
    yield "no Content-Type", signed_by(SOURCE, b"\r\ncontent"), [SOURCE.others]


def markings(codec):
    made = codec.ask("esdata/seal", encrypting([target("A256KW")], "cms"))["out"]
    for marking in ("application/pkcs7-mime;smime-type=authEnveloped-data:2", "application/pkcs7-mime:2:0", "Application/PKCS7-MIME:2"):
        yield test(f"marked {marking}", opening({**made, "content_info": marking}, KEK), "valid", "CmsMarking")
    yield test("marked as ever, in CMS", opening(made, KEK), "valid", "CmsMarking")
    for marking in ("application/pkcs7-mime:0", "application/pkcs7-mime:1", "application/pkcs7-mime:2:1", "application/json:2",
                    "application/pkcs7-signature:2", "application/jose:0:1", "application/xml:0:5"):  # fmt: skip
        yield test(f"CMS, marked {marking}", opening({**made, "content_info": marking}, KEK), "invalid", "CmsMarking")
    jose = codec.ask("esdata/seal", encrypting([target("A256KW")]))["out"]
    yield test("JOSE, marked as CMS", opening({**jose, "content_info": made["content_info"]}, KEK), "invalid", "CmsMarking")


def open_envelope(codec):
    for flag, made in (("CmsOption", options()), ("CmsText", texts())):
        for comment, value, held in made:
            envelope = codec.ask("esdata/seal", value)["out"]
            # How it was made stands beside it: who asks a codec to seal cannot compare octets, which are new each time.
            yield {**test(f"{comment}, in CMS", opening(envelope, *held), "valid", flag), "intermediates": {"seal": value}}
    for comment, octets, held in forms():
        yield test(comment, opening(envelope_of(octets), *held), "valid", "CmsForm")
    yield from markings(codec)
    yield from esdata_cms_forgeries.refused(codec)
