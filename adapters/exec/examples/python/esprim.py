"""ESPrim Objects: sealing, and a receiver's checks in the order of TS-0003 clause 8.4.2 steps C.5 to C.6c."""

import os
import re
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from derivations import OPERATIONS
from strict import Members, Refused, from_base64url, octets, parse_json, to_base64url, to_json

_ENC = {"A128GCM": (10, 16), "A192GCM": (11, 24), "A256GCM": (12, 32)}
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,254}\Z")
_CSE_ID = re.compile(r"//[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\Z")
ENTITY_ID = re.compile(r"//[A-Za-z0-9._-]+/[A-Za-z0-9._-]+(/[CS][A-Za-z0-9._-]*)?\Z")
_TIME = re.compile(r"[0-9]{8}T[0-9]{6}\Z")
_IV_OCTETS, _TAG_OCTETS = 12, 16
_REQUEST_TYPES = {None, "json", "application/json", "vnd.onem2m-preq+json", "application/vnd.onem2m-preq+json"}
# What a receiver ignores of a request inside (TS-0001 table 11.4.2-1).
_IGNORED = {"rt", "da", "ec"}


class _Answered(Exception):
    """The receiver answers with this Response Status Code."""


def _is_time(text):
    try:
        return bool(_TIME.match(text)) and datetime.strptime(text, "%Y%m%dT%H%M%S").year > 0
    except ValueError:
        return False


def _list_of_numbers(value):
    return isinstance(value, list) and 0 < len(value) <= 32 and all(
        type(number) is int and 0 <= number <= 0xFFFF for number in value)


def _rand_object(value, is_originator):
    if not isinstance(value, dict) or set(value) - {"esri", "esrv", "esrx", "esk", "esks", "espa"}:
        raise Refused("malformed", "no random object, or one with an unknown member")
    has_single = is_originator and "esk" in value
    generations = [value["esk"]] if has_single else value.get("esks")
    if ("esk" in value) != has_single or (has_single and "esks" in value) or not _list_of_numbers(generations):
        raise Refused("malformed", "key generations are missing or of the wrong type")
    texts = [value.get(name) for name in ("esri", "esrv", "esrx")]
    if not all(isinstance(text, str) for text in texts) or not _list_of_numbers(value.get("espa")):
        raise Refused("malformed", "a member of a random object is missing or of the wrong type")
    if not _NCNAME.match(texts[0]) or not _NCNAME.match(texts[1]) or not _is_time(texts[2]):
        raise Refused("invalid_value", "an id, value or expiry of a random object")
    if is_originator and len(generations) != 1:
        raise Refused("invalid_value", "an originator chooses one key generation")
    return {**value, "generations": generations}


def _session_key(pairwise_key, receiver, originator):
    objects = [{name: member for name, member in value.items() if name != "generations"} for value in (receiver, originator)]
    derived = {"pairwise_key": pairwise_key.hex(), "receiver": objects[0], "originator": objects[1]}
    return bytes.fromhex(OPERATIONS["derive/esprim-session"](derived)["key"])


def seal_object(value):
    members = Members(value, "in")
    pairwise_key, key_id = members.hex("pairwise_key"), members.text("key_id")
    enc, content_type = members.text("enc"), members.text("cty", optional=True)
    receiver, originator = members.of_type("receiver", dict), members.of_type("originator", dict)
    plaintext, iv = members.hex("plaintext"), members.hex("iv", optional=True)
    enclose = members.of_type("enclose", bool, optional=True) or False
    members.done()
    if iv is not None and len(iv) != _IV_OCTETS:
        raise Refused("invalid_length", "the IV is not of 12 octets")
    key = _session_key(pairwise_key, _rand_object(receiver, False), _rand_object(originator, True))
    if enc not in _ENC:
        raise Refused("algorithm_not_allowed", "enc")
    header = {"alg": "dir", "enc": enc, "kid": key_id}
    if content_type:
        header["cty"] = content_type
    header |= {"ori": originator["esri"], "rri": receiver["esri"]}
    if enclose:
        order = ["esri", "esrv", "esrx", "esk", "esks", "espa"]
        header["oro"] = {name: originator[name] for name in order if name in originator}
    protected = to_base64url(octets(_text(header)))
    iv = iv or os.urandom(_IV_OCTETS)
    sealed = AESGCM(key[: _ENC[enc][1]]).encrypt(iv, plaintext, protected.encode())
    parts = [protected, "", *map(to_base64url, (iv, sealed[:-_TAG_OCTETS], sealed[-_TAG_OCTETS:]))]
    return {"object": ".".join(parts)}


def _text(header):
    """Members in the order of TS-0003 clause 8.4.3.2."""
    return "{" + ",".join(f"{to_json(name)}:{_text(member) if isinstance(member, dict) else to_json(member)}"
                          for name, member in header.items()) + "}"


