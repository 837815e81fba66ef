"""Inputs of the derivations, and what a reader needs to follow them."""

KE = bytes(range(32)).hex()
KPSA = bytes(range(0x20, 0x40)).hex()
PAIRWISE = bytes(range(0x60, 0x80)).hex()
MASTER_SECRET = bytes(range(0x40, 0x70)).hex()
SALT = "55" * 32
# A composed letter, a ligature and a full-width digit: each has another form under NFKC.
FOREIGN = "//sp.example/\u212b\ufb01\uff11"
HASHES = ["sha256", "sha384", "sha512"]

FLAGS = {
    "FactValue": "the value that the project's formulas are documented with",
    "NoSalt": "salt is absent: as many zero octets as the hash is long",
    "Nfkc": "an identifier that NFKC changes",
    "NotNormalized": "a name that NFKC would change and that enters as given",
    "ShortKey": "a key shorter than the block of the hash",
    "LongKey": "a key longer than the block of the hash, which HMAC hashes first",
    "EmptyInput": "an input that the formula needs is empty",
    "UnknownValue": "a value outside its list",
    "WrongMembers": "a member is missing, unknown or of the wrong type",
    "WrongSize": "octets of another size than the formula takes",
    "MemberOrder": "JSON members in another order, which must not matter",
    "OldMember": "the originator object of the older schema, with esks",
}


def test(comment, value, *flags):
    return {"comment": comment, "flags": list(flags), "in": value}


def without(value, name):
    return {key: member for key, member in value.items() if key != name}


def group_key():
    base = {"kpsa": KPSA, "enrollee_id": "C-A1", "rand": "a5" * 16}
    yield test("documented value", base, "FactValue")
    yield test("absolute identifier", {**base, "enrollee_id": "//sp.example/cse-b/C1"})
    yield test("identifier that NFKC changes", {**base, "enrollee_id": FOREIGN}, "Nfkc")
    yield test("another random number", {**base, "rand": bytes(range(16)).hex()})
    yield test("long key", {**base, "kpsa": "0f" * 100}, "LongKey")
    yield test("empty key", {**base, "kpsa": ""}, "EmptyInput")
    yield test("empty identifier", {**base, "enrollee_id": ""}, "EmptyInput")
    yield test("empty random number", {**base, "rand": ""}, "EmptyInput")
    yield test("no random number", without(base, "rand"), "WrongMembers")
    yield test("unknown member", {**base, "label": ""}, "WrongMembers")


def data_security():
    base = {"hash": "sha256", "salt": SALT, "key": KE}
    yield test("documented value", base, "FactValue")
    for name in HASHES:
        yield test(f"{name}, no salt", {"hash": name, "key": KE}, "NoSalt")
        yield test(f"{name}, salt of 48 octets", {"hash": name, "salt": "a0" * 48, "key": KPSA})
        yield test(f"{name}, long salt", {"hash": name, "salt": "b1" * 150, "key": KPSA}, "LongKey")
    yield test("key of 16 octets", {**base, "key": "c2" * 16}, "ShortKey")
    yield test("empty salt equals zero octets", {**base, "salt": ""})
    yield test("empty key", {**base, "key": ""}, "EmptyInput")
    yield test("unknown hash", {**base, "hash": "sha1"}, "UnknownValue")
    yield test("no hash", without(base, "hash"), "WrongMembers")
    yield test("key is no hex", {**base, "key": "0g"}, "UnknownValue")


def data_resource():
    base = {
        "hash": "sha256",
        "auth": "cd98e1165f543e9c3bbfe82338e26ff67beb09c699fa6d7d8cab24108e6a01c9",
        "conf": "cc7d13231ddc8e29b9f5fd3e9f1c07ffcda215f05fb2334981b68c541c674c09",
        "kind": "container",
        "name": "Container-x",
        "creation_time": "20240131T120000",
    }
    nonce = {**without(base, "creation_time"), "nonce": bytes(range(16)).hex()}
    for kind in ("container", "content-instance"):
        yield test(f"{kind}, documented value", {**base, "kind": kind}, "FactValue")
        yield test(f"{kind}, nonce", {**nonce, "kind": kind})
        yield test(f"{kind}, name that enters as given", {**nonce, "kind": kind, "name": "\ufb01"}, "NotNormalized")
        for name in HASHES[1:]:
            yield test(f"{kind}, {name}", {**nonce, "kind": kind, "hash": name})
    yield test("nonce and creation time", {**base, "nonce": "00"}, "WrongMembers")
    yield test("neither nonce nor creation time", without(nonce, "nonce"), "WrongMembers")
    yield test("empty nonce", {**nonce, "nonce": ""}, "EmptyInput")
    yield test("empty name", {**nonce, "name": ""}, "EmptyInput")
    yield test("unknown kind", {**nonce, "kind": "contentInstance"}, "UnknownValue")


