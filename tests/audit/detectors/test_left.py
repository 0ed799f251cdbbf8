"""What a crawl may say that ended at its budget: "not met" only where nothing that it left unread could plausibly hold the thing."""

from __future__ import annotations

import pytest

from audit.lexicon.nesting import load_nesting
from audit.results import Confidence, Verdict
from crawler.errors import ConfigError
from crawler.records import PageRecord
from crawler.status import FetchStatus
from tests.audit.sites import CONFIG, HOST, lexicon, page, paragraphs, site, verdict

WELFARE = {"sectors": ("social_welfare", "health")}


def left(path: str, anchor: str = "", status: FetchStatus = FetchStatus.BUDGET_PAGES) -> PageRecord:
    return PageRecord(HOST + path, status, depth=1, anchor=anchor, referrer=f"{HOST}/en/")


def view(
    *links: tuple[str, str], status=FetchStatus.BUDGET_PAGES, known: tuple[str, ...] = (), deep: str = ""
):
    """Return a site of both languages whose English home page links to pages that were not read.

    Args:
        links: Path and text.
        status: What became of them.
        known: Paths that a site map names only.
        deep: A body for the page about the ministry.
    """
    rows = "".join(f'<p><a href="{path}">{text}</a></p>' for path, text in links)
    pages = {
        "/vi/": page("vi", "Trang chủ", paragraphs("vi")),
        "/vi/gioi-thieu/": page("vi", "Giới thiệu", paragraphs("vi")),
        "/en/": page("en", "Home", rows + paragraphs("en")),
        "/en/about/": page("en", "About us", deep + paragraphs("en")),
    }
    records = [left(path, text, status) for path, text in links]
    records += [left(path, status=status) for path in known]
    ended = "finished" if status is FetchStatus.NOT_FOUND else "budget_pages"
    return site(pages, dead=tuple(records), stop_reason=ended, **WELFARE)


@pytest.mark.parametrize(
    ("criterion", "path", "label", "code"),
    [
        (
            "OSI2024-CP-028",
            "/en/x/",
            "Procurement",
            "left_named",
        ),  # a weak name, in the menu of the home page
        ("OSI2024-CP-030", "/en/x/", "Tenders and contracts", "left_section"),
        ("OSI2024-SP-145", "/en/x/", "Social welfare", "left_section"),
        ("OSI2024-SP-144", "/en/x/", "For citizens", "left_section"),
        ("OSI2024-IF-010", "/en/x/", "About the ministry", "left_section"),
        ("OSI2024-IF-091", "/en/x/", "Health research", "left_named"),
        ("OSI2024-EP-037", "/en/statistics/2018/", "The year 2018", "left_section"),
    ],
)
def test_what_a_page_left_unread_may_hold_is_not_said_to_be_missing(criterion, path, label, code):
    side = verdict(view((path, label)), criterion).english

    assert (side.verdict, side.reason.code) == (Verdict.COULD_NOT_TELL, code)
    assert side.reason.params == {"name": label, "count": 1}
    assert side.near_misses[0].url == HOST + path
    assert (
        verdict(view((path, label), status=FetchStatus.NOT_FOUND), criterion).english.verdict
        is Verdict.NOT_MET
    )


@pytest.mark.parametrize(
    ("criterion", "path", "label"),
    [
        ("OSI2024-CP-028", "/en/x/", "Annual sports day"),
        ("OSI2024-CP-028", "/vi/x/", "Procurement"),  # of the other version
        ("OSI2024-CP-028", "/en/x.pdf", "Procurement"),  # a file, which is known for what it is
        ("OSI2024-CP-030", "/en/x/", "Statistics"),  # another section
        ("OSI2024-CP-030", "/en/x/", "Minister opens a two-day fair on tenders and contracts in the capital"),
        ("OSI2024-EP-037", "/en/minutes/2018/", "The year 2018"),
        ("OSI2024-IF-091", "/en/x/", "Research"),  # of which of the agency's sectors?
    ],
)
def test_what_nothing_left_unread_points_to_is_missing(criterion, path, label):
    judged = verdict(view((path, label)), criterion)

    assert judged.english.verdict is Verdict.NOT_MET
    assert judged.confidence is Confidence.LOW


def test_an_address_that_only_a_site_map_knows_names_its_page_too():
    side = verdict(view(known=("/en/procurement/",)), "OSI2024-CP-028").english

    assert (side.verdict, side.reason.params["name"]) == (Verdict.COULD_NOT_TELL, "procurement")


def test_a_heading_on_some_page_is_not_the_contact_page_that_was_left_unread():
    link = '<h3>Contact us</h3><p>See <a href="/en/reach/">Contact us</a>.</p>'
    read = view(deep=link)
    unread = view(known=("/en/reach/",), deep=link)

    assert verdict(read, "OSI2024-TEC-008").english.reason.code != "left_named"
    assert verdict(unread, "OSI2024-TEC-008").english.verdict is not Verdict.NOT_MET


