"""Dublin Core metadata of Circular 24/2011: which pages need it, which elements, and in which language."""

from __future__ import annotations

import pytest

from audit.detectors.metadata import FIELDS, fields_of
from audit.facts.page import read_page
from audit.results import Verdict
from audit.site import Page, SitePage
from crawler.snapshot import PageRecord, PortalOutcome
from crawler.status import FetchStatus
from tests.audit.bilingual import bilingual
from tests.audit.sites import HOST, lexicon, site, verdict

VI = {
    "DC.title": "Cổng thông tin điện tử Bộ Ví dụ",
    "DC.creator": "Bộ Ví dụ",
    "DC.date": "2018-06-01",
    "DC.description": "Trang giới thiệu chức năng, nhiệm vụ và cơ cấu tổ chức của Bộ Ví dụ.",
    "DC.publisher": "Bộ Ví dụ",
    "DC.identifier": "https://www.bovidu.gov.vn/",
}
EN = VI | {
    "DC.title": "Portal of the Ministry of Examples",
    "DC.description": "Introduction of the functions, duties and organisation of the Ministry of Examples.",
}


def marked(pages: dict[str, str], values: dict[str, str], *, every: int = 1, attribute: str = "name"):
    """Return the pages with metadata in the head of every n-th one."""
    meta = "".join(f'<meta {attribute}="{name}" content="{value}">' for name, value in values.items())
    return {
        path: body.replace("</head>", f"{meta}</head>") if n % every == 0 else body
        for n, (path, body) in enumerate(pages.items())
    }


def branch(language: str) -> dict[str, str]:
    return {path: body for path, body in bilingual().items() if path.startswith(f"/{language}/")}


@pytest.mark.parametrize("prefix", ["DC.", "dc.", "DCTERMS.", "dcterms:", "dc:", "DC_"])
def test_all_six_elements_on_every_page_are_met(prefix):
    values = {name.replace("DC.", prefix): value for name, value in VI.items()}
    judged = verdict(site(marked(bilingual(), values)), "VN-C24-5")
    assert judged.verdict is Verdict.MET
    assert judged.local.evidence[0].where == "meta"
    assert "DC.title: Cổng thông tin" in judged.local.evidence[0].quote


def test_elements_in_properties_and_refined_ones_count():
    values = {k: v for k, v in VI.items() if k not in {"DC.date", "DC.description"}}
    values |= {"dcterms.created": "2018-06-01", "dcterms.abstract": VI["DC.description"]}
    assert verdict(site(marked(bilingual(), values, attribute="property")), "VN-C24-5").verdict is Verdict.MET


def test_the_missing_elements_are_named_and_an_empty_one_is_missing():
    values = {k: v for k, v in VI.items() if k != "DC.identifier"} | {"DC.date": " "}
    judged = verdict(site(marked(bilingual(), values)), "VN-C24-5")
    assert judged.verdict is Verdict.PARTLY
    assert judged.local.reason.params["missing"] == "DC.date, DC.identifier"
    assert judged.local.reason.params["percent"] == 0


def test_metadata_on_some_pages_only_are_partly():
    judged = verdict(site(marked(bilingual(), VI, every=2)), "VN-C24-5")
    assert judged.verdict is Verdict.PARTLY
    assert 30 <= judged.local.reason.params["percent"] <= 70


def test_none_says_that_the_pages_themselves_carry_none():
    judged = verdict(site(bilingual()), "VN-C24-5")
    assert judged.verdict is Verdict.NOT_MET
    assert judged.local.reason.code == "metadata_none"
    assert judged.local.near_misses


def test_plain_description_and_author_are_no_dublin_core():
    values = {"description": "Cổng của Bộ", "author": "Bộ Ví dụ", "og:title": "Bộ Ví dụ", "dcr": "x"}
    assert verdict(site(marked(bilingual(), values)), "VN-C24-5").local.reason.code == "metadata_none"


def test_pages_that_need_none_are_not_counted():
    judged = verdict(site(bilingual()), "VN-C24-5")
    vietnamese = [path for path in bilingual() if path.startswith("/vi/")]
    assert (
        0 < judged.local.reason.params["count"] < len(vietnamese)
    )  # the contact page and the site map need none


@pytest.mark.parametrize(
    ("values", "expected", "code"),
    [
        (EN, Verdict.MET, "metadata_full"),
        (VI, Verdict.PARTLY, "metadata_foreign"),
        ({}, Verdict.NOT_MET, "metadata_none"),
    ],
)
def test_english_sections_need_metadata_in_english(values, expected, code):
    pages = branch("vi") | marked(branch("en"), values)
    judged = verdict(site(pages), "VN-C24-5.2")
    assert judged.verdict is expected
    assert judged.english.reason.code == code


def test_complete_metadata_of_vietnamese_pages_do_not_serve_the_english_ones():
    judged = verdict(site(marked(branch("vi"), VI) | branch("en")), "VN-C24-5.2")
    assert judged.verdict is Verdict.VIETNAMESE_ONLY


def test_without_english_sections_their_metadata_cannot_be_told():
    pages = {path: body.replace('<a href="/en/">English</a>', "") for path, body in branch("vi").items()}
    judged = verdict(site(pages), "VN-C24-5.2")
    assert judged.verdict is Verdict.COULD_NOT_TELL
    assert judged.english.reason.code == "metadata_no_pages"


def test_a_portal_that_keeps_us_out_is_not_judged():
    outcomes = (PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.FORBIDDEN),)
    assert verdict(site({}, outcomes=outcomes), "VN-C24-5").verdict is Verdict.COULD_NOT_TELL


def test_the_first_value_of_an_element_counts():
    body = b'<html><head><meta name="DC.title" content="A"><meta name="dcterms.title" content="B"></head><body>x</body></html>'
    record = PageRecord(f"{HOST}/", FetchStatus.OK, final_url=f"{HOST}/")
    read = Page(SitePage(record, read_page(body, f"{HOST}/", "text/html")), lexicon())
    assert fields_of(read) == {"title": "A"}
    assert set(fields_of(read)) <= set(FIELDS)
