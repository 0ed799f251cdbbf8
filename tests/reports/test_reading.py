from __future__ import annotations

from dataclasses import replace

from audit.results import PortalState
from reports.reading import reading_of, unread_causes
from reports.statuses import STATUSES
from tests.reports import samples


def test_an_agency_read_whole_has_no_mark():
    reading = reading_of(samples.good_ministry())
    assert (reading.readable, reading.stopped, reading.shut, reading.provisional) == (True, False, (), False)


def test_a_portal_of_its_own_that_gave_no_page_makes_it_provisional_and_a_guess_does_not():
    reading = reading_of(samples.vietnamese_province())
    assert [portal.role for portal in reading.shut] == ["services"]
    assert reading.provisional


def test_a_crawl_that_stopped_early_makes_it_provisional():
    result = samples.good_ministry()
    reading = reading_of(replace(result, coverage=replace(result.coverage, stop_reason="budget_time")))
    assert reading.stopped
    assert reading.provisional


def test_what_could_not_be_read_at_all_is_not_called_provisional():
    assert not reading_of(samples.blocked_agency()).provisional


def test_those_that_could_not_be_read_are_told_by_cause_the_main_portal_first():
    blocked = samples.blocked_agency()
    portals = (
        PortalState("https://a.example/s", "services", confirmed=True, status="timeout"),
        PortalState("https://a.example/", "main", confirmed=True, status="dns"),
    )
    others = [replace(blocked, agency_id=f"b{number}", portals=portals) for number in range(2)]
    odd = replace(blocked, agency_id="odd", portals=())
    causes = unread_causes([odd, blocked, *others, samples.good_ministry()])
    assert [(cause.text, len(cause.results)) for cause in causes] == [
        (STATUSES["dns"], 2),
        (STATUSES["forbidden"], 1),
        (None, 1),
    ]
