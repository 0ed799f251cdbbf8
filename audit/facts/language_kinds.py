"""What is known of single words, each looked up once: a portal uses the same few thousand words over and over."""

from __future__ import annotations

import re

from audit.facts.language_lists import neutral
from audit.facts.language_syllables import bare, is_bare_syllable, is_syllable
from audit.facts.text import Cache

UPPER, CAPITAL, NAME, BRAND, ACRONYM, SHORTENED, LOAN, LISTED, FREQUENT, MARKED = (
    1 << bit for bit in range(10)
)
"""All in capitals · begins with one · could be a syllable of a Vietnamese name · brand · may be an acronym · acronym or initial ·
English word at home in Vietnamese · stands in lists of countries · everyday English · spelt as only Vietnamese is."""

_LONGEST_ACRONYM = 5
_VOWEL = re.compile("[aeiouy]")
_ONLY_VIETNAMESE = re.compile("[ơưƠƯẠ-ỹ]")


def _kinds(word: str) -> int:
    lists = neutral()
    lower = word.lower()
    upper, capital = word.isupper(), word[0].isupper()
    acronym = upper and _is_acronym(word, lower)
    return (
        upper * UPPER
        | capital * CAPITAL
        | (capital and is_bare_syllable(word)) * NAME
        | (lower in lists.brands) * BRAND
        | acronym * ACRONYM
        | (upper and (acronym or len(word) < 2)) * SHORTENED
        | (lower in lists.loans) * LOAN
        | (lower in lists.countries or lower in lists.units) * LISTED
        | (lower in lists.frequent) * FREQUENT
        | (_ONLY_VIETNAMESE.search(word) is not None and is_syllable(word)) * MARKED
    )


def _is_acronym(word: str, lower: str) -> bool:
    if len(word) > _LONGEST_ACRONYM:
        return not _VOWEL.search(bare(lower))
    lists = neutral()
    return (
        lower not in lists.common
        and lower not in lists.loans
        and not (len(word) > 1 and is_bare_syllable(word))
    )


kinds: Cache[int] = Cache(_kinds, size=40_000)
"""By the word as written: its kinds, as bits."""
