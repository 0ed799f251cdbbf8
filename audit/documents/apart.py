"""Documents are read in a process of their own, which may be ended: some files are made to take all time or memory.

`DocumentReader` starts it when the first document comes; `python -m audit.documents` is it. A request is a line of JSON with
the size of the body, then the body; the answer is a line of JSON. No pickles: the other end has met strangers' files.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Self

from audit.documents.programs import text_of
from audit.facts.documents import DocumentFacts, Trouble, read_document
from audit.facts.documents.draft import LIMITS
from audit.facts.model import LanguageShare
from crawler.snapshot import PageRecord

_ROOT = Path(__file__).resolve().parents[2]
_BLOCK = 1 << 16


class DocumentReader:
    """Reads documents one after the other, apart from this process.

    Args:
        seconds: Longest time for one document, after which it is given up.
    """

    def __init__(self, seconds: float = LIMITS["hard_seconds"]) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, body: bytes, url: str, content_type: str = "") -> DocumentFacts:
        """Return the facts of one document, `Trouble.SLOW` when it took too long, `Trouble.BOMB` when reading it broke down."""
        started = time.monotonic()
        process = self._process or self._start()
        try:
            answer = self._ask(process, body, url, content_type)
        except OSError:
            answer = b""
        if answer.endswith(b"\n"):
            return _from_json(json.loads(answer))
        self.close()
        slow = time.monotonic() - started >= self._seconds
        return DocumentFacts(url, trouble=Trouble.SLOW if slow else Trouble.BOMB, whole=False)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):  # it ended by itself
            os.killpg(process.pid, signal.SIGKILL)  # with the program that it runs for an old file
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _close(stream)

    def _start(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "audit.documents"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], body: bytes, url: str, content_type: str) -> bytes:
        """Return the answer; without a line's end when there was none in time, or the process ended."""
        sender, receiver = process.stdin, process.stdout
        if sender is None or receiver is None:
            return b""
        head = json.dumps({"url": url, "content_type": content_type, "size": len(body)})
        sender.write(head.encode() + b"\n" + body)
        sender.flush()
        until = time.monotonic() + self._seconds
        answer = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(receiver, selectors.EVENT_READ)
            while not answer.endswith(b"\n"):
                if not ready.select(max(0.0, until - time.monotonic())):
                    break
                block = os.read(receiver.fileno(), _BLOCK)
                if not block:
                    break
                answer += block
        return bytes(answer)


def read_apart(documents: Iterable[tuple[PageRecord, bytes]]) -> Iterator[tuple[PageRecord, DocumentFacts]]:
    """Read documents of a snapshot one by one."""
    with DocumentReader() as reader:
        for record, body in documents:
            yield record, reader.read(body, record.final_url or record.url, record.content_type)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return  # what was still to be sent goes with the process


def _from_json(raw: dict[str, Any]) -> DocumentFacts:
    raw["language"] = LanguageShare(**raw["language"])
    raw["tables"] = tuple(tuple(tuple(row) for row in table) for table in raw["tables"])
    raw["trouble"] = Trouble(raw["trouble"])
    return DocumentFacts(**raw)


def main() -> None:
    """Answer until the asker is gone."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS["memory_bytes"], LIMITS["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        body = sys.stdin.buffer.read(head["size"])
        # Ends by itself, too, when the asker was killed while a document took all time.
        most = int(time.process_time()) + LIMITS["hard_seconds"] + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
        facts = read_document(body, head["url"], head["content_type"], text_of)
        sys.stdout.write(json.dumps(asdict(facts)) + "\n")
        sys.stdout.flush()
