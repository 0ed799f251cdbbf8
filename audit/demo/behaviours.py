"""What demo portals do to crawlers beside serving pages: one small function per quirk, named in `site.yaml`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from audit.demo.legacy_fonts import decomposed, tcvn3, vni, windows_1258

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What the client asked."""

    method: str
    host: str
    target: str
    """Path with query string, as sent."""
    headers: dict[str, str]
    """Names in lower case."""

    @property
    def is_robot(self) -> bool:
        """Whether a firewall's simple rules would take the client for a robot."""
        agent = self.headers.get("user-agent", "")
        browser = agent.startswith("Mozilla/5.0 (") and "compatible" not in agent
        return not browser or re.search(r"bot|crawl|spider|audit|https?:", agent, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Response:
    """What the server answers."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = field(default=())


Behaviour = Callable[[Request, Response], Response]

_sessions = itertools.count(0x3F7A21)

_REFUSAL = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Thông báo từ chối truy cập</title></head>
<body style="font-family:Arial;text-align:center;padding:60px 20px">
<h1>Thông báo từ chối truy cập</h1>
<p>Hệ thống đang gặp vấn đề khi xử lý yêu cầu của bạn. Yêu cầu đã bị tường lửa ứng dụng web chặn lại vì lý do an toàn thông tin.</p>
<p>Nếu bạn cho rằng đây là nhầm lẫn, vui lòng liên hệ bộ phận quản trị và cung cấp mã hỗ trợ: {ticket}</p>
</body></html>"""


def _refusal(target: str) -> bytes:
    ticket = sum(ord(letter) * (place + 7) for place, letter in enumerate(target)) + 1_804_000_000
    return _REFUSAL.format(ticket=ticket).encode()


def refuse_robots(request: Request, response: Response) -> Response:
    """Answer robots with 403 and a firewall's page; browsers get the page."""
    return Response(403, _refusal(request.target)) if request.is_robot else response


def refuse_robots_quietly(request: Request, response: Response) -> Response:
    """Answer robots with the same page under status 200, so that only its text tells."""
    return Response(200, _refusal(request.target)) if request.is_robot else response


def slow_robots_down(request: Request, response: Response) -> Response:
    """Answer robots with 429 and a short Retry-After, which helps them nothing."""
    if not request.is_robot:
        return response
    return Response(429, _refusal(request.target), headers=(("Retry-After", "1"),))


def unavailable(_request: Request, _response: Response) -> Response:
    """Answer 503 to everybody."""
    return Response(503, "<h1>Service Unavailable</h1><p>Hệ thống đang bảo trì.</p>".encode())


def failing(_request: Request, _response: Response) -> Response:
    """Answer 500, as an unhandled fault of the application does."""
    page = "<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application.</h1></body></html>"
    return Response(500, page.encode())


def soft_not_found(_request: Request, response: Response) -> Response:
    """Send the page for a lost address with status 200."""
    return replace(response, status=200)


def moved_to_pages(_request: Request, _response: Response) -> Response:
    """Redirect to the page that the content management system takes for home."""
    return Response(302, headers=(("Location", "/Pages/home.aspx"),))


def _page_text(response: Response) -> tuple[str, str, str]:
    """Split a page at its main content: legacy text sits there while templates are Unicode."""
    text = response.body.decode()
    start = text.index('<div class="prose">')
    end = text.index("</main>")
    return text[:start], text[start:end], text[end:]


def _in_text(html: str, change: Callable[[str], str]) -> str:
    """Apply `change` outside of tags and entities."""
    return "".join(
        part if part.startswith(("<", "&")) else change(part)
        for part in re.split(r"(<[^>]*>|&[#\w]+;)", html)
    )


def tcvn3_text(_request: Request, response: Response) -> Response:
    """Serve the main content in a TCVN3 font."""
    before, main, after = _page_text(response)
    styled = _in_text(main, tcvn3).replace('class="prose"', 'class="prose" style="font-family:.VnTime"', 1)
    return replace(response, body=(before + styled + after).encode())


def vni_text(_request: Request, response: Response) -> Response:
    """Serve the main content in a VNI font."""
    before, main, after = _page_text(response)
    styled = _in_text(main, vni).replace('class="prose"', 'class="prose" style="font-family:VNI-Times"', 1)
    return replace(response, body=(before + styled + after).encode())


def decomposed_text(_request: Request, response: Response) -> Response:
    """Serve the page with accents as characters of their own."""
    return replace(response, body=decomposed(response.body.decode()).encode())


def windows_1258_page(_request: Request, response: Response) -> Response:
    """Serve the page in windows-1258, said in the meta tag and not in the header."""
    text = response.body.decode().replace('<meta charset="utf-8">', '<meta charset="windows-1258">')
    return replace(response, body=windows_1258(text), content_type="text/html")


def double_utf8(_request: Request, response: Response) -> Response:
    """Serve the main content as UTF-8 that was taken for Latin-1 and encoded again."""
    before, main, after = _page_text(response)
    twice = _in_text(main, lambda text: text.encode().decode("latin-1"))
    return replace(response, body=(before + twice + after).encode())


def session_in_links(request: Request, response: Response) -> Response:
    """Write a new session id into every link of a visitor who sent no cookie, as Java servers do."""
    known = "jsessionid" in request.headers.get("cookie", "").lower()
    if known or response.status != 200 or response.content_type != HTML:
        return response
    session = f"{next(_sessions):X}F9C04D7A1B6E".rjust(20, "0")
    text = re.sub(r'(href="/[^"?]*\.aspx)', rf"\1;jsessionid={session}", response.body.decode())
    cookie = ("Set-Cookie", f"JSESSIONID={session}; Path=/; HttpOnly")
    return replace(response, body=text.encode(), headers=(*response.headers, cookie))


BEHAVIOURS: dict[str, Behaviour] = {
    "refuse_robots": refuse_robots,
    "refuse_robots_quietly": refuse_robots_quietly,
    "slow_robots_down": slow_robots_down,
    "unavailable": unavailable,
    "failing": failing,
    "soft_not_found": soft_not_found,
    "moved_to_pages": moved_to_pages,
    "tcvn3_text": tcvn3_text,
    "vni_text": vni_text,
    "decomposed_text": decomposed_text,
    "windows_1258_page": windows_1258_page,
    "double_utf8": double_utf8,
    "session_in_links": session_in_links,
}


def matching(table: dict[str, str], host: str, path: str) -> list[Behaviour]:
    """Return the behaviours of an address, in the table's order.

    Args:
        table: ``host/path`` or, for a prefix, ``host/path*`` -> name in `BEHAVIOURS`.
        host: Host name.
        path: Path with what tells pages apart in its query.
    """
    address = host + path
    return [
        BEHAVIOURS[name]
        for key, name in table.items()
        if address == key or (key.endswith("*") and address.startswith(key[:-1]))
    ]
