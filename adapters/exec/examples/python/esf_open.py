"""ESF-S1 at a target: checks, key establishment, payload."""

from esf_certificates import read_certificates, read_time, verify_chain
from esf_common import (AGREEMENT, ENCRYPTIONS, KE_SETS, MOST_KEY_SETS, PS_SETS, SHARED, agree, check_sets,
                        context_of, digest_beside, is_signed, known_set, master_of, oct_jwk, payload_key, read_common,
                        split_name)
from jose_keys import ENC_KEY_OCTETS, read_key
from jose_objects import decode_header
from jwe import open_jwe
from jws import verify_jws
from strict import Members, Refused, from_base64url, octets, parse_json, to_json

REFUSAL = "the envelope does not verify"


def _read_key_set(value):
    entry = Members(value, "env.ke")
    key_set = {"ka": entry.text("ka"), "kid": entry.text("kid")}
    kind = split_name(known_set(key_set["ka"], KE_SETS))[0]
    if entry.has("tgt") or kind not in SHARED:
        key_set["tgt"] = entry.text("tgt")
    if kind == AGREEMENT:
        key_set["epk"] = entry.of_type("epk", dict)
    elif kind not in SHARED:
        key_set["jwe"] = entry.text("jwe")
    entry.done()
    return key_set


def _read_certificate(value):
    entry = Members(value, "env.crt")
    certificate = {"kid": entry.text("kid")}
    chain = entry.of_type("x5c", list, optional=True)
    entry.done()
    if chain is not None:
        if not 1 <= len(chain) <= 8 or not all(isinstance(one, str) for one in chain):
            raise Refused("malformed", "x5c")
        certificate["x5c"] = chain
    return certificate


def _read_body(value):
    members = Members(value, "env")
    ke, certificate = members.of_type("ke", list), members.of_type("crt", dict, optional=True)
    body = {"sig": members.text("sig", optional=True) or "", "ps": members.of_type("ps", dict)}
    members.done()
    if len(ke) > MOST_KEY_SETS:
        raise Refused("too_large", "ke")
    body["ke"] = [_read_key_set(one) for one in ke]
    body["crt"] = None if certificate is None else _read_certificate(certificate)
    return body


def _read_envelope(text, data_class):
    value = parse_json(text)
    if not isinstance(value, dict) or list(value) != ["e2e:esf"]:
        raise Refused("malformed", "no envelope")
    members = Members(value["e2e:esf"], "e2e:esf")
    session, told, body = members.text("st"), members.integer("tdc"), members.any("env")
    members.done()
    if session == "S2":
        raise Refused("unsupported", "S2")
    if session not in ("S1", "Sm") or not 1 <= told <= 3:
        raise Refused("invalid_value", "st or tdc")
    if not isinstance(body, dict if session == "S1" else str):
        raise Refused("malformed", "env")
    if session != "S1" or told != data_class:
        raise Refused("invalid_value", "another session type or class")
    return _read_body(body)


def _only_protected(element):
    """The one header of a flattened JOSE element, still encoded."""
    if {"header", "unprotected", "recipients", "signatures"} & set(element):
        raise Refused("malformed", "headers that are not protected")
    return element.get("protected", "")


def _read_payload_header(payload, data_class):
    members = Members(decode_header(_only_protected(payload)), "protected")
    session, told, source, salt, ps, beside = (
        members.integer(name) if name == "etd" else members.text(name)
        for name in ("est", "etd", "esi", "esl", "epa", "esh")
    )
    if session == "S2":
        raise Refused("unsupported", "est")
    if session not in ("S1", "Sm") or not 1 <= told <= 3:
        raise Refused("invalid_value", "est or etd")
    salt = from_base64url(salt, "esl")
    known_set(ps, PS_SETS)
    if len(salt) != 16 or not source:
        raise Refused("malformed", "esl or esi")
    if session != "S1" or told != data_class:
        raise Refused("invalid_value", "another session type or class")
    return source, salt, ps, beside


