"""GnuTLS behind lines of hex, for peers that share no code with ours: what its TLS and its DTLS peer have in common.

Flights come in as a line of hex each, and go out as "flight HEX" each time the peer waits or ends.
"""

import ctypes
import os
import sys

SERVER, CLIENT, DATAGRAMS = 1, 2, 4
CERTIFICATE, PSK = 1, 4
PEM, REQUIRE = 1, 2

TRANSFER = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
WAIT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint)

library = ctypes.CDLL("libgnutls.so.30")
library.gnutls_strerror.restype = ctypes.c_char_p


def need(status):
    if status < 0:
        sys.exit(f"GnuTLS: {library.gnutls_strerror(status).decode()}")
    return status


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

    def next_length(self, size):
        """How much of the inbox one read takes."""
        return size

    def pull(self, _, data, size):
        if not self.inbox:
            self.flush()
            self.inbox = bytes.fromhex(sys.stdin.readline())
        length = self.next_length(size)
        taken, self.inbox = self.inbox[:length], self.inbox[length:]
        ctypes.memmove(data, taken, min(len(taken), size))
        return len(taken)


class Session:
    """One end, until it has shaken hands over `wire`."""

    def __init__(self, flags, wire):
        self.handle, self.wire, self.server = ctypes.c_void_p(), wire, bool(flags & SERVER)
        need(library.gnutls_init(ctypes.byref(self.handle), flags))

    def offer(self, *names):
        need(library.gnutls_priority_set_direct(self.handle, ":+".join(("NONE",) + names).encode(), None))

    def use_certificate(self, certificate, key, anchor):
        """PEM files. The peer has to have a certificate, too."""
        credentials = ctypes.c_void_p()
        need(library.gnutls_certificate_allocate_credentials(ctypes.byref(credentials)))
        need(library.gnutls_certificate_set_x509_key_file(
            credentials, os.fsencode(certificate), os.fsencode(key), PEM))
        need(library.gnutls_certificate_set_x509_trust_file(credentials, os.fsencode(anchor), PEM))
        self.use(CERTIFICATE, credentials)
        if self.server:
            library.gnutls_certificate_server_set_request(self.handle, REQUIRE)

    def use(self, kind, credentials):
        need(library.gnutls_credentials_set(self.handle, kind, credentials))

    def handshake(self):
        callbacks = TRANSFER(self.wire.push), TRANSFER(self.wire.pull), WAIT(lambda _, ms: 1)
        self.callbacks = callbacks  # GnuTLS calls them as long as the session lives
        library.gnutls_transport_set_push_function(self.handle, callbacks[0])
        library.gnutls_transport_set_pull_function(self.handle, callbacks[1])
        library.gnutls_transport_set_pull_timeout_function(self.handle, callbacks[2])
        need(library.gnutls_handshake(self.handle))
        self.wire.flush()

    def print_key(self, label, size):
        """The exporter of `label` without context."""
        out = ctypes.create_string_buffer(size)
        need(library.gnutls_prf_rfc5705(self.handle, len(label), label, 0, None, size, out))
        print("key", out.raw.hex(), flush=True)
