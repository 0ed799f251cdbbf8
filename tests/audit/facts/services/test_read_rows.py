import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.facts.page import read_page
from audit.facts.services.content import content_of
from audit.facts.services.lists import read_rows
from audit.facts.tree import read
from audit.facts.urls import Resolver

URL = "http://a.gov.vn/x"
SNIPPETS = [
    "<table>", "</table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan=2>", "<th>STT", "<th>Tên thủ tục", "<th>Mã thủ tục", "<th>Mức độ", "<th>Lĩnh vực", "<ul>", "<li>", "</ul>",
    "<div class=item>", "</div>", "<h3>", "</h3>", "<dl>", "<dt>", "<dd>", "<a href=/tthc/1>", "<a href='javascript:x()'>", "<a href='http://['>", "</a>", "Đăng ký khai sinh", "Cấp hộ chiếu…",
    "1.001193", "Mức độ 4", "Toàn trình", "Lĩnh vực: Hộ tịch", "Mã thủ tục:", ":", "1.", "I. Lĩnh vực Đất đai", "<span class=muc-do-3>", "<img alt='Mức độ 2' src='a.png'>", "<button>Nộp hồ sơ</button>",
    "<script>var a = [{tenThuTuc:'Cấp thẻ',ma:1},", "]</script>", "<div data-x='[{\"tenThuTuc\":\"Cấp thẻ nhà báo\"}]'>", "<nav>", "<br>", "(", ")", "-", "|", "\u0301", "<!-- x -->", "<select><option>Cấp phép",
]  # fmt: skip


@given(st.lists(st.sampled_from(SNIPPETS), max_size=60).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_page_is_read(html):
    resolve = Resolver(URL)
    rows = read_rows(content_of(html, read(html), resolve, URL))
    for row in rows:
        assert row.name == " ".join(row.name.split()) == unicodedata.normalize("NFC", row.name)
        assert row.url.startswith(("http://", "https://")) or not row.url
    assert len({(row.code, row.name) for row in rows}) == len(rows)


def test_pages_in_old_encodings():
    html = "<h1>Thuû tuïc haønh chính</h1><table><tr><th>STT</th><th>Teân thuû tuïc haønh chính</th><th>Maõ soá</th></tr><tr><td>1</td><td>Caáp giaáy pheùp xaây döïng coâng trình</td><td>1.007262</td></tr></table>"
    services = read_page(html.encode(), URL, "text/html; charset=utf-8").services
    assert services is not None
    assert [row.name for row in services.rows] == ["Cấp giấy phép xây dựng công trình"]


def test_menus_side_boxes_and_footers_are_left_out():
    html = """<div id="menu"><a href="/a">Trang chủ</a> <a href="/b">Giới thiệu</a></div><div class="sidebar"><p>Thăm dò ý kiến</p></div><main><p>Cấp phép</p></main><script>var a = {};</script><footer>Bản quyền</footer>"""
    content = content_of(html, read(html), Resolver(URL), URL)
    assert content.soup.get_text(" ", strip=True) == "Cấp phép"
    assert content.scripts == ("var a = {};",)


def test_what_is_most_of_the_page_stays_whatever_it_is_called():
    html = (
        '<div class="menu"><p>'
        + "Danh sách thủ tục của cơ quan được trình bày dưới đây. " * 9
        + "</p></div><p>x</p>"
    )
    assert "Danh sách" in content_of(html, read(html), Resolver(URL), URL).soup.get_text()
