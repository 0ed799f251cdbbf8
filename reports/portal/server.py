"""Serves the application over HTTP with uvicorn, and lets nobody keep a connection who does not ask."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors import Multiprocess

from reports.portal.discreet import logging_config
from reports.portal.security import LARGEST_HEAD

APPLICATION: Final = "reports.portal.factory:app"
SLOWEST_HEAD_S: Final = 15.0
"""A request whose head takes longer to come, or never does, is given up, and its connection with it (CWE-400)."""
MOST_CONNECTIONS: Final = 200
"""Of one process; others are told 503."""
IDLE_S: Final = 15
"""That a connection is kept for the next request of the same browser."""
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
    found = config.bind_socket()
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections take it over
    return found


def serve(host: str, port: int, *, processes: int, proxies: str, app: str = APPLICATION) -> None:
    """Serve until a signal ends it.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        processes: That answer.
        proxies: Addresses whose X-Forwarded-For is believed, with commas between them.
        app: Where the factory of the application is.

    Raises:
        SystemExit: It could not begin.
    """
    config = config_of(
        app,
        host,
        port,
        factory=True,
        workers=processes,
        proxy_headers=True,
        forwarded_allow_ips=proxies,
    )
    with listening(config) as shared:
        if processes > 1:
            Multiprocess(config, sockets=[shared]).run()
            return
        server = uvicorn.Server(config)
        server.run(sockets=[shared])
    if not server.started:
        raise SystemExit(NOT_BEGUN)
