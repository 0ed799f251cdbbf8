"""Whole crawls of a loopback portal with documents: which are fetched, when, and what is recorded."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.job import CrawlOutcome, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov
from tests.mockgov.crawl import crawl, job_for

ROOT = Path(__file__).parents[2]
PDF = b"%PDF-1.7\n" + b"tep mau " * 40


def page(*links: tuple[str, str]) -> str:
    return "<h1>Trang</h1>" + "".join(f'<a href="{href}">{text}</a>' for href, text in links)


def file(body: bytes = PDF, kind: str = "application/pdf", **headers: str):
    return (200, {"Content_Type": kind, **headers}, body)


def statuses(outcome: CrawlOutcome) -> dict[str, FetchStatus]:
    with Snapshot(outcome.folder) as snapshot:
        return {r.url.partition("://")[2].partition("/")[2]: r.status for r in snapshot.pages()}


def documents(outcome: CrawlOutcome) -> dict[str, bytes]:
    with Snapshot(outcome.folder) as snapshot:
        return {r.url.partition("://")[2].partition("/")[2]: body for r, body in snapshot.documents()}


def details(outcome: CrawlOutcome) -> dict[str, str]:
    with Snapshot(outcome.folder) as snapshot:
        return {r.url.partition("://")[2].partition("/")[2]: r.detail for r in snapshot.pages()}


def test_documents_are_fetched_after_the_pages_and_are_none(tmp_path):
    home = page(("/a.pdf", "Luật"), ("/b", "Tin"), ("/anh.jpg", "Ảnh"), ("/bo.zip", "Bộ"))
    with MockGov({"/": home, "/b": page(), "/a.pdf": file()}) as gov:
        outcome = crawl(tmp_path, gov.url())
        with Snapshot(outcome.folder) as snapshot:
            record = snapshot.page(gov.url("/a.pdf"))
            pages = {r.url for r, _ in snapshot.fetched()}

    assert documents(outcome) == {"a.pdf": PDF}
    assert gov.paths()[-1] == "/a.pdf"
    assert (record.status, record.content_type, record.referrer) == (
        FetchStatus.DOCUMENT,
        "application/pdf",
        gov.url(),
    )
    assert record.body_sha256
    assert pages == {gov.url(), gov.url("/b")}
    assert (outcome.fetched, outcome.failed, outcome.result.portals[0].pages) == (2, 0, 2)
    assert outcome.result.counts == {"document": 1, "not_a_page": 2, "ok": 2}
    assert outcome.result.stop_reason == "finished"
    assert outcome.result.stats["osi/documents/bytes"] == len(PDF)


def test_no_document_is_fetched_when_the_registry_says_so(tmp_path):
    with MockGov({"/": page(("/a.pdf", "Luật")), "/a.pdf": file()}) as gov:
        outcome = crawl(tmp_path, gov.url(), documents=0)

    assert statuses(outcome)["a.pdf"] is FetchStatus.NOT_A_PAGE
    assert "/a.pdf" not in gov.paths()


def test_what_promises_most_is_fetched_within_the_number(tmp_path):
    news = [f"/tin-tuc/{n}" for n in range(6)]
    pages: dict[str, object] = {
        "/": page(
            ("/thu-tuc-hanh-chinh", "Thủ tục hành chính"),
            ("/en/about", "English"),
            *((n, "Tin") for n in news),
        ),
        "/thu-tuc-hanh-chinh": page(("/f/1.docx", "Mẫu đơn đăng ký"), ("/f/2.pdf", "Công văn")),
        "/en/about": page(("/f/3.pdf", "Annual report 2018")),
        **{n: page((f"/f/tin-{n[-1]}.pdf", "Tệp đính kèm")) for n in news},
    }
    with MockGov(pages) as gov:
        for name in ("1.docx", "2.pdf", "3.pdf", *(f"tin-{n}.pdf" for n in range(6))):
            gov.pages[f"/f/{name}"] = file()
        outcome = crawl(tmp_path, gov.url(), documents=3)

    assert set(documents(outcome)) == {"f/1.docx", "f/2.pdf", "f/3.pdf"}
    assert outcome.result.counts["not_a_page"] == 6


def test_the_page_budget_is_not_for_documents_and_does_not_keep_them_out(tmp_path):
    home = page(("/a.pdf", "Luật"), ("/b.pdf", "Lệnh"), ("/busy/0", "Trang"))
    with MockGov({"/": home, "/a.pdf": file(), "/b.pdf": file()}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_pages=5)

    assert outcome.result.stop_reason == "budget_pages"
    assert (outcome.result.counts["ok"], outcome.result.counts["document"]) == (5, 2)
    assert outcome.result.stats["osi/budget/pages"] == 1


def test_documents_without_a_telling_address_are_known_by_their_headers(tmp_path):
    links = [(f"/tai-ve?id={n}", "Tải về") for n in range(4)]
    named = {"Content_Disposition": 'attachment; filename="to-khai.docx"'}
    with MockGov({"/": page(*links)}) as gov:
        gov.pages["/tai-ve?id=0"] = file()
        gov.pages["/tai-ve?id=1"] = file(kind="application/octet-stream", **named)
        gov.pages["/tai-ve?id=2"] = file(
            kind="application/octet-stream", Content_Disposition='attachment; filename="phim.mp4"'
        )
        gov.pages["/tai-ve?id=3"] = file(kind="image/png")
        outcome = crawl(tmp_path, gov.url())

    assert set(documents(outcome)) == {"tai-ve?id=0", "tai-ve?id=1"}
    assert statuses(outcome)["tai-ve?id=2"] is FetchStatus.NOT_A_PAGE
    assert statuses(outcome)["tai-ve?id=3"] is FetchStatus.NOT_A_PAGE
    assert outcome.result.portals[0].pages == 1


def test_failures_of_documents_have_their_names(tmp_path):
    names = ("gone", "kin", "lon", "rong", "chan", "trang")
    with MockGov(
        {"/": page(*((f"/{n}.pdf", n) for n in names))}, robots="User-agent: *\nDisallow: /kin"
    ) as gov:
        gov.pages |= {
            "/kin.pdf": file(),
            "/lon.pdf": file(PDF * 10_000),
            "/rong.pdf": file(b""),
            "/chan.pdf": "<html><title>Thông báo từ chối truy cập</title><p>Yêu cầu của bạn đã bị chặn.</html>",
            "/trang.pdf": "<html><h1>Trang xem tệp</h1></html>",
        }
        outcome = crawl(tmp_path, gov.url(), document_mb=1)

    assert {n: statuses(outcome)[f"{n}.pdf"] for n in names} == {
        "gone": FetchStatus.NOT_FOUND,
        "kin": FetchStatus.ROBOTS,
        "lon": FetchStatus.TOO_LARGE,
        "rong": FetchStatus.EMPTY_BODY,
        "chan": FetchStatus.BLOCK_PAGE,
        "trang": FetchStatus.DOCUMENT,
    }
    assert "/kin.pdf" not in gov.paths()
    assert sum(outcome.result.counts.values()) == 7


def test_a_bomb_in_a_document_is_not_unpacked(tmp_path):
    with MockGov({"/": page(("/a.pdf", "Luật"))}) as gov:
        gov.pages["/a.pdf"] = file(gzip.compress(b"\0" * 5_000_000), Content_Encoding="gzip")
        outcome = crawl(tmp_path, gov.url(), document_mb=1)

    assert statuses(outcome)["a.pdf"] is FetchStatus.TOO_LARGE


def test_all_documents_together_have_a_size(tmp_path):
    links = [(f"/{n}.pdf", "Luật") for n in range(12)]
    with MockGov({"/": page(*links), **{href: file(PDF * 1000) for href, _ in links}}) as gov:
        outcome = crawl(tmp_path, gov.url(), documents_mb=0.9)

    fetched = outcome.result.counts["document"]
    assert 3 <= fetched <= 5  # a third of a MB each, and as much as was on its way
    assert outcome.result.stats["osi/documents/over_size"] == 12 - fetched
    assert "0.9 MB of documents" in details(outcome)["9.pdf"] + details(outcome)["11.pdf"]


def test_redirects_of_documents_are_followed_and_bring_no_page(tmp_path):
    home = page(("/cu.pdf", "Luật"), ("/het.pdf", "Lệnh"), ("/moi/2.pdf", "Hai"))
    with MockGov({"/": home}) as gov:
        gov.pages |= {
            "/cu.pdf": (302, {"Location": "/tep/1?ban=moi"}, b""),
            "/tep/1": file(),
            "/het.pdf": (302, {"Location": "/dang-nhap"}, b""),
            "/dang-nhap": page(("/khac", "Trang khác")),
            "/moi/2.pdf": (301, {"Location": "/moi/3.pdf"}, b""),
            "/moi/3.pdf": file(),
        }
        outcome = crawl(tmp_path, gov.url())

    found = statuses(outcome)
    assert (found["cu.pdf"], found["tep/1?ban=moi"]) == (FetchStatus.REDIRECT, FetchStatus.DOCUMENT)
    assert (found["moi/2.pdf"], found["moi/3.pdf"]) == (FetchStatus.REDIRECT, FetchStatus.DOCUMENT)
    assert found["dang-nhap"] is not FetchStatus.OK
    assert "khac" not in found
    assert outcome.result.counts["ok"] == 1


def test_documents_of_a_host_that_was_given_up_are_not_asked_for(tmp_path):
    home = page(*((f"/drop/{n}", "Trang") for n in range(20)), ("/a.pdf", "Luật"), ("/b.pdf", "Lệnh"))
    with MockGov({"/": home, "/a.pdf": file(), "/b.pdf": file()}) as gov:
        outcome = crawl(tmp_path, gov.url())

    assert outcome.result.stats["osi/hosts/given_up"] == 1
    assert outcome.result.counts["not_a_page"] == 2
    assert "not opened: not asked for, since the host fails" in details(outcome)["a.pdf"]
    assert "/a.pdf" not in gov.paths()


def test_a_document_deeper_than_any_page_is_fetched(tmp_path):
    with MockGov({"/": page(("/1", "Một")), "/1": page(("/x.pdf", "Tệp")), "/x.pdf": file()}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_depth=1)

    assert statuses(outcome)["x.pdf"] is FetchStatus.DOCUMENT


def test_a_lack_of_time_leaves_documents_and_says_nothing_of_the_pages(tmp_path):
    links = [(f"/{n}.pdf", "Luật") for n in range(60)]
    with MockGov({"/": page(*links), **{href: file() for href, _ in links}}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_minutes=0.04, delay_s=0.2)

    assert outcome.result.stop_reason == "finished"
    assert set(outcome.result.counts) == {"ok", "document", "not_a_page"}
    left = [
        text for text in details(outcome).values() if text.startswith("not opened: the budget of 0.04 min")
    ]
    assert len(left) == outcome.result.counts["not_a_page"]


def test_a_portal_too_slow_for_its_pages_leaves_time_for_documents(tmp_path):
    with MockGov({"/": page(("/a.pdf", "Luật"), ("/busy/0", "Trang")), "/a.pdf": file()}) as gov:
        outcome = crawl(tmp_path, gov.url(), max_minutes=0.2, delay_s=0.15)

    assert outcome.result.stop_reason == "budget_time"
    assert statuses(outcome)["a.pdf"] is FetchStatus.DOCUMENT
    assert outcome.result.counts["budget_time"] > 10
    assert outcome.seconds < 20


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
def test_a_crawl_that_ended_among_its_documents_goes_on_with_them(tmp_path, number):
    links = [(f"/{n}.pdf", "Luật") for n in range(25)]
    pages: dict[str, object] = {"/": page(*links, ("/busy/0", "Trang"))}
    with MockGov({**pages, **{href: file(PDF + href.encode()) for href, _ in links}}) as gov:
        job = job_for(tmp_path, gov.url(), max_pages=4, delay_s=0.15)
        command = [sys.executable, "-m", "crawler.job", job.agency_id, "--sites", str(job.sites)]
        process = subprocess.Popen([*command, "--out", str(job.out), "--run-id", "run"], cwd=ROOT)
        end = time.monotonic() + 30
        while sum(path.endswith(".pdf") for path in gov.paths()) < 12:
            assert time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(number)
        process.wait(30)
        with Snapshot(job.out) as snapshot:
            before = {r.url for r, _ in snapshot.documents()}
        outcome = run_job(job)
        asked = [gov.url(path) for path in gov.paths() if path.endswith(".pdf")]

    assert len(before) >= 5
    assert not [url for url in before if asked.count(url) > 1]
    assert outcome.result.stop_reason == "budget_pages"
    assert outcome.result.counts["document"] == 25
    assert outcome.result.counts["ok"] == 4
    assert len(documents(outcome)) == 25
