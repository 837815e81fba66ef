"""No key of a run stands in its reports: not raw, not in hex, base64 or base64url at any alignment, not inside decoded
base64, not in the deflated blocks of the page.

Usage: no_secrets.py REPORTS CREDENTIALS [WITNESS]   (WITNESS: keys in hex, one a line, as key_witness.c writes them)
"""

import base64
import pathlib
import re
import sys
import zlib

RUN = re.compile(rb"[A-Za-z0-9+/_-]{16,}")


def secrets_in(folder):
    for path in sorted(folder.iterdir()):
        if path.suffix == ".hex":
            yield path.name, bytes.fromhex(path.read_text(encoding="ascii").strip())
        elif path.name.endswith("-key.pem"):
            yield path.name, b"".join(path.read_bytes().splitlines()[1:-1])


def unpadded(text):
    """Hex without octets 00 at its end, which in an HMAC key cannot be told from padding."""
    return re.sub("(00)+$", "", text)


def witnessed_in(path, public):
    """Keys that the processes used, less what is an HMAC key and public: the salts of derivations."""
    public = {unpadded(text) for text in public if len(text) % 2 == 0}
    for number, line in enumerate(sorted(set(path.read_text(encoding="ascii").split())), start=1):
        if unpadded(line) not in public and set(line) != {"0"}:
            yield f"key {number} of the witness", bytes.fromhex(line)


def salts_in(folder):
    """Values of members named salt, in hex: of requests, and of parameters inside protected objects."""
    found = set()
    for path in folder.rglob("evidence/*.json"):
        for layer in layers(path.read_bytes()):
            for text in re.findall(rb'"salt\\*": ?\\*"([A-Za-z0-9+/_=-]*)', layer):
                found.add(text.decode().lower())
                standard = text.replace(b"-", b"+").replace(b"_", b"/")
                found.add(base64.b64decode(standard[: len(standard) - len(standard) % 4]).hex())
    return found


def forms(secret):
    yield secret
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + secret)
        first, last = (offset * 8 + 5) // 6, (offset + len(secret)) * 8 // 6
        yield text[first:last]
        yield text[first:last].replace(b"+", b"-").replace(b"/", b"_")


def layers(data):
    """The data, everything that base64 in it decodes to, and what that inflates to."""
    yield data
    for run in RUN.findall(data):
        text = run.replace(b"-", b"+").replace(b"_", b"/")
        decoded = base64.b64decode(text[: len(text) - len(text) % 4])
        yield decoded
        if len(run) > 1000:
            try:
                inflated = zlib.decompressobj(-15).decompress(decoded)
            except zlib.error:
                continue
            yield inflated
            # The page keeps octets as Latin-1 characters in UTF-8.
            yield inflated.decode("utf-8", "replace").encode("latin-1", "replace")


reports = pathlib.Path(sys.argv[1])
secrets = list(secrets_in(pathlib.Path(sys.argv[2])))
if len(sys.argv) > 3:
    secrets += witnessed_in(pathlib.Path(sys.argv[3]), salts_in(reports))
if not secrets:
    sys.exit("no keys to look for")
# Every form is at least this long; its first octets lead to it.
START = 12
needles = {}
for name, secret in secrets:
    for form in forms(secret):
        needles.setdefault(form[:START], []).append((name, form))


def found_in(layer):
    for at in range(len(layer) - START + 1):
        for name, form in needles.get(layer[at : at + START], ()):
            if layer.startswith(form, at):
                yield name


files = [path for path in reports.rglob("*") if path.is_file()]
found = [f"{path}: {name}" for path in files for layer in layers(path.read_bytes()) for name in found_in(layer)]
print(f"{len(files)} files searched for {len(secrets)} keys in 9 forms")
if found:
    sys.exit("\n".join(sorted(set(found))))
