"""ESData in XML security: the protection options, what an intermediary may write anew, and envelopes to be refused.

Signatures that no signer makes are written here in canonical form, so that a MAC over their text is all that they need.
"""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from esdata_inputs import (
    CEK, ECDH, HELD, LONG, MACS, PAYLOAD, SIGNATURES, SYMMETRIC, credential, encrypting, fixed_for, nesting, opening, signer, target,
    vouching,
)  # fmt: skip
from jose_inputs import IV, SECRET, oct_key, public, test, RSA

FLAGS = {
    "XmlOption": "XML security: a protection option of the table",
    "XmlPlace": "an XML signature around the payload, in it or beside it",
    "XmlPart": "XML Encryption of octets, of an element or of its content",
    "XmlReserialized": "a signed document written anew with the same canonical form",
    "XmlAnotherForm": "a signed document written anew with another canonical form",
    "XmlWrapped": "what was signed is elsewhere, and something else stands at its place",
    "XmlUnsafe": "a signature that covers less than it seems to: another transform, a cut MAC, a reference to elsewhere",
    "XmlModified": "octets of an encrypted object were changed after it was made",
    "XmlWithoutIntegrity": "XML Encryption in a mode or under a padding that tells no changed octets",
    "XmlMisused": "XML security under a credential for another purpose, of another class, or marked otherwise",
}
DS, XENC = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/04/xmlenc#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
HMAC = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"
DOCUMENT = (b'<m:cin xmlns:m="urn:example:m2m" xmlns:u="urn:example:unused"><con Id="con" b="2" a="1">21.5 &lt; 22</con>'
            b"<lbl/></m:cin>")  # fmt: skip
FORMS = ("xml", "xml-base64")
SIGNATURE, DETACHED = {"signature": "enveloped"}, {"signature": "detached", "id": "con"}


def of_document(value, **shape):
    """A seal of DOCUMENT instead of octets."""
    made = {**value, "payload": DOCUMENT.hex(), "xml": shape}
    del made["type"]
    return made


