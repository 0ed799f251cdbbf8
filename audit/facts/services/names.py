"""Names of services: cleaned of what lists print around them, and told from what is no service."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.facts.data import load
from audit.facts.services.codes import CODE
from audit.facts.services.levels import published_level
from audit.facts.services.model import Published
from audit.facts.services.words import bare, marked
from audit.facts.text import Cache, fold

_DATA = load("services/names")
_LIMITS = load("services/lists")["limits"]
_SHORTEST, _LONGEST = _LIMITS["name_letters"]
_BADGES = frozenset(marked[text] for text in _DATA["badges"])
_NEVER_WHOLE = frozenset(marked[text] for text in _DATA["never_whole"])
_PLAIN = "="  # before first words without marks
_START = 80  # characters that hold a start
_HEAD = 60  # characters in which a decision gives its number

_NUMBERING = re.compile(
    r"\A(?:[-–—•*+►»>✓○●▪■□]+\s*|\(?\d{1,4}(?:\.\d{1,3})*\s*[.)/:\]–-]+(?=\s|[^\W\d_])\s*|\d{1,4}(?=\s[^\W\d_])\s+"
    r"|(?:[IVX]{1,6}|[A-ZĐ]|[a-zđ])\s*[.)/:]\s*(?=\S))"
)
_CODE_FIRST = re.compile(
    r"\A[(\[]?(?:mã(?:\s+(?:số|thủ tục|tthc|dịch vụ|dvc))*\s*[:：]?\s*)?[1-9]\.\d{6}[.\w]*[)\]]?\s*[-–—:.|)]*\s*",
    re.IGNORECASE,
)
_OWN_CODE_FIRST = re.compile(r"\A[(\[]?(?:[TB]-)?[A-ZĐ]{2,8}-\d{3,9}(?:-TT)?[)\]]?\s*[-–—:|]*\s*")
_CODE_LAST = re.compile(
    r"\s*[-–—|,;]?\s*[(\[]?\s*(?:mã(?:\s+(?:số|thủ tục|tthc|dịch vụ|dvc))*\s*[:：]?\s*|code\s*:?\s*)?[1-9]\.\d{6}[.\w]*\s*[)\]]?\s*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A(?:tên\s+(?:thủ tục(?:\s+hành chính)?|tthc|dịch vụ(?:\s+công)?|dvc)|thủ tục(?:\s+hành chính)?|dịch vụ(?:\s+công)?|tthc|dvc|(?:procedure|service)(?:\s+name)?|name(?:\s+of\s+(?:the\s+)?(?:procedure|service))?)\s*[:：]\s*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\s*[(\[]\s*\d+(?:\s*(?:thủ tục|tthc|dịch vụ|dvc|procedures?|services?))?\s*[)\]]\s*\Z", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*[-–—|]?\s*[(\[]([^()\[\]]{1,60})[)\]]\s*\Z")
_TAIL = re.compile(r"\s+[-–—|»]\s+([^-–—|»]{2,60})\Z")
_CUT = re.compile(r"(?:…|\.{2,})\s*\Z")
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]\s+[A-ZĐÀ-Ỹ][^\W\d_]*\s")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b")
_DECISION = re.compile(r"\b\d+(?:/\d{4})?/(?:QĐ|NQ|TB|KH|CV|TTr|BC|CT|NĐ|TT)\b-?", re.IGNORECASE)
_NEWS = re.compile("|".join(_DATA["news"]))
_TURNS = 6
_AROUND = 100  # characters that may stand around a name


_Phrases = dict[str, tuple[str, ...]]


def _by_first_word(phrases: Iterable[str]) -> _Phrases:
    """Arrange phrases by their first word, and those of two words or more also without marks."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        spelt = marked[phrase]
        plain = bare[phrase]
        found.setdefault(spelt.partition(" ")[0], []).append(spelt)
        if plain != spelt and " " in plain:
            found.setdefault(_PLAIN + plain.partition(" ")[0], []).append(plain)
    return {first: tuple(each) for first, each in found.items()}


_STARTS = _by_first_word([*_DATA["starts"]["vi"], *_DATA["starts"]["en"]])
_NEVER = _by_first_word([*_DATA["never"]["vi"], *_DATA["never"]["en"]])
_SELDOM = _by_first_word([*_DATA["seldom"]["vi"], *_DATA["seldom"]["en"]])
_ALLOWED = _by_first_word(_DATA["allowed"])
FIRST = frozenset(word.removeprefix(_PLAIN) for word in _STARTS)
"""First words of names, as `marked` and, without marks, as `bare` has them."""


