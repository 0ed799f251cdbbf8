"""What a response, or the lack of one, means: `FetchStatus` and one sentence for webmasters. Pure."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, NamedTuple

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed

from crawler.details import WEAK, understand
from crawler.page import parse_page, wide_encoding
from crawler.purpose import Purpose
from crawler.refusals import Kind, refusal_in
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.page import Page

REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})
TRANSIENT = frozenset(
    {
        FetchStatus.RATE_LIMITED,
        FetchStatus.SERVER_ERROR,
        FetchStatus.DNS,
        FetchStatus.REFUSED,
        FetchStatus.TIMEOUT,
        FetchStatus.CONNECTION_LOST,
        FetchStatus.BAD_RESPONSE,
    }
)
"""Worth another try later in the same crawl."""
UNREACHABLE = frozenset(
    {
        FetchStatus.DNS,
        FetchStatus.REFUSED,
        FetchStatus.TIMEOUT,
        FetchStatus.TLS,
        FetchStatus.TLS_WEAK,
        FetchStatus.CONNECTION_LOST,
        FetchStatus.ROBOTS_UNREACHABLE,
    }
)
"""Say something about the host, not about one page."""


class Answer(NamedTuple):
    """A status with its sentence."""

    status: FetchStatus
    detail: str = ""


TO_ITSELF = Answer(FetchStatus.REDIRECT_LOOP, "redirects to itself")
COOKIE_WALL = Answer(
    FetchStatus.REDIRECT_LOOP,
    "redirects to itself until the visitor sends back a cookie, which search engines do not",
)


class RobotsForbiddenError(IgnoreRequest):
    """Raised when robots.txt forbids a URL, from crawler.robots."""


class RobotsUnreachableError(IgnoreRequest):
    """Raised when robots.txt could not be had, from crawler.robots; `answer` says what pages get."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.detail)
        self.answer = answer


class PrivateHostError(IgnoreRequest):
    """Raised when a host is local and the registry does not name it, from crawler.guard."""


class ForeignHostError(IgnoreRequest):
    """Raised when a redirect leads to a host that is not the agency's, from crawler.guard."""


class StoppedError(IgnoreRequest):
    """Raised when a request still waited for its turn as the crawl ended, from crawler.scheduler."""


class PauseError(IgnoreRequest):
    """Raised when a request waited for a host that asked for a longer pause than the crawl has, from crawler.throttle."""


TOO_LONG = "the server asks to be left alone for longer than the crawl has time"
BROKEN_OFF = "the answer broke off or its chunks are damaged"
_NOUNS = {Purpose.DOCUMENT: "file", Purpose.DATA: "answer", Purpose.SEARCH: "page"}
_CONTROL_BYTES = bytes([*range(9), *range(14, 27)])

_IN_PLACE = {
    Kind.CHALLENGE: (FetchStatus.JS_CHALLENGE, "a script sets a cookie before the page is shown"),
    Kind.REFUSAL: (FetchStatus.BLOCK_PAGE, "the server answers with a refusal"),
    Kind.MAINTENANCE: (FetchStatus.SERVER_ERROR, "the server says that it is being maintained"),
}
"""What comes instead of a page with status 200."""

_EXCEPTIONS: dict[type[BaseException], tuple[FetchStatus, str]] = {
    RobotsForbiddenError: (FetchStatus.ROBOTS, "robots.txt forbids this address to our crawler"),
    PrivateHostError: (FetchStatus.PRIVATE_ADDRESS, "{error}"),
    ForeignHostError: (FetchStatus.OFF_HOST, "{error}"),
    StoppedError: (FetchStatus.INTERRUPTED, "the crawl ended before its turn"),
    PauseError: (FetchStatus.RATE_LIMITED, "not asked for, since {error}"),
    CannotResolveHostError: (FetchStatus.DNS, "the host name has no address"),
    DownloadConnectionRefusedError: (FetchStatus.REFUSED, "the server refused the connection"),
    DownloadTimeoutError: (FetchStatus.TIMEOUT, "no whole answer within the time limit"),
    DownloadCancelledError: (FetchStatus.TOO_LARGE, "the body is larger than the limit"),
    ResponseDataLossError: (FetchStatus.BAD_RESPONSE, BROKEN_OFF),
    UnsupportedURLSchemeError: (FetchStatus.BAD_RESPONSE, "the address has no scheme that can be fetched"),
    NotSupported: (FetchStatus.BAD_RESPONSE, "the answer is of a kind that is not supported: {error}"),
    StopDownload: (FetchStatus.NOT_A_PAGE, "the server sends a file, not a page"),
    DownloadFailedError: (FetchStatus.CONNECTION_LOST, "the connection was lost: {error}"),
    ConnectError: (FetchStatus.REFUSED, "no connection: {error}"),
    ConnectionClosed: (FetchStatus.CONNECTION_LOST, "the connection was lost: {error}"),
    IgnoreRequest: (FetchStatus.TOO_LARGE, "the unpacked body is larger than the limit"),
}
"""Nearest base class wins; a plain IgnoreRequest comes from the decompression limit only."""


def answer_to_error(error: BaseException) -> Answer:
    """What an exception of the downloader means."""
    if isinstance(error, RobotsUnreachableError):
        return error.answer
    if isinstance(error, (DownloadFailedError, ResponseFailed)) and (special := _reason(error)):
        return special
    for base in type(error).__mro__:
        if base in _EXCEPTIONS:
            status, template = _EXCEPTIONS[base]
            return Answer(status, template.format(error=_sentence(error)))
    if _is_tunnel(error):
        return Answer(FetchStatus.REFUSED, "the proxy gave no way through")
    if _is_tls(error):
        return _handshake(error)
    return Answer(
        FetchStatus.BAD_RESPONSE, f"the answer cannot be read: {type(error).__name__}: {_sentence(error)}"
    )


