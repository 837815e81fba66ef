"""One end of DTLS 1.2 on GnuTLS, which shares no code with ours: flights in and out as lines of hex.

independent_dtls_peer.py client|server KEY_EXCHANGE CIPHER FOLDER
FOLDER has certificate, key and anchor (PEM) and psk (a line NAME:HEX). Writes "flight HEX" each time it waits for the peer or
ends; after the handshake "key HEX", the exporter, and "data HEX", what it was sent, in exchange for "from GnuTLS".
"""

import ctypes
import os
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../testing"))
from gnutls_peer import CLIENT, DATAGRAMS, PSK, SERVER, Session, Wire, library, need  # noqa: E402

WORDS = b"from GnuTLS"
RAW_KEY, ANY_TIME = 0, 1 << 6
HEADER = 13
NEVER = 60_000


class Datum(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_uint)]


class Records(Wire):
    """Each read takes one record, as a datagram of its own."""

    def next_length(self, size):
        return HEADER + int.from_bytes(self.inbox[HEADER - 2:HEADER], "big")


def use_certificate(session, folder):
    session.use_certificate(*(os.path.join(folder, name) for name in ("certificate", "key", "anchor")))
    library.gnutls_session_set_verify_cert(session.handle, None, ANY_TIME)


def use_key(session, folder):
    credentials, path = ctypes.c_void_p(), os.path.join(folder, "psk")
    if session.server:
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
    session.use(PSK, credentials)


def main(role, key_exchange, cipher, folder):
    signal.alarm(60)
    session = Session(DATAGRAMS | (CLIENT if role == "client" else SERVER), Records())
    session.offer("VERS-DTLS1.2", "SHA256", "AEAD", "SIGN-ECDSA-SHA256", "GROUP-SECP256R1", "GROUP-FFDHE2048",
                  "CTYPE-X509", "COMP-NULL", key_exchange, cipher)
    (use_key if key_exchange.endswith("PSK") else use_certificate)(session, folder)
    library.gnutls_dtls_set_timeouts(session.handle, NEVER, NEVER)
    library.gnutls_dtls_set_mtu(session.handle, 16_000)
    session.handshake()
    session.print_key(b"EXPORTER-test", 32)
    need(library.gnutls_record_send(session.handle, WORDS, len(WORDS)))
    session.wire.flush()
    heard = ctypes.create_string_buffer(1024)
    size = need(library.gnutls_record_recv(session.handle, heard, 1024))
    print("data", heard.raw[:size].hex(), flush=True)


main(*sys.argv[1:])
