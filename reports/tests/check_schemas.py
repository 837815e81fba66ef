"""Second opinion on the schemas: python3-jsonschema and xmllint on what the fixture tool writes.

Usage: check_schemas.py FIXTURE-TOOL SCHEMA-FOLDER
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema


def validator(folder, name):
    schema = json.loads((folder / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def main(tool, schemas):
    results = validator(schemas, "results.schema.json")
    evidence = validator(schemas, "evidence.schema.json")
    for kind in ("mixed", "good"):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            subprocess.run([tool, kind, folder], check=True)
            results.validate(json.loads((folder / "results.json").read_text(encoding="utf-8")))
            for path in sorted(folder.glob("evidence/*.json")):
                evidence.validate(json.loads(path.read_text(encoding="utf-8")))
            subprocess.run(
                ["xmllint", "--noout", "--schema", schemas / "junit.xsd", folder / "junit.xml"],
                check=True,
            )
    assert not results.is_valid({"results": 1}), "the schema takes anything"


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
