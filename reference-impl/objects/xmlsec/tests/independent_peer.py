"""XML Encryption and XML Signature once more, on lxml, minidom, ElementTree and cryptography: shares no code with the
reference but OpenSSL's primitives below `cryptography`. Canonicalization is ElementTree's own.

usage: independent_peer.py INPUT OUTPUT; one JSON object a line. With "plaintext" (hex): opens "xml", compares, and
writes an object of its own with the plaintext reversed. With "signed" (hex): checks references and signature of "xml".
"""
import base64
import hashlib
import hmac
import json
import os
import sys
from xml.dom import minidom
from xml.etree import ElementTree

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from lxml import etree

NS = {"xenc": "http://www.w3.org/2001/04/xmlenc#", "xenc11": "http://www.w3.org/2009/xmlenc11#",
      "ds": "http://www.w3.org/2000/09/xmldsig#", "dsig11": "http://www.w3.org/2009/xmldsig11#"}
CURVES = {"urn:oid:1.2.840.10045.3.1.7": ec.SECP256R1(), "urn:oid:1.3.132.0.34": ec.SECP384R1(),
          "urn:oid:1.3.132.0.35": ec.SECP521R1()}
OTHER_INFO = ("AlgorithmID", "PartyUInfo", "PartyVInfo", "SuppPubInfo", "SuppPrivInfo")
OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def one(node, path):
    found = node.xpath(path, namespaces=NS)
    assert len(found) == 1, (path, len(found))
    return found[0]


def octets(node, path):
    return base64.b64decode(one(node, path).text, validate=True)


def bits(uri):
    return int(uri.rsplit("aes", 1)[1].split("-")[0]) // 8


def agree(private, public, parameters, size):
    parts = [bytes.fromhex(parameters.get(name, "00")) for name in OTHER_INFO]
    assert all(part[0] == 0 for part in parts)
    info = b"".join(part[1:] for part in parts)
    return ConcatKDFHash(hashes.SHA256(), size, info).derive(private.exchange(ec.ECDH(), public))


def unwrap(encrypted_key, case):
    method = one(encrypted_key, "xenc:EncryptionMethod").get("Algorithm")
    cipher = octets(encrypted_key, "xenc:CipherData/xenc:CipherValue")
    if method.endswith("xmlenc11#rsa-oaep"):
        assert one(encrypted_key, "xenc:EncryptionMethod/ds:DigestMethod").get("Algorithm").endswith("xmlenc#sha256")
        assert one(encrypted_key, "xenc:EncryptionMethod/xenc11:MGF").get("Algorithm").endswith("#mgf1sha256")
        return private_key(case).decrypt(cipher, OAEP)
    kek = bytes.fromhex(case.get("secret", ""))
    agreement = encrypted_key.xpath("ds:KeyInfo/xenc:AgreementMethod", namespaces=NS)
    if agreement:
        assert agreement[0].get("Algorithm").endswith("xmlenc11#ECDH-ES")
        derivation = one(agreement[0], "xenc11:KeyDerivationMethod")
        assert derivation.get("Algorithm").endswith("xmlenc11#ConcatKDF")
        value = "xenc:OriginatorKeyInfo/ds:KeyValue/dsig11:ECKeyValue/"
        curve = CURVES[one(agreement[0], value + "dsig11:NamedCurve").get("URI")]
        public = ec.EllipticCurvePublicKey.from_encoded_point(curve, octets(agreement[0], value + "dsig11:PublicKey"))
        kek = agree(private_key(case), public, one(derivation, "xenc11:ConcatKDFParams").attrib, bits(method))
    assert len(kek) == bits(method)
    return aes_key_unwrap(kek, cipher)


def private_key(case):
    return serialization.load_pem_private_key(case["pem"].encode(), None)


def decrypt(case):
    data = etree.fromstring(case["xml"].encode())
    assert data.tag == "{%s}EncryptedData" % NS["xenc"]
    method = one(data, "xenc:EncryptionMethod").get("Algorithm")
    keys = data.xpath("ds:KeyInfo/xenc:EncryptedKey", namespaces=NS)
    cek = unwrap(keys[0], case) if keys else bytes.fromhex(case["secret"])
    assert len(cek) == bits(method)
    cipher = octets(data, "xenc:CipherData/xenc:CipherValue")
    return AESGCM(cek).decrypt(cipher[:12], cipher[12:], None)


