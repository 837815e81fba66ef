"""Headers and serializations that JWE and JWS share: RFC 7515 and RFC 7516, read strictly."""

from strict import MAX_DEPTH, Refused, from_base64url, parse_json, to_json

MAX_HEADER_OCTETS = 65536
_RANK = {"key_not_found": 0, "algorithm_not_allowed": 1, "key_mismatch": 2, "authentication_failed": 4}


class Attempts:
    """Keeps the failure that came furthest: it tells most about the object."""

    def __init__(self):
        self._failure = Refused("key_not_found", "no key for this object")

    def add(self, failure):
        if _RANK.get(failure.code, 3) > _RANK.get(self._failure.code, 3):
            self._failure = failure

    def failure(self):
        return self._failure


def check_header(header):
    if not isinstance(header, dict):
        raise Refused("malformed", "a header is no object")
    for name in ("alg", "enc", "kid", "cty", "typ", "zip"):
        if name in header and not isinstance(header[name], str):
            raise Refused("malformed", f"header: {name} is no string")
    return header


def decode_header(encoded):
    octets = from_base64url(encoded, "protected header")
    if len(octets) > MAX_HEADER_OCTETS:
        raise Refused("too_large", "the protected header is too long")
    try:
        return check_header(parse_json(octets.decode("utf-8")))
    except UnicodeDecodeError:
        raise Refused("malformed", "the protected header is no UTF-8") from None


def header_text(value):
    """A header to send: text as it is, an object in sorted compact form, absent as the empty text."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else to_json(check_header(value))
    check_header(parse_json(text))
    return text


def _refuse_crit(header):
    names = header["crit"]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise Refused("malformed", "crit is no array of names, or empty")
    if len(set(names)) != len(names) or not set(names) <= set(header):
        raise Refused("malformed", "crit names a member twice or one that is not there")
    raise Refused("unsupported", "crit names an extension that is not understood")


def merge_headers(protected, *others):
    if any("crit" in other for other in others):
        raise Refused("malformed", "crit outside the protected header")
    if "crit" in protected:
        _refuse_crit(protected)
    merged = dict(protected)
    for other in others:
        if set(merged) & set(other):
            raise Refused("malformed", "a header parameter occurs twice")
        merged.update(other)
    if merged.get("b64", True) is not True:
        raise Refused("unsupported", "b64 other than true")
    return merged


def parameter(header, name):
    if name not in header:
        raise Refused("malformed", f"header: no {name}")
    return header[name]


def text_of(value, name):
    """An optional member that is text and not empty."""
    text = value.get(name)
    if name in value and (not isinstance(text, str) or not text):
        raise Refused("malformed", f"{name} is no text, or empty")
    return text or ""


def octets_of(value, name):
    return from_base64url(text_of(value, name), name)


def entries_of(value, plural, flattened):
    """The recipients or signatures: of the general syntax, or the only one of the flattened syntax."""
    if plural not in value:
        return [value]
    entries = value[plural]
    if any(name in value for name in flattened):
        raise Refused("malformed", f"{plural} beside members of the flattened syntax")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise Refused("malformed", f"{plural} is no array of objects, or empty")
    if len(entries) > MAX_DEPTH:
        raise Refused("too_large", f"too many {plural}")
    return entries


def parse_object(value, part_names):
    """The members of an object given as compact text, JSON text, or JSON."""
    if isinstance(value, dict):
        return value, False
    if not isinstance(value, str):
        raise Refused("malformed", "the object is neither text nor JSON")
    if value.lstrip(" \t\r\n").startswith("{"):
        return parse_json(value), False
    parts = value.split(".")
    if len(parts) != len(part_names):
        raise Refused("malformed", f"a compact object has {len(part_names)} parts")
    return dict(zip(part_names, parts)), True
