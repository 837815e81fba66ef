"""Vector files follow their schema; the input and output of each valid test follow the schema of its operation, and so
do the frames in which they travel."""

import json
import pathlib
import sys

import jsonschema


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def checked(schema):
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


folder = pathlib.Path(sys.argv[1])
exec_schemas = {path.name: load(path) for path in (folder / "schemas/exec").glob("*.json")}
for name, schema in exec_schemas.items():
    checked(schema)
file_schema = checked(load(folder / "schemas/vectors.schema.json"))
answer_schema = checked(exec_schemas["answer.schema.json"])
files = [path for path in sorted(folder.rglob("*.json")) if "schemas" not in path.relative_to(folder).parts]
valid = 0
for path in files:
    document = load(path)
    file_schema.validate(document)
    operation = document["operation"]
    if path.relative_to(folder).with_suffix("").as_posix() != operation:
        sys.exit(f"{path} holds {operation}")
    schema = exec_schemas[operation.replace("/", ".") + ".schema.json"]
    request_schema, out_schema = checked(schema), checked(schema["definitions"]["out"])
    for test in (test for group in document["groups"] for test in group["tests"] if test["result"] == "valid"):
        request_schema.validate({"seq": test["tcId"], "op": operation, "in": test["in"]})
        out_schema.validate(test["out"])
        answer_schema.validate({"seq": test["tcId"], "out": test["out"]})
        valid += 1
if not files:
    sys.exit(f"{folder} holds no vector files")
print(f"{len(files)} vector files and {valid} valid tests follow their schemas")
