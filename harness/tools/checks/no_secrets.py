"""No key of a run stands in its reports: not raw, not in hex, base64 or base64url at any alignment, not inside decoded
base64, not in the deflated blocks of the page. Arguments: report folder, folder of credentials."""

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


needles = [(name, form) for name, secret in secrets_in(pathlib.Path(sys.argv[2])) for form in forms(secret)]
if not needles:
    sys.exit("no credentials to look for")
files = [path for path in pathlib.Path(sys.argv[1]).rglob("*") if path.is_file()]
found = [f"{path}: {name}" for path in files for layer in layers(path.read_bytes())
         for name, form in needles if form in layer]
print(f"{len(files)} files searched for {len(needles)} forms of keys")
if found:
    sys.exit("\n".join(sorted(set(found))))
