"""What a procedure's page says of fees and of the way its result comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.facts.data import load
from audit.facts.services.fields import Point, Reading
from audit.facts.services.verbs import any_of
from audit.facts.services.words import bare

_DATA = load("services/actions")["says"]
_SENTENCE = re.compile(r"[;!?•]|\.(?=\s|$)|\s[-+*]\s")
_FREE_VALUES = frozenset(bare[text] for text in _DATA["free_values"])
_AMOUNT = re.compile(_DATA["amount"])
_DENIES = any_of(_DATA["denies"])
_DENIED_BEHIND = any_of(_DATA["denied_behind"])
_REFUSED = frozenset(bare[text] for text in ("không", "chưa", "no", "not yet", *_DATA["denied_behind"]))
_FILING = any_of(_DATA["filing"])
_FILED = frozenset({"filing", "way", "how", "manner"})  # kinds of labels that tell how to file
_RESULT = any_of(_DATA["result"])
_NAMES = re.compile("|".join(_DATA["names"]))
_POST_WORDS, _ONLINE_WORDS, _RESULT_WORDS = (
    re.compile(_DATA[name]) for name in ("post_words", "online_words", "result_words")
)
_BEFORE = 5  # words before a promise in which it may be denied
_LONGEST = 4000  # characters of a line that are looked at


def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_DATA[name])})(?!\w)")


_FREE, _PAYS, _BY_POST, _ONLINE = (_any(name) for name in ("free", "pays_online", "by_post", "online"))


@dataclass(frozen=True, slots=True)
class Says:
    """What a page says."""

    is_free: bool
    pays_online: bool
    returned_online: bool
    returned_by_post: bool


def read_says(reading: Reading) -> Says:
    """Read the promises of a page from the text under its labels and beside them.

    Denials do not count ("chưa hỗ trợ thanh toán trực tuyến"), nor does a fee that only some need not pay.
    """
    sentences = list(_sentences(reading))
    returned = [text for point in reading.of("return") for text in _returned(point)]
    results = [text for point in reading.of("result") for text in _parts(point.lines)]
    return Says(
        is_free=_is_free(reading, sentences),
        pays_online=_holds(_PAYS, sentences),
        returned_online=_holds(_ONLINE, sentences, is_return=True)
        or _holds(_ONLINE_WORDS, returned)
        or _holds(_RESULT_WORDS, results),
        returned_by_post=_holds(_BY_POST, sentences, is_return=True) or _holds(_POST_WORDS, returned),
    )


def _returned(point: Point) -> list[str]:
    """Return what a label on the way back says of it: one that names filing, too, has sentences on either."""
    parts = list(_parts(_values(point.lines)))
    if _FILED.isdisjoint(point.kinds):
        return parts
    return [text for text in parts if _RESULT.search(text)] or [
        text for text in parts if not _FILING.match(text)
    ]


def _sentences(reading: Reading) -> Iterator[str]:
    for point in reading.points:
        lines = _values(point.lines)
        for number, text in enumerate(_parts(lines)):
            yield f"{bare[point.label]} {text}" if not number else text
    first, last = reading.extent
    yield from _parts(_values([line.text for line in reading.loose if first <= line.runs[0] < last]))


def _values(lines: list[str]) -> list[str]:
    """Leave out lines that the next one refuses: "Thanh toán trực tuyến", "Không"."""
    return [
        line
        for number, line in enumerate(lines)
        if number + 1 == len(lines) or bare[lines[number + 1]] not in _REFUSED
    ]


def _parts(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for part in _SENTENCE.split(line[:_LONGEST]):
            text = bare[part]
            if text:
                yield text


def _holds(pattern: re.Pattern[str], sentences: Iterable[str], *, is_return: bool = False) -> bool:
    for sentence in sentences:
        text = _NAMES.sub("mot cua", sentence) if is_return else sentence
        for found in pattern.finditer(text):
            if is_return and _FILING.search(found[0]):
                continue
            if not _is_denied(text, found):
                return True
    return False


def _is_denied(text: str, found: re.Match[str]) -> bool:
    before = " ".join(text[: found.start()].split()[-_BEFORE:])
    behind = text[found.end() :].strip()
    return (
        _DENIES.search(before) is not None
        or _DENIED_BEHIND.search(behind[:60]) is not None
        or behind in _REFUSED
    )


def _is_free(reading: Reading, sentences: list[str]) -> bool:
    fees = [line for point in reading.of("fee") for line in point.lines]
    plain = [bare[line] for line in fees]
    if any(_AMOUNT.search(line) for line in plain):
        return False
    if any(line in _FREE_VALUES for line in [*plain, *_parts(fees)]):
        return True
    return any(_FREE.search(line) for line in (plain or sentences))
