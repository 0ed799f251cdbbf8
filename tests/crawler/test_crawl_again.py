"""A second crawl of a loopback portal that may be given the first one's snapshot."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.job import CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl, job_for

OLD = "Mon, 01 Jan 2018 00:00:00 GMT"
PDF = b"%PDF-1.7\n" + b"tep mau " * 40


def page(text: str = "", **headers: str):
    """A page below the home page, with the headers given."""
    return (200, headers, f"<html><h1>Trang</h1><p>{text}</p><a href='/sau{text}'>tiếp</a></html>".encode())


def portal(names: Sequence[str] = "abcdefgh", **headers: str) -> dict[str, object]:
    """A home page that links to one page per letter, all with the headers given."""
    links = "".join(f'<a href="/{name}">Trang {name}</a>' for name in names)
    pages: dict[str, object] = {
        f"/{name}": page(name, **{k: v.format(name) for k, v in headers.items()}) for name in names
    }
    home = {name: value.format("home") for name, value in headers.items()}
    return {"/": (200, home, f"<h1>Cổng</h1>{links}".encode()), **pages}


def again(tmp_path: Path, gov: MockGov, first: CrawlOutcome | None, **limits: float) -> CrawlOutcome:
    """Crawl once more, given the first crawl's snapshot."""
    job = job_for(tmp_path, gov.url(), **limits)
    previous = first.folder if first is not None else None
    del gov.hits[:]
    return run_job(replace(job, out=tmp_path / "second" / "bo", run_id="second", previous=previous))


def seen(folder: Path) -> dict[str, tuple[FetchStatus, bytes]]:
    """Status and body of every address, read from the snapshot alone."""
    with Snapshot(folder) as snapshot:
        return {
            r.url.partition("://")[2].partition("/")[2]: (r.status, snapshot.body(r))
            for r in snapshot.pages()
        }


def codes(outcome: CrawlOutcome) -> dict[str, int | None]:
    with Snapshot(outcome.folder) as snapshot:
        return {r.url.partition("://")[2].partition("/")[2]: r.http_status for r in snapshot.pages()}


def stat(outcome: CrawlOutcome, name: str) -> int:
    assert outcome.result is not None, outcome.error
    return int(outcome.result.stats.get(f"osi/earlier/{name}", 0))


VALIDATORS = [
    {"ETag": '"{}-1"'},
    {"ETag": 'W/"{}-1"'},
    {"Last_Modified": OLD},
    {"ETag": '"{}-1"', "Last_Modified": OLD},
]


@pytest.mark.parametrize("headers", VALIDATORS)
def test_what_has_not_changed_is_not_sent_again_and_the_snapshot_is_whole_by_itself(tmp_path, headers):
    with MockGov(portal(**headers)) as gov:
        first = crawl(tmp_path, gov.url())
        before = seen(first.folder)
        second = again(tmp_path, gov, first)
    shutil.rmtree(first.folder)

    assert seen(second.folder) == before
    assert stat(second, "not_modified") == stat(second, "asked") > 0
    assert 3 <= stat(second, "checked") <= 5
    unchanged = {url for url, code in codes(second).items() if code == 304}
    assert unchanged < set("abcdefgh")
    assert len(unchanged) >= 3
    with Snapshot(second.folder) as snapshot:
        told = [(r.content_type, r.final_url, r.size) for r in snapshot.pages() if r.http_status == 304]
    assert all(kind == "text/html; charset=utf-8" and url and size for kind, url, size in told)


def test_links_of_unchanged_pages_are_followed(tmp_path):
    pages = portal(ETag='"{}-1"')
    with MockGov(pages) as gov:
        first = crawl(tmp_path, gov.url())
        for name in "abcdefgh":  # new behind pages that have not changed
            gov.pages[f"/sau{name}"] = page(f"moi-{name}")
        second = again(tmp_path, gov, first)

    assert {f"sau{name}" for name in "abcdefgh"} <= set(seen(second.folder))
    assert seen(second.folder)["saua"][0] is FetchStatus.OK


