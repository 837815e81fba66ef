"""ASN.1 as octets, X.690: DER is written, BER is read. Knows nothing of CMS."""

from strict import Refused

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID, UTC_TIME, GENERALIZED_TIME, SEQUENCE, SET = 2, 3, 4, 5, 6, 23, 24, 0x30, 0x31
MAX_DEPTH = 32
_CONSTRUCTED, _INDEFINITE, _MOST_LENGTH_OCTETS = 0x20, 0x80, 8


def context(number, constructed=True):
    return 0x80 | number | (_CONSTRUCTED if constructed else 0)


def tlv(identifier, *contents):
    body = b"".join(contents)
    if len(body) < 128:
        return bytes([identifier, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([identifier, 0x80 | len(size)]) + size + body


def sequence(*members):
    return tlv(SEQUENCE, *members)


def set_of(*members, identifier=SET):
    """X.690 clause 11.6: in the order of their encodings."""
    return tlv(identifier, *sorted(members))


def oid(dotted):
    first, second, *rest = map(int, dotted.split("."))
    body = bytearray()
    for number in (first * 40 + second, *rest):
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(0x80 | number & 0x7F)
        body += bytes(reversed(groups))
    return tlv(OID, bytes(body))


def integer(number):
    return tlv(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def octet_string(octets):
    return tlv(OCTET_STRING, octets)


def malformed(why):
    return Refused("malformed", f"ASN.1: {why}")


class Value:
    """A value that was read: primitive with `contents`, constructed with `children`."""

    def __init__(self, identifier, contents=b"", children=None):
        self.identifier, self.contents, self.children = identifier, contents, children

    def der(self):
        """In definite lengths; sets keep the order in which they came."""
        if self.children is None:
            return tlv(self.identifier, self.contents)
        return tlv(self.identifier, *(child.der() for child in self.children))

    def octets(self):
        """Of an OCTET STRING, X.690 clause 8.7: in one piece, or in segments."""
        if self.children is None:
            return self.contents
        if any(child.identifier & ~_CONSTRUCTED != OCTET_STRING for child in self.children):
            raise malformed("a segment of another type")
        return b"".join(child.octets() for child in self.children)

    def number(self):
        """Of an INTEGER, in its shortest form."""
        octets = self.contents
        if len(octets) > 1 and octets[0] in (0, 0xFF) and (octets[0] ^ octets[1]) < 0x80:
            raise malformed("an INTEGER is longer than it need be")
        return int.from_bytes(octets, "big", signed=True)

    def small_number(self):
        if not 0 <= (number := self.number()) < 1 << 31:
            raise malformed("an INTEGER out of range")
        return number


def _length(octets, at, end):
    """The length (None: indefinite) that begins there, and where the contents begin."""
    if at >= end:
        raise malformed("cut off")
    first, at = octets[at], at + 1
    if first == _INDEFINITE:
        return None, at
    if first < 0x80:
        return first, at
    count = first & 0x7F
    if count > _MOST_LENGTH_OCTETS or end - at < count:
        raise malformed("a length that is cut or too long")
    return int.from_bytes(octets[at : at + count], "big"), at + count


def _value(octets, at, end, depth):
    """The value that begins there, None for end-of-contents, and where the next one begins."""
    if at >= end or octets[at] & 0x1F == 0x1F:
        raise malformed("cut off, or of a high tag number")
    identifier = octets[at]
    length, at = _length(octets, at + 1, end)
    if length is not None and length > end - at:
        raise malformed("cut off")
    if identifier == 0:
        if length != 0:
            raise malformed("end-of-contents with contents")
        return None, at
    if not identifier & _CONSTRUCTED:
        if length is None or (identifier == INTEGER and length == 0):
            raise malformed("a primitive value without length, or a number without octets")
        return Value(identifier, bytes(octets[at : at + length])), at + length
    if depth == MAX_DEPTH:
        raise Refused("too_large", "ASN.1: nested too deep")
    children, bound = [], end if length is None else at + length
    while length is None or at < bound:
        child, at = _value(octets, at, bound, depth + 1)
        if child is None and length is None:
            break
        if child is None:
            raise malformed("end-of-contents where nothing ends")
        children.append(child)
    return Value(identifier, children=children), at


def read(octets):
    """The one value that `octets` are."""
    value, end = _value(octets, 0, len(octets), 0)
    if value is None or end != len(octets):
        raise malformed("octets after the value, or none")
    return value


class Fields:
    """The members of a constructed value in their order; done() refuses what nobody took."""

    def __init__(self, value, identifier=None):
        if value.children is None or identifier not in (None, value.identifier):
            raise malformed("a value of another type than expected")
        self._rest = list(value.children)

    def take(self, identifier):
        if not self.has(identifier):
            raise malformed("a member is missing or of another type")
        return self._rest.pop(0)

    def has(self, identifier):
        return bool(self._rest) and self._rest[0].identifier == identifier

    def optional(self, identifier):
        return self.take(identifier) if self.has(identifier) else None

    def octets(self, identifier=OCTET_STRING):
        """A string, in one piece or in segments; None where the next member is none."""
        for known in (identifier, identifier | _CONSTRUCTED):
            if self.has(known):
                return self.take(known).octets()
        return None

    def identifier(self):
        """Of the next member; None at the end."""
        return self._rest[0].identifier if self._rest else None

    def rest(self):
        rest, self._rest = self._rest, []
        return rest

    def done(self):
        if self._rest:
            raise malformed("more members than expected")
