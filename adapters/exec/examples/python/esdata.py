"""ESData in JOSE: the protection options of TS-0003 table 8.5.2.1-1, composed from JWE and JWS."""

import base64
import binascii
import re

from jose_keys import ENC_KEY_OCTETS, ESDATA, JWE_ALGS, JWS_KEY_TYPES, WRAP_KEY_OCTETS, read_key
from jose_objects import Attempts, decode_header, merge_headers, parse_object
from jwe import open_jwe, parse, seal_jwe
from jws import sign_jws, verify_jws
from strict import Members, Refused, from_base64url, parse_json, to_base64url, to_json

CLASSES = ["encryption-only", "signature-only", "nested"]
FORMS = {"jose-compact": ("application/jose", "1"), "jose-json": ("application/jose+json", "2"),
         "jose-json-base64": ("application/jose+json", "3")}  # fmt: skip
_COMPACT, _JSON, _JSON_BASE64 = "1", "2", "3"
_ENCRYPTION, _SIGNATURE = {14, 24, 34, 44}, {15, 25, 35, 45}
_CERTIFICATES = {44, 45}
_MOST_OCTETS = 16 << 20
_MEDIA_TYPE = re.compile(r"[!-.0-~]+/[!-.0-~]+\Z")


def _optional_list(members, name):
    return members.of_type(name, list, optional=True) or []


def _credential(entry):
    credential = {"id": entry.text("id"), "suid": entry.integer("suid"), "key": entry.of_type("key", dict)}
    if not 0 <= credential["suid"] <= 99:
        raise Refused("invalid_value", "suid")
    if not credential["id"]:
        raise Refused("invalid_value", "id is empty")
    read_key(credential["key"])
    return credential


def _key_for(credential, suids):
    """The JWK of a credential, named by its id and bound to one purpose."""
    suid, key = credential["suid"], credential["key"]
    use = "enc" if suids is _ENCRYPTION else "sig"
    if suid not in suids:
        raise Refused("key_mismatch", "a SUID of another purpose")
    if (suid in _CERTIFICATES) == (key.get("kty") == "oct"):
        raise Refused("key_mismatch", "a key of another type than its SUID stands for")
    if key.get("use", use) != use:
        raise Refused("key_mismatch", "a key for another use")
    return {**key, "kid": credential["id"], "use": use}


def _leftmost(jwk, alg, enc):
    """A longer symmetric key is cut; a shorter one stays as it is."""
    octets = WRAP_KEY_OCTETS.get(alg, ENC_KEY_OCTETS.get(enc)) if alg == "dir" or alg in WRAP_KEY_OCTETS else None
    if jwk["kty"] != "oct" or octets is None:
        return jwk
    return {**jwk, "k": to_base64url(from_base64url(jwk["k"], "k")[:octets])}


def _check_class(security_class, targets, signers, aad):
    encrypts, signs = security_class != "signature-only", security_class != "encryption-only"
    if bool(targets) != encrypts or bool(signers) != signs:
        raise Refused("invalid_value", "credentials that the class does not take")
    if not encrypts and aad:
        raise Refused("invalid_value", "a JWS carries no associated data")
    if encrypts and any(signer["suid"] not in _CERTIFICATES for signer in signers):
        raise Refused("key_mismatch", "the inner layer is a digital signature")


def _header(**members):
    """Text with the members in the order given; empty ones are left out."""
    return "{" + ",".join(f'"{name}":{to_json(text)}' for name, text in members.items() if text) + "}"


def _serialization(form, entries):
    return "compact" if form == "jose-compact" else "flattened" if len(entries) == 1 else "general"


def _sign(payload, content_type, form, signers):
    signatures = []
    for signer in signers:
        if signer["alg"] not in ESDATA:
            raise Refused("algorithm_not_allowed", "alg")
        header = _header(alg=signer["alg"], kid=signer["id"], cty=content_type)
        signatures.append({"protected": header, "key": _key_for(signer, _SIGNATURE)})
    asked = {"payload": payload.hex(), "signatures": signatures, "serialization": _serialization(form, signatures)}
    return _as_text(sign_jws(asked)["jws"])


