"""What comparing pages by content asks of one page, worked out anew or remembered from the run before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from audit.facts.model import PageFacts
from audit.pairs.marks import marks_of, shape_of


@dataclass(frozen=True, slots=True)
class Look:
    """What a translation of a page has in common with it; follows from the page's facts alone."""

    marks: frozenset[str] = frozenset()
    shape: tuple[int, ...] = ()

    @classmethod
    def of(cls, facts: PageFacts) -> Look:
        """Work it out."""
        return cls(marks_of(facts), shape_of(facts))


_remembered: ContextVar[Callable[[PageFacts], Look]] = ContextVar("remembered", default=Look.of)


@contextmanager
def looks_by(remembered: Callable[[PageFacts], Look]) -> Iterator[None]:
    """Have looks told within by what remembers them."""
    token = _remembered.set(remembered)
    try:
        yield
    finally:
        _remembered.reset(token)


def look_of(facts: PageFacts) -> Look:
    """Return the look of a page."""
    return _remembered.get()(facts)
