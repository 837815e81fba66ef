"""The derivations of keys, from the formulas alone: TR-0012 clauses 7.2 to 7.4, TS-0003 clause 10.3."""

import unicodedata

from cryptography.hazmat.primitives import hashes, hmac

from strict import Members, Refused, octets, to_json

HASHES = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}
SUIDS = {10, 11, 12, 13, 14, 15, 21, 22, 23, 24, 25, 32, 33, 34, 35, 40, 41, 42, 43, 44, 45}
RANDOM_OBJECT = {"esri", "esrv", "esrx", "esks", "espa"}


def _hmac(name, key, *parts):
    mac = hmac.HMAC(key, HASHES[name]())
    for part in parts:
        mac.update(part)
    return mac.finalize()


def _hash_of(members):
    return members.one_of("hash", list(HASHES))


def _needed(value, what):
    if not value:
        raise Refused("invalid_length", f"{what} is empty")
    return value


def _identifier(text):
    return octets(unicodedata.normalize("NFKC", _needed(text, "identifier")))


def _expand(name, master, labels):
    """T(i) = HMAC-Hash(master, T(i-1) || label || octet i), RFC 5869 with a label of its own for each key."""
    keys, previous = [], b""
    for number, label in enumerate(labels, start=1):
        previous = _hmac(name, master, previous, label, bytes([number]))
        keys.append(previous)
    return keys


def nfkc(members):
    text = members.text("text")
    members.done()
    return {"utf8": _identifier(text).hex()}


def group_key(members):
    kpsa, enrollee = members.hex("kpsa"), members.text("enrollee_id")
    rand = members.hex("rand")
    members.done()
    _needed(kpsa, "kpsa"), _needed(rand, "rand")
    label = b"oneM2M Group Secure Connection Key derivation"
    return {"ks": _hmac("sha256", kpsa, label, _identifier(enrollee), rand).hex()}


def data_security(members):
    name, salt, key = _hash_of(members), members.hex("salt", optional=True), members.hex("key")
    members.done()
    master = _hmac(name, bytes(HASHES[name].digest_size) if salt is None else salt, _needed(key, "key"))
    auth, conf = _expand(name, master, [b"Data Authenticity and Integrity", b"Data Confidentiality Key"])
    return {"master": master.hex(), "auth": auth.hex(), "conf": conf.hex()}


def data_resource(members):
    name, auth, conf = _hash_of(members), members.hex("auth"), members.hex("conf")
    kind, container = members.one_of("kind", ["container", "content-instance"]), members.text("name")
    nonce, time = members.hex("nonce", optional=True), members.text("creation_time", optional=True)
    members.done()
    if (nonce is None) == (time is None):
        raise Refused("malformed", "exactly one of nonce and creation_time is needed")
    fresh = _needed(octets(time) if nonce is None else nonce, "nonce or creation_time")
    _needed(auth, "auth"), _needed(conf, "conf"), _needed(container, "name")
    subject = octets(container) if kind == "container" else b"ContentInstance"
    return {
        "auth": _hmac(name, auth, b"Data Authenticity and Integrity", octets(container), fresh).hex(),
        "conf": _hmac(name, conf, b"Data Confidentiality", subject, fresh).hex(),
    }


def credential_id(members):
    hashed, name, tef = members.has("hash"), members.text("name"), members.text("tef")
    algorithm = _hash_of(members) if hashed else None
    members.done()
    for part in (name, tef):
        if not part or any(c == "@" or ord(c) <= 0x20 or ord(c) == 0x7F for c in part):
            raise Refused("invalid_value", "a part is empty or holds @, space or a control character")
    identifier = name + "-Id"
    if hashed:
        digest = hashes.Hash(HASHES[algorithm]())
        digest.update(octets(identifier))
        identifier = digest.finalize().hex().upper()
    return {"credential_id": f"{identifier}@{tef}"}


