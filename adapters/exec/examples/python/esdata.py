"""ESData: the protection options of TS-0003 table 8.5.2.1-1 in JOSE, XML security and CMS."""

import base64
import re
from datetime import datetime

import esdata_cms
import esdata_jose
import esdata_xml
from esdata_credentials import CERTIFICATES, read_credential
from jose_keys import ENC_KEY_OCTETS, ESDATA, JWE_ALGS, JWS_KEY_TYPES
from smime import media_type_in
from strict import Members, Refused
from xml_tree import decode_base64

CLASSES = ["encryption-only", "signature-only", "nested"]
_JOSE, _JOSE_JSON, _XENC, _XML, _SMIME = "application/jose", "application/jose+json", "application/xenc+xml", "application/xml", "application/pkcs7-mime"
# format, media types of what is encrypted and of what is signed only, encodingType, contentSecurity
FORMS = {
    "jose-compact": (esdata_jose, _JOSE, _JOSE, "0", "1"),
    "jose-json": (esdata_jose, _JOSE_JSON, _JOSE_JSON, "0", "2"),
    "jose-json-base64": (esdata_jose, _JOSE_JSON, _JOSE_JSON, "0", "3"),
    "xml": (esdata_xml, _XENC, _XML, "0", "4"),
    "xml-base64": (esdata_xml, _XENC, _XML, "0", "5"),
    # contentSecurity has no number for CMS: the media type says it.
    "cms": (esdata_cms, _SMIME, _SMIME, "2", "0"),
}
_MOST_OCTETS = 16 << 20
_TIMESTAMP = re.compile(r"[0-9]{8}T[0-9]{6}(,[0-9]{0,6})?\Z")
_MEDIA_TYPE = re.compile(r"[!-.0-~]+/[!-.0-~]+\Z")


def _optional_list(members, name):
    return members.of_type(name, list, optional=True) or []


def _check_class(security_class, targets, signers, aad):
    encrypts, signs = security_class != "signature-only", security_class != "encryption-only"
    if bool(targets) != encrypts or bool(signers) != signs:
        raise Refused("invalid_value", "credentials that the class does not take")
    if not encrypts and aad:
        raise Refused("invalid_value", "a signature carries no associated data")
    if encrypts and any(signer["suid"] not in CERTIFICATES for signer in signers):
        raise Refused("key_mismatch", "the inner layer is a digital signature")


def _check_algorithms(targets, signers, enc):
    for name in [*(one["alg"] for one in (*signers, *targets)), *([enc] if targets else [])]:
        if name not in ESDATA:
            raise Refused("algorithm_not_allowed", name)


def _entries(members, name, algorithms):
    entries = []
    for value in _optional_list(members, name):
        entry = Members(value, f"in.{name}")
        alg, credential = entry.text("alg"), read_credential(entry)
        entry.done()
        if alg not in algorithms:
            raise Refused("algorithm_not_allowed", "an algorithm that is never open")
        entries.append({**credential, "alg": alg})
    return entries


def _shape(members):
    """What a source of XML chooses; empty where it chooses nothing."""
    if not members.has("xml"):
        return {}
    shape = Members(members.of_type("xml", dict), "in.xml")
    known = {"signature": ["enveloping", "enveloped", "detached"], "part": ["octets", "element", "content"]}
    made = {name: shape.one_of(name, values) for name, values in known.items() if shape.has(name)}
    if name := shape.text("id", optional=True):
        made["id"] = name
    shape.done()
    return made


def _is_base64(form):
    return form.endswith("base64") or form == "cms"


def _time(text):
    """m2m:timestamp; absent: the beginning of 1970."""
    if text is None:
        return datetime(1970, 1, 1)
    if not _TIMESTAMP.match(text):
        raise Refused("malformed", "no timestamp")
    try:
        return datetime(*(int(text[at : at + size]) for at, size in ((0, 4), (4, 2), (6, 2), (9, 2), (11, 2), (13, 2))))
    except ValueError:
        raise Refused("malformed", "no such time") from None


