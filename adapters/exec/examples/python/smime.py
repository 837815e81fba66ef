"""MIME entities as S/MIME protects them: RFC 8551 clause 3, RFC 2045."""

import base64
import re

from strict import Refused

_MOST_HEADER_OCTETS = 16 << 10
_BLANK = b" \t"
_SIGNED_MESSAGE = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def media_type_in(content_type):
    """Names of media types have no case, RFC 2045 clause 5.1."""
    return content_type.partition(";")[0].strip(" \t").lower()


def entity_of(payload, media_type):
    """Text gets canonical line ends, RFC 8551 clause 3.1.1."""
    media_type = media_type or "application/octet-stream"
    if not all(" " <= c < "\x7f" for c in media_type):
        raise Refused("invalid_value", "MIME: a content type that is not printable")
    if media_type_in(media_type).startswith("text/"):
        payload = re.sub(rb"(?<!\r)\n", b"\r\n", payload)
    return f"Content-Type: {media_type}\r\n\r\n".encode("ascii") + payload


def _fields(octets):
    """The header fields, names in lower case, and the body."""
    fields, at = [], 0
    while True:
        end = octets.find(b"\n", at)
        if (len(octets) if end < 0 else end) > _MOST_HEADER_OCTETS:
            raise Refused("too_large", "MIME: headers")
        if end < 0:
            raise Refused("malformed", "MIME: no empty line after the headers")
        line, at = octets[at:end].removesuffix(b"\r"), end + 1
        if not line:
            return fields, octets[at:]
        if line[:1] in (b" ", b"\t") and fields:
            name, value = fields[-1]
            fields[-1] = (name, (value + b" " if value else b"") + line.strip(_BLANK))
            continue
        name, colon, value = line.partition(b":")
        if not colon or not name or not all(0x20 < octet < 0x7F for octet in name):
            raise Refused("malformed", "MIME: a header line is no field")
        fields.append((name.lower(), value.strip(_BLANK)))


def _field(fields, wanted):
    """The value of the only field of that name; empty for none or several."""
    values = [value for name, value in fields if name == wanted]
    return values[0] if len(values) == 1 else b""


def _decoded(body, encoding):
    if encoding.lower() == b"base64":
        bare = re.sub(rb"[\r\n \t]", b"", body)
        try:
            octets = base64.b64decode(bare, validate=True)
        except ValueError:
            raise Refused("malformed", "MIME: no base64") from None
        if base64.b64encode(octets) != bare:
            raise Refused("malformed", "MIME: unused bits are not zero")
        return octets
    if encoding.lower() in (b"", b"7bit", b"8bit", b"binary"):
        return body
    raise Refused("unsupported", "MIME: another transfer encoding")


def _parameter(value, wanted):
    for name, quoted, bare in re.findall(rb';[ \t]*([^=;]*?)[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"|([^;]*))', value):
        if name.lower() == wanted:
            return re.sub(rb"\\(.)", rb"\1", quoted) or bare.strip(_BLANK)
    return b""


def read_entity(octets):
    """Media type and body."""
    fields, body = _fields(octets)
    content_type = _field(fields, b"content-type").decode("latin-1")
    if not all(" " <= c < "\x7f" or c == "\t" for c in content_type):
        raise Refused("malformed", "MIME: a content type that is not printable")
    return content_type or "text/plain", _decoded(body, _field(fields, b"content-transfer-encoding"))


def is_message(media_type):
    """Whether a CMS object is inside, RFC 8551 clause 3.2."""
    return media_type_in(media_type) in _SIGNED_MESSAGE


def message_around(octets, smime_type):
    text = base64.b64encode(octets)
    lines = b"".join(text[at : at + 64] + b"\r\n" for at in range(0, len(text), 64))
    return (
        'MIME-Version: 1.0\r\nContent-Disposition: attachment; filename="smime.p7m"\r\n'
        f'Content-Type: application/pkcs7-mime; smime-type={smime_type}; name="smime.p7m"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + lines


def object_in(message):
    """The CMS object of a message, and what smime-type says of it; empty where it says nothing."""
    fields, body = _fields(message)
    content_type = _field(fields, b"content-type")
    if not is_message(content_type.decode("latin-1")):
        raise Refused("unsupported", "S/MIME: another media type")
    octets = _decoded(body, _field(fields, b"content-transfer-encoding"))
    return octets, _parameter(content_type, b"smime-type").decode("latin-1")