def _require(true):
    if not true:
        raise Refused("authentication_failed", REFUSAL)


def _belongs(encoded, context):
    header = decode_header(encoded)
    _require(all(header.get(name) == value for name, value in context.items()))
    return header


def _verification_key(body, target, source):
    certificate = body["crt"]
    chain = read_certificates(certificate.get("x5c", []))
    if not chain:
        chain = next((one["chain"] for one in target["certificates"] if one["id"] == certificate["kid"]), [])
    if not chain:
        raise Refused("key_not_found", "no certificate of the source")
    return {**verify_chain(chain, target["anchors"], source, target["now"]), "kid": certificate["kid"]}


def _choose(body, target):
    for key_set in body["ke"]:
        if key_set.get("tgt") and key_set["tgt"] not in target["ids"]:
            continue
        for held in target["keys"]:
            if held["kind"] == _kind(key_set["ka"]) and held["id"] == key_set["kid"]:
                return key_set, held
    raise Refused("key_not_found", "no set for this target")


def _kind(name):
    first = split_name(name)[0]
    return first if first in (*SHARED, AGREEMENT) else "key encryption"


def _recover_master(key_set, held, context, source):
    kind = split_name(key_set["ka"])[0]
    if kind in SHARED:
        return master_of(read_key(held["key"]))
    if kind == AGREEMENT:
        public = read_key(key_set["epk"])
        return agree(read_key(held["key"]), public, source, key_set["tgt"])
    _belongs(key_set["jwe"].split(".")[0], context)
    asked = {"jwe": key_set["jwe"], "keys": [{**held["key"], "kid": key_set["kid"]}], "algorithms": [kind, "A256GCM"]}
    master = bytes.fromhex(open_jwe(asked)["plaintext"])
    if len(master) < 32:
        raise Refused("invalid_length", "an envelope master key under 32 octets")
    return master


def _verify(jws, context, ps, alg, key):
    header = _belongs(_only_protected(jws if isinstance(jws, dict) else {}), context)
    _require(header.get("epa") == ps)
    return bytes.fromhex(verify_jws({"jws": jws, "keys": [key], "algorithms": [alg]})["payload"]), header


