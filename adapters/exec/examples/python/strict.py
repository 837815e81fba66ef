"""Strict reading of what a peer sends: JSON, hex, base64url, the members of an object.

jwcrypto and the json module let pass what the standards forbid (duplicate members, padding, unused bits that are not
zero), so everything is read here before it reaches them.
"""

import base64
import json
import re

MAX_DEPTH = 64
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
_HEX = re.compile(r"([0-9A-Fa-f]{2})*\Z")


class Refused(Exception):
    """The input is refused; `code` is a name of the project's error list."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Unsupported(Exception):
    """A legal request that this codec does not implement."""


def _no_duplicates(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Refused("malformed", "duplicate member")
    return dict(pairs)


def _no_constants(name):
    raise Refused("malformed", f"{name} is no JSON number")


def _check_depth_and_text(value, depth=0):
    if depth > MAX_DEPTH:
        raise Refused("too_large", "nested too deep")
    if isinstance(value, str):
        octets(value)
    elif isinstance(value, dict):
        for name, member in value.items():
            octets(name)
            _check_depth_and_text(member, depth + 1)
    elif isinstance(value, list):
        for element in value:
            _check_depth_and_text(element, depth + 1)


def octets(text):
    """UTF-8; refuses a lone surrogate, which an escape in JSON can make."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("malformed", "text is no Unicode") from None


def parse_json(text):
    try:
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except (ValueError, RecursionError):
        raise Refused("malformed", "no JSON") from None
    _check_depth_and_text(value)
    return value


def from_base64url(text, what):
    """RFC 7515 clause 2: no padding, no other characters, unused bits zero."""
    if not isinstance(text, str) or not _BASE64URL.match(text) or len(text) % 4 == 1:
        raise Refused("malformed", f"{what}: no base64url")
    decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(decoded) != text:
        raise Refused("malformed", f"{what}: unused bits are not zero")
    return decoded


def to_base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def to_json(value):
    """Compact, members sorted: RFC 8785 for the strings and integers that occur here."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Members:
    """Reads an object member by member; `done` refuses what nobody read."""

    def __init__(self, value, where):
        if not isinstance(value, dict):
            raise Refused("malformed", f"{where} is no object")
        self._value = value
        self._where = where
        self._read = set()

    def has(self, name):
        return name in self._value

    def any(self, name):
        self._read.add(name)
        return self._value.get(name)

    def of_type(self, name, kind, optional=False):
        if not self.has(name) and optional:
            return self.any(name)
        value = self.any(name)
        if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
            raise Refused("malformed", f"{self._where}.{name} is missing or of the wrong type")
        return value

    def text(self, name, optional=False):
        return self.of_type(name, str, optional)

    def integer(self, name):
        return self.of_type(name, int)

    def hex(self, name, optional=False):
        text = self.text(name, optional)
        if text is None:
            return None
        if not _HEX.match(text):
            raise Refused("invalid_value", f"{self._where}.{name} is no hex")
        return bytes.fromhex(text)

    def one_of(self, name, values):
        value = self.text(name)
        if value not in values:
            raise Refused("invalid_value", f"{self._where}.{name} is none of {', '.join(values)}")
        return value

    def done(self):
        unknown = set(self._value) - self._read
        if unknown:
            raise Refused("malformed", f"{self._where} has unknown members {sorted(unknown)}")