def _encrypt(plaintext, content_type, form, targets, enc, more):
    if enc not in ESDATA:
        raise Refused("algorithm_not_allowed", "enc")
    alone = len(targets) == 1
    recipients = []
    for target in targets:
        if target["alg"] not in ESDATA:
            raise Refused("algorithm_not_allowed", "alg")
        key = _leftmost(_key_for(target, _ENCRYPTION), target["alg"], enc)
        needed = WRAP_KEY_OCTETS.get(target["alg"], ENC_KEY_OCTETS[enc])
        if key["kty"] == "oct" and len(from_base64url(key["k"], "k")) < needed:
            raise Refused("invalid_length", "a shorter key than the algorithm needs")
        recipients.append({"key": key} if alone else {"header": {"alg": target["alg"], "kid": target["id"]}, "key": key})
    first = targets[0]
    header = _header(alg=first["alg"] if alone else "", enc=enc, kid=first["id"] if alone else "", cty=content_type)
    asked = {"plaintext": plaintext.hex(), "protected": header, "recipients": recipients,
             "serialization": _serialization(form, targets), **more}  # fmt: skip
    return _as_text(seal_jwe(asked)["jwe"])


def _as_text(value):
    return value if isinstance(value, str) else to_json(value)


def _entries(members, name, algorithms):
    entries = []
    for value in _optional_list(members, name):
        entry = Members(value, f"in.{name}")
        alg, credential = entry.text("alg"), _credential(entry)
        entry.done()
        if alg not in algorithms:
            raise Refused("algorithm_not_allowed", "an algorithm that is never open")
        entries.append({**credential, "alg": alg})
    return entries


def seal(value):
    members = Members(value, "in")
    security_class, payload = members.one_of("class", CLASSES), members.hex("payload")
    aad, content_type = members.hex("aad", optional=True) or b"", members.text("type", optional=True) or ""
    form, enc = members.one_of("serialization", list(FORMS)), members.text("enc", optional=True)
    enc = "A256GCM" if enc is None else enc
    fixed = {name: members.any(name) for name in ("cek", "iv", "epk") if members.has(name)}
    targets, signers = _entries(members, "targets", JWE_ALGS), _entries(members, "signers", JWS_KEY_TYPES)
    members.done()
    if enc not in ENC_KEY_OCTETS:
        raise Refused("algorithm_not_allowed", "an algorithm that is never open")
    _check_class(security_class, targets, signers, aad)
    more = {**fixed, **({"aad": aad.hex()} if aad else {})}
    if security_class == "signature-only":
        envelope = _sign(payload, content_type, form, signers)
    elif security_class == "encryption-only":
        envelope = _encrypt(payload, content_type, form, targets, enc, more)
    else:
        inner = _sign(payload, content_type, form, signers)
        envelope = _encrypt(inner.encode(), "jose" if form == "jose-compact" else "jose+json", form, targets, enc, more)
    if form == "jose-json-base64":
        envelope = base64.b64encode(envelope.encode()).decode("ascii")
    media_type, security = FORMS[form]
    return {"envelope": envelope, "content_info": f"{media_type}:0:{security}"}


def _security_of(content_info):
    media_type, *rest = content_info.split(":")
    if not _MEDIA_TYPE.match(media_type) or len(rest) not in (1, 2) or rest[0] not in ("0", "1", "2"):
        raise Refused("malformed", "contentInfo")
    if len(rest) == 2 and rest[1] not in ("0", "1", "2", "3", "4", "5"):
        raise Refused("malformed", "contentInfo")
    return rest[0], rest[1] if len(rest) == 2 else "0"


