"""A portal that a browser reaches."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import uvicorn

from tests.mockgov import MockGov
from tests.reports.portal.conftest import PASSWORD, PEOPLE, Portal


@contextmanager
def served(folder: Path, ministry: MockGov) -> Iterator[Portal]:
    """Serve the portal of a folder on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as found, ExitStack() as stack:
        portal = Portal(folder, ministry, stack, f"http://127.0.0.1:{found.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(portal.app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
        thread.start()
        end = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < end
            time.sleep(0.02)
        yield portal
        server.should_exit = True
        thread.join(30)


def sign_in(page, portal: Portal, who: str, then: str = "/") -> None:
    """Sign in by the form, and be there before anything else is asked for: a click does not wait for where it leads."""
    page.goto(portal.url(f"/login?next={then}"))
    page.fill("#login", PEOPLE[who].login)
    page.fill("#password", PASSWORD)
    with page.expect_navigation(url=portal.url(then)):
        page.click("main button")


def phones(portal: Portal) -> str:
    """Id of the ministry's finding that its pages do not fit phones, which tests may mend."""
    return _finding(portal, "T-viewport")


def contact(portal: Portal) -> str:
    """Id of its finding that contact is in Vietnamese only."""
    return _finding(portal, "T-contact")


def _finding(portal: Portal, criterion_id: str) -> str:
    lives = portal.books.store.lives.of("bo")
    return next(life.finding.id for life in lives if life.finding.criterion_id == criterion_id)
