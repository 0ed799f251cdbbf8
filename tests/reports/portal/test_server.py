"""The real server, and clients that are slow, silent, many or loud."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import shutil
import socket
import stat
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import pairwise

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

import uvicorn

from crawler.errors import UsageError
from reports.portal import server
from reports.portal.loop import Sharing
from reports.portal.security import LARGEST_HEAD
from tests.reports.portal.conftest import Portal

PATIENCE_S = 0.5
"""What the server under test has, in place of a quarter of a minute."""
HEAD = "POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"


class Quick(server.Impatient):
    """As the portal's, with less patience."""

    slowest_head_s = PATIENCE_S


@pytest.fixture(scope="module")
def host(audited, tmp_path_factory):
    """Host and port of the portal, served as `osi-audit serve` does."""
    folder = tmp_path_factory.mktemp("server") / "portal"
    shutil.copytree(audited[0], folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with ExitStack() as stack:
        portal = Portal(folder, audited[1], stack, f"http://127.0.0.1:{port}")
        portal.books.settings = replace(portal.books.settings, slowest_form_s=PATIENCE_S)
        config = server.config_of(
            portal.app, "127.0.0.1", port, http=Quick, lifespan="off", log_level="error"
        )
        shared = stack.enter_context(server.listening(config))
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [shared]})
        thread.start()
        end = time.monotonic() + 30
        while not running.started:
            assert time.monotonic() < end
            time.sleep(0.02)
        yield f"127.0.0.1:{port}"
        running.should_exit = True
        thread.join(30)


@contextmanager
def connected(host: str):
    address, _, port = host.partition(":")
    with socket.create_connection((address, int(port)), timeout=20) as client:
        yield client


def answer(client: socket.socket) -> bytes:
    """All that comes until the server closes; empty when it says nothing."""
    found = b""
    with suppress(ConnectionResetError):
        while part := client.recv(65_536):
            found += part
    return found


