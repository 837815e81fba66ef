"""Two runs with one seed must agree on (case, assertion, observed), in the same order."""

import json
import sys


def rows(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    return [(case["id"], case["verdict"], a["id"], a["observed"]) for case in cases for a in case["assertions"]]


first, second = rows(sys.argv[1]), rows(sys.argv[2])
for a, b in zip(first, second):
    if a != b:
        sys.exit(f"differ: {a} and {b}")
if len(first) != len(second):
    sys.exit(f"{len(first)} assertions against {len(second)}")
print(f"{len(first)} assertions observed alike")