def encrypted_key(management, cek, case):
    """Written as text, with prefixes and order of attributes of its own."""
    uri = NS["xenc"] + management.removeprefix("ECDH-ES+")
    method = f"<x:EncryptionMethod Algorithm='{uri}'/>"
    info = ""
    if management == "rsa-oaep":
        method = (f"<x:EncryptionMethod Algorithm='{NS['xenc11']}rsa-oaep'><DigestMethod xmlns='{NS['ds']}' "
                  f"Algorithm='{NS['xenc']}sha256'/><y:MGF Algorithm='{NS['xenc11']}mgf1sha256'/></x:EncryptionMethod>")
        value = private_key(case).public_key().encrypt(cek, OAEP)
    elif management.startswith("ECDH"):
        theirs = private_key(case).public_key()
        mine = ec.generate_private_key(theirs.curve)
        curve = next(name for name, known in CURVES.items() if known.name == theirs.curve.name)
        point = base64.encodebytes(mine.public_key().public_bytes(serialization.Encoding.X962,
                                                                 serialization.PublicFormat.UncompressedPoint)).decode()
        parameters = {"AlgorithmID": "0000", "PartyUInfo": "00416C696365", "SuppPubInfo": "00FF"}
        attributes = " ".join(f'{name}="{text}"' for name, text in parameters.items())
        info = (f"<KeyInfo xmlns='{NS['ds']}'><x:AgreementMethod Algorithm='{NS['xenc11']}ECDH-ES'>"
                f"<y:KeyDerivationMethod Algorithm='{NS['xenc11']}ConcatKDF'><y:ConcatKDFParams {attributes}>"
                f"<DigestMethod Algorithm='{NS['xenc']}sha256'/></y:ConcatKDFParams></y:KeyDerivationMethod>"
                f"<x:OriginatorKeyInfo><KeyValue><ECKeyValue xmlns='{NS['dsig11']}'><NamedCurve URI='{curve}'/>"
                f"<PublicKey>{point}</PublicKey></ECKeyValue></KeyValue></x:OriginatorKeyInfo>"
                "</x:AgreementMethod></KeyInfo>")
        value = aes_key_wrap(agree(mine, theirs, parameters, bits(uri)), cek)
    else:
        value = aes_key_wrap(bytes.fromhex(case["secret"]), cek)
    return (f"<x:EncryptedKey>{method}{info}<x:CipherData>\n <x:CipherValue>{base64.encodebytes(value).decode()}"
            "</x:CipherValue></x:CipherData></x:EncryptedKey>")


def encrypt(plaintext, case):
    direct = case["management"] == "direct"
    cek = bytes.fromhex(case["secret"]) if direct else os.urandom(bits(case["content"]))
    iv = os.urandom(12)
    value = base64.encodebytes(iv + AESGCM(cek).encrypt(iv, plaintext, None)).decode()
    keys = "" if direct else encrypted_key(case["management"], cek, case)
    return (f"<?xml version='1.0'?>\n<x:EncryptedData xmlns:y='{NS['xenc11']}' xmlns:x='{NS['xenc']}'>\n"
            f" <x:EncryptionMethod Algorithm='{NS['xenc11']}{case['content']}'/>"
            f"<k:KeyInfo xmlns:k='{NS['ds']}'>{keys}</k:KeyInfo>"
            f"<x:CipherData><x:CipherValue>{value}</x:CipherValue></x:CipherData></x:EncryptedData>")


def canonical(element):
    """Exclusive canonical form; declarations of elements around go to this one first."""
    above = element.parentNode
    while above is not None and above.nodeType == above.ELEMENT_NODE:
        for name, value in above.attributes.items():
            if (name == "xmlns" or name.startswith("xmlns:")) and not element.hasAttribute(name):
                element.setAttribute(name, value)
        above = above.parentNode
    return ElementTree.canonicalize(element.toxml()).encode()


def check_signature(case):
    document = minidom.parseString(case["xml"].encode())
    root = document.documentElement
    named = lambda node, name: node.getElementsByTagNameNS(NS["ds"], name)
    signature = root if root.localName == "Signature" else [
        child for child in root.childNodes if getattr(child, "localName", "") == "Signature"][0]
    info, = named(signature, "SignedInfo")
    method = named(info, "SignatureMethod")[0].getAttribute("Algorithm").rsplit("#")[1]
    data = canonical(info)
    value = base64.b64decode(named(signature, "SignatureValue")[0].firstChild.data, validate=True)
    digests = {reference.getAttribute("URI"): (
        named(reference, "DigestMethod")[0].getAttribute("Algorithm").rsplit("#")[1],
        base64.b64decode(named(reference, "DigestValue")[0].firstChild.data)) for reference in named(info, "Reference")}
    if "" in digests:
        root.removeChild(signature)
    for uri, (digest, expected) in digests.items():
        target = root if not uri else [node for node in document.getElementsByTagName("*")
                                       if node.getAttribute("Id") == uri[1:]][0]
        covered = canonical(target)
        assert covered.hex() == case["signed"], (covered, bytes.fromhex(case["signed"]))
        assert hashlib.new(digest, covered).digest() == expected, uri
    name, size = method.split("-sha")
    algorithm = getattr(hashes, "SHA" + size)()
    if name == "hmac":
        assert hmac.digest(bytes.fromhex(case["secret"]), data, "sha" + size) == value
    elif name == "rsa":
        private_key(case).public_key().verify(value, data, padding.PKCS1v15(), algorithm)
    else:
        half = len(value) // 2
        der = utils.encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
        private_key(case).public_key().verify(der, data, ec.ECDSA(algorithm))


def main():
    with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
        for line in lines:
            case = json.loads(line)
            if "signed" in case:
                check_signature(case)
                continue
            plaintext = decrypt(case)
            assert plaintext.hex() == case["plaintext"], case["management"]
            out.write(json.dumps(encrypt(plaintext[::-1], case)) + "\n")


main()
