"""What one document says: frozen facts, no judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from audit.facts.model import LanguageShare

Rows = tuple[tuple[str, ...], ...]


class Trouble(StrEnum):
    """Why a document has no text, or not all of it."""

    NONE = ""
    EMPTY = "empty"  # 0 bytes, or white space
    PAGE = "page"  # a web page in place of the file
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"  # opens with a password only
    BOMB = "bomb"  # unpacks to far more than any document has
    SLOW = "slow"  # took longer than a document may take
    UNSUPPORTED = "unsupported"  # a kind of file that is not read
    NO_READER = "no_reader"  # a kind that is read with a program that is not installed here


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that detectors may know about one document."""

    url: str
    """Final address."""
    kind: str = ""
    """By its bytes, whatever the address says: pdf, docx, xlsx, doc, xls, rtf, odt, ods, html, or empty."""
    title: str = ""
    """Its own: the first heading of its text, else what its properties say."""
    text: str = ""
    """The first 2,000 words, paragraphs on lines of their own."""
    language: LanguageShare = field(default_factory=LanguageShare)
    """Letters per language."""
    words: dict[str, int] = field(default_factory=dict)
    """Words per language: en, vi, other, und."""
    date: str = ""
    """ISO, of a day or month: printed near its beginning, else of its last change by its properties."""
    date_printed: bool = False
    """Whether `date` stands in the text."""
    pages: int | None = None
    """Pages, of a workbook sheets; None where the file does not say."""
    textless: int = 0
    """Pages that are a picture without text, among those looked at."""
    scan: bool = False
    """Most pages are pictures without text: no search and no screen reader can read it."""
    tables: tuple[Rows, ...] = ()
    """Of workbooks and text documents: sheets or tables, rows, cells."""
    whole: bool = True
    """Whether all of it was looked at; long documents are read from their beginning."""
    encrypted: bool = False
    trouble: Trouble = Trouble.NONE
    encoding_problem: str = ""
    """`vni`, `tcvn3`, `cp1258` or `double_utf8`: an old font encoding, which was repaired."""

    @property
    def main_language(self) -> str:
        """`en`, `vi`, `other`, `mixed`, or `und` when there is nothing to judge by."""
        return self.language.main
