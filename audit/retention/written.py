"""Places in archives that written reports name: a result that was judged again may not name them any more."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audit.retention.citations import in_text
from crawler.warc_tail import Position

_TEXTS: Final = frozenset({".html", ".json", ".csv", ".md"})
_PACKED: Final = frozenset({".xlsx", ".docx"})


def places_in(folder: Path) -> frozenset[Position]:
    """Return the places that the reports of a run name, whichever agency they belong to.

    Args:
        folder: Of the reports; it need not be there.

    Raises:
        OSError: A report cannot be read, so that nobody knows what it cites.
    """
    found: set[Position] = set()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        for text in _texts(path):
            found |= in_text(text)
    return frozenset(found)


def _texts(path: Path) -> Iterator[str]:
    if path.suffix in _TEXTS:
        yield path.read_text(encoding="utf-8", errors="replace")
    elif path.suffix in _PACKED:
        try:
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    if name.endswith(".xml"):
                        yield packed.read(name).decode("utf-8", "replace")
        except zipfile.BadZipFile:
            return  # no office file, or half of one: nobody can read it
