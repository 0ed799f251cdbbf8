import pytest
from bs4 import BeautifulSoup

from audit.facts.services.kept import is_of_procedure


def kept(html, *, is_declared=False):
    tag = BeautifulSoup(html, "lxml").div
    return is_of_procedure(
        tag, "Cấp giấy phép xây dựng - Cổng dịch vụ công", is_declared=is_declared, is_side=not is_declared
    )


@pytest.mark.parametrize(
    "html",
    [
        '<div class=nav-tabs><a href="#a">Trình tự thực hiện</a><a href="#b">Lệ phí</a></div>',
        "<div class=header><h1>Cấp giấy phép xây dựng</h1></div>",
        "<div class=sidebar><b>Thời hạn giải quyết</b><p>5 ngày</p><b>Lệ phí</b><p>Không</p></div>",
        "<div class=sidebar><a href=/nop>Nộp hồ sơ</a></div>",
    ],
)
def test_keeps_what_is_the_procedures(html):
    assert kept(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div class=menu><a href=/a>Trang chủ</a><a href=/b>Tin tức</a></div>",
        "<div class=sidebar><b>Lĩnh vực</b><a href=/x>Y tế</a><b>Cơ quan thực hiện</b><a href=/y>Sở Y tế</a></div>",
        "<div class=menu>" + "<a href=/x>Tin</a>" * 7 + "<a href=/nop>Nộp hồ sơ</a></div>",
        "<div class=header><h1>Cổng dịch vụ công</h1></div>",
    ],
)
def test_gives_menus_and_filters_away(html):
    assert not kept(html)


def test_gives_a_declared_menu_away_with_its_buttons():
    assert not kept("<div><a href=/nop>Nộp hồ sơ</a></div>", is_declared=True)


@pytest.mark.parametrize(
    ("links", "kept"),
    [("<a href=/gt>Giới thiệu</a><a href=/tin>Tin tức</a>", False), ("<a href=/in>Hướng dẫn</a>", True)],
)
def test_keeps_a_menu_of_buttons_only(links, kept):
    html = f"<div class=menu>{links}<a href=/nop>Nộp hồ sơ</a></div>"
    tag = BeautifulSoup(html, "lxml").div
    assert is_of_procedure(tag, "", is_declared=False, is_side=False) is kept
