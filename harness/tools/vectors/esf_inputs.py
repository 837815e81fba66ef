"""ESF-S1: each payload class on each key establishment class, and envelopes to be refused."""

import base64
import json
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from jwcrypto.jwk import JWK

from jose_inputs import IV, JWE_KEYS, P256_B, RSA, b64, ec_from, flip, oct_key, pair, public, test

FLAGS = {
    "TrustedThirdParty": "the envelope master key is had from a Facilitator under its id",
    "ProvisionedKey": "the envelope master key was provisioned",
    "KeyEncryption": "the envelope master key is encrypted for each target",
    "KeyAgreement": "the envelope master key is agreed with the one target",
    "Mic": "integrity under a symmetric key",
    "Aead": "encryption and integrity under a symmetric key",
    "AeadSignature": "a digital signature, then encryption",
    "DigitalSignature": "a digital signature alone",
    "SignedKey": "the source signs its key establishment sets",
    "SeveralTargets": "several targets, each with its key establishment set",
    "Assurance": "what the target may say of the source",
    "Separation": "keys of another class, source or envelope",
    "KnownAnswer": "everything random is given",
    "RoundTrip": "an envelope of the Python codec",
    "Respelled": "the same JSON in another order, or with white space between its tokens",
    "ModifiedEnvelope": "the envelope was changed after it was made",
    "OtherClass": "another target data class or session type",
    "WrongSets": "algorithm sets that do not go together, or that the target does not accept",
    "OtherKey": "no key, or another one under that id",
    "Certificate": "a certificate that may not be relied on",
    "WrongMembers": "a member is missing, unknown or of the wrong type",
}
SOURCE, TARGET, OTHER, GROUP = (f"//sp.example/cse-{name}" for name in ("a/Csource", "b/Ctarget", "b/Cother", "b/grp"))
DATA = b'{"con":"21.5"}'
NOW = "20300101T120000"
COMMON = {"session_type": "S1", "target_data_class": 3, "serialization": "json"}
SETS = {"TTP": "TrustedThirdParty", "PSK": "ProvisionedKey", "A128KW": "KeyEncryption", "A192KW": "KeyEncryption",
        "A256KW": "KeyEncryption", "ECDH-ES+A128KW": "KeyEncryption", "ECDH-ES+A192KW": "KeyEncryption",
        "ECDH-ES+A256KW": "KeyEncryption", "RSA-OAEP-256": "KeyEncryption", "ECDH-ES": "KeyAgreement"}  # fmt: skip
PAYLOADS = {"HS256": "Mic", "A128GCM": "Aead", "A192GCM": "Aead", "A256GCM": "Aead", "A256GCM:ES256": "AeadSignature",
            "A128GCM:RS256": "AeadSignature"}  # fmt: skip
KEYS = {**JWE_KEYS, "TTP": oct_key(bytes(range(0x20, 0x40))), "PSK": oct_key(bytes(range(0x40, 0x60))), "ECDH-ES": P256_B}
EPK = {"P-256": ec_from(17**60, "P-256"), "P-384": ec_from(17**70, "P-384"), "P-521": ec_from(17**80, "P-521")}


