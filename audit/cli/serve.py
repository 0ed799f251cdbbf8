"""`osi-audit serve`: the portal, for people without a shell."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from audit.cli.demo import DEMO_DAY, environment
from audit.cli.options import settings_options
from audit.place import Place
from crawler.errors import UsageError
from reports.portal.accounts.db import Accounts


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
)
@click.option(
    "--unix",
    type=click.Path(path_type=Path),
    metavar="SOCKET",
    help="Listen on a socket in the file system instead, for a server in front on this machine.",
)
@click.option(
    "--base-url",
    default="",
    envvar="OSI_AUDIT_BASE_URL",
    show_envvar=True,
    help="The portal's address as people type it, https://…; only its host is answered. [default: http://HOST:PORT]",
)
@click.option(
    "--proxy",
    default="127.0.0.1",
    show_default=True,
    envvar="OSI_AUDIT_PROXY",
    show_envvar=True,
    help="Addresses of the servers in front, whose word on who asks is taken; with commas between them.",
)
@click.option(
    "--worker/--no-worker",
    default=True,
    show_default=True,
    help="Begin a worker beside it: osi-audit worker.",
)
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 32), help="Processes that answer."
)
@click.option(
    "--demo",
    is_flag=True,
    help="Serve the demo's portals beside it, so that their findings can be re-checked.",
)
@settings_options
def serve(settings: Place, host: str, port: int, base_url: str, unix: Path | None, **how: Any) -> None:
    """Serve the portal: agencies read their findings, answer and re-check in a browser.

    \b
    Examples: osi-audit serve
              osi-audit serve --base-url https://osi.example --port 8000 --processes 2
              osi-audit serve --base-url https://osi.example --unix /run/osi-audit/portal.sock

    Give somebody access first: osi-audit users add. In front of it belongs a server that speaks TLS: docs/deploy.md.
    """
    try:
        from reports.portal.factory import handed_over  # noqa: PLC0415 - of the extra `portal`
        from reports.portal.server import serve as listen  # noqa: PLC0415
        from reports.portal.settings import PortalSettings  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            f"the portal needs the extra `portal` ({error.name} is missing): pip install 'osi-audit[portal]'"
        ) from error
    if not settings.data.db.is_file():
        raise UsageError(
            f"{settings.data.db}: there is no such database yet; osi-audit run or osi-audit demo makes one"
        )
    if unix and not base_url:
        raise UsageError("--unix needs --base-url: nothing else says by which address people come")
    if not port:
        port = _free_port(host)
    known = PortalSettings.read(settings, (base_url or f"http://{host}:{port}").rstrip("/"))
    Accounts(known.database).close()
    with ExitStack() as stack:
        if how["demo"]:
            stack.enter_context(_demo())
        stack.enter_context(environment(handed_over(known)))
        if how["worker"]:
            stack.enter_context(_worker(settings))
        # The server raises the signal that ended it once more: without this, nothing would see to the worker.
        stack.callback(signal.signal, signal.SIGTERM, signal.signal(signal.SIGTERM, _end))
        click.echo(f"the portal is at {known.base_url}", err=True)
        listen(host, port, processes=how["processes"], proxies=how["proxy"], unix=unix)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _free_port(host: str) -> int:
    with socket.create_server((host, 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def _demo() -> Iterator[None]:
    """Have the demo's portals beside the server."""
    from audit.demo.server import DemoServer  # noqa: PLC0415 - loads TLS, which nothing else here needs

    with DemoServer(DEMO_DAY) as server, environment(server.environment):
        yield


@contextmanager
def _worker(settings: Place) -> Iterator[None]:
    """Have a worker beside the server, that ends with it."""
    place = ["--data", str(settings.data.root), "--config", str(settings.config)]
    place += ["--sites", str(settings.sites)] if settings.named else []
    process = subprocess.Popen([sys.executable, "-m", "audit", "worker", *place])
    try:
        yield
    finally:
        process.terminate()
        process.wait()