def test_what_has_changed_is_read_anew(tmp_path):
    with MockGov(portal(ETag='"{}-1"')) as gov:
        first = crawl(tmp_path, gov.url())
        gov.pages["/g"] = page("khac", ETag='"g-2"')
        second = again(tmp_path, gov, first)

    assert b"khac" in seen(second.folder)["g"][1]
    assert codes(second)["g"] == 200
    assert stat(second, "changed") == 1
    assert stat(second, "distrusted") == 0


def test_a_server_that_ignores_conditions_costs_nothing_but_bytes(tmp_path):
    with MockGov(portal(ETag='"{}-1"'), validators=False) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)

    assert seen(second.folder) == seen(first.folder)
    assert (stat(second, "not_modified"), stat(second, "same_body")) == (0, 9)


def test_a_page_that_vanished_is_gone(tmp_path):
    with MockGov(portal(ETag='"{}-1"')) as gov:
        first = crawl(tmp_path, gov.url())
        del gov.pages["/g"]
        second = again(tmp_path, gov, first)

    assert seen(second.folder)["g"][0] is FetchStatus.NOT_FOUND


@pytest.mark.parametrize("date", ["yesterday", "Fri, 01 Jan 2100 00:00:00 GMT", "Mon, 01 Jan 2018 00:00:00"])
def test_a_last_modified_that_cannot_be_true_is_not_asked_with(tmp_path, date):
    with MockGov(portal(Last_Modified=date)) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)

    assert not [hit for hit in gov.hits if "If-Modified-Since" in hit.headers]
    assert stat(second, "asked") == 0
    assert seen(second.folder) == seen(first.folder)


def test_a_host_that_calls_changed_pages_unchanged_is_asked_for_everything(tmp_path):
    """Only a page checked late shows it: what was believed until then is asked for again."""
    names = [f"muc-{one}{two}" for one in "abcdefghij" for two in "abcdef"]
    with MockGov(portal(names, Last_Modified=OLD)) as gov:
        first = crawl(tmp_path, gov.url())
        in_order = [hit.path.removeprefix("/") for hit in gov.hits if hit.path.startswith("/muc")]
        changed = in_order[5:]
        for name in changed:
            gov.pages[f"/{name}"] = page(f"khac-{name}", Last_Modified=OLD)
        second = again(tmp_path, gov, first)
        now = {name: gov.pages[f"/{name}"][2] for name in names}

    assert stat(second, "distrusted") == 1
    assert stat(second, "not_modified") > 0
    assert stat(second, "asked_again") >= stat(second, "not_modified")
    assert {name: seen(second.folder)[name][1] for name in names} == now
    assert second.result.stop_reason == "finished"


def test_an_answer_about_another_version_is_not_believed(tmp_path):
    """A cache in front of the portal says 304 with the ETag of a newer page."""
    with MockGov(portal(ETag='"{}-1"')) as gov:
        first = crawl(tmp_path, gov.url())
        gov.pages["/g"] = (304, {"ETag": '"g-2"'}, b"")
        second = again(tmp_path, gov, first)

    assert [hit.headers.get("If-None-Match") for hit in gov.hits if hit.path == "/g"][:2] == ['"g-1"', None]
    assert stat(second, "asked_again") > 0
    assert seen(second.folder)["g"][0] is FetchStatus.BAD_RESPONSE


def test_a_304_that_nobody_asked_for_is_no_page(tmp_path):
    with MockGov({"/": portal()["/"], "/a": (304, {}, b"")}) as gov:
        first = crawl(tmp_path, gov.url())

    assert seen(first.folder)["a"][0] is FetchStatus.BAD_RESPONSE


