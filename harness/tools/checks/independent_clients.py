"""Clients that share no code with the product get right answers from `plumbline reference`: curl, openssl s_client,
gnutls-cli, a raw CoAP client of a few lines and mosquitto's programs, plain and secured, with a key and a certificate.

Usage: independent_clients.py PROGRAM
"""

import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.parse

from cryptography import x509
from recording_proxy import Authority

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "adapters/coap/tests"))
import raw_client as coap  # noqa: E402

TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-DTLS1.2"  # with DTLS, too
TY, ACCEPT = 267, 17
DEADLINE = 20


class Reference:
    """The reference on three bindings, and what its SUT file says."""

    def __init__(self, program, folder):
        self.folder = folder
        self._log = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            [program, "reference", "--binding", "http,coap,mqtt", "--roles", "cse", "--write-sut", folder / "sut.json"],
            stdout=subprocess.PIPE, stderr=self._log, text=True)
        for line in self._process.stdout:
            if line.startswith("ready"):
                break
        else:
            self._log.seek(0)
            raise SystemExit("reference did not start: " + self._log.read())
        sut = json.loads((folder / "sut.json").read_text())["ixit"]
        self.admin = sut["originators"]["admin"]
        self.key = (folder / self.admin["psk_file"]).read_text().strip()
        self.cse = sut["cse"]
        paths = [folder / sut["authority"][name] for name in ("certificate", "key")]
        self.authority = Authority(*paths, folder)
        self.certificate = self.authority.issued_for(
            x509.UniformResourceIdentifier(f"{sut['sp_id']}{self.cse['cse_id']}/{self.admin['id']}"))

    def port(self, scheme):
        for uri in self.cse["address"] + self.cse["plain_address"]:
            parts = urllib.parse.urlsplit(uri)
            if parts.scheme == scheme:
                return parts.port
        raise SystemExit(f"no address for {scheme}")

    def end(self):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(DEADLINE)


def output(command):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          timeout=DEADLINE, check=False).stdout


def converse(command, given, is_whole=lambda answer: False):
    """What the program writes until that is a whole answer or it ends. Its input stays open: the end of it would end
    the session."""
    with subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        alarm = signal.signal(signal.SIGALRM, lambda *_: process.kill())
        signal.alarm(DEADLINE)
        process.stdin.write(given)
        process.stdin.flush()
        answer = b""
        while not is_whole(answer):
            part = process.stdout.read1(65536)
            if not part:
                break
            answer += part
        signal.alarm(0)
        signal.signal(signal.SIGALRM, alarm)
        process.kill()
    return answer


# --- the same requests in each binding --------------------------------------------------------------------------------

RETRIEVE = {"op": 2, "to": "/cse-a/cse", "rqi": "r1", "rvi": "3"}
CREATE = {"op": 1, "to": "/cse-a/cse", "rqi": "r2", "rvi": "3", "ty": 3, "pc": {"m2m:cnt": {"rn": "independent"}}}


def as_http(request, origin, accept="application/json"):
    body = json.dumps(request["pc"]) if "pc" in request else ""
    return "".join(f"{line}\r\n" for line in (
        ("POST" if request["op"] == 1 else "GET") + f" /~{request['to']} HTTP/1.1", "Host: cse", "Connection: close",
        f"X-M2M-Origin: {origin}", f"X-M2M-RI: {request['rqi']}", "X-M2M-RVI: 3", f"Accept: {accept}",
        *([f"Content-Type: application/json;ty={request['ty']}"] if body else []), f"Content-Length: {len(body)}", "",
    )).encode() + body.encode()


def of_http(answer):
    """Response Status Code, media type and content of a response."""
    head, _, body = answer.decode().partition("\r\n\r\n")
    found = re.search(r"(?i)X-M2M-RSC: (\d+)", head)
    media_type = re.search(r"(?i)Content-Type: (\S+)", head)
    return found and int(found[1]), media_type and media_type[1], body


