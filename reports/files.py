"""Writing a file in one step."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from crawler.errors import StoreError


def replace_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file in one step, so that whoever reads it, or a full disk, never meets half of it.

    Args:
        path: Its folder is made when missing.
        content: Text is written as UTF-8, lines end as they do in it; of a long one the pieces, as they are made.

    Raises:
        StoreError: It cannot be written; a file that was there is as it was, as with whatever making a piece raises.
    """
    temporary = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            for piece in (content,) if isinstance(content, str | bytes) else content:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        temporary.replace(path)
    except OSError as error:
        _remove(temporary)
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    except BaseException:
        _remove(temporary)
        raise


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)
