"""Which findings a re-check looks at on pages that they do not name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.recheck import MOST_PLACES
from audit.rechecks import is_of_every_page
from audit.results import Finding, Message
from audit.rules import load_rules

CONFIG = Path(__file__).parents[2] / "config"


def finding(kind: str, criterion_id: str = "", pages: int = 1) -> Finding:
    urls = tuple(f"http://a.example/{n}" for n in range(pages))
    return Finding("feed", kind, criterion_id, Message("x", {}), urls=urls)


@pytest.mark.parametrize(
    ("one", "of_every_page"),
    [
        (finding("no_lang"), True),
        (finding("service_points"), False),
        (finding("service_points", pages=MOST_PLACES - 1), False),
        (finding("service_points", pages=MOST_PLACES), True),
    ],
)
def test_services_speak_for_themselves_while_all_of_them_can_be_asked_for(one, of_every_page):
    rules = load_rules(CONFIG, ("osi-2024",), date(2026, 7, 1))
    assert is_of_every_page(one, rules) is of_every_page


def test_what_is_asked_in_no_language_is_asked_of_every_page():
    rules = load_rules(CONFIG, ("osi-2024",), date(2026, 7, 1))
    told = {c.language: is_of_every_page(finding("criterion", c.id), rules) for c in rules.criteria.values()}
    assert [language for language, is_of_every in told.items() if is_of_every] == ["neutral"]
