"""Every purpose runs over each of its bindings with every variant, and they agree: nothing is left out unsaid.

Arguments: results.json of a run over all bindings, the output of `plumbline list tests --json`. Prints the cases of each
binding, and the exceptions: purposes that do not run over all three.
"""

import collections
import json
import sys

ALL = ("http", "coap", "mqtt")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


cases = load(sys.argv[1])["cases"]
purposes = load(sys.argv[2])["tests"]
ran = {(case["purpose"], case["binding"], case["variant"]): case["verdict"] for case in cases}
expected = {(purpose["id"], binding, variant)
            for purpose in purposes for binding in purpose["bindings"] for variant in purpose["variants"] or ["-"]}
if ran.keys() != expected:
    sys.exit(f"not run, or run without being listed: {sorted(ran.keys() ^ expected)}")
verdicts = collections.defaultdict(set)
for (purpose, _, variant), verdict in ran.items():
    verdicts[purpose, variant].add(verdict)
differing = [key for key, found in verdicts.items() if len(found) > 1]
if differing:
    sys.exit(f"bindings differ: {differing}")

print(", ".join(f"{number} {binding}" for binding, number in collections.Counter(key[1] for key in ran).items()))
exceptions = collections.defaultdict(list)
for purpose in purposes:
    if set(ALL) - set(purpose["bindings"]):
        exceptions[", ".join(purpose["bindings"])].append(purpose["id"])
for bindings, names in exceptions.items():
    print(f"only {bindings}: {' '.join(names)}")
