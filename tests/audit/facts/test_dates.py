from datetime import date

import pytest

from audit.facts.dates import find_dates, is_clock, is_possible, parse_date, settle_order


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("05/03/2018", ["2018-03-05"]),
        ("5-3-2018", ["2018-03-05"]),
        ("5.3.2018", ["2018-03-05"]),
        ("Thứ hai, 05/03/2018 10:20", ["2018-03-05"]),
        ("10:20 | 05/03/2018", ["2018-03-05"]),
        ("Hà Nội, ngày 5 tháng 3 năm 2018", ["2018-03-05"]),
        ("ngày 05 tháng 12 năm 2017", ["2017-12-05"]),
        ("tháng 3/2018", ["2018-03"]),
        ("Tháng mười hai năm 2018", ["2018-12"]),
        ("03/2018", ["2018-03"]),
        ("2018-03-05T10:20:00+07:00", ["2018-03-05"]),
        ("March 5, 2018", ["2018-03-05"]),
        ("5th of March, 2018", ["2018-03-05"]),
        ("05-Mar-2018", ["2018-03-05"]),
        ("May 2018", ["2018-05"]),
        ("từ 25/12/2018 đến 26/12/2018", ["2018-12-25", "2018-12-26"]),
        ("12/25/2018", ["2018-12-25"]),
    ],
)
def test_reads_a_date(text, dates):
    assert [found.iso for found in find_dates(text)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 43/2011/NĐ-CP",
        "Thông tư số 12/2018/TT-BTC",
        "giai đoạn 2016-2020",
        "32/13/2018",
        "30/02/2018",
        "năm 2018",
        "Số 05/2018",
        "20180305",
        "1.2018.234",
        "Điện thoại 024.3826.2018",
        "",
    ],
)
def test_leaves_what_is_no_date(text):
    assert not find_dates(text)


def test_finds_dates_far_apart_in_a_long_paragraph():
    text = f"Ngày 01/02/2017 {'chữ ' * 400} ngày 3 tháng 4 năm 2018 {'chữ ' * 400} May 5, 2019"
    assert [found.iso for found in find_dates(text)] == ["2017-02-01", "2018-04-03", "2019-05-05"]


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (["03/04/2018"], ["2018-04-03"]),
        (["03/04/2018", "25/04/2018"], ["2018-04-03", "2018-04-25"]),
        (["03/04/2018", "04/25/2018"], ["2018-03-04", "2018-04-25"]),
        (["03/04/2018", "04/25/2018", "25/04/2018"], ["2018-04-03", "2018-04-25", "2018-04-25"]),
    ],
    ids=["alone", "day first", "month first", "contradiction"],
)
def test_a_page_writes_the_month_first_only_when_it_shows_it(texts, dates):
    found = [one for text in texts for one in find_dates(text)]
    assert [one.iso for one in settle_order(found)] == dates


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("Hôm nay, Thứ hai 05/03/2018", True),
        ("Thứ hai, 05/03/2018 10:20:31", True),
        ("© 05/2018 Bộ Y tế", True),
        ("Thứ hai, 05/03/2018 10:20", False),
        ("Ngày đăng: 05/03/2018", False),
    ],
)
def test_knows_a_clock(text, clock):
    assert is_clock(text) is clock


@pytest.mark.parametrize(
    ("iso", "possible"),
    [
        ("2018-03-05", True),
        ("2020-06-29", True),
        ("2020-07-01", False),
        ("1900-01-01", False),
        ("2018-03", True),
    ],
)
def test_drops_what_cannot_be(iso, possible):
    assert is_possible(iso, date(2018, 6, 30)) is possible


def test_parse_date_takes_the_first():
    assert parse_date("2018-03-05 and 2019-01-01") == "2018-03-05"
    assert parse_date("soon") == ""
