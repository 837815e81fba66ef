"""JWE: opening on jwcrypto's algorithms, sealing on cryptography alone, so that every random input can be given."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from jwcrypto.jwa import JWA
from jwcrypto.jwk import JWK

from jose_keys import (ECDH_ALGS, ENC_KEY_OCTETS, JWE_ALGS, RSA_ALGS, allowed_algorithms, candidates, read_key,
                       read_keys)
from jose_objects import (Attempts, check_header, decode_header, entries_of, header_text, merge_headers, octets_of,
                          parameter, parse_object, text_of)
from strict import Members, Refused, Unsupported, from_base64url, parse_json, to_base64url, to_json

_PARTS = ["protected", "encrypted_key", "iv", "ciphertext", "tag"]
_DIRECT = {"dir", "ECDH-ES"}
_IV_OCTETS, _TAG_OCTETS = {"GCM": 12, "CBC": 16}, {"A192CBC-HS384": 24, "A256CBC-HS512": 32}


def _algorithms(header):
    alg, enc = parameter(header, "alg"), parameter(header, "enc")
    if "zip" in header:
        raise Refused("unsupported", "zip")
    if alg not in JWE_ALGS or enc not in ENC_KEY_OCTETS:
        raise Refused("algorithm_not_allowed", "alg or enc is unknown")
    return alg, enc


def _recipient(jwe, entry, alone):
    header = merge_headers(jwe["protected"], jwe["unprotected"], check_header(entry.get("header", {})))
    alg, enc = _algorithms(header)
    key = from_base64url(entry["encrypted_key"], "encrypted_key") if jwe["compact"] else octets_of(entry, "encrypted_key")
    if alg in _DIRECT and not alone:
        raise Refused("malformed", "a direct mode with several recipients")
    if (alg in _DIRECT) != (not key):
        raise Refused("malformed", "an encrypted key where none belongs, or none where one does")
    return {"header": header, "alg": alg, "enc": enc, "encrypted_key": key}


def parse(value):
    value, compact = parse_object(value, _PARTS)
    octets = (lambda name: from_base64url(value[name], name)) if compact else (lambda name: octets_of(value, name))
    protected = value["protected"] if compact else text_of(value, "protected")
    if not isinstance(value.get("ciphertext"), str):
        raise Refused("malformed", "ciphertext is missing")
    jwe = {
        "compact": compact,
        "protected": decode_header(protected) if protected or compact else {},
        "unprotected": check_header(value.get("unprotected", {})),
        "entries": entries_of(value, "recipients", ["header", "encrypted_key"]),
        "iv": octets("iv"),
        "ciphertext": from_base64url(value["ciphertext"], "ciphertext"),
        "tag": octets("tag"),
        "aad": protected,
    }
    if not compact and text_of(value, "aad"):
        from_base64url(value["aad"], "aad")
        jwe["aad"] += "." + value["aad"]
    return jwe


def _check_ephemeral(header, key):
    epk = header.get("epk")
    if not isinstance(epk, dict) or "d" in epk:
        raise Refused("malformed", "epk is missing or private")
    ephemeral = read_key(epk)
    if ephemeral.kty != "EC" or ephemeral.curve != key.curve:
        raise Refused("key_mismatch", "epk is on another curve")
    for name in ("apu", "apv"):
        if name in header:
            from_base64url(header[name], name)


def _decrypt(jwe, recipient, key):
    alg, enc, header = recipient["alg"], recipient["enc"], recipient["header"]
    key.check_jwe(alg, enc, opening=True)
    if alg in ECDH_ALGS:
        _check_ephemeral(header, key)
    content = JWA.encryption_alg(enc)
    try:
        cek = JWA.keymgmt_alg(alg).unwrap(key.jwk, content.wrap_key_size, recipient["encrypted_key"], header)
        return content.decrypt(cek, jwe["aad"].encode("ascii"), jwe["iv"], jwe["ciphertext"], jwe["tag"])
    except Exception:  # jwcrypto and cryptography raise many types; RFC 7516 clause 11.5 wants one answer
        raise Refused("authentication_failed", "does not open with this key") from None


def _open_for(jwe, recipient, keys, allowed):
    alg, enc, header = recipient["alg"], recipient["enc"], recipient["header"]
    if alg not in allowed or enc not in allowed:
        raise Refused("algorithm_not_allowed", "alg or enc is not open")
    if len(jwe["iv"]) != _IV_OCTETS[enc[4:7]] or len(jwe["tag"]) != _TAG_OCTETS.get(enc, 16):
        raise Refused("invalid_length", "iv or tag of the wrong size")
    attempts = Attempts()
    for key in candidates(keys, header.get("kid")):
        try:
            plaintext = _decrypt(jwe, recipient, key)
            return {"plaintext": plaintext.hex(), "header": header, "kid": header.get("kid", key.kid or "")}
        except Refused as failure:
            attempts.add(failure)
    raise attempts.failure()


def open_jwe(value):
    members = Members(value, "in")
    text, keys = members.any("jwe"), read_keys(members.any("keys"))
    allowed = allowed_algorithms(members.any("algorithms"))
    members.done()
    jwe = parse(text)
    recipients, attempts = [], Attempts()
    for entry in jwe["entries"]:
        try:
            recipients.append(_recipient(jwe, entry, len(jwe["entries"]) == 1))
        except Refused as failure:
            if failure.code != "algorithm_not_allowed":
                raise
            attempts.add(failure)
    if len({recipient["enc"] for recipient in recipients}) > 1:
        raise Refused("malformed", "recipients with different enc")
    for recipient in recipients:
        try:
            return _open_for(jwe, recipient, keys, allowed)
        except Refused as failure:
            attempts.add(failure)
    raise attempts.failure()


def _agree(header, alg, enc, ephemeral, theirs):
    info = b""
    for part in (enc if alg == "ECDH-ES" else alg).encode(), *(
            from_base64url(header.get(name, ""), name) for name in ("apu", "apv")):
        info += len(part).to_bytes(4, "big") + part
    octets = ENC_KEY_OCTETS[enc] if alg == "ECDH-ES" else int(alg[-5:-2]) // 8
    kdf = ConcatKDFHash(hashes.SHA256(), octets, info + (8 * octets).to_bytes(4, "big"))
    return kdf.derive(ephemeral.exchange(ec.ECDH(), theirs))


def _deliver(recipient, cek, epk):
    """The encrypted key, the CEK where that follows from the key, and new header parameters."""
    alg, enc, key = recipient["alg"], recipient["enc"], recipient["key"]
    if alg == "dir":
        return b"", key.secret, {}
    if alg in RSA_ALGS:
        digest = hashes.SHA1 if alg == "RSA-OAEP" else hashes.SHA256
        oaep = padding.OAEP(padding.MGF1(digest()), digest(), None)
        return key.jwk.get_op_key("wrapKey").encrypt(cek, oaep), cek, {}
    if alg not in ECDH_ALGS:
        if alg.endswith("GCMKW"):
            raise Unsupported("sealing with " + alg)
        return aes_key_wrap(key.secret, cek), cek, {}
    theirs = key.jwk.get_op_key("wrapKey")
    fixed = epk.jwk if epk is not None else JWK.generate(kty="EC", crv=key.curve)
    if fixed.get("crv") != key.curve:
        raise Refused("key_mismatch", "epk is on another curve")
    agreed = _agree(recipient["header"], alg, enc, fixed.get_op_key("unwrapKey"), theirs)
    public = {name: fixed.export_public(as_dict=True)[name] for name in ("crv", "kty", "x", "y")}
    if alg == "ECDH-ES":
        return b"", agreed, {"epk": public}
    return aes_key_wrap(agreed, cek), cek, {"epk": public}


def _with_parameters(text, parameters):
    """`text` with more members at its end."""
    end = (text or "{}").rindex("}")
    body = (text or "{}")[:end]
    for name, value in parameters.items():
        body += ("" if body.strip() == "{" else ",") + to_json(name) + ":" + to_json(value)
    return body + "}" if parameters else text


def _read_ephemeral(epk):
    if epk is None:
        return None
    key = read_key(epk)
    if not key.has_private:
        raise Refused("key_mismatch", "epk is no private key")
    return key


def _read_recipients(members, protected):
    unprotected = check_header(members.of_type("unprotected", dict, optional=True) or {})
    recipients = []
    for value in members.of_type("recipients", list):
        entry = Members(value, "in.recipients")
        own, key = check_header(entry.of_type("header", dict, optional=True) or {}), read_key(entry.any("key"))
        entry.done()
        header = merge_headers(protected, unprotected, own)
        alg, enc = _algorithms(header)
        key.check_jwe(alg, enc, opening=False)
        if not enc.endswith("GCM"):
            raise Unsupported("sealing with " + enc)
        recipients.append({"own": own, "key": key, "header": header, "alg": alg, "enc": enc})
    if not recipients:
        raise Refused("invalid_value", "no recipient")
    if len({recipient["enc"] for recipient in recipients}) > 1:
        raise Refused("malformed", "recipients with different enc")
    return unprotected, recipients


def _check_shape(serialization, recipients, unprotected, aad):
    if len(recipients) > 1:
        if serialization != "general":
            raise Refused("invalid_value", "several recipients need the general serialization")
        if any(recipient["alg"] in _DIRECT for recipient in recipients):
            raise Refused("invalid_value", "a direct mode with several recipients")
    if serialization == "compact" and (unprotected or recipients[0]["own"] or aad):
        raise Refused("invalid_value", "compact has the protected header only, and no aad")


def seal_jwe(value):
    members = Members(value, "in")
    plaintext, protected = members.hex("plaintext"), header_text(members.any("protected"))
    unprotected, recipients = _read_recipients(members, parse_json(protected) if protected else {})
    serialization = members.one_of("serialization", ["compact", "flattened", "general"])
    aad = members.hex("aad", optional=True) or b""
    cek, iv, epk = members.hex("cek", optional=True), members.hex("iv", optional=True), members.any("epk")
    members.done()
    epk = _read_ephemeral(epk)
    _check_shape(serialization, recipients, unprotected, aad)
    enc = recipients[0]["enc"]
    if cek is not None and recipients[0]["alg"] in _DIRECT:
        raise Refused("invalid_value", "a direct mode with a given CEK")
    cek = os.urandom(ENC_KEY_OCTETS[enc]) if cek is None else cek
    iv = os.urandom(12) if iv is None else iv
    if len(cek) != ENC_KEY_OCTETS[enc] or len(iv) != 12:
        raise Refused("invalid_length", "the given CEK or IV")
    entries = []
    for recipient in recipients:
        encrypted, cek, parameters = _deliver(recipient, cek, epk)
        own = recipient["own"]
        if len(recipients) == 1 and "alg" in (parse_json(protected) if protected else {}):
            protected = _with_parameters(protected, parameters)
        else:
            own = {**own, **parameters}
        entries.append({**({"header": own} if own else {}),
                        **({"encrypted_key": to_base64url(encrypted)} if encrypted else {})})
    encoded = to_base64url(protected.encode("utf-8"))
    sealed = AESGCM(cek).encrypt(iv, plaintext, (encoded + ("." + to_base64url(aad) if aad else "")).encode("ascii"))
    parts = {"iv": to_base64url(iv), "ciphertext": to_base64url(sealed[:-16]), "tag": to_base64url(sealed[-16:])}
    if serialization == "compact":
        return {"jwe": ".".join([encoded, entries[0].get("encrypted_key", ""), *parts.values()])}
    jwe = {**({"protected": encoded} if encoded else {}), **({"unprotected": unprotected} if unprotected else {}),
           **({"aad": to_base64url(aad)} if aad else {}), **parts}
    return {"jwe": {**jwe, **(entries[0] if serialization == "flattened" else {"recipients": entries})}}
