"""What every answer carries and every request must bear: headers, hosts, sizes, and forms that are ours."""

from __future__ import annotations

import asyncio
import hmac
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""For pages of ours. An answer that sets a policy of its own (an archived copy, a report) keeps it."""
HEADERS: Final = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cache-control": "no-store",
}
HSTS: Final = "max-age=31536000; includeSubDomains"
HEALTH: Final = "/healthz"
"""Supervisors ask for it by whatever name they know this machine by, and are told nothing that a host could get at."""
LARGEST_HEAD: Final = 16 * 1024
"""Bytes of a request's address and headers; what is larger is refused."""
LARGEST_FORM: Final = 64 * 1024
"""Bytes of a form; nothing larger is read (CWE-770)."""
SLOWEST_FORM_S: Final = 15.0
"""A form that takes longer to come is given up."""


class Guarded:
    """Answers only its own host, and puts the headers on every answer, faults' too.

    Args:
        app: What answers.
        host: Host, and port where there is one, that is answered.
        secure: Whether the application is reached by TLS.
    """

    def __init__(self, app: ASGIApp, host: str, *, secure: bool) -> None:
        self._app = app
        self._host = host.lower()
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self._secure:
                    headers["strict-transport-security"] = HSTS
            await send(message)

        if _head_size(scope) > LARGEST_HEAD:
            refusal = PlainTextResponse(
                "Địa chỉ hoặc tiêu đề yêu cầu quá dài: hãy rút ngắn.\n"
                "What is asked is too long: shorten it.\n",
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value,
            )
            await refusal(scope, receive, sent)
            return
        if scope["path"] != HEALTH and Request(scope).headers.get("host", "").lower() != self._host:
            refusal = PlainTextResponse(
                "Tên máy chủ này không phục vụ tại đây: hãy dùng địa chỉ mà đơn vị vận hành đã thông báo.\n"
                "This host is not served here: use the address that the operator gave you.\n",
                HTTPStatus.MISDIRECTED_REQUEST.value,
            )
            await refusal(scope, receive, sent)
            return
        await self._app(scope, receive, sent)


def _head_size(scope: Scope) -> int:
    """Bytes of the address and the headers. The server itself limits only those that come in several parts."""
    address = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    return address + sum(len(name) + len(value) for name, value in scope["headers"])


class TooLarge(Exception):  # noqa: N818 - an answer, not a fault of ours
    """Raised for a form that is too large or too slow."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


async def body_of(request: Request, most: int = LARGEST_FORM, within_s: float = SLOWEST_FORM_S) -> bytes:
    """Read the body of a request.

    Args:
        request: The request.
        most: Bytes.
        within_s: Seconds.

    Raises:
        TooLarge: It is larger, does not come in time, or the connection ended before it.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(within_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise TooLarge(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except TimeoutError as error:
        raise TooLarge(HTTPStatus.REQUEST_TIMEOUT) from error
    except ClientDisconnect as error:  # nobody hears the answer; a fault of ours it is not
        raise TooLarge(HTTPStatus.BAD_REQUEST) from error
    return bytes(body)


def is_ours(request: Request, base_url: str) -> bool:
    """Whether a form was sent by a page of this application, as browsers tell (Sec-Fetch-Site, else Origin).

    What tells neither is not a browser of these years, and is refused.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is not None:
        return origin.lower() == base_url.lower()
    return site == "same-origin"


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing (CWE-208)."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def own_path(target: str) -> str:
    r"""Return where to go on to when it is a path of this application, else the front page (CWE-601).

    >>> own_path("/findings/12?state=new"), own_path("//evil.example"), own_path("https://evil.example/"), own_path("/\\evil.example")
    ('/findings/12?state=new', '/', '/', '/')
    """
    parts = urlsplit(target)
    clean = target.isascii() and target.isprintable() and "\\" not in target
    if not clean or parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//"):
        return "/"
    return target
