"""What real servers and content management systems make of the same quirks: links, errors, types and refusals otherwise than in the books."""

from __future__ import annotations

from tests.mockgov.behaviours import behaviour
from tests.mockgov.texts import ENGLISH, VIETNAMESE, page

_EMPTY = "<html><head><title>Cổng</title></head><body>{}</body></html>"
ENDS = tuple(f"/ways/{n}" for n in range(1, 13) if n != 10)
"""Where the menu of `/ways` leads; no plain link does, and the tenth is a question to the page itself."""
_MENU = """
<div onclick="window.location.href='/ways/1'">Giới thiệu</div><table><tr><td onclick='location="2"'>Thủ tục</td></tr></table>
<a href="javascript:window.location='/ways/3'">Liên hệ</a><a href="#" onclick="window.open('/ways/4','_blank'); return false">Tin</a>
<li data-href="/ways/5">Văn bản</li><a href="\\ways\\6">Hỏi đáp</a><svg><a xlink:href="/ways/7"><text>Huế</text></a></svg>
<iframe class="lazy" data-src="/ways/8"></iframe><script>document.write('<a href="/ways/9">Báo cáo<\\/a>')</script>
<select onchange="location=this.value"><option value="?muc=10">Lịch</option></select>
<button onclick="goTo('/ways/11', this)">Bản đồ</button><a href="/_layouts/15/start.aspx#/ways/12">SharePoint</a>
<a href="#" onclick="open('/ways/delete?id=1')">Xóa</a><a onclick="location.href='/ways/' + id">Khác</a>
"""
REFUSALS = (
    "Xin lỗi, truy cập của quý khách đã bị hạn chế. Vui lòng liên hệ quản trị hệ thống. Mã sự cố: 8812731",
    "Địa chỉ IP của quý khách không nằm trong danh sách được phép truy cập",
    "Phát hiện dấu hiệu tấn công! Hệ thống đã ghi nhận địa chỉ IP của bạn",
    "Just a moment... Enable JavaScript and cookies to continue",
    "403 - Forbidden: Access is denied. You do not have permission to view this directory.",
)
_CHALLENGES = (
    "<script>document.cookie = 'D1N=abcdef'+'; path=/'; window.location.reload(true);</script>",
    '<script>var a=toHex(x);document.cookie="VNW="+a+"; path=/"; location.href="/other-challenge/0?attempt=1"</script>',
    """<body onload="document['cookie']='k=1'; document.forms[0].submit()"><form></form>""",
)
TYPES = (
    "text/xml; charset=utf-8",
    "text/html, text/html",
    "html",
    "application/x-httpd-php",
    "utf-8",
    "text/html charset=utf-8",
)
_FRAME = (
    "<html ng-app='portal'><ul>"
    + "".join(f"<li><a href='#!/{n}'>Chuyên mục thông tin số {n}</a></li>" for n in range(12))
    + "</ul><div ng-view></div><footer>Cơ quan chủ quản: Bộ Thử nghiệm. Địa chỉ: Hà Nội.</footer><script src=/a.js></script>"
)
LOOPBACK = (
    "<html><head><script>AdfLoopbackUtils.runLoopback(112,'_afrLoop');document.cookie='ORA=1';location.replace(location.href)"
    "</script></head><body></body></html>"
)
APPLICATION = "<div id=app></div><script>document.cookie='lang=vi';if (old) location.href='/cu'</script><script src=/a.js></script>"
"""No challenges: a window that Oracle looks for, and an application that remembers a language."""
SHELLS = (
    _FRAME,
    "<div id=q-portal><p>Đang tải dữ liệu, vui lòng chờ trong giây lát. Nếu lâu, hãy tải lại.</p></div><script src=/assets/index-4f2a.js></script>",
)
"""Empty without script: a menu and a footer round a view; a root of an unknown name with a line of waiting."""


def _number(handler) -> int:
    return int(handler.path.partition("?")[0].rpartition("/")[2])


@behaviour("cookie-wall")
def cookie_wall(handler, gov):
    """Nothing without the cookie that it sets."""
    handler.answer(302, b"", Location=handler.path, Set_Cookie="seen=1; path=/")


@behaviour("ways")
def ways(handler, gov):
    """A front page whose menu only scripts follow."""
    if handler.path == "/ways/":
        handler.answer(200, page("Cổng", VIETNAMESE, menu=_MENU).encode())
    else:
        handler.answer(200, page(handler.path, VIETNAMESE, menu="").encode())


@behaviour("sent-by-script")
def sent_by_script(handler, gov):
    """Nothing but a script that sends the visitor on."""
    script = "<script>function go() { window.location.replace('/ways/1') }</script>"
    handler.answer(
        200, _EMPTY.format(f"{script}<p>Đang chuyển hướng…").replace("<body>", "<body onload=go()>").encode()
    )


