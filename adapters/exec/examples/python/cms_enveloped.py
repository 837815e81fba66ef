"""AuthEnvelopedData, RFC 5083, and what of EnvelopedData tells that it is none: composed of the definitions and the primitives
of `cryptography`."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF

from cms_names import (
    AUTH_ENVELOPED, CBC, CURVES, DATA, EC_PUBLIC_KEY, ECDH, ECDH_SIZES, GCM, GCM_SIZES, MOST_ENTRIES, OAEP, OAEP_WITH_NULL, WRAP_SIZES,
    WRAPS, issuer_and_serial, names_certificate, packed, take_name,
)  # fmt: skip
from der import (
    BIT_STRING, GENERALIZED_TIME, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE, SET, Fields, context, integer, malformed, octet_string,
    sequence, set_of, tlv,
)  # fmt: skip
from strict import Refused, Unsupported

_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
_NONCE, _TAGS, _BLOCK = 12, range(12, 17), 16
_KNOWN = {OAEP, OAEP_WITH_NULL, *ECDH_SIZES, *WRAP_SIZES}


def not_authentic():
    return Refused("authentication_failed", "CMS: does not open with this key")


def _wrong_kind():
    return Refused("key_mismatch", "CMS: another kind of key than the algorithm")


def _check_known(algorithm):
    if algorithm not in _KNOWN:
        raise Refused("algorithm_not_allowed", "CMS: key management is not on the list")


def _unwrapped(kek, wrapped):
    try:
        return keywrap.aes_key_unwrap(kek, wrapped)
    except (keywrap.InvalidUnwrap, ValueError):
        raise not_authentic() from None


def _agreed(secret, wrap_size, ukm):
    """The key-encryption key of RFC 5753 clause 7.2."""
    entity = b"" if ukm is None else tlv(context(0), octet_string(ukm))
    info = sequence(WRAPS[wrap_size], entity, tlv(context(2), octet_string((wrap_size * 8).to_bytes(4, "big"))))
    return X963KDF(hashes.SHA256(), wrap_size, info).derive(secret)


class Pair:
    """A private key and its certificate."""

    def __init__(self, name, key, certificate):
        self.name, self.key, self.certificate = name, key, certificate


class Kek:
    """A shared key, named by the octets of its name."""

    def __init__(self, name, key):
        self.name, self.key = name, key


class _Transport:
    """KeyTransRecipientInfo, RFC 5652 clause 6.2.1."""

    readers = 1

    def __init__(self, fields):
        self.version = fields.take(INTEGER).number()
        self._name = take_name(fields)
        self.right_version = 0 if self._name.identifier == SEQUENCE else 2
        self._algorithm, self._encrypted = fields.take(SEQUENCE).der(), fields.octets()

    def names(self, credential):
        return isinstance(credential, Pair) and names_certificate(self._name, credential.certificate)

    def cek(self, pair):
        _check_known(self._algorithm)
        if self._algorithm not in (OAEP, OAEP_WITH_NULL) or not isinstance(pair.key, rsa.RSAPrivateKey):
            raise _wrong_kind()
        try:
            return pair.key.decrypt(self._encrypted, _OAEP)
        except ValueError:
            raise not_authentic() from None


class _Agreement:
    """KeyAgreeRecipientInfo, RFC 5652 clause 6.2.2 and RFC 5753 clause 3.1.1."""

    right_version = 3

    def __init__(self, fields):
        self.version = fields.take(INTEGER).number()
        self._originator = Fields(fields.take(context(0))).rest()
        ukm = fields.optional(context(1))
        self._ukm = None if ukm is None else Fields(ukm).octets()
        algorithm = fields.take(SEQUENCE)
        self._algorithm = algorithm.der()
        self._keys = [self._encrypted_key(one) for one in Fields(fields.take(SEQUENCE)).rest()]
        self.readers = len(self._keys)

    @staticmethod
    def _encrypted_key(value):
        fields = Fields(value, SEQUENCE)
        name = fields.take(SEQUENCE) if fields.has(SEQUENCE) else Fields(fields.take(context(0))).take(OCTET_STRING)
        encrypted = fields.octets()
        fields.done()
        return name, encrypted

    def _wrapped_for(self, pair):
        return next((wrapped for name, wrapped in self._keys if names_certificate(name, pair.certificate)), None)

    def names(self, credential):
        return isinstance(credential, Pair) and self._wrapped_for(credential) is not None

    def _ephemeral(self, curve):
        """The originator's key, on the curve of the recipient."""
        if len(self._originator) != 1 or self._originator[0].identifier != context(1):
            raise Refused("unsupported", "CMS: originator is a certificate, not an ephemeral key")
        fields = Fields(self._originator[0])
        algorithm, bits = Fields(fields.take(SEQUENCE)), fields.take(BIT_STRING).contents
        fields.done()
        kind, parameters = algorithm.take(OID).der(), algorithm.rest()
        if not bits or bits[0] != 0:
            raise malformed("a key that ends within an octet")
        if parameters and parameters[0].identifier != NULL and parameters[0].der() != CURVES[curve.name]:
            raise Refused("key_mismatch", "CMS: originator's key is on another curve")
        try:
            if kind != EC_PUBLIC_KEY:
                raise ValueError
            return ec.EllipticCurvePublicKey.from_encoded_point(curve, bits[1:])
        except ValueError:
            raise not_authentic() from None

    def cek(self, pair):
        _check_known(self._algorithm)
        if self._algorithm not in ECDH_SIZES or not isinstance(pair.key, ec.EllipticCurvePrivateKey):
            raise _wrong_kind()
        secret = pair.key.exchange(ec.ECDH(), self._ephemeral(pair.key.curve))
        return _unwrapped(_agreed(secret, ECDH_SIZES[self._algorithm], self._ukm), self._wrapped_for(pair))


