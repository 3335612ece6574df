"""The document by the judgement of others: it is OpenAPI 3.1, and its examples are what its schemas say."""

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate


def test_it_is_openapi_3_1(document):
    validate(document, cls=OpenAPIV31SpecValidator)


def test_it_is_what_the_desk_serves(desk, document):
    assert desk.api("GET", "/api/openapi.json").json() == document


def validator(document, schema):
    # References lead into the document: it stands around the schema.
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": document["components"], "allOf": [schema]}
    return jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())


def examples(document):
    """Every example with its schema and where it stands."""
    for name, schema in document["components"]["schemas"].items():
        for example in schema.get("examples", []):
            yield name, schema, example
    for path, item in document["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            for parameter in operation.get("parameters", []):
                yield f"{where}: {parameter['name']}", parameter["schema"], parameter["example"]
            bodies = [("body", operation.get("requestBody", {}))] + list(operation["responses"].items())
            for what, body in bodies:
                for kind, content in body.get("content", {}).items():
                    shown = [content["example"]] if "example" in content else []
                    shown += [document["components"]["examples"][one["$ref"].rsplit("/", 1)[1]]["value"] for one in content.get("examples", {}).values()]
                    for example in shown:
                        yield f"{where}: {what} as {kind}", content["schema"], example
                for header, said in body.get("headers", {}).items():
                    if "example" in said:
                        yield f"{where}: {what} {header}", said["schema"], said["example"]


def test_its_examples_are_what_its_schemas_say(document):
    wrong, count = [], 0
    for where, schema, example in examples(document):
        count += 1
        wrong += [f"{where}: {fault.message}" for fault in validator(document, schema).iter_errors(example)]
    assert not wrong, "\n".join(wrong)
    assert count > 500


@pytest.mark.parametrize("kind", ["parameter", "body"])
def test_a_wrong_example_would_be_told(document, kind):
    """The judge above judges."""
    schema = {"parameter": {"type": "integer"}, "body": {"$ref": "#/components/schemas/NewKit"}}[kind]
    assert list(validator(document, schema).iter_errors({"title": 7}))
