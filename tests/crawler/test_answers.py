from __future__ import annotations

import inspect

import pytest
import scrapy.exceptions
from twisted.internet import error as twisted_errors
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from crawler.answers import answer_to_body, answer_to_error, answer_to_status
from crawler.page import parse_page
from crawler.status import FetchStatus

NOT_OF_DOWNLOADS = {
    "NotConfigured", "CloseSpider", "DontCloseSpider", "DropItem", "UsageError", "ContractFail", "ScrapyDeprecationWarning",
}  # fmt: skip
"""What Scrapy raises elsewhere."""


def download_exceptions() -> list[type[Exception]]:
    return [
        kind
        for name, kind in inspect.getmembers(scrapy.exceptions, inspect.isclass)
        if issubclass(kind, Exception) and not name.startswith("_") and name not in NOT_OF_DOWNLOADS
    ]


@pytest.mark.parametrize("kind", download_exceptions(), ids=lambda kind: kind.__name__)
def test_every_download_exception_of_scrapy_is_mapped_by_name(kind):
    status, detail = answer_to_error(kind())

    assert status is not FetchStatus.OK
    assert not detail.startswith("the answer cannot be read: " + kind.__name__)
    assert detail


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for _, kind in inspect.getmembers(twisted_errors, inspect.isclass)
        if issubclass(kind, (twisted_errors.ConnectError, twisted_errors.ConnectionClosed))
        and not kind.__name__.startswith("Process")
    ],
    ids=lambda kind: kind.__name__,
)
def test_every_connection_error_of_twisted_is_mapped(kind):
    assert answer_to_error(kind()).status in {
        FetchStatus.REFUSED, FetchStatus.CONNECTION_LOST, FetchStatus.TIMEOUT, FetchStatus.DNS, FetchStatus.TLS,
    }  # fmt: skip


def test_a_handshake_that_fails_is_told_from_a_lost_connection():
    from OpenSSL.SSL import Error

    failed = scrapy.exceptions.DownloadFailedError("x")
    failed.__cause__ = ResponseNeverReceived([Failure(Error([("SSL routines", "", "dh key too small")]))])

    status, detail = answer_to_error(failed)

    assert (status, detail) == (FetchStatus.TLS_WEAK, "no secure connection: dh key too small")


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("dh key too small", FetchStatus.TLS_WEAK),
        ("unsupported protocol", FetchStatus.TLS_WEAK),
        ("tlsv1 alert protocol version", FetchStatus.TLS_WEAK),
        ("wrong version number", FetchStatus.TLS),
        ("sslv3 alert handshake failure", FetchStatus.TLS),
        ("whatever a later version says", FetchStatus.TLS),
    ],
)
def test_what_is_too_weak_is_told_from_what_is_wrong(reason, status):
    from OpenSSL.SSL import Error

    assert answer_to_error(Error([("SSL routines", "", reason)])).status is status


def test_a_lost_connection_stays_one():
    failed = scrapy.exceptions.DownloadFailedError("x")
    failed.__cause__ = ResponseFailed([Failure(twisted_errors.ConnectionLost())])

    assert answer_to_error(failed) == (
        FetchStatus.CONNECTION_LOST,
        "the connection was lost: Connection to the other side was lost in a non-clean fashion",
    )


def test_an_unknown_exception_is_a_bad_response_with_its_name():
    status, detail = answer_to_error(ZeroDivisionError("by zero"))

    assert status is FetchStatus.BAD_RESPONSE
    assert "ZeroDivisionError: by zero" in detail


def test_every_status_code_is_mapped():
    fine = {*range(200, 301), 301, 302, 303, 307, 308}

    answers = {code: answer_to_status(code) for code in range(100, 600)}

    assert {code for code, answer in answers.items() if answer is None} == fine
    assert all(str(code) in answer.detail for code, answer in answers.items() if answer is not None)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (404, FetchStatus.NOT_FOUND),
        (410, FetchStatus.NOT_FOUND),
        (401, FetchStatus.UNAUTHORIZED),
        (403, FetchStatus.FORBIDDEN),
        (429, FetchStatus.RATE_LIMITED),
        (451, FetchStatus.CLIENT_ERROR),
        (503, FetchStatus.SERVER_ERROR),
        (304, FetchStatus.BAD_RESPONSE),
    ],
)
def test_status_codes(code, status):
    assert answer_to_status(code).status is status


def judged(body: bytes, content_type: str = "text/html") -> FetchStatus:
    page = parse_page(body, "http://x.gov.vn/", content_type)
    return answer_to_body(body, content_type, page).status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", FetchStatus.EMPTY_BODY),
        (b" \r\n ", FetchStatus.EMPTY_BODY),
        (b"<p>x", FetchStatus.OK),
        (b"\0\1\2\3" * 99, FetchStatus.BAD_RESPONSE),
        ("<h1>Thông báo từ chối truy cập</h1>".encode(), FetchStatus.BLOCK_PAGE),
        (b"<h1>Access Denied</h1>", FetchStatus.BLOCK_PAGE),
        (b'<script>document.cookie="D1N="+x;</script>', FetchStatus.JS_CHALLENGE),
    ],
)
def test_bodies(body, status):
    assert judged(body) is status


def test_a_page_about_refusals_is_no_refusal():
    text = "Từ chối truy cập là khi máy chủ không cho phép. " * 60

    assert judged(f"<h1>Access denied</h1><p>{text}".encode()) is FetchStatus.OK


def test_a_page_with_a_firewalls_script_is_no_challenge():
    text = "Tin tức của Bộ. " * 60

    assert judged(f"<p>{text}<script src=/_Incapsula_Resource></script>".encode()) is FetchStatus.OK


def test_plain_text_is_no_page():
    assert judged(b"User-agent: *", "text/plain") is FetchStatus.BAD_RESPONSE
