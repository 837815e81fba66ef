"""One end of TLS 1.2 on GnuTLS, which shares no code with ours: flights in and out as lines of hex.

independent_peer.py client|server CERTIFICATE KEY ANCHOR CIPHER
Writes "flight HEX" each time it waits for the peer or ends, then "name SNI" and "key HEX", the exporter.
"""

import ctypes
import os
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../channel/testing"))
from gnutls_peer import CLIENT, SERVER, Session, Wire, library, need  # noqa: E402

NAME, DNS = b"cse-b.sp.example", 1


def name_asked_for(session):
    name, size, kind = ctypes.create_string_buffer(256), ctypes.c_size_t(256), ctypes.c_uint()
    need(library.gnutls_server_name_get(session.handle, name, ctypes.byref(size), ctypes.byref(kind), 0))
    return name.value.decode() or "-"


def main(role, certificate, key, anchor, cipher):
    signal.alarm(60)
    session = Session(CLIENT if role == "client" else SERVER, Wire())
    session.use_certificate(certificate, key, anchor)
    session.offer("VERS-TLS1.2", "ECDHE-ECDSA", "SHA256", "AEAD", "SIGN-ECDSA-SHA256", "GROUP-SECP256R1", "CTYPE-X509",
                  "COMP-NULL", cipher)
    library.gnutls_session_set_verify_cert(session.handle, None, 0)
    if not session.server:
        need(library.gnutls_server_name_set(session.handle, DNS, NAME, len(NAME)))
    session.handshake()
    print("name", name_asked_for(session) if session.server else "-")
    session.print_key(b"EXPORTER-oneM2M-ESCertKE", 48)


main(*sys.argv[1:])
