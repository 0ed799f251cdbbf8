"""What becomes of a person's word that is brought in: the rule that answers and matches share. Nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Kept(StrEnum):
    """What became of a word that was brought in."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    """Kept in the history only: a word of a later day stands."""


def fate(new: T, earlier: Sequence[T], day: Callable[[T], str]) -> Kept:
    """Say what becomes of a word. One that is there already changes nothing; of two of the same day the one brought in last stands.

    Args:
        new: The word.
        earlier: All on the same matter, the one that stands last.
        day: On which a word was given, YYYY-MM-DD.
    """
    if not earlier:
        return Kept.NEW
    standing = earlier[-1]
    if new == standing:
        return Kept.SAME
    if day(new) < day(standing):
        return Kept.SAME if new in earlier else Kept.OLDER
    return Kept.CHANGED
