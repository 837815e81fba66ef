"""What the tap recorded is what passed on the wire: runs a campaign over HTTP through proxies that record every octet
above TLS, and compares.

Usage: recording_proxy.py PROGRAM SUT_FILE   (a SUT file of `plumbline reference --write-sut`)

The proxies end TLS on both sides: towards the tester with certificates of the campaign's authority, towards the servers
with the certificate of whoever the tester spoke as. Keys stand in the tap's record as withheld text of equal length.
"""

import datetime
import ipaddress
import json
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

WITHHELD = re.compile(rb"withheld\.[0-9a-f.withel]*")
DIGITAL_SIGNATURE = x509.KeyUsage(True, *[False] * 8)
# Of the server roles, but for the purpose that speaks in clear where TLS is spoken: the proxies record what is above TLS.
CASES = "^(?!SAE-01-HCSE-05).*(HCSE|TEF)-"
TAG = re.compile(rb"plb-[0-9a-f]+-[0-9a-f]+")


class Authority:
    """Issues certificates of the campaign's authority, one file for each name."""

    def __init__(self, certificate, key, folder):
        self._certificate = x509.load_pem_x509_certificate(certificate.read_bytes())
        self._key = serialization.load_pem_private_key(key.read_bytes(), None)
        self._folder = folder
        self._lock = threading.Lock()
        self._made = {}
        self.path = certificate

    def issued_for(self, name):
        with self._lock:
            if name not in self._made:
                self._made[name] = self._issue(name)
            return self._made[name]

    def _issue(self, name):
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.utcnow()
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proxy")]))
            .issuer_name(self._certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([name]), critical=False)
            .add_extension(DIGITAL_SIGNATURE, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        path = self._folder / f"{len(self._made)}.pem"
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                serialization.NoEncryption()))
        return path


def pump(source, sink, record):
    """Carries octets one way to their end, and keeps them. When the sink is gone they were sent all the same."""
    try:
        while data := source.recv(65536):
            record.extend(data)
            try:
                sink.sendall(data)
            except OSError:
                pass
    except OSError:
        pass
    try:
        # This way only: there may be octets under way on the other. Not SSLSocket's, which ends TLS for both.
        socket.socket.shutdown(sink, socket.SHUT_WR)
    except OSError:
        pass


class Proxy:
    def __init__(self, address, fqdn, authority):
        self._target = urllib.parse.urlsplit(address)
        self._authority = authority
        self._listener = socket.create_server((self._target.hostname, 0))
        self.streams = []  # (octets to the server, octets from it)
        self._secured = self._target.scheme == "https"
        if self._secured:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(authority.issued_for(x509.DNSName(fqdn)))
            self._context.load_verify_locations(authority.path)
            self._context.verify_mode = ssl.CERT_OPTIONAL
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self):
        host, port = self._listener.getsockname()[:2]
        host = f"[{host}]" if ipaddress.ip_address(host).version == 6 else host
        return f"{self._target.scheme}://{host}:{port}"

    def _serve(self):
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._carry, args=(connection,), daemon=True).start()

    def _onward(self, peer):
        server = socket.create_connection((self._target.hostname, self._target.port))
        if not self._secured:
            return server
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.load_verify_locations(self._authority.path)
        names = [value for kind, value in (peer or {}).get("subjectAltName", ()) if kind == "URI"]
        if names:
            context.load_cert_chain(self._authority.issued_for(x509.UniformResourceIdentifier(names[0])))
        return context.wrap_socket(server)

    def _carry(self, connection):
        try:
            client = self._context.wrap_socket(connection, server_side=True) if self._secured else connection
        except OSError:
            connection.close()
            return
        stream = (bytearray(), bytearray())
        self.streams.append(stream)
        try:
            server = self._onward(client.getpeercert() if self._secured else None)
        except OSError:
            self._hang_up(client, stream[0])
            return
        threading.Thread(target=pump, args=(client, server, stream[0]), daemon=True).start()
        threading.Thread(target=pump, args=(server, client, stream[1]), daemon=True).start()

    @staticmethod
    def _hang_up(client, record):
        """The server takes no such client: what the tester sends before it is told so was sent all the same."""
        client.settimeout(30)
        try:
            record.extend(client.recv(65536))
        except OSError:
            pass
        client.close()


