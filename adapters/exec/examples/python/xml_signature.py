"""XML Signature 1.1 with Exclusive XML Canonicalization 1.0, enveloping, enveloped or detached."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

from jose_objects import Attempts
from strict import Refused, Unsupported
from xml_keys import DIGESTS, SIGNATURES, key_name_in, name_of
from xml_tree import DS, Canonicalizer, Children, Document, Element, escape, escape_attribute

_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_ENVELOPED = f"{DS}enveloped-signature"
_BASE64 = f"{DS}base64"
_MOST_REFERENCES = 16
_COORDINATES = {"ES256": 32, "ES384": 48, "ES512": 66}


@dataclass
class Reference:
    uri: str
    target: object  # an Element; None: the whole document
    digest: str
    value: bytes


@dataclass
class Signature:
    element: object
    info: object = None
    alg: str = ""
    value: bytes = b""
    key_name: str = None
    object: object = None  # the ds:Object of an enveloping signature
    references: list = field(default_factory=list)


def signatures_of(root):
    """The root if it is one, else those among its children."""
    if root.is_a(DS, "Signature"):
        return [root]
    return [child for child in root.children if isinstance(child, Element) and child.is_a(DS, "Signature")]


def _elements_by_id(root):
    found = {}
    for element in root.below():
        name = element.get("Id")
        if name is not None and found.setdefault(name, element) is not element:
            raise Refused("malformed", "an Id occurs twice")
    return found


def _expect_algorithm(element, uri):
    if element.required("Algorithm") != uri:
        raise Refused("algorithm_not_allowed", element.get("Algorithm"))
    if Children(element).rest():
        raise Refused("unsupported", "parameters of an algorithm")


def _check_transforms(element, is_enveloped):
    children = Children(element)
    for uri in [_ENVELOPED, _EXCLUSIVE] if is_enveloped else [_EXCLUSIVE]:
        _expect_algorithm(children.take(DS, "Transform"), uri)
    children.done()


class _Reader:
    def __init__(self, document):
        self._root = document.root
        self._ids = _elements_by_id(self._root)
        found = signatures_of(self._root)
        if len(found) != 1:
            raise Refused("malformed", "not one Signature at or below the root")
        element, = found
        self._is_enveloping = element is self._root
        self._made = Signature(element)

    def read(self):
        children, made = Children(self._made.element), self._made
        made.info = children.take(DS, "SignedInfo")
        made.value = children.take(DS, "SignatureValue").octets()
        key_info = children.take_if(DS, "KeyInfo")
        made.key_name = None if key_info is None else key_name_in(key_info)
        made.object = children.take_if(DS, "Object")
        children.done()
        self._read_signed_info()
        self._check_references()
        return made

    def _read_signed_info(self):
        children = Children(self._made.info)
        _expect_algorithm(children.take(DS, "CanonicalizationMethod"), _EXCLUSIVE)
        method = children.take(DS, "SignatureMethod")
        self._made.alg = name_of(SIGNATURES, method.required("Algorithm"))
        _expect_algorithm(method, SIGNATURES[self._made.alg])
        while (element := children.take_if(DS, "Reference")) is not None:
            if len(self._made.references) == _MOST_REFERENCES:
                raise Refused("too_large", "too many references")
            self._made.references.append(self._read_reference(element))
        children.done()

    def _read_reference(self, element):
        uri = element.required("URI")
        target, children = self._resolve(uri), Children(element)
        _check_transforms(children.take(DS, "Transforms"), not uri)
        digest = name_of(DIGESTS, children.take(DS, "DigestMethod").required("Algorithm"))
        value = children.take(DS, "DigestValue").octets()
        children.done()
        return Reference(uri, target, digest, value)

    def _resolve(self, uri):
        """Elements are looked for where the form has them, and nowhere else: that is what wrapping needs."""
        if not uri:
            return None
        if not uri.startswith("#"):
            raise Refused("unsupported", "a reference to elsewhere")
        found = self._ids.get(uri[1:])
        if found is None or found is self._made.element:
            raise Refused("not_found", "no such element")
        if found is not self._made.object if self._is_enveloping else found.parent is not self._root:
            raise Refused("not_found", "the element is not at its place")
        return found

    def _check_references(self):
        uris = [reference.uri for reference in self._made.references]
        if not uris or (("" in uris or self._is_enveloping) and len(uris) > 1) or len(set(uris)) < len(uris):
            raise Refused("malformed", "no Reference, or one too many")
        if self._is_enveloping != (self._made.object is not None) or (self._is_enveloping and "" in uris):
            raise Refused("malformed", "an Object that is not signed, or none")


def _covered(document, signature, reference):
    if reference.target is None:
        return Canonicalizer(left_out=signature.element).of_document(document)
    return Canonicalizer().of_element(reference.target)


def _raw_ecdsa(der, alg):
    return b"".join(number.to_bytes(_COORDINATES[alg], "big") for number in utils.decode_dss_signature(der))


def _check(key, alg, data, value):
    key.check_signature(alg, signing=False)
    algorithm = getattr(hashes, "SHA" + alg[2:])()
    try:
        if alg.startswith("HS"):
            if not hmac.compare_digest(hmac.digest(key.secret, data, "sha" + alg[2:]), value):
                raise InvalidSignature
        elif alg.startswith("RS"):
            key.public().verify(value, data, padding.PKCS1v15(), algorithm)
        else:
            half = _COORDINATES[alg]
            if len(value) != 2 * half:
                raise InvalidSignature
            numbers = (int.from_bytes(part, "big") for part in (value[:half], value[half:]))
            key.public().verify(utils.encode_dss_signature(*numbers), data, ec.ECDSA(algorithm))
    except InvalidSignature:
        raise Refused("authentication_failed", "digest or signature") from None


def _make(key, alg, data):
    key.check_signature(alg, signing=True)
    algorithm = getattr(hashes, "SHA" + alg[2:])()
    if alg.startswith("HS"):
        return hmac.digest(key.secret, data, "sha" + alg[2:])
    if alg.startswith("RS"):
        return key.private().sign(data, padding.PKCS1v15(), algorithm)
    return _raw_ecdsa(key.private().sign(data, ec.ECDSA(algorithm)), alg)


def _check_with_any(keys, signature, data):
    attempts = Attempts()
    for key in keys:
        if not key.may_be(signature.key_name):
            continue
        try:
            _check(key, signature.alg, data, signature.value)
            return key
        except Refused as failure:
            attempts.add(failure)
    raise attempts.failure()


def verify(octets, keys):
    """The only content that is signed, its media type where that is signed as well, and the key."""
    document = Document(octets)
    signature = _Reader(document).read()
    key = _check_with_any(keys, signature, Canonicalizer().of_element(signature.info))
    for reference in signature.references:
        covered = _covered(document, signature, reference)
        if not hmac.compare_digest(hashlib.new(reference.digest, covered).digest(), reference.value):
            raise Refused("authentication_failed", "digest or signature")
    content, content_type = covered, ""
    if signature.object is not None:
        content, content_type = _content_of(signature.object)
    if len(signature.references) != 1:
        raise Refused("unsupported", "more than one part is signed")
    return content, content_type, key


def _content_of(element):
    content_type, encoding = element.get("MimeType") or "", element.get("Encoding")
    if encoding is None:
        return Canonicalizer().of_content(element), content_type
    if encoding != _BASE64:
        raise Refused("unsupported", "an Object in another encoding than base64")
    return element.octets(), content_type


def _template(uri, alg, key, content):
    """A Signature whose values are still to be filled in."""
    transforms = "".join(f'<ds:Transform Algorithm="{one}"/>' for one in ([_EXCLUSIVE] if uri else [_ENVELOPED, _EXCLUSIVE]))
    return (
        f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{_EXCLUSIVE}"/>'
        f'<ds:SignatureMethod Algorithm="{SIGNATURES[alg]}"/><ds:Reference URI="{escape_attribute(uri)}">'
        f'<ds:Transforms>{transforms}</ds:Transforms><ds:DigestMethod Algorithm="{DIGESTS["sha" + alg[2:]]}"/>'
        "<ds:DigestValue></ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>"
        f"<ds:KeyInfo><ds:KeyName>{escape(key.name)}</ds:KeyName></ds:KeyInfo>{content}</ds:Signature>"
    )


def _fill(text, element, value):
    encoded = base64.b64encode(value).decode("ascii")
    return text.replace(f"<ds:{element}></ds:{element}>", f"<ds:{element}>{encoded}</ds:{element}>", 1)


def _complete(before, template, after, alg, key):
    """`template` within its document, with digest and signature."""
    unsigned = Document((before + template + after).encode("utf-8"))
    signature = _Reader(unsigned).read()
    reference, = signature.references
    covered = _covered(unsigned, signature, reference)
    template = _fill(template, "DigestValue", hashlib.new(reference.digest, covered).digest())
    info = _Reader(Document((before + template + after).encode("utf-8"))).read().info
    template = _fill(template, "SignatureValue", _make(key, alg, Canonicalizer().of_element(info)))
    return before + template + after


def sign(payload, content_type, place, element_id, alg, key):
    """The signed document as text; `payload` is a document itself but where the signature is enveloping."""
    if place == "enveloping":
        name = "content-" + hashlib.sha256(payload).digest()[:8].hex()
        mime_type = f' MimeType="{escape_attribute(content_type)}"' if content_type else ""
        encoded = base64.b64encode(payload).decode("ascii")
        content = f'<ds:Object Id="{name}"{mime_type} Encoding="{_BASE64}">{encoded}</ds:Object>'
        return _complete("", _template("#" + name, alg, key, content), "", alg, key)
    document = Document(payload)
    uri = "#" + element_id if place == "detached" else ""
    before, after = payload[: document.end_of_root].decode("utf-8"), payload[document.end_of_root :].decode("utf-8")
    if not after.startswith("</"):
        raise Unsupported("a root that is an empty element")
    return _complete(before, _template(uri, alg, key, ""), after, alg, key)
