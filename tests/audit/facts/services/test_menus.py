from bs4 import BeautifulSoup

from audit.facts.services.menus import Menus
from audit.facts.services.outline import outline_of
from tests.audit.facts.services.procedures import procedure

MENU = "".join(f'<a href="/{number}">Mục số {number}</a> | ' for number in range(5))


def held(html, fewest=5):
    outline = outline_of(BeautifulSoup(html, "lxml"))
    menus = Menus(outline)
    return [menus.hold(control, fewest) for control in outline.controls]


def test_knows_a_menu_by_its_many_links():
    assert all(held(f"<div><font>{MENU}</font></div>"))
    assert all(held("<ul>" + "<li><a href=/x>Tin tức sự kiện</a></li>" * 5 + "</ul>"))


def test_knows_few_links_and_links_among_text():
    assert not any(held(f"<div>{MENU}</div>", fewest=6))
    assert not any(held(f"<div>{MENU}<p>{'Bước 1: chuẩn bị hồ sơ. ' * 9}</p></div>"))


def test_leaves_the_actions_of_menus_out():
    points = "<h1>Cấp giấy phép</h1><dl><dt>Thời hạn<dd>5 ngày<dt>Lệ phí<dd>50.000 đồng</dl>"
    found = procedure(
        f'{points}<p>{MENU}<a href="/tt">Thanh toán trực tuyến</a></p><p><a href="/nop">Nộp hồ sơ</a></p>'
    )
    assert [one.kind.value for one in found.actions] == ["apply"]
    assert not found.pays_online


def test_leaves_what_the_foot_of_a_page_promises_out():
    found = procedure(
        "<h1>Cấp giấy phép</h1><dl><dt>Thời hạn<dd>5 ngày<dt>Lệ phí<dd>50.000 đồng</dl><div>Thanh toán trực tuyến | Nhận kết quả qua bưu chính</div>"
    )
    assert not found.pays_online
    assert not found.returned_by_post
