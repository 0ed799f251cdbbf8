"""Home pages whose language switch no plain link follows: by the session's cookie, by sending the page back, by a list."""

from __future__ import annotations

from urllib.parse import parse_qs

from tests.mockgov.behaviours import BEHAVIOURS

VIETNAMESE = "Cổng thông tin điện tử của Bộ phục vụ người dân và doanh nghiệp. " * 4
ENGLISH = "The portal of the Ministry serves the people and enterprises of the country. " * 4


def page(switch: str, *, english: bool) -> bytes:
    """A home page in one of its languages, with a switch."""
    return f"<!doctype html><h1>{'Portal' if english else 'Cổng'}</h1>{switch}<p>{ENGLISH if english else VIETNAMESE}</p>".encode()


def by_cookie(handler, gov) -> None:
    """The switch sets a cookie and loads the page again."""
    switch = """<a href="#" onclick="document.cookie='lang=en; path=/'; location.reload(); return false">English</a>"""
    handler.answer(200, page(switch, english="lang=en" in handler.headers.get("Cookie", "")))


def by_session(handler, gov) -> None:
    """The switch asks the server, which sets a cookie that no script sees."""
    if "lang=en" in handler.path:
        handler.answer(200, b"{}", "application/json", Set_Cookie="lang=en; Path=/; HttpOnly")
        return
    switch = """<button onclick="fetch('?lang=en').then(() => location.reload())">English</button>"""
    handler.answer(200, page(switch, english="lang=en" in handler.headers.get("Cookie", "")))


def by_postback(handler, gov) -> None:
    """ASP.NET: the page is sent back to its own address."""
    posted = parse_qs(getattr(handler, "posted", "")) if handler.command == "POST" else {}
    form = """<form method="post" id="form1"><input type="hidden" name="__EVENTTARGET" id="t">
        <input type="hidden" name="__VIEWSTATE" value="x">
        <a href="javascript:__doPostBack('ctl00$lang','')"><img src="/en.png" alt="English"></a></form><script>
        function __doPostBack(name) { document.getElementById('t').value = name;
            document.getElementById('form1').submit(); }</script>"""
    handler.answer(200, page(form, english=posted.get("__EVENTTARGET") == ["ctl00$lang"]))


def by_list(handler, gov) -> None:
    """A list whose choice leads to another address, which nothing links to."""
    if handler.path.endswith("/home-2"):
        handler.answer(200, page("", english=True))
        return
    switch = """<select onchange="location.href = this.value + '-2'"><option value="vi">Tiếng Việt</option>
        <option value="home">English</option></select>"""
    handler.answer(200, page(switch, english=False))


def by_link(handler, gov) -> None:
    """A link to an address that sets a cookie and leads back, as ASP.NET MVC's portals have it."""
    if "lang=" in handler.path:
        language = handler.path.rpartition("lang=")[2][:2]
        handler.answer(302, b"", Location="/switch-link/", Set_Cookie=f"culture={language}; path=/; HttpOnly")
        return
    switch = "<a href='/switch-link/Home/set?lang=en'>English</a> <a href='/switch-link/Home/set?lang=vi'>Tiếng Việt</a>"
    handler.answer(200, page(switch, english="culture=en" in handler.headers.get("Cookie", "")))


def dead(handler, gov) -> None:
    """A switch that nothing happens at."""
    handler.answer(200, page("<a href='javascript:void(0)'>English</a>", english=False))


def plain(handler, gov) -> None:
    """A link, and beside it a list."""
    switch = "<select onchange='go()'><option>English</option></select><a href='/en/'>English</a>"
    handler.answer(200, page(switch, english=False))


BEHAVIOURS |= {
    "switch-cookie": by_cookie,
    "switch-session": by_session,
    "switch-postback": by_postback,
    "switch-list": by_list,
    "switch-link": by_link,
    "switch-dead": dead,
    "switch-plain": plain,
}
