"""Every AR and DS requirement is covered: each role has a purpose whose own assertion kills a mutant.

Arguments: the output of `plumbline list coverage --json`, then what the suite does not test yet: a role (CODEC), or one
requirement in one role (AR-16/TEF). What is open for these alone is counted and printed, not hidden.
"""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    rows = [row for row in json.load(file)["requirements"] if row["id"][:3] in ("AR-", "DS-")]
known = set(sys.argv[2:])
open_rows = [row for row in rows if not row["covered"]]
wrong = [row for row in open_rows if any(not {role, f"{row['id']}/{role}"} & known for role in row["missing_roles"])]
print(f"{len(rows) - len(open_rows)} of {len(rows)} AR and DS requirements covered")
for row in open_rows:
    print(f"  {row['id']}: missing {', '.join(row['missing_roles'])}")
sys.exit(1 if wrong else 0)
