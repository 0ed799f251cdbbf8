"""What criteria ask for is asked of those whom they apply to, while they are in force."""

from __future__ import annotations

from datetime import date

import pytest

from audit.criteria.applies import asks
from audit.lexicon import load_lexicon
from audit.rules import load_rules
from crawler.asked import asked_of, asked_of_anybody
from crawler.registry import Agency
from crawler.words import rules
from tools.build_needs import CONFIG, SIDES

DAY = date(2026, 11, 1)


def agency(kind: str, *sectors: str, portal: str = "main") -> Agency:
    return Agency.model_validate(
        {
            "id": "x",
            "name": {"vi": "X", "en": "X"},
            "kind": kind,
            "sectors": sectors,
            "portals": [{"url": "http://x.example/", "role": portal}],
        }
    )


AGENCIES = (
    agency("ministry", "health"),
    agency("province"),
    agency("government_agency", "labour", "social_welfare"),
    agency("national_portal", "all", portal="services"),
)


@pytest.mark.parametrize("who", AGENCIES, ids=lambda who: who.kind)
@pytest.mark.parametrize("day", [DAY, date(2021, 1, 1)], ids=str)
def test_it_is_what_the_criteria_ask(who, day):
    told = rules("asking")
    lexicon = load_lexicon(CONFIG)
    wanted: dict[tuple[str, str], float] = {}
    for criterion in load_rules(CONFIG, (), day).criteria.values():
        if asks(criterion, who, lexicon.sectors.of(who.sectors)):
            family = criterion.params.get("family")
            for side in SIDES[criterion.language] if family else ():
                wanted[family, side] = wanted.get((family, side), 0.0) + told[criterion.detector]

    asked = asked_of(who, day)

    assert len(wanted) > 50
    assert {
        key: asked.get(key, 0.0) for key, criteria in wanted.items() if criteria > asked.get(key, 0.0) + 1e-9
    } == {}
    assert any(asked[key] == pytest.approx(criteria) for key, criteria in wanted.items() if criteria)


def test_a_sector_is_asked_for_its_own_and_a_province_for_local_life():
    health, education = (asked_of(agency("ministry", sector), DAY) for sector in ("health", "education"))

    assert ("scholarships", "en") in education
    assert ("scholarships", "en") not in health
    assert ("waste_recycling", "vi") in asked_of(agency("province"), DAY)
    assert ("waste_recycling", "vi") not in health


def test_what_vietnamese_pages_fulfil_is_not_asked_for_in_english():
    asked = asked_of_anybody()

    assert ("service_figures", "vi") in asked
    assert ("service_figures", "en") not in asked
