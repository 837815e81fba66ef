#!/usr/bin/python3
"""A codec behind the exec protocol: JSON lines on stdin, JSON lines on stdout.

Written from the formulas and the RFCs on python3-cryptography and python3-jwcrypto, independent of the reference, so
that the two confirm each other's known answers. Also an example of how any program joins the tests.
"""

import json
import sys

import esdata
import message
import esf_open
import esf_seal
from derivations import OPERATIONS
from esprim import open_object, seal_object
from jwe import open_jwe, seal_jwe
from jws import sign_jws, verify_jws
from strict import Members, Refused, Unsupported, parse_json

PROTOCOL = 1
MAX_LINE_OCTETS = 16 << 20
OPERATIONS = {
    **OPERATIONS,
    "esdata/open": esdata.open_envelope,
    "esdata/seal": esdata.seal,
    "esf/open": esf_open.open_envelope,
    "esf/seal": esf_seal.seal,
    "esprim/open": open_object,
    "esprim/seal": seal_object,
    "jose/jwe-open": open_jwe,
    "jose/jwe-seal": seal_jwe,
    "jose/jws-verify": verify_jws,
    "jose/jws-sign": sign_jws,
    "message/protect": message.protect,
    "message/verify": message.verify,
}


def hello(frame):
    if frame.integer("protocol") != PROTOCOL:
        raise Refused("unsupported", f"protocol other than {PROTOCOL}")
    frame.done()
    implementation = {"name": "plumbline-python-codec", "version": "1", "language": "Python"}
    return {"protocol": PROTOCOL, "implementation": implementation, "operations": sorted(OPERATIONS)}


def carry_out(frame, operation):
    frame.integer("seq")
    value = frame.of_type("in", dict)
    frame.done()
    if operation not in OPERATIONS:
        raise Unsupported("no operation of this codec")
    return {"out": OPERATIONS[operation](value)}


def answer(line):
    """The answer to one line; None ends the service."""
    identity = {}
    try:
        if len(line) > MAX_LINE_OCTETS:
            raise Refused("too_large", "the line is too long")
        value = parse_json(line.decode("utf-8"))
        frame = Members(value, "frame")
        operation = frame.text("op")
        if operation == "stop":
            return None
        if operation == "start":
            return hello(frame)
        identity = {"seq": frame.integer("seq")}
        return {**identity, **carry_out(frame, operation)}
    except Unsupported as why:
        return {**identity, "unsupported": str(why)}
    except Refused as why:
        return {**identity, "error": {"code": why.code, "detail": why.detail}}
    except UnicodeDecodeError:
        return {"error": {"code": "malformed", "detail": "the line is no UTF-8"}}


def main():
    # One octet more than allowed tells a long line from one that just fits.
    while line := sys.stdin.buffer.readline(MAX_LINE_OCTETS + 2):
        reply = answer(line.rstrip(b"\n"))
        if reply is None:
            return
        sys.stdout.write(json.dumps(reply, separators=(",", ":")) + "\n")
        sys.stdout.flush()
        if len(line) > MAX_LINE_OCTETS + 1:
            return


if __name__ == "__main__":
    main()
