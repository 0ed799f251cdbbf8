"""What a host's name says: some official systems are the place for one thing only and are called after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.lexicon.words import plain_word, tokens
from audit.site.addresses import host_of

_SHORTEST = 5
"""Letters of a term before a host can be told to be called after it: "vat" stands in too many names."""
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|gob|gouv|govt|go)(?:\.[a-z]{2})?$")


def spells(url: str, terms: Iterable[str]) -> bool:
    """Whether the first part of a host's name is one of the terms, run together without diacritics.

    `evisa.example.gov` is called after "e-visa", `dangkykinhdoanh.example.vn` after "đăng ký kinh doanh".
    """
    label = host_of(url).split(".")[0].replace("-", "")
    return any(_run(term) == label for term in terms if len(_run(term)) >= _SHORTEST)


def official(url: str) -> bool:
    """Whether a host belongs to a government by its domain."""
    return bool(_OFFICIAL.search(host_of(url)))


def _run(term: str) -> str:
    return "".join(plain_word(word) for word in tokens(term))
