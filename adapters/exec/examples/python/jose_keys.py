"""JSON Web Keys and what a key may be used for: RFC 7517, RFC 7518 clause 6."""

from cryptography.hazmat.primitives.asymmetric import ec
from jwcrypto.jwk import JWK

from strict import Refused, from_base64url

CURVES = {"P-256": (32, ec.SECP256R1), "P-384": (48, ec.SECP384R1), "P-521": (66, ec.SECP521R1)}
ENC_KEY_OCTETS = {
    "A128GCM": 16, "A192GCM": 24, "A256GCM": 32,
    "A128CBC-HS256": 32, "A192CBC-HS384": 48, "A256CBC-HS512": 64,
}  # fmt: skip
WRAP_KEY_OCTETS = {f"A{bits}{kind}": bits // 8 for bits in (128, 192, 256) for kind in ("KW", "GCMKW")}
RSA_ALGS = {"RSA-OAEP", "RSA-OAEP-256"}
ECDH_ALGS = {"ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW"}
JWE_ALGS = {"dir", *WRAP_KEY_OCTETS, *RSA_ALGS, *ECDH_ALGS}
JWS_KEY_TYPES = {
    **{f"HS{bits}": ("oct", None) for bits in (256, 384, 512)},
    **{f"{kind}{bits}": ("RSA", None) for kind in ("RS", "PS") for bits in (256, 384, 512)},
    "ES256": ("EC", "P-256"), "ES384": ("EC", "P-384"), "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}  # fmt: skip
ESDATA = {"dir", "A128KW", "A192KW", "A256KW", "RSA-OAEP-256", *(ECDH_ALGS - {"ECDH-ES"})}
ESDATA |= {"A128GCM", "A192GCM", "A256GCM"}
ESDATA |= {f"{kind}{bits}" for kind in ("HS", "RS", "ES") for bits in (256, 384, 512)}
_USE_OF = {"sign": "sig", "verify": "sig"}


def allowed_algorithms(names):
    """The closed list of TS-0003 tables 8.5.3.2-3, 8.5.3.2-4, 8.5.3.3-2, or exactly `names`."""
    if names is None or names == "esdata":
        return ESDATA
    known = JWE_ALGS | set(ENC_KEY_OCTETS) | set(JWS_KEY_TYPES)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Refused("malformed", "in.algorithms is neither esdata nor an array of names")
    if set(names) - known:
        raise Refused("algorithm_not_allowed", "in.algorithms has a name that is never open")
    return set(names)


def _mismatch(why):
    raise Refused("key_mismatch", why)


class Key:
    """One key; `Unknown` types are for the caller to pass over."""

    class Unknown(Exception):
        pass

    def __init__(self, jwk):
        if not isinstance(jwk, dict):
            raise Refused("malformed", "a key is no object")
        self._jwk = jwk
        self.kty = self._text("kty")
        readers = {"oct": self._read_oct, "RSA": self._read_rsa, "EC": self._read_ec, "OKP": self._read_okp}
        if self.kty not in readers:
            raise Key.Unknown
        self.secret = None
        readers[self.kty]()
        for name in ("kid", "use", "alg"):
            if name in jwk:
                self._text(name)
        operations = jwk.get("key_ops", [])
        if not isinstance(operations, list) or len({str(name) for name in operations}) != len(operations):
            raise Refused("malformed", "key_ops is no array of distinct names")
        if not all(isinstance(name, str) for name in operations):
            raise Refused("malformed", "an element of key_ops is no string")
        self.kid = jwk.get("kid")
        self.curve = jwk.get("crv")
        self.has_private = self.kty == "oct" or "d" in jwk
        try:
            self.jwk = JWK(**{name: value for name, value in jwk.items() if name not in ("use", "key_ops", "alg")})
            if self.kty == "RSA" and self.has_private:
                self.jwk.get_op_key("sign")  # looks whether the numbers belong together
        except Exception:
            raise Refused("malformed", "no key") from None

    def _text(self, name):
        value = self._jwk.get(name)
        if not isinstance(value, str):
            raise Refused("malformed", f"key: {name} is missing or no string")
        return value

    def _octets(self, name):
        return from_base64url(self._text(name), f"key: {name}")

    def _read_oct(self):
        self.secret = self._octets("k")
        if not self.secret:
            raise Refused("invalid_length", "key: k is empty")

    def _read_rsa(self):
        names = ["n", "e"] + (["d", "p", "q", "dp", "dq", "qi"] if "d" in self._jwk else [])
        numbers = {name: self._octets(name) for name in names}
        if any(not number or number[0] == 0 for number in numbers.values()):
            raise Refused("malformed", "key: a number is not in its shortest form")
        exponent = int.from_bytes(numbers["e"], "big")
        if exponent < 3 or exponent % 2 == 0:
            raise Refused("invalid_value", "key: e is weak")
        if int.from_bytes(numbers["n"], "big").bit_length() < 2048:
            raise Refused("invalid_length", "key: n is shorter than 2048 bit")
        if numbers["n"][-1] % 2 == 0:
            raise Refused("malformed", "key: n is even")

    def _read_ec(self):
        if self._text("crv") not in CURVES:
            raise Key.Unknown
        size, curve = CURVES[self._jwk["crv"]]
        names = ["x", "y"] + (["d"] if "d" in self._jwk else [])
        numbers = [self._octets(name) for name in names]
        if any(len(number) != size for number in numbers):
            raise Refused("malformed", "key: a coordinate is not of the size of the field")
        x, y = (int.from_bytes(number, "big") for number in numbers[:2])
        try:
            point = ec.EllipticCurvePublicNumbers(x, y, curve())
            point.public_key()
            if "d" in self._jwk:
                ec.EllipticCurvePrivateNumbers(int.from_bytes(numbers[2], "big"), point).private_key()
        except ValueError:
            raise Refused("malformed", "key: the point is not on the curve, or not of d") from None

    def _read_okp(self):
        if self._text("crv") != "Ed25519":
            raise Key.Unknown
        if len(self._octets("x")) != 32:
            raise Refused("malformed", "key: x is not of 32 octets")

    def _check_purpose(self, names, operations):
        bound, use, listed = (self._jwk.get(name) for name in ("alg", "use", "key_ops"))
        if bound is not None and bound not in names:
            _mismatch("the alg of the key is another")
        if use is not None and use != _USE_OF.get(operations[0], "enc"):
            _mismatch("the use of the key forbids it")
        if listed is not None and not set(listed) & set(operations):
            _mismatch("the key_ops of the key forbid it")

    def check_jwe(self, alg, enc, opening):
        if alg == "dir":
            operations = ["decrypt" if opening else "encrypt"]
        elif alg in ECDH_ALGS:
            operations = ["deriveKey", "deriveBits"]
        else:
            operations = ["unwrapKey" if opening else "wrapKey"]
        self._check_purpose([alg, enc] if alg == "dir" else [alg], operations)
        if alg in RSA_ALGS or alg in ECDH_ALGS:
            if self.kty != ("RSA" if alg in RSA_ALGS else "EC"):
                _mismatch("a key of another type than alg")
        elif self.secret is None or len(self.secret) != WRAP_KEY_OCTETS.get(alg, ENC_KEY_OCTETS[enc]):
            _mismatch("no symmetric key of the size of alg")
        if opening and not self.has_private:
            _mismatch("no private key")

    def check_jws(self, alg, signing):
        self._check_purpose([alg], ["sign" if signing else "verify"])
        kty, curve = JWS_KEY_TYPES[alg]
        if self.kty != kty or (curve and self.curve != curve):
            _mismatch("a key of another type or curve than alg")
        if kty == "oct" and len(self.secret) * 8 < int(alg[2:]):
            _mismatch("a key shorter than the hash")
        if signing and not self.has_private:
            _mismatch("no private key")


def read_keys(values):
    if not isinstance(values, list):
        raise Refused("malformed", "in.keys is no array")
    keys = []
    for value in values:
        try:
            keys.append(Key(value))
        except Key.Unknown:
            continue
    names = [(key.kty, key.kid) for key in keys if key.kid is not None]
    if len(set(names)) != len(names):
        raise Refused("conflict", "two keys of one type have the same kid")
    return keys


def candidates(keys, kid):
    return [key for key in keys if kid is None or key.kid in (None, kid)]


def read_key(value):
    try:
        return Key(value)
    except Key.Unknown:
        raise Refused("unsupported", "a key of another type or curve") from None
