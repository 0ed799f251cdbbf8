"""What results, events and reports cite, and which records that is."""

from __future__ import annotations

import zipfile
from dataclasses import replace

from audit.life.model import Event, EventKind, Look
from audit.recheck import Asked, Recheck, Shown
from audit.results import Finding, Message, PagePair, PairGap, PortalState
from audit.retention.citations import (
    Cited,
    by_events,
    by_findings,
    by_rechecks,
    by_result,
    in_text,
    positions,
)
from audit.retention.written import places_in
from crawler.records import PageRecord
from crawler.status import FetchStatus
from crawler.warc_tail import Position
from tests.audit.builders import evidence, judgement, result

RUN = "20180630T000000Z"


def at(offset: int) -> Position:
    return Position("crawl-00000.warc.gz", offset)


def proof(offset: int, url: str = "http://a.example/x"):
    return replace(evidence(url), record=f"crawl-00000.warc.gz:{offset}")


def finding(*urls: str) -> Finding:
    return Finding("0" * 16, "no_alt", "", Message("no_alt"), urls=urls, count=len(urls))


def test_a_result_cites_records_and_addresses_wherever_they_stand():
    told = result(
        judgements=(judgement("T-1", "met", proofs=(proof(5), proof(9, "http://a.example/y"))),),
        findings=(finding("http://a.example/1", "http://a.example/2", "http://a.example/3"),),
        portals=(PortalState("http://a.example/en/", "english", confirmed=True, status="ok"),),
        pairs=(
            PagePair("http://a.example/p1", "Một", PairGap.NONE_MISSING, "http://a.example/en/p1"),
            PagePair("http://a.example/p2", "Hai", PairGap.STUB, "http://a.example/en/p2"),
            PagePair("http://a.example/p3", "Ba", PairGap.NO_COUNTERPART),
        ),
    )
    cited = by_result(told, pairs=1, addresses=2)
    assert cited.records == {at(5), at(9)}
    paths = {url.removeprefix("http://a.example/") for url in cited.urls}
    # "" is where was looked for it
    assert paths == {"x", "y", "1", "2", "en/", "p2", "en/p2", ""}


def test_findings_that_a_result_does_not_tell_any_more_are_cited():
    assert by_findings([finding("http://a.example/1", "http://a.example/2")], 1).urls == {
        "http://a.example/1"
    }


def test_events_cite_what_they_rest_on_and_what_persons_named():
    look = Event(
        EventKind.RUN, "", RUN, Look.FAILING, record="crawl-00001.warc.gz:7", url="http://a.example/x"
    )
    word = Event(EventKind.DISPUTED, "", text="xem http://a.example/z", url="http://a.example/w")
    cited = by_events([look, word])
    assert cited.records == {Position("crawl-00001.warc.gz", 7)}
    assert cited.urls == {"http://a.example/x", "http://a.example/z", "http://a.example/w"}


def test_re_checks_cite_records_of_their_run_and_not_their_own():
    fresh = replace(proof(3), record=f"recheck-20180701T000000Z/{proof(3).record}")
    after = Shown(None, None, None, None, (fresh, proof(11)))
    asked = (Asked("http://a.example/x", "ok", record="crawl-00000.warc.gz:99"),)
    one = Recheck("20180701T000000Z", "0" * 16, "moa", RUN, Look.FAILING, after, after, asked)
    assert by_rechecks([one], RUN).records == {at(11)}
    assert by_rechecks([one], "20180101T000000Z") == Cited()


def page(url: str, offset: int, status: FetchStatus = FetchStatus.OK, **more) -> PageRecord:
    return PageRecord(url, status, warc_file="crawl-00000.warc.gz", warc_offset=offset, **more)


def test_an_address_stands_for_its_answer_its_end_and_what_a_browser_showed():
    records = [
        page("http://a.example/cu", 1, FetchStatus.REDIRECT, final_url="http://a.example/moi"),
        page("http://a.example/moi", 2),
        page("http://a.example/trong", 3),
        page("http://a.example/trong#rendered", 4, FetchStatus.RENDERED),
        page("http://a.example/khac", 5),
        PageRecord("http://a.example/chua", FetchStatus.BUDGET_PAGES),
    ]
    wanted = {"http://A.example/cu", "http://a.example/trong", "http://a.example/chua", "http://b.example/"}
    cited = Cited(frozenset({at(77)}), frozenset(wanted))
    assert positions(cited, records, str.lower) == {at(77), at(1), at(2), at(3), at(4)}


def test_places_in_reports_of_every_kind(tmp_path):
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "moa.html").write_text("<code>crawl-00000.warc.gz:1</code>", encoding="utf-8")
    (tmp_path / "vi" / "moa.json").write_text('{"record": "crawl-00000.warc.gz:2"}', encoding="utf-8")
    (tmp_path / "vi" / "moa.csv").write_text("a;crawl-00000.warc.gz:3;b", encoding="utf-8")
    (tmp_path / "vi" / "half.xlsx").write_bytes(b"PK")
    with zipfile.ZipFile(tmp_path / "vi" / "moa.xlsx", "w") as packed:
        packed.writestr("xl/sharedStrings.xml", "<t>crawl-00000.warc.gz:4</t>")
    assert places_in(tmp_path) == {at(1), at(2), at(3), at(4)}
    assert places_in(tmp_path / "none") == frozenset()


def test_what_only_looks_like_a_place_is_none():
    text = "mycrawl-00000.warc.gz:1 crawl-0.warc.gz:1 crawl-00000.warc.gz recheck-20180701T000000Z/crawl-00000.warc.gz:1"
    assert in_text(text) == frozenset()
