"""From a loopback portal of careless texts to facts and findings: one crawl, judged once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.agency_audit import audit_snapshot
from audit.rules import load_rules
from crawler.job import run_job
from crawler.registry import load_registry
from tests.mockgov import MockGov
from tests.mockgov.crawl import job_for
from tests.mockgov.texts import ENGLISH, TEXTS, VIETNAMESE, page

CONFIG = Path(__file__).parents[2] / "config"
SHELLS = [f"/en/tin-{number}" for number in range(6)]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory):
    """Site view and result of a portal with every text."""
    folder = tmp_path_factory.mktemp("texts")
    links = "".join(f'<a href="{path}">{path}</a> ' for path in [*(f"/{name}" for name in TEXTS), *SHELLS])
    home = page("Bộ Thử nghiệm", VIETNAMESE).replace("</main>", f"{links}</main>")
    with MockGov({"/": home}) as gov:
        job = job_for(folder, gov.url(), max_body_mb=20)
        outcome = run_job(job)
    assert outcome.result is not None, outcome.error
    registry = load_registry(job.sites)
    sites = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.agency_audit.pair_pages", lambda site: sites.append(site) or ())
        result = audit_snapshot(
            outcome.folder, registry.get("bo"), load_rules(CONFIG, ("osi-2024",), date(2018, 6, 30)), registry
        )
    (site,) = sites
    return {p.url.partition("://")[2].partition("/")[2]: p for p in site.read}, result


def facts(judged, name):
    pages, _ = judged
    return pages[name].facts


@pytest.mark.parametrize(
    ("name", "problem", "meant"),
    [
        ("vni", "vni", "Giới thiệu chỉ tiêu kinh tế - xã hội. CHỈ SỐ DỊCH VỤ TRỰC TUYẾN."),
        ("tcvn3", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc."),
        ("windows", "nfd", VIETNAMESE),  # Windows wrote tones apart from their letters
        ("nfd", "nfd", VIETNAMESE),
        ("bom-bare", "", VIETNAMESE),
        ("utf8-unhyphened", "", VIETNAMESE),
        ("entities", "", VIETNAMESE),
    ],
)
def test_text_comes_out_as_it_was_meant(judged, name, problem, meant):
    found = facts(judged, name)

    assert found.encoding_problem == problem
    assert meant in {block.text for block in found.blocks}
    assert found.main_language == "vi"


@pytest.mark.parametrize("name", ["windows-said-otherwise", "double"])
def test_text_in_another_encoding_than_it_says_is_vietnamese_all_the_same(judged, name):
    found = facts(judged, name)

    assert found.encoding_problem in {"cp1258", "double_utf8"}
    assert found.main_language == "vi"


def test_titles_alone_are_repaired_and_told(judged):
    found = facts(judged, "double-title")

    assert (found.title, found.encoding_problem) == ("Gạo trắng nước trong", "double_utf8")
    assert VIETNAMESE in {block.text for block in found.blocks}


@pytest.mark.parametrize(
    "kind", ["encoding_vni", "encoding_tcvn3", "encoding_double_utf8", "encoding_cp1258"]
)
def test_text_that_is_not_unicode_is_a_finding(judged, kind):
    _, result = judged

    assert f"fault_{kind}" in {finding.title.code for finding in result.findings}


def test_pages_that_say_nothing_are_a_finding(judged):
    _, result = judged
    (finding,) = [f for f in result.findings if f.title.code == "fault_placeholder"]

    assert facts(judged, "updating").placeholder
    assert facts(judged, "construction").placeholder
    assert finding.title.params["count"] == 2


def test_vietnamese_without_its_marks_is_known_and_a_finding(judged):
    _, result = judged

    assert facts(judged, "khong-dau").main_language == "vi"
    assert "fault_unmarked" in {finding.title.code for finding in result.findings}


def test_an_english_path_over_vietnamese_text_is_a_shell(judged):
    _, result = judged

    assert {facts(judged, path[1:]).main_language for path in SHELLS} == {"vi"}
    assert "fault_english_shell" in {finding.title.code for finding in result.findings}


def test_the_frame_of_a_page_does_not_decide_its_language(judged):
    assert facts(judged, "chrome-vi").main_language == "en"
    assert facts(judged, "chrome-en").main_language == "vi"
    assert facts(judged, "wrong-lang").main_language == "en"


def test_english_names_in_vietnamese_text_are_no_english(judged):
    found = facts(judged, "names")

    assert found.main_language == "vi"
    assert found.words.get("en", 0) < 0.05 * found.words["vi"]


def test_a_page_of_menu_alone_credits_nothing(judged):
    assert facts(judged, "menu-only").words.get("en", 0) < 5


def test_a_script_application_is_told_from_an_empty_page(judged):
    _, result = judged

    assert facts(judged, "spa").needs_script
    assert "fault_needs_script" in {finding.title.code for finding in result.findings}


def test_a_page_of_thousands_of_rows_is_read(judged):
    found = facts(judged, "million-rows")

    assert found.tables[0].rows >= 3999
    assert found.main_language == "vi"


def test_no_page_is_judged_by_its_lang_attribute(judged):
    assert ENGLISH in {block.text for block in facts(judged, "wrong-lang").blocks}
    assert facts(judged, "wrong-lang").declared == "vi-vn"
