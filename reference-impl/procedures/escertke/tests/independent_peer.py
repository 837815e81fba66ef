"""One end of TLS 1.2 on GnuTLS, which shares no code with ours: flights in and out as lines of hex.

independent_peer.py client|server CERTIFICATE KEY ANCHOR CIPHER
Writes "flight HEX" each time it waits for the peer or ends, then "name SNI" and "key HEX", the exporter.
"""

import ctypes
import os
import signal
import sys

LABEL = b"EXPORTER-oneM2M-ESCertKE"
PUSH = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
PULL = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
WAIT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint)
SERVER, CLIENT, PEM, CERTIFICATE, REQUIRE, DNS = 1, 2, 1, 1, 2, 1

library = ctypes.CDLL("libgnutls.so.30")
library.gnutls_strerror.restype = ctypes.c_char_p
library.gnutls_ciphersuite_get.restype = ctypes.c_char_p


def need(status):
    if status < 0:
        sys.exit(f"GnuTLS: {library.gnutls_strerror(status).decode()}")


class Wire:
    """Octets that wait to be read by GnuTLS, and those that it has written."""

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
        if not self.inbox:
            self.flush()
            self.inbox = bytes.fromhex(sys.stdin.readline())
        taken, self.inbox = self.inbox[:size], self.inbox[size:]
        ctypes.memmove(data, taken, len(taken))
        return len(taken)


def main(role, certificate, key, anchor, cipher):
    signal.alarm(60)
    session, credentials, wire = ctypes.c_void_p(), ctypes.c_void_p(), Wire()
    need(library.gnutls_init(ctypes.byref(session), CLIENT if role == "client" else SERVER))
    need(library.gnutls_certificate_allocate_credentials(ctypes.byref(credentials)))
    need(library.gnutls_certificate_set_x509_key_file(
        credentials, os.fsencode(certificate), os.fsencode(key), PEM))
    need(library.gnutls_certificate_set_x509_trust_file(credentials, os.fsencode(anchor), PEM))
    need(library.gnutls_credentials_set(session, CERTIFICATE, credentials))
    need(library.gnutls_priority_set_direct(
        session,
        b"NONE:+VERS-TLS1.2:+ECDHE-ECDSA:+SHA256:+AEAD:+SIGN-ECDSA-SHA256:+GROUP-SECP256R1"
        b":+CTYPE-X509:+COMP-NULL:+" + cipher.encode(), None))
    library.gnutls_session_set_verify_cert(session, None, 0)
    if role == "client":
        need(library.gnutls_server_name_set(session, DNS, b"cse-b.sp.example", 16))
    else:
        library.gnutls_certificate_server_set_request(session, REQUIRE)
    callbacks = PUSH(wire.push), PULL(wire.pull), WAIT(lambda _, ms: 1)
    library.gnutls_transport_set_push_function(session, callbacks[0])
    library.gnutls_transport_set_pull_function(session, callbacks[1])
    library.gnutls_transport_set_pull_timeout_function(session, callbacks[2])
    need(library.gnutls_handshake(session))
    wire.flush()
    name, size, kind = ctypes.create_string_buffer(256), ctypes.c_size_t(256), ctypes.c_uint()
    if role == "server":
        need(library.gnutls_server_name_get(
            session, name, ctypes.byref(size), ctypes.byref(kind), 0))
    print("name", name.value.decode() or "-")
    out = ctypes.create_string_buffer(48)
    need(library.gnutls_prf_rfc5705(session, len(LABEL), LABEL, 0, None, 48, out))
    print("key", out.raw.hex(), flush=True)


main(*sys.argv[1:])
