"""Labels on the page of a procedure: what a line or the start of one names, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, product

from audit.facts.data import load
from audit.facts.services.words import bare
from audit.facts.text import Cache

_DATA = load("services/procedure")
_MOST_TOKENS: int = _DATA["label_tokens"]
_MOST_LETTERS: int = _DATA["label_letters"]
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_NUMBERING = re.compile(
    r"\A\W*(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[IVXivx]{1,4}|[a-zA-ZđĐ])(?:[.,)/]|\s*[-–:]\s|\s*\.\s)\W*)?"
)
_BARE_NUMBER = re.compile(r"\A\W*[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?\s+(?=\w)|\A\W*[0-9]{1,2}\s+(?=[^\W\d])")
_NEXT = re.compile(r"(?:[.;]|\s?[|•·]|\s[-–])\s+([^.:;|•·]{2,80}?)\s*[:：]\s*")
_NOT_INSIDE = frozenset({"filing", "return", "other", "name"})
"""Kinds that, in the middle of a line, tell more on the label before."""
_ENDS = re.compile(r"[:：]|\s[-–—]\s")
_ENDS_TRIED = 2  # ends of a label that are tried: "1: Tên thủ tục: …"


@dataclass(frozen=True, slots=True)
class Label:
    """What a label names."""

    kinds: tuple[str, ...]
    """Of `procedure.yaml`, in the order of the label."""
    text: str
    """As printed."""


def every_label() -> Iterator[tuple[str, str]]:
    """Yield the kinds and their labels, those written out and those made of lists of words."""
    for kind, texts in _DATA["labels"].items():
        yield from ((kind, text) for text in texts)
    for kind, patterns in _DATA["made"].items():
        for lists in patterns:
            yield from ((kind, " ".join(words)) for words in product(*lists))


def _phrases() -> dict[str, str]:
    """Return the phrases with their kinds, fillers with none; of the same phrase, the first kind."""
    known: dict[str, str] = {}
    for kind, text in every_label():
        known.setdefault(bare[text], kind)
    for filler in _DATA["fillers"]:
        known.setdefault(bare[filler], "")
    return known


def _longest() -> dict[str, int]:
    """Return the words of the longest phrase that starts with a word."""
    longest: dict[str, int] = {}
    for phrase in _PHRASES:
        first = phrase.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), phrase.count(" ") + 1)
    return longest


_PHRASES = _phrases()
_LONGEST = _longest()
_ALONE = {bare[text]: kind for kind, texts in _DATA["alone"].items() for text in texts}
_AMBIGUOUS = frozenset(_DATA["ambiguous"])
"""English fillers that are Vietnamese words without their marks: "thẻ", "tờ", "án"."""
_MARKED = "~"
_LIKELY = {kind: re.compile(pattern) for kind, pattern in _DATA["likely"].items()}
_LIKELY_WORDS: int = _DATA["likely_words"]
_COLUMNS = frozenset(bare[text] for text in _DATA["columns"])
_HEADLESS = frozenset(bare[text] for text in _DATA["headless"])


def _cover(plain: str) -> tuple[str, ...]:
    """Return the kinds of the phrases that a text without marks is made of; none when anything else is in it.

    Args:
        plain: The text, behind a sign when it had marks.
    """
    had_marks = plain[:1] == _MARKED
    plain = plain.removeprefix(_MARKED)
    if plain in _ALONE:
        return (_ALONE[plain],)
    words = plain.split()
    if not words or len(words) > _MOST_TOKENS or words[0] not in _LONGEST:
        return ()
    kinds: dict[str, None] = {}
    while words:
        for size in range(min(_LONGEST.get(words[0], 0), len(words)), 0, -1):
            phrase = " ".join(words[:size])
            if phrase in _PHRASES and not (had_marks and phrase in _AMBIGUOUS):
                del words[:size]
                if kind := _PHRASES[phrase]:
                    kinds[kind] = None
                break
        else:
            return ()
    return tuple(kinds)


_covers: Cache[tuple[str, ...]] = Cache(_cover)


def kinds_of(text: str) -> tuple[str, ...]:
    """Return what a text names that is a label and nothing else; nothing for other texts.

    Numbers and bullets before it, a colon behind it and remarks in brackets are no part of it. A label may name more
    than one kind: "Thời hạn và lệ phí".
    """
    return _kinds[text] if len(text) <= _MOST_LETTERS else ()


def _kinds_of(text: str) -> tuple[str, ...]:
    return _one_label(text) or (_two_labels(text) if "/" in text else ())


def _two_labels(text: str) -> tuple[str, ...]:
    """Return what a label in two languages names: "Hồ sơ / Documents", each half a label by itself."""
    halves = [_one_label(half) for half in text.split("/")]
    return tuple(dict.fromkeys(chain.from_iterable(halves))) if all(halves) else ()


def _one_label(text: str) -> tuple[str, ...]:
    rest = text.partition(":")[2]
    if bare[rest] and not kinds_of(rest):
        return ()  # "Lệ phí: theo quy định" is a label and its text
    sign = "" if text.isascii() else _MARKED
    plain = _NUMBERING.sub("", text, count=1)
    found = _covers[sign + bare[_BRACKETS.sub(" ", plain)]] or _covers[sign + bare[plain]]
    number = None if found else _BARE_NUMBER.match(text)
    if number is None or ("." not in number[0] and text[number.end()].islower()):
        return found  # "3 days" is an answer, "3 Fees" a heading
    return _covers[sign + bare[text[number.end() :]]]


_kinds: Cache[tuple[str, ...]] = Cache(_kinds_of)


def further(text: str) -> list[tuple[Label | None, str]]:
    """Part text behind a label at the labels inside it: "5 ngày. Lệ phí: 50.000 đồng - Kết quả: Giấy phép".

    Returns:
        Pieces in order, the first without a label.
    """
    found: list[tuple[Label | None, str]] = []
    label: Label | None = None
    start = position = 0
    while (match := _NEXT.search(text, position)) is not None:
        kinds = kinds_of(match[1])
        if kinds and match[1][0].isupper() and not _NOT_INSIDE.intersection(kinds):
            found.append((label, text[start : match.start()].strip()))
            label, start = Label(kinds, match[1]), match.end()
            position = match.end()
        else:
            position = match.start() + 1
    return [*found, (label, text[start:].strip())]


def likely_kinds(text: str) -> tuple[str, ...]:
    """Return what a heading, a term or a first cell most likely names that no phrases cover: "Term for handling it"."""
    plain = bare[_NUMBERING.sub("", text, count=1)] if text.isascii() and len(text) <= _MOST_LETTERS else ""
    if not plain or plain.count(" ") >= _LIKELY_WORDS:
        return ()
    return next(((kind,) for kind, pattern in _LIKELY.items() if pattern.search(plain)), ())


def is_weak(text: str) -> bool:
    """Say whether a label is one of the words that name a point only where a label is expected: "Thủ tục", "Service"."""
    return bare[_NUMBERING.sub("", text, count=1)] in _ALONE


def lead_in(text: str) -> tuple[Label, str] | None:
    """Part a line that starts with a label and a colon or dash; None for other lines.

    Returns:
        The label, and the text behind it.
    """
    for end in islice(_ENDS.finditer(text, 0, _MOST_LETTERS), _ENDS_TRIED):
        kinds = kinds_of(text[: end.start()])
        if kinds:
            return Label(kinds, text[: end.start()].strip()), text[end.end() :].strip()
    return None


def is_column(text: str) -> bool:
    """Say whether a text heads a column of a table of papers, fees or laws without naming a point."""
    return bare[text] in _COLUMNS


def is_headless(text: str) -> bool:
    """Say whether a text heads one of the two columns of a table of labels and values."""
    return bare[text] in _HEADLESS
