"""The closed list of CMS algorithms (RFC 5753, RFC 5754, RFC 5084, RFC 3565, RFC 4055), and how CMS names certificates."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from der import INTEGER, NULL, OID, SEQUENCE, SET, Fields, context, integer, oid, read, sequence, tlv
from strict import Refused

DATA, SIGNED, ENVELOPED = (oid(f"1.2.840.113549.1.7.{number}") for number in (1, 2, 3))
AUTH_ENVELOPED = oid("1.2.840.113549.1.9.16.1.23")
SMIME_TYPES = {SIGNED: "signed-data", ENVELOPED: "enveloped-data", AUTH_ENVELOPED: "authEnveloped-data"}
MOST_ENTRIES = 64

_NULL = tlv(NULL)
_AES = "2.16.840.1.101.3.4.1."
HASHES = {256: hashes.SHA256(), 384: hashes.SHA384(), 512: hashes.SHA512()}
_DIGEST_OIDS = {bits: oid(f"2.16.840.1.101.3.4.2.{number}") for number, bits in enumerate(HASHES, start=1)}
DIGESTS = {bits: sequence(name) for bits, name in _DIGEST_OIDS.items()}
_DIGEST_OF = {form: bits for bits, name in _DIGEST_OIDS.items() for form in (sequence(name), sequence(name, _NULL))}
RSA_ENCRYPTION = sequence(oid("1.2.840.113549.1.1.1"), _NULL)
RSA_WITH = {bits: sequence(oid(f"1.2.840.113549.1.1.{number}"), _NULL) for number, bits in enumerate(HASHES, start=11)}
ECDSA_WITH = {bits: sequence(oid(f"1.2.840.10045.4.3.{number}")) for number, bits in enumerate(HASHES, start=2)}


def _oaep(digest):
    mgf = sequence(oid("1.2.840.113549.1.1.8"), digest)
    return sequence(oid("1.2.840.113549.1.1.7"), sequence(tlv(context(0), digest), tlv(context(1), mgf)))


OAEP, OAEP_WITH_NULL = (_oaep(digest) for digest in (DIGESTS[256], sequence(_DIGEST_OIDS[256], _NULL)))
WRAPS = {16: sequence(oid(_AES + "5")), 24: sequence(oid(_AES + "25")), 32: sequence(oid(_AES + "45"))}
WRAP_SIZES = {name: size for size, name in WRAPS.items()}
ECDH = {size: sequence(oid("1.3.132.1.11.1"), wrap) for size, wrap in WRAPS.items()}
ECDH_SIZES = {name: size for size, name in ECDH.items()}
GCM = {16: oid(_AES + "6"), 24: oid(_AES + "26"), 32: oid(_AES + "46")}
GCM_SIZES = {name: size for size, name in GCM.items()}
CBC = {oid(_AES + number) for number in ("2", "22", "42")}
EC_PUBLIC_KEY = oid("1.2.840.10045.2.1")
CURVES = {"secp256r1": oid("1.2.840.10045.3.1.7"), "secp384r1": oid("1.3.132.0.34"), "secp521r1": oid("1.3.132.0.35")}


def digest_of(algorithm):
    """Bits of the digest that an AlgorithmIdentifier names; None off the list."""
    return _DIGEST_OF.get(algorithm.der())


def scheme_of(digest, signature):
    """("RSA" or "EC", bits of the digest) that both identifiers of a SignerInfo name together."""
    bits, name = digest_of(digest), signature.der()
    for kind, names in (("RSA", (RSA_ENCRYPTION, RSA_WITH.get(bits))), ("EC", (ECDSA_WITH.get(bits),))):
        if bits is not None and name in names:
            return kind, bits
    raise Refused("algorithm_not_allowed", "CMS: signature algorithm is not on the list")


def unpacked(object_octets):
    """A ContentInfo, RFC 5652 clause 3: its type and the value within."""
    info = Fields(read(object_octets), SEQUENCE)
    content_type = info.take(OID).der()
    if content_type not in SMIME_TYPES:
        raise Refused("unsupported", "CMS: content type is none that is read")
    content = Fields(info.take(context(0)))
    info.done()
    value = content.take(SEQUENCE)
    content.done()
    return content_type, value


def packed(content_type, *members):
    return sequence(content_type, tlv(context(0), sequence(*members)))


def _words(text):
    return " ".join(text.decode("utf-8", "replace").lower().split())


def _name_key(name):
    """What two spellings of one name have in common, RFC 5280 clause 7.1."""
    pairs = lambda part: [tuple(Fields(pair, SEQUENCE).rest()) for pair in Fields(part, SET).rest()]
    return [sorted((kind.der(), _words(value.contents)) for kind, value in pairs(part)) for part in Fields(name, SEQUENCE).rest()]


def issuer_and_serial(certificate):
    return sequence(certificate.issuer.public_bytes(), integer(certificate.serial_number))


def _key_identifier(certificate):
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return None


def names_certificate(identifier, certificate):
    """Whether an issuerAndSerialNumber or a [0] subjectKeyIdentifier means that certificate."""
    if identifier.identifier != SEQUENCE:
        return identifier.octets() == _key_identifier(certificate)
    fields = Fields(identifier)
    issuer, serial = fields.take(SEQUENCE), fields.take(INTEGER)
    fields.done()
    return serial.number() == certificate.serial_number and _name_key(issuer) == _name_key(read(certificate.issuer.public_bytes()))


def take_name(fields):
    """The identifier of a certificate: SEQUENCE, or [0] in one of its forms."""
    for identifier in (SEQUENCE, context(0, constructed=False), context(0)):
        if fields.has(identifier):
            return fields.take(identifier)
    raise Refused("malformed", "CMS: who is meant is missing")
