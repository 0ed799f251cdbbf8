"""Names of Vietnamese people and places, brands and acronyms: they stand in a text of any language and tell none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import and_

from audit.facts.language_kinds import ACRONYM, BRAND, NAME, SHORTENED, UPPER, kinds
from audit.facts.language_lists import neutral

_LONGEST_NAME = 5  # words


def without_acronyms(words: Sequence[str]) -> list[str]:
    """Leave out brands, acronyms and initials (`YouTube`, `UBND`, `WTO`).

    A text all in capitals is kept whole as soon as one word in it is none of these.
    """
    if not any(kinds[word] & (UPPER | BRAND) for word in words):
        return list(words)
    kept = [word for word in words if not kinds[word] & BRAND]
    if any(not kinds[word] & UPPER for word in kept):
        return [word for word in kept if not kinds[word] & SHORTENED]
    return kept if any(not kinds[word] & ACRONYM for word in kept) else []


@dataclass(frozen=True, slots=True)
class Names:
    """A text parted into runs of Vietnamese names and the rest."""

    rest: tuple[str, ...]
    sure: bool
    """Every run holds a known family name or place."""
    found: bool
    only: bool = False
    """The runs hold nothing but names: "Ha Noi", not "Thanh Pho Ha Noi"."""


def part_names(words: Sequence[str]) -> Names:
    """Find runs of two or more capitalised words that all could be Vietnamese syllables.

    With marks, only a run that starts with a family name or holds a place counts: "Bản Đồ" is no name.
    """
    named = [kinds[word] & NAME for word in words]
    if not any(map(and_, named, named[1:])):
        return Names(tuple(words), sure=True, found=False)
    shouted = all(map(str.isupper, words))
    rest: list[str] = []
    runs: list[list[str]] = []
    for like, group in groupby(words, _name_like):
        run = list(group)
        if like and len(run) > 1 and _is_run(run, shouted=shouted):
            runs.append(run)
        else:
            rest += run
    sure = all(_is_place(run) if shouted else _is_known(run) for run in runs)
    only = sure and all(_is_place(run) or _starts_as_person(run) for run in runs)
    return Names(tuple(rest), sure=sure, found=bool(runs), only=only)


def _is_run(run: Sequence[str], *, shouted: bool) -> bool:
    if shouted:  # every word is in capitals: only a place with a word or two beside it is told apart
        return len(run) <= _LONGEST_NAME and _holds_place(run)
    return all(map(str.isascii, run)) or _is_known(run)


def _name_like(word: str) -> int:
    return kinds[word] & NAME


def _is_known(run: Sequence[str]) -> bool:
    return len(run) <= _LONGEST_NAME and (_starts_as_person(run) or _holds_place(run))


def _starts_as_person(run: Sequence[str]) -> bool:
    lists = neutral()
    return run[0].lower() in lists.surnames and " ".join(run).lower() not in lists.compounds


def _is_place(run: Sequence[str]) -> bool:
    """Say whether a run is nothing but places, one after the other."""
    lower = tuple(word.lower() for word in run)
    places = neutral().places
    return not lower or any(lower[:size] in places and _is_place(lower[size:]) for size in (1, 2, 3))


def _holds_place(run: Sequence[str]) -> bool:
    places = neutral().places
    lower = [word.lower() for word in run]
    return any(tuple(lower[start : start + size]) in places for size in (2, 3) for start in range(len(lower)))
