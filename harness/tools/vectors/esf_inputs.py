"""ESF-S1: each payload class on each key establishment class, and envelopes to be refused."""

import json

import esf_forgeries
from esf_parts import (COMMON, DATA, EPK, FLAGS, GROUP, ISSUER, KEYS, NOW, OTHER, OTHER_RSA, PAYLOADS, SETS, SIGNING_KEYS, SOURCE,
                       STRANGER, STRANGER_KEY, TARGET, Maker, changed, der, header, held, opening, sealing, signer, target)
from jose_inputs import IV, P256_B, b64, flip, oct_key, public, test


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
            value = sealing(ps, [target(ka)], **fixed(ka))
            yield test(f"{ps} under {ka}", value, "valid", flag, PAYLOADS[ps], "Combination", "KnownAnswer")
        if flag in ("KeyEncryption", "KeyAgreement"):
            value = sealing("A256GCM", [target(f"{ka}:RS256")], **fixed(ka))
            yield test(f"{ka}, signed", value, "valid", flag, "SignedKey", "KnownAnswer")
    yield test("RS256", sealing("RS256", [], salt="a5" * 16), "valid", "DigitalSignature", "KnownAnswer")
    for data_class in (1, 2):
        value = sealing("A256GCM", [target("PSK")], **fixed("PSK"), target_data_class=data_class)
        yield test(f"class {data_class}", value, "valid", "Separation", "KnownAnswer")
    value = {**sealing("A256GCM", [target("PSK")], **fixed("PSK")), "source_id": "//sp.example/cse-a/Caf\u00e9"}
    yield test("another source", value, "valid", "Separation", "KnownAnswer")
    for comment, more in (("plaintext and associated data", {}), ("associated data without plaintext", {"plaintext": ""})):
        value = sealing("A256GCM", [target("PSK")], aad=b"unit: C".hex(), **more, **fixed("PSK"))
        yield test(comment, value, "valid", "AssociatedData", "KnownAnswer")
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
        yield test(f"keAlgSet {ka}", sealing("A256GCM", [{**kek, "ke_alg_set": ka}]), "invalid", "UnknownSet")
    for ps in ("none", "HS384", "A256CBC-HS512", "A256GCM:HS256", "A256GCM:"):
        yield test(f"psAlgSet {ps}", sealing(ps, [psk]), "invalid", "UnknownSet")
    yield test("class 4", sealing("A256GCM", [psk], target_data_class=4), "invalid", "OtherClass")
    for session in ("S2", "Sm", "s1"):
        yield test(f"session type {session}", sealing("A256GCM", [psk], session_type=session), "invalid", "OtherClass")
    yield test("serialization xml", sealing("A256GCM", [psk], serialization="xml"), "invalid", "OtherClass")
    yield test("a master key of 31 octets", sealing("A256GCM", [{**psk, "key": oct_key(bytes(31))}]), "invalid", "OtherKey")
    yield test("a KEK of another size", sealing("A256GCM", [{**kek, "key": oct_key(bytes(16))}]), "invalid", "OtherKey")
    yield test("no source", {**sealing("A256GCM", [psk]), "source_id": ""}, "invalid", "WrongMembers")
    yield test("unknown member", sealing("A256GCM", [psk], enc="A256GCM"), "invalid", "WrongMembers")


def open_envelope(codec):
    make = Maker(codec)
    for ka, flag in SETS.items():
        for ps, payload in PAYLOADS.items():
            value = opening(make(ps, [target(ka)]), [held(ka)])
            yield test(f"{ps} under {ka}", value, "valid", flag, payload, "Combination", "RoundTrip")
    for alg in SIGNING_KEYS:
        yield test(alg, opening(make(alg, []), []), "valid", "DigitalSignature", "RoundTrip")
    for tests in (assurances, several, spelling, associated_data, certificates, classes, no_envelopes, accepted, sets, changes, keys,
                  members, esf_forgeries.signed_sets, esf_forgeries.changed_sets):  # fmt: skip
        yield from tests(make)
    for tests in (esf_forgeries.separation, esf_forgeries.readdressed):
        yield from tests(codec, make)


def assurances(make):
    """What a target may say of the source, class by class."""
    source = {"source": SOURCE}
    for ps, ka, more in (("HS256", "PSK", source), ("HS256", "TTP", source), ("A256GCM", "PSK", source), ("A256GCM", "TTP", source),
                         ("A256GCM", "PSK", {**source, "targets": 2}), ("A256GCM", "PSK", {}),
                         ("A256GCM:ES256", "PSK", {**source, "targets": 9})):  # fmt: skip
        value = opening(make(ps, [target(ka)]), [held(ka, **more)])
        yield test(f"{ps} under {ka}, {more}", value, "valid", "Assurance", "RoundTrip")
    yield test("a signature alone", opening(make("ES256", []), []), "valid", "Assurance", "RoundTrip")
    for ka in ("A256KW", "ECDH-ES", "RSA-OAEP-256"):
        signed = f"{ka}:{'RS256' if ka.startswith('RSA') else 'ES256'}"
        yield test(f"{ka}, signed", opening(make("A256GCM", [target(signed)]), [held(ka)]), "valid", "SignedKey", "RoundTrip")
        yield test(f"{ka}, not signed", opening(make("A256GCM", [target(ka)]), [held(ka, **source)]), "valid", "Unproven", "RoundTrip")
    value = opening(make("HS256", [target("A256KW:ES256")]), [held("A256KW", targets=3)])
    yield test("a signed key of a KEK that three targets have", value, "valid", "Unproven", "RoundTrip")
    two = make("A256GCM", [target("A256KW:ES256"), target("A128KW:ES256", OTHER)])
    yield test("a signed key that two targets have", opening(two, [held("A256KW")]), "valid", "Unproven", "RoundTrip")


