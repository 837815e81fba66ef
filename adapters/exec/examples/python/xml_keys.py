"""What keys XML security takes, how they are named, and which algorithms are open: TS-0003 tables 8.5.3.2-1 to 8.5.3.3-1."""

from cryptography.hazmat.primitives import serialization

from jose_keys import CURVES
from jwcrypto.jwk import JWK
from strict import Refused, from_base64url
from xml_tree import DS, XENC, XENC11, Children

_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
DIGESTS = {"sha256": f"{XENC}sha256", "sha384": f"{_MORE}sha384", "sha512": f"{XENC}sha512"}
SIGNATURES = {f"{jose}{bits}": f"{_MORE}{xml}-sha{bits}" for jose, xml in (("HS", "hmac"), ("RS", "rsa"), ("ES", "ecdsa"))
              for bits in (256, 384, 512)}  # fmt: skip
WRAPS = {f"A{bits}KW": f"{XENC}kw-aes{bits}" for bits in (128, 192, 256)}
OAEP = f"{XENC11}rsa-oaep"
CONTENTS = {f"A{bits}GCM": f"{XENC11}aes{bits}-gcm" for bits in (128, 192, 256)}
_CURVE_OF = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


def name_of(table, uri):
    """The name behind an identifier; refuses one that is never open."""
    for name, known in table.items():
        if known == uri:
            return name
    raise Refused("algorithm_not_allowed", uri)


def key_name_in(key_info):
    """The text of the only KeyName, or None."""
    names = [child for child in Children(key_info).rest() if child.is_a(DS, "KeyName")]
    if len(names) > 1:
        raise Refused("malformed", "KeyInfo with two KeyName")
    return names[0].text() if names else None


class XmlKey:
    """A JWK that is named by `kid` and bound to one `use`."""

    def __init__(self, jwk):
        self.name, self.use = jwk["kid"], jwk["use"]
        self.kty, self.curve = jwk["kty"], jwk.get("crv")
        self.secret = from_base64url(jwk["k"], "k") if self.kty == "oct" else None
        self.has_private = "d" in jwk
        self._jwk = jwk

    def _loaded(self):
        return JWK(**{name: value for name, value in self._jwk.items() if name not in ("use", "key_ops", "alg")})

    def private(self):
        pem = self._loaded().export_to_pem(private_key=True, password=None)
        return serialization.load_pem_private_key(pem, None)

    def public(self):
        return serialization.load_pem_public_key(self._loaded().export_to_pem())

    def may_be(self, name):
        return name is None or name == self.name

    def check_encryption(self, alg, enc_octets, wrap_octets):
        if self.use != "enc":
            raise Refused("key_mismatch", "a key for signatures")
        if alg in ("dir", *WRAPS):
            if self.secret is None or len(self.secret) != (enc_octets if alg == "dir" else wrap_octets):
                raise Refused("key_mismatch", "no symmetric key of the size of the algorithm")
        elif self.kty != ("RSA" if alg == "RSA-OAEP-256" else "EC") or (self.kty == "EC" and self.curve not in CURVES):
            raise Refused("key_mismatch", "a key of another type than the algorithm")

    def check_signature(self, alg, signing):
        if self.use != "sig":
            raise Refused("key_mismatch", "a key for encryption")
        if alg.startswith("HS"):
            if self.secret is None or len(self.secret) * 8 < int(alg[2:]):
                raise Refused("key_mismatch", "no symmetric key as long as the hash")
            return
        if self.kty != ("RSA" if alg.startswith("RS") else "EC") or self.curve != _CURVE_OF.get(alg):
            raise Refused("key_mismatch", "a key of another type or curve than the algorithm")
        if signing and not self.has_private:
            raise Refused("key_mismatch", "no private key")
