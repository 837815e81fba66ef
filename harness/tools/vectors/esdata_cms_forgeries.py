"""CMS objects that a target must not take: each differs in one property from one that it takes."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from esdata_cms_parts import (
    AUTH_ENVELOPED, CONTENT_TYPE, DATA, DIGESTS, ENTITY, ENVELOPED, KEK, MESSAGE_DIGEST, OAEP_SHA1, PKCS1, SECOND, SIGNED, SOURCE, SOURCES,
    TARGETS, attribute, attributes_of, by_transport, context, digest, envelope_of, flipped, in_cbc, indefinite, integer, issuer_and_serial,
    member, octet_string, octets_of, oid, over, packed, sealed, sequence, set_of, signed, signed_by, signer_info, tlv, to_kek,
)  # fmt: skip
from esdata_inputs import credential, encrypting, nesting, opening, target, vouching
from jose_inputs import SECRET, oct_key, test

SHA1 = sequence(oid("1.3.14.3.2.26"))
OTHER_TYPE = oid("1.2.840.113549.1.9.16.1.2")


def rows(flag, held, cases):
    for comment, octets in cases.items():
        yield test(f"{comment}, in CMS", opening(envelope_of(octets), *held), "invalid", flag)


def around(octets, smime_type="signed-data"):
    """The message in which a CMS object is encrypted."""
    return f"Content-Type: application/pkcs7-mime; smime-type={smime_type}\r\nContent-Transfer-Encoding: binary\r\n\r\n".encode() + octets


def forged():
    """Everything that a signature covers, changed in one octet; and what was signed moved elsewhere."""
    good = signed_by(SOURCE)
    payload, info = member(good, 1, 0, 2, 1, 0), (1, 0, -1, 0)
    kept, signature = attributes_of(ENTITY), member(good, *info, -1)
    other = ENTITY.replace(b"21.5", b"99.5")
    yield from rows("CmsForged", [SOURCE.others], {
        "another payload": good.replace(payload, other),
        "another signature": flipped(good, signature),
        "another digest among the signed attributes": flipped(good, digest(ENTITY)),
        "another payload and its digest": good.replace(payload, other).replace(digest(ENTITY), digest(other)),
        "another time of signing": good.replace(b"260301000000Z", b"270301000000Z"),
        "the signature of another payload": flipped(good, payload, 40),
        "signed by another key under that certificate": signed([over(SECOND, list(kept.values())).replace(
            issuer_and_serial(SECOND.certificate), issuer_and_serial(SOURCE.certificate))]),
    })  # fmt: skip
    inside = around(good.replace(payload, other))
    yield from rows("CmsForged", [KEK, SOURCE.others], {"another payload inside encryption": sealed(inside)})


def unsafe():
    """Signatures that verify, and say less than they seem to."""
    kept = attributes_of(ENTITY)
    covered = list(kept.values())
    name, value, time = kept["type"], kept["digest"], kept["time"]
    der = set_of(*covered)
    without = lambda *rest: signed([over(SOURCE, list(rest))])
    sha1 = list(attributes_of(ENTITY, algorithm=hashes.SHA1()).values())
    yield from rows("CmsUnsafe", [SOURCE.others], {
        "signed attributes as content": signed([signer_info(SOURCE, der)], der),
        "no content type among the attributes": without(time, value),
        "no digest among the attributes": without(time, name),
        "another content type among the attributes": without(time, value, attribute(CONTENT_TYPE, OTHER_TYPE)),
        "two digests among the attributes": without(*covered, attribute(MESSAGE_DIGEST, octet_string(bytes(32)))),
        "an attribute with two digests": without(name, time, attribute(MESSAGE_DIGEST, octet_string(bytes(32)), octet_string(digest(ENTITY)))),
        "the digest where nothing signs it": signed([signer_info(SOURCE, set_of(name), attributes=[name],
                                                                 unsigned=tlv(context(1), value))]),
        "a digest by SHA-1": signed([over(SOURCE, sha1, algorithm=hashes.SHA1(), named=SHA1, by=sequence(oid("1.2.840.10045.4.1")))],
                                    digests=[SHA1]),
        "hashes that differ": signed([over(SOURCE, covered, named=DIGESTS[512])], digests=(DIGESTS[256], DIGESTS[512])),
        "content that is kept elsewhere": signed([over(SOURCE, covered)], content=b""),
        "nobody has signed": signed([]),
    })  # fmt: skip


def modified(codec):
    """Each part of an encrypted object, changed in one octet."""
    for name, made, held, parts in (
        ("A256KW", encrypting([target("A256KW")], "cms"), KEK, {"encrypted key": (1, 0, 1, 0, -1)}),
        ("RSA-OAEP-256", None, TARGETS["RSA-OAEP-256"].own, {"encrypted key": (1, 0, 1, 0, -1)}),
        ("ECDH-ES on P-256", None, TARGETS["ECDH-ES on P-256"].own,
         {"ephemeral key": (1, 0, 1, 0, 1, 0, 1), "encrypted key": (1, 0, 1, 0, -1, 0, -1)}),
    ):  # fmt: skip
        value = made or encrypting([{**TARGETS[name].others, "alg": name if name.startswith("RSA") else "ECDH-ES+A256KW"}], "cms")
        octets = octets_of(codec.ask("esdata/seal", value)["out"])
        parts = {**parts, "nonce": (1, 0, 2, 1, 1, 0), "ciphertext": (1, 0, 2, 2), "tag": (1, 0, 3)}
        yield from rows("CmsModified", [held], {
            f"{name}, changed {part}": flipped(octets, member(octets, *path)) for part, path in parts.items()})  # fmt: skip
    stranger = credential("e", 14, oct_key(b"\x01" * 32))
    yield from rows("CmsModified", [stranger], {"another key under that id": sealed()})
    wrap256, wrap128 = (sequence(oid(f"2.16.840.1.101.3.4.1.{number}")) for number in (45, 5))
    yield from rows("CmsModified", [KEK], {
        "another key wrap": sealed().replace(wrap256, wrap128),
        "another cipher": sealed().replace(oid("2.16.840.1.101.3.4.1.46"), oid("2.16.840.1.101.3.4.1.6")),
    })  # fmt: skip


def without_integrity():
    rsa = TARGETS["RSA-OAEP-256"]
    yield from rows("CmsWithoutIntegrity", [KEK], {
        "AES-CBC in EnvelopedData": in_cbc(),
        "AES-CBC in AuthEnvelopedData": in_cbc(content_type=AUTH_ENVELOPED),
        "AES-GCM in EnvelopedData": sealed(content_type=ENVELOPED, version=2),
        "a tag of 4 octets": sealed(tag_size=4),
        "a tag of 11 octets": sealed(tag_size=11),
        "a tag of 12 octets, announced with 16": sealed(tag_size=12, said=integer(16)),
        "a tag of 16 octets, announced with 12": sealed(said=integer(12)),
    })  # fmt: skip
    yield from rows("CmsWithoutIntegrity", [rsa.own], {
        "RSA with PKCS #1 v1.5": sealed(recipients=[by_transport(rsa.certificate, *PKCS1)]),
        "RSA-OAEP with SHA-1": sealed(recipients=[by_transport(rsa.certificate, *OAEP_SHA1)]),
    })  # fmt: skip


def malformed():
    good, one = sealed(), signed_by(SOURCE)
    deep = b"\x30\x80" * 5000
    compressed, encrypted, authenticated = (oid(f"1.2.840.113549.1.{number}") for number in ("9.16.1.9", "7.6", "9.16.1.2"))
    yield from rows("CmsMalformed", [KEK, SOURCE.others], {
        "no octets": b"",
        "an octet after the object": good + b"\0",
        "an object after the object": good + one,
        "the last octet is missing": good[:-1],
        "half of it": good[: len(good) // 2],
        "signed, the last octet is missing": one[:-1],
        "signed, an octet after the object": one + b"\0",
        "an indefinite length that nothing ends": indefinite(good)[:-2],
        "a primitive value of indefinite length": b"\x30\x80\x06\x80\0\0\0\0",
        "a length of nine octets": b"\x30\x89" + bytes(8) + b"\x05" + good,
        "a length beyond the object": b"\x30\x84\x7f\xff\xff\xff" + good[4:],
        "values 5000 deep": good[:2] + deep,
        "encrypted content of another type": sealed(inner=SIGNED),
        "a SignedData that says that it is encrypted": one.replace(SIGNED, ENVELOPED, 1),
        "an AuthEnvelopedData that says that it is signed": good.replace(AUTH_ENVELOPED, SIGNED, 1),
        "CompressedData": packed(compressed, integer(0), sequence(oid("1.2.840.113549.1.9.16.3.8")), sequence(DATA)),
        "EncryptedData": packed(encrypted, integer(0), sequence(DATA)),
        "AuthenticatedData": packed(authenticated, integer(0)),
        "id-data": sequence(DATA, tlv(context(0), octet_string(ENTITY))),
        "a MIME entity without empty line": sealed(b"Content-Type: application/json"),
        "a MIME line that is no field": sealed(b"application/json\r\n\r\n{}"),
        "a transfer encoding that S/MIME does not know": sealed(b"Content-Transfer-Encoding: x-zip\r\n\r\n{}"),
        "base64 that is none inside": sealed(b"Content-Transfer-Encoding: base64\r\n\r\n{}"),
        "no CMS inside": sealed(around(b"21.5")),
    })  # fmt: skip
    made = envelope_of(good)
    for comment, envelope in {"no base64": "*" + made["envelope"][1:], "no padding": made["envelope"].rstrip("=") + "A"}.items():
        yield test(f"{comment}, in CMS", opening({**made, "envelope": envelope}, KEK), "invalid", "CmsMalformed")


def misused(codec):
    encrypted = codec.ask("esdata/seal", encrypting([target("A256KW")], "cms"))["out"]
    certified = codec.ask("esdata/seal", encrypting([{**TARGETS["RSA-OAEP-256"].others, "alg": "RSA-OAEP-256"}], "cms"))["out"]
    signature = codec.ask("esdata/seal", vouching([{**SOURCE.own, "alg": "ES256"}], "cms"))["out"]
    both = codec.ask("esdata/seal", nesting([target("A256KW")], [{**SOURCE.own, "alg": "ES256"}], "cms"))["out"]
    own = TARGETS["RSA-OAEP-256"].own
    for comment, value in {
        "SUID 15 for decryption": opening(encrypted, credential("e", 15, oct_key())),
        "SUID 45 for decryption": opening(certified, {**own, "suid": 45}),
        "SUID 44 for a signature": opening(signature, {**SOURCE.others, "suid": 44}),
        "SUID 14 for a key pair": opening(certified, {**own, "suid": 14}),
        "no such credential": opening(encrypted, credential("x", 14, oct_key())),
        "no credential": opening(encrypted),
        "a public key for decryption": opening(certified, TARGETS["RSA-OAEP-256"].others),
        "a shorter key": opening(encrypted, credential("e", 14, oct_key(SECRET[:16]))),
        "the certificate of another source": opening(signature, {**SECOND.others, "id": "s"}),
        "nested, and no certificate of the source": opening(both, KEK),
        "nested, and the certificate of another source": opening(both, KEK, {**SECOND.others, "id": "s"}),
        "encryption where nested is demanded": opening(encrypted, KEK, **{"class": "nested"}),
        "a signature where nested is demanded": opening(signature, SOURCE.others, **{"class": "nested"}),
        "nested where encryption is demanded": opening(both, KEK, SOURCE.others, **{"class": "encryption-only"}),
    }.items():
        yield test(f"{comment}, in CMS", value, "invalid", "CmsMisused")


def narrower(codec):
    """What the closed list and the bounds of the reference refuse, and another target may read: no purpose asks for it."""
    good, one, kept = sealed(), signed_by(SOURCE), attributes_of(ENTITY)
    covered, rsa = list(kept.values()), SOURCES["RS256"]
    pss = rsa.key.sign(set_of(*covered), padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    by_pss = sequence(integer(1), issuer_and_serial(rsa.certificate), DIGESTS[256], set_of(*covered, identifier=context(0)),
                      sequence(oid("1.2.840.113549.1.1.10"), sequence()), octet_string(pss))  # fmt: skip
    bomb = b""
    for _ in range(40):
        bomb = sequence(bomb)
    many = sealed(recipients=[to_kek(str(number), SECRET) for number in range(64)] + [to_kek("e", SECRET)])
    yield from rows("CmsNarrower", [KEK, SOURCE.others, rsa.others], {
        "no signed attributes": signed([signer_info(SOURCE, ENTITY)]),
        "SHA-1 announced beside what is used": signed_by(SOURCE, digests=(DIGESTS[256], SHA1)),
        "a digest that is not announced": signed_by(SOURCE, digests=(DIGESTS[512],)),
        "RSASSA-PSS": signed([by_pss]),
        "content of another type": signed([over(SOURCE, list(attributes_of(ENTITY, OTHER_TYPE).values()))], content_type=OTHER_TYPE),
        "a nonce of 16 octets": sealed(nonce=16),
        "a tag whose length is left to its default": sealed(tag_size=12, said=b""),
        "values 40 deep where a recipient is": sealed(recipients=[to_kek("e", SECRET), lambda cek: tlv(context(4), oid("1.2.3"), bomb)]),
        "65 recipients": many,
        "65 signers": signed([over(SOURCE, list(attributes_of(ENTITY).values())) for _ in range(65)]),
        "AuthEnvelopedData of version 2": sealed(version=2),
        "a recipient of another version": good.replace(integer(4) + sequence(octet_string(b"e")), integer(3) + sequence(octet_string(b"e"))),
        "MIME headers of 20,000 octets": sealed(b"X-Note: " + b"a" * 20000 + b"\r\n\r\n{}"),
        "signed data inside that says that it is encrypted": sealed(around(one, "enveloped-data")),
        "encrypted twice": sealed(around(good, "authEnveloped-data")),
        "a media type that is no ASCII": sealed(b"Content-Type: text/\xff\r\n\r\n21.5"),
    })  # fmt: skip
    certified = codec.ask("esdata/seal", encrypting([{**TARGETS["RSA-OAEP-256"].others, "alg": "RSA-OAEP-256"}], "cms"))["out"]
    own, bare = TARGETS["RSA-OAEP-256"].own, lambda one: {name: value for name, value in one.items() if name != "certificate"}
    made, signature = envelope_of(good), envelope_of(one)
    text = made["envelope"]
    for comment, value in {
        "a key pair without its certificate": opening(certified, bare(own)),
        "a key pair with the certificate of another": opening(certified, {**own, "certificate": SOURCES["RS256"].own["certificate"]}),
        "a source without its certificate": opening(signature, bare(SOURCE.others)),
        "base64 in lines": opening({**made, "envelope": text[:64] + "\r\n" + text[64:]}, KEK),
        "PEM": opening({**made, "envelope": f"-----BEGIN CMS-----\n{text}\n-----END CMS-----\n"}, KEK),
    }.items():
        yield test(f"{comment}, in CMS", value, "invalid", "CmsNarrower")


def refused(codec):
    yield from forged()
    yield from unsafe()
    yield from modified(codec)
    yield from without_integrity()
    yield from malformed()
    yield from misused(codec)
    yield from narrower(codec)
