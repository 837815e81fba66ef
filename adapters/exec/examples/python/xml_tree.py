"""XML read strictly into a small tree, on expat, and its Exclusive XML Canonicalization 1.0: no code of libxml2."""

import base64
import binascii
import re
from xml.parsers import expat

from strict import Refused

DS = "http://www.w3.org/2000/09/xmldsig#"
DSIG11 = "http://www.w3.org/2009/xmldsig11#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
XENC11 = "http://www.w3.org/2009/xmlenc11#"
_XML = "http://www.w3.org/XML/1998/namespace"
_MOST_OCTETS, _MOST_NODES, _MOST_ATTRIBUTES, _DEEPEST = 16 << 20, 100_000, 64, 64
_SEPARATOR = "\x01"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WHITE_SPACE = " \t\r\n"


class Markup:
    """A comment ("<!--", text, "-->") or a processing instruction ("<?", text, "?>")."""

    def __init__(self, *parts):
        self.parts = parts
        self.is_comment = parts[0] == "<!--"


class Element:
    def __init__(self, name, attributes, parent):
        self.uri, self.local, self.prefix = _expanded(name)
        self.attributes = [(*_expanded(name), value) for name, value in attributes.items()]
        self.parent = parent
        self.children = []  # of Element, Markup, str

    def is_a(self, uri, local):
        return (self.uri, self.local) == (uri, local)

    def get(self, name):
        """An attribute without namespace."""
        return next((value for uri, local, _, value in self.attributes if (uri, local) == ("", name)), None)

    def required(self, name):
        value = self.get(name)
        if value is None:
            raise Refused("malformed", f"{self.local} without {name}")
        return value

    def below(self):
        """All elements from this one on, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.below()

    def text(self):
        if not all(isinstance(child, str) for child in self.children):
            raise Refused("malformed", f"{self.local} has more than text")
        return "".join(self.children)

    def octets(self):
        text = self.text().translate({ord(symbol): None for symbol in _WHITE_SPACE})
        return decode_base64(text)


def decode_base64(text):
    """Strictly: padding, and unused bits that are zero."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("malformed", "no base64") from None
    if base64.b64encode(decoded).decode("ascii") != text:
        raise Refused("malformed", "unused bits are not zero")
    return decoded


class Children:
    """The child elements of a structure, taken in their order."""

    def __init__(self, parent):
        self._parent = parent
        if any(isinstance(child, str) and child.strip(_WHITE_SPACE) for child in parent.children):
            raise Refused("malformed", f"text in {parent.local}")
        self._rest = [child for child in parent.children if isinstance(child, Element)]

    def take_if(self, uri, local):
        return self._rest.pop(0) if self._rest and self._rest[0].is_a(uri, local) else None

    def take(self, uri, local):
        taken = self.take_if(uri, local)
        if taken is None:
            raise Refused("malformed", f"no {local} at its place in {self._parent.local}")
        return taken

    def rest(self):
        return self._rest

    def done(self):
        if self._rest:
            raise Refused("malformed", f"{self._rest[0].local} has no place in {self._parent.local}")


def _expanded(name):
    parts = name.split(_SEPARATOR)
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) == 3 else ""


class Document:
    """`before` and `after` are the comments and instructions around the root."""

    def __init__(self, octets):
        self.octets = octets
        self.root, self.before, self.after = None, [], []
        self.end_of_root = 0  # offset of the end tag
        self._open, self._nodes = None, 0
        if len(octets) > _MOST_OCTETS:
            raise Refused("too_large", "the document is too long")
        parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self._markup("<!--", text, "-->")
        parser.ProcessingInstructionHandler = lambda name, data: self._markup("<?", f"{name} {data}" if data else name, "?>")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser = parser
        try:
            octets.decode("utf-8")
            parser.Parse(octets, True)
        except (expat.ExpatError, UnicodeDecodeError, ValueError):
            raise Refused("malformed", "no XML") from None

    def _count(self, more=1):
        self._nodes += more
        if self._nodes > _MOST_NODES:
            raise Refused("too_large", "too many nodes")

    def _start(self, name, attributes):
        self._count(1 + len(attributes))
        element = Element(name, attributes, self._open)
        if self._open is None:
            self.root = element
        else:
            self._open.children.append(element)
        self._open = element
        depth, above = 0, element
        while above is not None:
            depth, above = depth + 1, above.parent
        if depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise Refused("too_large", "nested too deep, or too many attributes")

    def _end(self, _name):
        self._open = self._open.parent
        if self._open is None:
            self.end_of_root = self._parser.CurrentByteIndex

    def _text(self, text):
        self._open.children.append(text)

    def _markup(self, *parts):
        self._count()
        markup = Markup(*parts)
        (self._open.children if self._open else self.before if self.root is None else self.after).append(markup)


def _refuse_doctype(*_):
    raise Refused("unsupported", "a document type declaration")


def check_text(text):
    """Refuses what XML 1.0 cannot carry, and controls that a reader might take for white space."""
    if re.search("[\0-\x1f\ufffe\uffff]", text):
        raise Refused("invalid_value", "characters that XML cannot carry")


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")


def escape_attribute(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return escaped.replace("\t", "&#x9;").replace("\n", "&#xA;").replace("\r", "&#xD;")


def _qualified(prefix, local):
    return f"{prefix}:{local}" if prefix else local


def _used_namespaces(element):
    """prefix: URI of the element's name and of the names of its attributes."""
    used = {element.prefix: element.uri}
    used.update({prefix: uri for uri, _, prefix, _ in element.attributes if prefix})
    return {prefix: uri for prefix, uri in used.items() if uri != _XML}


class Canonicalizer:
    def __init__(self, comments=False, left_out=None):
        self._comments = comments
        self._left_out = left_out
        self._parts = []

    def of_element(self, element):
        self._node(element, {})
        return self._octets()

    def of_content(self, element):
        for child in element.children:
            self._node(child, {})
        return self._octets()

    def of_document(self, document):
        for markup in self._shown(document.before):
            self._node(markup, {})
            self._parts.append("\n")
        self._node(document.root, {})
        for markup in self._shown(document.after):
            self._parts.append("\n")
            self._node(markup, {})
        return self._octets()

    def _octets(self):
        return "".join(self._parts).encode("utf-8")

    def _shown(self, markups):
        return [markup for markup in markups if self._comments or not markup.is_comment]

    def _node(self, node, rendered):
        if node is self._left_out:
            return
        if isinstance(node, str):
            self._parts.append(escape(node))
        elif isinstance(node, Markup):
            if self._shown([node]):
                self._parts.append("".join(node.parts))
        else:
            self._element(node, rendered)

    def _element(self, element, rendered):
        """`rendered`: the declarations that are written around this element."""
        changed = {prefix: uri for prefix, uri in _used_namespaces(element).items() if rendered.get(prefix, "") != uri}
        if any(uri and not _ABSOLUTE.match(uri) for uri in changed.values()):
            raise Refused("malformed", "no canonical form, a namespace URI is relative")
        name = _qualified(element.prefix, element.local)
        declared = [f' {"xmlns:" + prefix if prefix else "xmlns"}="{escape_attribute(uri)}"' for prefix, uri in sorted(changed.items())]
        written = [f' {_qualified(prefix, local)}="{escape_attribute(value)}"' for _, local, prefix, value in sorted(element.attributes)]
        self._parts.append(f"<{name}{''.join(declared)}{''.join(written)}>")
        for child in element.children:
            self._node(child, {**rendered, **changed})
        self._parts.append(f"</{name}>")