def answer_to_status(code: int) -> Answer | None:
    """What a status code means, or None for a success and for redirects."""
    if code in REDIRECTS or 200 <= code < 300:
        return None
    if code in {404, 410}:
        return Answer(FetchStatus.NOT_FOUND, f"the server answers {code}")
    if code == 401:
        return Answer(FetchStatus.UNAUTHORIZED, "the server asks for a login (401)")
    if code == 403:
        return Answer(FetchStatus.FORBIDDEN, "the server refuses the page (403)")
    if code == 429:
        return Answer(FetchStatus.RATE_LIMITED, "the server asks for fewer requests (429)")
    if 400 <= code < 500:
        return Answer(FetchStatus.CLIENT_ERROR, f"the server answers {code}")
    if 500 <= code < 600:
        return Answer(FetchStatus.SERVER_ERROR, f"the server fails with {code}")
    return Answer(FetchStatus.BAD_RESPONSE, f"the server answers {code}, which is no end of a request")


def answer_to_body(body: bytes, content_type: str, page: Page | None) -> Answer:
    """What the body of a success says: a page, nothing, a refusal, or no page at all."""
    if not body.strip():
        return Answer(FetchStatus.EMPTY_BODY, "the server sends an empty page")
    if _is_other_xml(body, content_type):
        return Answer(FetchStatus.NOT_A_PAGE, "the server sends a file, not a page")
    if page is None or page.root is None or not looks_like_html(body, content_type):
        return Answer(FetchStatus.BAD_RESPONSE, "the body is no HTML")
    refusal = refusal_in(body, page)
    if refusal is None:
        return Answer(FetchStatus.OK)
    status, said = _IN_PLACE[refusal.kind]
    return Answer(status, f"{said}: {refusal.sign!r}")


def answer_beside(purpose: Purpose, body: bytes, url: str, content_type: str) -> Answer:
    """What the body of a success says that is kept beside the pages.

    A page in place of a file may be a refusal; whether a file is what its address says is for its reader to find out.
    """
    if not body.strip():
        return Answer(FetchStatus.EMPTY_BODY, f"the server sends an empty {_NOUNS[purpose]}")
    if purpose is Purpose.DATA:
        if not is_json(body):
            return Answer(FetchStatus.NOT_A_PAGE, "the data source sends no JSON")
    elif purpose is Purpose.SEARCH or _is_markup(body):
        answer = answer_to_body(body, content_type, parse_page(body, url, content_type))
        refused = answer.status in {FetchStatus.BLOCK_PAGE, FetchStatus.JS_CHALLENGE}
        if refused or (purpose is Purpose.SEARCH and answer.status is not FetchStatus.OK):
            return answer
    return Answer(purpose.fulfilled)


def is_json(body: bytes) -> bool:
    """Whether a body is a JSON object or array, a byte order mark allowed."""
    try:
        value = json.loads(body.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, (dict, list))


def _is_markup(body: bytes) -> bool:
    return b"<html" in body[:4096].lower() or body[:64].lstrip().lower().startswith(b"<!doctype html")


def _is_other_xml(body: bytes, content_type: str) -> bool:
    """Whether a body that is called XML is no page: a feed, a site map."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in {"text/xml", "application/xml"} and b"<html" not in body[:4096].lower()


def looks_like_html(body: bytes, content_type: str) -> bool:
    """Whether a body can be a page: markup near its start, and not mostly control bytes."""
    head = body[:4096]
    if wide_encoding(head):
        return True
    control = len(head) - len(head.translate(None, _CONTROL_BYTES))
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    if control > len(head) // 50:
        return False
    return b"<" in (body if "html" in content_type.lower() else head)


def _reason(error: BaseException) -> Answer | None:
    for inner in _inner(error):
        if _is_tls(inner):
            return _handshake(inner)
        if type(inner).__name__ in {
            "ParseError",
            "_WrongLength",
            "PotentialDataLoss",
            "_MalformedChunkedDataError",
        }:
            return Answer(FetchStatus.BAD_RESPONSE, "the answer is not HTTP or its length is wrong")
        if isinstance(inner, ValueError):
            return Answer(FetchStatus.BAD_RESPONSE, f"the answer is not HTTP: {_sentence(inner)}")
    return None


def _handshake(error: BaseException) -> Answer:
    why = _sentence(error)
    found = understand(why)
    status = FetchStatus.TLS_WEAK if found is not None and found.code in WEAK else FetchStatus.TLS
    return Answer(status, f"no secure connection: {why}")


def _inner(error: BaseException) -> Iterator[BaseException]:
    for reason in getattr(error, "reasons", ()):
        yield reason.value
        yield from _inner(reason.value)
    if error.__cause__ is not None:
        yield error.__cause__
        yield from _inner(error.__cause__)


def _is_tls(error: BaseException) -> bool:
    module = type(error).__module__
    return module.startswith(("OpenSSL", "service_identity", "ssl"))


def _is_tunnel(error: BaseException) -> bool:
    return type(error).__name__ == "TunnelError"


def _sentence(error: BaseException) -> str:
    """What an exception says, without the wrapping of the libraries; for webmasters."""
    innermost = [inner for inner in _inner(error) if not getattr(inner, "reasons", None)]
    if innermost:
        error = innermost[-1]
    if _is_tls(error) and error.args and isinstance(error.args[0], list):
        text = ", ".join(
            str(part[-1]) for part in error.args[0] if part
        )  # OpenSSL's (library, function, reason)
    else:
        text = str(error)
    return " ".join(text.split())[:200].rstrip(".") or type(error).__name__
