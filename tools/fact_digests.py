"""Digests of all facts of many pages, one a line, to see that a quicker reader still tells the same.

    python -m tools.fact_digests FOLDER|SNAPSHOT … > before.txt
    … change the reader …
    python -m tools.fact_digests FOLDER|SNAPSHOT … > after.txt; diff before.txt after.txt

A folder's files are read as they are, and each once more with a piece cut out or put in at a place that its name decides, as pages
on the web are broken; of a snapshot, the pages that it holds.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from audit.facts.page import read_page
from crawler.snapshot import Snapshot

_DAY = date(2024, 12, 31)
"""From which the future is counted: the same whenever it is run."""
_PIECES = (
    b"",
    b"<",
    b"</div>",
    b"<table><tr>",
    b"<div hidden>",
    b"<!--",
    b"<select><option>",
    b"\xe1\xbb",
    b"<title>A</title>",
)
_CUTS = (0, 1, 40, 3000)  # bytes left out


def main() -> None:
    """Print a digest and a name for each page."""
    for name in sys.argv[1:]:
        for page, body, url, content_type in _pages(Path(name)):
            facts = read_page(body, url, content_type, fetched_on=_DAY)
            print(hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest(), page)


def _pages(path: Path) -> Iterator[tuple[str, bytes, str, str]]:
    if (path / "pages.db").is_file():
        with Snapshot(path) as snapshot:
            for record, body in snapshot.fetched():
                url = record.final_url or record.url
                yield url, body, url, record.content_type
        return
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        name = file.relative_to(path).as_posix()
        body = file.read_bytes()
        yield name, body, f"https://pages.example/{name}", ""
        yield f"{name} broken", _broken(body, name), f"https://pages.example/{name}", ""


def _broken(body: bytes, name: str) -> bytes:
    chance = random.Random(name)
    place = chance.randrange(len(body) + 1)
    return body[:place] + chance.choice(_PIECES) + body[place + chance.choice(_CUTS) :]


if __name__ == "__main__":
    main()