def fixed_seals():
    for form in FORMS:
        for alg, suid in SYMMETRIC.items():
            yield f"{alg}, {form}", encrypting([target(alg, suid)], form, **fixed_for(alg)), "XmlOption"
        for alg in ECDH:
            yield f"{alg}, {form}", encrypting([target(alg, 44)], form, **fixed_for(alg)), "XmlOption"
        for alg, suid in MACS.items():
            yield f"{alg}, {form}", vouching([signer(alg, suid)], form), "XmlOption"
        value = nesting([target("A256KW")], [signer("RS256", 45, "s")], form, **fixed_for("A256KW"))
        yield f"RS256 inside A256KW, {form}", value, "XmlOption"
    for enc in ("A128GCM", "A192GCM"):
        value = encrypting([target("A256KW")], "xml", enc=enc, iv=IV.hex(), cek="c5" * (int(enc[1:4]) // 8))
        yield f"A256KW, {enc}", value, "XmlOption"
    for alg in ("RS256", "RS384", "RS512"):
        yield f"{alg}, octets", vouching([signer(alg, 45, "s")], "xml"), "XmlPlace"
        for shape in (SIGNATURE, DETACHED):
            yield f"{alg}, {shape['signature']}", of_document(vouching([signer(alg, 45, "s")], "xml"), **shape), "XmlPlace"
    for part in ("octets", "element", "content"):
        value = of_document(encrypting([target("A256KW")], "xml", **fixed_for("A256KW")), part=part)
        yield f"the {part} of a document", value, "XmlPart"
    longer = credential("e", 34, oct_key(LONG), alg="A128KW")
    yield "the leftmost octets of a longer key", encrypting([longer], "xml", **fixed_for("A128KW")), "XmlOption"
    several = [target("A256KW", 14, "a"), target("A128KW", 24, "b"), target("ECDH-ES+A128KW", 44, "c")]
    yield "three targets", encrypting(several, "xml", **fixed_for("ECDH-ES+A128KW")), "XmlOption"


def seal(_codec):
    for comment, value, flag in fixed_seals():
        yield test(comment, value, "valid", flag)
    mic, certificate, to = signer("HS256"), signer("RS256", 45, "s"), target("A256KW")
    for comment, value in {
        "associated data": encrypting([to], "xml", aad="00"),
        "two signatures": vouching([mic, certificate], "xml"),
        "a MIC inside": nesting([to], [mic], "xml"),
        "direct mode for two targets": encrypting([target("dir", 14, "a"), to], "xml"),
        "SUID 15 for encryption": encrypting([target("A256KW", 15)], "xml"),
        "SUID 14 for a MIC": vouching([signer("HS256", 14)], "xml"),
        "a place for a signature where none is made": encrypting([to], "xml", xml=SIGNATURE),
        "a part to encrypt where all is signed": vouching([mic], "xml", xml={"part": "octets"}),
        "detached, and no Id": of_document(vouching([mic], "xml"), signature="detached"),
        "an Id, and not detached": of_document(vouching([mic], "xml"), signature="enveloped", id="con"),
        "an Id that nothing has": of_document(vouching([mic], "xml"), signature="detached", id="none"),
        "a type of what is no octets": {**of_document(encrypting([to], "xml"), part="element"), "type": "text/xml"},
        "an element of what is no XML": {**of_document(encrypting([to], "xml"), part="element"), "payload": PAYLOAD.hex()},
        "an enveloped signature in what is no XML": {**of_document(vouching([mic], "xml"), **SIGNATURE), "payload": PAYLOAD.hex()},
        "a document type declaration": {**of_document(vouching([mic], "xml"), **SIGNATURE), "payload": b"<!DOCTYPE a><a></a>".hex()},
        "a shape of XML in JOSE": encrypting([to], xml={"part": "octets"}),
        "a control character in the id": vouching([{**mic, "id": "m\u0001"}], "xml"),
    }.items():
        yield test(comment, value, "invalid", "XmlMisused")


def options():
    """Seals of every option, with what opens them: comment, input, credentials."""
    for form in FORMS:
        for alg, suid in SYMMETRIC.items():
            yield f"{alg}, {form}", encrypting([target(alg, suid)], form), [HELD[alg]]
        for alg in (*ECDH, "RSA-OAEP-256"):
            yield f"{alg}, {form}", encrypting([target(alg, 44)], form), [HELD[alg]]
        for alg, suid in MACS.items():
            yield f"{alg}, {form}", vouching([signer(alg, suid)], form), [HELD[alg]]
        for alg in SIGNATURES:
            yield f"{alg}, {form}", vouching([signer(alg, 45, "s")], form), [HELD[alg]]
        for outer in ("dir", "A256KW", "RSA-OAEP-256", "ECDH-ES+A128KW"):
            value = nesting([target(outer, SYMMETRIC.get(outer, 44))], [signer("ES256", 45, "s")], form)
            yield f"ES256 inside {outer}, {form}", value, [HELD[outer], HELD["ES256"]]


def several_opened(codec):
    a, b, c = target("A256KW", 14, "a"), target("RSA-OAEP-256", 44, "b"), target("ECDH-ES+A192KW", 44, "c")
    made = codec.ask("esdata/seal", encrypting([a, b, c], "xml"))["out"]
    for name, suid, alg in (("a", 14, "A256KW"), ("b", 44, "RSA-OAEP-256"), ("c", 44, "ECDH-ES+A192KW")):
        held = {**HELD[alg], "id": name, "suid": suid}
        yield test(f"the target with {alg} of three, in XML", opening(made, held), "valid", "XmlOption")
    made = codec.ask("esdata/seal", encrypting([target("A256KW")], "xml"))["out"]
    for targets in (1, 2):
        held = {**HELD["A256KW"], "targets": targets}
        yield test(f"a key that {targets} targets have, in XML", opening(made, held), "valid", "XmlOption")


def shapes(codec):
    for shape in ({"signature": "enveloping"}, SIGNATURE, DETACHED):
        for alg in ("HS256", "ES256", "RS256"):
            one = signer(alg, MACS.get(alg, 45), HELD[alg]["id"])
            made = codec.ask("esdata/seal", of_document(vouching([one], "xml"), **shape))["out"]
            yield test(f"{alg}, {shape['signature']}", opening(made, HELD[alg]), "valid", "XmlPlace")
    for part in ("octets", "element", "content"):
        made = codec.ask("esdata/seal", of_document(encrypting([target("A256KW")], "xml"), part=part))["out"]
        yield test(f"the {part} of a document", opening(made, HELD["A256KW"]), "valid", "XmlPart")


SAME_FORM = {
    "attributes in another order and other quotes": ('b="2" a="1"', "a='1'  b='2'"),
    "CDATA": ("&lt;", "<![CDATA[<]]>"),
    "a character reference": ("21.5", "&#50;1.&#x35;"),
    "an empty element with two tags": ("<lbl/>", "<lbl ></lbl\n>"),
    "a comment": ("21.5", "21<!-- a note -->.5"),
    "a namespace that nothing uses": (' xmlns:u="urn:example:unused"', ' xmlns:v="urn:example:other"'),
    "an XML declaration": ("<m:cin", '<?xml version="1.0" encoding="UTF-8"?>\r\n<m:cin'),
    "white space within tags": ("</m:cin>", "</m:cin >\n"),
    "SignedInfo, too": ('<ds:Reference URI="', "<ds:Reference\n URI = '"),
}
OTHER_FORM = {
    "another text": ("21.5", "21.6"),
    "white space in a text": ("21.5", "21.5 "),
    "white space between elements": ("<m:cin ", None),
    "another value of an attribute": ('b="2"', 'b="3"'),
    "an attribute that is gone": (' a="1"', ""),
    "an instruction": ("21.5", "21.5<?note?>"),
    "a prefix of its own for the namespace": ("<con ", '<con xmlns="urn:example:own" '),
    "white space in SignedInfo": ("<ds:SignedInfo>", "<ds:SignedInfo> "),
}


def rewritten(text, change):
    old, new = change
    if old == '<ds:Reference URI="':  # the closing quote, too
        before, after = text.split(old)
        uri, rest = after.split('"', 1)
        return f"{before}{new}{uri}'{rest}"
    if new is None:  # indented, within the signed element as well
        return text.replace("<con ", "\n  <con ").replace("</con>", "\n  </con>")
    assert old in text, old
    return text.replace(old, new, 1)


def canonicalization(codec):
    for shape in (SIGNATURE, DETACHED):
        made = codec.ask("esdata/seal", of_document(vouching([signer("ES256", 45, "s")], "xml"), **shape))["out"]
        for changes, expected, flag in ((SAME_FORM, "valid", "XmlReserialized"), (OTHER_FORM, "invalid", "XmlAnotherForm")):
            for comment, change in changes.items():
                text = rewritten(made["envelope"], change)
                yield test(f"{comment}, {shape['signature']}", opening({**made, "envelope": text}, HELD["ES256"]), expected, flag)
        if shape is DETACHED:
            text = made["envelope"].replace("<lbl/>", "<lbl>more</lbl><cr/>")
            yield test("more beside the signed element", opening({**made, "envelope": text}, HELD["ES256"]), "valid",
                       "XmlReserialized")  # fmt: skip


def between(text, begin, end):
    at = text.index(begin)
    return text[at : text.index(end, at) + len(end)]


def wrapped(codec):
    sign = lambda **shape: codec.ask("esdata/seal", of_document(vouching([signer("ES256", 45, "s")], "xml"), **shape))["out"]
    detached, enveloped, enveloping = sign(**DETACHED), sign(**SIGNATURE), sign(signature="enveloping")
    text, con = detached["envelope"], between(detached["envelope"], "<con ", "</con>")
    evil = '<con Id="{}">99</con>'
    inside = enveloping["envelope"]
    whole = enveloped["envelope"]
    cases = {
        "the signed element one level down": text.replace(con, evil.format("x") + f"<kept>{con}</kept>"),
        "the signed element below another Object": text.replace(con, evil.format("x")).replace(
            "</ds:Signature>", f"<ds:Object>{con}</ds:Object></ds:Signature>"),
        "another element with the same Id before it": text.replace(con, evil.format("con") + con),
        "another element with the same Id after it": text.replace(con, con + evil.format("con")),
        "the signed document within another": f"<cin>{evil.format('x')}{whole}</cin>",
        "the signed document within another, beside its signature": "<cin>" + evil.format("x")
        + whole.replace(between(whole, "<ds:Signature ", "</ds:Signature>"), "")
        + between(whole, "<ds:Signature ", "</ds:Signature>") + "</cin>",
        "another Object before the signed one": inside.replace("<ds:Object ", "<ds:Object>OTk=</ds:Object><ds:Object ", 1),
        "another Object after the signed one": inside.replace("</ds:Object>", "</ds:Object><ds:Object>OTk=</ds:Object>"),
        "a second signature": text.replace("</m:cin>", between(text, "<ds:Signature ", "</ds:Signature>") + "</m:cin>"),
    }  # fmt: skip
    for comment, envelope in cases.items():
        assert "ds:Signature" in envelope and envelope not in (text, whole, inside), comment
        yield test(comment, opening({**detached, "envelope": envelope}, HELD["ES256"]), "invalid", "XmlWrapped")


def element(name, content="", **attributes):
    """In canonical form; `name` has the prefix ds."""
    written = "".join(f' {key}="{value}"' for key, value in sorted(attributes.items()))
    return f"<ds:{name}{written}>{content}</ds:{name}>"


def with_mac(reference, c14n=EXCLUSIVE, method=HMAC, parameters="", octets=32, algorithm="sha256"):
    """A document with a detached signature that is right for what its SignedInfo says."""
    content = element("CanonicalizationMethod", Algorithm=c14n) + element("SignatureMethod", parameters, Algorithm=method)
    canonical = element("SignedInfo", content + reference).replace("<ds:SignedInfo>", f'<ds:SignedInfo xmlns:ds="{DS}">', 1)
    value = base64.b64encode(hmac.digest(SECRET, canonical.encode(), algorithm)[:octets]).decode()
    rest = element("SignatureValue", value) + element("KeyInfo", element("KeyName", "m"))
    return f'<cin><con Id="con">21.5</con><ds:Signature xmlns:ds="{DS}">{canonical}{rest}</ds:Signature></cin>'


def reference_to(covered, uri="#con", transforms=(EXCLUSIVE,), digest=XENC + "sha256", parameters="", algorithm="sha256"):
    listed = "".join(element("Transform", parameters if uri != EXCLUSIVE else "", Algorithm=uri) for uri in transforms)
    value = base64.b64encode(hashlib.new(algorithm, covered.encode()).digest()).decode()
    return element("Reference", element("Transforms", listed) + element("DigestMethod", Algorithm=digest)
                   + element("DigestValue", value), URI=uri)  # fmt: skip


def unsafe():
    con = '<con Id="con">21.5</con>'
    good = reference_to(con)
    xpath = element("XPath", "self::text()")
    made = lambda envelope: {"envelope": envelope, "content_info": "application/xml:0:4"}
    yield test("a detached MAC", opening(made(with_mac(good)), HELD["HS256"]), "valid", "XmlPlace")
    cases = {
        "canonicalized inclusively": with_mac(good, c14n="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
        "an XPath transform": with_mac(reference_to("21.5", transforms=("http://www.w3.org/TR/1999/REC-xpath-19991116", EXCLUSIVE),
                                                    parameters=xpath)),
        "an XSLT transform": with_mac(reference_to(con, transforms=("http://www.w3.org/TR/1999/REC-xslt-19991116", EXCLUSIVE))),
        "no transform": with_mac(reference_to(con, transforms=())),
        "a digest by SHA-1": with_mac(reference_to(con, digest=DS + "sha1", algorithm="sha1")),
        "HMAC-SHA-1": with_mac(good, method=DS + "hmac-sha1", algorithm="sha1"),
        "a MAC of one octet": with_mac(good, parameters=element("HMACOutputLength", "8"), octets=1),
        "a MAC that is cut and does not say so": with_mac(good, octets=16),
        "a reference to a file": with_mac(reference_to("", uri="file:///dev/null")),
        "a reference to another host": with_mac(reference_to("", uri="http://127.0.0.1/con")),
        "no reference": with_mac(""),
        "two references to one element": with_mac(good + good),
        "a reference to nothing": with_mac(reference_to(con, uri="#none")),
        "nothing of the payload is signed": with_mac(good).replace('<con Id="con">', '<con Id="other">'),
    }  # fmt: skip
    for comment, envelope in cases.items():
        yield test(comment, opening(made(envelope), HELD["HS256"]), "invalid", "XmlUnsafe")


def flipped(text, begin, which):
    """The first symbol after the `which`th `begin` is another one."""
    at = -1
    for _ in range(which):
        at = text.index(begin, at + 1)
    at += len(begin)
    return text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :]


def tampered(codec):
    value = "<xenc:CipherValue>"
    for alg in ("A256KW", "ECDH-ES+A128KW"):
        made = codec.ask("esdata/seal", encrypting([target(alg, SYMMETRIC.get(alg, 44))], "xml"))["out"]
        cipher = between(made["envelope"].rsplit(value, 1)[1], "", "<")[:-1]
        octets = base64.b64decode(cipher)
        changes = {"encrypted key": flipped(made["envelope"], value, 1), "IV": flipped(made["envelope"], value, 2)}
        for name, at in (("ciphertext", 12), ("tag", -1)):
            other = bytearray(octets)
            other[at] ^= 1
            changes[name] = made["envelope"].replace(cipher, base64.b64encode(other).decode())
        if alg != "A256KW":
            changes["ephemeral key"] = made["envelope"].replace('PartyVInfo="00', 'PartyVInfo="0000', 1)
        for name, envelope in changes.items():
            yield test(f"{alg}, changed {name}, in XML", opening({**made, "envelope": envelope}, HELD[alg]), "invalid", "XmlModified")
    both = codec.ask("esdata/seal", nesting([target("A256KW")], [signer("ES256", 45, "s")], "xml"))["out"]
    yield test("nested, changed tag, in XML", opening({**both, "envelope": flipped(both["envelope"], value, 2)}, HELD["A256KW"],
                                                     HELD["ES256"]), "invalid", "XmlModified")  # fmt: skip
    made = codec.ask("esdata/seal", encrypting([target("A256KW")], "xml"))["out"]
    stranger = credential("e", 14, oct_key(b"\x01" * 32))
    yield test("another key under that id, in XML", opening(made, stranger), "invalid", "XmlModified")
    kept = made["envelope"].replace("application/json", "text/plain")
    yield test("another MimeType, which nothing protects", opening({**made, "envelope": kept}, HELD["A256KW"]), "valid", "XmlPart")


def data(method, cipher, info):
    return (f'<xenc:EncryptedData xmlns:xenc="{XENC}"><xenc:EncryptionMethod Algorithm="{method}"/><ds:KeyInfo xmlns:ds="{DS}">{info}'
            f"</ds:KeyInfo><xenc:CipherData><xenc:CipherValue>{base64.b64encode(cipher).decode()}</xenc:CipherValue></xenc:CipherData>"
            "</xenc:EncryptedData>")  # fmt: skip


def without_integrity(codec):
    padded = PAYLOAD + bytes(15 - len(PAYLOAD) % 16) + bytes([16 - len(PAYLOAD) % 16])
    iv = os.urandom(16)
    cipher = Cipher(algorithms.AES(SECRET), modes.CBC(iv)).encryptor()
    named = "<ds:KeyName>e</ds:KeyName>"
    made = {"content_info": "application/xenc+xml:0:4"}
    cbc = data(XENC + "aes256-cbc", iv + cipher.update(padded) + cipher.finalize(), named)
    yield test("AES-CBC", opening({**made, "envelope": cbc}, HELD["A256KW"]), "invalid", "XmlWithoutIntegrity")
    sealed = codec.ask("esdata/seal", encrypting([target("RSA-OAEP-256", 44)], "xml"))["out"]
    method = between(sealed["envelope"], "<xenc:EncryptedKey><xenc:EncryptionMethod ", "</xenc:EncryptionMethod>")
    for comment, other in {
        "RSA with PKCS #1 v1.5": f'<xenc:EncryptionMethod Algorithm="{XENC}rsa-1_5"/>',
        "RSA-OAEP with SHA-1": f'<xenc:EncryptionMethod Algorithm="{XENC}rsa-oaep-mgf1p"/>',
        "RSA-OAEP without its hashes": '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"/>',
    }.items():
        envelope = sealed["envelope"].replace(method, "<xenc:EncryptedKey>" + other)
        yield test(comment, opening({**sealed, "envelope": envelope}, HELD["RSA-OAEP-256"]), "invalid", "XmlWithoutIntegrity")
    short = data("http://www.w3.org/2009/xmlenc11#aes256-gcm", os.urandom(27), named)
    yield test("GCM, and no room for its tag", opening({**made, "envelope": short}, HELD["A256KW"]), "invalid", "XmlWithoutIntegrity")


def misused(codec):
    encrypted = codec.ask("esdata/seal", encrypting([target("A256KW")], "xml"))["out"]
    mic = codec.ask("esdata/seal", vouching([signer("HS256")], "xml"))["out"]
    both = codec.ask("esdata/seal", nesting([target("A256KW")], [signer("ES256", 45, "s")], "xml"))["out"]
    with_mic = {**encrypting([target("A256KW")], "xml"), "payload": mic["envelope"].encode().hex()}
    mic_inside = codec.ask("esdata/seal", with_mic)["out"]
    prefix = encrypted["envelope"].replace("<xenc:EncryptedData", "<!DOCTYPE a><xenc:EncryptedData", 1)
    for comment, value in {
        "SUID 15 for decryption": opening(encrypted, credential("e", 15, oct_key())),
        "SUID 14 for a MIC": opening(mic, credential("m", 14, oct_key())),
        "no such credential": opening(encrypted, credential("x", 14, oct_key())),
        "nested, and no certificate of the source": opening(both, HELD["A256KW"]),
        "nested, and another certificate under that id": opening(both, HELD["A256KW"], credential("s", 45, public(RSA))),
        "a MIC inside": opening(mic_inside, HELD["A256KW"], HELD["HS256"]),
        "encryption where nested is demanded": opening(encrypted, HELD["A256KW"], **{"class": "nested"}),
        "nested where encryption is demanded": opening(both, HELD["A256KW"], HELD["ES256"], **{"class": "encryption-only"}),
        "marked as base64": opening({**encrypted, "content_info": "application/xenc+xml:0:5"}, HELD["A256KW"]),
        "marked as JOSE": opening({**encrypted, "content_info": "application/jose+json:0:2"}, HELD["A256KW"]),
        "base64 around a protected object": opening({**encrypted, "content_info": "application/xenc+xml:1:4"}, HELD["A256KW"]),
        "a document type declaration": opening({**encrypted, "envelope": prefix}, HELD["A256KW"]),
        "neither encrypted nor signed": opening({**encrypted, "envelope": "<cin/>"}, HELD["A256KW"]),
        "no XML": opening({**encrypted, "envelope": "<cin>"}, HELD["A256KW"]),
        "two objects": opening({**encrypted, "envelope": f"<cin>{encrypted['envelope']}{encrypted['envelope']}</cin>"}, HELD["A256KW"]),
    }.items():
        yield test(f"{comment}, in XML", value, "invalid", "XmlMisused")


def open_envelope(codec):
    for comment, value, held in options():
        made = codec.ask("esdata/seal", value)["out"]
        yield test(comment, opening(made, *held), "valid", "XmlOption")
    for tests in (several_opened, shapes, canonicalization, wrapped, tampered, without_integrity, misused):
        yield from tests(codec)
    yield from unsafe()