class _Shared:
    """KEKRecipientInfo, RFC 5652 clause 6.2.3."""

    readers = 1
    right_version = 4

    def __init__(self, fields):
        self.version = fields.take(INTEGER).number()
        identifier = Fields(fields.take(SEQUENCE))
        self._name = identifier.octets()
        identifier.optional(GENERALIZED_TIME)
        identifier.optional(SEQUENCE)
        identifier.done()
        self._algorithm, self._wrapped = fields.take(SEQUENCE).der(), fields.octets()

    def names(self, credential):
        return isinstance(credential, Kek) and self._name == credential.name.encode("utf-8")

    def cek(self, kek):
        _check_known(self._algorithm)
        if WRAP_SIZES.get(self._algorithm) != len(kek.key):
            raise _wrong_kind()
        return _unwrapped(kek.key, self._wrapped)


_KINDS = {SEQUENCE: _Transport, context(1): _Agreement, context(2): _Shared}


def _recipient(value):
    if value.identifier not in _KINDS:
        raise Unsupported("CMS: another kind of recipient")
    fields = Fields(value)
    recipient = _KINDS[value.identifier](fields)
    fields.done()
    return recipient


class Enveloped:
    """What is read of an object before any key: RFC 5652 clause 6.1, RFC 5083 clause 2.1."""

    def __init__(self, content_type, value):
        with_tag = content_type == AUTH_ENVELOPED
        fields = Fields(value, SEQUENCE)
        version = fields.take(INTEGER).small_number()
        if fields.has(context(0)):
            raise Unsupported("CMS: originatorInfo")
        self.recipients = [_recipient(one) for one in Fields(fields.take(SET)).rest()]
        content = Fields(fields.take(SEQUENCE))
        inner_type, algorithm = content.take(OID).der(), Fields(content.take(SEQUENCE))
        self._ciphertext = content.octets(context(0, constructed=False))
        content.done()
        attributes = fields.optional(context(1))
        self._tag = fields.octets() if with_tag else None
        fields.optional(context(2))
        fields.done()
        if with_tag and version != 0:
            raise Refused("malformed", "CMS: AuthEnvelopedData of another version")
        self._check_recipients()
        if inner_type != DATA:
            raise Refused("unsupported", "CMS: encrypted content other than id-data")
        self._read_cipher(algorithm, with_tag)
        if with_tag and attributes is not None:
            raise Refused("unsupported", "CMS: authenticated attributes")
        self._check_sizes()

    def _check_recipients(self):
        if len(self.recipients) > MOST_ENTRIES:
            raise Refused("too_large", "CMS: too many recipients")
        if any(one.version != one.right_version for one in self.recipients):
            raise Refused("malformed", "CMS: a recipient of another version")

    def _read_cipher(self, algorithm, with_tag):
        name = algorithm.take(OID).der()
        if name not in GCM_SIZES and name not in CBC:
            raise Refused("algorithm_not_allowed", "CMS: content encryption is not on the list")
        if name in CBC:
            algorithm.take(OCTET_STRING)
        else:
            parameters = Fields(algorithm.take(SEQUENCE))
            self._nonce, size = parameters.octets(), parameters.optional(INTEGER)
            parameters.done()
            if size is None:
                raise Refused("unsupported", "CMS: GCM tag of default length")
            self._tag_size = size.small_number()
        algorithm.done()
        if self._ciphertext is None:
            raise Refused("unsupported", "CMS: encrypted content is kept elsewhere")
        if name in CBC or not with_tag:
            raise Refused("algorithm_not_allowed", "CMS: content without integrity")
        self._key_size = GCM_SIZES[name]

    def _check_sizes(self):
        if self._tag is None:
            raise malformed("a tag is missing")
        if len(self._nonce) != _NONCE or len(self._tag) != self._tag_size or self._tag_size not in _TAGS:
            raise Refused("invalid_length", "CMS: nonce or tag")

    def _decrypt(self, cek):
        if len(cek) != self._key_size:
            raise not_authentic()
        decryptor = Cipher(algorithms.AES(cek), modes.GCM(self._nonce, self._tag, min_tag_length=_TAGS[0])).decryptor()
        try:
            return decryptor.update(self._ciphertext) + decryptor.finalize()
        except InvalidTag:
            raise not_authentic() from None

    def open(self, credentials):
        """Plaintext, and the name of the credential that opened it."""
        failure = Refused("key_not_found", "CMS: names none of the credentials")
        for recipient in self.recipients:
            for credential in credentials:
                if not recipient.names(credential):
                    continue
                try:
                    return self._decrypt(recipient.cek(credential)), credential.name
                except Refused as why:
                    if failure.code == "key_not_found" or why.code == "authentication_failed":
                        failure = why
        raise failure

    def readers(self):
        """How many keys open it."""
        return sum(one.readers for one in self.recipients)


