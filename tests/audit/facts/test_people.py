import pytest

from audit.facts.model import Person
from audit.facts.page import read_page


def people(html):
    return read_page(f"<main>{html}</main>".encode(), "http://a.gov.vn/").people


HEAD = "<tr><th>STT<th>Họ và tên<th>Chức vụ<th>Đơn vị<th>Điện thoại<th>Thư điện tử"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            f"<table>{HEAD}<tr><td>1<td>Nguyễn Văn An<td>Vụ trưởng<td>Vụ Pháp chế<td>024.38244404<td>an.nv@moh.gov.vn</table>",
            Person("Nguyễn Văn An", "Vụ trưởng", "Vụ Pháp chế", "024.38244404", "an.nv@moh.gov.vn"),
        ),
        (
            f"<table>{HEAD}<tr><td>1<td>Trần Thị Bình<td>Chuyên viên<td>Văn phòng<td><td>binh[at]moh.gov.vn</table>",
            Person("Trần Thị Bình", "Chuyên viên", "Văn phòng", "", "binh@moh.gov.vn"),
        ),
        (
            "<table><tr><td><b>Name</b><td><b>Position</b><td><b>Phone</b><tr><td>Jane Tan<td>Director<td>6731 9000<tr><td>x<td>y<td>z</table>",
            Person("Jane Tan", "Director", "", "6731 9000", ""),
        ),
    ],
    ids=["vietnamese", "obfuscated", "bold header"],
)
def test_tables(html, found):
    assert people(html)[0] == found


@pytest.mark.parametrize(
    "card",
    [
        '<div class=item><h4>Nguyễn Văn An</h4><p>Thứ trưởng</p><p>ĐT: 024.38244404</p><a href="mailto:an@moh.gov.vn">Thư</a></div>',
        "<li>Thứ trưởng Nguyễn Văn An<br>Điện thoại: 024.38244404<br>Email: an@moh.gov.vn</li>",
        "<li>Ông Nguyễn Văn An - Thứ trưởng<br>Điện thoại: 024.38244404<br>Email: an@moh.gov.vn</li>",
        "<dl><dt>Họ và tên: Nguyễn Văn An</dt><dd>Thứ trưởng</dd><dd>ĐT: 024.38244404; an@moh.gov.vn</dd></dl>",
    ],
    ids=["card", "line", "dash", "definition"],
)
def test_cards(card):
    (person,) = people(card)
    assert (person.name, person.title) == ("Nguyễn Văn An", "Thứ trưởng")
    assert (person.phone, person.email) == ("024.38244404", "an@moh.gov.vn")


def test_repeated_cards_are_kept_apart():
    card = "<div class=item><h4>{}</h4><p>{}</p><p>Tel: {}</p></div>"
    found = people(
        '<div class="list">'
        + card.format("Nguyễn Văn An", "Bộ trưởng", "024.38244401")
        + card.format("Trần Thị Bình", "Thứ trưởng", "024.38244402")
        + card.format("Lê Văn Cường", "Thứ trưởng", "024.38244403")
        + "</div>"
    )
    assert [(one.name, one.phone[-1]) for one in found] == [
        ("Nguyễn Văn An", "1"),
        ("Trần Thị Bình", "2"),
        ("Lê Văn Cường", "3"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Thứ trưởng Nguyễn Văn An đã tiếp Đại sứ và trao đổi về hợp tác y tế giữa hai nước.</p>",
        "<table><tr><th>Năm<th>Số tiền<tr><td>2018<td>5 tỷ</table>",
        "<table><tr><th>Đơn vị<th>Số lượng<tr><td>Cục A<td>5</table>",
        "<p>Liên hệ: 024.38244404, lienhe@moh.gov.vn</p>",
    ],
    ids=["news", "figures", "units", "office"],
)
def test_others_are_no_persons(html):
    assert people(html) == ()


def test_offices_with_a_way_to_reach_them():
    (office,) = people(
        "<table><tr><th>Đơn vị<th>Điện thoại<th>Email<tr><td>Vụ Pháp chế<td>024.38244404<td>pc@moh.gov.vn</table>"
    )
    assert office == Person("", "", "Vụ Pháp chế", "024.38244404", "pc@moh.gov.vn")


def test_two_leaders_without_contact_are_told():
    card = "<h3>{}</h3><p>{}</p>"
    one, two = card.format("Nguyen Kim Son", "Minister"), card.format("Tran Vinh Thuy", "Deputy Minister")
    assert people(one + two) == (
        Person("Nguyen Kim Son", "Minister"),
        Person("Tran Vinh Thuy", "Deputy Minister"),
    )
    assert people(one) == ()
