"""Reads rendered reports the way the tests ask about them."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup


def page(out: Path, name: str) -> BeautifulSoup:
    """One report by its name below the folder, e.g. ``vi/shell``."""
    return BeautifulSoup((out / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def words(soup: BeautifulSoup) -> str:
    """Its text with white space folded."""
    for style in soup.find_all("style"):
        style.decompose()
    return " ".join(soup.get_text(" ").split())


def first_screen(soup: BeautifulSoup) -> str:
    """What stands before the first section heading."""
    return " ".join(soup.select_one("section.first").get_text(" ").split())
