"""Independent readers and writers of the serializations: lxml and cbor2.

Usage: independent_readers.py SAMPLES OUTPUT

SAMPLES has one JSON object a line: a content, and its octets in XML and CBOR in hex as the reference wrote them. Each is
compared with what the independent reader finds. OUTPUT gets the same contents in XML and CBOR as these tools write them:
other prefixes, indented, CDATA, lengths left open.
"""

import json
import sys

import cbor2
from lxml import etree

NAMESPACES = {
    "m2m": "http://www.onem2m.org/xml/protocols",
    "sec": "http://www.onem2m.org/xml/securityProtocols",
    "e2e": "urn:plumbline:e2e",
}
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
ATTRIBUTES = ("rn", "nm", "typ", "spid")


def qualified(name):
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def text_of(value):
    if isinstance(value, list):
        return " ".join(text_of(entry) for entry in value)
    return json.dumps(value) if isinstance(value, (bool, int)) else value


def is_repeated(value):
    return isinstance(value, list) and value and isinstance(value[0], dict)


def check(value, element, where):
    if value is None:
        assert element.get(NIL) == "true", where
    elif not isinstance(value, dict):
        assert (element.text or "") == text_of(value), where
    else:
        elements = 0
        for name, member in value.items():
            if name in ATTRIBUTES:
                assert element.get(name) == text_of(member), where + name
            elif name == "val" and "nm" in value:
                assert element.text == member, where
            else:
                found = element.findall(qualified(name))
                members = member if is_repeated(member) else [member]
                assert len(found) == len(members), where + name
                elements += len(found)
                for entry, child in zip(members, found):
                    check(entry, child, f"{where}{name}.")
        assert elements == len(element), where


def fill(element, value):
    if value is None:
        element.set(NIL, "true")
    elif not isinstance(value, dict):
        text = text_of(value)
        plain = isinstance(value, str) and text and "]]>" not in text and "\r" not in text
        element.text = etree.CDATA(text) if plain else text
    else:
        for name, member in value.items():
            if name in ATTRIBUTES:
                element.set(name, text_of(member))
            elif name == "val" and "nm" in value:
                element.text = member
            else:
                for entry in member if is_repeated(member) else [member]:
                    fill(etree.SubElement(element, qualified(name)), entry)


def open_ended(value):
    if isinstance(value, dict):
        return b"\xbf" + b"".join(cbor2.dumps(k) + open_ended(v) for k, v in value.items()) + b"\xff"
    if isinstance(value, list):
        return b"\x9f" + b"".join(open_ended(entry) for entry in value) + b"\xff"
    if isinstance(value, str):
        return b"\x7f" + cbor2.dumps(value[:1]) + cbor2.dumps(value[1:]) + b"\xff"
    return cbor2.dumps(value)


with open(sys.argv[1], encoding="utf-8") as samples, open(sys.argv[2], "w", encoding="ascii") as output:
    for line in samples:
        sample = json.loads(line)
        content = sample["content"]
        ((root, value),) = content.items()
        document = etree.fromstring(bytes.fromhex(sample["xml"]))
        assert document.tag == qualified(root), document.tag
        check(value, document, root + ".")
        assert cbor2.loads(bytes.fromhex(sample["cbor"])) == content
        made = etree.Element(qualified(root), nsmap={f"n{i}": uri for i, uri in enumerate(NAMESPACES.values())})
        fill(made, value)
        xml = etree.tostring(made, pretty_print=True, xml_declaration=True, encoding="utf-8")
        print(json.dumps({"xml": xml.hex(), "cbor": open_ended(content).hex()}), file=output)
