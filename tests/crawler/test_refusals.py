from __future__ import annotations

import pytest

from crawler.page import parse_page
from crawler.refusals import Kind, refusal_in
from tests.mockgov.variants import APPLICATION, LOOPBACK

URL = "http://x.gov.vn/"


def found(html: str):
    body = html.encode()
    return refusal_in(body, parse_page(body, URL, "text/html; charset=utf-8"))


@pytest.mark.parametrize(
    "html",
    [
        "<title>Thông báo từ chối truy cập</title>",
        "<p>Hệ thống đang gặp vấn đề khi xử lý yêu cầu của bạn. Vui lòng thử lại.",
        "<h1>TRUY CẬP BỊ TỪ CHỐI</h1>",
        "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.",
        "<h1>Access Denied</h1>You don't have permission",
        "<p>Sorry, you have been blocked",
        "<h1>Truy cập không hợp lệ</h1><p>Địa chỉ IP của bạn không được phép truy cập hệ thống",
        "<p>Website chỉ cho phép truy cập từ Việt Nam",
        "<p>Hệ thống phát hiện truy cập bất thường. Vui lòng xác nhận bạn không phải là robot",
        "<h1>Forbidden</h1>This service is not available in your region",
    ],
)
def test_refusals_in_both_languages(html):
    assert found(html) is not None
    assert found(html).kind is Kind.REFUSAL


@pytest.mark.parametrize(
    "html",
    [
        '<script>document.cookie="D1N=1f"</script>',
        "<script>document.cookie='D1N=1f'</script>",
        "<script>var a=slowAES.decrypt(c,2,a,b)</script>",
        '<script src="/aes.min.js"></script><script>document.cookie="__test="+x;location.href="/?i=1"</script>',
    ],
)
def test_cookie_challenges(html):
    assert found(html).kind is Kind.CHALLENGE


@pytest.mark.parametrize("html", [LOOPBACK, APPLICATION], ids=["loop of Oracle", "application"])
def test_scripts_that_set_a_cookie_and_go_on_are_not_all_challenges(html):
    assert found(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Bộ Tư pháp</h1><p>Tin tức",
        "<h1>Access denied</h1>" + "<p>what the words mean in practice" * 60,
        "<!--" + "x" * 600_000 + "--><h1>Access denied</h1>",
    ],
    ids=["ordinary", "long text", "large body"],
)
def test_ordinary_pages(html):
    assert found(html) is None
