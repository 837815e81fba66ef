"""End-to-end message authentication: protected messages, and a verifying end with its window (TR-0012 clause 7.4)."""

import re
from datetime import datetime, timezone

from derivations import OPERATIONS
from esprim import ENTITY_ID, absolute_id, read_request
from jose_keys import read_key
from jose_objects import decode_header
from jwe import open_jwe, seal_jwe
from jws import sign_jws, verify_jws
from strict import Members, Refused, from_base64url, octets, to_base64url, to_json

PROTECTIONS = ("integrity", "confidentiality", "both", "signature")
_MET = ["Message Originator Authenticity/Integrity", "Message Re-play protection", "Integrity of Data in Transit"]
_MET_ENCRYPTED = [*_MET, "Message Confidentiality", "Confidentiality of Data in Transit"]
_LAST_SEQUENCE = (1 << 53) - 1
_WINDOW, _TOLERANCE_MS = 64, 300_000
_IV_OCTETS, _LEAST_KPSA = 12, 16
_TIME = re.compile(r"([0-9]{8}T[0-9]{6})(?:,([0-9]{0,6}))?\Z")
_NOT_PARSED, _NOT_AUTHENTIC = 4000, 4106


class _Answered(Exception):
    """The verifying end answers with this Response Status Code."""


def _milliseconds(text):
    found = _TIME.match(text)
    try:
        time = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=timezone.utc)
    except (TypeError, ValueError):
        raise Refused("malformed", "no timestamp") from None
    return int(time.timestamp()) * 1000 + int((found[2] or "")[:3].ljust(3, "0"))


def _pair_keys(kpsa, salt):
    if len(kpsa) < _LEAST_KPSA:
        raise Refused("invalid_length", "Kpsa is shorter than 128 bit")
    given = {"hash": "sha256", "kpsa": kpsa.hex(), **({} if salt is None else {"salt": salt.hex()})}
    keys = OPERATIONS["derive/e2e-message"](given)
    return [{"kty": "oct", "k": to_base64url(bytes.fromhex(keys[name]))} for name in ("msg_auth", "msg_conf")]


def _credential(value):
    members = Members(value, "in.credentials")
    credential = {"id": members.text("id"), "owner": members.text("owner"), "peer": ""}
    expires = members.text("expires", optional=True)
    credential["expires"] = None if expires is None else _milliseconds(expires)
    if members.has("key"):
        credential["keys"] = [members.of_type("key", dict)]
        members.done()
        read_key(credential["keys"][0])
    else:
        credential["peer"], kpsa, salt = members.text("peer"), members.hex("kpsa"), members.hex("salt", optional=True)
        members.done()
        credential["keys"] = _pair_keys(kpsa, salt)
    _check_owners(credential)
    return credential


def _is_shared(credential):
    return len(credential["keys"]) == 2


def _check_owners(credential):
    owners = [credential["owner"]] + ([credential["peer"]] if _is_shared(credential) else [])
    if not credential["id"] or not all(ENTITY_ID.match(owner) for owner in owners) or len(set(owners)) < len(owners):
        raise Refused("invalid_value", "the id or an owner of a credential")
    if not _is_shared(credential) and credential["keys"][0].get("crv") != "P-256":
        raise Refused("key_mismatch", "a signature key that is not of P-256")


def _owners(credential):
    return sorted([credential["owner"], credential["peer"]])


def _credentials(values):
    held = {}
    for value in values:
        credential = _credential(value)
        for known in held.values():
            same_key = _is_shared(known) and known["keys"] == credential["keys"]
            if (known["id"] == credential["id"] or same_key) and _owners(known) != _owners(credential):
                raise Refused("conflict", "a credential, or its key, is that of other owners")
        held[credential["id"]] = credential
    return held


def _header_text(header):
    return "{" + ",".join(f"{to_json(name)}:{to_json(member)}" for name, member in header.items()) + "}"


def _sign(alg, header, payload, key):
    header = _header_text({"alg": alg, **header})
    return sign_jws({"payload": payload.hex(), "serialization": "compact", "signatures": [{"protected": header, "key": key}]})["jws"]


def _encrypt(header, plaintext, key, iv):
    given = {"plaintext": plaintext.hex(), "protected": _header_text({"alg": "dir", "enc": "A256GCM", **header}),
             "recipients": [{"key": key}], "serialization": "compact", **({"iv": iv.hex()} if iv else {})}  # fmt: skip
    return seal_jwe(given)["jwe"]


def _seal(protection, credential, header, plaintext, iv):
    if (protection == "signature") == _is_shared(credential):
        raise Refused("key_mismatch", "the credential is of another kind than the protection")
    if protection == "signature":
        if "d" not in credential["keys"][0]:
            raise Refused("key_mismatch", "a public key")
        return _sign("ES256", header, plaintext, credential["keys"][0])
    authentication, confidentiality = credential["keys"]
    if protection == "confidentiality":
        return _encrypt(header, plaintext, confidentiality, iv)
    signed = _sign("HS256", header, plaintext, authentication)
    if protection == "integrity":
        return signed
    outer = {"kid": header["kid"], "cty": "jose", **{name: header[name] for name in ("src", "dst", "sqn", "ts")}}
    return _encrypt(outer, octets(signed), confidentiality, iv)


def protect(value):
    members = Members(value, "in")
    credential, protection = members.of_type("credential", dict), members.one_of("protection", PROTECTIONS)
    cty = members.text("cty", optional=True)
    header = {"src": members.text("source"), "dst": members.text("destination"), "sqn": members.integer("sequence")}
    header["ts"] = members.text("time")
    plaintext, iv = members.hex("plaintext"), members.hex("iv", optional=True)
    members.done()
    if not 0 <= header["sqn"] <= _LAST_SEQUENCE:
        raise Refused("invalid_value", "sequence")
    _milliseconds(header["ts"])
    if iv is not None and len(iv) != _IV_OCTETS:
        raise Refused("invalid_length", "the IV is not of 12 octets")
    credential = _credential(credential)
    header = {"kid": credential["id"], **({"cty": cty} if cty else {}), **header}
    met = _MET_ENCRYPTED if protection in ("confidentiality", "both") else _MET
    return {"message": _seal(protection, credential, header, plaintext, iv), "meets": met}


