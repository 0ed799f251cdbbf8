"""From a loopback portal with documents to an agency's result."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from audit.agency_audit import audit_snapshot
from audit.results import AgencyResult
from audit.rules import load_rules
from crawler.job import run_job
from crawler.registry import load_registry
from tests.audit.facts import files
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for

CONFIG = Path(__file__).parents[2] / "config"
HOME = """<!DOCTYPE html><html lang="vi"><head><title>Bộ Thử nghiệm</title></head><body>
<nav><a href="/">Trang chủ</a> <a href="/en/">English</a></nav><main><h1>Bộ Thử nghiệm</h1>
<p>Bộ Thử nghiệm là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về thử nghiệm.</p>
<ul><li><a href="/f/du-toan.pdf">Dự toán ngân sách 2018</a></li><li><a href="/f/quet.pdf">Quyết định (bản quét)</a></li>
<li><a href="/f/danh-muc.xlsx">Danh mục thủ tục</a></li></ul></main></body></html>"""


def audited(tmp_path: Path, name: str, **limits: float) -> AgencyResult:
    english = HOME.replace('lang="vi"', 'lang="en"').replace("Dự toán ngân sách 2018", "Budget 2018")
    pages: dict[str, object] = {"/": HOME, "/en/": english}
    for path, body in {
        "/f/du-toan.pdf": files.pdf(
            ["DỰ TOÁN NGÂN SÁCH NĂM 2018", "Tổng chi của bộ năm 2018 được giao như sau."]
        ),
        "/f/quet.pdf": files.pdf([], [], picture=True),
        "/f/danh-muc.xlsx": files.workbook(A=[["STT", "Tên thủ tục"], [1, "Cấp giấy phép lao động"]]),
    }.items():
        pages[path] = (200, {"Content_Type": "application/octet-stream"}, body)
    (tmp_path / name).mkdir()
    with MockGov(pages) as gov:
        job = job_for(tmp_path / name, gov.url(), **limits)
        outcome = run_job(job)
    assert outcome.result is not None, outcome.error
    registry = load_registry(job.sites)
    rules = load_rules(CONFIG, ("osi-2024", "vn-law"), date(2018, 6, 30))
    return audit_snapshot(outcome.folder, registry.get("bo"), rules, registry)


def test_documents_are_counted_and_change_no_verdict(tmp_path):
    opened, left = audited(tmp_path, "opened"), audited(tmp_path, "left", documents=0)

    seen = opened.coverage
    assert (seen.documents, seen.documents_read, seen.scans) == (3, 3, 1)
    assert (seen.pages, seen.found, seen.fetched) == (2, 5, 5)
    assert (left.coverage.documents, left.coverage.documents_read, left.coverage.pages) == (3, 0, 2)
    assert [(j.criterion_id, j.verdict) for j in opened.judgements] == [
        (j.criterion_id, j.verdict) for j in left.judgements
    ]
    assert opened.score.english == left.score.english


def test_a_site_hands_its_documents_to_detectors(tmp_path, monkeypatch):
    sites = []
    monkeypatch.setattr("audit.agency_audit.pair_pages", lambda site: sites.append(site) or ())
    audited(tmp_path, "opened")
    (site,) = sites
    page = site.homes[0]
    facts = {doc.url.rpartition("/")[2]: site.document(doc.url) for doc in page.facts.documents}

    assert facts["du-toan.pdf"].main_language == "vi"
    assert facts["danh-muc.xlsx"].tables[0][1] == ("1", "Cấp giấy phép lao động")
    assert facts["quet.pdf"].scan
    assert site.document(page.url) is None
