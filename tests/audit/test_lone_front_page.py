"""Portals of which a crawl sees next to nothing, though nothing failed: no verdict calls the rest missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.agency_audit import audit_snapshot
from audit.results import Verdict
from audit.rules import load_rules
from crawler.job import run_job
from crawler.registry import load_registry
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for
from tests.mockgov.texts import VIETNAMESE, page
from tests.mockgov.variants import SHELLS

CONFIG = Path(__file__).parents[2] / "config"
NOTICE = page("Thông báo", "Cổng thông tin điện tử đã chuyển sang địa chỉ mới.", menu="", times=1)
MENU = "".join(f"<a href=\"javascript:__doPostBack('m{n}','')\">Chuyên mục {n}</a>" for n in range(9))
ONE_LINK = page("Cổng", VIETNAMESE, menu="<a href='/gioi-thieu'>Giới thiệu</a>")


def judged(folder: Path, pages: dict[str, object]):
    with MockGov(pages) as gov:
        job = job_for(folder, gov.url(), rendered_pages=0, probes=0)
        outcome = run_job(job)
    assert outcome.result is not None, outcome.error
    registry = load_registry(job.sites)
    rules = load_rules(CONFIG, ("osi-2024",), date(2018, 6, 30))
    return audit_snapshot(outcome.folder, registry.get("bo"), rules, registry)


def verdicts(result) -> set[Verdict]:
    return {judgement.verdict for judgement in result.judgements}


@pytest.mark.parametrize(
    "front", [NOTICE, page("Cổng", VIETNAMESE, menu=MENU)], ids=["notice", "postback menu"]
)
def test_a_front_page_that_leads_nowhere_makes_nothing_missing(tmp_path, front):
    result = judged(tmp_path, {"/": front})

    assert Verdict.NOT_MET not in verdicts(result)
    assert Verdict.COULD_NOT_TELL in verdicts(result)
    assert not result.coverage.readable


def test_a_front_page_whose_links_were_followed_is_judged(tmp_path):
    result = judged(tmp_path, {"/": ONE_LINK, "/gioi-thieu": page("Giới thiệu", VIETNAMESE)})

    assert Verdict.NOT_MET in verdicts(result)
    assert result.coverage.readable


@pytest.mark.parametrize("shell", SHELLS, ids=["view", "waiting"])
def test_a_frame_round_an_empty_view_needs_script(tmp_path, shell):
    result = judged(tmp_path, {"/": shell})

    assert "fault_needs_script" in {finding.title.code for finding in result.findings}
    assert Verdict.NOT_MET not in verdicts(result)
