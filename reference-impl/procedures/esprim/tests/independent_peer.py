"""An ESPrim peer that shares no code with the reference: jwcrypto, hmac and json.

Usage: independent_peer.py SAMPLES OUTPUT

SAMPLES has one JSON object a line: the pairwise key in hex, both random objects, an ESPrim Object that the reference made
and the plaintext in it. Each is opened with a session key derived here. OUTPUT gets an object for each in the same session,
around the same plaintext reversed, its header in another order and spacing.
"""

import hashlib
import hmac
import json
import sys

from jwcrypto import jwe, jwk
from jwcrypto.common import base64url_encode

LABEL = b"oneM2M HMAC-SHA256 sessionESPrimKey derivation algorithm"
CEK_OCTETS = {"A128GCM": 16, "A192GCM": 24, "A256GCM": 32}


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def cek(sample, enc):
    message = canonical(sample["receiver"]) + canonical(sample["originator"]) + LABEL
    key = hmac.new(bytes.fromhex(sample["pairwise_key"]), message, hashlib.sha256).digest()
    return jwk.JWK(kty="oct", k=base64url_encode(key[: CEK_OCTETS[enc]]))


with open(sys.argv[1], encoding="utf-8") as samples, open(sys.argv[2], "w", encoding="ascii") as output:
    for line in samples:
        sample = json.loads(line)
        read = jwe.JWE()
        read.deserialize(sample["jwe"])
        header = json.loads(read.objects["protected"])
        read.decrypt(cek(sample, header["enc"]))
        assert read.payload.decode() == sample["plaintext"], read.payload
        assert header["alg"] == "dir" and header["oro"] == sample["originator"], header
        assert header["ori"] == sample["originator"]["esri"] and header["rri"] == sample["receiver"]["esri"], header
        reordered = json.dumps(dict(reversed(header.items())), indent=1)
        made = jwe.JWE(sample["plaintext"][::-1].encode(), protected=reordered)
        made.add_recipient(cek(sample, header["enc"]))
        print(made.serialize(compact=True), file=output)