def seal(value):
    members = Members(value, "in")
    request = {"class": members.one_of("class", CLASSES), "payload": members.hex("payload"),
               "aad": members.hex("aad", optional=True) or b"", "type": members.text("type", optional=True) or "",
               "form": members.one_of("serialization", [*FORMS]), "xml": _shape(members)}  # fmt: skip
    enc = members.text("enc", optional=True)
    request["enc"] = "A256GCM" if enc is None else enc
    request["signing_time"] = _time(members.text("signing_time", optional=True))
    fixed = {name: members.any(name) for name in ("cek", "iv", "epk") if members.has(name)}
    request["targets"], request["signers"] = _entries(members, "targets", JWE_ALGS), _entries(members, "signers", JWS_KEY_TYPES)
    members.done()
    if request["enc"] not in ENC_KEY_OCTETS:
        raise Refused("algorithm_not_allowed", "an algorithm that is never open")
    _check_class(request["class"], request["targets"], request["signers"], request["aad"])
    _check_algorithms(request["targets"], request["signers"], request["enc"])
    made_by, encrypted, only_signed, encoding, security = FORMS[request["form"]]
    envelope = made_by.seal(request, fixed)
    if _is_base64(request["form"]):
        envelope = base64.b64encode(envelope if request["form"] == "cms" else envelope.encode()).decode("ascii")
    media_type = only_signed if request["class"] == "signature-only" else encrypted
    return {"envelope": envelope, "content_info": f"{media_type}:{encoding}" + (f":{security}" if security != "0" else "")}


def _security_of(content_info):
    media_type, *rest = content_info.split(":")
    if not _MEDIA_TYPE.match(media_type) or len(rest) not in (1, 2) or rest[0] not in ("0", "1", "2"):
        raise Refused("malformed", "contentInfo")
    if len(rest) == 2 and rest[1] not in ("0", "1", "2", "3", "4", "5"):
        raise Refused("malformed", "contentInfo")
    return rest[0], rest[1] if len(rest) == 2 else "0"


def _unwrap(envelope, content_info):
    """The object, text but in CMS, and its form."""
    encoding, security = _security_of(content_info)
    form, known = next((name, made[3]) for name, made in FORMS.items() if made[4] == security)
    # Parameters of the media type are hints, RFC 8551 clause 3.2.2.
    if encoding != known or (form == "cms" and media_type_in(content_info.split(":")[0]) != _SMIME):
        raise Refused("unsupported", "contentInfo of another form")
    if len(envelope) > _MOST_OCTETS:
        raise Refused("too_large", "envelope")
    if not _is_base64(form):
        return envelope, form
    octets = decode_base64(envelope)
    if form == "cms":
        return octets, form
    try:
        return octets.decode("utf-8"), form
    except UnicodeDecodeError:
        raise Refused("malformed", "no UTF-8") from None


def open_envelope(value):
    members = Members(value, "in")
    envelope, content_info = members.text("envelope"), members.text("content_info")
    credentials, demanded = members.of_type("credentials", list), None
    if members.has("class"):
        demanded = members.one_of("class", CLASSES)
    members.done()
    held = []
    for one in credentials:
        entry = Members(one, "in.credentials")
        targets = entry.of_type("targets", int, optional=True)
        targets = 1 if targets is None else targets
        if not 1 <= targets <= 1_000_000:
            raise Refused("invalid_value", "targets")
        held.append({**read_credential(entry), "targets": targets})
        entry.done()
    text, form = _unwrap(envelope, content_info)
    opened = FORMS[form][0].open_object(text, form, held)
    if opened["class"] == "nested" and opened["source"] != "non-repudiable":
        raise Refused("key_mismatch", "the inner layer is no digital signature")
    if demanded not in (None, opened["class"]):
        raise Refused("invalid_value", "another class than the demanded")
    return opened