def as_coap(request, origin, accept=50):
    options = [(coap.URI_PATH, b"~"), *((coap.URI_PATH, part.encode()) for part in request["to"][1:].split("/")),
               (coap.FR, origin.encode()), (coap.RQI, request["rqi"].encode()), (coap.RVI, b"3"),
               (ACCEPT, coap.uint(accept))]
    payload = b""
    if "pc" in request:
        options += [(TY, coap.uint(request["ty"])), (coap.CONTENT_FORMAT, coap.uint(50))]
        payload = json.dumps(request["pc"]).encode()
    return coap.write(coap.CON, 2 if payload else 1, 0x1234, b"token", options, payload)


def is_whole_coap(answer):
    """A datagram does not say where it ends, and programs may print it in parts; the contents here do say."""
    content = answer.partition(b"\xff")[2]
    if content.startswith(b"<"):
        return content.rstrip().endswith(b"</m2m:cb>")
    try:
        return isinstance(json.loads(content), dict)
    except ValueError:
        return False


def of_coap(answer):
    _, _, _, token, options, body = coap.read(answer)
    assert token == b"token", "token of another request"
    return number_in(options, coap.RSC), number_in(options, coap.CONTENT_FORMAT), body.decode()


def number_in(options, number):
    return int.from_bytes(options[number], "big") if number in options else None


def over_udp(port, octets):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(DEADLINE)
        client.connect(("127.0.0.1", port))
        client.send(octets)
        return client.recv(65536)


# --- what is expected -------------------------------------------------------------------------------------------------

class Expectations:
    def __init__(self):
        self.failed = 0

    def expect(self, what, right, shown):
        print(("right  " if right else "WRONG  ") + what + ("" if right else f": {shown}"))
        self.failed += not right

    def is_base(self, what, answer):
        """An answer with the CSEBase, in JSON."""
        status, _, body = answer
        self.expect(what, status == 2000 and json.loads(body)["m2m:cb"]["csi"] == "/cse-a", answer)

    def has_status(self, what, answer, status):
        self.expect(what, answer[0] == status, answer)


def check_http(reference, expected):
    admin, outsider = reference.admin["id"], "Coutsider"
    host = reference.cse["fqdn"]
    port = reference.port("https")
    curl = ["curl", "--silent", "--include", "--max-time", DEADLINE, "--cacert", reference.authority.path, "--cert",
            reference.certificate, "--resolve", f"{host}:{port}:127.0.0.1", "--header", "X-M2M-RI: r1", "--header",
            "X-M2M-RVI: 3"]
    url = f"https://{host}:{port}/~/cse-a/cse"

    def as_admin(*more):
        return of_http(output([*curl, "--header", f"X-M2M-Origin: {admin}", *more]))

    expected.is_base("curl, certificate: retrieve", as_admin(url))
    status, media_type, body = as_admin("--header", "Accept: application/xml", url)
    expected.expect("curl, certificate: retrieve in XML",
                    status == 2000 and media_type == "application/xml" and "<m2m:cb" in body, body)
    expected.has_status("curl, certificate: an Accept that cannot be given",
                        as_admin("--header", "Accept: text/html", url), 5207)
    expected.has_status("curl, certificate: From of another", of_http(output(
        [*curl, "--header", f"X-M2M-Origin: {outsider}", "--header", "Content-Type: application/json;ty=3", "--data",
         json.dumps(CREATE["pc"]), url])), 4106)
    plain = f"http://127.0.0.1:{reference.port('http')}/~/cse-a/cse"
    expected.has_status("curl, plain: no association", as_admin(plain), 4107)
    for name, command in (("openssl s_client, key", s_client(reference, port, "-tls1_2")),
                          ("gnutls-cli, key", gnutls(reference, port))):
        expected.is_base(f"{name}: retrieve", of_http(converse(command, as_http(RETRIEVE, admin))))
        expected.has_status(f"{name}: From of another", of_http(converse(command, as_http(CREATE, outsider))), 4106)


