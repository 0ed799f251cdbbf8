"""Whole pages of portals, with a head, a menu and a footer around their matter."""

from audit.facts.page import read_page
from audit.facts.services.model import PageServices, Procedure

URL = "https://dichvu.vi-du.example/thu-tuc"
MENUS = {
    "vi": "<li><a href=/gt>Giới thiệu</a><li><a href=/tt>Tin tức</a><li><a href=/tthc>Thủ tục hành chính</a><li><a href=/lh>Liên hệ</a>",
    "en": "<li><a href=/en/about>About us</a><li><a href=/en/news>News</a><li><a href=/en/services>Services</a><li><a href=/en/contact>Contact</a>",
}


def services_of(
    main: str, *, title: str = "Cổng thông tin", language: str = "vi", menu: str = "", head: str = ""
) -> PageServices:
    """Read a page with this matter."""
    html = f"""<!doctype html><html lang={language}><head><title>{title}</title>{head}</head><body><div class=header><a href=/><img src=/logo.png alt=Logo></a></div>
    <div class=menu><ul>{MENUS[language]}{menu}</ul></div><div class=content>{main}</div>
    <div class=footer><p>Bản quyền thuộc về cơ quan. Địa chỉ: số 1 đường Lê Lợi. Điện thoại: 1900 1234</p></div></body></html>"""
    return read_page(html.encode(), URL, "text/html; charset=utf-8").services or PageServices()


def described(main: str, **more: str) -> Procedure:
    """Return the procedure that a page with this matter describes."""
    found = services_of(main, **more).procedure
    assert found is not None
    return found


def points_of(main: str, **more: str) -> set[str]:
    """Return the points that a page with this matter tells, but for the name."""
    return {one.field.value for one in described(main, **more).fields} - {"name"}
