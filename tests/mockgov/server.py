"""The server: pages given by the test, behaviours by path, and a log of requests with times."""

from __future__ import annotations

import http.server
import socketserver
import ssl
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Self

from tests.mockgov import systems, texts, variants  # noqa: F401 - they register their behaviours
from tests.mockgov.behaviours import BEHAVIOURS
from tests.mockgov.certificate import old_context, self_signed, weak_context

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Hit:
    """One request that came in."""

    at: float
    method: str
    path: str
    headers: dict[str, str]


@dataclass
class MockGov:
    """A portal on 127.0.0.1.

    Args:
        pages: Path to HTML, bytes, or (status, headers, body).
        robots: Body of robots.txt, or a status code to answer it with, or (status, headers, body); None answers 404.
        tls_folder: Speak TLS with a self-signed certificate that is written there.
        weak_dh: Of TLS, speak 1.2 only, and prefer Diffie-Hellman keys that are too short; with "only", have no others;
            with "old", speak 1.0 only.
    """

    pages: dict[str, object] = field(default_factory=dict)
    robots: str | int | tuple[int, dict[str, str], bytes] | None = None
    tls_folder: Path | None = None
    weak_dh: bool | str = False
    hits: list[Hit] = field(default_factory=list)
    state: dict[str, int] = field(default_factory=dict)
    robots_headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    """Whether conditions of a request are heeded for pages that are given with ETag or Last-Modified."""
    held: dict[str, threading.Event] = field(default_factory=dict)
    """Paths that are not answered before the test sets their event."""

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.gov = self
        self.port = self._server.server_address[1]
        if self.tls_folder is not None:
            if self.weak_dh == "old":
                context = old_context(self.tls_folder)
            elif self.weak_dh:
                context = weak_context(self.tls_folder, only=self.weak_dh == "only")
            else:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self_signed(self.tls_folder))
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        scheme = "http" if self.tls_folder is None else "https"
        return f"{scheme}://{self.host}{path}"

    def paths(self) -> list[str]:
        """Paths asked for, in order."""
        return [hit.path for hit in self.hits]

    def gaps(self) -> list[float]:
        """Seconds between one request and the next."""
        times = [hit.at for hit in self.hits]
        return [b - a for a, b in pairwise(times)]


class _Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    gov: MockGov
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """Clients of these tests break connections on purpose."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    @property
    def gov(self):
        return self.server.gov

    def log_message(self, *_args):
        """The log is `MockGov.hits`."""

    def do_POST(self):
        self.posted = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("latin-1")
        self.do_GET()

    def do_GET(self):
        self.gov.hits.append(Hit(time.monotonic(), self.command, self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        if path in self.gov.held:
            self.gov.held[path].wait(60)
        if path == "/robots.txt":
            self._robots()
        elif self.path in self.gov.pages or path in self.gov.pages:
            self._page(self.gov.pages.get(self.path, self.gov.pages.get(path)))
        elif (name := path.split("/")[1]) in BEHAVIOURS:
            BEHAVIOURS[name](self, self.gov)
        else:
            self.answer(404, b"<h1>404</h1>")

    def _robots(self):
        if self.gov.robots is None:
            self.answer(404, b"none")
        elif isinstance(self.gov.robots, int):
            self.answer(self.gov.robots, b"User-agent: *\nAllow: /")
        elif isinstance(self.gov.robots, tuple):
            self._page(self.gov.robots)
        else:
            body = self.gov.robots.replace("{host}", self.gov.host).encode()
            self._page((200, {"Content_Type": "text/plain", **self.gov.robots_headers}, body))

    def _page(self, page):
        if isinstance(page, tuple):
            status, headers, body = page
            if self.gov.validators and self._holds(headers):
                kept = {name: value for name, value in headers.items() if name in {"ETag", "Last_Modified"}}
                self.answer(304, **kept)
            else:
                self.answer(status, body, **headers)
        else:
            self.answer(200, page if isinstance(page, bytes) else page.encode())

    def _holds(self, headers):
        """Whether the visitor has this version: by the ETag if one is asked with, else by the date (RFC 9110, 13.2.2)."""
        tags, since = self.headers["If-None-Match"], self.headers["If-Modified-Since"]
        if tags is not None:
            own = headers.get("ETag", "").removeprefix("W/")
            return bool(own) and own in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return since is not None and since == headers.get("Last_Modified")

    def answer(self, status, body=b"", content_type=HTML, **headers):
        self.send_response(status)
        headers = {"Content-Type": content_type, "Content-Length": str(len(body))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
