"""The page that proves a re-check, to be forwarded by an agency."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from audit.life.model import Look
from audit.reasons import REASONS
from audit.recheck import Asked, Recheck, Shown
from audit.results import Evidence, Message, Verdict
from crawler.registry import Names
from reports.proof import SAID, proof_page
from tests.reports.hostile import PAYLOADS

V = Verdict
NAME = Names(vi="Bộ Mẫu mực", en="Model Ministry")
PROOF = Evidence(
    url="https://model.gov.example/en/about",
    quote=PAYLOADS[0],
    language="en",
    where="main",
    fetched_at="2026-07-01T08:09:12Z",
    record="recheck-20260701T080910Z/crawl-00000.warc.gz:17",
)
BEFORE = Shown(V.NOT_MET, V.NOT_MET, V.MET, Message("nothing_named"))
AFTER = Shown(V.MET, V.MET, V.MET, Message("duties_full", {"name": "About", "count": 2}), (PROOF,))
CAUSE = Shown(None, None, None, None, count=3, urls=("https://model.gov.example/a", "javascript:alert(1)"))
ASKED = (
    Asked(PROOF.url, "ok", "", PROOF.fetched_at, PROOF.record),
    Asked("https://model.gov.example/gone", "not_found", "the server answers 404"),
    Asked("https://model.gov.example/new", "a status of the future"),
)


def recheck(look: Look = Look.PASSING, before: Shown = BEFORE, after: Shown = AFTER) -> Recheck:
    return Recheck(
        "20260701T080910Z", "97348b3a54b5effe", "model", "20260630T020000Z", look, before, after, ASKED
    )


def soup(locale: str, **more) -> BeautifulSoup:
    return BeautifulSoup(proof_page(recheck(**more), NAME, "Giới thiệu", locale, REASONS), "lxml")


@pytest.mark.parametrize("look", list(Look))
def test_the_result_stands_first_in_one_sentence(look):
    assert soup("en", look=look).select_one("p.verdict").get_text() == SAID[look]


def test_before_and_now_stand_side_by_side_with_their_proof():
    page = soup("vi")
    before, now = page.select(".sides > section")
    assert "Chưa đạt" in before.get_text()
    assert "Đạt" in now.get_text()
    assert PROOF.record in now.get_text()
    assert "01/07/2026 15:09" in page.select_one("section.first").get_text()
    assert PAYLOADS[0] in now.get_text()
    assert page.find("script") is None


def test_every_page_that_was_asked_for_is_told_with_its_answer():
    rows = [row.get_text(" ", strip=True) for row in soup("en").select("#asked ~ div tbody tr, tbody tr")]
    assert len(rows) == 3
    assert "model.gov.example/gone" in rows[1]
    assert "a status of the future" in rows[2]


def test_a_cause_is_told_by_its_pages_and_leads_nowhere_dangerous():
    page = soup("en", before=CAUSE, after=Shown(None, None, None, None))
    before, now = page.select(".sides > section")
    assert "3 pages are touched." in before.get_text()
    assert "The fault was not seen on any page." in now.get_text()
    assert {a["href"].partition(":")[0] for a in page.select("a[href*=':']")} == {"https"}


@pytest.mark.parametrize(("locale", "scheme"), [("vi", "light"), ("en", "dark")])
def test_no_accessibility_rule_is_broken_and_it_fits_a_phone(visit, broken_rules, tmp_path, locale, scheme):
    path = tmp_path / "proof.html"
    path.write_text(proof_page(recheck(), NAME, "Giới thiệu", locale, REASONS), encoding="utf-8")
    page = visit(path, 320, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert broken_rules(page) == []
