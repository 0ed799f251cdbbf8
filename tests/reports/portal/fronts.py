"""The real nginx and the real Caddy with the configuration of deploy/, on ports of loopback, in front of the real `osi-audit serve`."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.paths import ROOT
from tests.mockgov.certificate import self_signed

HOST = "osi.example"
PATIENCE_S = 2
"""What fronts under test have, in place of ten seconds."""


@dataclass(frozen=True)
class Front:
    """A server in front that runs."""

    name: str
    port: int
    plain_port: int
    certificate: Path
    folder: Path

    def connect(self, source: str = "127.0.0.1", host: str = HOST) -> ssl.SSLSocket:
        """A connection from some address of loopback, that wants a host's certificate."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(source, 0))
        return ssl.create_default_context(cafile=self.certificate).wrap_socket(plain, server_hostname=host)

    def ask(
        self, path: str, body: str | None = None, source: str = "127.0.0.1", **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask once, and return the answer with all of its body as it came."""
        client = http.client.HTTPConnection(HOST)
        client.sock = self.connect(source)
        with closing(client):
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            if body is not None:
                sent.setdefault("content-type", "application/x-www-form-urlencoded")
            client.request(
                "GET" if body is None else "POST", path, body.encode() if body is not None else None, sent
            )
            answer = client.getresponse()
            return answer, answer.read()

    @property
    def log(self) -> str:
        """What it wrote of requests."""
        return (self.folder / "access.log").read_text(encoding="utf-8")


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def portal_served(options: list[str], *listening: str) -> Iterator[subprocess.Popen[bytes]]:
    """`osi-audit serve` for the address https://osi.example."""
    command = [sys.executable, "-m", "audit", "serve", "--no-worker", "--base-url", f"https://{HOST}"]
    process = subprocess.Popen([*command, *listening, *options], cwd=ROOT, stderr=subprocess.DEVNULL)
    with ended(process):
        yield process


def wait_for(is_there: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not is_there():
        assert process.poll() is None, process.returncode
        assert time.monotonic() < end
        time.sleep(0.05)


def changed(text: str, *replacements: tuple[str, str]) -> str:
    """Put other places into a configuration; each has to be in it."""
    for was, now in replacements:
        text, count = re.subn(was, lambda _, now=now: now, text)
        assert count, was
    return text


@contextmanager
def fronted(name: str, folder: Path, upstream: str, port: int, plain_port: int) -> Iterator[Front]:
    """Run a server in front.

    Args:
        name: nginx or caddy.
        folder: For its files.
        upstream: Where the portal listens, as its configuration says it.
        port: For TLS.
        plain_port: Without.
    """
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed (tools/system-packages fronts)")
    folder.mkdir(exist_ok=True)
    certificate = self_signed(folder, host=HOST)
    command = (_nginx if name == "nginx" else _caddy)(program, folder, upstream, port, plain_port)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder, env=_environment(folder))
    with ended(process):
        wait_for(lambda: listens(port), process)
        yield Front(name, port, plain_port, certificate, folder)


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in found]


def listens(where: int | Path) -> bool:
    """Whether somebody takes connections at a port of loopback or a socket in the file system."""
    with socket.socket(socket.AF_UNIX if isinstance(where, Path) else socket.AF_INET) as client:
        return client.connect_ex(str(where) if isinstance(where, Path) else ("127.0.0.1", where)) == 0


def _nginx(program: str, folder: Path, upstream: str, port: int, plain_port: int) -> list[str]:
    text = changed(
        (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"),
        (r"listen \[::\][^;]*;", ""),
        (r"listen 443", f"listen 127.0.0.1:{port}"),
        (r"listen 80;", f"listen 127.0.0.1:{plain_port};"),
        (r"server 127\.0\.0\.1:8000;", f"server {upstream};"),
        (r"/etc/ssl/osi\.example\.pem", str(folder / "portal.pem")),
        (r"/etc/ssl/private/osi\.example\.key", str(folder / "portal.pem")),
        (r"/var/log/nginx/osi-audit\.log", str(folder / "access.log")),
        (r"_timeout 10s", f"_timeout {PATIENCE_S}s"),
    )
    temporary = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nuser root;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'};\nevents {{}}\nhttp {{\n{temporary}{text}\n}}\n",
        encoding="utf-8",
    )
    return [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def _caddy(program: str, folder: Path, upstream: str, port: int, plain_port: int) -> list[str]:
    text = changed(
        (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8"),
        (
            r"\n\{\n",
            f"\n{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {plain_port}\n\thttps_port {port}\n",
        ),
        (
            r"osi\.example \{",
            f"{HOST} {{\n\ttls {folder / 'portal.pem'} {folder / 'portal.pem'}\n\tbind 127.0.0.1\n",
        ),
        (r"127\.0\.0\.1:8000", upstream),
        (r"/var/log/caddy/osi-audit\.log", str(folder / "access.log")),
        (r"(?<=read_header )10s", f"{PATIENCE_S}s"),
    )
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
