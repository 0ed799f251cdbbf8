"""Links of pages that have not changed are taken over from the last crawl, as long as they hold."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.job import CrawlOutcome, run_job
from crawler.kept_links import unpacked
from crawler.snapshot import Snapshot
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl, job_for

NAMES = "abcdefgh"


def page(name: str, text: str = "") -> str:
    return (
        f'<html><head><link rel="alternate" hreflang="en" href="/en/{name}"></head><h1>Trang {name}</h1>{text}'
        f'<a href="/sau-{name}">tiếp {name}</a> <a href="/{name}/tep.pdf">tệp</a> <a href="mailto:x@y">thư</a></html>'
    )


def portal() -> dict[str, object]:
    home = "".join(f'<a href="/{name}">Trang {name}</a>' for name in NAMES)
    behind = {f"/sau-{name}": f"<h1>Sau {name}</h1>" for name in NAMES}
    english = {f"/en/{name}": f"<h1>Page {name}</h1>" for name in NAMES}
    return {"/": f"<h1>Cổng</h1>{home}", **{f"/{name}": page(name) for name in NAMES}, **behind, **english}


def again(
    tmp_path: Path, gov: MockGov, first: CrawlOutcome, name: str = "second", **limits: float
) -> CrawlOutcome:
    job = job_for(tmp_path, gov.url(), **limits)
    return run_job(replace(job, out=tmp_path / name / "bo", run_id=name, previous=first.folder))


def kept(outcome: CrawlOutcome) -> int:
    assert outcome.result is not None, outcome.error
    return int(outcome.result.stats.get("osi/earlier/links_kept", 0))


def told(outcome: CrawlOutcome) -> set[tuple[object, ...]]:
    """What the records say of each address, besides when and how it was fetched."""
    with Snapshot(outcome.folder) as snapshot:
        return {
            (r.url, r.status, r.depth, r.source, r.anchor, r.referrer, r.portal) for r in snapshot.pages()
        }


def change(outcome: CrawlOutcome, statement: str) -> None:
    with closing(sqlite3.connect(outcome.folder / "pages.db")) as database, database:
        database.execute(statement)


def test_the_same_is_found_by_kept_links_run_after_run(tmp_path):
    with MockGov(portal()) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)
        third = again(tmp_path, gov, second, "third")

    assert (kept(first), kept(second)) == (0, 24)  # all but the home page, which is looked at for its switch
    assert kept(third) == 24
    assert told(first) == told(second) == told(third)


def test_a_page_that_has_changed_is_read(tmp_path):
    with MockGov(portal()) as gov:
        first = crawl(tmp_path, gov.url())
        gov.pages["/c"] = page("c", '<a href="/moi">mới</a>')
        gov.pages["/moi"] = "<h1>Mới</h1>"
        second = again(tmp_path, gov, first)

    assert kept(second) == 23
    assert {record[0] for record in told(second)} - {record[0] for record in told(first)} == {gov.url("/moi")}


@pytest.mark.parametrize(
    "more",
    [
        '<form action="/tim"><input type="search" name="q"></form>',
        '<table data-url="/api/thu-tuc"></table>',
        '<a href="#/tin">tin</a>',
    ],
    ids=["search", "data", "hash route"],
)
def test_a_page_that_holds_more_than_links_is_read(tmp_path, more):
    pages = portal() | {"/c": page("c", more)}
    with MockGov(pages) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)

    assert kept(first) == 0
    assert 0 < kept(second) < 24
    assert told(first) == told(second)


@pytest.mark.parametrize(
    "statement",
    [
        "update reading set digest = 'another program'",
        "delete from reading",
        "drop table links",
        "update links set packed = x'00'",
        "update links set packed = x'ff000000ff000000'",
        "delete from addresses",
    ],
)
def test_links_that_do_not_hold_are_read_anew(tmp_path, statement):
    with MockGov(portal()) as gov:
        first = crawl(tmp_path, gov.url())
        before = told(first)
        change(first, statement)
        second = again(tmp_path, gov, first)

    assert told(second) == before
    # Pages that lead nowhere need no address.
    assert kept(second) == (16 if "addresses" in statement else 0)


def test_other_limits_make_links_be_read_anew(tmp_path):
    with MockGov(portal()) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first, searches=0)

    assert (second.fetched, kept(second)) == (first.fetched, 0)


def test_packed_links_say_when_they_are_damaged():
    whole = array("i", [1, 2, 0, 7, 8, 9]).tobytes()

    assert [list(part) for part in unpacked(whole)] == [[7], [8, 9], []]
    for damaged in (b"", whole[:-4], whole[:-1], whole + whole[:4]):
        with pytest.raises(ValueError, match=r"multiple|damaged"):
            unpacked(damaged)
