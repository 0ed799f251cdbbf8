"""Serves the application over HTTP with uvicorn, and lets nobody keep a connection who does not ask."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors import Multiprocess

from crawler.errors import UsageError
from reports.portal.discreet import logging_config
from reports.portal.security import LARGEST_HEAD

APPLICATION: Final = "reports.portal.factory:app"
LOOP: Final = "reports.portal.loop:Sharing"
SLOWEST_HEAD_S: Final = 15.0
"""A request whose head takes longer to come, or never does, is given up, and its connection with it (CWE-400)."""
MOST_CONNECTIONS: Final = 200
"""Of one process; others are told 503."""
IDLE_S: Final = 15
"""That a connection is kept for the next request of the same browser."""
UNIX: Final = "unix"
"""Stands for the address of whoever asks by the socket in the file system: the server in front, since nobody else has the right to."""
NOT_BEGUN: Final = 3
"""Exit code of a server that could not begin, as uvicorn's."""


class Impatient(H11Protocol):
    """HTTP/1.1 over one connection, on which every request's head has to come in time.

    uvicorn itself waits for ever for the first byte of a connection, and for the rest of a head once a byte of it has come.
    """

    slowest_head_s: float = SLOWEST_HEAD_S

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        if self.client is None:
            self.client = (UNIX, 0)  # so that its word on who asks can be taken
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._waiting.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._waiting.cancel()
        self._wait()
        super().on_response_complete()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.slowest_head_s, self._give_up)

    def _give_up(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def config_of(app: Any, host: str, port: int, **more: Any) -> uvicorn.Config:
    """Return how the application is served.

    Args:
        app: The application, or where its factory is.
        host: Address to listen on.
        port: Port to listen on.
        more: Of `uvicorn.Config`.
    """
    known = {
        "http": Impatient,
        "ws": "none",
        "loop": LOOP,
        "server_header": False,
        "timeout_keep_alive": IDLE_S,
        "limit_concurrency": MOST_CONNECTIONS,
        "h11_max_incomplete_event_size": LARGEST_HEAD,
        "log_level": "info",
        "log_config": logging_config(),
    }
    return uvicorn.Config(app, host=host, port=port, **{**known, **more})


def listening(config: uvicorn.Config) -> socket.socket:
    """Return a socket that listens, whose connections send what is written at once.

    An answer is written in two goes; with Nagle's algorithm the second one waits until the client's system acknowledges the first,
    which takes 40 ms on a connection that is kept. asyncio switches it off for sockets that it made itself, and not for those that
    processes share.
    """
    if config.uds:
        return _bound(Path(config.uds))
    found = config.bind_socket()
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections take it over
    return found


def _bound(path: Path) -> socket.socket:
    """A socket in the file system, for this user and its group alone; one that was left by a process that is gone makes way.

    Raises:
        UsageError: It cannot be made there, or another process listens on it.
    """
    with suppress(FileNotFoundError), socket.socket(socket.AF_UNIX) as other:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise UsageError(f"{path} is there, and no socket: name another path")
        try:
            other.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}") from error
        else:
            raise UsageError(f"{path}: another process listens on it")
    made = socket.socket(socket.AF_UNIX)
    before = os.umask(0o117)
    try:
        made.bind(str(path))
    except OSError as error:
        made.close()
        raise UsageError(f"{path}: {error.strerror or error}") from error
    finally:
        os.umask(before)
    made.set_inheritable(True)
    return made


def serve(
    host: str, port: int, *, processes: int, proxies: str, unix: Path | None = None, app: str = APPLICATION
) -> None:
    """Serve until a signal ends it.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        processes: That answer.
        proxies: Addresses whose X-Forwarded-For is believed, with commas between them.
        unix: A socket in the file system to listen on instead, whose X-Forwarded-For is believed.
        app: Where the factory of the application is.

    Raises:
        SystemExit: It could not begin.
        UsageError: The socket cannot be made.
    """
    config = config_of(
        app,
        host,
        port,
        factory=True,
        workers=processes,
        proxy_headers=True,
        forwarded_allow_ips=UNIX if unix else proxies,
        uds=str(unix) if unix else None,
    )
    try:
        with listening(config) as shared:
            if processes > 1:
                Multiprocess(config, sockets=[shared]).run()
                return
            server = uvicorn.Server(config)
            server.run(sockets=[shared])
    finally:
        if unix:
            unix.unlink(missing_ok=True)
    if not server.started:
        raise SystemExit(NOT_BEGUN)
