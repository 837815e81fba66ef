"""ESData in JOSE: compact or JSON, composed from JWE and JWS."""

from esdata_credentials import SIGNATURE, bound, fitted, key_for, leftmost, source_of_encryption, source_of_signatures
from jose_objects import Attempts, decode_header, merge_headers, parse_object
from jwe import open_jwe, parse, seal_jwe
from jws import sign_jws, verify_jws
from strict import Refused, from_base64url, parse_json, to_json


def _header(**members):
    """Text with the members in the order given; empty ones are left out."""
    return "{" + ",".join(f'"{name}":{to_json(text)}' for name, text in members.items() if text) + "}"


def _serialization(form, entries):
    return "compact" if form == "jose-compact" else "flattened" if len(entries) == 1 else "general"


def _sign(payload, content_type, form, signers):
    signatures = []
    for signer in signers:
        header = _header(alg=signer["alg"], kid=signer["id"], cty=content_type)
        signatures.append({"protected": header, "key": key_for(signer, SIGNATURE)})
    asked = {"payload": payload.hex(), "signatures": signatures, "serialization": _serialization(form, signatures)}
    return _as_text(sign_jws(asked)["jws"])


def _encrypt(plaintext, content_type, form, targets, enc, more):
    alone = len(targets) == 1
    recipients = []
    for target in targets:
        key = fitted(target, enc)
        recipients.append({"key": key} if alone else {"header": {"alg": target["alg"], "kid": target["id"]}, "key": key})
    first = targets[0]
    header = _header(alg=first["alg"] if alone else "", enc=enc, kid=first["id"] if alone else "", cty=content_type)
    asked = {"plaintext": plaintext.hex(), "protected": header, "recipients": recipients,
             "serialization": _serialization(form, targets), **more}  # fmt: skip
    return _as_text(seal_jwe(asked)["jwe"])


def _as_text(value):
    return value if isinstance(value, str) else to_json(value)


def seal(request, fixed):
    """The object for a request whose class and algorithms are checked."""
    if request["xml"]:
        raise Refused("invalid_value", "a shape of XML")
    payload, content_type, form = request["payload"], request["type"], request["form"]
    more = {**fixed, **({"aad": request["aad"].hex()} if request["aad"] else {})}
    if request["class"] == "encryption-only":
        return _encrypt(payload, content_type, form, request["targets"], request["enc"], more)
    inner = _sign(payload, content_type, form, request["signers"])
    if request["class"] == "signature-only":
        return inner
    cty = "jose" if form == "jose-compact" else "jose+json"
    return _encrypt(inner.encode(), cty, form, request["targets"], request["enc"], more)


def _try_each(keys, ask):
    """What `ask` gives for the first key that serves, else the failure that came furthest."""
    attempts = Attempts()
    for key in [None, *keys]:
        try:
            return ask([key] if key else [])
        except Refused as failure:
            attempts.add(failure)
    raise attempts.failure()


def _verify(jws, keys):
    """The payload, its type, and the ids of the keys that verified."""
    payload = bytes.fromhex(_try_each(keys, lambda some: verify_jws({"jws": jws, "keys": some}))["payload"])
    value, compact = parse_object(jws, ["protected", "payload", "signature"])
    entries = [jws] if compact or "signatures" not in value else [
        {**entry, "payload": value["payload"]} for entry in value["signatures"]]
    verified_by, types = [], []
    for entry in entries:
        try:
            verified = _try_each(keys, lambda some, one=entry: verify_jws({"jws": one, "keys": some}))
        except Refused:
            continue
        verified_by.append(verified["kid"])
        types.append(_type_in(parse_object(entry, ["protected", "payload", "signature"])[0].get("protected", "")))
    return payload, types[0], verified_by


def _type_in(protected):
    return decode_header(protected).get("cty", "") if protected else ""


def _decrypt(jwe, keys):
    """The plaintext with what is said of it, and the number of those who can read it."""
    parsed = parse(jwe)
    fitted = []
    for key in keys:
        for entry in parsed["entries"]:
            header = merge_headers(parsed["protected"], parsed["unprotected"], entry.get("header", {}))
            if header.get("kid", key["kid"]) == key["kid"]:
                fitted.append(leftmost(key, header.get("alg"), header.get("enc")))
    opened = _try_each(fitted, lambda some: open_jwe({"jwe": jwe, "keys": some}))
    aad = "" if isinstance(jwe, str) else jwe.get("aad", "")
    return {**opened, "aad": from_base64url(aad, "aad").hex(), "readers": len(parsed["entries"]),
            "type": parsed["protected"].get("cty", "")}  # fmt: skip


def _media_subtype(header):
    lower = header.get("cty", "").lower()
    return lower[len("application/"):] if lower.startswith("application/") else lower


def _open_nested(opened, keys, held):
    text = bytes.fromhex(opened["plaintext"])
    is_json = text.lstrip(b" \t\r\n").startswith(b"{")
    if _media_subtype(opened["header"]) != ("jose+json" if is_json else "jose"):
        raise Refused("invalid_value", "cty does not say what is inside")
    try:
        payload, content_type, verified_by = _verify(text.decode("utf-8"), keys)
    except UnicodeDecodeError:
        raise Refused("malformed", "inside is no text") from None
    return {"class": "nested", "payload": payload.hex(), "type": content_type, "verified_by": verified_by,
            "source": source_of_signatures(verified_by, held)}  # fmt: skip


def open_object(text, form, held):
    """What the target finds, of whichever class it is."""
    is_json = text.lstrip(" \t\r\n").startswith("{")
    if is_json == (form == "jose-compact"):
        raise Refused("malformed", "not in the form that contentSecurity says")
    jose, keys = parse_json(text) if is_json else text, bound(held)
    is_jwe = jose.count(".") == 4 if isinstance(jose, str) else "ciphertext" in jose
    if not is_jwe:
        payload, content_type, verified_by = _verify(jose, keys)
        return {"class": "signature-only", "payload": payload.hex(), "aad": "", "type": content_type, "opened_with": "",
                "verified_by": verified_by, "source": source_of_signatures(verified_by, held)}  # fmt: skip
    opened = _decrypt(jose, keys)
    common = {"aad": opened["aad"], "opened_with": opened["kid"]}
    if _media_subtype(opened["header"]) in ("jose", "jose+json"):
        return {**common, **_open_nested(opened, keys, held)}
    source = source_of_encryption(opened["kid"], opened["readers"], held)
    return {**common, "class": "encryption-only", "payload": opened["plaintext"], "type": opened["type"],
            "verified_by": [], "source": source}  # fmt: skip
