"""XML Encryption 1.1 of octets, of a root element or of its content: AES-GCM under a key that is given, wrapped or agreed."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from jose_objects import Attempts
from strict import Refused, Unsupported
from xml_keys import CONTENTS, OAEP, WRAPS, key_name_in, name_of
from xml_tree import DS, DSIG11, XENC, XENC11, Canonicalizer, Children, Document, escape, escape_attribute

_SHA256, _MGF = f"{XENC}sha256", f"{XENC11}mgf1sha256"
_ECDH, _CONCAT = f"{XENC11}ECDH-ES", f"{XENC11}ConcatKDF"
_TYPES = {"element": f"{XENC}Element", "content": f"{XENC}Content"}
_CURVES = {"urn:oid:1.2.840.10045.3.1.7": ec.SECP256R1(), "urn:oid:1.3.132.0.34": ec.SECP384R1(), "urn:oid:1.3.132.0.35": ec.SECP521R1()}
_OTHER_INFO = ("AlgorithmID", "PartyUInfo", "PartyVInfo", "SuppPubInfo", "SuppPrivInfo")
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
_MOST_RECIPIENTS = 64
_IV, _TAG = 12, 16


def _octets_of(name):
    """Of the key of A128KW, ECDH-ES+A128KW, A128GCM and the like."""
    return int(name.rsplit("A", 1)[1][:3]) // 8


class EncryptedKey:
    """One way to the content encryption key; `alg` is "dir" where there is no element for it."""

    def __init__(self):
        self.alg, self.key_name, self.cipher = "dir", None, b""
        self.originator, self.other_info = None, b""


def _cipher_of(children):
    inner = Children(children.take(XENC, "CipherData"))
    if inner.take_if(XENC, "CipherReference") is not None:
        raise Refused("unsupported", "CipherReference")
    value = inner.take(XENC, "CipherValue")
    inner.done()
    return value.octets()


def _key_management(method):
    uri = method.required("Algorithm")
    children = Children(method)
    if uri != OAEP:
        alg = name_of(WRAPS, uri)
        children.done()
        return alg
    if children.take_if(XENC, "OAEPparams") is not None:
        raise Refused("unsupported", "OAEPparams")
    digest, mask = children.take_if(DS, "DigestMethod"), children.take_if(XENC11, "MGF")
    children.done()
    if digest is None or mask is None or digest.required("Algorithm") != _SHA256 or mask.required("Algorithm") != _MGF:
        raise Refused("algorithm_not_allowed", "RSA-OAEP with another hash than SHA-256")
    return "RSA-OAEP-256"


def _bit_string(parameters, name):
    text = parameters.get(name)
    if not text:
        return b""
    try:
        octets = bytes.fromhex(text)
    except ValueError:
        raise Refused("malformed", f"{name} is no hex") from None
    if octets[:1] != b"\0" or " " in text:
        raise Refused("unsupported", f"{name} is no whole octets")
    return octets[1:]


def _other_info(method):
    if method.required("Algorithm") != _CONCAT:
        raise Refused("algorithm_not_allowed", "another KDF")
    children = Children(method)
    parameters = children.take(XENC11, "ConcatKDFParams")
    children.done()
    inner = Children(parameters)
    digest = inner.take(DS, "DigestMethod").required("Algorithm")
    inner.done()
    if digest != _SHA256:
        raise Refused("algorithm_not_allowed", "ConcatKDF with another hash")
    return b"".join(_bit_string(parameters, name) for name in _OTHER_INFO)


def _originator(element):
    for uri, local in ((DS, "KeyValue"), (DSIG11, "ECKeyValue")):
        element = Children(element).take(uri, local)
    children = Children(element)
    uri = children.take(DSIG11, "NamedCurve").required("URI")
    point = children.take(DSIG11, "PublicKey").octets()
    if uri not in _CURVES:
        raise Refused("algorithm_not_allowed", "a curve that is never open")
    try:
        if point[:1] != b"\x04":
            raise ValueError
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[uri], point)
    except ValueError:
        raise Refused("malformed", "no uncompressed point of the curve") from None


def _read_agreement(element, key):
    if element.required("Algorithm") != _ECDH:
        raise Refused("algorithm_not_allowed", "another AgreementMethod")
    children = Children(element)
    key.other_info = _other_info(children.take(XENC11, "KeyDerivationMethod"))
    key.originator = _originator(children.take(XENC, "OriginatorKeyInfo"))
    recipient = children.take_if(XENC, "RecipientKeyInfo")
    key.key_name = None if recipient is None else key_name_in(recipient)
    children.done()
    if key.alg not in WRAPS:
        raise Refused("malformed", "AgreementMethod without key wrap")
    key.alg = "ECDH-ES+" + key.alg


def _read_encrypted_key(element):
    key, children = EncryptedKey(), Children(element)
    key.alg = _key_management(children.take(XENC, "EncryptionMethod"))
    key_info = children.take_if(DS, "KeyInfo")
    if key_info is not None:
        agreements = [child for child in Children(key_info).rest() if child.is_a(XENC, "AgreementMethod")]
        if agreements:
            _read_agreement(agreements[0], key)
        else:
            key.key_name = key_name_in(key_info)
    key.cipher = _cipher_of(children)
    children.take_if(XENC, "ReferenceList")
    children.take_if(XENC, "CarriedKeyName")
    children.done()
    return key


def _read_keys(key_info):
    """EncryptedKey each; a Refused for one whose algorithms are never open."""
    keys, direct = [], EncryptedKey()
    if key_info is not None:
        direct.key_name = key_name_in(key_info)
        for child in Children(key_info).rest():
            if not child.is_a(XENC, "EncryptedKey"):
                continue
            if len(keys) == _MOST_RECIPIENTS:
                raise Refused("too_large", "too many recipients")
            try:
                keys.append(_read_encrypted_key(child))
            except Refused as failure:
                if failure.code != "algorithm_not_allowed":
                    raise
                keys.append(failure)
    if keys and direct.key_name is not None:
        raise Refused("malformed", "a key by name beside EncryptedKey")
    return keys or [direct]


def _derived(private, public, other_info, octets):
    return ConcatKDFHash(hashes.SHA256(), octets, other_info).derive(private.exchange(ec.ECDH(), public))


def _recover(encrypted, key):
    if encrypted.alg == "dir":
        return key.secret
    if encrypted.alg in WRAPS:
        return aes_key_unwrap(key.secret, encrypted.cipher)
    private = key.private()
    if encrypted.alg == "RSA-OAEP-256":
        return private.decrypt(encrypted.cipher, _OAEP)
    if private.curve.name != encrypted.originator.curve.name:
        raise Refused("key_mismatch", "the originator's key is on another curve")
    return aes_key_unwrap(_derived(private, encrypted.originator, encrypted.other_info, _octets_of(encrypted.alg)), encrypted.cipher)


def _open_with(encrypted, enc, cipher, key):
    wrap = _octets_of(encrypted.alg) if encrypted.alg in WRAPS else None
    key.check_encryption(encrypted.alg, _octets_of(enc), wrap)
    if key.secret is None and not key.has_private:
        raise Refused("key_mismatch", "no private key")
    try:
        cek = _recover(encrypted, key)
        if len(cek) != _octets_of(enc):
            raise ValueError
        return AESGCM(cek).decrypt(cipher[:_IV], cipher[_IV:], None)
    except (InvalidTag, InvalidUnwrap, ValueError):
        raise Refused("authentication_failed", "does not open with this key") from None


def decrypt(octets, keys_for):
    """Plaintext, the name of what opened it, and the number of recipients; `keys_for` takes the octets that a key may have."""
    root = Document(octets).root
    found = [element for element in root.below() if element.is_a(XENC, "EncryptedData")]
    if len(found) != 1:
        raise Refused("unsupported" if found else "malformed", "not one EncryptedData")
    children = Children(found[0])
    method = children.take(XENC, "EncryptionMethod")
    enc = name_of(CONTENTS, method.required("Algorithm"))
    Children(method).done()
    encrypted_keys = _read_keys(children.take_if(DS, "KeyInfo"))
    cipher = _cipher_of(children)
    children.done()
    if len(cipher) < _IV + _TAG:
        raise Refused("invalid_length", "less than IV and tag")
    attempts = Attempts()
    for encrypted in encrypted_keys:
        if isinstance(encrypted, Refused):
            attempts.add(encrypted)
            continue
        octets = _octets_of(enc) if encrypted.alg == "dir" else _octets_of(encrypted.alg) if encrypted.alg in WRAPS else None
        for key in keys_for(octets):
            if not key.may_be(encrypted.key_name):
                continue
            try:
                plaintext = _open_with(encrypted, enc, cipher, key)
            except Refused as failure:
                attempts.add(failure)
                continue
            _check_place(found[0], root, plaintext)
            return plaintext, encrypted.key_name or key.name, len(encrypted_keys)
    raise attempts.failure()


def _check_place(element, root, plaintext):
    """What stands for an element or content has to be one at its place."""
    kind = element.get("Type")
    if kind not in _TYPES.values():
        return
    if element is root and kind == _TYPES["content"]:
        raise Refused("malformed", "content without an element around it")
    Document(plaintext if element is root else b"<a>" + plaintext + b"</a>")


def _agreement(alg, key, epk):
    """KeyInfo with the ephemeral key, and the key that wraps."""
    public = key.public()
    mine = epk or ec.generate_private_key(public.curve)
    uri = WRAPS[alg.removeprefix("ECDH-ES+")]
    curve = next(name for name, known in _CURVES.items() if known.name == mine.curve.name)
    point = mine.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    parties = f'AlgorithmID="00{uri.encode().hex().upper()}" PartyUInfo="00" PartyVInfo="00{key.name.encode().hex().upper()}"'
    info = (
        f'<xenc:AgreementMethod Algorithm="{_ECDH}"><xenc11:KeyDerivationMethod xmlns:xenc11="{XENC11}" Algorithm="{_CONCAT}">'
        f'<xenc11:ConcatKDFParams {parties}><ds:DigestMethod Algorithm="{_SHA256}"/></xenc11:ConcatKDFParams>'
        f'</xenc11:KeyDerivationMethod><xenc:OriginatorKeyInfo><ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11="{DSIG11}">'
        f'<dsig11:NamedCurve URI="{curve}"/><dsig11:PublicKey>{_base64(point)}</dsig11:PublicKey></dsig11:ECKeyValue>'
        f"</ds:KeyValue></xenc:OriginatorKeyInfo><xenc:RecipientKeyInfo><ds:KeyName>{escape(key.name)}</ds:KeyName>"
        "</xenc:RecipientKeyInfo></xenc:AgreementMethod>"
    )
    if mine.curve.name != public.curve.name:
        raise Refused("key_mismatch", "the ephemeral key is on another curve")
    return info, _derived(mine, public, uri.encode() + key.name.encode(), _octets_of(alg))


def _encrypted_key(alg, key, cek, epk):
    info = f"<ds:KeyName>{escape(key.name)}</ds:KeyName>"
    if alg == "RSA-OAEP-256":
        method = (f'<xenc:EncryptionMethod Algorithm="{OAEP}"><ds:DigestMethod Algorithm="{_SHA256}"/>'
                  f'<xenc11:MGF xmlns:xenc11="{XENC11}" Algorithm="{_MGF}"/></xenc:EncryptionMethod>')  # fmt: skip
        value = key.public().encrypt(cek, _OAEP)
    else:
        method = f'<xenc:EncryptionMethod Algorithm="{WRAPS[alg.removeprefix("ECDH-ES+")]}"/>'
        wrapping = key.secret
        if alg not in WRAPS:
            info, wrapping = _agreement(alg, key, epk)
        value = aes_key_wrap(wrapping, cek)
    return f"<xenc:EncryptedKey>{method}<ds:KeyInfo>{info}</ds:KeyInfo>{_cipher_data(value)}</xenc:EncryptedKey>"


def _base64(octets):
    return base64.b64encode(octets).decode("ascii")


def _cipher_data(octets):
    return f"<xenc:CipherData><xenc:CipherValue>{_base64(octets)}</xenc:CipherValue></xenc:CipherData>"


def _encrypted_data(plaintext, attributes, enc, recipients, fixed):
    direct = recipients[0][0] == "dir"
    cek = recipients[0][1].secret if direct else fixed.get("cek", os.urandom(_octets_of(enc)))
    iv = fixed.get("iv", os.urandom(_IV))
    if len(cek) != _octets_of(enc) or len(iv) != _IV:
        raise Refused("invalid_length", "the given CEK or IV")
    keys = "".join(_encrypted_key(alg, key, cek, fixed.get("epk")) for alg, key in recipients if not direct)
    info = f"<ds:KeyName>{escape(recipients[0][1].name)}</ds:KeyName>" if direct else keys
    return (
        f'<xenc:EncryptedData xmlns:xenc="{XENC}"{attributes}><xenc:EncryptionMethod Algorithm="{CONTENTS[enc]}"/>'
        f'<ds:KeyInfo xmlns:ds="{DS}">{info}</ds:KeyInfo>{_cipher_data(iv + AESGCM(cek).encrypt(iv, plaintext, None))}'
        "</xenc:EncryptedData>"
    )


def encrypt(payload, content_type, part, enc, recipients, fixed):
    """`recipients`: (alg, key) each; `fixed`: what a known answer gives of cek, iv, epk."""
    algs = [alg for alg, _ in recipients]
    if "dir" in algs and len(algs) > 1:
        raise Refused("invalid_value", "direct mode has one recipient")
    if part == "octets":
        attributes = f' MimeType="{escape_attribute(content_type)}"' if content_type else ""
        return _encrypted_data(payload, attributes, enc, recipients, fixed)
    if content_type:
        raise Refused("invalid_value", "a type is that of octets")
    document, attributes = Document(payload), f' Type="{_TYPES[part]}"'
    canonicalizer = Canonicalizer(comments=True)
    if part == "element":
        return _encrypted_data(canonicalizer.of_element(document.root), attributes, enc, recipients, fixed)
    made = _encrypted_data(canonicalizer.of_content(document.root), attributes, enc, recipients, fixed)
    return _in_place_of_content(payload.decode("utf-8"), document, made)


def _in_place_of_content(text, document, made):
    """The start tag of the root ends with the first ">" outside of quotes, after what stands before it."""
    end = text.encode("utf-8")[document.end_of_root :].decode("utf-8")
    if document.before or text.startswith("<?") or not end.startswith("</"):
        raise Unsupported("more than an element with content")
    quote = None
    for at, symbol in enumerate(text):
        if symbol in "\"'" and quote in (None, symbol):
            quote = None if quote else symbol
        elif symbol == ">" and quote is None:
            return text[: at + 1] + made + end
    raise Refused("malformed", "no XML")
