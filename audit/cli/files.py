"""Files that commands write to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from crawler.errors import UsageError


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Say in one sentence that a file cannot be written.

    Raises:
        UsageError: In place of the system's error.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from error


@contextmanager
def text_stream(file: Path) -> Iterator[TextIO]:
    """Open a text file to write, `-` for standard output.

    Raises:
        UsageError: It cannot be written.
    """
    if str(file) == "-":
        yield sys.stdout
        return
    with writing(file), file.open("w", encoding="utf-8", newline="") as stream:
        yield stream
