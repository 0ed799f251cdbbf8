import pytest

from audit.facts.blocks import read_blocks
from audit.facts.layout import settle_places
from audit.facts.page import read_page
from audit.facts.services.gate import is_worth_reading
from audit.facts.tree import read

MENU = """<header><nav><ul><li><a href="/">Trang chủ</a><li><a href="/a">Thủ tục hành chính</a><li><a href="/b">Dịch vụ công trực tuyến</a><li><a href="/c">Dịch vụ công mức độ 3</a>
<li><a href="/d">Dịch vụ công mức độ 4</a><li><a href="/e">Đăng ký doanh nghiệp</a><li><a href="/f">Cấp phép xây dựng</a><li><a href="/g">Hỗ trợ</a></ul></nav></header>"""
PROSE = "<p>" + "Bộ trưởng đã làm việc với các địa phương về kế hoạch phát triển kinh tế. " * 8 + "</p>"


def opens(html):
    page = read(html)
    settle_places(page)
    return is_worth_reading(html, page, read_blocks(page))


@pytest.mark.parametrize(
    "main",
    [
        PROSE * 12,
        "<h2>Thủ tục hành chính</h2>" + PROSE * 12,
        PROSE * 12 + "<h3>Mục 1</h3><h3>Mục 2</h3><h3>Mục 3</h3>",
        PROSE * 12 + "<p>Lệ phí: không</p><script>var a = {b: 1};</script>",
        "".join(f"<p>Điều {n}. {PROSE[3:90]}</p>" for n in range(90))
        + "<p>Cấp giấy phép theo quy định</p>" * 4,
    ],
)
def test_menus_and_prose_open_nothing(main):
    assert not opens(f"<html><body>{MENU}<main>{main}</main></body></html>")


@pytest.mark.parametrize(
    "main",
    [
        "<p>Đăng ký khai sinh (1.001193)</p>",
        "<p>Mức độ 3</p><p>Mức độ 4</p>",
        "<table><tr><th>Tên thủ tục</th></tr></table>",
        "<ul><li>1. Đăng ký khai sinh<li>2. Cấp hộ chiếu phổ thông<li>- Gia hạn tạm trú</ul>",
        "<h2>Online public services</h2><ul><li>Renewal of a work permit<li>Registration of a birth</ul>",
        '<script>var list = [{"tenThuTuc": "Cấp hộ chiếu"}]</script>',
        '<div data-list="[{&quot;maThuTuc&quot;:1}]"></div>',
    ],
)
def test_signs_of_services_open(main):
    assert opens(f"<html><body>{MENU}<main>{PROSE * 3}{main}</main></body></html>")


def test_pages_without_services_have_none():
    assert read_page(f"<main>{PROSE}</main>".encode(), "http://a.example/").services is None


def test_menus_are_no_lists():
    html = f"<html><body>{MENU}<main>{PROSE}<p>Mã thủ tục 1.001193</p></main></body></html>"
    assert read_page(html.encode(), "http://a.example/", "text/html; charset=utf-8").services is None
