"""Every primary assertion that no mutant needs alone is explained, and nothing else is.

Usage: spare_assertions.py OUTPUT_OF_MUTANTS
"""

import json
import pathlib
import sys

printed = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").partition("no mutant needs alone")[2].splitlines()[1:]
listed = {line.strip() for line in printed if line.startswith("  ")}
explained = json.loads(pathlib.Path("testcases/spare-assertions.json").read_text(encoding="utf-8"))["explained"]
known = {name for group in explained for name in group["assertions"]}
for name in sorted(listed - known):
    print(f"{name}: no mutant needs it, and nothing explains why")
for name in sorted(known - listed):
    print(f"{name}: explained, but a mutant needs it or it is gone")
print(f"{len(listed)} assertions that no mutant needs alone, {len(listed & known)} explained")
sys.exit(listed != known)
