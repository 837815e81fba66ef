"""SignedData, RFC 5652 clause 5, composed of its definitions and the primitives of `cryptography`."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from cms_names import (
    DATA, DIGESTS, ECDSA_WITH, HASHES, MOST_ENTRIES, RSA_ENCRYPTION, SIGNED, digest_of, issuer_and_serial, names_certificate, packed,
    scheme_of, take_name,
)  # fmt: skip
from der import (
    GENERALIZED_TIME, INTEGER, OCTET_STRING, OID, SEQUENCE, SET, UTC_TIME, Fields, context, integer, octet_string, oid, sequence, set_of, tlv,
)  # fmt: skip
from strict import Refused

_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME = (oid(f"1.2.840.113549.1.9.{number}") for number in (3, 4, 5))
_COUNTERSIGNATURE = oid("1.2.840.113549.1.9.6")


def _not_authentic():
    return Refused("authentication_failed", "CMS: a signature does not verify")


def _digest(bits, octets):
    hasher = hashes.Hash(HASHES[bits])
    hasher.update(octets)
    return hasher.finalize()


class _Attributes:
    """Signed or unsigned attributes as they came."""

    def __init__(self, values):
        self.der = b"".join(value.der() for value in values)
        self._known = []
        for value in values:
            fields = Fields(value, SEQUENCE)
            self._known.append((fields.take(OID).der(), Fields(fields.take(SET)).rest()))
            fields.done()

    def values(self, name):
        """The values of each attribute of that name."""
        return [values for known, values in self._known if known == name]

    def only(self, name, identifier):
        """The value of an attribute that stands there once, with one value of that type."""
        found = self.values(name)
        if len(found) != 1 or len(found[0]) != 1 or found[0][0].identifier != identifier:
            raise _not_authentic()
        return found[0][0]


class _SignerInfo:
    def __init__(self, value):
        fields = Fields(value, SEQUENCE)
        fields.take(INTEGER).number()
        self.name, self.digest = take_name(fields), fields.take(SEQUENCE)
        signed = fields.optional(context(0))
        self.attributes = None if signed is None else _Attributes(signed.children)
        self.algorithm, self.signature = fields.take(SEQUENCE), fields.octets()
        unsigned = fields.optional(context(1))
        self.unsigned = _Attributes([] if unsigned is None else unsigned.children)
        fields.done()
        if self.signature is None:
            raise Refused("malformed", "CMS: a signer without signature")

    def _check_places(self):
        """RFC 5652 clause 11: which attributes are signed, and how often they stand there."""
        times = self.attributes.values(_SIGNING_TIME)
        astray = any(self.unsigned.values(name) for name in (_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME))
        if astray or self.attributes.values(_COUNTERSIGNATURE) or len(times) > 1 or any(len(values) != 1 for values in times):
            raise _not_authentic()

    def verify(self, certificate, content_type, payload, announced):
        kind, bits = scheme_of(self.digest, self.algorithm)
        key = certificate.public_key()
        if not isinstance(key, rsa.RSAPublicKey if kind == "RSA" else ec.EllipticCurvePublicKey):
            raise Refused("key_mismatch", "CMS: another kind of key than the algorithm")
        if self.attributes is None:
            raise Refused("unsupported", "CMS: a signature without signed attributes")
        if self.attributes.only(_CONTENT_TYPE, OID).der() != content_type:
            raise _not_authentic()
        self._check_places()
        if bits not in announced or self.attributes.only(_MESSAGE_DIGEST, OCTET_STRING).contents != _digest(bits, payload):
            raise _not_authentic()
        signed = tlv(SET, self.attributes.der)
        try:
            if kind == "RSA":
                key.verify(self.signature, signed, padding.PKCS1v15(), HASHES[bits])
            else:
                key.verify(self.signature, signed, ec.ECDSA(HASHES[bits]))
        except InvalidSignature:
            raise _not_authentic() from None


class SignedData:
    def __init__(self, value):
        fields = Fields(value, SEQUENCE)
        fields.take(INTEGER).small_number()
        digests = Fields(fields.take(SET)).rest()
        content = Fields(fields.take(SEQUENCE))
        self.content_type, holder = content.take(OID).der(), content.optional(context(0))
        content.done()
        certificates = fields.optional(context(0))
        self.certificates = [] if certificates is None else [one.der() for one in Fields(certificates).rest()]
        fields.optional(context(1))
        self._signers = [_SignerInfo(signer) for signer in Fields(fields.take(SET)).rest()]
        fields.done()
        self._read_digests(digests)
        self.payload = self._payload_in(holder)

    def _read_digests(self, digests):
        if len(digests) > MOST_ENTRIES:
            raise Refused("too_large", "CMS: too many digest algorithms")
        self._announced = [digest_of(digest) for digest in digests]
        if None in self._announced:
            raise Refused("algorithm_not_allowed", "CMS: digest algorithm is not on the list")

    @staticmethod
    def _payload_in(holder):
        if holder is None:
            raise Refused("invalid_value", "CMS: the payload is kept elsewhere")
        fields = Fields(holder)
        payload = fields.octets()
        fields.done()
        if payload is None:
            raise Refused("malformed", "CMS: content that is no OCTET STRING")
        return payload

    def _verify_one(self, signer, trusted):
        failure = Refused("key_not_found", "CMS: a signer is none of the trusted certificates")
        for index, (_, certificate) in enumerate(trusted):
            if names_certificate(signer.name, certificate):
                try:
                    signer.verify(certificate, self.content_type, self.payload, self._announced)
                    return index
                except Refused as why:
                    failure = why
        raise failure

    def verify(self, trusted):
        """Names of the certificates whose signatures verify, in their order; `trusted` are (name, certificate)."""
        if not 0 < len(self._signers) <= MOST_ENTRIES:
            raise Refused("too_large" if self._signers else "malformed", "CMS: number of signers")
        verified, failure = [], Refused("key_not_found", "CMS: no trusted certificate is a signer's")
        for signer in self._signers:
            try:
                verified.append(self._verify_one(signer, trusted))
            except Refused as why:
                if failure.code != "authentication_failed" and why.code != "key_not_found":
                    failure = why
        if not verified:
            raise failure
        if self.content_type != DATA:
            raise Refused("unsupported", "CMS: what is signed is no id-data")
        return [trusted[index][0] for index in sorted(verified)]


def _time(moment):
    """RFC 5652 clause 11.3: UTCTime from 1950 to 2049."""
    if 1950 <= moment.year < 2050:
        return tlv(UTC_TIME, moment.strftime("%y%m%d%H%M%SZ").encode())
    return tlv(GENERALIZED_TIME, f"{moment.year:04}".encode() + moment.strftime("%m%d%H%M%SZ").encode())


def _signer_info(payload, moment, key, certificate, bits):
    attributes = [sequence(name, tlv(SET, value)) for name, value in (
        (_CONTENT_TYPE, DATA), (_SIGNING_TIME, _time(moment)), (_MESSAGE_DIGEST, octet_string(_digest(bits, payload))))]  # fmt: skip
    signed = set_of(*attributes)
    if isinstance(key, rsa.RSAPrivateKey):
        algorithm, signature = RSA_ENCRYPTION, key.sign(signed, padding.PKCS1v15(), HASHES[bits])
    else:
        algorithm, signature = ECDSA_WITH[bits], key.sign(signed, ec.ECDSA(HASHES[bits]))
    return sequence(integer(1), issuer_and_serial(certificate), DIGESTS[bits], set_of(*attributes, identifier=context(0)), algorithm,
                    octet_string(signature))  # fmt: skip


def sign(payload, moment, signers):
    """`signers` are (private key, certificate, bits of the digest)."""
    certificates = {certificate.public_bytes(serialization.Encoding.DER) for _, certificate, _ in signers}
    return packed(
        SIGNED,
        integer(1),
        set_of(*{DIGESTS[bits] for *_, bits in signers}),
        sequence(DATA, tlv(context(0), octet_string(payload))),
        set_of(*certificates, identifier=context(0)),
        set_of(*(_signer_info(payload, moment, *signer) for signer in signers)),
    )