def _read(jwe):
    try:
        parts = jwe.split(".")
        if len(parts) != 5 or parts[1]:
            raise Refused("malformed", "parts")
        header = parse_json(from_base64url(parts[0], "header").decode("utf-8"))
        iv, ciphertext, tag = (from_base64url(part, "part") for part in parts[2:])
        if not isinstance(header, dict) or {"crit", "rro"} & set(header):
            raise Refused("malformed", "header")
        if not all(isinstance(header.get(name), str) for name in ("alg", "enc", "kid", "ori", "rri")):
            raise Refused("malformed", "header")
        if "oro" in header:
            header["oro"] = _rand_object(header["oro"], True)
        return header, parts[0], iv, ciphertext, tag
    except (Refused, UnicodeDecodeError):
        raise _Answered(4000) from None


def absolute_id(entity, receiver_id):
    """The absolute form of an id, as the CSE `receiver_id` sees it."""
    provider = receiver_id[: receiver_id.index("/", 2)]
    if entity.startswith("//"):
        return entity
    return provider + entity if entity.startswith("/") else f"{receiver_id}/{entity}"


def _originator_object(header, receiver, now):
    originator = header.get("oro")
    if originator is None or originator["esri"] != header["ori"]:
        raise _Answered(4113)
    if now >= originator["esrx"] or originator["esrx"] > receiver["esrx"]:
        raise _Answered(4113)
    return originator


def _check_algorithms(header, originator, receiver):
    if header["alg"] != "dir" or originator["generations"][0] not in receiver["generations"]:
        raise _Answered(4111)
    number = _ENC.get(header["enc"], (None,))[0]
    if number not in originator["espa"] or not set(originator["espa"]) <= set(receiver["espa"]) or "zip" in header:
        raise _Answered(4111)


def read_request(plaintext, content_type):
    """A request primitive in JSON; refused when it is none."""
    try:
        request = parse_json(plaintext.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("malformed", "no UTF-8") from None
    if content_type not in _REQUEST_TYPES or not isinstance(request, dict):
        raise Refused("malformed", "no request")
    request = request.get("m2m:rqp", request)
    if request.get("op") not in (1, 2, 3, 4, 5) or not isinstance(request.get("to"), str):
        raise Refused("malformed", "no request")
    return request


def _request(plaintext, content_type):
    try:
        return read_request(plaintext, content_type)
    except Refused:
        raise _Answered(5210) from None


def _open(jwe, keys, receiver, issued_to, sender, now, receiver_id):
    header, protected, iv, ciphertext, tag = _read(jwe)
    key = keys.get(header["kid"])
    if key is None:
        raise _Answered(4112)
    if header["rri"] != receiver["esri"] or now >= receiver["esrx"] or issued_to not in (None, sender):
        raise _Answered(4114)
    originator = _originator_object(header, receiver, now)
    _check_algorithms(header, originator, receiver)
    session = _session_key(key["key"], receiver, originator)[: _ENC[header["enc"]][1]]
    try:
        if len(iv) != _IV_OCTETS or len(tag) != _TAG_OCTETS:
            raise InvalidTag
        plaintext = AESGCM(session).decrypt(iv, ciphertext + tag, protected.encode())
    except InvalidTag:
        raise _Answered(4115) from None
    request = _request(plaintext, header.get("cty"))
    if absolute_id(request.get("fr", ""), receiver_id) != key["peer"]:
        raise _Answered(4116)
    kept = {name: member for name, member in request.items() if name not in _IGNORED}
    return {"request": kept, "originator": key["peer"]}


def _keys(entries):
    keys = {}
    for entry in entries:
        members = Members(entry, "in.keys")
        key_id, peer = members.text("id"), members.text("peer")
        keys[key_id] = {"peer": peer, "key": members.hex("key")}
        members.done()
        if not key_id or not ENTITY_ID.match(peer):
            raise Refused("invalid_value", "the id of a key is empty, or its peer no absolute id")
        if len(keys[key_id]["key"]) < 16:
            raise Refused("invalid_length", "a key is shorter than 128 bit")
    return keys


def open_object(value):
    members = Members(value, "in")
    keys, receiver_id = members.of_type("keys", list), members.text("receiver_id")
    receiver, issued_to = members.of_type("receiver", dict), members.text("issued_to", optional=True)
    sender, now, jwe = members.text("from"), members.text("now"), members.text("object")
    members.done()
    if not _is_time(now):
        raise Refused("malformed", "now is no time")
    if not _CSE_ID.match(receiver_id):
        raise Refused("invalid_value", "receiver_id is no absolute CSE-ID")
    try:
        return _open(jwe, _keys(keys), _rand_object(receiver, False), issued_to, sender, now, receiver_id)
    except _Answered as answered:
        return {"rsc": answered.args[0]}
