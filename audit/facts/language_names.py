"""Names of Vietnamese people and places, brands and acronyms: they stand in a text of any language and tell none."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import and_

from audit.facts.language_syllables import bare, is_bare_syllable

_LONGEST_ACRONYM = 5
_LONGEST_NAME = 5  # words
_VOWEL = re.compile("[aeiouy]")


@dataclass(frozen=True, slots=True)
class Neutral:
    """Word lists, lower case; names also without marks."""

    brands: frozenset[str]
    loans: frozenset[str]
    """English words at home in Vietnamese text: menu, video, website …"""
    surnames: frozenset[str]
    compounds: frozenset[str]
    """Words of two syllables that begin like a family name: hồ sơ, đào tạo."""
    places: frozenset[tuple[str, ...]]
    titles: frozenset[str]
    """English titles that stand before a name."""
    contacts: frozenset[str]
    """What stands before a number or an address in either language."""
    countries: frozenset[str]
    """Words of English names of countries."""
    units: frozenset[str]
    """What stands between the names in a list of countries with figures."""
    common: frozenset[str]
    """English words of 2 to 6 letters: what in capitals is no acronym."""
    frequent: frozenset[str]
    """Those of them that any English sentence is full of."""


@cache
def neutral() -> Neutral:
    """Load the lists from `lang_data`."""
    folder = files("audit.facts").joinpath("lang_data")
    lists = json.loads(folder.joinpath("neutral.json").read_text("utf-8"))
    places = {tuple(place.split()) for place in lists["places"]}
    return Neutral(
        brands=frozenset(lists["brands"]),
        loans=frozenset(lists["loans"]),
        surnames=frozenset(lists["surnames"]) | frozenset(map(bare, lists["surnames"])),
        compounds=frozenset(folder.joinpath("compounds.txt").read_text("utf-8").splitlines()),
        places=frozenset(places | {tuple(map(bare, place)) for place in places}),
        titles=frozenset(lists["titles"]),
        contacts=frozenset(lists["contacts"]),
        countries=frozenset(folder.joinpath("countries.txt").read_text("utf-8").split()),
        units=frozenset(lists["units"]),
        common=frozenset(folder.joinpath("common.txt").read_text("utf-8").split()),
        frequent=frozenset(folder.joinpath("frequent.txt").read_text("utf-8").split()),
    )


def without_acronyms(words: Sequence[str]) -> list[str]:
    """Leave out brands, acronyms and initials (`YouTube`, `UBND`, `WTO`).

    A text all in capitals is kept whole as soon as one word in it is none of these.
    """
    capitals = [word for word in words if word.isupper()]
    brands = neutral().brands
    if not capitals and brands.isdisjoint([word.lower() for word in words]):
        return list(words)
    kept = [word for word in words if word.lower() not in brands]
    if any(not word.isupper() for word in kept):
        return [word for word in kept if not (word.isupper() and (len(word) < 2 or _is_acronym(word)))]
    return kept if any(not _is_acronym(word) for word in kept) else []


def _is_acronym(word: str) -> bool:
    lower = word.lower()
    if len(word) > _LONGEST_ACRONYM:
        return not _VOWEL.search(bare(lower))
    lists = neutral()
    return (
        lower not in lists.common
        and lower not in lists.loans
        and not (len(word) > 1 and is_bare_syllable(word))
    )


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
    capitals = [word[0].isupper() for word in words]
    if not any(map(and_, capitals, capitals[1:])):
        return Names(tuple(words), sure=True, found=False)
    shouted = all(map(str.isupper, words))
    rest: list[str] = []
    runs: list[list[str]] = []
    for named, group in groupby(words, _name_like):
        run = list(group)
        if named and len(run) > 1 and _is_run(run, shouted=shouted):
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


def _name_like(word: str) -> bool:
    return word[0].isupper() and is_bare_syllable(word)


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