def credential_id():
    base = {"name": "K_AE1_Container-x_data_conf", "tef": "tef.example.com"}
    yield test("plain form", base)
    yield test("hashed form, documented value", {**base, "hash": "sha256"}, "FactValue")
    for name in HASHES[1:]:
        yield test(f"hashed form, {name}", {**base, "hash": name})
    yield test("name that enters as given", {**base, "name": "K_\u212b", "hash": "sha256"}, "NotNormalized")
    yield test("name with @", {**base, "name": "a@b"}, "UnknownValue")
    yield test("empty TEF", {**base, "tef": ""}, "EmptyInput")
    yield test("unknown hash", {**base, "hash": "SHA-256"}, "UnknownValue")


def e2e_message():
    base = {"hash": "sha256", "salt": SALT, "kpsa": KPSA}
    yield test("documented value", base, "FactValue")
    for name in HASHES:
        yield test(f"{name}, no salt", {"hash": name, "kpsa": KE}, "NoSalt")
        yield test(f"{name}, salt of 32 octets", {**base, "hash": name, "salt": "0a" * 32})
    yield test("empty key", {**base, "kpsa": ""}, "EmptyInput")
    yield test("unknown hash", {**base, "hash": "md5"}, "UnknownValue")


def usage_constrained():
    pairs = [(21, "maf.example.com"), (22, "cse-b.sp.example"), (23, "cse-b.sp.example"), (24, "C1.cse-b.sp.example")]
    for suid, target in pairs:
        yield test(f"SUID {suid}, documented value", {"ke": KE, "suid": suid, "target": target}, "FactValue")
    base = {"ke": KE, "suid": 25, "target": "cse-b.sp.example"}
    for suid in (25, 34, 35, 44, 45):
        yield test(f"SUID {suid}", {**base, "suid": suid})
    yield test("target that NFKC changes", {**base, "target": "\ufb01.example"}, "Nfkc")
    yield test("no SUID", {**base, "suid": 20}, "UnknownValue")
    yield test("SUID as text", {**base, "suid": "25"}, "WrongMembers")
    yield test("empty target", {**base, "target": ""}, "EmptyInput")


def master_credential():
    yield test("documented value", {"ke": KE, "maf_id": "maf.example.com"}, "FactValue")
    yield test("identifier that NFKC changes", {"ke": KE, "maf_id": "\u212b.example"}, "Nfkc")
    yield test("long key", {"ke": "77" * 80, "maf_id": "maf.example.com"}, "LongKey")
    yield test("empty identifier", {"ke": KE, "maf_id": ""}, "EmptyInput")


def secure_connection():
    yield test("documented value", {"ke": KE, "enrolee_id": "//sp.example/cse-b"}, "FactValue")
    yield test("documented value under NFKC", {"ke": KE, "enrolee_id": FOREIGN}, "FactValue", "Nfkc")
    yield test("key of 16 octets", {"ke": "01" * 16, "enrolee_id": "//sp.example/cse-b"}, "ShortKey")
    yield test("empty key", {"ke": "", "enrolee_id": "//sp.example/cse-b"}, "EmptyInput")


def exporter():
    base = {"master_secret": MASTER_SECRET, "client_random": KE, "server_random": KPSA}
    for name in ("Bootstrap", "Connection", "ESCertKE"):
        yield test(f"{name}, documented value", {**base, "label": f"EXPORTER-oneM2M-{name}"}, "FactValue")
    base["label"] = "EXPORTER-oneM2M-Connection"
    yield test("randoms exchanged", {**base, "client_random": KPSA, "server_random": KE})
    yield test("another master secret", {**base, "master_secret": "e7" * 48})
    yield test("master secret of 32 octets", {**base, "master_secret": "e7" * 32}, "WrongSize")
    yield test("random of 31 octets", {**base, "client_random": "00" * 31}, "WrongSize")
    yield test("empty label", {**base, "label": ""}, "EmptyInput")


