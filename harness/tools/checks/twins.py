"""Each negative case and its control differ in one property: one JSON pointer, or the association."""

import json
import pathlib
import sys


def pointers(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        return [p for key in sorted(a.keys() | b.keys())
                for p in (pointers(a[key], b[key], f"{path}/{key}") if key in a and key in b else [f"{path}/{key}"])]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [p for i, (x, y) in enumerate(zip(a, b)) for p in pointers(x, y, f"{path}/{i}")]
    return [] if a == b else [path]


def differences(negative, control):
    a, b = dict(negative.get("primitive") or {}), dict(control.get("primitive") or {})
    a.pop("rqi", None)
    b.pop("rqi", None)
    found = pointers(a, b)
    if not a and negative.get("octets") != control.get("octets"):
        found.append("octets")
    # Who speaks is one property, although it shows in From and in the peer of the association.
    hops = [m["association"].split(" with ")[0] if "/fr" in found else m["association"] for m in (negative, control)]
    if hops[0] != hops[1]:
        found.append("association")
    return found


pairs, wrong = 0, []
for path in sorted(pathlib.Path(sys.argv[1], "evidence").glob("*.json")):
    evidence = json.loads(path.read_text(encoding="utf-8"))
    messages = {m["number"]: m for m in evidence["messages"]}
    for seen in evidence["observations"]:
        if seen["name"] != "twins":
            continue
        pairs += 1
        negative, control = messages.get(seen["value"]["negative"]), messages.get(seen["value"]["control"])
        # No request was sent where the handshake itself was refused: the association is the difference.
        found = ["association"] if negative is None else differences(negative, control) if control else ["no control"]
        if len(found) != 1 or found == ["no control"]:
            wrong.append(f"{path.stem}: {seen['value']['labels']} differ in {found}")
print(f"{pairs} negative cases with their controls")
if wrong or not pairs:
    sys.exit("\n".join(wrong) or "no twins at all")
