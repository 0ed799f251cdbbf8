from __future__ import annotations

from dataclasses import replace

import pytest

from audit.findings import finding_id
from audit.life.looks import looks
from audit.life.model import Look
from audit.reach import Reach, Sight
from audit.results import Coverage, Finding, Message
from crawler.records import PageRecord
from crawler.status import FetchStatus
from tests.audit.builders import judgement, result

PAGE = "http://a.example/en/about"


def gap(*criteria: str) -> Finding:
    return Finding(
        finding_id("moa", criteria[0]), "criterion", criteria[0], Message("finding_not_met"), criteria[1:]
    )


def cause(kind: str, *urls: str) -> Finding:
    return Finding(finding_id("moa", kind), kind, "", Message(f"fault_{kind}"), urls=urls)


def look_at(finding: Finding, *judgements, sight=Sight.READ, **more) -> Look:
    found = looks([finding], result(judgements=judgements, **more), lambda _url: sight)
    return found[finding.id]


def test_what_is_told_again_fails():
    finding = gap("T-1")
    assert look_at(finding, judgement("T-1", "met"), findings=(finding,)) is Look.FAILING


@pytest.mark.parametrize(
    ("verdicts", "look"),
    [
        ({"T-1": "met"}, Look.PASSING),
        ({"T-1": "met", "L-1": "met"}, Look.PASSING),
        ({"T-1": "met", "L-1": "not_applicable"}, Look.PASSING),
        ({"T-1": "met", "L-1": "could_not_tell"}, Look.UNSEEN),
        ({"T-1": "could_not_tell"}, Look.UNSEEN),
        ({"T-1": "not_applicable"}, Look.GONE),
        ({"L-1": "met"}, Look.PASSING),
        ({"other": "met"}, Look.UNSEEN),
    ],
)
def test_a_requirement_is_mended_when_all_that_asks_for_it_is_met(verdicts, look):
    judgements = [judgement(id_, verdict) for id_, verdict in verdicts.items()]
    assert look_at(gap("T-1", "L-1"), *judgements) is look


@pytest.mark.parametrize(
    ("kind", "sight", "look"),
    [
        ("wrong_lang_en", Sight.READ, Look.PASSING),
        ("wrong_lang_en", Sight.GONE, Look.GONE),
        ("wrong_lang_en", Sight.UNSEEN, Look.UNSEEN),
        ("broken_links", Sight.GONE, Look.PASSING),
        ("broken_links", Sight.UNSEEN, Look.UNSEEN),
    ],
)
def test_a_cause_is_mended_where_its_pages_are_read_without_it(kind, sight, look):
    assert look_at(cause(kind, PAGE), sight=sight) is look


def test_one_page_that_is_read_without_the_cause_is_enough():
    seen = {PAGE: Sight.UNSEEN, PAGE + "/2": Sight.READ}
    finding = cause("no_title", *seen)
    assert looks([finding], result(judgements=()), seen.__getitem__) == {finding.id: Look.PASSING}


def test_a_portal_that_could_not_be_read_shows_nothing_but_that():
    blocked, old = cause("blocked", "http://a.example/"), gap("T-1")
    unread = result(
        judgements=(judgement("T-1", "met"),), findings=(blocked,), coverage=Coverage(readable=False)
    )
    assert looks([old, blocked], unread, lambda _url: Sight.READ) == {
        blocked.id: Look.FAILING,
        old.id: Look.UNSEEN,
    }


def test_a_crawl_knows_what_it_read_and_what_is_gone():
    records = [
        PageRecord("http://a.example/", FetchStatus.OK),
        PageRecord("http://a.example/old", FetchStatus.NOT_FOUND),
        PageRecord("http://a.example/shy", FetchStatus.FORBIDDEN),
        PageRecord("http://a.example/d.pdf", FetchStatus.DOCUMENT),
        PageRecord("http://a.example/moved", FetchStatus.REDIRECT, final_url="http://a.example/old"),
    ]
    whole = Reach.of(records, "finished")
    assert {
        name: whole.sight(f"http://a.example/{name}") for name in ("", "old", "shy", "d.pdf", "moved", "none")
    } == {
        "": Sight.READ,
        "old": Sight.GONE,
        "shy": Sight.UNSEEN,
        "d.pdf": Sight.READ,
        "moved": Sight.GONE,
        "none": Sight.GONE,
    }
    assert replace(whole, complete=False).sight("http://a.example/none") is Sight.UNSEEN