def esprim_session():
    receiver = {
        "esks": [1], "espa": [10, 12], "esri": "u-00112233445566778899aabbccddeeff",
        "esrv": "r000102030405060708090a0b0c0d0e0f", "esrx": "20300101T000000",
    }  # fmt: skip
    originator = {
        "esk": 1, "espa": [12], "esri": "u-ffeeddccbbaa99887766554433221100",
        "esrv": "rf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "esrx": "20291231T000000",
    }  # fmt: skip
    base = {"pairwise_key": PAIRWISE, "receiver": receiver, "originator": originator}
    yield test("documented value", base, "FactValue")
    reordered = {**base, "receiver": dict(reversed(receiver.items()))}
    yield test("members in another order", reordered, "MemberOrder")
    older = {**without(originator, "esk"), "esks": [1]}
    yield test("older originator object", {**base, "originator": older}, "OldMember")
    yield test("objects exchanged", {**base, "receiver": without(originator, "esk"), "originator": receiver})
    yield test("unknown member in a random object", {**base, "receiver": {**receiver, "x": 1}}, "WrongMembers")
    yield test("random object is text", {**base, "receiver": "{}"}, "WrongMembers")
    yield test("empty key", {**base, "pairwise_key": ""}, "EmptyInput")


def esf():
    base = {
        "key": KE, "session_type": "S1", "target_data_class": 3,
        "source_id": "//sp.example/cse-a/C1", "salt": bytes(range(16)).hex(),
    }  # fmt: skip
    yield test("S1, class 3", base)
    yield test("Sm, class 3", {**base, "session_type": "Sm"})
    yield test("S1, class 1", {**base, "target_data_class": 1})
    yield test("another salt", {**base, "salt": "ff" * 16})
    yield test("source that NFKC changes", {**base, "source_id": FOREIGN}, "Nfkc")
    yield test("S2 is reserved", {**base, "session_type": "S2"}, "UnknownValue")
    yield test("class 0", {**base, "target_data_class": 0}, "UnknownValue")
    yield test("salt of 15 octets", {**base, "salt": "ff" * 15}, "WrongSize")
    yield test("empty source", {**base, "source_id": ""}, "EmptyInput")


def nfkc():
    yield test("ASCII stays", {"text": "//sp.example/cse-b"})
    for text in ("\u212b", "\ufb01", "\uff11", "A\u030a", "\u1e9b\u0323", "\u3300", "\u00bd", "\u0130", "\uac00"):
        yield test(f"U+{ord(text[0]):04X}", {"text": text}, "Nfkc")
    yield test("case is kept", {"text": "StRa\u00dfe"})
    yield test("empty", {"text": ""}, "EmptyInput")
    yield test("no text", {}, "WrongMembers")


# name of the file: operation, document, clause, tests
FILES = {
    "text/nfkc": ("TS-0003", "10.3.2", nfkc),
    "derive/group-key": ("TR-0012", "7.2.1 NOTE 5", group_key),
    "derive/data-security": ("TR-0012", "7.3.2.2 step 1", data_security),
    "derive/data-resource": ("TR-0012", "7.3.2.2 step 3", data_resource),
    "derive/credential-id": ("TR-0012", "7.3.2.2 steps 3 and 4", credential_id),
    "derive/e2e-message": ("TS-0003", "10.3.6", e2e_message),
    "derive/usage-constrained": ("TS-0003", "10.3.7", usage_constrained),
    "derive/master-credential": ("TS-0003", "10.3.2", master_credential),
    "derive/secure-connection": ("TS-0003", "10.3.3", secure_connection),
    "derive/exporter": ("TS-0003", "10.3.1", exporter),
    "derive/esprim-session": ("TS-0003", "10.3.8.2", esprim_session),
    "derive/esf": ("TR-0012", "6.2.2.2.1.3", esf),
}
