"""A re-check asks for robots.txt and the pages that the verdict rests on, each once, and reads only what is new on them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from audit import fact_cache
from audit.recheck import places
from audit.results import Finding
from audit.store.db import Store


@pytest.fixture
def findings(place) -> list[Finding]:
    return list(place.result().findings)


def test_as_many_requests_as_the_verdict_has_places_and_robots_txt(place, findings):
    result, homes = place.result(), [place.gov.url()]
    judged = {judgement.criterion_id: judgement for judgement in result.judgements}
    gaps = [finding for finding in findings if finding.criterion_id == "T-contact"]
    assert gaps
    for finding in gaps:
        wanted = {urlsplit(url).path for url in places(finding, judged, homes)}
        assert 0 < len(wanted) < len(place.gov.pages)
        place.gov.hits.clear()
        assert place("recheck", finding.id) == 7
        asked = place.gov.paths()
        assert asked[0] == "/robots.txt"
        assert sorted(asked[1:]) == sorted(wanted)
        with Store(place.data / "audit.db") as store:
            (found,) = store.rechecks.of(finding.id)
        assert {urlsplit(one.url).path for one in found.asked} == wanted


def test_a_page_that_two_findings_rest_on_is_asked_for_once(place, findings):
    place.gov.hits.clear()
    assert place("recheck", *(finding.id for finding in findings)) == 7
    asked = place.gov.paths()
    assert len(asked) == len(set(asked)) <= len(place.gov.pages) + 1


def test_only_pages_that_have_changed_are_read(place, findings, monkeypatch):
    read = []
    really = fact_cache.read_page

    def reading(body, url, *rest, **more):
        read.append(urlsplit(url).path)
        return really(body, url, *rest, **more)

    monkeypatch.setattr(fact_cache, "read_page", reading)
    ids = [finding.id for finding in findings]
    assert place("recheck", *ids) == 7
    assert read == []

    before = place.gov.pages
    place.gov.pages = {**before, "/": before["/"].replace("quản lý nhà nước", "phục vụ người dân")}
    try:
        assert place("recheck", *ids) == 7
    finally:
        place.gov.pages = before
    assert read == ["/"]