def certificate(names, key, issuer=None, authority=False, until=2040):
    """DER of a certificate, signed by `issuer` = (certificate, key) or by itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority" if authority else "source")])
    public_key = JWK(**key).get_op_key("verify")
    signing = JWK(**(issuer[1] if issuer else key)).get_op_key("sign")
    usage = x509.KeyUsage(not authority, False, False, False, False, authority, authority, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(public_key)
        .serial_number(2 if issuer else 1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(until, 1, 1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(JWK(**issuer[1]).get_op_key("verify"))
        builder = builder.add_extension(identifier, critical=False)
    if names:
        sans = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(name) for name in names])
        builder = builder.add_extension(sans, critical=False)
    return builder.sign(signing, hashes.SHA256())


def der(made):
    from cryptography.hazmat.primitives.serialization import Encoding

    return base64.b64encode(made.public_bytes(Encoding.DER)).decode("ascii")


ROOT_KEY = ec_from(19**60, "P-256")
ROOT = certificate([], ROOT_KEY, authority=True)
ISSUER = (ROOT, ROOT_KEY)
STRANGER_KEY = ec_from(23**55, "P-256")
STRANGER = certificate([], STRANGER_KEY, authority=True)
OTHER_RSA = pair(kty="RSA", size=2048)
SIGNING_KEYS = {"ES256": ec_from(29**50, "P-256"), "ES384": ec_from(29**60, "P-384"), "ES512": ec_from(29**70, "P-521")}
SIGNING_KEYS |= {"RS256": RSA, "RS384": RSA, "RS512": RSA}


def signer(alg, name=SOURCE, issuer=ISSUER, **more):
    key = SIGNING_KEYS[alg]
    return {"id": "cert", "key": key, "chain": [der(certificate([name], key, issuer, **more))]}


def target(ka, name=TARGET):
    key = KEYS[ka.split(":")[0]]
    return {"id": name, "ke_alg_set": ka, "key_id": f"key of {name}", "key": key if key["kty"] == "oct" else public(key)}


def signature_in(ps, targets):
    """The algorithm with which the source signs anything."""
    names = [ps, *(one["ke_alg_set"] for one in targets)]
    return next((part for name in names for part in name.split(":") if part[:2] in ("ES", "RS") and part in SIGNING_KEYS), None)


def sealing(ps, targets, **more):
    alg = signature_in(ps, targets)
    encrypts = ps.startswith("A")
    return {**COMMON, "source_id": SOURCE, "ps_alg_set": ps, "plaintext" if encrypts else "aad": DATA.hex(),
            "targets": targets, **({"signer": signer(alg)} if alg else {}), **more}  # fmt: skip


def fixed(ka):
    """What makes a seal a known answer."""
    more = {"salt": "a5" * 16, "iv": IV.hex()}
    kind, key = ka.split(":")[0], KEYS[ka.split(":")[0]]
    if SETS[kind] == "KeyEncryption":
        more["master_key"] = "c3" * 32
        more["key_sets"] = {"cek": "5c" * 32, "iv": IV[::-1].hex()}
    if kind.startswith("ECDH"):
        more.setdefault("key_sets", {})["epk"] = EPK[key["crv"]]
    return more


def seal(_codec):
    for ka, flag in SETS.items():
        if ka == "RSA-OAEP-256":
            continue
        for ps in ("HS256", "A128GCM", "A192GCM", "A256GCM", "A128GCM:RS256"):
            yield test(f"{ps} under {ka}", sealing(ps, [target(ka)], **fixed(ka)), "valid", flag, PAYLOADS[ps], "KnownAnswer")
        if flag in ("KeyEncryption", "KeyAgreement"):
            value = sealing("A256GCM", [target(f"{ka}:RS256")], **fixed(ka))
            yield test(f"{ka}, signed", value, "valid", flag, "Aead", "SignedKey", "KnownAnswer")
    yield test("RS256", sealing("RS256", [], salt="a5" * 16), "valid", "DigitalSignature", "KnownAnswer")
    for data_class in (1, 2):
        value = sealing("A256GCM", [target("PSK")], **fixed("PSK"), target_data_class=data_class)
        yield test(f"class {data_class}", value, "valid", "Separation", "KnownAnswer")
    value = {**sealing("A256GCM", [target("PSK")], **fixed("PSK")), "source_id": "//sp.example/cse-a/Caf\u00e9"}
    yield test("another source", value, "valid", "Separation", "KnownAnswer")
    value = sealing("A256GCM", [target("PSK")], aad=b"unit: C".hex(), **fixed("PSK"))
    yield test("plaintext and associated data", value, "valid", "Aead", "KnownAnswer")
    value = sealing("A256GCM", [target("A256KW"), target("A128KW", OTHER), target("ECDH-ES+A128KW", GROUP)],
                    **fixed("ECDH-ES+A128KW"))  # fmt: skip
    yield test("three targets", value, "valid", "SeveralTargets", "KnownAnswer")
    yield from refused_seals()


def refused_seals():
    psk, kek, agreement = target("PSK"), target("A256KW"), target("ECDH-ES")
    for name, value in {
        "encryption without key establishment": sealing("A256GCM", []),
        "a signature alone with key establishment": sealing("ES256", [psk]),
        "two targets of a provisioned key": sealing("A256GCM", [psk, target("PSK", OTHER)]),
        "two targets of key agreement": sealing("A256GCM", [agreement, target("ECDH-ES", OTHER)]),
        "two targets of different classes": sealing("A256GCM", [kek, target("TTP", OTHER)]),
        "signed twice": sealing("A256GCM:ES256", [target("A256KW:ES256")]),
        "one of two sets is signed": sealing("A256GCM", [kek, target("A128KW:ES256", OTHER)]),
        "two targets of class 1": sealing("A256GCM", [kek, target("A128KW", OTHER)], target_data_class=1),
        "two targets of class 2": sealing("A256GCM", [kek, target("A128KW", OTHER)], target_data_class=2),
        "plaintext without encryption": sealing("HS256", [psk], plaintext="00"),
        "plaintext with a signature alone": sealing("ES256", [], plaintext="00"),
        "a signer without signature": sealing("A256GCM", [psk], signer=signer("ES256")),
    }.items():
        yield test(name, value, "invalid", "WrongSets")
    for ka in ("A256GCMKW", "RSA1_5", "dir", "PSK:ES256", "A256KW:HS256"):
        yield test(f"keAlgSet {ka}", sealing("A256GCM", [{**kek, "ke_alg_set": ka}]), "invalid", "WrongSets")
    for ps in ("none", "HS384", "A256CBC-HS512", "A256GCM:HS256", "A256GCM:"):
        yield test(f"psAlgSet {ps}", sealing(ps, [psk]), "invalid", "WrongSets")
    yield test("class 4", sealing("A256GCM", [psk], target_data_class=4), "invalid", "OtherClass")
    for session in ("S2", "Sm", "s1"):
        yield test(f"session type {session}", sealing("A256GCM", [psk], session_type=session), "invalid", "OtherClass")
    yield test("serialization xml", sealing("A256GCM", [psk], serialization="xml"), "invalid", "OtherClass")
    yield test("a master key of 31 octets", sealing("A256GCM", [{**psk, "key": oct_key(bytes(31))}]), "invalid", "OtherKey")
    yield test("a KEK of another size", sealing("A256GCM", [{**kek, "key": oct_key(bytes(16))}]), "invalid", "OtherKey")
    yield test("no source", {**sealing("A256GCM", [psk]), "source_id": ""}, "invalid", "WrongMembers")
    yield test("unknown member", sealing("A256GCM", [psk], enc="A256GCM"), "invalid", "WrongMembers")


def held(ka, name=TARGET, **more):
    kind = ka.split(":")[0]
    return {"ke_alg_set": kind, "key_id": f"key of {name}", "key": KEYS[kind], **more}


def opening(envelope, keys, **more):
    return {**COMMON, "envelope": envelope, "target_ids": [TARGET], "keys": keys, "anchors": [der(ROOT)], "now": NOW, **more}


class Maker:
    def __init__(self, codec):
        self._codec = codec

    def __call__(self, ps, targets, **more):
        return self._codec.ask("esf/seal", sealing(ps, targets, **more))["out"]["envelope"]


def open_envelope(codec):
    make = Maker(codec)
    for ka, flag in SETS.items():
        for ps, payload in PAYLOADS.items():
            yield test(f"{ps} under {ka}", opening(make(ps, [target(ka)]), [held(ka)]), "valid", flag, payload, "RoundTrip")
    for alg in SIGNING_KEYS:
        yield test(alg, opening(make(alg, []), []), "valid", "DigitalSignature", "RoundTrip")
    for tests in (assurances, several, spelling, certificates, classes, sets, changes, keys, members):
        yield from tests(make)


def assurances(make):
    """What a target may say of the source, class by class."""
    for ka, ps, more in (("PSK", "HS256", {"source": SOURCE}), ("PSK", "A256GCM", {"source": SOURCE, "targets": 2}),
                         ("TTP", "A256GCM", {"source": SOURCE}), ("A256KW", "A256GCM", {"source": SOURCE}),
                         ("A256KW:ES256", "A256GCM", {}), ("A256KW:ES256", "HS256", {"targets": 3}),
                         ("ECDH-ES:ES256", "A256GCM", {}), ("RSA-OAEP-256:RS256", "A256GCM", {}),
                         ("PSK", "A256GCM:ES256", {"source": SOURCE, "targets": 9})):  # fmt: skip
        value = opening(make(ps, [target(ka)]), [held(ka, **more)])
        yield test(f"{ps} under {ka}, {more}", value, "valid", "Assurance", "RoundTrip")
    two = make("A256GCM", [target("A256KW:ES256"), target("A128KW:ES256", OTHER)])
    yield test("a signed key that two targets have", opening(two, [held("A256KW")]), "valid", "Assurance", "SignedKey", "RoundTrip")
    stranger = make("HS256", [target("PSK")], source_id=OTHER)
    yield test("a key of another source", opening(stranger, [held("PSK", source=SOURCE)]), "invalid", "Assurance")


def several(make):
    made = make("A256GCM", [target("A256KW"), target("RSA-OAEP-256", OTHER), target("ECDH-ES+A192KW", GROUP)])
    for ka, name in (("A256KW", TARGET), ("RSA-OAEP-256", OTHER), ("ECDH-ES+A192KW", GROUP)):
        value = opening(made, [held(ka, name)], target_ids=["//sp.example/Cmember", name])
        yield test(f"{ka} of three", value, "valid", "SeveralTargets", "RoundTrip")
    value = opening(made, [held("A256KW")], target_ids=["//sp.example/Cstranger"])
    yield test("none of three", value, "invalid", "SeveralTargets")


def spelling(make):
    text = make("A256GCM:ES256", [target("ECDH-ES")])
    value = json.loads(text)
    body = value["e2e:esf"]
    backwards = {"e2e:esf": {**dict(reversed(list(body.items()))), "env": dict(reversed(list(body["env"].items())))}}
    for name, spelled in (("members backwards", json.dumps(backwards)), ("white space", json.dumps(value, indent="\t"))):
        yield test(name, opening(spelled, [held("ECDH-ES")]), "valid", "Respelled")


def certificates(make):
    good = make("ES256", [])
    without = make("ES256", [], signer={**signer("ES256"), "chain": []})
    facilitated = [{"id": "cert", "chain": signer("ES256")["chain"]}]
    yield test("a certificate from a Facilitator", opening(without, [], certificates=facilitated), "valid", "DigitalSignature",
               "RoundTrip")  # fmt: skip
    yield test("no certificate", opening(without, []), "invalid", "Certificate")
    yield test("another anchor", opening(good, [], anchors=[der(STRANGER)]), "invalid", "Certificate")
    yield test("no anchor", opening(good, [], anchors=[]), "invalid", "Certificate")
    yield test("too late", opening(good, [], now="20410101T000000"), "invalid", "Certificate")
    for name, more in {"of another source": {"name": OTHER}, "of another issuer": {"issuer": (STRANGER, STRANGER_KEY)},
                       "that has expired": {"until": 2021}}.items():  # fmt: skip
        for ps, targets in (("ES256", []), ("A256GCM:ES256", [target("PSK")]), ("A256GCM", [target("A256KW:ES256")])):
            made = make(ps, targets, signer=signer("ES256", **more))
            keys_held = [held(one["ke_alg_set"]) for one in targets]
            yield test(f"{ps} with a certificate {name}", opening(made, keys_held), "invalid", "Certificate")
    other = {**signer("ES256"), "key": P256_B}
    yield test("a signature of another key than the certificate's", opening(make("ES256", [], signer=other), []), "invalid",
               "Certificate")  # fmt: skip


def classes(make):
    for made_class in (1, 2, 3):
        made = make("A256GCM", [target("PSK")], target_data_class=made_class)
        for expected in (1, 2, 3):
            result = "valid" if made_class == expected else "invalid"
            value = opening(made, [held("PSK")], target_data_class=expected)
            yield test(f"class {made_class} where {expected} is expected", value, result, "OtherClass")
    made = make("A256GCM", [target("PSK")])
    for name, member, value in (("class 2 outside", "tdc", 2), ("class 4", "tdc", 4), ("session type Sm", "st", "Sm"),
                                ("session type S2", "st", "S2"), ("session type s1", "st", "s1")):  # fmt: skip
        yield test(name, opening(changed(made, [member], lambda _, new=value: new), [held("PSK")]), "invalid", "OtherClass")
    moved = changed(made, ["tdc"], lambda _: 2)
    yield test("moved to class 2", opening(moved, [held("PSK")], target_data_class=2), "invalid", "OtherClass")
    both = header(moved, etd=2)
    yield test("moved to class 2, its header too", opening(both, [held("PSK")], target_data_class=2), "invalid", "Separation")
    for name in ("Sm", "S2"):
        yield test(f"est {name}", opening(header(made, est=name), [held("PSK")]), "invalid", "OtherClass")


def sets(make):
    made = make("A128GCM", [target("A128KW")])
    value = opening(made, [held("A128KW")])
    yield test("accepted", {**value, "accepted": {"ke": ["A128KW"], "ps": ["A128GCM"]}}, "valid", "KeyEncryption", "RoundTrip")
    for ke, ps in ((["A256KW"], ["A128GCM"]), (["A128KW"], ["A256GCM"]), ([], [])):
        yield test(f"accepted: {ke}, {ps}", {**value, "accepted": {"ke": ke, "ps": ps}}, "invalid", "WrongSets")
    for name, more in {"another epa": {"epa": "A256GCM"}, "epa none": {"epa": "none"}, "alg none": {"alg": "none"},
                       "another enc": {"enc": "A256GCM"}}.items():  # fmt: skip
        yield test(name, opening(header(made, **more), [held("A128KW")]), "invalid", "WrongSets")
    other = changed(made, ["env", "ke", 0, "ka"], lambda _: "A256KW")
    yield test("another ka", opening(other, [held("A128KW")]), "invalid", "WrongSets")


def changes(make):
    for ps, targets, parts in (("A256GCM", [target("A256KW:ES256")], ("iv", "ciphertext", "tag", "aad")),
                               ("HS256", [target("PSK")], ("payload", "signature")),
                               ("ES256", [], ("payload", "signature"))):  # fmt: skip
        made = make(ps, targets, **({"aad": "00ff"} if ps == "A256GCM" else {}))
        keys_held = [held(one["ke_alg_set"]) for one in targets]
        for name in parts:
            value = opening(changed(made, ["env", "ps", name], flip), keys_held)
            yield test(f"{ps}, changed {name}", value, "invalid", "ModifiedEnvelope")
        for more in ({"esl": b64(bytes(16))}, {"esi": OTHER}, {"esh": b64(bytes(32))}, {"esl": "AAAA"}, {"esi": ""}):
            value = opening(header(made, **more), keys_held)
            yield test(f"{ps}, changed {', '.join(more)} {list(more.values())[0][:4]}", value, "invalid", "ModifiedEnvelope")
    first, second = (json.loads(make("A256GCM", [target("A256KW:ES256")])) for _ in range(2))
    for name in ("ke", "sig", "crt", "ps"):
        mixed = {"e2e:esf": {**first["e2e:esf"], "env": {**first["e2e:esf"]["env"], name: second["e2e:esf"]["env"][name]}}}
        value = opening(json.dumps(mixed), [held("A256KW")])
        same = name == "crt" and first["e2e:esf"]["env"]["crt"] == second["e2e:esf"]["env"]["crt"]
        if not same:
            yield test(f"{name} of another envelope", value, "invalid", "ModifiedEnvelope")


def keys(make):
    for ka in ("PSK", "A256KW", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW"):
        made, others = make("A256GCM", [target(ka)]), {"oct": oct_key(b"\x01" * 32), "RSA": OTHER_RSA, "EC": STRANGER_KEY}
        other = others[KEYS[ka]["kty"]]
        yield test(f"another key of {ka}", opening(made, [held(ka, key=other)]), "invalid", "OtherKey")
        yield test(f"no key of {ka}", opening(made, []), "invalid", "OtherKey")
    yield test("a provisioned key as that of a third party", opening(make("A256GCM", [target("PSK")]), [held("PSK", ke_alg_set="TTP")]),
               "invalid", "OtherKey")  # fmt: skip


def members(make):
    made = make("A256GCM", [target("PSK")])
    for name, path, value in (("ke is no list", ["env", "ke"], {}), ("no kid", ["env", "ke", 0], {"ka": "PSK"}),
                              ("env is text", ["env"], "AAAA"), ("ps is text", ["env", "ps"], "AAAA"),
                              ("an unknown member of env", ["env", "more"], 1), ("a set of no name", ["env", "ke", 0, "ka"], "none"),
                              ("a certificate without need", ["env", "crt"], {"kid": "x"}),
                              ("an unprotected header", ["env", "ps", "header"], {"cty": "text/plain"}),
                              ("an unprotected header of all", ["env", "ps", "unprotected"], {"cty": "text/plain"}),
                              ("x5c is empty", ["env", "crt"], {"kid": "x", "x5c": []})):  # fmt: skip
        yield test(name, opening(changed(made, path, lambda _, new=value: new), [held("PSK")]), "invalid", "WrongMembers")
    for text in ("{", "[]", '{"e2e:esf":1}', '{"m2m:cin":{}}'):
        yield test(f"the envelope is {text}", opening(text, [held("PSK")]), "invalid", "WrongMembers")
    yield test("unknown member", opening(made, [held("PSK")], policy=1), "invalid", "WrongMembers")
    yield test("serialization xml", opening(made, [held("PSK")], serialization="xml"), "invalid", "OtherClass")


def changed(text, path, change):
    value = json.loads(text)
    place = value["e2e:esf"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = change(place.get(path[-1]) if isinstance(place, dict) else place[path[-1]])
    return json.dumps(value)


def header(text, **more):
    """The envelope with another protected header at its payload."""

    def change(encoded):
        octets = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        return b64(json.dumps({**json.loads(octets), **more}).encode())

    return changed(text, ["env", "ps", "protected"], change)


FILES = {
    "esf/seal": ("TR-0012", "6.2.2.3", seal),
    "esf/open": ("TR-0012", "6.2.2.3", open_envelope),
}
