"""ESData: every protection option of TS-0003 table 8.5.2.1-1 in every JOSE form, and envelopes to be refused."""

import base64
import json

from jose_inputs import IV, JWE_KEYS, JWS_KEYS, P256_B, RSA, ec_from, flip, oct_key, part, public, test

FLAGS = {
    "SymmetricEncryption": "encrypted with a symmetric key: SUID 14, 24, 34",
    "CertificateEncryption": "encrypted to the certificates of targets: SUID 44",
    "Mic": "a MIC under a symmetric key: SUID 15, 25, 35",
    "DigitalSignature": "signed with the certificate of the source: SUID 45",
    "Nested": "a digital signature, then payload and signature encrypted together",
    "SeveralCredentials": "several credentials on one payload",
    "Compact": "JOSE Compact Serialization, contentSecurity 1",
    "JsonForm": "JOSE JSON Serialization, contentSecurity 2 or 3",
    "KnownAnswer": "nothing is random, or CEK, IV and ephemeral key are given",
    "RoundTrip": "an envelope of the Python codec",
    "Respelled": "the same JSON in another order, or with white space between its tokens",
    "ModifiedEnvelope": "octets of the envelope were changed after it was made",
    "OtherPurpose": "a credential whose SUID is for another purpose, or of another kind",
    "OtherClass": "a class other than the one demanded, or one that the table does not have",
    "Marking": "content that is not in the form that its contentInfo says",
    "WrongMembers": "a member is missing, unknown or of the wrong type",
    "Algorithm": "an algorithm outside the closed list",
    "OtherKey": "no such credential, or another key under that id",
}
PAYLOAD = b'{"value":21.5,"unit":"C"}'
TYPE = "application/json"
FORMS = {"jose-compact": "Compact", "jose-json": "JsonForm", "jose-json-base64": "JsonForm"}
CEK = "c5" * 32
LONG = bytes(range(0x40, 0x80))


def credential(name, suid, key, **more):
    return {"id": name, "suid": suid, "key": key, **more}


def target(alg, suid=14, name="e"):
    key = JWE_KEYS[alg]
    return credential(name, suid, key if key["kty"] == "oct" else public(key), alg=alg)


def signer(alg, suid=15, name="m"):
    return credential(name, suid, JWS_KEYS[alg], alg=alg)


def sealing(security_class, form="jose-compact", **more):
    return {"class": security_class, "payload": PAYLOAD.hex(), "type": TYPE, "serialization": form, **more}


def encrypting(targets, form="jose-compact", **more):
    return sealing("encryption-only", form, targets=targets, **more)


def vouching(signers, form="jose-compact", **more):
    return sealing("signature-only", form, signers=signers, **more)


def nesting(targets, signers, form="jose-compact", **more):
    return sealing("nested", form, targets=targets, signers=signers, **more)


def fixed_for(alg):
    if alg == "dir":
        return {"iv": IV.hex()}
    epk = {"ECDH-ES+A128KW": P256_B, "ECDH-ES+A192KW": ec_from(13**60, "P-384"), "ECDH-ES+A256KW": ec_from(13**60, "P-521")}
    return {"iv": IV.hex(), "cek": CEK, **({"epk": epk[alg]} if alg in epk else {})}


SYMMETRIC = {"dir": 14, "A128KW": 24, "A192KW": 34, "A256KW": 14}
ECDH = ("ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW")
MACS = {"HS256": 15, "HS384": 25, "HS512": 35}
SIGNATURES = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512")


