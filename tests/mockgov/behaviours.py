"""One path, one behaviour: `BEHAVIOURS[name](handler, gov)` answers `/name` and everything below it."""

from __future__ import annotations

import gzip
import time

BEHAVIOURS = {}


def behaviour(name):
    def register(function):
        BEHAVIOURS[name] = function
        return function

    return register


@behaviour("status")
def status(handler, gov):
    """`/status/503` answers 503."""
    handler.answer(int(handler.path.rsplit("/", 1)[1]), b"<h1>an error page</h1>")


@behaviour("empty")
def empty(handler, gov):
    handler.answer(200, b"")


@behaviour("huge")
def huge(handler, gov):
    """100 MB, streamed without a length."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    block = b"<p>large</p>" * 8192
    for _ in range(100_000_000 // len(block)):
        handler.wfile.write(block)
    handler.close_connection = True


@behaviour("huge-declared")
def huge_declared(handler, gov):
    """100 MB, announced."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(100_000_000))
    handler.end_headers()
    handler.wfile.write(b"<p>large</p>")
    handler.close_connection = True


@behaviour("loop")
def loop(handler, gov):
    """`/loop/a` and `/loop/b` redirect to one another."""
    other = "/loop/b" if handler.path.endswith("a") else "/loop/a"
    handler.answer(302, b"", Location=other)


@behaviour("endless")
def endless(handler, gov):
    """Every step redirects to a new address."""
    step = int(handler.path.rsplit("/", 1)[1])
    handler.answer(302, b"", Location=f"/endless/{step + 1}")


@behaviour("self")
def to_itself(handler, gov):
    handler.answer(302, b"", Location=handler.path)


@behaviour("session")
def session(handler, gov):
    """Redirects to itself with a session id, as servlet containers do."""
    if ";jsessionid=" in handler.path:
        handler.answer(200, b"<h1>Inside a session</h1><a href='/session/next;jsessionid=A1'>next</a>")
    else:
        handler.answer(302, b"", Location=f"{handler.path};jsessionid=A1B2")


@behaviour("moved")
def moved(handler, gov):
    """`/moved/en` redirects to `/en`."""
    handler.answer(301, b"", Location=handler.path.removeprefix("/moved"))


@behaviour("off-host")
def off_host(handler, gov):
    handler.answer(302, b"", Location="http://elsewhere.example/")


@behaviour("to-private")
def to_private(handler, gov):
    handler.answer(302, b"", Location="http://127.0.0.2:9/secret")


@behaviour("broken-chunked")
def broken_chunked(handler, gov):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\n<h1>x\r\nzz\r\nnot a length")
    handler.close_connection = True


@behaviour("cut")
def cut(handler, gov):
    """Says 1000 bytes, sends nine, goes away."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<h1>x</h1")
    handler.close_connection = True


@behaviour("drop")
def drop(handler, gov):
    """Closes without a word."""
    handler.close_connection = True


@behaviour("garbage")
def garbage(handler, gov):
    """Bytes that are no HTML, sent as HTML."""
    handler.answer(200, bytes(range(256)) * 40)


@behaviour("no-http")
def no_http(handler, gov):
    handler.wfile.write(b"\x16\x03\x01 this is not HTTP at all\r\n\r\n")
    handler.close_connection = True


@behaviour("bomb")
def bomb(handler, gov):
    """10 MB of nothing in 10 kB."""
    handler.answer(200, gzip.compress(b"\0" * 10_000_000), Content_Encoding="gzip")


@behaviour("bad-gzip")
def bad_gzip(handler, gov):
    handler.answer(200, b"<h1>not packed</h1>" * 10, Content_Encoding="gzip")


@behaviour("gzip")
def packed(handler, gov):
    handler.answer(200, gzip.compress(b"<h1>Packed page</h1>"), Content_Encoding="gzip")


@behaviour("slow")
def slow(handler, gov):
    """Longer than any test's time limit."""
    time.sleep(float(handler.path.rsplit("/", 1)[1]))
    handler.answer(200, b"<h1>late</h1>")


