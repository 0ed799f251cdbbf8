"""Lists of services whose columns, badges and names are worded in other ways than the national ones."""

import pytest

from audit.facts.page import read_page
from audit.facts.services.levels import level_in_column, level_of_line, published_level
from audit.facts.services.model import Published
from audit.facts.services.names import starts_as_service

URL = "https://services.vi-du.example/list"


def rows(html):
    services = read_page(html.encode(), URL, "text/html; charset=utf-8").services
    return (
        [(row.code, row.name, row.field, row.body, str(row.level)) for row in services.rows]
        if services
        else []
    )


def test_english_columns_of_a_catalogue():
    assert rows("""<h1>Our services</h1><table><tr><th>S/N<th>e-Service<th>Category<th>Responsible entity<th>Delivery mode<th>Service fee<th>Turnaround time
    <tr><td>1<td><a href=/1>Renew a trade licence</a><td>Trade<td>Trade Department<td>Fully online<td>20<td>1 day
    <tr><td>2<td><a href=/2>Register a birth</a><td>Civil status<td>Civil Registry<td>Apply in person<td>Free<td>1 day
    <tr><td>3<td><a href=/3>Replace a lost permit</a><td>Trade<td>Trade Department<td>Partly online<td>5<td>2 days</table>""") == [
        ("", "Renew a trade licence", "Trade", "Trade Department", "whole"),
        ("", "Register a birth", "Civil status", "Civil Registry", "information"),
        ("", "Replace a lost permit", "Trade", "Trade Department", "part"),
    ]  # fmt: skip


def test_vietnamese_columns_of_a_province():
    assert rows("""<table><tr><th>TT<th>Mã số TTHC<th>Tên thủ tục hành chính<th>Cấp thực hiện<th>Ngành/Lĩnh vực<th>Cơ quan, đơn vị giải quyết<th>Mức độ cung cấp DVCTT
    <tr><td>1<td>1.004222<td>Đăng ký thường trú<td>Cấp xã<td>Cư trú<td>Công an xã<td>DVCTT toàn trình
    <tr><td>2<td>1.004194<td>Đăng ký tạm trú<td>Cấp xã<td>Cư trú<td>Công an xã<td>DVCTT một phần</table>""") == [
        ("1.004222", "Đăng ký thường trú", "Cư trú", "Công an xã", "whole"),
        ("1.004194", "Đăng ký tạm trú", "Cư trú", "Công an xã", "part"),
    ]  # fmt: skip


def test_columns_that_are_ticked():
    assert rows("""<table><tr><th>STT<th>Tên thủ tục<th>DVCTT toàn trình<th>DVCTT một phần<th>Ghi chú
    <tr><td>1<td>Cấp giấy phép bán lẻ rượu<td>x<td><td><tr><td>2<td>Cấp giấy phép bán lẻ thuốc lá<td><td>x<td></table>""") == [
        ("", "Cấp giấy phép bán lẻ rượu", "", "", "whole"),
        ("", "Cấp giấy phép bán lẻ thuốc lá", "", "", "part"),
    ]  # fmt: skip


def test_english_cards():
    card = "<div class=card><span class=badge>{}</span><h3><a href={}>{}</a></h3><p>Category: {}</p><p>Service provider: {}</p><a class=btn href=/a>Start service</a></div>"
    found = rows("<h1>Services</h1><div class=cards>" + "".join([
        card.format("Fully online", "/1", "Obtain an export certificate", "Trade", "Customs Service"),
        card.format("Partially online", "/2", "Renew a driving licence", "Transport", "Road Authority"),
        card.format("Fully online", "/3", "Apply for a building permit", "Housing", "City Council"),
    ]) + "</div>")  # fmt: skip
    assert found == [
        ("", "Obtain an export certificate", "Trade", "Customs Service", "whole"),
        ("", "Renew a driving licence", "Transport", "Road Authority", "part"),
        ("", "Apply for a building permit", "Housing", "City Council", "whole"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("DVCTT toàn trình", "whole"),
        ("Dịch vụ công trực tuyến một phần", "part"),
        ("Dịch vụ công cung cấp thông tin trực tuyến", "information"),
        ("DVC toàn trình", "whole"),
        ("Trực tuyến toàn phần", "whole"),
        ("Chưa cung cấp trực tuyến", "information"),
        ("100% online", "whole"),
        ("Completely electronic", "whole"),
        ("End-to-end online service", "whole"),
        ("Partly online", "part"),
        ("Semi-online", "part"),
        ("Partial online service", "part"),
        ("Offline service", "information"),
        ("Level 3 online public service", "3"),
        ("Online public service level 4", "4"),
    ],
)
def test_levels(text, level):
    assert published_level(text) is Published(level)
    assert level_of_line(text) is Published(level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Apply in person", "information"),
        ("In-person service", "information"),
        ("Tại quầy", "information"),
        ("Hybrid", "part"),
        ("Complete", "whole"),
    ],
)
def test_levels_in_their_column_only(text, level):
    assert level_in_column(text) is Published(level)
    assert not published_level(text)


@pytest.mark.parametrize(
    "text",
    [
        "e-Service",
        "Apply online",
        "Mức độ hài lòng: 4/5",
        "The office is fully booked",
        "A partial refund",
        "Go to the next level",
    ],
)
def test_no_levels(text):
    assert not level_of_line(text)


@pytest.mark.parametrize(
    "name",
    [
        "Register a birth",
        "Renew your passport",
        "Obtain a residence card",
        "Get a copy of a marriage certificate",
        "Pay a traffic fine",
        "File a tax return",
        "Claim unemployment benefit",
        "Report a change of address",
        "Open a branch of a foreign company",
        "Close a business",
        "Import permit for medicines",
        "Work permit for foreign experts",
        "Licence to sell alcohol",
        "Customs clearance of goods",
        "Accreditation of laboratories",
        "Endorsement of foreign degrees",
        "Legalise documents for use abroad",
    ],
)
def test_names_of_services(name):
    assert starts_as_service(name)


@pytest.mark.parametrize(
    "name",
    [
        "Frequently asked questions",
        "Get in touch",
        "Get directions",
        "Report a problem with this page",
        "Report fraud",
        "Open data",
        "Open government",
        "File formats",
        "Pay scale of civil servants",
        "Claim your prize",
        "Close menu",
        "Obtaining help",
        "Register to vote in the poll",
        "Application deadline extended to May",
        "Registration of participants closes soon",
        "Application form",
        "Work permits",
        "Visa policy",
        "Driving licence statistics",
    ],
)
def test_no_names_of_services(name):
    assert not starts_as_service(name)
