"""What answers look like, as JSON schemas: objects of the JSON export where there is one, by the data dictionary; else of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from audit.life.model import EventKind, Look, State
from audit.results import Verdict
from audit.store.db import STATES
from reports.export.dictionary import field
from reports.export.schema import object_schema, property_schema, reached
from reports.portal.api.agencies import PARTS

Schema = dict[str, Any]
SCHEMAS: Final = "#/components/schemas/"
_TEXT: Final[Schema] = {"type": "string"}
_MOMENT: Final[Schema] = {"type": "string", "description": "UTC, ISO 8601; empty until it comes."}


def _ref(name: str) -> Schema:
    return {"$ref": SCHEMAS + name}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(*keys: str, **own: Schema) -> Schema:
    """An object with properties as the dictionary has them, and others that are its own."""
    known = {key: property_schema(field(key)) for key in keys} | own
    return {"type": "object", "additionalProperties": False, "required": list(known), "properties": known}


def _page(item: str, **own: Schema) -> Schema:
    following = {"type": ["string", "null"], "description": "Where the next items are; null at the end."}
    return _object(**own, items=_list(_ref(item)), next=following)


_OF_RUN: Final[dict[str, Schema]] = {
    "agency_id": _TEXT,
    "run_id": {"type": "string", "description": "Empty where no run has a result."},
}
_FINDING: Final[dict[str, Schema]] = {
    "state": {"enum": [state.value for state in State]},
    "since": {"type": "string", "description": "Id of the run or re-check that brought it into this state."},
}
_VERDICT: Final[Schema] = {"enum": [*(verdict.value for verdict in Verdict), None]}
_LOOK: Final = [look.value for look in Look]
_RUN: Final[dict[str, Schema]] = {
    "state": {"enum": list(STATES)},
    "agency_ids": _list(_TEXT) | {"description": "Agencies of the run that the token sees."},
}
_RUN_KEYS: Final = ("run_id", "audited_on", "started_at", "finished_at", "editions", "program_version")

OWN: Final[Mapping[str, Schema]] = {
    "agency_page": _page("agency_standing"),
    "agency_standing": _object(
        "agency_id", "agency_vi", "agency_en", "kind",
        run_id={"type": "string", "description": "Newest run with a result; empty where there is none."},
        readable=property_schema(field("readable")),
        **{key: _or_null(property_schema(field(key))) for key in ("english_low", "english_high", "local_low", "local_high")},
        waiting={"type": "integer", "description": "Findings that are new, still open or back again."},
    ),
    "agency_report": _object(
        **{key: property_schema(field(key)) if key == "agency" else _or_null(property_schema(field(key))) for key in PARTS}
    ),
    "finding_page": _page("finding_standing", agency_id=_TEXT),
    "finding_standing": _object("finding_id", "title", "cause", "criterion_id", "gain", "count", **_FINDING),
    "finding_life": _object(
        "agency_id", "finding_id", "title", "cause", "criterion_id", "gain", "count", "urls",
        **_FINDING,
        run_id={"type": "string", "description": "The run whose report told it last."},
        report=_or_null(_ref("finding")) | {"description": "As that report has it; null where it is not in it."},
        events=_list(_ref("event")),
        rechecks=_list(_ref("recheck")),
    ),
    "event": _object(
        kind={"enum": [kind.value for kind in EventKind]},
        at={"type": "string", "description": "UTC, ISO 8601; of a person's word the day in Viet Nam."},
        source={"type": "string", "description": "Of a look: id of the run or re-check."},
        look={"enum": [*_LOOK, None]},
        first={"type": "boolean", "description": "Whether no earlier run could read the agency."},
        by={"type": "string", "description": "Who disputed, commented or decided."},
        text=_TEXT,
        url=_TEXT,
        until={"type": "string", "description": "Last day of a waiver; empty for one without an end."},
        record={"type": "string", "description": "Place of the evidence in the archive."},
    ),
    "recheck": _object(
        recheck_id=_TEXT, run_id={"type": "string", "description": "The run that it looks back at."}, look={"enum": _LOOK}, by=_TEXT,
        before=_ref("shown"), after=_ref("shown"), asked=_list(_ref("asked")),
    ),
    "shown": _object(
        verdict=_VERDICT, english=_VERDICT, local=_VERDICT, evidence=_list(_ref("evidence")), count={"type": "integer"}, urls=_list(_TEXT)
    ),
    "asked": _object(url=_TEXT, status=_TEXT, detail=_TEXT, fetched_at=_MOMENT, record=_TEXT),
    "verdict_page": _page("criterion", **_OF_RUN),
    "service_page": _page("service", **_OF_RUN),
    "run_page": _page("run_state"),
    "run_state": _object(*_RUN_KEYS, **_RUN),
    "run_result": _object(*_RUN_KEYS, **_RUN, without_result=_list(_ref("without"))),
    "problem": _object(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT),
}  # fmt: skip
"""By name. `problem` is that of RFC 9457."""


def schemas() -> dict[str, Schema]:
    """Return every schema that an answer is made of, by name."""
    known = dict.fromkeys(
        [*reached("report"), "without"]
    )  # what the export calls `run` and `finding` is so here, too
    parts = {name: object_schema(name) for name in known if name != "report"}
    found: dict[str, Schema] = _moved(parts | dict(OWN))
    return found


def _moved(schema: Any) -> Any:
    """The same schema, with what stands in `$defs` of the export where OpenAPI has it."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", SCHEMAS) if key == "$ref" else _moved(value)
            for key, value in schema.items()
        }
    return [_moved(item) for item in schema] if isinstance(schema, list) else schema