def status(host: str, path: str = "/login", **headers: str) -> int:
    connection = http.client.HTTPConnection(host, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_form_that_does_not_come_is_given_up(host):
    with connected(host) as client:
        begun = time.monotonic()
        client.sendall(
            f"{HEAD.format(host=host)}Content-Length: 100\r\nConnection: close\r\n\r\nlogin=".encode()
        )
        said = answer(client)

    assert b" 408 " in said.splitlines()[0]
    assert PATIENCE_S <= time.monotonic() - begun < 10


def test_a_form_that_comes_byte_by_byte_is_given_up_all_the_same(host):
    with connected(host) as client:
        client.sendall(f"{HEAD.format(host=host)}Content-Length: 1000\r\nConnection: close\r\n\r\n".encode())
        begun = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - begun < 2 * PATIENCE_S:
                client.sendall(b"x")
                time.sleep(0.05)
        said = answer(client)

    assert b" 408 " in said.splitlines()[0]


@pytest.mark.parametrize("begin", [b"", b"GET /login HTTP/1.1\r\nHost: "], ids=["silent", "half a head"])
def test_who_does_not_ask_is_let_go_of(host, begin):
    with connected(host) as client:
        client.sendall(begin)
        begun = time.monotonic()

        assert answer(client) == b""
    assert PATIENCE_S / 2 <= time.monotonic() - begun < 10


def test_a_head_that_comes_byte_by_byte_is_given_up(host):
    """Also the second one of a connection, whose first was as it should be."""
    with connected(host) as client:
        client.sendall(f"GET /login HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert b" 200 " in client.recv(65_536)
        begun = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            for byte in b"GET /login HTTP/1.1\r\nX: " + b"x" * 1000:
                client.sendall(bytes([byte]))
                time.sleep(0.02)

    assert time.monotonic() - begun < 10


def test_idle_connections_keep_nobody_waiting(host):
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(connected(host))
        took = []
        for _ in range(5):
            begun = time.monotonic()
            assert status(host) == 200
            took.append(time.monotonic() - begun)

    assert sorted(took)[2] < 1


def test_forms_that_never_come_keep_nobody_waiting(host):
    """More of them than there are threads that answer."""
    with ExitStack() as stack:
        for _ in range(50):
            client = stack.enter_context(connected(host))
            client.sendall(f"{HEAD.format(host=host)}Content-Length: 100\r\n\r\n".encode())

        assert status(host) == 200


def test_too_large_a_head_is_refused(host):
    assert status(host, **{"X-Small": "x" * 4_000}) == 200
    assert status(host, **{"X-Large": "x" * 2 * LARGEST_HEAD}) == 431
    assert status(host, **{f"X-{n}": "x" * 1_000 for n in range(40)}) == 431
    assert status(host, f"/login?next=/{'x' * LARGEST_HEAD}") == 431


def test_a_head_that_does_not_end_is_refused(host):
    with connected(host) as client, suppress(BrokenPipeError, ConnectionResetError):
        client.sendall(f"GET /login HTTP/1.1\r\nHost: {host}\r\n".encode())
        for number in range(1_000):
            client.sendall(f"X-{number}: {'x' * 1_000}\r\n".encode())
            time.sleep(0.001)
        raise AssertionError("a megabyte of headers was taken")


def test_a_form_that_says_how_large_it_is_not_is_refused(host):
    with connected(host) as client:
        client.sendall(f"{HEAD.format(host=host)}Content-Length: 70000\r\nConnection: close\r\n\r\n".encode())
        with suppress(BrokenPipeError, ConnectionResetError):
            client.sendall(b"x" * 70_000)
        said = answer(client)

    assert b" 413 " in said.splitlines()[0]


def test_answers_are_not_held_back():
    """An answer is written in two goes; the second one must not wait until the client acknowledges the first (40 ms)."""
    with server.listening(server.config_of(None, "127.0.0.1", 0)) as shared:
        shared.listen()
        with socket.create_connection(shared.getsockname()), shared.accept()[0] as taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_connections_are_taken_one_at_a_time():
    """Else the first of several processes to wake has every browser that came in that moment."""
    taken = []

    async def ticks(shared: socket.socket) -> list[int]:
        made = await asyncio.get_running_loop().create_server(
            lambda: taken.append(1) or asyncio.Protocol(), sock=shared, backlog=50
        )
        with ExitStack() as stack:
            for _ in range(4):
                stack.enter_context(socket.create_connection(shared.getsockname()))
            found = []
            while len(taken) < 4:
                await asyncio.sleep(0)
                found.append(len(taken))
        made.close()
        return found

    with socket.create_server(("127.0.0.1", 0)) as shared, asyncio.Runner(loop_factory=Sharing) as runner:
        found = runner.run(ticks(shared))
    assert max(after - before for before, after in pairwise([0, *found])) == 1


def by_file(path) -> uvicorn.Config:
    return server.config_of(None, "127.0.0.1", 0, uds=str(path))


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_socket_in_the_file_system_is_for_the_server_in_front_alone(tmp_path, mask):
    before = os.umask(mask)
    try:
        server.listening(by_file(tmp_path / "portal.sock")).close()
        assert os.umask(mask) == mask  # as it was
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "portal.sock").stat().st_mode) == 0o660


def test_a_socket_that_was_left_makes_way_and_one_in_use_does_not(tmp_path):
    path = tmp_path / "portal.sock"
    server.listening(by_file(path)).close()  # as a kill leaves it
    with server.listening(by_file(path)) as first:
        first.listen()
        with pytest.raises(UsageError, match="another process listens on it"):
            server.listening(by_file(path))


@pytest.mark.parametrize("place", ["file", "none/portal.sock", f"{'x' * 120}.sock"])
def test_where_no_socket_can_be_made_it_is_said(tmp_path, place):
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match=re.escape(str(tmp_path / place))):
        server.listening(by_file(tmp_path / place))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