@behaviour("flaky")
def flaky(handler, gov):
    """Fails at first."""
    count = gov.state[handler.path] = gov.state.get(handler.path, 0) + 1
    handler.answer(*((503, b"<h1>busy</h1>") if count == 1 else (200, b"<h1>at last</h1>")))


@behaviour("limited")
def limited(handler, gov):
    """429 with Retry-After, once."""
    count = gov.state[handler.path] = gov.state.get(handler.path, 0) + 1
    if count == 1:
        handler.answer(429, b"<h1>slowly</h1>", Retry_After="1")
    else:
        handler.answer(200, b"<h1>thank you</h1>")


@behaviour("limited-always")
def limited_always(handler, gov):
    handler.answer(429, b"<h1>slowly</h1>", Retry_After="0")


@behaviour("block-vi")
def block_vi(handler, gov):
    handler.answer(
        200, "<title>Thông báo từ chối truy cập</title><p>Hệ thống đang gặp vấn đề khi xử lý.".encode()
    )


@behaviour("block-en")
def block_en(handler, gov):
    handler.answer(200, b"<h1>Request Rejected</h1><p>Your support ID is 123.")


@behaviour("d1n")
def d1n(handler, gov):
    handler.answer(
        200,
        b'<html><body><script>document.cookie="D1N=abc"+"; path=/";location.reload()</script></body></html>',
    )


@behaviour("hreflang")
def hreflang(handler, gov):
    """Every page offers its own address with /vi and /en behind."""
    path = handler.path
    links = "".join(f'<link rel="alternate" hreflang="{c}" href="{path}/{c}">' for c in ("vi", "en"))
    handler.answer(200, f"<head>{links}</head><h1>{path}</h1>".encode())


@behaviour("calendar")
def calendar(handler, gov):
    """Every month links to the next one."""
    query = handler.path.partition("?")[2]
    values = dict(pair.split("=") for pair in query.split("&")) if query else {"year": "2018", "month": "1"}
    month = int(values["year"]) * 12 + int(values["month"])
    handler.answer(
        200,
        f'<h1>Calendar</h1><a href="/calendar?year={month // 12}&month={month % 12 + 1}">next month</a>'.encode(),
    )


@behaviour("deeper")
def deeper(handler, gov):
    """A relative link that grows the path for ever."""
    handler.answer(200, f'<h1>Deep</h1><a href="{handler.path.rstrip("/")}/more/">more</a>'.encode())


@behaviour("million")
def million(handler, gov):
    """A page of a million links."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    for start in range(0, 1_000_000, 10_000):
        handler.wfile.write("".join(f"<a href=/m/{n}>l</a>" for n in range(start, start + 10_000)).encode())
    handler.close_connection = True


@behaviour("bom")
def bom(handler, gov):
    handler.answer(200, "\ufeff<p>Tiếng Việt <a href='/en'>Trang tiếng Anh</a>".encode(), "text/html")


@behaviour("cp1258")
def cp1258(handler, gov):
    handler.answer(
        200,
        "<p>Thành phố <a href='/cp1258/lien-he'>Liên hệ Hà Nội</a>".encode("cp1258", "replace"),
        "text/html",
    )


@behaviour("file")
def file(handler, gov):
    """A PDF whose address does not say so."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.send_header("Content-Length", str(50_000_000))
    handler.end_headers()
    handler.wfile.write(b"%PDF-1.7")
    handler.close_connection = True


@behaviour("refresh")
def refresh(handler, gov):
    """An alias page."""
    handler.answer(200, b"<meta http-equiv=refresh content='0; url=/en'><title>http://x/</title>")


@behaviour("busy")
def busy(handler, gov):
    """A site of as many pages as wanted: `/busy/7` links to its successors."""
    number = int(handler.path.rsplit("/", 1)[1])
    links = "".join(f'<a href="/busy/{number * 3 + k}">page</a>' for k in (1, 2, 3))
    handler.answer(200, f"<h1>Page {number}</h1><p>{'text ' * 50}</p>{links}".encode())
