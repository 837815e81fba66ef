"""ESData in XML security: XML Encryption and XML Signature under the algorithms that JOSE has other names for."""

from esdata_credentials import SIGNATURE, bound, fitted, key_for, source_of_encryption, source_of_signatures
from jose_keys import read_key
from strict import Members, Refused, from_base64url, to_base64url
from xml_encryption import decrypt, encrypt
from xml_keys import XmlKey
from xml_signature import sign, signatures_of, verify
from xml_tree import Document, check_text


def _check_shape(request):
    for text in (request["type"], *(one["id"] for one in (*request["targets"], *request["signers"]))):
        check_text(text)
    only_encrypts = request["class"] == "encryption-only"
    if request["aad"]:
        raise Refused("invalid_value", "XML Encryption has no place for associated data")
    if len(request["signers"]) > 1:
        raise Refused("unsupported", "several signatures over one content")
    if set(request["xml"]) & ({"signature", "id"} if only_encrypts else {"part"}):
        raise Refused("invalid_value", "a shape of another class")


def _fixed(value):
    """Octets of `cek` and `iv`, the key of `epk`."""
    members = Members(value, "in")
    made = {name: members.hex(name) for name in ("cek", "iv") if members.has(name)}
    if "epk" in value:
        if not read_key(value["epk"]).has_private:
            raise Refused("key_mismatch", "in.epk: no private key")
        made["epk"] = XmlKey({**value["epk"], "kid": "", "use": "enc"}).private()
    return made


def _sign(request):
    signer, = request["signers"]
    place, element_id = request["xml"].get("signature", "enveloping"), request["xml"].get("id", "")
    if (place == "detached") != bool(element_id) or (request["type"] and place != "enveloping"):
        raise Refused("invalid_value", "an id or a type where the place has none")
    return sign(request["payload"], request["type"], place, element_id, signer["alg"], XmlKey(key_for(signer, SIGNATURE)))


def seal(request, fixed):
    """The object for a request whose class and algorithms are checked."""
    _check_shape(request)
    recipients = [(target["alg"], XmlKey(fitted(target, request["enc"]))) for target in request["targets"]]
    for alg, key in recipients:
        key.check_encryption(alg, None if key.secret is None else len(key.secret), None if key.secret is None else len(key.secret))
    if request["class"] == "signature-only":
        return _sign(request)
    payload, content_type, part = request["payload"], request["type"], request["xml"].get("part", "octets")
    if request["class"] == "nested":
        payload, content_type, part = _sign(request).encode("utf-8"), "", "element"
    return encrypt(payload, content_type, part, request["enc"], recipients, _fixed(fixed))


def _is_signed(octets):
    try:
        return bool(signatures_of(Document(octets).root))
    except Refused:
        return False


def _verify(octets, keys, held):
    payload, content_type, key = verify(octets, keys)
    return {"class": "signature-only", "payload": payload.hex(), "aad": "", "type": content_type, "opened_with": "",
            "verified_by": [key.name], "source": source_of_signatures([key.name], held)}  # fmt: skip


def _cut(jwk, octets):
    """A longer symmetric key cut to its leftmost octets."""
    if octets is None or jwk["kty"] != "oct" or jwk["use"] != "enc":
        return jwk
    return {**jwk, "k": to_base64url(from_base64url(jwk["k"], "k")[:octets])}


def open_object(text, _form, held):
    """What the target finds, of whichever class it is."""
    octets, jwks = text.encode("utf-8"), bound(held)
    keys = [XmlKey(jwk) for jwk in jwks]
    if signatures_of(Document(octets).root):
        return _verify(octets, keys, held)
    plaintext, name, readers = decrypt(octets, lambda size: [XmlKey(_cut(jwk, size)) for jwk in jwks])
    if _is_signed(plaintext):
        return {**_verify(plaintext, keys, held), "class": "nested", "opened_with": name}
    return {"class": "encryption-only", "payload": plaintext.hex(), "aad": "", "type": "", "opened_with": name,
            "verified_by": [], "source": source_of_encryption(name, readers, held)}  # fmt: skip
