"""PDF files, with pypdf."""

from __future__ import annotations

import logging
from datetime import datetime
from io import BytesIO

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import PdfReadError

from audit.facts.documents.draft import LIMITS, Draft
from audit.facts.documents.model import Trouble

# What is wrong with a file is told by the facts; pypdf would print a line for each fault of each object.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_STAMPS = tuple(LIMITS["stamps"])
_DEEPEST = 3
"""Forms within forms in which a picture is looked for."""


def read_pdf(body: bytes, draft: Draft) -> None:
    """Read a PDF: its properties, number of pages, and the text of the first ones.

    Raises:
        Exception: Whatever pypdf raises on damaged files; what was read before stays in the draft.
    """
    reader = PdfReader(BytesIO(body), strict=False)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        draft.encrypted, draft.trouble = True, Trouble.ENCRYPTED
        return
    draft.pages = len(reader.pages)
    _read_properties(reader, draft)
    faults = 0
    for number in range(min(draft.pages, LIMITS["pages"])):
        try:
            faults += not _read_page(reader.pages[number], draft)
        except PdfReadError:
            faults += 1
        if not draft.has_room():
            break
    draft.whole = draft.whole and draft.looked == draft.pages
    if faults and not draft.looked:
        draft.trouble = Trouble.DAMAGED


def _read_page(page: PageObject, draft: Draft) -> bool:
    text = page.extract_text()
    draft.looked += 1
    lines = [line.strip() for line in text.split("\n")]
    told = [line for line in lines if line and not line.lower().startswith(_STAMPS)]
    words = sum(len(line.split()) for line in told)
    if words < LIMITS["page_words"] and _has_picture(page, _DEEPEST):
        draft.textless += 1
        return True
    for paragraph in _paragraphs(lines):
        draft.add(paragraph)
    return True


def _paragraphs(lines: list[str]) -> list[str]:
    """Join the lines of a page that belong together: up to an empty line, a short line, or one that begins as a new one."""
    joined: list[str] = []
    longest = max((len(line) for line in lines), default=0)
    goes_on = False
    for line in lines:
        starts = not line or not goes_on or line[:1] in "-+•*–" or line[:1].isdigit() or line.isupper()
        if line and starts:
            joined.append(line)
        elif line:
            joined[-1] += f" {line}"
        goes_on = bool(line) and len(line) > 0.7 * longest and not line.isupper() and line[-1] not in ".:;"
    return joined


def _has_picture(page: PageObject, depth: int) -> bool:
    resources = page.get("/Resources")
    found = resources.get_object().get("/XObject") if resources is not None else None
    if found is None:
        return False
    for value in found.get_object().values():
        each = value.get_object()
        if each.get("/Subtype") == "/Image":
            return True
        if depth and each.get("/Subtype") == "/Form" and _has_picture(each, depth - 1):
            return True
    return False


def _read_properties(reader: PdfReader, draft: Draft) -> None:
    try:
        properties = reader.metadata
        if properties is None:
            return
        draft.title = str(properties.title or "")
        changed: datetime | None = properties.modification_date or properties.creation_date
        draft.changed = changed.date().isoformat() if changed else ""
    except (PdfReadError, ValueError, TypeError, AttributeError, KeyError):
        draft.title = draft.title or ""  # properties are a courtesy: the text counts
