from __future__ import annotations

from dataclasses import replace

import pytest

from audit.results import Evidence, PortalState
from crawler.registry import Kind
from reports.un_ways import Way, ways
from tests.reports import samples

MINISTRY = samples.good_ministry()


def portal(url: str, clicks: int = 1, found_on: str = "https://portal.gov.example/"):
    names = ("Cổng quốc gia", "National portal")
    base = samples.result(
        "portal", names, Kind.NATIONAL_PORTAL, lambda _: (samples.V.NOT_MET, samples.V.NOT_MET)
    )
    link = Evidence(url, "Ministry", "en", "link", clicks=clicks, found_on=found_on)
    first, *others = base.judgements
    judged = replace(first, english=replace(first.english, evidence=(link,)))
    return replace(base, judgements=(judged, *others))


@pytest.mark.parametrize(
    "url",
    ["https://good.gov.example/", "http://www.good.gov.example", "https://GOOD.gov.example/#top"],
)
def test_a_link_on_the_national_portal_to_a_home_page_makes_the_way_longer_by_its_clicks(url):
    national = portal(url, clicks=2)

    assert ways([national, MINISTRY]).to(MINISTRY, 3) == Way(5, national)


@pytest.mark.parametrize(
    "url",
    [
        "https://good.gov.example/en/news/1",
        "https://good.gov.example/?id=7",
        "https://other.gov.example/",
        "http://[broken",
    ],
)
def test_any_other_link_leads_to_no_home_page(url):
    assert ways([portal(url), MINISTRY]).to(MINISTRY, 3) == Way(3, MINISTRY)


def test_a_page_of_the_portal_itself_or_an_unknown_way_is_none():
    assert ways([portal("https://good.gov.example/", found_on=""), MINISTRY]).by_agency == {}
    assert ways([portal("https://good.gov.example/", clicks=-1), MINISTRY]).by_agency == {}
    assert ways([portal("https://good.gov.example/"), MINISTRY]).to(MINISTRY, -1) == Way(-1, MINISTRY)


def test_an_address_that_two_agencies_share_names_neither():
    state = PortalState("https://shared.gov.example/", "main", confirmed=True, status="ok")
    first = replace(MINISTRY, portals=(state,))
    second = replace(samples.shell_ministry(), portals=(state,))

    assert ways([portal("https://shared.gov.example/"), first, second]).by_agency == {}


def test_the_shortest_way_counts():
    far, near = portal("https://good.gov.example/", clicks=4), portal("https://good.gov.example/", clicks=1)

    assert ways([far, near, MINISTRY]).to(MINISTRY, 0) == Way(1, near)
