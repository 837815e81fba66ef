"""Credentials of ESData: what each m2m:suid is for (TS-0004 clause 6.3.4.2.39), and the keys as they serve it."""

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from der import read as read_der
from jose_keys import ENC_KEY_OCTETS, WRAP_KEY_OCTETS, read_key
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from strict import Refused, Unsupported, from_base64url, parse_json, to_base64url

ENCRYPTION, SIGNATURE = {14, 24, 34, 44}, {15, 25, 35, 45}
CERTIFICATES = {44, 45}


def _certificate_of(der):
    """Of a key pair; only CMS looks at it."""
    if der is None:
        return None
    read_der(der)
    try:
        certificate = x509.load_der_x509_certificate(der)
        read_key(parse_json(JWK.from_pyca(certificate.public_key()).export_public()))
        return certificate
    except (ValueError, UnsupportedAlgorithm, JWException):
        raise Unsupported("a certificate that this codec cannot read") from None


def read_credential(entry):
    credential = {"id": entry.text("id"), "suid": entry.integer("suid"), "key": entry.of_type("key", dict)}
    credential["certificate"] = _certificate_of(entry.hex("certificate", optional=True))
    if not 0 <= credential["suid"] <= 99:
        raise Refused("invalid_value", "suid")
    if not credential["id"]:
        raise Refused("invalid_value", "id is empty")
    read_key(credential["key"])
    return credential


def key_for(credential, suids):
    """The JWK of a credential, named by its id and bound to one purpose."""
    suid, key = credential["suid"], credential["key"]
    use = "enc" if suids is ENCRYPTION else "sig"
    if suid not in suids:
        raise Refused("key_mismatch", "a SUID of another purpose")
    if (suid in CERTIFICATES) == (key.get("kty") == "oct"):
        raise Refused("key_mismatch", "a key of another type than its SUID stands for")
    if key.get("use", use) != use:
        raise Refused("key_mismatch", "a key for another use")
    return {**key, "kid": credential["id"], "use": use}


def bound(held):
    """The JWK of each credential that a target holds, bound to its purpose."""
    return [key_for(one, SIGNATURE if one["suid"] in SIGNATURE else ENCRYPTION) for one in held]


def _used(name, suids, held):
    """The credential of that id and purpose; the first, where several have it."""
    return next(one for one in held if one["id"] == name and one["suid"] in suids)


def source_of_signatures(ids, held):
    """What signatures and MICs prove of the source, from the credentials that verified."""
    return "non-repudiable" if any(_used(name, SIGNATURE, held)["suid"] == 45 for name in ids) else "authenticated"


def source_of_encryption(name, readers, held):
    """A pairwise key proves the source where nobody else can read, and so write, the object."""
    used = _used(name, ENCRYPTION, held)
    pairwise = used["suid"] not in CERTIFICATES and used["targets"] == 1
    return "authenticated" if pairwise and readers == 1 else "unauthenticated"


def leftmost(jwk, alg, enc):
    """A longer symmetric key is cut; a shorter one stays as it is."""
    octets = WRAP_KEY_OCTETS.get(alg, ENC_KEY_OCTETS.get(enc)) if alg == "dir" or alg in WRAP_KEY_OCTETS else None
    if jwk["kty"] != "oct" or octets is None:
        return jwk
    return {**jwk, "k": to_base64url(from_base64url(jwk["k"], "k")[:octets])}


def fitted(target, enc):
    """The key of a target for its algorithm; refuses one that is shorter than it needs."""
    key = leftmost(key_for(target, ENCRYPTION), target["alg"], enc)
    needed = WRAP_KEY_OCTETS.get(target["alg"], ENC_KEY_OCTETS[enc])
    if key["kty"] == "oct" and len(from_base64url(key["k"], "k")) < needed:
        raise Refused("invalid_length", "a shorter key than the algorithm needs")
    return key
