"""The OpenAPI 3.1 document of the API. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from reports.portal.api.parameters import PARAMETERS
from reports.portal.api.problem import MEDIA_TYPE
from reports.portal.api.shapes import SCHEMAS, schemas

_PROBLEMS: Final = {
    "400": "A parameter is wrong.",
    "401": "No token, or one that does not hold.",
    "403": "The token does not reach that.",
    "404": "There is nothing here that the token can see.",
    "429": "Asked too often; `Retry-After` says for how long to wait.",
    "503": "The data cannot be read at the moment.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """What one address answers."""

    path: str
    name: str
    summary: str
    parameters: tuple[str, ...]
    schema: str


def openapi(operations: Iterable[Operation], version: str) -> dict[str, Any]:
    """Return the document.

    Args:
        operations: What the API answers.
        version: Of the program.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "osi-audit",
            "version": version,
            "description": "What the audit knows of agencies, to read. A token sees one agency with its units, or all; "
            "what it does not see is answered like what is not there. Shapes are those of the JSON export.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {operation.path: {"get": _get(operation)} for operation in operations},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "parameters": {name: _parameter(name) for name in PARAMETERS},
            "responses": {
                code: {
                    "description": said,
                    "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}problem"}}},
                }
                for code, said in _PROBLEMS.items()
            },
            "schemas": schemas(),
        },
    }


def _get(operation: Operation) -> dict[str, Any]:
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", operation.path)
    ]
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [
            *inside,
            *({"$ref": f"#/components/parameters/{name}"} for name in operation.parameters),
        ],
        "responses": {
            "200": {
                "description": operation.summary,
                "headers": {
                    "ETag": {"schema": {"type": "string"}, "description": "To send as If-None-Match."}
                },
                "content": {"application/json": {"schema": {"$ref": SCHEMAS + operation.schema}}},
            },
            "304": {"description": "The same as the answer that If-None-Match names."},
            **{code: {"$ref": f"#/components/responses/{code}"} for code in _PROBLEMS},
        },
    }


def _parameter(name: str) -> dict[str, Any]:
    said, schema = PARAMETERS[name]
    return {"name": name, "in": "query", "required": False, "description": said, "schema": schema}
