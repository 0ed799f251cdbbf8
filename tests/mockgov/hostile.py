"""Answers made to exhaust a crawler: `MockGov` pages are bytes, these are streams.

Importing this module adds its paths to the behaviours of every `MockGov`.
"""

from __future__ import annotations

import socket
import time
import zlib

from tests.mockgov.behaviours import behaviour

_BLOCK = b"<p>large</p>" * 87_382  # about 1 MiB
_HELD = 64 << 10  # bytes


def _begin(handler, **headers):
    handler.send_response(200)
    for name, value in ({"Content-Type": "text/html", "Connection": "close"} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.close_connection = True


def _send(handler, gov, block, times, pause=0.0):
    """Send a block again and again, and note in `gov.state` how many bytes the client took."""
    gov.state.setdefault(handler.path, 0)
    # What the system holds for a client that has stopped reading would count as taken, and it holds more the busier it is.
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _HELD)
    try:
        for _ in range(times):
            handler.wfile.write(block)
            gov.state[handler.path] += len(block)
            if pause:
                time.sleep(pause)
    except OSError:
        gov.state[f"{handler.path} broken off"] = 1


@behaviour("gigabyte")
def gigabyte(handler, gov):
    _begin(handler)
    _send(handler, gov, _BLOCK, 1000)


@behaviour("gigabyte-declared")
def gigabyte_declared(handler, gov):
    _begin(handler, Content_Length=str(1000 * len(_BLOCK)))
    _send(handler, gov, _BLOCK, 1000)


@behaviour("gigabyte-packed")
def gigabyte_packed(handler, gov):
    """1 GB of nothing in 1 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    _begin(handler, Content_Encoding="gzip")
    _send(handler, gov, packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH), 1)
    _send(handler, gov, packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH), 999)


@behaviour("twice-packed")
def twice_packed(handler, gov):
    """A bomb in a bomb."""
    inner = zlib.compress(bytes(100 << 20), 9)
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    body = packer.compress(inner) + packer.flush()
    _begin(handler, Content_Encoding="deflate, gzip", Content_Length=str(len(body)))
    _send(handler, gov, body, 1)


@behaviour("many-headers")
def many_headers(handler, gov):
    """Header lines without end, up to 1 GB."""
    handler.send_response_only(200)
    handler.flush_headers()
    _send(handler, gov, b"".join(b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(1000)), 1000)
    handler.close_connection = True


@behaviour("long-header")
def long_header(handler, gov):
    """One header line without end, up to 1 GB."""
    handler.send_response_only(200)
    handler.flush_headers()
    handler.wfile.write(b"X-Long: ")
    _send(handler, gov, b"a" * (1 << 20), 1000)
    handler.close_connection = True


@behaviour("drip")
def drip(handler, gov):
    """A byte now and then, for ever."""
    _begin(handler)
    _send(handler, gov, b"<", 600, pause=0.1)


@behaviour("drip-headers")
def drip_headers(handler, gov):
    """A byte of the headers now and then, for ever."""
    handler.send_response_only(200)
    handler.flush_headers()
    _send(handler, gov, b"X", 600, pause=0.1)
    handler.close_connection = True