def fixed_seals():
    """Seals in which nothing is random: comment, input, flags."""
    for form, flag in FORMS.items():
        for alg, suid in SYMMETRIC.items():
            yield f"{alg}, {form}", encrypting([target(alg, suid)], form, **fixed_for(alg)), ("SymmetricEncryption", flag)
        for alg in ECDH:
            yield f"{alg}, {form}", encrypting([target(alg, 44)], form, **fixed_for(alg)), ("CertificateEncryption", flag)
        for alg, suid in MACS.items():
            yield f"{alg}, {form}", vouching([signer(alg, suid)], form), ("Mic", flag)
        yield f"RS256, {form}", vouching([signer("RS256", 45, "s")], form), ("DigitalSignature", flag)
        for alg in ("dir", "A256KW", "ECDH-ES+A128KW"):
            suid = 44 if alg in ECDH else 14
            value = nesting([target(alg, suid)], [signer("RS256", 45, "s")], form, **fixed_for(alg))
            yield f"RS256 inside {alg}, {form}", value, ("Nested", flag)
    for enc in ("A128GCM", "A192GCM"):
        value = encrypting([target("A256KW")], enc=enc, iv=IV.hex(), cek="c5" * (int(enc[1:4]) // 8))
        yield f"A256KW, {enc}", value, ("SymmetricEncryption", "Compact")
    longer = credential("e", 34, oct_key(LONG), alg="A128KW")
    yield "the leftmost octets of a longer key", encrypting([longer], **fixed_for("A128KW")), ("SymmetricEncryption", "Compact")
    several = [target("A256KW", 14, "a"), target("A128KW", 24, "b"), target("ECDH-ES+A128KW", 44, "c")]
    value = encrypting(several, "jose-json", **fixed_for("ECDH-ES+A128KW"))
    yield "three targets", value, ("SeveralCredentials", "JsonForm")
    value = vouching([signer("HS256", 15, "m"), signer("RS256", 45, "s")], "jose-json")
    yield "a MIC and a digital signature", value, ("SeveralCredentials", "JsonForm")
    value = encrypting([target("A256KW")], "jose-json", aad=b"unit: C".hex(), **fixed_for("A256KW"))
    yield "associated data", value, ("SymmetricEncryption", "JsonForm")
    untyped = {name: member for name, member in encrypting([target("dir")], **fixed_for("dir")).items() if name != "type"}
    yield "no type, no octets", {**untyped, "payload": ""}, ("SymmetricEncryption", "Compact")


def seal(_codec):
    for comment, value, flags in fixed_seals():
        yield test(comment, value, "valid", *flags, "KnownAnswer")
    mic, certificate = signer("HS256"), signer("RS256", 45, "s")
    for name, value in {
        "no target": encrypting([]),
        "a signer where only targets belong": {**encrypting([target("dir")]), "signers": [certificate]},
        "a target where only signers belong": {**vouching([mic]), "targets": [target("dir")]},
        "a MIC inside": nesting([target("dir")], [mic]),
    }.items():
        yield test(name, value, "invalid", "OtherClass")
    for suid in (13, 15, 44):
        yield test(f"SUID {suid} for encryption with a symmetric key", encrypting([target("dir", suid)]), "invalid", "OtherPurpose")
    for suid in (13, 14, 45):
        yield test(f"SUID {suid} for a MIC", vouching([signer("HS256", suid)]), "invalid", "OtherPurpose")
    yield test("direct mode for two targets", encrypting([target("dir", 14, "a"), target("A256KW", 14, "b")], "jose-json"),
               "invalid", "OtherClass")  # fmt: skip
    yield test("two targets in compact form", encrypting([target("A256KW", 14, "a"), target("A256KW", 14, "b")]), "invalid", "Marking")
    yield test("associated data in compact form", encrypting([target("dir")], aad="00"), "invalid", "Marking")
    yield test("associated data beside a MIC", vouching([mic], "jose-json", aad="00"), "invalid", "Marking")
    yield test("CBC", encrypting([target("A256KW")], enc="A256CBC-HS512"), "invalid", "Algorithm")
    other = {**target("A256KW"), "alg": "A256GCMKW"}
    yield test("A256GCMKW", encrypting([other]), "invalid", "Algorithm")
    yield test("none", vouching([{**mic, "alg": "none"}]), "invalid", "Algorithm")
    yield test("unknown member", encrypting([target("dir")], zip="DEF"), "invalid", "WrongMembers")


HELD = {alg: credential("e", suid, JWE_KEYS[alg]) for alg, suid in SYMMETRIC.items()}
HELD |= {alg: credential("e", 44, JWE_KEYS[alg]) for alg in (*ECDH, "RSA-OAEP-256")}
HELD |= {alg: credential("m", suid, JWS_KEYS[alg]) for alg, suid in MACS.items()}
HELD |= {alg: credential("s", 45, public(JWS_KEYS[alg])) for alg in SIGNATURES}


def opening(made, *held, **more):
    return {"envelope": made["envelope"], "content_info": made["content_info"], "credentials": list(held), **more}


def random_seals():
    """Seals of every option, with what opens them: comment, input, credentials, flags."""
    for form, flag in FORMS.items():
        for alg, suid in SYMMETRIC.items():
            yield f"{alg}, {form}", encrypting([target(alg, suid)], form), [HELD[alg]], ("SymmetricEncryption", flag)
        for alg in (*ECDH, "RSA-OAEP-256"):
            yield f"{alg}, {form}", encrypting([target(alg, 44)], form), [HELD[alg]], ("CertificateEncryption", flag)
        for alg, suid in MACS.items():
            yield f"{alg}, {form}", vouching([signer(alg, suid)], form), [HELD[alg]], ("Mic", flag)
        for alg in SIGNATURES:
            yield f"{alg}, {form}", vouching([signer(alg, 45, "s")], form), [HELD[alg]], ("DigitalSignature", flag)
        for outer in ("dir", "A256KW", "RSA-OAEP-256", "ECDH-ES+A128KW"):
            suid = SYMMETRIC.get(outer, 44)
            value = nesting([target(outer, suid)], [signer("ES256", 45, "s")], form)
            yield f"ES256 inside {outer}, {form}", value, [HELD[outer], HELD["ES256"]], ("Nested", flag)


def several_opened(codec):
    a, b, c = target("A256KW", 14, "a"), target("RSA-OAEP-256", 44, "b"), target("ECDH-ES+A192KW", 44, "c")
    made = codec.ask("esdata/seal", encrypting([a, b, c], "jose-json"))["out"]
    for name, suid, alg in (("a", 14, "A256KW"), ("b", 44, "RSA-OAEP-256"), ("c", 44, "ECDH-ES+A192KW")):
        held = credential(name, suid, JWE_KEYS[alg])
        yield test(f"the target with {alg} of three", opening(made, held), "valid", "SeveralCredentials", "RoundTrip")
    made = codec.ask("esdata/seal", vouching([signer("HS256"), signer("ES256", 45, "s")], "jose-json"))["out"]
    for held in ([HELD["HS256"]], [HELD["ES256"]], [HELD["HS256"], HELD["ES256"]]):
        ids = " and ".join(one["id"] for one in held)
        yield test(f"verified by {ids} of two", opening(made, *held), "valid", "SeveralCredentials", "RoundTrip")
    inside = nesting([a, b], [signer("ES256", 45, "s"), signer("RS256", 45, "t")], "jose-json")
    made = codec.ask("esdata/seal", inside)["out"]
    second = credential("t", 45, public(RSA))
    yield test("two signatures inside two encryptions", opening(made, credential("b", 44, RSA), HELD["ES256"], second), "valid",
               "SeveralCredentials", "Nested", "RoundTrip")  # fmt: skip


def respelled(codec):
    made = codec.ask("esdata/seal", encrypting([target("A256KW")], "jose-json", aad="00ff"))["out"]
    value = json.loads(made["envelope"])
    backwards = dict(reversed(list(value.items())))
    for name, text in {"members backwards": json.dumps(backwards), "white space": json.dumps(value, indent="\t"),
                       "line ends": "\r\n" + json.dumps(value, indent=0) + "\n"}.items():  # fmt: skip
        yield test(name, opening({**made, "envelope": text}, HELD["A256KW"]), "valid", "Respelled")
    for name in ("protected", "iv", "ciphertext", "tag", "encrypted_key", "aad"):
        changed = {**value, name: flip(value[name])}
        yield test(f"another {name}", opening({**made, "envelope": json.dumps(changed)}, HELD["A256KW"]), "invalid",
                   "ModifiedEnvelope", "JsonForm")  # fmt: skip
    unprotected = json.dumps({**value, "unprotected": {"cty": "text/plain"}})
    yield test("another cty beside the protected one", opening({**made, "envelope": unprotected}, HELD["A256KW"]), "invalid",
               "ModifiedEnvelope", "JsonForm")  # fmt: skip


def tampered(codec):
    made = codec.ask("esdata/seal", encrypting([target("A256KW")]))["out"]
    for name, index in {"encrypted key": 1, "IV": 2, "ciphertext": 3, "tag": 4}.items():
        changed = part(made["envelope"], index, flip)
        yield test(f"changed {name}", opening({**made, "envelope": changed}, HELD["A256KW"]), "invalid", "ModifiedEnvelope",
                   "SymmetricEncryption")  # fmt: skip
    for alg, flag in (("HS256", "Mic"), ("ES256", "DigitalSignature")):
        signed = codec.ask("esdata/seal", vouching([signer(alg, MACS.get(alg, 45), HELD[alg]["id"])]))["out"]
        for name, index in {"payload": 1, "signature": 2}.items():
            changed = part(signed["envelope"], index, flip)
            yield test(f"{alg}, changed {name}", opening({**signed, "envelope": changed}, HELD[alg]), "invalid",
                       "ModifiedEnvelope", flag)  # fmt: skip
    stranger = credential("e", 14, oct_key(b"\x01" * 32))
    yield test("another key under that id", opening(made, stranger), "invalid", "OtherKey")
    yield test("no such credential", opening(made, credential("x", 14, oct_key())), "invalid", "OtherKey")
    yield test("no credential", opening(made), "invalid", "OtherKey")
    unsigned = codec.ask("esdata/seal", nesting([target("A256KW")], [signer("ES256", 45, "s")]))["out"]
    yield test("nested, and no certificate of the source", opening(unsigned, HELD["A256KW"]), "invalid", "OtherKey", "Nested")
    other = credential("s", 45, public(ec_from(17**60, "P-256")))
    yield test("nested, and another certificate under that id", opening(unsigned, HELD["A256KW"], other), "invalid", "OtherKey",
               "Nested")  # fmt: skip


def purposes(codec):
    encrypted = codec.ask("esdata/seal", encrypting([target("A256KW")]))["out"]
    for suid in (13, 15, 44):
        yield test(f"SUID {suid} for decryption with a symmetric key", opening(encrypted, credential("e", suid, oct_key())),
                   "invalid", "OtherPurpose")  # fmt: skip
    mic = codec.ask("esdata/seal", vouching([signer("HS256")]))["out"]
    for suid in (13, 14, 45):
        yield test(f"SUID {suid} for a MIC", opening(mic, credential("m", suid, oct_key())), "invalid", "OtherPurpose")
    both = opening(mic, credential("m", 14, oct_key(b"\x02" * 32)), HELD["HS256"])
    yield test("one id for two purposes", both, "valid", "Mic", "RoundTrip")


def classes(codec):
    samples = {
        "encryption-only": (encrypting([target("A256KW")]), [HELD["A256KW"]]),
        "signature-only": (vouching([signer("ES256", 45, "s")]), [HELD["ES256"]]),
        "nested": (nesting([target("A256KW")], [signer("ES256", 45, "s")]), [HELD["A256KW"], HELD["ES256"]]),
    }
    for made_class, (value, held) in samples.items():
        made = codec.ask("esdata/seal", value)["out"]
        for demanded in samples:
            expected = "valid" if demanded == made_class else "invalid"
            flag = "RoundTrip" if demanded == made_class else "OtherClass"
            yield test(f"{made_class} where {demanded} is demanded", opening(made, *held, **{"class": demanded}), expected, flag)
    inner = codec.ask("jose/jws-sign", {"payload": PAYLOAD.hex(), "serialization": "compact", "signatures": [
        {"protected": '{"alg":"HS256","kid":"m"}', "key": oct_key()}]})["out"]["jws"]  # fmt: skip
    for name, text, cty in (("a MIC inside", inner, "jose"), ("a compact signature that is said to be JSON", inner, "jose+json"),
                            ("text that is said to be signed", "21.5", "jose")):  # fmt: skip
        header = json.dumps({"alg": "A256KW", "enc": "A256GCM", "kid": "e", "cty": cty})
        outer = {"plaintext": text.encode().hex(), "protected": header, "recipients": [{"key": oct_key()}], "serialization": "compact"}
        made = {"envelope": codec.ask("jose/jwe-seal", outer)["out"]["jwe"], "content_info": "application/jose:0:1"}
        yield test(name, opening(made, HELD["A256KW"], HELD["HS256"]), "invalid", "OtherClass", "Nested")


def markings(codec):
    compact = codec.ask("esdata/seal", encrypting([target("A256KW")]))["out"]
    in_json = codec.ask("esdata/seal", encrypting([target("A256KW")], "jose-json"))["out"]
    for name, made in {
        "compact, marked as JSON": {**compact, "content_info": in_json["content_info"]},
        "JSON, marked as compact": {**in_json, "content_info": compact["content_info"]},
        "JSON, marked as base64": {**in_json, "content_info": "application/jose+json:0:3"},
        "marked as not protected": {**compact, "content_info": "application/jose:0:0"},
        "marked as XML": {**compact, "content_info": "application/xenc+xml:0:4"},
        "base64 around a protected object": {**compact, "content_info": "application/jose:1:1"},
        "contentSecurity of 6": {**compact, "content_info": "application/jose:0:6"},
        "no media type": {**compact, "content_info": ":0:1"},
        "base64 with white space": {
            "envelope": base64.encodebytes(in_json["envelope"].encode()).decode(), "content_info": "application/jose+json:0:3"},
    }.items():  # fmt: skip
        yield test(name, opening(made, HELD["A256KW"]), "invalid", "Marking")


def sources(codec):
    """What a target may say about the source."""
    made = codec.ask("esdata/seal", encrypting([target("A256KW")]))["out"]
    for targets in (1, 2, 1000):
        held = {**HELD["A256KW"], "targets": targets}
        yield test(f"a key that {targets} targets have", opening(made, held), "valid", "SymmetricEncryption", "RoundTrip")
    two = codec.ask("esdata/seal", encrypting([target("A256KW"), target("A128KW", 24, "f")], "jose-json"))["out"]
    yield test("a pairwise key, and another target can read it", opening(two, HELD["A256KW"]), "valid", "SymmetricEncryption",
               "SeveralCredentials", "RoundTrip")  # fmt: skip


def open_envelope(codec):
    for comment, value, held, flags in random_seals():
        made = codec.ask("esdata/seal", value)["out"]
        yield test(comment, opening(made, *held), "valid", *flags, "RoundTrip")
    for tests in (several_opened, sources, respelled, tampered, purposes, classes, markings):
        yield from tests(codec)
    made = codec.ask("esdata/seal", encrypting([target("A256KW")]))["out"]
    yield test("unknown member", opening(made, HELD["A256KW"], now=1), "invalid", "WrongMembers")
    yield test("unknown class", opening(made, HELD["A256KW"], **{"class": "both"}), "invalid", "WrongMembers")