def over_http(addresses):
    """The one of a server's addresses, given alone or in a list, that is HTTP's."""
    addresses = addresses if isinstance(addresses, list) else [addresses]
    return next((address for address in addresses if address.startswith("http")), None)


def through_proxies(sut, folder, authority):
    """The SUT file with proxies at the places of its servers, and originators that have certificates only."""
    proxies = []
    sut["ixit"]["cse"].pop("certificate_address", None)  # a broker's
    for place in ("cse", "tef"):
        for member in ("address", "plain_address"):
            if address := over_http(sut["ixit"][place].get(member, [])):
                proxy = Proxy(address, sut["ixit"][place]["fqdn"], authority)
                sut["ixit"][place][member] = proxy.address
                proxies.append(proxy)
    for originator in sut["ixit"]["originators"].values():
        originator.pop("psk_identity", None)
        originator.pop("psk_file", None)
    for member in ("certificate", "key"):
        sut["ixit"]["authority"][member] = str(folder / sut["ixit"]["authority"][member])
    find_key_files(sut, folder)
    return proxies


def find_key_files(part, folder):
    """Names the files of keys from where the SUT file stands."""
    for name, value in part.items():
        if name == "key_file":
            part[name] = str(folder / value)
        elif isinstance(value, dict):
            find_key_files(value, folder)


def agrees(recorded, passed):
    """Octets of the tap are the start of octets of the wire, but for what is withheld."""
    if len(passed) < len(recorded):
        return False
    at = 0
    for gap in WITHHELD.finditer(recorded):
        if recorded[at : gap.start()] != passed[at : gap.start()]:
            return False
        at = gap.end()
    return recorded[at:] == passed[at : len(recorded)]


def compare(messages, streams):
    """Every message is the next part of some connection, and nothing is left of any connection."""
    left = [[bytes(to), bytes(back)] for to, back in streams]
    for name, message in messages:
        octets = message["octets"].encode("latin-1")
        way = 0 if message["to"] in ("HCSE", "TEF") else 1
        stream = next((entry for entry in left if entry[way] and agrees(octets, entry[way])), None)
        if stream is None:
            sys.exit(f"{name}: M{message['number']} of the tap did not pass the proxy as recorded")
        stream[way] = stream[way][len(octets):]
    rest = sum(len(part) for entry in left for part in entry)
    if rest:
        sys.exit(f"{rest} octets passed the proxies that no tap recorded")


def main():
    program, sut_file = sys.argv[1], pathlib.Path(sys.argv[2])
    sut = json.loads(sut_file.read_text(encoding="utf-8"))
    folder = sut_file.parent.resolve()
    with tempfile.TemporaryDirectory() as work:
        authority = Authority(folder / sut["ixit"]["authority"]["certificate"],
                              folder / sut["ixit"]["authority"]["key"], pathlib.Path(work))
        proxies = through_proxies(sut, folder, authority)
        proxied = pathlib.Path(work, "sut.json")
        proxied.write_text(json.dumps(sut), encoding="utf-8")
        out = pathlib.Path(work, "out")
        run = [program, "run", "--sut", proxied, "--binding", "http", "--filter", CASES, "-j", "1", "--reports", out]
        done = subprocess.run(run, check=False, capture_output=True, text=True)
        messages = []
        for path in sorted(pathlib.Path(out, "evidence").glob("*.json")):
            evidence = json.loads(path.read_text(encoding="utf-8"))
            messages += [(path.stem, message) for message in evidence["messages"] if message.get("octets")]
        tags = {tag for _, message in messages for tag in TAG.findall(message["octets"].encode("latin-1"))}
        # The preflight before the campaign leaves no evidence.
        streams = [stream for proxy in proxies for stream in proxy.streams
                   if (stream[0] or stream[1]) and not (set(TAG.findall(stream[0])) - tags)]
        if not messages:
            sys.exit(f"the campaign recorded nothing (exit {done.returncode}): {done.stdout}{done.stderr}")
        compare(messages, streams)
        octets = sum(len(message["octets"]) for _, message in messages)
        print(f"{len(messages)} messages, {octets} octets: the tap recorded what passed on {len(streams)} connections")


if __name__ == "__main__":
    main()
