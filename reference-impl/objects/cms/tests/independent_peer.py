"""CMS from RFC 5652, RFC 5083, RFC 5084 and RFC 5753 with python3-cryptography: DER and composition share no code with OpenSSL's CMS.

Usage: independent_peer.py DATA INPUT OUTPUT
INPUT, a JSON object a line: object (hex), plaintext (hex), kek (hex) or key (name of a key in DATA). Each has to open.
OUTPUT gets objects of the peer's own: {"name": …, "object": hex} a line, each over the octets b"peer".
"""

import json
import os
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF

ID_DATA = "1.2.840.113549.1.7.1"
AUTH_ENVELOPED = "1.2.840.113549.1.9.16.1.23"
SHA256 = "2.16.840.1.101.3.4.2.1"
GCM = {"2.16.840.1.101.3.4.1.6": 16, "2.16.840.1.101.3.4.1.26": 24, "2.16.840.1.101.3.4.1.46": 32}
WRAP = {"2.16.840.1.101.3.4.1.5": 16, "2.16.840.1.101.3.4.1.25": 24, "2.16.840.1.101.3.4.1.45": 32}
WRAP256 = "2.16.840.1.101.3.4.1.45"
SHA256_KDF = "1.3.132.1.11.1"
CURVES = {"1.2.840.10045.3.1.7": ec.SECP256R1, "1.3.132.0.34": ec.SECP384R1, "1.3.132.0.35": ec.SECP521R1}
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def tlv(tag, *contents):
    body = b"".join(contents)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body


def oid(dotted):
    first, second, *rest = map(int, dotted.split("."))
    body = bytearray([first * 40 + second])
    for number in rest:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(0x80 | number & 0x7F)
        body += bytes(reversed(groups))
    return tlv(6, bytes(body))


def integer(number):
    return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def sequence(*parts):
    return tlv(0x30, *parts)


def split(contents):
    """The values in `contents`: (tag, contents, whole)."""
    values, at = [], 0
    while at < len(contents):
        start, tag, size = at, contents[at], contents[at + 1]
        at += 2
        if size & 0x80:
            count = size & 0x7F
            size = int.from_bytes(contents[at : at + count], "big")
            at += count
        values.append((tag, contents[at : at + size], contents[start : at + size]))
        at += size
    assert at == len(contents)
    return values


def kek_from(shared_secret, wrap):
    size = WRAP[wrap]
    info = sequence(sequence(oid(wrap)), tlv(0xA2, tlv(4, (size * 8).to_bytes(4, "big"))))
    return X963KDF(hashes.SHA256(), size, info).derive(shared_secret)


def dotted_of(der, known):
    return next(name for name in known if oid(name) == der)


def cek_of(recipient, keys):
    tag, contents, _ = recipient
    parts = split(contents)
    if tag == 0xA2 and "kek" in keys:
        version, _, algorithm, wrapped = parts
        assert version[2] == integer(4)
        assert WRAP[dotted_of(split(algorithm[1])[0][2], WRAP)] == len(keys["kek"])
        return keywrap.aes_key_unwrap(keys["kek"], wrapped[1])
    key = keys.get("key")
    if tag == 0x30 and hasattr(key, "decrypt"):
        return key.decrypt(parts[3][1], OAEP)
    if tag == 0xA1 and isinstance(key, ec.EllipticCurvePrivateKey):
        version, originator, algorithm, encrypted = parts
        assert version[2] == integer(3)
        point = split(split(originator[1])[0][1])[1][1][1:]
        scheme, wrap_algorithm = split(algorithm[1])
        assert scheme[2] == oid(SHA256_KDF)
        wrap = dotted_of(split(wrap_algorithm[1])[0][2], WRAP)
        peer = ec.EllipticCurvePublicKey.from_encoded_point(key.curve, point)
        wrapped = split(split(encrypted[1])[0][1])[1][1]
        return keywrap.aes_key_unwrap(kek_from(key.exchange(ec.ECDH(), peer), wrap), wrapped)
    return None


def open_object(der, keys):
    content_type, content = split(split(der)[0][1])
    assert content_type[2] == oid(AUTH_ENVELOPED)
    version, recipients, encrypted, mac = split(split(content[1])[0][1])
    assert version[2] == integer(0)
    inner_type, algorithm, ciphertext = split(encrypted[1])
    assert inner_type[2] == oid(ID_DATA)
    cipher, parameters = split(algorithm[1])
    nonce, tag_size = split(parameters[1])
    assert len(mac[1]) == int.from_bytes(tag_size[1], "big")
    for recipient in split(recipients[1]):
        cek = cek_of(recipient, keys)
        if cek is not None:
            assert len(cek) == GCM[dotted_of(cipher[2], GCM)]
            decryptor = Cipher(algorithms.AES(cek), modes.GCM(nonce[1], mac[1])).decryptor()
            return decryptor.update(ciphertext[1]) + decryptor.finalize()
    raise ValueError("no recipient for these keys")


