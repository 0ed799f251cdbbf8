"""What a reader of one kind of file hands over, before languages, title and date are told."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from audit.facts.data import load
from audit.facts.documents.model import Trouble

LIMITS = load("files")


@dataclass(slots=True)
class Draft:
    """What was found so far; readers fill it in as they go, so that what came before a fault is kept."""

    kind: str
    lines: list[str] = field(default_factory=list)
    """Paragraphs, in order."""
    tables: list[list[list[str]]] = field(default_factory=list)
    title: str = ""
    """By the file's properties."""
    changed: str = ""
    """ISO date of the last change by the file's properties."""
    pages: int | None = None
    looked: int = 0
    """Pages looked at."""
    textless: int = 0
    whole: bool = True
    encrypted: bool = False
    trouble: Trouble = Trouble.NONE
    letters: int = 0
    cells: int = 0
    started: float = field(default_factory=time.monotonic)

    def add(self, text: str) -> bool:
        """Take in a paragraph.

        Returns:
            Whether there is room for more.
        """
        if text.strip():
            self.lines.append(text[: LIMITS["letters"]])
            self.letters += len(text)
        return self.has_room()

    def add_row(self, table: list[list[str]], cells: list[str]) -> bool:
        """Take in a row of a table, which holds text too; empty rows are left out. Returns as `add`."""
        row = [cell[: LIMITS["cell_letters"]] for cell in cells[: LIMITS["columns"]]]
        while row and not row[-1]:
            row.pop()
        if row:
            table.append(row)
            self.cells += len(row)
            self.add(" | ".join(filter(None, row)))
        return len(table) < LIMITS["rows"] and self.has_room()

    def has_room(self) -> bool:
        """Whether text, cells and time are left; what is left out is noted."""
        spent = self.letters >= LIMITS["letters"] or self.cells >= LIMITS["cells"]
        if spent or time.monotonic() - self.started > LIMITS["seconds"]:
            self.whole = False
            return False
        return True
