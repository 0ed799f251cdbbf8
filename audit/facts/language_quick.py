"""Plain prose told apart in one pass over its chunks, each looked up once: most of a page is that, and needs no more.

Where anything asks for a closer look (capitals only, what may be names in a row, foreign letters, loan words alone), nothing is
said here; what is said is what the whole procedure would say.
"""

from __future__ import annotations

import re
from operator import and_

from audit.facts.language_kinds import BRAND, LISTED, LOAN, MARKED, NAME, SHORTENED, UPPER, kinds
from audit.facts.language_scorer import Scores, packed_score, unpacked
from audit.facts.language_script import gate
from audit.facts.language_words import words_of
from audit.facts.text import Cache

_CLOSER, _WORDLESS, _ROW, _NOT_LISTED, _NOT_LOAN, _LOWER = (1 << bit for bit in range(20, 26))
"""Letters of another script or what may be the sign before a number · no words beside acronyms and brands · words that could be parts of one name · a word that stands in
no list of countries · one that is no loan word · one that is neither all in capitals nor a brand."""
_NEEDED = _NOT_LISTED | _NOT_LOAN | _LOWER
_NUMBER_SIGN = re.compile(r"\b[Nn][or][.:º°]?(?:\d|$)|[Nn]º")
_SIGNS = ".,;:!?()[]\"'“”‘’–-…"
_LETTER = re.compile("[A-Za-z]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]+")
_LONGEST = 40
_MOST_CHUNKS = 40_000
_WRITTEN = 1 << 48  # the number of words travels above their scores …
_ALL = 1 << 80  # … and above it the number of words with acronyms and brands


def _look(chunk: str) -> tuple[int, int]:
    """Return what is known of a chunk's words, as bits; and their scores and number, which can be added up."""
    core = chunk.strip(_SIGNS)
    if core.isalpha() and (core.isascii() or _LATIN.fullmatch(core)) and 2 < len(core) < _LONGEST:
        return _known[core]
    if core.isascii() and not _LETTER.search(core):
        return _WORDLESS, 0
    if gate(chunk) != ("", chunk) or _NUMBER_SIGN.search(chunk):
        return _CLOSER, 0
    return _of_words(words_of(chunk))


def _of_words(words: list[str]) -> tuple[int, int]:
    each = [_known[word] for word in words]
    found = 0
    for kind, _ in each:
        found |= kind & ~_WORDLESS
    named = [kind & NAME for kind, _ in each if kind != _WORDLESS]
    row = any(map(and_, named, named[1:]))
    return found | (not named) * _WORDLESS | row * _ROW, sum(scores for _, scores in each)


def _of_word(word: str) -> tuple[int, int]:
    kind = kinds[word]
    if kind & (BRAND | SHORTENED):
        return _WORDLESS, _ALL
    found = kind & (NAME | MARKED)
    found |= (not kind & LISTED) * _NOT_LISTED | (not kind & LOAN) * _NOT_LOAN | (not kind & UPPER) * _LOWER
    return found, packed_score((word,)) + _WRITTEN + _ALL


_known: Cache[tuple[int, int]] = Cache(_of_word, size=_MOST_CHUNKS)
"""Of single words."""
_chunks: Cache[tuple[int, int]] = Cache(_look, size=_MOST_CHUNKS)


def score_prose(text: str, rare: int) -> Scores | None:
    """Score a text that needs no closer look.

    Args:
        text: In NFC.
        rare: How many times as many words as are left without acronyms there may be, at most.

    Returns:
        What `score` says of its words without acronyms; None where a closer look is needed.
    """
    chunks = [_chunks[chunk] for chunk in text.split()]
    found = [kind for kind, _ in chunks]
    every = 0
    for kind in set(found):
        every |= kind
    if every & (_CLOSER | _ROW) or every & _NEEDED != _NEEDED:
        return None
    if every & NAME:
        named = [kind & NAME for kind in found if kind != _WORDLESS]
        if any(map(and_, named, named[1:])):
            return None
    total = sum([scores for _, scores in chunks])
    words, total = divmod(total + (_ALL >> 1), _ALL)
    written, packed = divmod(total - (_ALL >> 1) + (_WRITTEN >> 1), _WRITTEN)
    scores = unpacked(packed - (_WRITTEN >> 1), written)
    if written * rare < words or (every & MARKED and scores.vietnamese <= max(scores.english, 0.0)):
        return None
    return scores