def sealed(recipient, tag_size=16, nonce_size=12, explicit_size=True, auth_attributes=b"", cek_size=32):
    """An object over b"peer", `recipient` being a function of the content-encryption key."""
    cek, nonce = os.urandom(cek_size), os.urandom(nonce_size)
    encryptor = Cipher(algorithms.AES(cek), modes.GCM(nonce)).encryptor()
    if auth_attributes:
        encryptor.authenticate_additional_data(tlv(0x31, auth_attributes))
    ciphertext = encryptor.update(b"peer") + encryptor.finalize()
    cipher = next(name for name, size in GCM.items() if size == cek_size)
    parameters = sequence(tlv(4, nonce), integer(tag_size) if explicit_size else b"")
    encrypted = sequence(oid(ID_DATA), sequence(oid(cipher), parameters), tlv(0x80, ciphertext))
    attributes = tlv(0xA1, auth_attributes) if auth_attributes else b""
    mac = tlv(4, encryptor.tag[:tag_size])
    body = sequence(integer(0), tlv(0x31, recipient(cek)), encrypted, attributes, mac)
    return sequence(oid(AUTH_ENVELOPED), tlv(0xA0, body))


def to_kek(kek):
    def recipient(cek):
        wrap = next(name for name, size in WRAP.items() if size == len(kek))
        return tlv(0xA2, integer(4), sequence(tlv(4, b"K1")), sequence(oid(wrap)), tlv(4, keywrap.aes_key_wrap(kek, cek)))

    return recipient


def rid_of(certificate):
    return sequence(certificate.issuer.public_bytes(), integer(certificate.serial_number))


def to_rsa(certificate):
    def recipient(cek):
        digest = sequence(oid(SHA256), tlv(5))
        mgf = sequence(oid("1.2.840.113549.1.1.8"), digest)
        algorithm = sequence(oid("1.2.840.113549.1.1.7"), sequence(tlv(0xA0, digest), tlv(0xA1, mgf)))
        return sequence(integer(0), rid_of(certificate), algorithm, tlv(4, certificate.public_key().encrypt(cek, OAEP)))

    return recipient


def to_ec(certificate, named_curve, wrap=WRAP256):
    """`named_curve`: what the originator's key says it is on."""

    def recipient(cek):
        theirs = certificate.public_key()
        mine = ec.generate_private_key(theirs.curve)
        wrapped = keywrap.aes_key_wrap(kek_from(mine.exchange(ec.ECDH(), theirs), wrap), cek)
        point = mine.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        key = tlv(0xA1, sequence(oid("1.2.840.10045.2.1"), oid(named_curve)), tlv(3, b"\0" + point))
        algorithm = sequence(oid(SHA256_KDF), sequence(oid(wrap)))
        return tlv(0xA1, integer(3), tlv(0xA0, key), algorithm, sequence(sequence(rid_of(certificate), tlv(4, wrapped))))

    return recipient


def own_objects(data):
    certificate = lambda name: x509.load_pem_x509_certificate((data / f"{name}.pem").read_bytes())
    kek = bytes(range(32))
    for size in (16, 24, 32):
        yield f"kek{size}", sealed(to_kek(kek[:size]), cek_size=size)
    yield "rsa", sealed(to_rsa(certificate("rsa")))
    for name, curve in zip(("p256", "p384", "p521"), CURVES):
        for wrap in WRAP:
            yield name, sealed(to_ec(certificate(name), curve, wrap))
    yield "tag of 12", sealed(to_kek(kek), tag_size=12)
    yield "tag of 12 by default", sealed(to_kek(kek), tag_size=12, explicit_size=False)
    yield "tag of 4", sealed(to_kek(kek), tag_size=4)
    yield "nonce of 16", sealed(to_kek(kek), nonce_size=16)
    yield "wrong curve", sealed(to_ec(certificate("p256"), "1.3.132.0.34"))
    attribute = sequence(oid("1.2.840.113549.1.9.3"), tlv(0x31, oid(ID_DATA)))
    yield "authenticated attributes", sealed(to_kek(kek), auth_attributes=attribute)


def main(data, source, target):
    data = pathlib.Path(data)
    for line in pathlib.Path(source).read_text(encoding="ascii").splitlines():
        case = json.loads(line)
        keys = {}
        if "kek" in case:
            keys["kek"] = bytes.fromhex(case["kek"])
        if "key" in case:
            pem = (data / f"{case['key']}-key.pem").read_bytes()
            keys["key"] = serialization.load_pem_private_key(pem, None)
        assert open_object(bytes.fromhex(case["object"]), keys).hex() == case["plaintext"]
    with open(target, "w", encoding="ascii") as file:
        for name, made in own_objects(data):
            file.write(json.dumps({"name": name, "object": made.hex()}) + "\n")


main(*sys.argv[1:])
