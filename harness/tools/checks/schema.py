"""Each FILE follows the JSON Schema in SCHEMA: schema.py SCHEMA FILE..."""

import json
import pathlib
import sys

import jsonschema


def read(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


schema = read(sys.argv[1])
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
files = sys.argv[2:]
assert files, "no file to check"
for path in files:
    validator.validate(read(path))
print(f"{len(files)} files follow {sys.argv[1]}")
