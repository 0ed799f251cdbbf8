"""What language a page is in, and what it says about that itself: declared, in its address, in its switcher."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from audit.facts.language_encodings import repair
from audit.facts.language_syllables import bare
from audit.facts.model import Block, LanguageShare, PageFacts, Place
from audit.facts.text import Cache

_FEWEST_WORDS = 20  # of the main content, to be content at all
_FEWEST_TO_JUDGE_MARKS = 8  # Vietnamese words, to say that the marks are missing
_MARKED = 0.1  # share of words with a mark, below which they are missing; sound text has 70 to 90 %
_LABEL = 120  # characters of a text worth remembering
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_SPACES = bytes(byte if chr(byte).isalpha() and byte < 0x80 else 0x20 for byte in range(256))
"""Leaves the letters of ASCII, and makes spaces of all else."""
_URL_LANGUAGES = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "tienganh": "en",
    "vi": "vi",
    "vn": "vi",
    "vie": "vi",
    "vietnamese": "vi",
    "tiengviet": "vi",
}
_QUERY_NAMES = frozenset({"lang", "language", "locale", "hl", "l", "lng", "culture", "siteid", "ngonngu"})
_STEM = re.compile(r"[-_.](en|eng|english|vi|vn|vie)$")
_REGION = re.compile(r"(en|vi)[-_][a-z]{2}")
_SWITCHER_TEXTS = {
    "english": "en",
    "en": "en",
    "eng": "en",
    "tiếng anh": "en",
    "tieng anh": "en",
    "english version": "en",
    "vietnamese": "vi",
    "tiếng việt": "vi",
    "tieng viet": "vi",
    "việt nam": "vi",
    "vi": "vi",
    "vn": "vi",
    "vie": "vi",
}
_MAIN = Place.MAIN
_LONGEST_SWITCHER = max(map(len, _SWITCHER_TEXTS))
TRANSLATORS = frozenset({"google_translate", "microsoft_translator", "gtranslate", "conveythis", "weglot"})


class PageKind(StrEnum):
    """How menu and main content go together."""

    ENGLISH = "english"
    VIETNAMESE = "vietnamese"
    OTHER = "other"
    MIXED = "mixed"
    ENGLISH_SHELL = "english_shell"  # English menu around Vietnamese content
    VIETNAMESE_SHELL = "vietnamese_shell"  # Vietnamese menu around English content
    EMPTY = "empty"  # menu and footer only
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The language of a page and of what it says of itself; languages are ISO 639-1, empty when nothing is said."""

    kind: PageKind
    main: str
    """Of the main content: `en`, `vi`, `other`, `mixed`, or `und` when there is too little of it."""
    navigation: str
    """Of the menus: the same."""
    declared: str
    """`<html lang>`, without its region."""
    hreflang: str
    """What the page's own alternate links call it."""
    address: str
    """`en` or `vi` when the address names it: /en/, ?lang=vi, en.example.gov.vn."""
    switcher: tuple[str, ...]
    """`en` and `vi`, as far as the page links to itself in them."""
    contradictions: tuple[str, ...]
    """Which of `declared`, `hreflang`, `address` name another language than the main content has."""
    unmarked: bool
    """The Vietnamese of the main content is written without its marks."""
    translator: str
    """The machine-translation widget, if any."""
    encoding: str
    """The old or broken encoding that the text was repaired from, if any."""
    words: dict[str, int] = field(default_factory=dict)
    """Words of the main content per language: `en`, `vi`, `other`, `und`."""


def page_language(facts: PageFacts) -> PageLanguage:
    """Say what language a page's main content and menu are in, and whether what it says of itself agrees."""
    content = [block for block in facts.blocks if block.place is _MAIN]
    words = count_words(content)
    main = facts.language.get(Place.MAIN, LanguageShare()).main
    navigation = facts.language.get(Place.NAV, LanguageShare()).main
    said = {
        "declared": _primary(facts.declared),
        "hreflang": _own_hreflang(facts),
        "address": address_language(facts.url),
    }
    return PageLanguage(
        kind=_kind(main, navigation, sum(words.values())),
        main=main,
        navigation=navigation,
        switcher=_switcher(facts),
        contradictions=tuple(name for name, language in said.items() if _contradicts(language, main)),
        unmarked=is_unmarked(content),
        translator=next((widget for widget in facts.widgets if widget in TRANSLATORS), ""),
        encoding=facts.encoding_problem or _old_encoding(content),
        words=words,
        **said,
    )


