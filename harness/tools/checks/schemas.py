"""results.json and every evidence file follow the schemas that are shipped."""

import json
import pathlib
import sys

import jsonschema


def validator(name):
    schema = json.loads(pathlib.Path("reports/schemas", name).read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema)


folder = pathlib.Path(sys.argv[1])
validator("results.schema.json").validate(json.loads((folder / "results.json").read_text(encoding="utf-8")))
evidence = validator("evidence.schema.json")
count = 0
for path in sorted((folder / "evidence").glob("*.json")):
    evidence.validate(json.loads(path.read_text(encoding="utf-8")))
    count += 1
print(f"results.json and {count} evidence files follow their schemas")
