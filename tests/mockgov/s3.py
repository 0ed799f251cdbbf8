"""An S3 on loopback: moto's server in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def serve_s3() -> Iterator[str]:
    """Run the server and yield its address; skips the test where it, or what reads it, is not installed."""
    pytest.importorskip("s3fs", reason="the extra 's3' is not installed")
    pytest.importorskip("moto", reason="moto is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def make_bucket(server: str) -> tuple[str, dict[str, str]]:
    """Make a bucket of its own; return the URL of a store in it, and the environment of a machine that may use it."""
    bucket = f"osi-{time.time_ns()}"
    end = time.monotonic() + 60
    while True:
        try:
            request = urllib.request.Request(f"{server}/{bucket}", method="PUT")
            urllib.request.urlopen(request).close()
            break
        except OSError:
            assert time.monotonic() < end, "the server never came"
            time.sleep(0.1)
    return f"s3://{bucket}/snapshots", {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
