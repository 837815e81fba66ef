"""An independent CoAP client of a few lines: RFC 7252 messages and RFC 7959 Block1 over a UDP socket.

raw_client.py PORT: exchanges with a server that answers a NOTIFY with its own content, and exits with 0 when all
answers are right.
"""

import json
import socket
import sys

FR, RQI, RVI, RSC = 279, 283, 271, 307
URI_PATH, CONTENT_FORMAT, BLOCK2, BLOCK1 = 11, 12, 23, 27
CON, ACK, POST = 0, 2, 2


def nibble(value):
    """RFC 7252 clause 3.1: the nibble that stands for a delta or a length, and the octets after the first."""
    if value < 13:
        return value, b""
    if value < 269:
        return 13, bytes([value - 13])
    return 14, (value - 269).to_bytes(2, "big")


def write(kind, code, mid, token, options, payload):
    """A datagram; options as (number, octets)."""
    out = bytes([0x40 | kind << 4 | len(token), code]) + mid.to_bytes(2, "big") + token
    last = 0
    for number, value in sorted(options, key=lambda option: option[0]):
        delta, more_delta = nibble(number - last)
        length, more_length = nibble(len(value))
        out += bytes([delta << 4 | length]) + more_delta + more_length + value
        last = number
    return out + (b"\xff" + payload if payload else b"")


def extended(data, at, value):
    if value < 13:
        return value, at
    if value == 13:
        return data[at] + 13, at + 1
    return int.from_bytes(data[at : at + 2], "big") + 269, at + 2


def read(data):
    """Type, code, message id, token, options by number, payload."""
    kind, size, code, mid = data[0] >> 4 & 3, data[0] & 15, data[1], int.from_bytes(data[2:4], "big")
    token, at, number, options = data[4 : 4 + size], 4 + size, 0, {}
    while at < len(data) and data[at] != 0xFF:
        head = data[at]
        delta, at = extended(data, at + 1, head >> 4)
        length, at = extended(data, at, head & 15)
        number += delta
        options[number] = data[at : at + length]
        at += length
    return kind, code, mid, token, options, data[at + 1 :]


def uint(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


class Client:
    def __init__(self, port):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", port))
        self.socket.settimeout(10)
        self.mid = 100

    def exchange(self, options, payload, token=b"tk"):
        """One confirmable request and its response, piggybacked or separate."""
        self.mid += 1
        self.socket.send(write(CON, POST, self.mid, token, options, payload))
        while True:
            kind, code, mid, got, answer, body = read(self.socket.recv(65536))
            if kind == CON:
                self.socket.send(write(ACK, 0, mid, b"", [], b""))
            if code != 0:
                assert got == token, "token of another request"
                return code, answer, body

    def notify(self, request_id, content, size=None):
        """A NOTIFY, in blocks of 2^(size + 4) octets when `size` is given; without Size1, as it may be."""
        options = [(URI_PATH, b"~"), (URI_PATH, b"cse-a"), (FR, b"Cae"), (RQI, request_id), (RVI, b"3"),
                   (CONTENT_FORMAT, uint(50))]
        payload = json.dumps(content).encode()
        if size is None:
            return self.collect(options, *self.exchange(options, payload))
        step = 16 << size
        blocks = [payload[at : at + step] for at in range(0, len(payload), step)]
        for number, block in enumerate(blocks):
            more = number + 1 < len(blocks)
            block1 = (BLOCK1, uint(number << 4 | more << 3 | size))
            answer = self.exchange(options + [block1], block)
            assert answer[0] == (0x5F if more else 0x44), f"code {answer[0]:#x} to block {number}"
        return self.collect(options, *answer)

    def collect(self, options, code, answer, body):
        """The whole body of a response that comes in blocks."""
        while BLOCK2 in answer and int.from_bytes(answer[BLOCK2], "big") & 8:
            value = int.from_bytes(answer[BLOCK2], "big")
            code, answer, more = self.exchange(options + [(BLOCK2, uint((value >> 4) + 1 << 4 | value & 7))], b"")
            body += more
        return code, answer, body


def check(client, request_id, content, size=None):
    code, answer, body = client.notify(request_id, content, size)
    assert code == 0x44, f"code {code:#x}"
    assert int.from_bytes(answer[RSC], "big") == 2000
    assert answer[RQI] == request_id
    assert json.loads(body) == content


def main():
    client = Client(int(sys.argv[1]))
    check(client, b"r1", {"m2m:sgn": "small"})
    check(client, b"r2", {"m2m:sgn": "x" * 5000}, size=6)
    check(client, b"r3", {"m2m:sgn": "x" * 200}, size=0)
    code, _, body = client.exchange([(URI_PATH, b"cse"), (RQI, b"r4"), (65003, b"x")], b"")
    assert code == 0x82 and b"65003" in body, f"code {code:#x} to an unknown critical option"
    print("right")


if __name__ == "__main__":
    main()
