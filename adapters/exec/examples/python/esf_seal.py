"""ESF-S1 at the source: one envelope in JOSE for one or more targets."""

import os

from jwcrypto.jwk import JWK

from esf_certificates import read_certificates
from esf_common import (AGREEMENT, ENCRYPTIONS, KE_SETS, PS_SETS, SHARED, SIGNATURES, agree, check_sets, context_of,
                        digest_beside, is_signed, known_set, master_of, oct_jwk, payload_key, read_common, split_name)
from jose_keys import ENC_KEY_OCTETS, read_key
from jwe import seal_jwe
from jws import sign_jws
from strict import Members, Refused, octets, to_json


def _encrypt_master(target, context, master, fixed):
    header = {**context, "alg": split_name(target["ka"])[0], "enc": "A256GCM", "kid": target["kid"]}
    key = {**target["key"], "kid": target["kid"]}
    asked = {"plaintext": master.hex(), "protected": header, "recipients": [{"key": key}], "serialization": "compact"}
    return seal_jwe({**asked, **fixed})["jwe"]


def _make_key_sets(targets, context, source, master, fixed):
    key_sets = []
    for target in targets:
        made = {"ka": target["ka"], "kid": target["kid"], **({"tgt": target["id"]} if target["id"] else {})}
        kind, key = split_name(target["ka"])[0], read_key(target["key"])
        if kind in SHARED:
            master = master_of(key)
        elif kind == AGREEMENT:
            if key.kty != "EC":
                raise Refused("key_mismatch", "key agreement takes a public key on a curve")
            ephemeral = read_key(fixed.get("epk") or _fresh_pair(key.curve))
            master = agree(ephemeral, key, source, target["id"])
            made["epk"] = {name: ephemeral.jwk.export(as_dict=True)[name] for name in ("kty", "crv", "x", "y")}
        else:
            made["jwe"] = _encrypt_master(target, context, master, fixed)
        key_sets.append(made)
    return key_sets, master


def _fresh_pair(curve):
    return {name: value for name, value in JWK.generate(kty="EC", crv=curve).export(as_dict=True).items() if name != "kid"}


def _sign(payload, header, key, **more):
    asked = {"payload": payload.hex(), "signatures": [{"protected": header, "key": key}], "serialization": "flattened"}
    return sign_jws({**asked, **more})["jws"]


def _protect(ps, plaintext, aad, header, key, signer, iv):
    enc, alg = (ps, "") if ps in ENCRYPTIONS else split_name(ps) if ":" in ps else ("", ps)
    signing = {**header, "alg": alg, **({"kid": signer["id"]} if is_signed(ps) else {})}
    signing_key = {**signer["key"], "kid": signer["id"]} if is_signed(ps) else oct_jwk(key)
    if not enc:
        if plaintext:
            raise Refused("invalid_value", "no encryption for plaintext")
        return _sign(aad, signing, signing_key)
    text = to_json({**header, "alg": "dir", "enc": enc})
    if alg:
        plaintext = octets(to_json(_sign(plaintext, signing, signing_key)))
        text = text[:-1] + ',"cty":"jose+json"}'
    asked = {"plaintext": plaintext.hex(), "protected": text, "serialization": "flattened",
             "recipients": [{"key": oct_jwk(key[: ENC_KEY_OCTETS[enc]])}]}  # fmt: skip
    return seal_jwe({**asked, **({"aad": aad.hex()} if aad else {}), **({"iv": iv.hex()} if iv else {})})["jwe"]


def _read_targets(values):
    targets = []
    for value in values:
        entry = Members(value, "in.targets")
        target = {"id": entry.text("id"), "ka": entry.text("ke_alg_set"), "kid": entry.text("key_id"),
                  "key": entry.of_type("key", dict)}  # fmt: skip
        entry.done()
        known_set(target["ka"], KE_SETS)
        read_key(target["key"])
        targets.append(target)
    return targets


def _read_signer(value):
    if value is None:
        return None
    entry = Members(value, "in.signer")
    signer = {"id": entry.text("id"), "key": entry.of_type("key", dict)}
    signer["chain"] = entry.of_type("chain", list, optional=True) or []
    entry.done()
    read_key(signer["key"])
    read_certificates(signer["chain"])
    return signer


def _read_fixed(members):
    salt, master, iv = (members.hex(name, optional=True) for name in ("salt", "master_key", "iv"))
    entry = Members(members.of_type("key_sets", dict, optional=True) or {}, "in.key_sets")
    key_sets = {name: entry.any(name) for name in ("cek", "iv", "epk") if entry.has(name)}
    entry.done()
    return salt, master, iv, key_sets


def _check_names(source, ps, signature, signer, targets):
    if not source or (is_signed(ps) or bool(signature)) != (signer is not None):
        raise Refused("invalid_value", "a source without identifier, or a signer missing or one too many")
    if any(not one["kid"] or (not one["id"] and split_name(one["ka"])[0] not in SHARED) for one in targets):
        raise Refused("invalid_value", "a target or its key without identifier")


def seal(value):
    members = Members(value, "in")
    data_class, source, ps = read_common(members), members.text("source_id"), members.text("ps_alg_set")
    plaintext, aad = (members.hex(name, optional=True) or b"" for name in ("plaintext", "aad"))
    target_list, signer = members.of_type("targets", list), members.of_type("signer", dict, optional=True)
    salt, master, iv, fixed = _read_fixed(members)
    members.done()
    known_set(ps, PS_SETS)
    targets, signer = _read_targets(target_list), _read_signer(signer)
    signature = check_sets(ps, [target["ka"] for target in targets], data_class)
    _check_names(source, ps, signature, signer, targets)
    salt = os.urandom(16) if salt is None else salt
    master = os.urandom(32) if master is None else master
    if len(master) < 32:
        raise Refused("invalid_length", "master_key")
    context = context_of(data_class, source, salt)
    certificate = {"kid": signer["id"], **({"x5c": signer["chain"]} if signer["chain"] else {})} if signer else None
    ke, master = _make_key_sets(targets, context, source, master, fixed)
    body = {"ke": ke, **({"crt": certificate} if certificate else {})}
    if signature:
        header, key = {**context, "alg": signature, "kid": signer["id"]}, {**signer["key"], "kid": signer["id"]}
        body["sig"] = _sign(octets(to_json(ke)), header, key, serialization="compact", detached=True)
    key = payload_key(master, data_class, source, salt) if targets else b""
    covered_aad = b"" if ps in SIGNATURES or ps == "HS256" else aad
    header = {**context, "epa": ps, "esh": digest_beside(ke, certificate, covered_aad)}
    body["ps"] = _protect(ps, plaintext, aad, header, key, signer, iv)
    return {"envelope": to_json({"e2e:esf": {"st": "S1", "tdc": data_class, "env": body}})}
