"""Every AR and DS requirement is covered: each role has a purpose whose own assertion kills a mutant."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    rows = [row for row in json.load(file)["requirements"] if row["id"][:3] in ("AR-", "DS-")]
open_rows = [f"{row['id']}: missing {', '.join(row['missing_roles'])}" for row in rows if not row["covered"]]
print(f"{len(rows) - len(open_rows)} of {len(rows)} AR and DS requirements covered")
if open_rows:
    sys.exit("\n".join(open_rows))
