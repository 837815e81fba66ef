"""One end of DTLS 1.2 on GnuTLS, which shares no code with ours: flights in and out as lines of hex.

independent_dtls_peer.py client|server KEY_EXCHANGE CIPHER FOLDER
FOLDER has certificate, key and anchor (PEM) and psk (a line NAME:HEX). Writes "flight HEX" each time it waits for the peer or
ends; after the handshake "key HEX", the exporter, and "data HEX", what it was sent, in exchange for "from GnuTLS".
"""

import ctypes
import os
import signal
import sys

LABEL = b"EXPORTER-test"
WORDS = b"from GnuTLS"
PUSH = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
PULL = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
WAIT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint)
SERVER, CLIENT, DATAGRAMS = 1, 2, 4
PEM, REQUIRE, RAW_KEY, ANY_TIME = 1, 2, 0, 1 << 6
CERTIFICATE, PSK = 1, 4
HEADER = 13
NEVER = 60_000

library = ctypes.CDLL("libgnutls.so.30")
library.gnutls_strerror.restype = ctypes.c_char_p


class Datum(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_uint)]


def need(status):
    if status < 0:
        sys.exit(f"GnuTLS: {library.gnutls_strerror(status).decode()}")
    return status


class Wire:
    """Records that wait to be read by GnuTLS, and those that it has written."""

    def __init__(self):
        self.inbox = b""
        self.outbox = b""

    def flush(self):
        if self.outbox:
            print("flight", self.outbox.hex(), flush=True)
            self.outbox = b""

    def push(self, _, data, size):
        self.outbox += ctypes.string_at(data, size)
        return size

    def pull(self, _, data, size):
        """One record, as a datagram of its own."""
        if not self.inbox:
            self.flush()
            self.inbox = bytes.fromhex(sys.stdin.readline())
        length = HEADER + int.from_bytes(self.inbox[HEADER - 2:HEADER], "big")
        taken, self.inbox = self.inbox[:length], self.inbox[length:]
        ctypes.memmove(data, taken, min(len(taken), size))
        return len(taken)


def use_certificate(session, role, folder):
    credentials = ctypes.c_void_p()
    need(library.gnutls_certificate_allocate_credentials(ctypes.byref(credentials)))
    paths = [os.fsencode(os.path.join(folder, name)) for name in ("certificate", "key", "anchor")]
    need(library.gnutls_certificate_set_x509_key_file(credentials, paths[0], paths[1], PEM))
    need(library.gnutls_certificate_set_x509_trust_file(credentials, paths[2], PEM))
    need(library.gnutls_credentials_set(session, CERTIFICATE, credentials))
    library.gnutls_session_set_verify_cert(session, None, ANY_TIME)
    if role == "server":
        library.gnutls_certificate_server_set_request(session, REQUIRE)


def use_key(session, role, folder):
    credentials, path = ctypes.c_void_p(), os.path.join(folder, "psk")
    if role == "server":
        need(library.gnutls_psk_allocate_server_credentials(ctypes.byref(credentials)))
        need(library.gnutls_psk_set_server_credentials_file(credentials, os.fsencode(path)))
        need(library.gnutls_psk_set_server_known_dh_params(credentials, 3))
    else:
        with open(path, encoding="ascii") as file:
            name, key = file.read().strip().split(":")
        need(library.gnutls_psk_allocate_client_credentials(ctypes.byref(credentials)))
        octets = bytes.fromhex(key)
        need(library.gnutls_psk_set_client_credentials(
            credentials, name.encode(), ctypes.byref(Datum(octets, len(octets))), RAW_KEY))
    need(library.gnutls_credentials_set(session, PSK, credentials))


def main(role, key_exchange, cipher, folder):
    signal.alarm(60)
    session, wire = ctypes.c_void_p(), Wire()
    flags = DATAGRAMS | (CLIENT if role == "client" else SERVER)
    need(library.gnutls_init(ctypes.byref(session), flags))
    need(library.gnutls_priority_set_direct(
        session,
        b"NONE:+VERS-DTLS1.2:+SHA256:+AEAD:+SIGN-ECDSA-SHA256:+GROUP-SECP256R1:+GROUP-FFDHE2048"
        b":+CTYPE-X509:+COMP-NULL:+" + key_exchange.encode() + b":+" + cipher.encode(), None))
    (use_key if key_exchange.endswith("PSK") else use_certificate)(session, role, folder)
    library.gnutls_dtls_set_timeouts(session, NEVER, NEVER)
    library.gnutls_dtls_set_mtu(session, 16_000)
    callbacks = PUSH(wire.push), PULL(wire.pull), WAIT(lambda _, ms: 1)
    library.gnutls_transport_set_push_function(session, callbacks[0])
    library.gnutls_transport_set_pull_function(session, callbacks[1])
    library.gnutls_transport_set_pull_timeout_function(session, callbacks[2])
    need(library.gnutls_handshake(session))
    wire.flush()
    out = ctypes.create_string_buffer(32)
    need(library.gnutls_prf_rfc5705(session, len(LABEL), LABEL, 0, None, 32, out))
    print("key", out.raw.hex(), flush=True)
    need(library.gnutls_record_send(session, WORDS, len(WORDS)))
    wire.flush()
    heard = ctypes.create_string_buffer(1024)
    size = need(library.gnutls_record_recv(session, heard, 1024))
    print("data", heard.raw[:size].hex(), flush=True)


main(*sys.argv[1:])
