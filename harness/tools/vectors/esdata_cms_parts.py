"""Credentials with certificates, and CMS objects with one thing in them otherwise than a codec makes it.

The DER writer and the names of the algorithms are those of the Python codec; what is protected how is said here.
"""

import base64
import os
import sys
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.x509.oid import NameOID
from jwcrypto.jwk import JWK

from codecs_under_test import PYTHON_CODEC
from esdata_inputs import SIGNATURES, credential
from jose_inputs import JWS_KEYS, P256, P256_B, P384, P521, RSA, SECRET, oct_key, public

sys.path.append(str(PYTHON_CODEC))

from cms_enveloped import to_kek  # noqa: E402
from cms_names import (  # noqa: E402
    AUTH_ENVELOPED, DATA, DIGESTS, ECDSA_WITH, ENVELOPED, GCM, SIGNED, issuer_and_serial, packed,
)  # fmt: skip
from der import UTC_TIME, context, integer, octet_string, oid, read, sequence, set_of, tlv  # noqa: E402

MARKED = "application/pkcs7-mime:2"
ENTITY = b'Content-Type: application/json\r\n\r\n{"value":21.5,"unit":"C"}'
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME = (oid(f"1.2.840.113549.1.9.{number}") for number in (3, 4, 5))


def private(jwk):
    return serialization.load_pem_private_key(JWK(**jwk).export_to_pem(private_key=True, password=None), None)


def certificate(jwk, name, serial):
    """Over a key pair, by itself; the same each time for an RSA key."""
    key, subject = private(jwk), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), serial, datetime(2026, 1, 1), datetime(2046, 1, 1))
    return builder.sign(key, hashes.SHA256())


class Party:
    """A key pair under its certificate: both halves of a credential."""

    _serial = 0x1000

    def __init__(self, name, suid, jwk):
        Party._serial += 1
        self.key, self.certificate = private(jwk), certificate(jwk, f"{name} {suid}", Party._serial)
        der = self.certificate.public_bytes(serialization.Encoding.DER).hex()
        self.own = {"id": name, "suid": suid, "key": jwk, "certificate": der}
        self.others = {**self.own, "key": public(jwk)}


KEYS = {"ECDH-ES on P-256": P256, "ECDH-ES on P-384": P384, "ECDH-ES on P-521": P521, "RSA-OAEP-256": RSA}
TARGETS = {name: Party("e", 44, key) for name, key in KEYS.items()}
SOURCES = {alg: Party("s", 45, JWS_KEYS[alg]) for alg in SIGNATURES}
SECOND = Party("t", 45, P256_B)
KEK = credential("e", 14, oct_key())
SOURCE = SOURCES["ES256"]


def envelope_of(octets, content_info=MARKED):
    return {"envelope": base64.b64encode(octets).decode(), "content_info": content_info}


def octets_of(made):
    return base64.b64decode(made["envelope"])


def member(octets, *path):
    """Contents of a primitive value, found by the places of its parents."""
    value = read(octets)
    for place in path:
        value = value.children[place]
    return value.contents


def flipped(octets, part, at=-1):
    """Another octet in a part that stands there once."""
    assert octets.count(part) == 1, part.hex()
    other = bytearray(part)
    other[at] ^= 1
    return octets.replace(part, bytes(other))


def sealed(plaintext=ENTITY, recipients=None, *, tag_size=16, said=None, nonce=12, inner=DATA, version=0,
           content_type=AUTH_ENVELOPED):  # fmt: skip
    """An AuthEnvelopedData to the KEK "e", or what the arguments make of it; `said` is the length of the tag as announced."""
    cek, nonce = os.urandom(32), os.urandom(nonce)
    encryptor = Cipher(algorithms.AES(cek), modes.GCM(nonce)).encryptor()
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    parameters = sequence(octet_string(nonce), integer(tag_size) if said is None else said)
    content = sequence(inner, sequence(GCM[32], parameters), tlv(context(0, constructed=False), ciphertext))
    infos = set_of(*(made(cek) for made in recipients or [to_kek("e", SECRET)]))
    tag = octet_string(encryptor.tag[:tag_size])
    return packed(content_type, integer(version), infos, content, tag if content_type == AUTH_ENVELOPED else b"")