def test_parts_that_were_left_unread_are_not_said_to_be_missing_together():
    side = verdict(view(("/en/x/", "Functions and duties")), "OSI2024-IF-010").english
    assert side.verdict is Verdict.COULD_NOT_TELL


def test_a_version_that_was_not_entered_is_not_judged():
    titles = {"/vi/": "Trang chủ", "/vi/gioi-thieu/": "Giới thiệu", "/vi/tin-tuc/": "Tin tức"}
    pages = {path: page("vi", title, paragraphs("vi", 5 + len(title))) for path, title in titles.items()}
    unread = site(pages, dead=(left("/en/", "English"),), stop_reason="budget_pages", **WELFARE)
    gone = site(pages, dead=(left("/en/", "English", FetchStatus.NOT_FOUND),), **WELFARE)

    for criterion in ("OSI2024-CP-028", "OSI2024-CP-015"):
        side = verdict(unread, criterion).english
        assert (side.verdict, side.reason.code) == (Verdict.COULD_NOT_TELL, "left_version")
        assert verdict(gone, criterion).english.verdict is Verdict.NOT_MET


def test_a_measurement_stands_though_pages_are_left():
    side = verdict(view(("/en/x/", "Legal documents")), "VN-C24-5").local
    assert side.verdict is not Verdict.COULD_NOT_TELL


def test_every_name_in_the_table_of_sections_is_that_of_a_family(tmp_path):
    assert lexicon().nesting.unknown() == ()
    text = (CONFIG / "lexicon" / "nesting.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "nesting.yaml"
    wrong.write_text(text.replace("gis_services: [gis_data]", "gis_services: [gis_date]"), encoding="utf-8")

    with pytest.raises(ConfigError, match="gis_date"):
        load_nesting(wrong, lexicon().families)


def test_stars_in_the_table_stand_for_any_end_of_a_name():
    above = lexicon().nesting.above

    assert above["svc_birth"] == {"service_catalogue"}
    assert "svc_birth" in above["service_catalogue"]
    assert "group_older" in lexicon().nesting.for_readers


def test_another_address_of_a_page_that_was_read_is_not_left_unread():
    pages = {
        "/en/": page("en", "Home", '<p><a href="/en/procurement">Procurement</a></p>' + paragraphs("en")),
        "/en/procurement/": page("en", "Procurement", paragraphs("en", 3)),
        "/en/about/": page("en", "About us", paragraphs("en", 5)),
    }
    records = (left("/en/procurement", "Procurement"), left("/en/sports/", "Annual sports day"))
    crawled = site(pages, home="/en/", dead=records, stop_reason="budget_pages", **WELFARE)

    assert [record.anchor for record in crawled.left.pages.values()] == ["Annual sports day"]
    assert verdict(crawled, "OSI2024-CP-028").english.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("read", "unread", "expected", "code"),
    [
        (2, 8, Verdict.MET, "language_sample"),  # half of ten pages, at least, will be English as the two are
        (2, 3, Verdict.COULD_NOT_TELL, "language_left"),  # all of them would have to be
        (2, 1, Verdict.PARTLY, "language_some"),  # too few either way
    ],
)
def test_a_language_version_that_was_read_in_part_is_judged_by_what_the_rest_can_be(
    read, unread, expected, code
):
    english = ["/en/", "/en/about/", "/en/news/", "/en/services/", "/en/contact/"][:read]
    pages = {
        "/vi/": page("vi", "Trang chủ", paragraphs("vi")),
        "/vi/gioi-thieu/": page("vi", "Giới thiệu", paragraphs("vi", 9)),
    }
    pages |= {path: page("en", f"Page {path}", paragraphs("en", 5 + n)) for n, path in enumerate(english)}
    records = tuple(left(f"/en/sports/{n}/", f"Day {n}") for n in range(unread))

    side = verdict(site(pages, dead=records, stop_reason="budget_pages", **WELFARE), "OSI2024-CP-015").english

    assert (side.verdict, side.reason.code) == (expected, code)


def test_shells_in_the_part_that_was_read_let_expect_shells_in_the_rest():
    pages = {
        "/vi/": page("vi", "Trang chủ", paragraphs("vi")),
        "/en/": page("en", "Home", paragraphs("en")),
        "/en/about/": page("en", "About us", paragraphs("vi", 5)),
        "/en/news/": page("en", "News", paragraphs("vi", 6)),
    }
    records = tuple(left(f"/en/sports/{n}/") for n in range(8))

    side = verdict(site(pages, dead=records, stop_reason="budget_pages", **WELFARE), "OSI2024-CP-015").english

    assert (side.verdict, side.reason.params["left"]) == (Verdict.COULD_NOT_TELL, 8)
