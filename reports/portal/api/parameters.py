"""What addresses of the API may carry behind their `?`, and whether a request keeps to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any, Final

from audit.life.model import State
from reports.portal.api.problem import Problem
from reports.portal.visit import Visit

MOST_ITEMS: Final = 500
_TEXT: Final = {"type": "string", "maxLength": 200}
PARAMETERS: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "lang": (
        "Language of sentences and titles.",
        {"type": "string", "enum": ["vi", "en"], "default": "vi"},
    ),
    "run": ("Id of a run that holds a result of the agency; the newest one when left out.", _TEXT),
    "limit": (
        "Most items of one answer.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": 100},
    ),
    "after": (
        "Key of the item after which the answer begins; `next` of an answer holds it.",
        _TEXT,
    ),
    "state": (
        "Only findings in this state; may be given several times.",
        {"type": "array", "items": {"type": "string", "enum": [state.value for state in State]}},
    ),
    "criterion_id": ("Only findings of this criterion.", _TEXT),
    "cause": ("Only findings of this cause.", _TEXT),
}
"""What each means, and its JSON schema."""


def check(visit: Visit, names: Collection[str]) -> None:
    """Hold a request to what its address takes.

    Args:
        visit: The request.
        names: Of `PARAMETERS`.

    Raises:
        Problem: It carries something else, or a value that does not fit.
    """
    given = visit.request.query_params
    for name in given:
        if name not in names:
            raise _wrong(f"There is no parameter {name[:40]!r} here.")
        schema = PARAMETERS[name][1]
        values = given.getlist(name)
        if len(values) > 1 and schema["type"] != "array":
            raise _wrong(f"{name!r} may be given once.")
        if not all(_fits(value, schema.get("items", schema)) for value in values):
            raise _wrong(f"{name!r} has a value that it does not take.")


def _fits(value: str, schema: Mapping[str, Any]) -> bool:
    if schema["type"] == "integer":
        return (
            re.fullmatch("[0-9]{1,6}", value) is not None
            and schema["minimum"] <= int(value) <= schema["maximum"]
        )
    return value in schema.get("enum", [value]) and len(value) <= schema.get("maxLength", len(value))


def _wrong(detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "parameter", detail)