def in_cbc(plaintext=ENTITY, content_type=ENVELOPED):
    """EnvelopedData of RFC 5652: nothing in it tells a changed octet."""
    cek, iv, size = os.urandom(32), os.urandom(16), 16 - len(plaintext) % 16
    cipher = Cipher(algorithms.AES(cek), modes.CBC(iv)).encryptor()
    ciphertext = cipher.update(plaintext + bytes([size]) * size) + cipher.finalize()
    algorithm = sequence(oid("2.16.840.1.101.3.4.1.42"), octet_string(iv))
    content = sequence(DATA, algorithm, tlv(context(0, constructed=False), ciphertext))
    tag = octet_string(bytes(16)) if content_type == AUTH_ENVELOPED else b""
    return packed(content_type, integer(0 if tag else 2), set_of(to_kek("e", SECRET)(cek)), content, tag)


def by_transport(certificate_of, algorithm, padded):
    """A recipient of RSA key transport under another padding."""
    def made(cek):
        encrypted = certificate_of.public_key().encrypt(cek, padded)
        return sequence(integer(0), issuer_and_serial(certificate_of), algorithm, octet_string(encrypted))

    return made


PKCS1 = (sequence(oid("1.2.840.113549.1.1.1"), tlv(5)), padding.PKCS1v15())
OAEP_SHA1 = (sequence(oid("1.2.840.113549.1.1.7"), sequence()), padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None))


def digest(octets, algorithm=hashes.SHA256()):
    hasher = hashes.Hash(algorithm)
    hasher.update(octets)
    return hasher.finalize()


def attribute(name, *values):
    return sequence(name, tlv(0x31, *values))


def attributes_of(payload, content_type=DATA, algorithm=hashes.SHA256()):
    """The three attributes that a signature covers, by name."""
    return {"type": attribute(CONTENT_TYPE, content_type), "time": attribute(SIGNING_TIME, tlv(UTC_TIME, b"260301000000Z")),
            "digest": attribute(MESSAGE_DIGEST, octet_string(digest(payload, algorithm)))}  # fmt: skip


def signer_info(party, covered, *, attributes=None, algorithm=hashes.SHA256(), named=DIGESTS[256], by=ECDSA_WITH[256], unsigned=b""):
    """A SignerInfo of an EC key over `covered`: the attributes, or the content itself."""
    kept = b"" if attributes is None else set_of(*attributes, identifier=context(0))
    signature = octet_string(party.key.sign(covered, ec.ECDSA(algorithm)))
    return sequence(integer(1), issuer_and_serial(party.certificate), named, kept, by, signature, unsigned)


def over(party, attributes, **more):
    """A signer whose attributes are these, and who has signed them."""
    return signer_info(party, set_of(*attributes), attributes=attributes, **more)


def signed(signers, payload=ENTITY, *, content_type=DATA, digests=(DIGESTS[256],), content=None, certificates=b""):
    """A SignedData with those SignerInfos, its content as it is given or in one OCTET STRING."""
    inside = tlv(context(0), octet_string(payload)) if content is None else content
    return packed(SIGNED, integer(1), set_of(*digests), sequence(content_type, inside), certificates, set_of(*signers))


def signed_by(party, payload=ENTITY, **more):
    """A SignedData of one EC key, right in every respect."""
    return signed([over(party, list(attributes_of(payload).values()))], payload, **more)


def indefinite(octets, depth=5):
    """The same value in indefinite lengths, down to the parameters of algorithms, which are DER for every reader."""
    def written(value, left):
        if value.children is None or left == 0:
            return value.der()
        return bytes([value.identifier, 0x80]) + b"".join(written(child, left - 1) for child in value.children) + b"\0\0"

    return written(read(octets), depth)


def in_segments(octets, whole, identifier, part=16):
    """The one string of those contents in several parts, X.690 clause 8.7.3."""
    original = tlv(identifier, whole)
    parts = [octet_string(whole[at : at + part]) for at in range(0, len(whole), part)]
    pieces = bytes([identifier | 0x20, 0x80]) + b"".join(parts) + b"\0\0"
    value = indefinite(octets)
    assert value.count(original) == 1
    return value.replace(original, pieces)
