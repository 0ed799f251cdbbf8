"""Writing a file in one step."""

from __future__ import annotations

import contextlib
from pathlib import Path

from crawler.errors import StoreError


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file in one step, so that whoever reads it, or a full disk, never meets half of it.

    Args:
        path: Its folder is made when missing.
        content: Text is written as UTF-8, lines end as they do in it.

    Raises:
        StoreError: It cannot be written; a file that was there is as it was.
    """
    temporary = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