def e2e_message(members):
    name, salt, kpsa = _hash_of(members), members.hex("salt", optional=True), members.hex("kpsa")
    members.done()
    master = _hmac(name, bytes(HASHES[name].digest_size) if salt is None else salt, _needed(kpsa, "kpsa"))
    labels = [
        b"E2E Message Authentication Key",
        b"E2E Message Confidentiality Key",
        b"E2E Attribute Authenticity Key",
        b"E2E Attribute Confidentiality Key",
    ]
    keys = zip(["msg_auth", "msg_conf", "att_auth", "att_conf"], _expand(name, master, labels))
    return {"master": master.hex(), **{name: key.hex() for name, key in keys}}


def usage_constrained(members):
    ke, suid, target = members.hex("ke"), members.integer("suid"), members.text("target")
    members.done()
    if suid not in SUIDS:
        raise Refused("invalid_value", "no SUID")
    label = b"oneM2M Enrolment Key to Usage-Constrained Symmetric Key derivation"
    return {"key": _hmac("sha256", _needed(ke, "ke"), label, b"%d" % suid, _identifier(target)).hex()}


def _from_ke(id_member, label, out):
    def derive(members):
        ke, identifier = members.hex("ke"), members.text(id_member)
        members.done()
        return {out: _hmac("sha256", _needed(ke, "ke"), label, _identifier(identifier)).hex()}

    return derive


def exporter(members):
    """RFC 5705 without context over P_SHA256, 48 octets: 16 for the identifier, 32 for the key."""
    label, secret = members.text("label"), members.hex("master_secret")
    client, server = members.hex("client_random"), members.hex("server_random")
    members.done()
    if not label or not label.isascii() or (len(secret), len(client), len(server)) != (48, 32, 32):
        raise Refused("invalid_length", "label, master secret or a random of the wrong size")
    seed = octets(label) + client + server
    out, a = b"", seed
    while len(out) < 48:
        a = _hmac("sha256", secret, a)
        out += _hmac("sha256", secret, a, seed)
    return {"id": out[:16].hex().upper(), "key": out[16:48].hex()}


def esprim_session(members):
    key = members.hex("pairwise_key")
    receiver, originator = members.of_type("receiver", dict), members.of_type("originator", dict)
    members.done()
    if set(receiver) - RANDOM_OBJECT or set(originator) - RANDOM_OBJECT - {"esk"}:
        raise Refused("invalid_value", "a random object has an unknown member")
    label = b"oneM2M HMAC-SHA256 sessionESPrimKey derivation algorithm"
    canonical = [octets(to_json(value)) for value in (receiver, originator)]
    return {"key": _hmac("sha256", _needed(key, "pairwise_key"), *canonical, label).hex()}


def esf(members):
    key, session = members.hex("key"), members.one_of("session_type", ["S1", "Sm"])
    data_class, source, salt = members.integer("target_data_class"), members.text("source_id"), members.hex("salt")
    members.done()
    _needed(key, "key")
    if len(salt) != 16:
        raise Refused("invalid_length", "the salt is not of 16 octets")
    if not 1 <= data_class <= 9:
        raise Refused("invalid_value", "no target data class")
    parts = [octets(session), b"%d" % data_class, _identifier(source), salt]
    return {"key": _hmac("sha256", key, b"oneM2M ESF Key derivation", b":".join(parts)).hex()}


def _operation(derive):
    return lambda value: derive(Members(value, "in"))


OPERATIONS = {
    name: _operation(derive)
    for name, derive in {
        "text/nfkc": nfkc,
        "derive/group-key": group_key,
        "derive/data-security": data_security,
        "derive/data-resource": data_resource,
        "derive/credential-id": credential_id,
        "derive/e2e-message": e2e_message,
        "derive/usage-constrained": usage_constrained,
        "derive/master-credential": _from_ke(
            "maf_id", b"oneM2M Enrolment Key to Master Credential derivation", "km"
        ),
        "derive/secure-connection": _from_ke(
            "enrolee_id", b"oneM2M Enrolment Key to Provisioned Secure Connection Key derivation", "kpsa"
        ),
        "derive/exporter": exporter,
        "derive/esprim-session": esprim_session,
        "derive/esf": esf,
    }.items()
}