def _reach(text: str, phrases: _Phrases) -> int:
    """Return the length of the longest phrase that a text starts with; 0 when it starts with none."""
    first = text.partition(" ")[0]
    known = phrases.get(first, ())
    if text.isascii():
        known += phrases.get(_PLAIN + first, ())
    return max(
        (len(phrase) for phrase in known if text == phrase or text.startswith(phrase + " ")), default=0
    )


def _is_ruled_out(text: str, phrases: _Phrases) -> bool:
    reach = _reach(text, phrases)
    return reach > 0 and _reach(text, _ALLOWED) <= reach


def starts_as_service(text: str) -> bool:
    """Say whether a text starts with what a person asks the State for: "Cấp giấy phép …", "Registration of …"."""
    start = marked[text[:_START]]
    return (
        _reach(start, _STARTS) > 0 and not _is_ruled_out(start, _NEVER) and not _is_ruled_out(start, _SELDOM)
    )


def is_name(text: str, *, coded: bool = False, told: bool = False) -> bool:
    """Say whether a cleaned text can be the name of a service (docs/services.md, "What is a service here").

    Args:
        text: The name, cleaned.
        coded: Whether a procedure's code stands beside it.
        told: Whether a level or the heading of its column says that it is one. Without that and without a code it has to
            start as names do.
    """
    if (
        not _SHORTEST <= len(text) <= _LONGEST
        or " " not in text
        or text.endswith("?")
        or _SENTENCES.search(text)
    ):
        return False
    start = marked[text[:_START]]
    if start in _NEVER_WHOLE or _is_ruled_out(start, _NEVER) or _DECISION.search(text[:_HEAD]):
        return False
    if coded or starts_as_service(text):
        return coded or told or not (_DATE.search(text) or reads_as_news(text))
    return told and not _is_ruled_out(start, _SELDOM) and published_level(text) is Published.UNSTATED


def reads_as_news(text: str) -> bool:
    """Say whether a text is worded as the title of news: "… is now open", "Rút ngắn thời gian cấp …", "… tăng gấp đôi"."""
    return _NEWS.search(text.casefold()) is not None


def is_dated(text: str) -> bool:
    """Say whether a text holds a day, as news do."""
    return _DATE.search(text) is not None


def is_numbered(text: str) -> bool:
    """Say whether a line starts with a number of a list."""
    return text[:1].isdigit() and _NUMBERING.match(text) is not None


def has_code_apart(text: str) -> bool:
    """Say whether a line starts or ends with a code, so that the rest is what the code stands for."""
    return _CODE_FIRST.match(text) is not None or _CODE_LAST.search(text) is not None


def clean_name(text: str) -> str:
    """Return a name without numbering, codes, levels, badges and counts around it; of a long text, the text."""
    return _cleaned[text] if len(text) <= _LONGEST + _AROUND else text


def _clean(text: str) -> str:
    text = fold(text)
    for _ in range(_TURNS):
        before = text
        text = _LABEL.sub("", text)
        text = _CODE_FIRST.sub("", text)
        text = _OWN_CODE_FIRST.sub("", text)
        text = _NUMBERING.sub("", text)
        text = _without_tail(text)
        if text == before:
            break
    return _CUT.sub("…", text) if _CUT.search(text) else text.strip(" ;:.,|")


_cleaned: Cache[str] = Cache(_clean, size=5_000)


def _without_tail(text: str) -> str:
    text = _CODE_LAST.sub("", text)
    text = _COUNT.sub("", text)
    for pattern in (_BRACKET, _TAIL):
        found = pattern.search(text)
        if found and (marked[found[1]] in _BADGES or published_level(found[1]) is not Published.UNSTATED):
            text = text[: found.start()]
    return text.strip(" ;:,|")


def level_in_name(text: str) -> Published:
    """Return the level that a line prints behind the name: "Cấp hộ chiếu (mức độ 4)"."""
    for pattern in (_BRACKET, _TAIL):
        found = pattern.search(CODE.sub("", text).strip(" ()-" if not text.endswith(")") else " -"))
        if found and (level := published_level(found[1])):
            return level
    return Published.UNSTATED


def is_cut(name: str) -> bool:
    """Say whether a name is cut short."""
    return _CUT.search(name) is not None


def completed(name: str, *fuller: str) -> str:
    """Return the first text that goes on where a name is cut short; the name itself when none does."""
    if not is_cut(name):
        return name
    start = bare[_CUT.sub("", name)]
    for text in fuller:
        whole = clean_name(text)
        if len(whole) > len(name) - 2 and bare[whole].startswith(start) and not is_cut(whole):
            return whole
    return name
