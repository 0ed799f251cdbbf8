"""Plain prose told apart in one pass over its chunks, each looked up once: most of a page is that, and needs no more.

Where anything asks for a closer look (capitals only, what may be names in a row, foreign letters, loan words alone), nothing is
said here; what is said is what the whole procedure would say.
"""

from __future__ import annotations

import re
from math import sqrt
from operator import and_

from audit.facts.language_kinds import BRAND, LISTED, LOAN, MARKED, NAME, SHORTENED, UPPER, kinds
from audit.facts.language_lists import neutral
from audit.facts.language_scorer import SCALE, Scores, scaled, score_of, sums
from audit.facts.language_script import gate
from audit.facts.language_words import NUMBER_SIGN, words_of
from audit.facts.text import Cache

_FLAG = 14  # bits in which the chunks are counted that something is true of
_CLOSER, _WORDLESS, _ROW, _NAME, _MARKED, _NOT_LISTED, _NOT_LOAN, _LOWER, _TELLING, _TITLE, _SIGN = (
    1 << bit * _FLAG for bit in range(11)
)
"""Letters of another script or what may be the sign before a number · no words beside acronyms and brands · words that could be
parts of one name · a word that could be part of a name · one spelt as only Vietnamese is · one that stands in no list of countries ·
one that is no loan word · one that is neither all in capitals nor a brand · one that is neither part of a name nor what stands
before a number or address · a title of persons · what is the sign before a number if one follows."""
_ANY = (1 << _FLAG) - 1
_KINDS = (1 << 11 * _FLAG) - 1
_CLOSERS, _ROWS, _NAMES, _MARKS, _UNLISTED, _NO_LOANS, _LOWERS, _TELL, _TITLES, _NUMBER_SIGNS = (
    _ANY * flag
    for flag in (_CLOSER, _ROW, _NAME, _MARKED, _NOT_LISTED, _NOT_LOAN, _LOWER, _TELLING, _TITLE, _SIGN)
)
"""The counts of each."""
_NUMBERED = re.compile(r"\b[Nn][or][.:º°]?\d|[Nn]º")
_SIGN_ALONE = re.compile(r"\b[Nn][or][.:º°]?$")
_SIGNS = ".,;:!?()[]\"'“”‘’–-…"
_LETTER = re.compile("[A-Za-z]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]+")
_LONGEST = 40
_MOST_PARTS, _MOST_CHUNKS = 10_000, 80_000  # most chunks are a word, with or without signs beside it
_FIRST, _FIELD, _COUNT = 11 * _FLAG, 28, 20  # bits of all flags, of a sum, of a number of words
_SUMS = range(_FIRST, _FIRST + 6 * _FIELD, _FIELD)
_VIETNAMESE, _ENGLISH, _LEAST_VIETNAMESE, _LEAST_ENGLISH, _LEAST_APART, _MOST_APART = _SUMS
_WRITTEN = _SUMS.stop
_ALL = _WRITTEN + _COUNT
_MASK, _HALF = (1 << _FIELD) - 1, 1 << (_FIELD - 1)
_SIGNED = sum(_HALF << shift for shift in _SUMS)
"""What is known of a chunk's words is one number, as each object more that has to be fetched from memory costs more than reckoning
with it, and every part of it can be added up: flags, which are counted; how far the words lean to Vietnamese and to English; how far
to each at least, whichever of them are taken for parts of names and left out; how far they then lean more to Vietnamese than to
English, at least and at most; the number of words without acronyms and brands, and with them."""


def _look(chunk: str) -> int:
    core = chunk.strip(_SIGNS)
    if core.isalpha() and (core.isascii() or _LATIN.fullmatch(core)) and 2 < len(core) < _LONGEST:
        return _of_word(core) if core == chunk else _chunk(core)
    if core.isascii() and not _LETTER.search(core):
        return _WORDLESS
    if gate(chunk) != ("", chunk) or _NUMBERED.search(chunk):
        return _CLOSER
    known = _of_words(words_of(chunk))
    return known | _SIGN if _SIGN_ALONE.search(chunk) else known


