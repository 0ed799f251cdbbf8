"""Words and phrases as matching sees them: folded, whole words only."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")
_APOSTROPHES = "'’ʼ`´"
_LABEL = 200  # characters of a text that may come again
# The mark of a vowel pair stands on either letter ("hoà", "hòa"): both styles are official usage, so both sides are folded to one.
_OLD_TONE = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?!\w)")
_NEW_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_MARKED = "àáảãạèéẻẽẹỳýỷỹỵ"

Tokens = tuple[str, ...]


def folded(text: str) -> str:
    """Return a text as terms are compared: NFC, lower case, one tone style, no apostrophes."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    text = unicodedata.normalize("NFC", text).lower()
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "")
    # an English text has but quotes and dashes beyond ASCII
    if any(vowel in text for vowel in _MARKED):
        text = _OLD_TONE.sub(lambda match: _NEW_TONE.get(match.group(), match.group()), text)
    return text


def cut(text: str) -> Tokens:
    """Split a text into folded words; `tokens` remembers what it said of a label, this does not."""
    return tuple(_WORD.findall(folded(text)))


@lru_cache(maxsize=20_000)
def _remembered(text: str) -> Tokens:
    return tuple([sys.intern(word) for word in cut(text)])


def tokens(text: str) -> Tokens:
    """Split a text into folded words: NFC, lower case, one tone style, no apostrophes, no punctuation."""
    return _remembered(text) if len(text) <= _LABEL else cut(text)


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> str:
    """Return a word without diacritics, as addresses spell it."""
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def find_phrase(words: Tokens, phrase: Tokens) -> int:
    """Return the index at which `phrase` stands in `words` as whole words, or -1."""
    size = len(phrase)
    end = len(words) - size + 1
    start = 0
    while phrase and start < end:
        try:
            start = words.index(phrase[0], start, end)
        except ValueError:  # the fast way to say "no more"
            return -1
        if words[start : start + size] == phrase:
            return start
        start += 1
    return -1


def holds_any(words: Tokens, terms: tuple[str, ...]) -> str:
    """Return the first of `terms` that stands in `words`, or an empty string."""
    return next((term for term in terms if find_phrase(words, tokens(term)) >= 0), "")