@pytest.mark.parametrize("damage", ["archive", "no archive", "pages", "result", "folder"])
def test_a_snapshot_damaged_in_between_means_a_whole_crawl(tmp_path, damage):
    with MockGov(portal(ETag='"{}-1"')) as gov:
        first = crawl(tmp_path, gov.url())
        before = seen(first.folder)
        archive = first.folder / "crawl-00000.warc.gz"
        if damage == "archive":
            data = bytearray(archive.read_bytes())
            data[40::40] = bytes(len(data[40::40]))
            archive.write_bytes(data)
        elif damage == "no archive":
            archive.unlink()
        elif damage == "folder":
            shutil.rmtree(first.folder)
        else:
            (first.folder / {"pages": "pages.db", "result": "result.json"}[damage]).write_bytes(
                b"rubbish" * 99
            )
        second = again(tmp_path, gov, first)

    assert seen(second.folder) == before
    assert stat(second, "not_modified") == 0
    assert stat(second, "unreadable") > 0


def test_robots_and_site_maps_are_asked_for_conditionally(tmp_path):
    pages = portal(ETag='"{}-1"')
    listed = "<urlset><url><loc>{}</loc></url></urlset>"
    with MockGov(pages) as gov:
        gov.pages["/sitemap.xml"] = (200, {"ETag": '"map"'}, listed.format(gov.url("/an")).encode())
        gov.pages["/an"] = page("an", ETag='"an"')
        gov.robots = "User-agent: *\nDisallow: /h\n"
        gov.robots_headers = {"ETag": '"robots"'}
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)
        third = run_job(
            replace(
                job_for(tmp_path, gov.url()),
                out=tmp_path / "third" / "bo",
                run_id="3",
                previous=second.folder,
            )
        )

    asked = {hit.path: hit.headers.get("If-None-Match") for hit in gov.hits}
    assert (asked["/robots.txt"], asked["/sitemap.xml"]) == ('"robots"', '"map"')
    for outcome in (second, third):
        assert seen(outcome.folder)["h"][0] is FetchStatus.ROBOTS
        assert seen(outcome.folder)["an"][0] is FetchStatus.OK
        assert outcome.result.robots == first.result.robots
        assert outcome.result.sitemaps == first.result.sitemaps


def test_documents_are_not_sent_again_and_count_as_before(tmp_path):
    pages = portal(ETag='"{}-1"')
    pages["/"] = (200, {}, pages["/"][2] + b'<a href="/luat.pdf">Luat</a>')
    with MockGov(
        {**pages, "/luat.pdf": (200, {"ETag": '"l"', "Content_Type": "application/pdf"}, PDF)}
    ) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)

    assert seen(second.folder)["luat.pdf"] == (FetchStatus.DOCUMENT, PDF)
    assert codes(second)["luat.pdf"] == 304
    assert second.result.stats["osi/documents/bytes"] == first.result.stats["osi/documents/bytes"]


def test_equal_bodies_are_copied_once_and_a_third_crawl_builds_on_the_second(tmp_path):
    pages = portal(ETag='"{}-1"')
    same = b"<h1>Trang</h1><p>" + b"noi dung " * 400 + b"</p>"
    for name in "abcdefgh":
        pages[f"/{name}"] = (200, {"ETag": '"same"'}, same)
    with MockGov(pages) as gov:
        first = crawl(tmp_path, gov.url())
        second = again(tmp_path, gov, first)
        shutil.rmtree(first.folder)
        third = run_job(
            replace(
                job_for(tmp_path, gov.url()),
                out=tmp_path / "third" / "bo",
                run_id="3",
                previous=second.folder,
            )
        )
        shutil.rmtree(second.folder)

    assert stat(third, "not_modified") >= 5
    assert {seen(third.folder)[name][1] for name in "abcdefgh"} == {same}


def test_a_killed_second_crawl_goes_on(tmp_path):
    """What was taken from the first snapshot is in the second one already; the rest is asked for as before."""
    with MockGov(portal(ETag='"{}-1"')) as gov:
        first = crawl(tmp_path, gov.url())
        job = replace(
            job_for(tmp_path, gov.url(), delay_s=0.05),
            out=tmp_path / "2" / "bo",
            run_id="2",
            previous=first.folder,
        )
        del gov.hits[:]
        stopped = run_job(job, is_cancelled=lambda: len(gov.hits) > 6)
        second = run_job(job)

    assert stopped.stop_reason == "interrupted"
    assert seen(second.folder) == seen(first.folder)
    assert second.result.stats["osi/resume/pages"] > 0