def several(make):
    made = make("A256GCM", [target("A256KW"), target("RSA-OAEP-256", OTHER), target("ECDH-ES+A192KW", GROUP)])
    for ka, name in (("A256KW", TARGET), ("RSA-OAEP-256", OTHER), ("ECDH-ES+A192KW", GROUP)):
        value = opening(made, [held(ka, name)], target_ids=["//sp.example/Cmember", name])
        yield test(f"{ka} of three", value, "valid", "SeveralTargets", "RoundTrip")
    value = opening(made, [held("A256KW")], target_ids=["//sp.example/Cstranger"])
    yield test("none of three", value, "invalid", "SeveralTargets", "OtherKey")


def spelling(make):
    for data_class in (1, 2, 3):
        value = json.loads(make("A256GCM:ES256", [target("ECDH-ES")], target_data_class=data_class))
        body = value["e2e:esf"]
        backwards = {"e2e:esf": {**dict(reversed(list(body.items()))), "env": dict(reversed(list(body["env"].items())))}}
        for name, spelled in (("members backwards", json.dumps(backwards)), ("white space", json.dumps(value, indent="\t"))):
            asked = opening(spelled, [held("ECDH-ES")], target_data_class=data_class)
            yield test(f"class {data_class}, {name}", asked, "valid", "Respelled")


def associated_data(make):
    for data_class in (1, 2, 3):
        for comment, more in (("plaintext and associated data", {}), ("associated data without plaintext", {"plaintext": ""})):
            made = make("A256GCM", [target("PSK")], aad=b"unit: C".hex(), target_data_class=data_class, **more)
            value = opening(made, [held("PSK")], target_data_class=data_class)
            yield test(f"class {data_class}, {comment}", value, "valid", "AssociatedData", "RoundTrip")


def certificates(make):
    good = make("ES256", [])
    without = make("ES256", [], signer={**signer("ES256"), "chain": []})
    facilitated = [{"id": "cert", "chain": signer("ES256")["chain"]}]
    yield test("a certificate in the envelope", opening(good, []), "valid", "Certificate", "RoundTrip")
    yield test("a certificate from a Facilitator", opening(without, [], certificates=facilitated), "valid", "Certificate", "RoundTrip")
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


def classes(make):
    for made_class in (1, 2, 3):
        made = make("A256GCM", [target("PSK")], target_data_class=made_class)
        for expected in (1, 2, 3):
            result = "valid" if made_class == expected else "invalid"
            value = opening(made, [held("PSK")], target_data_class=expected)
            yield test(f"class {made_class} where {expected} is expected", value, result, "OtherClass")
    made = make("A256GCM", [target("PSK")])
    yield test("class 2 outside", opening(changed(made, ["tdc"], lambda _: 2), [held("PSK")]), "invalid", "OtherClass")
    records = json.dumps({"e2e:esf": {"st": "Sm", "tdc": 3, "env": "FgMDAAA="}})
    yield test("an Sm envelope", opening(records, [held("PSK")]), "invalid", "OtherClass")
    moved = changed(made, ["tdc"], lambda _: 2)
    yield test("moved to class 2", opening(moved, [held("PSK")], target_data_class=2), "invalid", "OtherClass")
    both = header(moved, etd=2)
    yield test("moved to class 2, its header too", opening(both, [held("PSK")], target_data_class=2), "invalid", "Separation")
    for name in ("Sm", "S2"):
        yield test(f"est {name}", opening(header(made, est=name), [held("PSK")]), "invalid", "OtherClass")


def no_envelopes(make):
    """What may lie where an envelope is looked for; session types that are reserved or unknown."""
    made = make("A256GCM", [target("PSK")])
    for name, member, value in (("class 0", "tdc", 0), ("class 4", "tdc", 4), ("session type Sm", "st", "Sm"),
                                ("session type S2", "st", "S2"), ("session type s1", "st", "s1")):  # fmt: skip
        yield test(name, opening(changed(made, [member], lambda _, new=value: new), [held("PSK")]), "invalid", "NoEnvelope")
    for text in ("{", "[]", '{"e2e:esf":1}', '{"m2m:cin":{}}'):
        yield test(f"the envelope is {text}", opening(text, [held("PSK")]), "invalid", "NoEnvelope")
    two = json.dumps({**json.loads(made), "m2m:cin": {}})
    yield test("an envelope beside something else", opening(two, [held("PSK")]), "invalid", "NoEnvelope")


