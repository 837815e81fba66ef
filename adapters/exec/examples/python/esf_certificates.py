"""Certificates of the source of an ESF envelope: path, validity and identity, RFC 5280 as far as it occurs here."""

import base64
import binascii
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from jwcrypto.jwk import JWK

from strict import Refused, parse_json


def _refused():
    return Refused("authentication_failed", "the certificate does not verify")


def read_certificates(values):
    certificates = []
    for value in values:
        try:
            der = base64.b64decode(value, validate=True)
            if base64.b64encode(der).decode("ascii") != value:
                raise ValueError
        except (TypeError, ValueError, binascii.Error):
            raise Refused("malformed", "no base64") from None
        try:
            certificates.append(x509.load_der_x509_certificate(der))
        except ValueError:
            raise Refused("malformed", "no certificate") from None
    return certificates


def _is_issued_by(certificate, issuer):
    key = issuer.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(certificate.signature, certificate.tbs_certificate_bytes, padding.PKCS1v15(),
                       certificate.signature_hash_algorithm)  # fmt: skip
        else:
            key.verify(certificate.signature, certificate.tbs_certificate_bytes,
                       ec.ECDSA(certificate.signature_hash_algorithm))  # fmt: skip
    except InvalidSignature:
        return False
    constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
    return constraints.ca and certificate.issuer == issuer.subject


def _path(chain, anchors):
    """From the end entity to an anchor; the certificates come in that order."""
    path = [chain[0]]
    for candidate in [*chain[1:], None]:
        for anchor in anchors:
            if anchor == path[-1]:
                return path
            if _is_issued_by(path[-1], anchor):
                return [*path, anchor]
        if candidate is None or not _is_issued_by(path[-1], candidate):
            raise _refused()
        path.append(candidate)
    raise _refused()


def verify_chain(chain, anchors, source_id, now):
    """The public key of the end entity as JWK."""
    path = _path(chain, anchors)
    try:
        names = path[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        usage = path[0].extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise _refused() from None
    if source_id not in names.get_values_for_type(x509.UniformResourceIdentifier) or not usage.digital_signature:
        raise _refused()
    if any(not certificate.not_valid_before <= now <= certificate.not_valid_after for certificate in path):
        raise Refused("expired", "outside the validity of the certificate")
    key = JWK.from_pyca(path[0].public_key())
    return {name: value for name, value in parse_json(key.export_public()).items() if name != "kid"}


def read_time(text):
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%S")
    except ValueError:
        raise Refused("malformed", "no timestamp") from None
