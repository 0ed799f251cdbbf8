"""The JSON schemas (Draft 2020-12) of the documents, made from the data dictionary. Pure.

`reports/schema/` keeps them as files, which `tools/build_docs.py` writes; a test holds the files to the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from reports.export.dictionary import Field, properties
from reports.export.document import AGENCY_FORMAT, NOTICE_FORMAT, OVERVIEW_FORMAT, VERSION
from reports.export.values import CLOSED, VALUES

FOLDER: Final = Path(__file__).parents[1] / "schema"
SCHEMAS: Final = {
    f"agency-report-{VERSION.split('.', maxsplit=1)[0]}.json": ("report", AGENCY_FORMAT),
    f"overview-{VERSION.split('.', maxsplit=1)[0]}.json": ("overview", OVERVIEW_FORMAT),
    f"notice-{VERSION.split('.', maxsplit=1)[0]}.json": ("notice", NOTICE_FORMAT),
}
"""File by its document: the object at its root, and the format that the document names itself."""
_PLAIN: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "id": {"type": "string"},
    "url": {"type": "string"},
    "code": {"type": "string"},
    "day": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "bool": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
    "map": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
}


def schema(name: str) -> dict[str, Any]:
    """Return a schema by the name of its file.

    Raises:
        KeyError: There is no such schema.
    """
    root, form = SCHEMAS[name]
    parts = dict.fromkeys(reached(root))
    head = object_schema(root)
    head["properties"]["format"]["const"] = form
    head["properties"]["version"]["pattern"] = rf"^{VERSION.split('.', maxsplit=1)[0]}\.[0-9]+$"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:osi-audit:schema:{name.removesuffix('.json')}",
        "title": form,
        **head,
        "$defs": {part: object_schema(part) for part in parts if part != root},
    }


def object_schema(name: str) -> dict[str, Any]:
    """Return the schema of an object of the dictionary; others that it holds are referred to in `$defs`."""
    fields = properties(name)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.key for field in fields],
        "properties": {field.key: property_schema(field) for field in fields},
    }


def property_schema(field: Field) -> dict[str, Any]:
    """Return the schema of one property."""
    said = {"description": field.meaning.en}
    made = _shape(field)
    if field.nullable:
        made = {"anyOf": [made, {"type": "null"}]}
    return said | made


def _shape(field: Field) -> dict[str, Any]:
    base = field.base
    if base.startswith("[{"):
        return {"type": "array", "items": {"$ref": f"#/$defs/{base[2:-2]}"}}
    if base.startswith("{}"):
        return {"type": "object", "additionalProperties": {"enum": list(VALUES[base[2:]])}}
    if base.startswith("{"):
        return {"$ref": f"#/$defs/{base[1:-1]}"}
    shape = dict(_PLAIN[base])
    if field.values in CLOSED:
        empty = [""] if field.values == "confidence" else []
        shape = {"enum": [*VALUES[field.values], *empty]}
    return shape


def reached(name: str) -> Iterator[str]:
    """Yield the names of an object and of all that it holds."""
    yield name
    for field in properties(name):
        if "{" in field.base and not field.base.startswith("{}"):
            yield from reached(field.base.strip("[{}]"))
