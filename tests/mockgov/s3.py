"""An S3 on loopback: moto's server in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def serve_s3() -> Iterator[str]:
    """Run the server and yield its address; skips the test where it, or what reads it, is not installed."""
    s3fs = pytest.importorskip("s3fs", reason="the extra 's3' is not installed")
    pytest.importorskip("moto", reason="moto is not installed")
    # port 0: the server takes a free one and says which; one found beforehand could be another process's by then
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    heard = []
    try:
        for line in process.stderr:
            heard.append(line)
            if found := re.search(r"Running on (http://127\.0\.0\.1:\d+)", line):
                break
        else:
            pytest.fail("moto's server did not come up:\n" + "".join(heard))
        reader = threading.Thread(target=process.stderr.read, daemon=True)  # so that its log finds room
        reader.start()
        # file systems remember the server that they were first made for
        s3fs.S3FileSystem.clear_instance_cache()
        yield found[1]
    finally:
        process.terminate()
        process.wait()
        reader.join()
        process.stderr.close()


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
