"""A plain forward proxy that answers for any host from one portal's pages, and notes which were asked for."""

from __future__ import annotations

import http.server
import threading
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit


@dataclass
class MockProxy:
    """Hosts to their pages: `{"www.x.gov.vn": {"/": "<h1>…"}}`; https is refused (CONNECT answers 403)."""

    hosts: dict[str, dict[str, str]]
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_args):
                """The log is `MockProxy.asked`."""

            def do_CONNECT(self):
                proxy.asked.append(f"CONNECT {self.path}")
                self.send_error(403)

            def do_GET(self):
                proxy.asked.append(self.path)
                parts = urlsplit(self.path)
                body = proxy.hosts.get(parts.netloc, {}).get(parts.path or "/")
                data = (body or "<h1>404</h1>").encode()
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"
