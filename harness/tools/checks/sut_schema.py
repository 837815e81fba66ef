"""A SUT file follows the schema that is shipped."""

import json
import pathlib
import sys

import jsonschema

schema = json.loads(pathlib.Path("harness/sut/schemas/sut.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
jsonschema.Draft7Validator(schema).validate(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
print(f"{sys.argv[1]} follows its schema")
