"""What the words of a button or link do: file, pay, sign in, track, guide."""

from __future__ import annotations

import re

from audit.facts.data import load
from audit.facts.services.model import ActionKind
from audit.facts.services.words import bare, marked
from audit.facts.text import Cache

_DATA = load("services/actions")
_MOST_WORDS: int = _DATA["most_words"]


def any_of(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds one of some phrases, as whole words, in a bare text."""
    each = sorted({bare[phrase] for phrase in phrases}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, each))})(?!\w)") if each else re.compile(r"(?!)")


def _any_marked(phrases: list[str]) -> re.Pattern[str]:
    """Return such a pattern for a text with its marks, where "tải" is not "tại"."""
    each = sorted({marked[phrase] for phrase in phrases}, key=len, reverse=True)
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, each))})(?![\w\u0300-\u036f])")
        if each
        else re.compile(r"(?!)")
    )


_KINDS = {ActionKind(kind): any_of(phrases) for kind, phrases in _DATA["kinds"].items()}
_NOT = {ActionKind(kind): _any_marked(phrases) for kind, phrases in _DATA["not"].items()}
_NOT_BARE = {ActionKind(kind): any_of(phrases) for kind, phrases in _DATA["not"].items()}


def _does(text: str) -> tuple[ActionKind, ...]:
    plain = bare[text]
    if not plain or plain.count(" ") >= _MOST_WORDS:
        return ()
    found = [kind for kind, pattern in _KINDS.items() if pattern.search(plain) and not _is_other(kind, text)]
    if found and found[0] in {ActionKind.GUIDE, ActionKind.TRACK}:
        return (found[0],)
    return tuple(found)


def _is_other(kind: ActionKind, text: str) -> bool:
    """Say whether a text names something else: in Vietnamese with its marks, by the marks."""
    if text.isascii():
        return _NOT_BARE[kind].search(bare[text]) is not None
    return _NOT[kind].search(marked[text]) is not None


_known: Cache[tuple[ActionKind, ...]] = Cache(_does)


def does(text: str) -> tuple[ActionKind, ...]:
    """Return what a button or link with a text does; nothing for other texts and long ones."""
    return _known[text]
