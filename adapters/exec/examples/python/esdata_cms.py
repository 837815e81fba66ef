"""ESData in CMS (S/MIME), under the algorithms that JOSE has other names for: TS-0003 table 8.5.2.1-1, RFC 8551."""

from cryptography import x509
from cryptography.hazmat.primitives import serialization

import cms_enveloped
import cms_signed
from cms_names import SIGNED, SMIME_TYPES, unpacked
from esdata_credentials import ENCRYPTION, SIGNATURE, bound, fitted, key_for, source_of_encryption, source_of_signatures
from jose_keys import ENC_KEY_OCTETS
from smime import entity_of, is_message, message_around, object_in, read_entity
from strict import Refused, Unsupported, from_base64url
from xml_keys import WRAPS, XmlKey

_SIGNATURE_KEYS = {**{f"RS{bits}": ("RSA", None, bits) for bits in (256, 384, 512)},
                   "ES256": ("EC", "P-256", 256), "ES384": ("EC", "P-384", 384), "ES512": ("EC", "P-521", 512)}  # fmt: skip
_CUTS = (32, 24, 16)


def _cannot(alg):
    return Refused("unsupported", f"CMS: {alg} cannot be made in it")


def _certificate(credential):
    if credential["certificate"] is None:
        raise Refused("key_mismatch", "CMS names a key pair by its certificate")
    return credential["certificate"]


def _spki(key):
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _recipient(target, enc):
    key, alg = key_for(target, ENCRYPTION), target["alg"]
    if key["kty"] == "oct":
        if alg not in WRAPS:
            raise _cannot(alg)
        return cms_enveloped.to_kek(target["id"], from_base64url(fitted(target, enc)["k"], "k"))
    certificate = _certificate(target)
    if _spki(XmlKey(key).public()) != _spki(certificate.public_key()):
        raise Refused("key_mismatch", "the certificate is of another key")
    if alg != ("RSA-OAEP-256" if key["kty"] == "RSA" else "ECDH-ES+A256KW"):
        raise _cannot(alg)
    if key["kty"] == "OKP":
        raise Refused("key_mismatch", "CMS: no key management with that kind of key")
    return cms_enveloped.to_certificate(certificate)


def _signer(signer):
    if signer["alg"] not in _SIGNATURE_KEYS:
        raise _cannot(signer["alg"])
    kty, curve, bits = _SIGNATURE_KEYS[signer["alg"]]
    key = key_for(signer, SIGNATURE)
    if "d" not in key or key["kty"] != kty or key.get("crv") != curve:
        raise Refused("key_mismatch", "no private key for the algorithm")
    certificate, private = _certificate(signer), XmlKey(key).private()
    if _spki(private.public_key()) != _spki(certificate.public_key()):
        raise Refused("key_mismatch", "the certificate is of another key")
    return private, certificate, bits


def seal(request, fixed):
    """The object for a request whose class and algorithms are checked."""
    if request["aad"] or request["xml"]:
        raise Refused("invalid_value", "CMS has no place for associated data or a shape of XML")
    if fixed:
        raise Refused("unsupported", "CMS: its keys cannot be given")
    octets = entity_of(request["payload"], request["type"])
    recipients = [_recipient(target, request["enc"]) for target in request["targets"]]
    if request["class"] != "encryption-only":
        octets = cms_signed.sign(octets, request["signing_time"], [_signer(signer) for signer in request["signers"]])
    if request["class"] == "signature-only":
        return octets
    if request["class"] == "nested":
        octets = message_around(octets, SMIME_TYPES[SIGNED])
    return cms_enveloped.seal(octets, recipients, ENC_KEY_OCTETS[request["enc"]])


def _decryption(held, jwks):
    """Key pairs in their order, then shared keys, then the latter as cut to each size."""
    credentials = [cms_enveloped.Pair(jwk["kid"], XmlKey(jwk).private(), one["certificate"]) for one, jwk in zip(held, jwks)
                   if jwk["use"] == "enc" and "d" in jwk and one["certificate"] is not None]  # fmt: skip
    shared = [(jwk["kid"], from_base64url(jwk["k"], "k")) for jwk in jwks if jwk["use"] == "enc" and jwk["kty"] == "oct"]
    cut = [(name, key[:size]) for name, key in shared for size in _CUTS if len(key) > size]
    return credentials + [cms_enveloped.Kek(name, key) for name, key in shared + cut]


def _check_certificates(encodings):
    """They have no say, but the object has to be one."""
    for encoding in encodings:
        try:
            x509.load_der_x509_certificate(encoding)
        except ValueError:
            raise Unsupported("a certificate within that this codec cannot read") from None


def _verify(value, held):
    signed = cms_signed.SignedData(value)
    trusted = [(one["id"], one["certificate"]) for one in held if one["suid"] in SIGNATURE and one["certificate"] is not None]
    verified = signed.verify(trusted)
    _check_certificates(signed.certificates)
    media_type, body = read_entity(signed.payload)
    return {"class": "signature-only", "payload": body.hex(), "aad": "", "type": media_type, "opened_with": "",
            "verified_by": verified, "source": source_of_signatures(verified, held)}  # fmt: skip


def _verify_inside(message, held):
    octets, said = object_in(message)
    content_type, value = unpacked(octets)
    if said and said.lower() != SMIME_TYPES[content_type].lower():
        raise Refused("invalid_value", "S/MIME: smime-type does not say what is inside")
    if content_type != SIGNED:
        raise Refused("unsupported", "CMS: what is inside is not signed")
    return {**_verify(value, held), "class": "nested"}


def open_object(octets, _form, held):
    """What the target finds, of whichever class it is."""
    jwks = bound(held)
    content_type, value = unpacked(octets)
    if content_type == SIGNED:
        return _verify(value, held)
    enveloped = cms_enveloped.Enveloped(content_type, value)
    plaintext, name = enveloped.open(_decryption(held, jwks))
    media_type, body = read_entity(plaintext)
    if is_message(media_type):
        return {**_verify_inside(plaintext, held), "opened_with": name}
    return {"class": "encryption-only", "payload": body.hex(), "aad": "", "type": media_type, "opened_with": name,
            "verified_by": [], "source": source_of_encryption(name, enveloped.readers(), held)}  # fmt: skip
