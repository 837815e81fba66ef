"""What both ends of ESF-S1 share: algorithm sets, what keys are bound to, how they are derived. TR-0012 clause 6.2.2."""

import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash

from derivations import OPERATIONS as DERIVATIONS
from strict import Refused, octets, to_base64url, to_json

SIGNATURES = [f"{kind}{bits}" for kind in ("ES", "RS") for bits in (256, 384, 512)]
ENCRYPTIONS = [f"A{bits}GCM" for bits in (128, 192, 256)]
KEY_ENCRYPTIONS = [f"{kind}A{bits}KW" for kind in ("", "ECDH-ES+") for bits in (128, 192, 256)] + ["RSA-OAEP-256"]
SHARED = ["TTP", "PSK"]
AGREEMENT = "ECDH-ES"
MOST_KEY_SETS = 1024
KE_SETS = SHARED + [ke + suffix for ke in [*KEY_ENCRYPTIONS, AGREEMENT] for suffix in ["", *(":" + s for s in SIGNATURES)]]
PS_SETS = ["HS256", *SIGNATURES, *ENCRYPTIONS, *(f"{enc}:{alg}" for enc in ENCRYPTIONS for alg in SIGNATURES)]


def split_name(name):
    first, _, signature = name.partition(":")
    return first, signature


def is_signed(ps):
    return ps in SIGNATURES or ":" in ps


def known_set(name, sets):
    if name not in sets:
        raise Refused("algorithm_not_allowed", "no algorithm set of that name")
    return name


def check_sets(ps, key_sets, data_class):
    """Which sets go with the payload and with each other."""
    kinds = {split_name(ka)[0] for ka in key_sets}
    if bool(key_sets) == (ps in SIGNATURES):
        raise Refused("invalid_value", "key establishment where none belongs, or none where it does")
    if len(key_sets) > MOST_KEY_SETS:
        raise Refused("too_large", "too many targets")
    if len(key_sets) > 1 and (data_class != 3 or kinds & {*SHARED, AGREEMENT}):
        raise Refused("invalid_value", "several targets")
    if len({split_name(ka)[1] for ka in key_sets}) > 1:
        raise Refused("invalid_value", "not all signed alike")
    signature = split_name(key_sets[0])[1] if key_sets else ""
    if signature and is_signed(ps):
        raise Refused("invalid_value", "signed twice")
    return signature


def read_common(members):
    session, data_class = members.text("session_type"), members.integer("target_data_class")
    if not 1 <= data_class <= 9:
        raise Refused("invalid_value", "target_data_class")
    serialization = members.text("serialization")
    if session in ("S2", "Sm") or (session == "S1" and serialization != "json"):
        raise Refused("unsupported", "only S1 in JSON")
    if session != "S1" or data_class > 3:
        raise Refused("invalid_value", "session_type or target_data_class")
    return data_class


def context_of(data_class, source, salt):
    return {"est": "S1", "etd": data_class, "esi": source, "esl": to_base64url(salt)}


def digest_beside(ke, certificate, aad):
    covered = {"aad": to_base64url(aad), "ke": ke, **({"crt": certificate} if certificate else {})}
    return to_base64url(hashlib.sha256(octets(to_json(covered))).digest())


def payload_key(master, data_class, source, salt):
    asked = {"key": master.hex(), "session_type": "S1", "target_data_class": data_class, "source_id": source,
             "salt": salt.hex()}  # fmt: skip
    return bytes.fromhex(DERIVATIONS["derive/esf"](asked)["key"])


def oct_jwk(secret):
    return {"kty": "oct", "k": to_base64url(secret)}


def agree(private, public, source, target):
    if private.kty != "EC" or public.kty != "EC" or private.curve != public.curve or not private.has_private:
        raise Refused("key_mismatch", "key agreement takes a key pair and a public key on one curve")
    shared = private.jwk.get_op_key("unwrapKey").exchange(ec.ECDH(), public.jwk.get_op_key("wrapKey"))
    texts = [b"ECDH-ES", octets(source), octets(target)]
    info = b"".join(len(text).to_bytes(4, "big") + text for text in texts) + (256).to_bytes(4, "big")
    return ConcatKDFHash(hashes.SHA256(), 32, info).derive(shared)


def master_of(key):
    if key.secret is None:
        raise Refused("key_mismatch", "an envelope master key is symmetric")
    if len(key.secret) < 32:
        raise Refused("invalid_length", "an envelope master key under 32 octets")
    return key.secret