def to_kek(name, kek):
    identifier = sequence(octet_string(name.encode("utf-8")))
    return lambda cek: tlv(context(2), integer(4), identifier, WRAPS[len(kek)], octet_string(keywrap.aes_key_wrap(kek, cek)))


def _to_rsa(certificate):
    def made(cek):
        encrypted = certificate.public_key().encrypt(cek, _OAEP)
        return sequence(integer(0), issuer_and_serial(certificate), OAEP, octet_string(encrypted))

    return made


def _to_ec(certificate, wrap_size):
    def made(cek):
        theirs = certificate.public_key()
        mine = ec.generate_private_key(theirs.curve)
        point = mine.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        key = tlv(context(1), sequence(EC_PUBLIC_KEY, CURVES[theirs.curve.name]), tlv(BIT_STRING, b"\0" + point))
        wrapped = keywrap.aes_key_wrap(_agreed(mine.exchange(ec.ECDH(), theirs), wrap_size, None), cek)
        keys = sequence(sequence(issuer_and_serial(certificate), octet_string(wrapped)))
        return tlv(context(1), integer(3), tlv(context(0), key), ECDH[wrap_size], keys)

    return made


def to_certificate(certificate, wrap_size=32):
    """A RecipientInfo as a function of the content encryption key."""
    return _to_rsa(certificate) if isinstance(certificate.public_key(), rsa.RSAPublicKey) else _to_ec(certificate, wrap_size)


def seal(plaintext, recipients, key_size):
    """`recipients` as to_kek() and to_certificate() make them."""
    cek, nonce = os.urandom(key_size), os.urandom(_NONCE)
    encryptor = Cipher(algorithms.AES(cek), modes.GCM(nonce)).encryptor()
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    algorithm = sequence(GCM[key_size], sequence(octet_string(nonce), integer(_BLOCK)))
    content = sequence(DATA, algorithm, tlv(context(0, constructed=False), ciphertext))
    return packed(AUTH_ENVELOPED, integer(0), set_of(*(made(cek) for made in recipients)), content, octet_string(encryptor.tag))