def check_coap(reference, expected):
    admin, outsider = reference.admin["id"], "Coutsider"
    port = reference.port("coaps")
    expected.has_status("raw CoAP, plain: no association",
                        of_coap(over_udp(reference.port("coap"), as_coap(RETRIEVE, admin))), 4107)
    for name, command in (("openssl s_client, DTLS and key", s_client(reference, port, "-dtls1_2")),
                          ("openssl s_client, DTLS and certificate", [
                              "openssl", "s_client", "-dtls1_2", "-quiet", "-cert", reference.certificate, "-key",
                              reference.certificate, "-CAfile", reference.authority.path, "-verify_return_error",
                              "-connect", f"127.0.0.1:{port}"]),
                          ("gnutls-cli, DTLS and key", gnutls(reference, port, "--udp"))):
        expected.is_base(f"{name}: retrieve", of_coap(converse(command, as_coap(RETRIEVE, admin), is_whole_coap)))
        expected.has_status(f"{name}: From of another",
                            of_coap(converse(command, as_coap(CREATE, outsider), is_whole_coap)), 4106)
    status, content_format, body = of_coap(
        converse(s_client(reference, port, "-dtls1_2"), as_coap(RETRIEVE, admin, accept=41), is_whole_coap))
    expected.expect("openssl s_client, DTLS and key: retrieve in XML",
                    status == 2000 and content_format == 41 and "<m2m:cb" in body, body)
    expected.has_status("gnutls-cli, DTLS and key: an Accept that cannot be given", of_coap(
        converse(gnutls(reference, port, "--udp"), as_coap(RETRIEVE, admin, accept=47), is_whole_coap)), 5207)


def check_mqtt(reference, expected):
    admin, outsider = reference.admin["id"], "Coutsider"
    sender = f"cse-a:{admin}"  # TS-0010 clause 6.4.2

    def answer(request, sender, origin, *how):
        topics = [f"/oneM2M/{kind}/{sender}/cse-a/json" for kind in ("req", "resp")]
        text = output(["mosquitto_rr", "--qos", "1", "-W", DEADLINE, "-t", topics[0], "-e", topics[1], "-m",
                       json.dumps(request | {"fr": origin}), *how])
        response = json.loads(text or "{}")
        return response.get("rsc"), None, json.dumps(response.get("pc"))

    plain = ["-h", "127.0.0.1", "-p", reference.port("mqtt")]
    secured = ["-h", "127.0.0.1", "-p", reference.port("mqtts"), "--psk", reference.key, "--psk-identity",
               reference.admin["psk_identity"], "--tls-version", "tlsv1.2"]
    for name, how in (("plain", plain), ("key", secured)):
        expected.is_base(f"mosquitto_rr, {name}: retrieve", answer(RETRIEVE, sender, admin, *how))
        expected.has_status(f"mosquitto_rr, {name}: From of another", answer(CREATE, sender, outsider, *how), 4106)


def s_client(reference, port, version):
    return ["openssl", "s_client", version, "-quiet", "-psk", reference.key, "-psk_identity",
            reference.admin["psk_identity"], "-cipher", "PSK-AES128-GCM-SHA256", "-connect", f"127.0.0.1:{port}"]


def gnutls(reference, port, *more):
    return ["gnutls-cli", *more, "--logfile", "/dev/null", "--pskusername", reference.admin["psk_identity"], "--pskkey",
            reference.key, "--priority", TLS12 + ":-KX-ALL:+PSK", "-p", port, "127.0.0.1"]


def main():
    for program in ("curl", "openssl", "gnutls-cli", "mosquitto_rr"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing; harness/tools/setup installs it")
    expected = Expectations()
    with tempfile.TemporaryDirectory() as folder:
        reference = Reference(sys.argv[1], pathlib.Path(folder))
        try:
            check_http(reference, expected)
            check_coap(reference, expected)
            check_mqtt(reference, expected)
        finally:
            reference.end()
    sys.exit(1 if expected.failed else 0)


if __name__ == "__main__":
    main()
