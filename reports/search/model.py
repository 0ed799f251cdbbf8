"""What is put into the index, what is asked of it, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is found."""

    PAGE = "page"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page or finding of an agency."""

    kind: Kind
    target: str
    """Of a page its archived copy as evidence names it, of a finding its id."""
    url: str
    """Of a page."""
    language: str
    """Of a page's main text; empty for findings, which are told in both."""
    title: str
    """Of a finding the Vietnamese one."""
    address: str
    """What else it is found by: the address in words; id and criterion of a finding."""
    text: str
    """Of a finding its English title."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; empty fields leave nothing out."""

    words: str
    agencies: frozenset[str] | None
    """Ids of the agencies in sight; None for all."""
    kind: Kind | None = None
    language: str = ""
    """Of pages, `vi` or `en`; findings are told in both."""
    agency_id: str = ""


Piece = tuple[str, bool]
"""A run of text, and whether it is a word that was asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. Texts are as crawled: hostile until a template escapes them."""

    kind: Kind
    agency_id: str
    run_id: str
    """Of a page: the run that read it."""
    target: str
    url: str
    language: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    """Of a page the words around; of a finding its English title."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of answers, the best first."""

    hits: tuple[Hit, ...] = ()
    number: int = 0
    """Of all answers, `reports.search.find.MOST` at most."""
    is_there: bool = True
    """Whether there is an index at all."""