def accepted(make):
    """Lists of the target; those that go have the set of the envelope behind another one."""
    for ka, ps, ke_list, ps_list in (("A128KW", "A128GCM", ["A256KW", "A128KW"], ["A256GCM", "A128GCM"]),
                                     ("TTP", "HS256", ["PSK", "TTP"], ["A256GCM", "HS256"]),
                                     ("ECDH-ES", "A192GCM", ["A256KW", "ECDH-ES"], ["A192GCM:ES256", "A192GCM"])):  # fmt: skip
        value = opening(make(ps, [target(ka)]), [held(ka)])
        for ke, names, expected in ((ke_list, ps_list, "valid"), (ke_list[:1], ps_list, "invalid"),
                                    (ke_list, ps_list[:1], "invalid")):  # fmt: skip
            asked = {**value, "accepted": {"ke": ke, "ps": names}}
            yield test(f"{ps} under {ka}, accepted: {ke}, {names}", asked, expected, "Accepted")


def sets(make):
    made = make("A128GCM", [target("A128KW")])
    for name, more in {"another epa": {"epa": "A256GCM"}, "epa none": {"epa": "none"}, "alg none": {"alg": "none"},
                       "another enc": {"enc": "A256GCM"}}.items():  # fmt: skip
        yield test(name, opening(header(made, **more), [held("A128KW")]), "invalid", "WrongSets")
    other = changed(made, ["env", "ke", 0, "ka"], lambda _: "A256KW")
    yield test("another ka", opening(other, [held("A128KW")]), "invalid", "WrongSets")


def changes(make):
    for ps, flag, targets, parts in (("A256GCM", "Aead", [target("A256KW:ES256")], ("iv", "ciphertext", "tag", "aad")),
                                     ("HS256", "Mic", [target("PSK")], ("payload", "signature")),
                                     ("ES256", "DigitalSignature", [], ("payload", "signature"))):  # fmt: skip
        made = make(ps, targets, **({"aad": "00ff"} if ps == "A256GCM" else {}))
        keys_held = [held(one["ke_alg_set"]) for one in targets]
        for name in parts:
            value = opening(changed(made, ["env", "ps", name], flip), keys_held)
            yield test(f"{ps}, changed {name}", value, "invalid", flag, "ModifiedEnvelope")
        for more in ({"esl": b64(bytes(16))}, {"esi": OTHER}, {"esh": b64(bytes(32))}, {"esl": "AAAA"}, {"esi": ""}):
            value = opening(header(made, **more), keys_held)
            name = f"{ps}, changed {', '.join(more)} {list(more.values())[0][:4]}"
            yield test(name, value, "invalid", flag, "ModifiedEnvelope")
    made = make("A256GCM", [target("PSK")])
    for octets in (12, 4, 0):
        cut = changed(made, ["env", "ps", "tag"], lambda tag, size=octets: b64(esf_forgeries.octets_of(tag)[:size]))
        yield test(f"A256GCM, a tag of {octets} octets", opening(cut, [held("PSK")]), "invalid", "Aead", "ModifiedEnvelope")
    other = {**signer("ES256"), "key": P256_B}
    for ps, flag, targets in (("ES256", "DigitalSignature", []), ("A256GCM:ES256", "AeadSignature", [target("PSK")])):
        value = opening(make(ps, targets, signer=other), [held(one["ke_alg_set"]) for one in targets])
        yield test(f"{ps}, signed with another key than the certificate's", value, "invalid", flag, "ModifiedEnvelope")


def keys(make):
    for ka in ("PSK", "A256KW", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW"):
        made, others = make("A256GCM", [target(ka)]), {"oct": oct_key(b"\x01" * 32), "RSA": OTHER_RSA, "EC": STRANGER_KEY}
        other = others[KEYS[ka]["kty"]]
        yield test(f"another key of {ka}", opening(made, [held(ka, key=other)]), "invalid", "OtherKey")
        yield test(f"no key of {ka}", opening(made, []), "invalid", "OtherKey")
    yield test("a provisioned key as that of a third party", opening(make("A256GCM", [target("PSK")]), [held("PSK", ke_alg_set="TTP")]),
               "invalid", "OtherKey")  # fmt: skip
    stranger = make("HS256", [target("PSK")], source_id=OTHER)
    yield test("a key of another source", opening(stranger, [held("PSK", source=SOURCE)]), "invalid", "OtherKey")


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
    yield test("unknown member", opening(made, [held("PSK")], policy=1), "invalid", "WrongMembers")
    yield test("serialization xml", opening(made, [held("PSK")], serialization="xml"), "invalid", "OtherClass")


FILES = {
    "esf/seal": ("TR-0012", "6.2.2.3", seal),
    "esf/open": ("TR-0012", "6.2.2.3", open_envelope),
}
