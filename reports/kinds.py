"""Which reports there are: for each format, the kinds of files that are written in it.

A kind of report is a module with a function that names its files and makes each of them (`reports.rendering.Kind`), templates of
its own where it is a page, and one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports import pages
from reports.rendering import Kind

FORMATS: Final[Mapping[str, tuple[Kind, ...]]] = {
    "html": (pages.start, pages.overview, pages.agencies),
}
"""In the order in which they are written: what a person opens first comes first."""