def _of_words(words: list[str]) -> int:
    each = [_known[word] for word in words]
    found = 0
    for one in each:
        found |= one & _KINDS & ~_WORDLESS
    named = [one & _NAME for one in each if one & _KINDS != _WORDLESS]
    row = any(map(and_, named, named[1:]))
    sums_only = sum([one - (one & _KINDS) for one in each])
    return sums_only + (found | (not named) * _WORDLESS | row * _ROW)


def _of_word(word: str) -> int:
    kind = kinds[word]
    if kind & (BRAND | SHORTENED):
        return _WORDLESS + (1 << _ALL)
    found = (kind & NAME and _NAME) | (kind & MARKED and _MARKED)
    found |= (not kind & LISTED) * _NOT_LISTED | (not kind & LOAN) * _NOT_LOAN | (not kind & UPPER) * _LOWER
    lower, lists = word.lower(), neutral()
    found |= (not kind & NAME and lower not in lists.contacts) * _TELLING | (lower in lists.titles) * _TITLE
    english, vietnamese = sums(score_of(lower))
    apart = vietnamese - english
    sums_of_all = (vietnamese << _VIETNAMESE) + (english << _ENGLISH) + (1 << _WRITTEN) + (1 << _ALL)
    if kind & (NAME | LOAN):  # may be left out
        least = (min(0, vietnamese) << _LEAST_VIETNAMESE) + (min(0, english) << _LEAST_ENGLISH)
        return found + sums_of_all + least + (min(0, apart) << _LEAST_APART) + (max(0, apart) << _MOST_APART)
    least = (vietnamese << _LEAST_VIETNAMESE) + (english << _LEAST_ENGLISH)
    return found + sums_of_all + least + (apart << _LEAST_APART) + (apart << _MOST_APART)


_known: Cache[int] = Cache(_of_word, size=_MOST_PARTS)
"""Of the words of chunks that are no single word."""
_chunk = Cache(_look, size=_MOST_CHUNKS).__getitem__


def score_prose(text: str, rare: int) -> Scores | None:
    """Score a text that needs no closer look.

    Args:
        text: In NFC, at most some thousand words.
        rare: How many times as many words as are left without acronyms there may be, at most.

    Returns:
        What `score` says of its words without acronyms; None where a closer look is needed.
    """
    known = list(map(_chunk, text.split()))
    total = sum(known, _SIGNED)
    if total & _CLOSERS or not (total & _UNLISTED and total & _NO_LOANS and total & _LOWERS):
        return None
    written = total >> _WRITTEN & ((1 << _COUNT) - 1)
    if total & _NUMBER_SIGNS and NUMBER_SIGN.search(text):
        return None
    in_a_row = total & _ROWS or (total & _NAMES > _NAME and _has_row(known))
    if in_a_row and not (total & _TELL and _is_anyway(total, written)):
        return None
    found = scaled(_signed(total, _ENGLISH), _signed(total, _VIETNAMESE), written)
    if written * rare < total >> _ALL or (total & _MARKS and found.vietnamese <= max(found.english, 0.0)):
        return None
    return found


def _has_row(known: list[int]) -> bool:
    """Say whether two chunks in a row, but for wordless ones, hold what may be part of a name."""
    before = False
    for one in known:
        if one & _NAME:
            if before:
                return True
            before = True
        elif before and not one & _WORDLESS:
            before = False
    return False


def _signed(total: int, shift: int) -> int:
    return (total >> shift & _MASK) - _HALF


def _is_anyway(total: int, words: int) -> bool:
    """Say whether what stands around names is Vietnamese, or is clearly English, whichever words are taken for names.

    Of English with a title in it, whether the names are sure decides, which is not known here.
    """
    clear = SCALE * sqrt(words)
    if _signed(total, _LEAST_APART) > clear:
        return _signed(total, _LEAST_VIETNAMESE) > 0
    return (
        not total & _TITLES
        and _signed(total, _MOST_APART) < -clear
        and _signed(total, _LEAST_ENGLISH) > clear
    )