def _verify_payload(body, context, ps, key, verification):
    if ":" not in ps and ps not in ENCRYPTIONS:
        payload, _ = _verify(body["ps"], context, ps, ps, verification if ps != "HS256" else oct_jwk(key))
        return b"", payload
    enc, alg = split_name(ps)
    asked = {"jwe": body["ps"], "keys": [oct_jwk(key[: ENC_KEY_OCTETS[enc]])], "algorithms": ["dir", enc]}
    opened = open_jwe(asked)
    plaintext, aad = bytes.fromhex(opened["plaintext"]), from_base64url(body["ps"].get("aad", ""), "aad")
    if not alg:
        return plaintext, aad
    if opened["header"].get("cty", "").lower() not in ("jose", "jose+json", "application/jose", "application/jose+json"):
        raise Refused("malformed", "no signature inside")
    try:
        inner = parse_json(plaintext.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("malformed", "no text inside") from None
    plaintext, header = _verify(inner, context, ps, alg, verification)
    _require(header.get("esh") == digest_beside(body["ke"], body["crt"], aad))
    return plaintext, aad


def _assurance(ps, signature, body, held):
    if is_signed(ps):
        return "non-repudiable"
    alone = len(body["ke"]) == 1 and held["targets"] == 1
    shared = held["kind"] in SHARED and held["source"]
    return "authenticated" if alone and (shared or signature) else "unauthenticated"


def _open(body, header, data_class, target):
    source, salt, ps, _ = header
    context, key_sets = context_of(data_class, source, salt), [one["ka"] for one in body["ke"]]
    signature = check_sets(ps, key_sets, data_class)
    if (is_signed(ps) or bool(signature)) != (body["crt"] is not None) or bool(signature) != bool(body["sig"]):
        raise Refused("invalid_value", "a certificate or signature missing or one too many")
    verification = _verification_key(body, target, source) if body["crt"] else None
    if signature:
        _belongs(body["sig"].split(".")[0], context)
        verify_jws({"jws": body["sig"], "keys": [verification], "algorithms": [signature],
                    "payload": octets(to_json(body["ke"])).hex()})  # fmt: skip
    key_set, held, key = {}, None, b""
    if body["ke"]:
        key_set, held = _choose(body, target)
        _require(held["source"] in ("", source))
        key = payload_key(_recover_master(key_set, held, context, source), data_class, source, salt)
    plaintext, aad = _verify_payload(body, context, ps, key, verification)
    return {"plaintext": plaintext.hex(), "aad": aad.hex(), "source_id": source,
            "source": _assurance(ps, signature, body, held), "ps_alg_set": ps, "target": key_set.get("tgt", ""),
            "key_id": key_set.get("kid", "")}  # fmt: skip


def _read_held(values):
    keys = []
    for value in values:
        entry = Members(value, "in.keys")
        held = {"kind": entry.text("ke_alg_set"), "id": entry.text("key_id"), "key": entry.of_type("key", dict),
                "source": entry.text("source", optional=True) or "",
                "targets": entry.of_type("targets", int, optional=True)}  # fmt: skip
        entry.done()
        held["targets"] = 1 if held["targets"] is None else held["targets"]
        if not 1 <= held["targets"] <= 1_000_000:
            raise Refused("invalid_value", "targets")
        held["kind"] = _kind(known_set(held["kind"], KE_SETS))
        read_key(held["key"])
        keys.append(held)
    return keys


def _read_source_certificates(values):
    certificates = []
    for value in values:
        entry = Members(value, "in.certificates")
        certificates.append({"id": entry.text("id"), "chain": read_certificates(entry.of_type("chain", list))})
        entry.done()
    return certificates


def _read_accepted(value):
    if value is None:
        return {"ke": KE_SETS, "ps": PS_SETS}
    entry = Members(value, "in.accepted")
    accepted = {"ke": entry.of_type("ke", list), "ps": entry.of_type("ps", list)}
    entry.done()
    for names, known in ((accepted["ke"], KE_SETS), (accepted["ps"], PS_SETS)):
        for name in names:
            known_set(name, known)
    return accepted


def _read_target(members):
    ids, keys = members.of_type("target_ids", list), members.of_type("keys", list)
    anchors, certificates = (members.of_type(name, list, optional=True) or [] for name in ("anchors", "certificates"))
    accepted, now = members.of_type("accepted", dict, optional=True), members.text("now", optional=True)
    members.done()
    if not all(isinstance(one, str) for one in ids):
        raise Refused("malformed", "target_ids")
    return {"ids": ids, "keys": _read_held(keys), "anchors": read_certificates(anchors),
            "certificates": _read_source_certificates(certificates), "accepted": _read_accepted(accepted),
            "now": read_time(now or "19700101T000000")}  # fmt: skip


def open_envelope(value):
    members = Members(value, "in")
    data_class, text = read_common(members), members.text("envelope")
    target = _read_target(members)
    body = _read_envelope(text, data_class)
    header = _read_payload_header(body["ps"], data_class)
    if header[2] not in target["accepted"]["ps"] or any(one["ka"] not in target["accepted"]["ke"] for one in body["ke"]):
        raise Refused("algorithm_not_allowed", "sets that the target does not accept")
    aad = body["ps"].get("aad", "")
    if not isinstance(aad, str):
        raise Refused("malformed", "aad")
    _require(header[3] == digest_beside(body["ke"], body["crt"], from_base64url(aad, "aad")))
    try:
        return _open(body, header, data_class, target)
    except Refused as failure:
        raise (Refused(failure.code, REFUSAL) if failure.code == "authentication_failed" else failure) from None
