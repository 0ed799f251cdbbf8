"""Reads rendered reports the way the tests ask about them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup

from reports.environment import STATIC


def page(out: Path, name: str) -> BeautifulSoup:
    """One report by its name below the folder, e.g. ``vi/shell``; the same object each time, so leave it as it is."""
    path = out / f"{name}.html"
    return _parsed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=12)
def _parsed(path: Path, _changed: int) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def words(soup: BeautifulSoup) -> str:
    """Its text with white space folded."""
    return " ".join(soup.body.get_text(" ").split())


def first_screen(soup: BeautifulSoup) -> str:
    """What stands before the first section heading."""
    return " ".join(soup.select_one("section.first").get_text(" ").split())


def strange(soup: BeautifulSoup) -> list[str]:
    """What loads, frames or runs something in it, but for a script of our own that stands in the page as we wrote it."""
    ours = {path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}
    found = soup.find_all(["script", "iframe", "object", "embed", "form", "img", "base"])
    return [str(tag) for tag in found if tag.name != "script" or tag.attrs or tag.string not in ours]
