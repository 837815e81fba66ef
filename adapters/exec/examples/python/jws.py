"""JWS on jwcrypto's signature algorithms."""

from jwcrypto.jws import JWSCore

from jose_keys import JWS_KEY_TYPES, allowed_algorithms, candidates, read_key, read_keys
from jose_objects import (Attempts, check_header, decode_header, entries_of, header_text, merge_headers, parameter,
                          parse_object, text_of)
from strict import Members, Refused, from_base64url, parse_json, to_base64url

_PARTS = ["protected", "payload", "signature"]


def _core(alg, key, protected_text, payload):
    return JWSCore(alg, key.jwk, protected_text or None, payload, [alg])


def _parse(value):
    value, compact = parse_object(value, _PARTS)
    payload = value.get("payload")
    if "payload" in value and not isinstance(payload, str):
        raise Refused("malformed", "payload is no string")
    signatures = []
    for entry in entries_of(value, "signatures", ["signature", "protected", "header"]):
        protected = entry["protected"] if compact else text_of(entry, "protected")
        signature = from_base64url(entry["signature"] if compact else text_of(entry, "signature"), "signature")
        if not signature:
            raise Refused("malformed", "no signature")
        header = decode_header(protected) if protected or compact else {}
        text = from_base64url(protected, "protected header").decode("utf-8")
        own = {} if compact else check_header(entry.get("header", {}))
        signatures.append({"text": text, "protected": header, "own": own, "signature": signature})
    return payload, signatures


def _payload_of(carried, detached):
    if detached is not None:
        if carried:
            raise Refused("invalid_value", "carries a payload beside the detached one")
        return detached
    if carried is None:
        raise Refused("malformed", "no payload")
    return from_base64url(carried, "payload")


def _verify_one(signature, header, payload, keys, allowed):
    alg = header["alg"]
    if alg not in JWS_KEY_TYPES or alg not in allowed:
        raise Refused("algorithm_not_allowed", "alg is not open")
    attempts = Attempts()
    for key in candidates(keys, header.get("kid")):
        try:
            key.check_jws(alg, signing=False)
            _core(alg, key, signature["text"], payload).verify(signature["signature"])
            return {"payload": payload.hex(), "header": header, "kid": header.get("kid", key.kid or "")}
        except Refused as failure:
            attempts.add(failure)
        except Exception:  # jwcrypto and cryptography raise many types
            attempts.add(Refused("authentication_failed", "the signature is not of this key and content"))
    raise attempts.failure()


def verify_jws(value):
    members = Members(value, "in")
    text, keys = members.any("jws"), read_keys(members.any("keys"))
    allowed = allowed_algorithms(members.any("algorithms"))
    detached = members.hex("payload", optional=True)
    members.done()
    carried, signatures = _parse(text)
    payload = _payload_of(carried, detached)
    headers = [merge_headers(signature["protected"], signature["own"]) for signature in signatures]
    for header in headers:
        parameter(header, "alg")
    attempts = Attempts()
    for signature, header in zip(signatures, headers):
        try:
            return _verify_one(signature, header, payload, keys, allowed)
        except Refused as failure:
            attempts.add(failure)
    raise attempts.failure()


def _sign_one(value, payload):
    entry = Members(value, "in.signatures")
    text = header_text(entry.any("protected"))
    own, key = check_header(entry.of_type("header", dict, optional=True) or {}), read_key(entry.any("key"))
    entry.done()
    alg = parameter(merge_headers(parse_json(text) if text else {}, own), "alg")
    if alg not in JWS_KEY_TYPES:
        raise Refused("algorithm_not_allowed", "alg is unknown")
    key.check_jws(alg, signing=True)
    made = _core(alg, key, text, payload).sign()
    protected = {"protected": made["protected"]} if text else {}
    return {**protected, **({"header": own} if own else {}), "signature": made["signature"]}


def sign_jws(value):
    members = Members(value, "in")
    payload, entries = members.hex("payload"), members.of_type("signatures", list)
    serialization = members.one_of("serialization", ["compact", "flattened", "general"])
    detached = members.of_type("detached", bool, optional=True) or False
    members.done()
    if not entries or (serialization != "general" and len(entries) > 1):
        raise Refused("invalid_value", "no signature, or several outside the general serialization")
    signatures = [_sign_one(entry, payload) for entry in entries]
    encoded = to_base64url(payload)
    if serialization == "compact":
        if "header" in signatures[0]:
            raise Refused("invalid_value", "compact has the protected header only")
        parts = [signatures[0].get("protected", ""), "" if detached else encoded, signatures[0]["signature"]]
        return {"jws": ".".join(parts)}
    jws = {} if detached else {"payload": encoded}
    return {"jws": {**jws, **(signatures[0] if serialization == "flattened" else {"signatures": signatures})}}
