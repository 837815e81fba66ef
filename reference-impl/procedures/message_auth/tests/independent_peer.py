"""A peer of message authentication that shares no code with the reference: jwcrypto, hmac and json.

Usage: independent_peer.py SAMPLES OUTPUT

SAMPLES has one JSON object a line: Kpsa and salt in hex (or a private key as JWK), a message that the reference made and the plaintext
in it. Each is opened with keys derived here. OUTPUT gets a message in the same protection, around the same plaintext with the next
sequence number, its header in another order and spacing.
"""

import hashlib
import hmac
import json
import sys

from jwcrypto import jwe, jwk, jws
from jwcrypto.common import base64url_encode


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def pair_keys(kpsa, salt):
    master = mac(salt, kpsa)
    authentication = mac(master, b"E2E Message Authentication Key\x01")
    confidentiality = mac(master, authentication + b"E2E Message Confidentiality Key\x02")
    return [jwk.JWK(kty="oct", k=base64url_encode(key)) for key in (authentication, confidentiality)]


def respelled(header):
    """The same header with the next number, from back to front."""
    return json.dumps(dict(reversed({**header, "sqn": header["sqn"] + 1}.items())), indent=1)


def verified(text, key):
    read = jws.JWS()
    read.deserialize(text, key)
    return json.loads(read.objects["protected"]), read.payload


def signed(header, payload, key):
    made = jws.JWS(payload)
    made.add_signature(key, protected=respelled(header))
    return made.serialize(compact=True)


def decrypted(text, key):
    read = jwe.JWE()
    read.deserialize(text, key)
    return json.loads(read.objects["protected"]), read.payload


def encrypted(header, payload, key):
    made = jwe.JWE(payload, protected=respelled(header))
    made.add_recipient(key)
    return made.serialize(compact=True)


def answered(sample):
    text, expected = sample["message"], sample["plaintext"].encode()
    if "jwk" in sample:
        authentication = jwk.JWK.from_json(sample["jwk"])
    else:
        authentication, confidentiality = pair_keys(bytes.fromhex(sample["kpsa"]), bytes.fromhex(sample["salt"]))
    if text.count(".") == 2:
        header, payload = verified(text, authentication)
        assert payload == expected, payload
        return signed(header, payload, authentication)
    header, payload = decrypted(text, confidentiality)
    if header["cty"] != "jose":
        assert payload == expected, payload
        return encrypted(header, payload, confidentiality)
    inner, payload = verified(payload.decode(), authentication)
    assert payload == expected and {**inner, "cty": 0, "alg": 0} == {k: v for k, v in {**header, "cty": 0, "alg": 0}.items() if k != "enc"}
    return encrypted(header, signed(inner, payload, authentication).encode(), confidentiality)


with open(sys.argv[1], encoding="utf-8") as samples, open(sys.argv[2], "w", encoding="ascii") as output:
    for line in samples:
        print(answered(json.loads(line)), file=output)