def _protection_of(header):
    if "enc" in header:
        if (header["alg"], header["enc"]) == ("dir", "A256GCM"):
            return "both" if header.get("cty") == "jose" else "confidentiality"
    elif header["alg"] in ("HS256", "ES256"):
        return "integrity" if header["alg"] == "HS256" else "signature"
    raise Refused("algorithm_not_allowed", "alg or enc")


def _check_header(header):
    if {"crit", "zip", "b64"} & set(header):
        raise Refused("malformed", "a member that is not of message authentication")
    texts = [header.get(name) for name in ("kid", "src", "dst", "ts", "alg")]
    if not all(isinstance(text, str) and text for text in texts):
        raise Refused("malformed", "a member is missing or no text")
    if not ENTITY_ID.match(header["src"]) or not ENTITY_ID.match(header["dst"]):
        raise Refused("invalid_value", "src or dst")
    if type(header.get("sqn")) is not int or not 0 <= header["sqn"] <= _LAST_SEQUENCE:
        raise Refused("malformed", "sqn")
    return header


def _check_parts(text):
    parts = text.split(".")
    if len(parts) not in (3, 5):
        raise Refused("malformed", "parts")
    for part in parts:
        from_base64url(part, "part")


def _read(message):
    _check_parts(message)
    header = _check_header(decode_header(message.partition(".")[0]))
    _milliseconds(header["ts"])
    return header, _protection_of(header)


def _verified(text, key, alg, expected):
    opened = verify_jws({"jws": text, "keys": [key], "algorithms": [alg]})
    header = _check_header(opened["header"])
    if any(header[name] != expected[name] for name in ("kid", "src", "dst", "sqn", "ts")):
        raise Refused("authentication_failed", "the header inside is another")
    return bytes.fromhex(opened["payload"]), header.get("cty")


def _open(message, header, protection, credential):
    if (protection == "signature") == _is_shared(credential):
        raise Refused("key_mismatch", "the credential is of another kind than the protection")
    if protection == "signature":
        return _verified(message, credential["keys"][0], "ES256", header)
    authentication, confidentiality = credential["keys"]
    if protection == "integrity":
        return _verified(message, authentication, "HS256", header)
    opened = open_jwe({"jwe": message, "keys": [confidentiality], "algorithms": ["dir", "A256GCM"]})
    plaintext = bytes.fromhex(opened["plaintext"])
    if protection == "confidentiality":
        return plaintext, header.get("cty")
    inner = plaintext.decode("ascii")
    _check_parts(inner)
    return _verified(inner, authentication, "HS256", header)


def _is_fresh(numbers, number):
    return not numbers or (number not in numbers and number > max(numbers) - _WINDOW)


class _Verifier:
    def __init__(self, credentials, receiver, demanded):
        self._credentials, self._receiver, self._demanded = credentials, receiver, demanded
        self._seen = {}

    def _is_for(self, header, credential):
        parties = [header["src"], header["dst"]]
        owned = sorted(parties) == _owners(credential) if _is_shared(credential) else parties[0] == credential["owner"]
        return owned and parties[1] == self._receiver

    def _check(self, message, now):
        try:
            header, protection = _read(message)
        except Refused:
            raise _Answered(_NOT_PARSED) from None
        credential = self._credentials.get(header["kid"])
        if credential is None or (credential["expires"] is not None and now >= credential["expires"]):
            raise _Answered(_NOT_AUTHENTIC)
        if self._demanded not in (None, protection) or not self._is_for(header, credential):
            raise _Answered(_NOT_AUTHENTIC)
        try:
            plaintext, cty = _open(message, header, protection, credential)
        except (Refused, UnicodeDecodeError):
            raise _Answered(_NOT_AUTHENTIC) from None
        numbers = self._seen.setdefault((header["kid"], header["src"]), set())
        if abs(_milliseconds(header["ts"]) - now) > _TOLERANCE_MS or not _is_fresh(numbers, header["sqn"]):
            raise _Answered(_NOT_AUTHENTIC)
        try:
            request = read_request(plaintext, cty)
        except Refused:
            raise _Answered(_NOT_PARSED) from None
        registrar = "/".join(self._receiver.split("/")[:4])
        if absolute_id(request.get("fr", ""), registrar) != header["src"]:
            raise _Answered(_NOT_AUTHENTIC)
        numbers.add(header["sqn"])
        return {"request": request, "originator": header["src"], "protection": protection}

    def outcome(self, message, now):
        try:
            return self._check(message, now)
        except _Answered as answered:
            return {"rsc": answered.args[0]}


def verify(value):
    members = Members(value, "in")
    credentials, receiver = members.of_type("credentials", list), members.text("receiver")
    demanded = members.one_of("demanded", PROTECTIONS) if members.has("demanded") else None
    arrivals = members.of_type("arrivals", list)
    members.done()
    verifier = _Verifier(_credentials(credentials), receiver, demanded)
    if not ENTITY_ID.match(receiver):
        raise Refused("invalid_value", "receiver is no absolute id")
    outcomes = []
    for arrival in arrivals:
        each = Members(arrival, "in.arrivals")
        now, message = each.text("now"), each.text("message")
        each.done()
        outcomes.append(verifier.outcome(message, _milliseconds(now)))
    return {"outcomes": outcomes}
