"""What the script alone decides: Chinese is not English, whatever the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

_FOREIGN = re.compile(
    "[\u0370-\u1dff\u2c00-\u2dff\u2e80-\u2fdf\u3040-\ua6ff\ua720-\ud7ff\uf900-\ufdff\ufe70-\ufeff\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
_MOST = 600  # foreign letters that are enough to tell by
_HEAVY = 2.5  # what one ideograph, kana or hangul syllable weighs in letters

# First letter of each range, its script. Between ranges: nothing.
_RANGES: tuple[tuple[int, str], ...] = (
    (0x0370, "Greek"),
    (0x0400, "Cyrillic"),
    (0x0530, "Armenian"),
    (0x0590, "Hebrew"),
    (0x0600, "Arabic"),
    (0x0700, ""),
    (0x0750, "Arabic"),
    (0x0780, "Thaana"),
    (0x07C0, ""),
    (0x0900, "Devanagari"),
    (0x0980, "Bengali"),
    (0x0A00, "Gurmukhi"),
    (0x0A80, "Gujarati"),
    (0x0B00, "Oriya"),
    (0x0B80, "Tamil"),
    (0x0C00, "Telugu"),
    (0x0C80, "Kannada"),
    (0x0D00, "Malayalam"),
    (0x0D80, "Sinhala"),
    (0x0E00, "Thai"),
    (0x0E80, "Lao"),
    (0x0F00, "Tibetan"),
    (0x1000, "Myanmar"),
    (0x10A0, "Georgian"),
    (0x1100, "Hangul"),
    (0x1200, "Ethiopic"),
    (0x13A0, ""),
    (0x1780, "Khmer"),
    (0x1800, ""),
    (0x1C80, "Cyrillic"),
    (0x1C90, "Georgian"),
    (0x1CC0, ""),
    (0x2D00, "Georgian"),
    (0x2D30, ""),
    (0x2E80, "Han"),
    (0x2FE0, ""),
    (0x3040, "Kana"),
    (0x3100, ""),
    (0x3130, "Hangul"),
    (0x3190, ""),
    (0x31F0, "Kana"),
    (0x3200, ""),
    (0x3400, "Han"),
    (0xA000, ""),
    (0xA960, "Hangul"),
    (0xA980, ""),
    (0xAC00, "Hangul"),
    (0xD7FF, ""),
    (0xF900, "Han"),
    (0xFB00, ""),
    (0xFB1D, "Hebrew"),
    (0xFB50, "Arabic"),
    (0xFE00, ""),
    (0xFE70, "Arabic"),
    (0xFEFF, ""),
    (0xFF66, "Kana"),
    (0xFFA0, "Hangul"),
    (0xFFDD, ""),
    (0x20000, "Han"),
    (0x32000, ""),
)
_STARTS = [start for start, _ in _RANGES]

# Scripts that one language uses nearly alone, among those a portal may meet.
_CODES = {
    "Greek": "el",
    "Armenian": "hy",
    "Hebrew": "he",
    "Thaana": "dv",
    "Bengali": "bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Oriya": "or",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Tibetan": "bo",
    "Myanmar": "my",
    "Georgian": "ka",
    "Hangul": "ko",
    "Ethiopic": "am",
    "Khmer": "km",
}
_HEAVY_SCRIPTS = frozenset({"Han", "Kana", "Hangul"})
_HEAVY_LETTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_UNSURE = re.compile("[ªµº×÷\u02c0-\u1dff\u1f00-\u1fff\u2070-\u218f\u2c00-\U0010ffff]")
"""Letters among signs, signs among letters, and all that is far from Latin. Of the rest, what UTF-8 begins with C2 or E2 are signs."""
_NO_LETTERS = bytes(byte for byte in range(256) if byte > 0x7F or not chr(byte).isalpha())
_NO_LETTERS = _NO_LETTERS.translate(None, bytes(range(0xC3, 0xE2)))
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэёЫЭЁ]")
_PERSIAN = re.compile("[پچژگ]")
_URDU = re.compile("[ٹڈڑےں]")


def _script(letter: str) -> str:
    return _RANGES[bisect_right(_STARTS, ord(letter)) - 1][1]


def _code(script: str, text: str, counts: Counter[str]) -> str:
    if script in {"Han", "Kana"}:
        return "ja" if counts["Kana"] else "zh"
    if script == "Cyrillic":
        return "uk" if _UKRAINIAN.search(text) else "ru" if _RUSSIAN.search(text) else "other"
    if script == "Arabic":
        return "ur" if _URDU.search(text) else "fa" if _PERSIAN.search(text) else "ar"
    return _CODES.get(script, "other")


def gate(text: str) -> tuple[str, str]:
    """Decide by script, when the text is not mostly in Latin letters.

    Returns:
        The language (ISO 639-1, or `other` for a script that several languages share) and the text; or nothing and
        the text without its foreign letters, when Latin letters weigh more.
    """
    marked = [] if text.isascii() else _FOREIGN.findall(text, 0, _MOST * 8)[:_MOST]
    if not marked:
        return "", text
    letters = Counter(marked)
    counts: Counter[str] = Counter()
    for letter, count in letters.items():
        if letter.isalpha() and (script := _script(letter)):
            counts[script] += count
    weights = {name: count * (_HEAVY if name in _HEAVY_SCRIPTS else 1) for name, count in counts.items()}
    rest = _FOREIGN.sub(" ", text)
    latin = sum(map(str.isalpha, rest[: _MOST * 8]))
    if not weights or sum(weights.values()) < latin:
        return "", rest
    heaviest = max(sorted(weights), key=weights.__getitem__)
    return _code(heaviest, text, counts), text


def _is_plain(text: str) -> bool:
    return text.isascii() or not _UNSURE.search(text)


def _count_plain(text: str) -> int:
    return len(text.encode().translate(None, _NO_LETTERS))


def count_letters(text: str) -> int:
    """Count a text's letters."""
    return _count_plain(text) if _is_plain(text) else sum(map(str.isalpha, text))


def weigh(text: str) -> int:
    """Count a text's letters, each ideograph, kana or hangul syllable as two and a half."""
    if _is_plain(text):  # of what weighs more, nothing is
        return _count_plain(text)
    return sum(map(str.isalpha, text)) + round(len(_HEAVY_LETTERS.findall(text)) * (_HEAVY - 1))