@behaviour("sent-or-filled")
def sent_or_filled(handler, gov):
    """A script of its own may send the visitor on; another one may fill the page."""
    script = "<script>if (old) { location = '/ways/2' }</script><div id=root></div><script src=/static/js/main.1a.js></script>"
    handler.answer(200, _EMPTY.format(script).encode())


@behaviour("other-refusal")
def other_refusal(handler, gov):
    """Refusals in words of their own, with a picture written into the page."""
    picture = f"<style>a{{background:url(data:image/png;base64,{'A' * 90_000})}}</style>"
    handler.answer(200, _EMPTY.format(f"{picture}<h2>{REFUSALS[_number(handler)]}</h2>").encode())


@behaviour("other-challenge")
def other_challenge(handler, gov):
    """Cookie challenges by other names, in other spellings."""
    handler.answer(200, _EMPTY.format(_CHALLENGES[_number(handler)]).encode())


@behaviour("maintained")
def maintained(handler, gov):
    """Maintenance with status 200."""
    handler.answer(
        200, _EMPTY.format("<h1>Hệ thống đang bảo trì, nâng cấp</h1><p>Mong quý vị quay lại sau.").encode()
    )


@behaviour("other-type")
def other_type(handler, gov):
    """Pages that are called something else."""
    handler.answer(200, page("Trang", VIETNAMESE, menu="").encode(), TYPES[_number(handler)])


@behaviour("feed")
def feed(handler, gov):
    """XML that is no page."""
    handler.answer(200, b"<?xml version='1.0'?><rss><channel><title>Tin</title></channel></rss>", "text/xml")


@behaviour("longer-said")
def longer_said(handler, gov):
    """A whole page, shorter than its length says."""
    body = page("Trang", VIETNAMESE, menu="").encode()
    handler.close_connection = True
    handler.answer(200, body, Content_Length=str(len(body) + 3))


@behaviour("no-last-chunk")
def no_last_chunk(handler, gov):
    """A whole page in chunks, without the one that ends them."""
    body = page("Trang", VIETNAMESE, menu="").encode()
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"%x\r\n" % len(body) + body + b"\r\n")


@behaviour("nowhere")
def nowhere(handler, gov):
    """A redirect that does not say where to, over a page."""
    handler.answer(302, page("Trang", VIETNAMESE, menu="").encode())


@behaviour("choices")
def choices(handler, gov):
    """300 with a place to go to."""
    handler.answer(300, b"<a href='/ways/1'>1</a>", Location="/ways/1")


@behaviour("raw-location")
def raw_location(handler, gov):
    """A redirect to an address in plain UTF-8."""
    handler.answer(302, b"", Location="/ways/đích".encode().decode("latin-1"))


@behaviour("called-latin")
def called_latin(handler, gov):
    """A refusal in UTF-8 that the server calls ISO-8859-1."""
    handler.answer(
        200, "<title>Thông báo từ chối truy cập</title><p>Mã 403".encode(), "text/html; charset=ISO-8859-1"
    )


@behaviour("wide")
def wide(handler, gov):
    """UTF-16 without a byte order mark, as SQL Server's editors save it."""
    handler.answer(
        200, page("Trang rộng", VIETNAMESE, menu="<a href='/ways/1'>Mục</a>").encode("utf-16le"), "text/html"
    )


@behaviour("vn")
def country(handler, gov):
    """The country before the language: no endless address."""
    english = handler.path.startswith("/vn/en/")
    handler.answer(
        200, page("About" if english else "Giới thiệu", ENGLISH if english else VIETNAMESE, menu="").encode()
    )


@behaviour("cookieless")
def cookieless(handler, gov):
    """ASP.NET looks for cookies, finds none, and puts the session into the path, a new one each time."""
    path, _, query = handler.path.partition("?")
    if "/(X(1)" in path:
        session = path.split("/")[2]
        handler.answer(
            200, page("Trang", VIETNAMESE, menu=f"<a href='/cookieless/{session}/b'>b</a>").encode()
        )
    elif "AspxAutoDetectCookieSupport" in query:
        gov.state["sessions"] = gov.state.get("sessions", 0) + 1
        session = f"(X(1)S({gov.state['sessions']:024d}))"
        handler.answer(
            302,
            b"",
            Location=f"/cookieless/{session}/{path.rpartition('/')[2]}?AspxAutoDetectCookieSupport=1",
        )
    else:
        handler.answer(
            302,
            b"",
            Location=f"{path}?AspxAutoDetectCookieSupport=1",
            Set_Cookie="AspxAutoDetectCookieSupport=1",
        )


@behaviour("twins")
def twins(handler, gov):
    """One page under many spellings, all of which answer."""
    links = "".join(
        f"<a href='{link}'>mục</a>"
        for link in ("/twins/", "/twins/index.html", "/twins/Default.aspx", "/twins")
    )
    handler.answer(200, page("Trang", VIETNAMESE, menu=links).encode())


@behaviour("shell")
def empty_without_script(handler, gov):
    handler.answer(200, SHELLS[_number(handler)].encode())
