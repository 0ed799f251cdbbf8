"""A receiver of webhooks on loopback, that answers as the test says."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.mockgov.certificate import self_signed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""Of the published examples of Standard Webhooks' libraries; nobody's."""
OTHER = "whsec_" + "c2VjcmV0" * 4


@dataclass
class Hook:
    """Keeps what comes in."""

    url: str = ""
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    """For the next requests; afterwards all are answered 204."""
    hold: threading.Event | None = None
    """What answers wait for, if anything."""
    arrived: threading.Event = field(default_factory=threading.Event)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    """Path, headers in lower case, and body of each request."""


@contextmanager
def receiver(folder: Path | None = None) -> Iterator[Hook]:
    """Run a receiver; with TLS, by a certificate of its own in `folder`, where that is given."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            hook.arrived.set()
            if hook.hold is not None:
                hook.hold.wait(30)
                self.close_connection = True
                return
            status, headers, content = hook.answers.pop(0) if hook.answers else (204, {}, b"")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST  # noqa: N815 - what a redirect that was followed would come as

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if folder is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self_signed(folder))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    hook.url = f"{scheme}://127.0.0.1:{server.server_port}/osi"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def raw_receiver(pieces: list[bytes], pause_s: float) -> Iterator[str]:
    """Run a server that sends these bytes piece by piece, whatever it is asked, and then waits; yields its URL."""
    over = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            line, _ = listening.accept()
        except OSError:  # nobody came before the end
            return
        with line:
            line.recv(65536)
            try:
                for piece in pieces:
                    line.sendall(piece)
                    if over.wait(pause_s):
                        break
            except OSError:  # the other side has enough
                return
            over.wait(5)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        over.set()
        listening.close()
        thread.join()
