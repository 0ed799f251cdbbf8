"""Reads drafts in Word the way the tests ask about them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table


def draft(path: Path) -> Document:
    """A draft, opened as Word would."""
    return docx.Document(io.BytesIO(path.read_bytes()))


def lines(document: Document) -> list[str]:
    """Every paragraph with text, those in tables among them, in their order."""
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return [line.strip() for text in found for line in text.split("\n") if line.strip()]


def said(document: Document) -> str:
    """All of it, with white space folded."""
    return " ".join(" ".join(lines(document)).split())


def heads(table: Table) -> list[str]:
    """The first row of a table."""
    return [cell.text for cell in table.rows[0].cells]


def cells(table: Table) -> list[list[str]]:
    """The rows below the head."""
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def with_head(document: Document, head: str) -> Table:
    """The first table that has a column of that name."""
    return next(table for table in document.tables if head in heads(table))


def parts(content: bytes) -> dict[str, bytes]:
    """The files that a Word file consists of."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}
