"""What the words of a link say that criteria ask for: needs, drawn from the audit's lexicon into `crawler/data/needs.tsv`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from crawler.words import fold, rules

_LIST = Path(__file__).parent / "data" / "needs.tsv"
_WORD = re.compile(r"[^\W_]+")
_EXTENSION = re.compile(r"\.\w{2,5}$")
_NO_NAME = re.compile(r"(?:index|default|home|trang-chu|view|pages?|\d+)?")
_LONGEST_TERM = 7
_LONGEST_NAME = 14
"""Words; a longer text names nothing."""


class Need(NamedTuple):
    """One thing that criteria ask for, in one language."""

    number: int
    """Negative for a page that lies below a section of that name: such pages are counted apart."""
    weight: float
    """1 for a page named so that one criterion asks for; more where more do."""


class _Term(NamedTuple):
    number: int
    weight: float
    share: float
    """Of a name's words that the term must fill."""


class _Terms(NamedTuple):
    written: dict[str, list[_Term]]
    """By their words, as in texts."""
    bare: dict[str, list[_Term]]
    """By their words without marks, as in addresses."""
    stop: frozenset[str]
    """Words that fill no share."""


def needs_of(url: str, text: str) -> tuple[Need, ...]:
    """What a link promises, by its text and by the last two parts of its address that name anything.

    >>> statistics = needs_of("http://x.gov.vn/muc-3/", "Thống kê")
    >>> statistics == needs_of("http://x.gov.vn/thong-ke.html", "")
    True
    >>> needs_of("http://x.gov.vn/12345", "Bộ trưởng thăm và làm việc tại tỉnh")
    ()
    """
    terms = _terms()
    best: dict[int, float] = {}
    spoken = _WORD.findall(fold(text))
    if len(spoken) <= _LONGEST_NAME:
        _match(spoken, terms.written, best)
    last, section = _names(url)
    _match(last, terms.bare, best)
    above: dict[int, float] = {}
    _match(section, terms.bare, above)
    below = rules("promise")["below"]
    return (
        *(Need(number, weight) for number, weight in sorted(best.items())),
        *(
            Need(-1 - number, weight * below)
            for number, weight in sorted(above.items())
            if number not in best
        ),
    )


def _match(name: list[str], terms: dict[str, list[_Term]], best: dict[int, float]) -> None:
    stop = _terms().stop
    name = [word for word in name if word not in stop] or name
    total = len(name)
    for start in range(total):
        for end in range(start + 1, min(total, start + _LONGEST_TERM) + 1):
            for term in terms.get(" ".join(name[start:end]), ()):
                if end - start >= term.share * total and term.weight > best.get(term.number, 0.0):
                    best[term.number] = term.weight


def _names(url: str) -> tuple[list[str], list[str]]:
    """The words of the last part of a path that names anything, and of the one before it."""
    path = unquote(url.partition("://")[2].partition("?")[0]).lower()
    parts = [_EXTENSION.sub("", part) for part in path.split("/")[1:]]
    named = [_WORD.findall(_bare(part))[:_LONGEST_NAME] for part in parts if not _NO_NAME.fullmatch(part)]
    return (named[-1] if named else [], named[-2] if len(named) > 1 else [])


def _bare(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")


def forget_terms() -> None:
    """Read the list again at the next question: the points that its terms are weighed with have been changed."""
    _terms.cache_clear()


@cache
def _terms() -> _Terms:
    points = rules("promise")
    written: dict[str, list[_Term]] = {}
    bare: dict[str, list[_Term]] = {}
    numbers: dict[tuple[str, str], int] = {}
    first, *lines = _LIST.read_text(encoding="utf-8").splitlines()[1:]
    stop = frozenset(first.rpartition("\t")[2].split("|"))
    for line in lines:
        family, asking, language, strength, terms = line.split("\t")
        number = numbers.setdefault((family, language), len(numbers))
        weight = (1 + (int(asking) - 1).bit_length() / 2) * (points["weak"] if strength == "weak" else 1)
        term = _Term(number, weight, points[f"share_{strength}"])
        for spelled in terms.split("|"):
            found = _WORD.findall(fold(spelled))
            phrase = " ".join([word for word in found if word not in stop] or found)
            if phrase:
                written.setdefault(phrase, []).append(term)
                bare.setdefault(_bare(phrase), []).append(term)
    return _Terms(written, bare, stop)
