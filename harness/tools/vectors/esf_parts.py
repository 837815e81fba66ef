"""What inputs of esf/seal and esf/open are made of: keys, certificates, end-points, changes to an envelope."""

import base64
import json
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from jwcrypto.jwk import JWK

from jose_inputs import JWE_KEYS, P256_B, RSA, b64, ec_from, oct_key, pair, public

FLAGS = {
    "TrustedThirdParty": "the envelope master key is had from a Facilitator under its id",
    "ProvisionedKey": "the envelope master key was provisioned",
    "KeyEncryption": "the envelope master key is encrypted for each target",
    "KeyAgreement": "the envelope master key is agreed with the one target",
    "Mic": "integrity under a symmetric key",
    "Aead": "encryption and integrity under a symmetric key",
    "AeadSignature": "a digital signature, then encryption",
    "DigitalSignature": "a digital signature alone",
    "SignedKey": "the source signs its key establishment sets",
    "SeveralTargets": "several targets, each with its key establishment set",
    "AssociatedData": "associated data beside plaintext, or alone",
    "Accepted": "the target accepts some algorithm sets only",
    "Assurance": "what a payload says of the source, by its class",
    "Unproven": "an established key that does not prove its source",
    "Separation": "keys of another session type, class, source or envelope",
    "Readdressed": "a target has encrypted anew what the source signed",
    "Combination": "each payload class on each key establishment class",
    "KnownAnswer": "everything random is given",
    "RoundTrip": "an envelope of the Python codec",
    "Respelled": "the same JSON in another order, or with white space between its tokens",
    "ModifiedEnvelope": "the envelope was changed after it was made",
    "OtherClass": "another target data class than where it was found, or another session type",
    "NoEnvelope": "another thing than an envelope of S1",
    "ChangedSets": "key establishment sets, certificate or target were changed beside the payload",
    "WrongSets": "algorithm sets that do not go together",
    "UnknownSet": "no algorithm set of that name, or none that is allowed",
    "OtherKey": "no key, or another one under that id",
    "Certificate": "where the certificate of the source comes from, and whether it may be relied on",
    "WrongMembers": "a member is missing, unknown or of the wrong type",
}
SOURCE, TARGET, OTHER, GROUP = (f"//sp.example/cse-{name}" for name in ("a/Csource", "b/Ctarget", "b/Cother", "b/grp"))
DATA = b'{"con":"21.5"}'
NOW = "20300101T120000"
COMMON = {"session_type": "S1", "target_data_class": 3, "serialization": "json"}
SETS = {"TTP": "TrustedThirdParty", "PSK": "ProvisionedKey", "A128KW": "KeyEncryption", "A192KW": "KeyEncryption",
        "A256KW": "KeyEncryption", "ECDH-ES+A128KW": "KeyEncryption", "ECDH-ES+A192KW": "KeyEncryption",
        "ECDH-ES+A256KW": "KeyEncryption", "RSA-OAEP-256": "KeyEncryption", "ECDH-ES": "KeyAgreement"}  # fmt: skip
PAYLOADS = {"HS256": "Mic", "A128GCM": "Aead", "A192GCM": "Aead", "A256GCM": "Aead", "A256GCM:ES256": "AeadSignature",
            "A128GCM:RS256": "AeadSignature"}  # fmt: skip
KEYS = {**JWE_KEYS, "TTP": oct_key(bytes(range(0x20, 0x40))), "PSK": oct_key(bytes(range(0x40, 0x60))), "ECDH-ES": P256_B}
EPK = {"P-256": ec_from(17**60, "P-256"), "P-384": ec_from(17**70, "P-384"), "P-521": ec_from(17**80, "P-521")}


def certificate(names, key, issuer=None, authority=False, until=2040):
    """DER of a certificate, signed by `issuer` = (certificate, key) or by itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority" if authority else "source")])
    public_key = JWK(**key).get_op_key("verify")
    signing = JWK(**(issuer[1] if issuer else key)).get_op_key("sign")
    usage = x509.KeyUsage(not authority, False, False, False, False, authority, authority, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(public_key)
        .serial_number(2 if issuer else 1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(until, 1, 1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(JWK(**issuer[1]).get_op_key("verify"))
        builder = builder.add_extension(identifier, critical=False)
    if names:
        sans = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(name) for name in names])
        builder = builder.add_extension(sans, critical=False)
    return builder.sign(signing, hashes.SHA256())


def der(made):
    from cryptography.hazmat.primitives.serialization import Encoding

    return base64.b64encode(made.public_bytes(Encoding.DER)).decode("ascii")


ROOT_KEY = ec_from(19**60, "P-256")
ROOT = certificate([], ROOT_KEY, authority=True)
ISSUER = (ROOT, ROOT_KEY)
STRANGER_KEY = ec_from(23**55, "P-256")
STRANGER = certificate([], STRANGER_KEY, authority=True)
OTHER_RSA = pair(kty="RSA", size=2048)
SIGNING_KEYS = {"ES256": ec_from(29**50, "P-256"), "ES384": ec_from(29**60, "P-384"), "ES512": ec_from(29**70, "P-521")}
SIGNING_KEYS |= {"RS256": RSA, "RS384": RSA, "RS512": RSA}


def signer(alg, name=SOURCE, issuer=ISSUER, **more):
    key = SIGNING_KEYS[alg]
    return {"id": "cert", "key": key, "chain": [der(certificate([name], key, issuer, **more))]}


def target(ka, name=TARGET):
    key = KEYS[ka.split(":")[0]]
    return {"id": name, "ke_alg_set": ka, "key_id": f"key of {name}", "key": key if key["kty"] == "oct" else public(key)}


def signature_in(ps, targets):
    """The algorithm with which the source signs anything."""
    names = [ps, *(one["ke_alg_set"] for one in targets)]
    return next((part for name in names for part in name.split(":") if part[:2] in ("ES", "RS") and part in SIGNING_KEYS), None)


def sealing(ps, targets, **more):
    alg = signature_in(ps, targets)
    encrypts = ps.startswith("A")
    return {**COMMON, "source_id": SOURCE, "ps_alg_set": ps, "plaintext" if encrypts else "aad": DATA.hex(),
            "targets": targets, **({"signer": signer(alg)} if alg else {}), **more}  # fmt: skip


def held(ka, name=TARGET, **more):
    kind = ka.split(":")[0]
    return {"ke_alg_set": kind, "key_id": f"key of {name}", "key": KEYS[kind], **more}


def opening(envelope, keys, **more):
    return {**COMMON, "envelope": envelope, "target_ids": [TARGET], "keys": keys, "anchors": [der(ROOT)], "now": NOW, **more}


class Maker:
    def __init__(self, codec):
        self._codec = codec

    def __call__(self, ps, targets, **more):
        return self._codec.ask("esf/seal", sealing(ps, targets, **more))["out"]["envelope"]


def changed(text, path, change):
    """The envelope with another value at `path`."""
    value = json.loads(text)
    place = value["e2e:esf"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = change(place.get(path[-1]) if isinstance(place, dict) else place[path[-1]])
    return json.dumps(value)


def header(text, **more):
    """The envelope with another protected header at its payload."""

    def change(encoded):
        octets = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        return b64(json.dumps({**json.loads(octets), **more}).encode())

    return changed(text, ["env", "ps", "protected"], change)
