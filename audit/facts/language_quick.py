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
from audit.facts.language_scorer import SCALE, Scores, packed_score, sums, unpacked
from audit.facts.language_script import gate
from audit.facts.language_words import words_of
from audit.facts.text import Cache

_CLOSER, _WORDLESS, _ROW, _NOT_LISTED, _NOT_LOAN, _LOWER, _TELLING = (1 << bit for bit in range(20, 27))
"""Letters of another script or what may be the sign before a number · no words beside acronyms and brands · words that could be parts of one name · a word that stands in
no list of countries · one that is no loan word · one that is neither all in capitals nor a brand · one that is neither part of a
name nor what stands before a number or address."""
_NEEDED = _NOT_LISTED | _NOT_LOAN | _LOWER
_NUMBER_SIGN = re.compile(r"\b[Nn][or][.:º°]?(?:\d|$)|[Nn]º")
_SIGNS = ".,;:!?()[]\"'“”‘’–-…"
_LETTER = re.compile("[A-Za-z]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]+")
_LONGEST = 40
_MOST_WORDS, _MOST_CHUNKS = 40_000, 80_000  # a word, and with the signs that stand beside it
_WRITTEN = 1 << 48  # the number of words travels above their scores …
_LEAN = 1 << 24
_ALL = 1 << 80  # … and above it the number of words with acronyms and brands


_Chunk = tuple[int, int, int]
"""What is known of a chunk's words: their kinds; their scores and their number, which can be added up; how far they lean to
Vietnamese at least, whichever of them are taken for parts of names and left out: away from English * _LEAN + by itself."""


def _look(chunk: str) -> _Chunk:
    core = chunk.strip(_SIGNS)
    if core.isalpha() and (core.isascii() or _LATIN.fullmatch(core)) and 2 < len(core) < _LONGEST:
        return _known[core]
    if core.isascii() and not _LETTER.search(core):
        return _WORDLESS, 0, 0
    if gate(chunk) != ("", chunk) or _NUMBER_SIGN.search(chunk):
        return _CLOSER, 0, 0
    return _of_words(words_of(chunk))


def _of_words(words: list[str]) -> _Chunk:
    each = [_known[word] for word in words]
    found = 0
    for one in each:
        found |= one[0] & ~_WORDLESS
    named = [one[0] & NAME for one in each if one[0] != _WORDLESS]
    row = any(map(and_, named, named[1:]))
    return (
        found | (not named) * _WORDLESS | row * _ROW,
        sum([one[1] for one in each]),
        sum([one[2] for one in each]),
    )


def _of_word(word: str) -> _Chunk:
    kind = kinds[word]
    if kind & (BRAND | SHORTENED):
        return _WORDLESS, _ALL, 0
    found = kind & (NAME | MARKED)
    found |= (not kind & LISTED) * _NOT_LISTED | (not kind & LOAN) * _NOT_LOAN | (not kind & UPPER) * _LOWER
    found |= (not kind & NAME and word.lower() not in neutral().contacts) * _TELLING
    packed = packed_score((word,))
    english, vietnamese = sums(packed)
    apart = vietnamese - english
    if kind & (NAME | LOAN):
        apart, vietnamese = min(0, apart), min(0, vietnamese)
    return found, packed + _WRITTEN + _ALL, apart * _LEAN + vietnamese


_known: Cache[_Chunk] = Cache(_of_word, size=_MOST_WORDS)
"""Of single words."""
_chunks: Cache[_Chunk] = Cache(_look, size=_MOST_CHUNKS)


def score_prose(text: str, rare: int) -> Scores | None:
    """Score a text that needs no closer look.

    Args:
        text: In NFC.
        rare: How many times as many words as are left without acronyms there may be, at most.

    Returns:
        What `score` says of its words without acronyms; None where a closer look is needed.
    """
    every = row = before = total = lean = 0
    for chunk in text.split():
        kind, scores, apart = _chunks[chunk]
        every |= kind
        total += scores
        lean += apart
        if kind != _WORDLESS:
            row |= before & kind
            before = kind
    if every & _CLOSER or every & _NEEDED != _NEEDED:
        return None
    words, total = divmod(total + (_ALL >> 1), _ALL)
    written, packed = divmod(total - (_ALL >> 1) + (_WRITTEN >> 1), _WRITTEN)
    if (row & NAME or every & _ROW) and not (every & _TELLING and _is_vietnamese_anyway(lean, written)):
        return None
    found = unpacked(packed - (_WRITTEN >> 1), written)
    if written * rare < words or (every & MARKED and found.vietnamese <= max(found.english, 0.0)):
        return None
    return found


def _is_vietnamese_anyway(lean: int, words: int) -> bool:
    """Say whether what stands around names cannot be English, whichever words are taken for names."""
    apart, alone = divmod(lean + (_LEAN >> 1), _LEAN)
    return apart > SCALE * sqrt(words) and alone - (_LEAN >> 1) > 0
