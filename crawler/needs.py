"""What the words of a link say that criteria ask for: needs, drawn from the audit's lexicon into `crawler/data/needs.tsv`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from crawler.words import fold, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.asked import Asked

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
    """Even in English, the next odd one in Vietnamese. Negative (-1 - number) for a page that lies below a section of that name:
    such pages are counted apart."""
    share: float
    """How surely a page of that name is the thing, 0 to 1."""


class _Term(NamedTuple):
    number: int
    strength: str
    """strong, weak, or negative: a name that holds such a term is of something else."""


class _Names(NamedTuple):
    terms: dict[str, list[_Term]]
    """By their words."""
    stop: frozenset[str]
    """Words that fill no share."""


class _Terms(NamedTuple):
    numbers: dict[str, int]
    """Of a family in English; one more in Vietnamese."""
    written: _Names
    """As in texts."""
    bare: _Names
    """Without marks, as in addresses; a word that is another one with marks (`to`, `an`) is none that fills no share there."""
    reporting: frozenset[int]
    """Of families that name what is told of, as news do, rather than what there is."""


def needs_of(url: str, text: str, *, english: bool = False) -> tuple[Need, ...]:
    """What a link promises, by its text and by the last two parts of its address that name anything.

    Args:
        url: Of the page.
        text: Of the link.
        english: Whether it lies in an English version: a name of both languages, as "FAQ", is then an English one.

    >>> statistics = needs_of("http://x.gov.vn/muc-3/", "Thống kê")
    >>> statistics == needs_of("http://x.gov.vn/thong-ke.html", "")
    True
    >>> needs_of("http://x.gov.vn/12345", "Bộ trưởng thăm và làm việc tại tỉnh")
    ()
    >>> needs_of("http://x.gov.vn/co-cau-to-chuc", "") == needs_of("http://x.gov.vn/12345", "Cơ cấu tổ chức")
    True
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
    if not terms.reporting.isdisjoint(above):
        best = {number: _reported(number, share) for number, share in best.items()}
    return (
        *(Need(number, best[number]) for number in _of_one_language(best, english=english)),
        *(
            Need(-1 - number, above[number])
            for number in _of_one_language(above, english=english)
            if number not in best
        ),
    )


def worth_of(asked: Mapping[Asked, float]) -> dict[int, float]:
    """What a page is worth, by the number of a need: more where more criteria ask, less below a section named so, and less in English.

    A page in Vietnamese tells of both sides of a criterion: where English is missing, it decides whether Vietnamese is there.

    Args:
        asked: Criteria that ask for each family in each language.
    """
    points = rules("promise")
    numbers = _terms().numbers
    worth = {
        numbers[family] + (language == "vi"): criteria ** points["asked"]
        * (1 if language == "vi" else points["english"])
        for (family, language), criteria in asked.items()
        if family in numbers
    }
    return worth | {-1 - number: points["below"] * own for number, own in worth.items()}


def _of_one_language(found: Mapping[int, float], *, english: bool) -> list[int]:
    """Leave out the Vietnamese side of names that are English ones, too; in an English version, all of it."""
    return sorted(number for number in found if not number & 1 or not (english or number - 1 in found))


def _reported(number: int, share: float) -> float:
    """How surely a page among news is what its name says: it tells of it more often than not."""
    return share if number in _terms().reporting else share * float(rules("promise")["reported"])


def _match(name: list[str], known: _Names, best: dict[int, float]) -> None:
    """Find what a name names, longest terms first: a term within a longer one says nothing by itself."""
    points = rules("promise")
    terms = known.terms
    name = [word for word in name if word not in known.stop] or name
    total = len(name)
    taken: list[tuple[int, int]] = []
    refused: set[int] = set()
    for size in range(min(total, _LONGEST_TERM), 0, -1):
        for start in range(total - size + 1):
            found = terms.get(" ".join(name[start : start + size]))
            if found is None or any(first <= start and start + size <= end for first, end in taken):
                continue
            taken.append((start, start + size))
            refused.update(term.number for term in found if term.strength == "negative")
            beside = points["weak_beside"] if any(term.strength == "strong" for term in found) else 1
            for term in found:
                if term.number not in refused:
                    share = _share(term.strength, size / total, points)
                    if term.strength == "weak":
                        share *= beside
                    if share > best.get(term.number, 0.0):
                        best[term.number] = share


def _share(strength: str, filled: float, points: Mapping[str, Any]) -> float:
    """How surely a name is of a thing, by the share of its words that a term fills."""
    if filled < points[f"share_{strength}"]:
        return 0.0
    if strength == "strong":
        return filled
    return float(points["weak_whole"] if filled == 1 else points["weak"] * filled)


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


@cache
def _terms() -> _Terms:
    written: dict[str, list[_Term]] = {}
    bare: dict[str, list[_Term]] = {}
    numbers: dict[str, int] = {}
    marked: set[str] = set()
    first, *lines = _LIST.read_text(encoding="utf-8").splitlines()[1:]
    stop = frozenset(first.rpartition("\t")[2].split("|"))
    for line in lines:
        family, language, strength, terms = line.split("\t")
        number = numbers.setdefault(family, 2 * len(numbers)) + (language == "vi")
        for spelled in terms.split("|"):
            found = _WORD.findall(fold(spelled))
            named = [word for word in found if word not in stop]
            marked.update(_bare(word) for word in named if not word.isascii())
            phrase = " ".join(named or found)
            if phrase:
                term = _Term(number, strength)
                written.setdefault(phrase, []).append(term)
                for address in {_bare(phrase), _bare(" ".join(found))}:
                    bare.setdefault(address, []).append(term)
    reporting = {
        numbers[family] + vi for family in rules("promise")["reporting"] if family in numbers for vi in (0, 1)
    }
    return _Terms(
        numbers,
        _Names(written, stop),
        _Names(bare, frozenset(map(_bare, stop)) - marked),
        frozenset(reporting),
    )
