"""Article 17 of Decree 43/2011: the newest item against the day of the audit, in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.detectors.freshness import working_days
from audit.results import Verdict
from crawler.snapshot import PortalOutcome
from crawler.status import FetchStatus
from tests.audit.sections import rows, with_section
from tests.audit.sites import HOST, page, paragraphs, site, verdict

LEGAL = "Văn bản quy phạm pháp luật"


def documents(*days: str) -> str:
    return rows(*((f"Thông tư số {n}/2018/TT-BVD quy định về ví dụ", day) for n, day in enumerate(days, 1)))


def judged(criterion: str, label: str, body: str, day: date = date(2018, 6, 29)):
    return verdict(site(with_section(label, body), day=day, home="/vi/"), criterion)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2018, 6, 29), date(2018, 6, 29), 0),
        (date(2018, 6, 29), date(2018, 6, 30), 0),  # Friday to Saturday
        (date(2018, 6, 29), date(2018, 7, 1), 0),
        (date(2018, 6, 29), date(2018, 7, 2), 1),
        (date(2018, 6, 15), date(2018, 6, 29), 10),
        (date(2018, 6, 14), date(2018, 6, 29), 11),
        (date(2018, 7, 2), date(2018, 6, 29), 0),  # a date to come
    ],
)
def test_weekends_are_no_working_days(start, end, days):
    assert working_days(start, end) == days


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_working_days_are_those_a_calendar_counts(start, span):
    end = start + timedelta(days=span)
    counted = sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, span + 1))
    assert working_days(start, end) == counted


@pytest.mark.parametrize(
    ("newest", "expected", "code"),
    [
        ("15/06/2018", Verdict.MET, "fresh_full"),  # ten working days before Friday 29/06/2018
        ("14/06/2018", Verdict.COULD_NOT_TELL, "fresh_open"),  # nothing may have been signed since
        ("10/07/2017", Verdict.COULD_NOT_TELL, "fresh_open"),
        ("01/06/2017", Verdict.PARTLY, "fresh_old"),
    ],
)
def test_a_limit_that_has_passed_is_no_breach_by_itself(newest, expected, code):
    judged_so = judged("VN-D43-17-legal", LEGAL, documents("02/03/2017", newest, "05/01/2017"))
    assert judged_so.verdict is expected
    assert judged_so.local.reason.code == code
    assert judged_so.local.evidence


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        ("15/06/2018", Verdict.MET),
        ("14/06/2018", Verdict.PARTLY),
        ("01/06/2017", Verdict.NOT_MET),
    ],
)
def test_what_is_to_be_kept_current_continuously_is_held_to_it(newest, expected):
    body = rows(("Bộ trưởng họp giao ban", newest), ("Thứ trưởng tiếp công dân", "02/01/2017"))
    assert judged("VN-D43-17-calendar", "Lịch công tác của Lãnh đạo Bộ", body).verdict is expected


def test_a_calendar_of_next_week_is_current_and_a_document_to_come_is_not():
    ahead = (("Họp Chính phủ thường kỳ", "05/07/2018"), ("Họp giao ban", "02/01/2017"))
    assert judged("VN-D43-17-calendar", "Lịch làm việc của lãnh đạo", rows(*ahead)).verdict is Verdict.MET
    side = judged("VN-D43-17-legal", LEGAL, documents("05/07/2018", "02/01/2018")).local
    assert side.reason.params["date"] == "2018-01-02"


def test_a_calendar_tells_its_days_in_its_head():
    week = (
        "<p>Tuần 26 (từ ngày 25/6/2018 đến ngày 29/6/2018)</p><table><tr><th>Thứ</th><th>Bộ trưởng</th></tr>"
    )
    week += (
        "".join(f"<tr><td>Thứ {n}</td><td>Họp giao ban</td></tr>" for n in ("Hai", "Ba", "Tư")) + "</table>"
    )
    side = judged("VN-D43-17-calendar", "Lịch công tác của Lãnh đạo Bộ", week).local
    assert side.verdict is Verdict.MET
    assert side.reason.params["date"] == "2018-06-29"


def test_the_day_of_taking_effect_is_no_day_of_publishing():
    child = page(
        "vi",
        "Quyết định 5",
        "<table><tr><th>Ngày có hiệu lực</th><td>28/06/2018</td></tr></table>" + paragraphs("vi", 3),
    )
    body = rows(("Quyết định 5/QĐ-BVD", "02/03/2018"), ("Quyết định 4/QĐ-BVD", "01/02/2018"))
    view = site(with_section(LEGAL, body, {"/vi/muc/1.html": child}), day=date(2018, 6, 29), home="/vi/")
    assert verdict(view, "VN-D43-17-legal").local.reason.params["date"] == "2018-03-02"


def test_a_section_without_dates_is_partly_and_never_met():
    body = rows(("Quyết định ban hành quy chế", ""), ("Thông tư hướng dẫn", "năm 2018"))
    footer = "<p>Hôm nay, ngày 29/06/2018</p>"
    judged_so = judged("VN-D43-17-legal", LEGAL, body + paragraphs("vi", 2) + f"<footer>{footer}</footer>")
    assert judged_so.verdict is Verdict.PARTLY
    assert judged_so.local.reason.code == "fresh_undated"


def test_a_missing_section_is_not_told_twice():
    view = site(with_section("Góc ảnh", paragraphs("vi", 2)), home="/vi/")
    assert verdict(view, "VN-D43-17-science").local.reason.code == "fresh_no_section"
    assert verdict(view, "VN-D43-17-science").verdict is Verdict.COULD_NOT_TELL
    assert verdict(view, "VN-D43-11").verdict is Verdict.NOT_MET


def test_dates_on_the_pages_of_a_section_count_too():
    body = paragraphs("vi", 2) + '<ul><li><a href="/vi/muc/1.html">Quyết định</a></li></ul>'
    child = (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Quyết định</title>'
        '<meta property="article:published_time" content="2018-06-28"></head>'
        f"<body><main><h1>Quyết định</h1>{paragraphs('vi', 3)}</main></body></html>"
    )
    view = site(with_section(LEGAL, body, {"/vi/muc/1.html": child}), day=date(2018, 6, 29), home="/vi/")
    assert verdict(view, "VN-D43-17-legal").local.reason.params["date"] == "2018-06-28"


def test_a_weak_name_is_no_section_to_be_kept_current():
    body = rows(*((f"Kế hoạch số {n}", f"{n}/06/2018") for n in range(10, 29)))
    side = judged("VN-D43-17-plans", "Kế hoạch", body).local
    assert side.reason.code == "fresh_no_section"
    assert judged("VN-D43-17-plans", "Quy hoạch, kế hoạch", body).verdict is Verdict.MET


def test_a_weak_name_is_one_where_the_family_takes_it():
    side = judged("VN-D43-17-legal", "Văn bản", documents("15/06/2018", "02/03/2017")).local
    assert side.verdict is Verdict.MET


def test_the_row_that_tells_the_date_is_quoted():
    body = (
        "<table><tr><th>Ngày</th><th>Trích yếu</th><th>Tệp</th></tr>"
        + "".join(
            f'<tr><td>{n}/06/2018</td><td>Thông tư quy định chế độ {n}</td><td><a href="/tep/{n}.pdf">Tải về</a></td></tr>'
            for n in range(10, 28)
        )
        + "</table>"
    )
    quote = judged("VN-D43-17-legal", LEGAL, body).local.evidence[0].quote
    assert "27/06/2018" in quote
    assert "Thông tư quy định chế độ 27" in quote


def test_a_portal_that_keeps_us_out_is_not_judged():
    outcomes = (PortalOutcome(f"{HOST}/vi/", "main", True, FetchStatus.FORBIDDEN),)
    view = site({}, outcomes=outcomes)
    assert verdict(view, "VN-D43-17-news").verdict is Verdict.COULD_NOT_TELL
