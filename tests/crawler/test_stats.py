from __future__ import annotations

import re
from pathlib import Path

import crawler
from crawler.stats import PREFIX, STATS, is_documented

SOURCES = [p for p in Path(crawler.__file__).parent.rglob("*.py") if p.name != "stats.py"]
NAME = re.compile(rf'"({PREFIX}[^"{{}}]*)')


def counted() -> set[str]:
    return {name for path in SOURCES for name in NAME.findall(path.read_text(encoding="utf-8"))}


def test_every_stat_that_is_counted_is_listed():
    assert {name for name in counted() if not is_documented(name)} == set()


def test_every_stat_that_is_listed_is_counted():
    assert {name for name in STATS if name.rstrip("*") not in counted()} == set()


def test_every_stat_has_its_sentence():
    assert all(text[0].isupper() and text.endswith(".") for text in STATS.values())
    assert list(STATS) == sorted(STATS)
