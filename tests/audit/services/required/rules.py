"""The built-in rules, read once for these tests, and small builders."""

from __future__ import annotations

from pathlib import Path

from audit.facts.services.model import Published
from audit.services.model import Service
from audit.services.required.comparing import Comparer
from audit.services.required.model import RequiredService
from audit.services.required.rules import load_match_rules

CONFIG = Path(__file__).parents[4] / "config"
RULES = load_match_rules(CONFIG)
COMPARER = Comparer(RULES)


def required(name: str, **more) -> RequiredService:
    return RequiredService(
        **{
            "decision": "1/QĐ",
            "agency_id": "moa",
            "name": name,
            "level": Published.LEVEL_3,
            "year": 2018,
            **more,
        }
    )


def service(id_: str, name: str, code: str = "", **more) -> Service:
    return Service(**{"id": id_, "name": name, "codes": (code,) if code else (), **more})
