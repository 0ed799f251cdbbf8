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
from tests.reports.portal.conftest import Portal


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
