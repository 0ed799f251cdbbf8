"""Words that tell no language, or tell it by being so common: brands, loan words, names, everyday English."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.facts.language_syllables import bare


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