def _unwrap(envelope, content_info):
    encoding, security = _security_of(content_info)
    if security not in (_COMPACT, _JSON, _JSON_BASE64) or encoding != "0":
        raise Refused("unsupported", "contentInfo of another form")
    if len(envelope) > _MOST_OCTETS:
        raise Refused("too_large", "envelope")
    if security == _JSON_BASE64:
        try:
            decoded = base64.b64decode(envelope, validate=True)
            if base64.b64encode(decoded).decode("ascii") != envelope:
                raise Refused("malformed", "unused bits are not zero")
            envelope = decoded.decode("utf-8")
        except (binascii.Error, ValueError):
            raise Refused("malformed", "no base64, or no UTF-8") from None
    is_json = envelope.lstrip(" \t\r\n").startswith("{")
    if is_json == (security == _COMPACT):
        raise Refused("malformed", "not in the form that contentSecurity says")
    return parse_json(envelope) if is_json else envelope


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
                fitted.append(_leftmost(key, header.get("alg"), header.get("enc")))
    opened = _try_each(fitted, lambda some: open_jwe({"jwe": jwe, "keys": some}))
    aad = "" if isinstance(jwe, str) else jwe.get("aad", "")
    return {**opened, "aad": from_base64url(aad, "aad").hex(), "readers": len(parsed["entries"]),
            "type": parsed["protected"].get("cty", "")}  # fmt: skip


def _media_subtype(header):
    lower = header.get("cty", "").lower()
    return lower[len("application/"):] if lower.startswith("application/") else lower


def _open_nested(opened, keys, certificates):
    text = bytes.fromhex(opened["plaintext"])
    is_json = text.lstrip(b" \t\r\n").startswith(b"{")
    if _media_subtype(opened["header"]) != ("jose+json" if is_json else "jose"):
        raise Refused("invalid_value", "cty does not say what is inside")
    try:
        payload, content_type, verified_by = _verify(text.decode("utf-8"), keys)
    except UnicodeDecodeError:
        raise Refused("malformed", "inside is no text") from None
    if not certificates & set(verified_by):
        raise Refused("key_mismatch", "the inner layer is no digital signature")
    return {"class": "nested", "payload": payload.hex(), "type": content_type, "verified_by": verified_by,
            "source": "non-repudiable"}  # fmt: skip


def _open(jose, held):
    keys = [_key_for(one, _SIGNATURE if one["suid"] in _SIGNATURE else _ENCRYPTION) for one in held]
    certificates = {one["id"] for one in held if one["suid"] == 45}
    is_jwe = jose.count(".") == 4 if isinstance(jose, str) else "ciphertext" in jose
    if not is_jwe:
        payload, content_type, verified_by = _verify(jose, keys)
        source = "non-repudiable" if certificates & set(verified_by) else "authenticated"
        return {"class": "signature-only", "payload": payload.hex(), "aad": "", "type": content_type,
                "opened_with": "", "verified_by": verified_by, "source": source}  # fmt: skip
    opened = _decrypt(jose, keys)
    common = {"aad": opened["aad"], "opened_with": opened["kid"]}
    if _media_subtype(opened["header"]) in ("jose", "jose+json"):
        return {**common, **_open_nested(opened, keys, certificates)}
    pairwise = any(one["id"] == opened["kid"] and one["suid"] in _ENCRYPTION - {44} and one["targets"] == 1 for one in held)
    source = "authenticated" if pairwise and opened["readers"] == 1 else "unauthenticated"
    return {**common, "class": "encryption-only", "payload": opened["plaintext"], "type": opened["type"],
            "verified_by": [], "source": source}  # fmt: skip


def open_envelope(value):
    members = Members(value, "in")
    envelope, content_info = members.text("envelope"), members.text("content_info")
    credentials, demanded = members.of_type("credentials", list), None
    if members.has("class"):
        demanded = members.one_of("class", CLASSES)
    members.done()
    held = []
    for one in credentials:
        entry = Members(one, "in.credentials")
        targets = entry.of_type("targets", int, optional=True)
        targets = 1 if targets is None else targets
        if not 1 <= targets <= 1_000_000:
            raise Refused("invalid_value", "targets")
        held.append({**_credential(entry), "targets": targets})
        entry.done()
    opened = _open(_unwrap(envelope, content_info), held)
    if demanded not in (None, opened["class"]):
        raise Refused("invalid_value", "another class than the demanded")
    return opened
