"""`osi-audit serve`: the portal, for people without a shell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click

from audit.cli.options import settings_options
from audit.runs import Place
from crawler.errors import UsageError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
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
@settings_options
def serve(settings: Place, host: str, port: int, base_url: str, proxy: str, *, worker: bool) -> None:
    """Serve the portal: agencies read their findings, answer and re-check in a browser.

    \b
    Examples: osi-audit serve
              osi-audit serve --base-url https://osi.example --port 8000

    Give somebody access first: osi-audit users add. In front of it belongs a server that speaks TLS: docs/deploy.md.
    """
    try:
        import uvicorn  # noqa: PLC0415 - of the extra `portal`

        from reports.portal.app import create_app  # noqa: PLC0415
        from reports.portal.books import Books  # noqa: PLC0415
        from reports.portal.settings import PortalSettings  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            f"the portal needs the extra `portal` ({error.name} is missing): pip install 'osi-audit[portal]'"
        ) from error
    if not settings.data.db.is_file():
        raise UsageError(
            f"{settings.data.db}: there is no such database yet; osi-audit run or osi-audit demo makes one"
        )
    known = PortalSettings(settings, (base_url or f"http://{host}:{port}").rstrip("/"))
    app = create_app(Books(known))
    click.echo(f"the portal is at {known.base_url}", err=True)
    with _worker(settings) if worker else nullcontext():
        uvicorn.run(
            app,
            host=host,
            port=port,
            proxy_headers=True,
            forwarded_allow_ips=proxy,
            server_header=False,
            date_header=True,
            timeout_keep_alive=15,
            limit_concurrency=200,
            h11_max_incomplete_event_size=16 * 1024,
            log_level="info",
        )


@contextmanager
def _worker(settings: Place) -> Iterator[None]:
    """Have a worker beside the server, that ends with it."""
    command = [
        sys.executable,
        "-m",
        "audit",
        "worker",
        "--data",
        str(settings.data.root),
        "--config",
        str(settings.config),
    ]
    command += ["--sites", str(settings.sites)] if settings.named else []
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.terminate()
        process.wait()
