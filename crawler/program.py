"""Which program this is: coordinator and workers must be the same."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from crawler import __version__

_READ = {".py", ".yaml", ".json", ".txt"}


@cache
def program() -> str:
    """Version of the program and digest of the code and data under `crawler/`.

    A checkout changes more often than its version, and two machines' checkouts are easily a day apart.
    """
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _READ):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
