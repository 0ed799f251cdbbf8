"""`Route`: one address of the application, what it needs, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from reports.portal.access import May
from reports.portal.visit import Visit

Answer = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """One address. GET reads and changes nothing; POST is sent by a form of ours.

    Functions that answer are plain ones: they run in a thread, with databases of its own.
    """

    path: str
    """As Starlette writes paths: `/findings/{finding_id}`."""
    answer: Answer
    needs: May | None
    """What a person must be granted; None for what anybody may ask for."""
    name: str = ""
    """By which pages link to it; the function's name when empty."""
    post: bool = False
    upload: int = 0
    """Bytes of a form that may hold a file; 0 for forms without."""
    program: bool = False
    """For programs with a token in place of people with a session."""

    @property
    def known_as(self) -> str:
        """Its name."""
        return self.name or self.answer.__name__
