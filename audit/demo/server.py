"""The demo portals on loopback: a server by host name that is a forward proxy as well.

A crawler whose ``http_proxy`` and ``https_proxy`` point here reaches the demo portals under their own names:
plain requests in absolute form, TLS through CONNECT, ended here with certificates made for the occasion.
"""

from __future__ import annotations

import ssl
import sys
import tempfile
import threading
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from audit.demo.answer import Network
from audit.demo.behaviours import Request, Response
from audit.demo.content import load_portals
from audit.demo.tls import Authority

DEFAULT_DAY = date(2018, 6, 30)
"""A day on which Decree 43/2011 was in force."""
_IDLE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Logged:
    """One answered request."""

    method: str
    url: str
    status: int
    user_agent: str


class DemoServer:
    """Serves all demo portals while it is open.

    Use it as a context manager. The operating system chooses the port; only loopback is bound.

    Args:
        day: Day that the portals' dates count back from.
    """

    def __init__(self, day: date = DEFAULT_DAY) -> None:
        self.network = Network(load_portals(), day)
        self._log: list[Logged] = []
        self._lock = threading.Lock()
        self._authority = Authority.create()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="osi-demo-")
        self.ca_file.write_bytes(self._authority.pem())
        self._server = _Server(("127.0.0.1", 0), partial(_Handler, self))
        self._thread = threading.Thread(target=self._server.serve_forever, name="demo portals", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def port(self) -> int:
        """The port on 127.0.0.1; the server must be open."""
        if self._server is None:
            raise RuntimeError("the demo server is not open")
        return int(self._server.server_address[1])

    @property
    def proxy_url(self) -> str:
        """What ``http_proxy`` and ``https_proxy`` shall say."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def ca_file(self) -> Path:
        """PEM file of the authority that signed the https portals' certificates."""
        return self._private / "authority.pem"

    @property
    def _private(self) -> Path:
        if self._folder is None:
            raise RuntimeError("the demo server is not open")
        return Path(self._folder.name)

    @property
    def environment(self) -> dict[str, str]:
        """Variables under which a child process reaches the portals and trusts their certificates."""
        proxies = dict.fromkeys(("http_proxy", "https_proxy"), self.proxy_url)
        return {**proxies, "no_proxy": "", "SSL_CERT_FILE": str(self.ca_file)}

    @property
    def requests(self) -> tuple[Logged, ...]:
        """Every request so far, in the order of their answers."""
        with self._lock:
            return tuple(self._log)

    def _note(self, entry: Logged) -> None:
        with self._lock:
            self._log.append(entry)

    def _context(self, host: str) -> ssl.SSLContext:
        with self._lock:
            if host not in self._contexts:
                self._contexts[host] = self._authority.context(host, self._private)
            return self._contexts[host]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; report a handler's own faults."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Demo"
    sys_version = ""
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True

    def __init__(self, demo: DemoServer, *args: Any) -> None:
        self._demo = demo
        self._tunnel = ""
        self._secure = False
        super().__init__(*args)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep quiet: `DemoServer.requests` is the log."""

    def do_CONNECT(self) -> None:
        host, _, port = self.path.rpartition(":")
        host = host.lower()
        secure = port == "443"
        if secure and not self._demo.network.is_https(host):
            self._write(Response(502, b"connection refused", "text/plain"), close=True)
            return
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self._tunnel, self._secure = host, secure
        if secure:
            self._start_tls(host)

    def _start_tls(self, host: str) -> None:
        try:
            self.connection = self._demo._context(host).wrap_socket(self.connection, server_side=True)  # noqa: SLF001 - one unit
        except (ssl.SSLError, OSError):
            self.close_connection = True  # the client does not trust the certificate, or has gone
            return
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", 0)
        self.close_connection = False

    def finish(self) -> None:
        super().finish()
        if self._secure:
            # The server closes the socket it accepted; the one around it is ours.
            self.connection.close()

    def do_GET(self) -> None:
        host, target, secure = self._address()
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers.get("content-length", "0") or 0)
        if length:
            self.rfile.read(min(length, 1_000_000))
        network = self._demo.network
        if network.is_https(host) and not secure:
            response = Response(301, headers=(("Location", f"https://{host}{target}"),))
        else:
            response = network.answer(Request(self.command, host, target, headers))
        url = f"{'https' if secure else 'http'}://{host}{target}"
        # Noted first, so that who has the answer finds it in the log.
        self._demo._note(Logged(self.command, url, response.status, headers.get("user-agent", "")))  # noqa: SLF001 - one unit
        self._write(response)

    do_HEAD = do_GET  # noqa: N815 - the base class's form
    do_POST = do_GET  # noqa: N815 - the base class's form

    def _address(self) -> tuple[str, str, bool]:
        """Return host, path with query, and whether TLS carries the request."""
        if self.path.startswith(("http://", "https://")):
            parts = urlsplit(self.path)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            return (parts.hostname or "").lower(), target, False
        host = (
            self._tunnel
            or (self.headers.get("Host") or "").rpartition(":")[0]
            or self.headers.get("Host", "")
        )
        return host.lower(), self.path, self._secure

    def _write(self, response: Response, *, close: bool = False) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers:
            self.send_header(name, value)
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