def _count(text: str) -> int:
    if text.isascii():
        return len(text.encode().translate(_ASCII_SPACES).split())
    return len(_WORD.findall(text))


_counts: Cache[int] = Cache(_count)
_has_marks: Cache[bool] = Cache(
    lambda chunk: any(bare(word) != word for word in _WORD.findall(chunk)), size=40_000
)
"""Whether a word among what stands between two spaces has a mark."""


def count_words(blocks: Iterable[Block]) -> dict[str, int]:
    """Count the words of blocks per language: `en`, `vi`, `other`, `und`; languages without a word are left out."""
    counts: Counter[str] = Counter()
    for block in blocks:
        kind = block.language if block.language in {"en", "vi", "und"} else "other"
        counts[kind] += _counts[block.text] if len(block.text) <= _LABEL else _count(block.text)
    return {kind: count for kind, count in sorted(counts.items()) if count}


def address_language(url: str) -> str:
    """Read the language out of an address: `en`, `vi`, or nothing when it names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    for name, value in parse_qsl(parts.query, max_num_fields=None):
        if name.lower() in _QUERY_NAMES and (language := _named(value)):
            return language
    segments = [segment for segment in parts.path.split("/") if segment]
    for segment in segments:
        if language := _named(segment):
            return language
    stem = _STEM.search(segments[-1].rpartition(".")[0].lower()) if segments else None
    return _named(stem[1]) if stem else _named(parts.netloc.partition(".")[0])


def _named(name: str) -> str:
    lower = name.lower()
    region = _REGION.fullmatch(lower)
    return _URL_LANGUAGES.get(region[1] if region else lower.replace("-", ""), "")


def _primary(tag: str) -> str:
    return re.split("[-_]", tag.strip().lower())[0] if tag else ""


def _own_hreflang(facts: PageFacts) -> str:
    own = {facts.url.rstrip("/"), facts.canonical.rstrip("/")} - {""}
    return next(
        (_primary(other.language) for other in facts.alternates if other.url.rstrip("/") in own),
        "",
    )


def _switcher(facts: PageFacts) -> tuple[str, ...]:
    named = {
        _SWITCHER_TEXTS.get(link.text.strip().lower()) or _primary(link.hreflang)
        for link in facts.links
        if (len(link.text) <= _LONGEST_SWITCHER or link.hreflang) and link.place is not _MAIN
    }
    alternates = {_primary(other.language) for other in facts.alternates}
    return tuple(language for language in ("en", "vi") if language in named | alternates)


def _contradicts(said: str, main: str) -> bool:
    if not said or said == "x" or main in {"und", "mixed"}:
        return False
    return said != main if main in {"en", "vi"} else said in {"en", "vi"}


def _kind(main: str, navigation: str, words: int) -> PageKind:
    if words < _FEWEST_WORDS:
        return PageKind.EMPTY
    if (main, navigation) == ("vi", "en"):
        return PageKind.ENGLISH_SHELL
    if (main, navigation) == ("en", "vi"):
        return PageKind.VIETNAMESE_SHELL
    kinds = {
        "en": PageKind.ENGLISH,
        "vi": PageKind.VIETNAMESE,
        "other": PageKind.OTHER,
        "mixed": PageKind.MIXED,
    }
    return kinds.get(main, PageKind.UNDETERMINED)


def _old_encoding(blocks: Iterable[Block]) -> str:
    """Name the encoding that most blocks beyond ASCII must be repaired from, if most must."""
    names = Counter([repair(block.text)[1] for block in blocks if not block.text.isascii()])
    name, count = max(names.items(), key=lambda item: item[1], default=("", 0))
    return name if count * 2 > names.total() else ""


def is_unmarked(content: Iterable[Block]) -> bool:
    """Say whether the Vietnamese of the main content is written without its marks.

    Sound text shows enough of them long before its words are counted: it has no more words than every second letter.
    """
    texts = [block.text for block in content if block.language == "vi"]
    enough = _MARKED * sum([(len(text) + 1) // 2 for text in texts])
    marked = 0
    for text in texts:
        marked += sum([_has_marks[chunk] for chunk in text.split()])
        if marked >= enough:
            return False
    words = [word for text in texts for word in _WORD.findall(text)]
    count, marked = len(words), sum([_has_marks[word] for word in words])
    return count >= _FEWEST_TO_JUDGE_MARKS and marked < _MARKED * count
