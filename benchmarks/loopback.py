"""A server for benchmarks: any number of portals of equal pages on loopback, answered as fast as Python can.

A page is about 55 kB with 140 links to other pages of its portal, so that every page is found within a few clicks. It has an
ETag and Last-Modified, and conditions are heeded. It runs as a process of its own: `with serve(pages) as port`; `change(port, 10)`
gives one page in ten another text from then on.
"""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

LINKS = 140
SIZE = 55_000  # bytes of a page
SMALL = 2_000  # bytes of a small one
SECTIONS = 100  # links of the home page of a portal of small pages
BRANCHES = 2  # pages that another small page leads on to
BACK = 8  # links of a small page to pages that are known by then
_PATH = re.compile(rb"GET (?:http://[^/ ]+)?(\S*) ")
_NUMBER = re.compile(r"/bai/(\d+)\.html")
_CHANGE = re.compile(r"/doi/(\d+)")
_LAST_MODIFIED = "Wed, 01 Jul 2026 00:00:00 GMT"
_DATE = "Wed, 08 Jul 2026 00:00:00 GMT"
_WORDS = (
    "Thông tin tiếng Anh và dịch vụ công trực tuyến của cơ quan được cập nhật thường xuyên để phục vụ người dân, doanh nghiệp "
    "và tổ chức trong nước, ngoài nước theo quy định của pháp luật. "
)


def page(number: int, pages: int, *, changed: bool = False) -> bytes:
    """Return one page: a menu that all share, and links to pages that follow from its number.

    Args:
        number: Which.
        pages: Of the portal.
        changed: Whether its text is another one.
    """
    shared = LINKS // 2
    targets = [*range(shared), *((number * 7 + step * 31 + 1) % pages for step in range(LINKS - shared))]
    links = "".join(
        f'<li class="item level-2"><a href="/bai/{target % pages}.html" title="Trang {target % pages}">Chuyên mục số {target % pages}</a></li>'
        for target in targets
    )
    head = (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang {number}</title></head><body><nav><ul>{links}</ul></nav>'
        f"<main><h1>Trang số {number}</h1>"
    )
    missing = SIZE - len(head.encode()) - 40
    paragraph = f"<p>{number}{' (mới)' if changed else ''}. {_WORDS * 3}</p>\n"
    text = paragraph * max(1, missing // len(paragraph.encode()))
    return f"{head}{text}</main></body></html>".encode()


def small_page(number: int, pages: int) -> bytes:
    """Return one small page: it leads on to two pages of its own and back to others.

    Until half of the portal is read, each page is as much work as the one before it: as many links, as many of them new.
    """
    first = SECTIONS - BRANCHES + 1 + number * BRANCHES
    branches = range(first, first + BRANCHES) if number else range(1, SECTIONS + 1)
    back = {(number * 7 + step * 31 + 1) % number for step in range(BACK)} - {0} if number else set[int]()
    targets = [*(target for target in branches if target < pages), *sorted(back)]
    links = "".join(f'<li><a href="/bai/{target}.html">Chuyên mục số {target}</a></li>' for target in targets)
    head = (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang {number}</title></head><body>'
        f'<ul><li><a href="/">Trang chủ</a></li>{links}</ul><h1>Trang số {number}</h1><p>'
    )
    text = f"{number}. {_WORDS}" * (1 + max(0, SMALL - len(head.encode())) // len(_WORDS.encode()))
    return f"{head}{text}</p></body></html>".encode()


class _Answer(asyncio.Protocol):
    def __init__(self, pages: int, size: int, changed: list[int]) -> None:
        self._pages = pages
        self._size = size
        self._changed = changed
        self._transport: asyncio.Transport | None = None
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        if self._transport is None:
            return
        asked = _PATH.match(head)
        path = asked[1].decode("latin-1") if asked else ""
        number = 0 if path == "/" else int(found[1]) if (found := _NUMBER.fullmatch(path)) else -1
        if 0 <= number < self._pages:
            version = int(bool(self._changed) and number % self._changed[-1] == 1)
            etag = f'"{number}-{version}"'
            dates = f"Date: {_DATE}\r\nETag: {etag}\r\nLast-Modified: {_LAST_MODIFIED}\r\n"
            if f"\r\nIf-None-Match: {etag}\r\n".encode() in head + b"\r\n":
                self._transport.write(f"HTTP/1.1 304 Not Modified\r\n{dates}\r\n".encode())
                return
            body = _body(number, self._pages, self._size, changed=bool(version))
            status, kind = "200 OK", "text/html; charset=utf-8"
        else:
            if found := _CHANGE.fullmatch(path):
                self._changed.append(int(found[1]))
            body, status, kind, dates = b"none", "404 Not Found", "text/plain", ""
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{dates}Content-Length: {len(body)}\r\n\r\n"
        self._transport.write(answer.encode() + body)


@lru_cache(maxsize=4_000)
def _body(number: int, pages: int, size: int, *, changed: bool) -> bytes:
    return small_page(number, pages) if size == SMALL else page(number, pages, changed=changed)


async def _serve(pages: int, size: int) -> None:
    loop = asyncio.get_running_loop()
    changed: list[int] = []
    server = await loop.create_server(lambda: _Answer(pages, size, changed), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serve(pages: int, size: int = SIZE) -> Iterator[int]:
    """Run the server in a process of its own and yield its port.

    Args:
        pages: How many pages each portal has; every host name is a portal.
        size: Of a page, in bytes: `SIZE` or `SMALL`.
    """
    process = subprocess.Popen(
        [sys.executable, __file__, str(pages), str(size)], stdout=subprocess.PIPE, text=True
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the server says nothing")
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def change(port: int, share: int) -> None:
    """Give one page in `share` of every portal another text."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET /doi/{share} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        connection.recv(1_000)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
