import pytest

from audit.facts.model import Place, Table
from audit.facts.page import read_page


def tables(html):
    return read_page(f"<main>{html}</main>".encode(), "http://a.gov.vn/").tables


def test_headers_rows_caption_and_sample():
    (table,) = tables(
        """<table><caption>Ngân sách</caption><thead><tr><th>Năm<th>Dự toán</thead>
        <tbody><tr><td>2016<td>1<tr><td>2017<td>2<tr><td>2018<td>3<tr><td>2019<td>4</tbody></table>"""
    )
    assert table == Table(("Năm", "Dự toán"), 4, "Ngân sách", Place.MAIN, ("2016", "2017", "2018"))


@pytest.mark.parametrize(
    ("html", "headers", "rows"),
    [
        ("<table><tr><td><b>Tên</b><td><b>Phí</b><tr><td>A<td>1<tr><td>B<td>2</table>", ("Tên", "Phí"), 2),
        ("<table><tr><td>Tên<td>Phí<tr><td>A<td>1<tr><td>B<td>2</table>", ("Tên", "Phí"), 2),
        ("<table><tr><td>1<td>2<tr><td>3<td>4<tr><td>5<td>6</table>", (), 3),
        ("<table><tr><th>A<td>1<tr><th>B<td>2</table>", (), 2),
        (
            "<table><tr><td>Cách nộp<td>Nộp trực tuyến.<tr><td>Lệ phí<td>Không.<tr><td>Hạn<td>Một ngày.</table>",
            (),
            3,
        ),
    ],
    ids=["bold", "plain", "no header", "header column", "labels and values"],
)
def test_header_rows_are_recognised(html, headers, rows):
    (table,) = tables(html)
    assert (table.headers, table.rows) == (headers, rows)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>một ô</table>",
        "<table><tr><td><table><tr><th>A<tr><td>1</table></table>".replace("<th>A", "<td>A"),
        "<table role=presentation><tr><th>A<th>B<tr><td>1<td>2</table>",
        "<table><tr><td><a href=/>Trang chủ</a><td>" + "chữ " * 400 + "<tr><td>x<td>y</table>",
        "<table hidden><tr><th>A<tr><td>1</table>",
        "<table></table>",
    ],
    ids=["one cell", "nested", "presentation", "prose", "hidden", "empty"],
)
def test_layout_tables_are_no_facts(html):
    assert tables(html) == ()
