"""A document's bytes to its facts. Never fails: whatever the bytes are, there are facts about them."""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Callable

from audit.facts.documents.draft import LIMITS, Draft
from audit.facts.documents.kinds import kind_of
from audit.facts.documents.model import DocumentFacts, Trouble
from audit.facts.documents.old import OLD_KINDS, Convert, read_old
from audit.facts.documents.words import first_words, own_date, own_title
from audit.facts.language import identify_blocks
from audit.facts.language_page import count_words
from audit.facts.legacy import repair_lines
from audit.facts.model import Block, LanguageShare, Place

_READERS = {
    "pdf": ("pdf", "read_pdf"),
    "docx": ("word", "read_docx"),
    "xlsx": ("workbook", "read_xlsx"),
    "odt": ("opendocument", "read_opendocument"),
    "ods": ("opendocument", "read_opendocument"),
}
"""Module and function; loaded when the first file of a kind comes, since the libraries take their time."""


def read_document(
    body: bytes, url: str, content_type: str = "", convert: Convert | None = None
) -> DocumentFacts:
    """Read all facts of one document.

    Args:
        body: The file as it came, after content decoding.
        url: Its final address.
        content_type: The Content-Type header, whole; tells the kind where the bytes do not.
        convert: Makes text of old Word and Excel files and of RTF; without it they have none.
    """
    draft = Draft("")
    try:
        _fill(draft, body, content_type, convert)
    except MemoryError:
        draft.trouble = Trouble.BOMB
    except Exception:  # noqa: BLE001 - four libraries, and files made to break them
        draft.trouble = Trouble.DAMAGED
    return _facts(url, draft)


def _fill(draft: Draft, body: bytes, content_type: str, convert: Convert | None) -> None:
    draft.kind, draft.trouble = kind_of(body)
    draft.encrypted = draft.trouble is Trouble.ENCRYPTED
    if draft.trouble is Trouble.UNSUPPORTED and content_type.lower().startswith("text/html"):
        draft.kind, draft.trouble = "html", Trouble.PAGE
    if draft.trouble is not Trouble.NONE:
        return
    if draft.kind in OLD_KINDS:
        read_old(body, draft, convert)
    else:
        _reader(draft.kind)(body, draft)


def _reader(kind: str) -> Callable[[bytes, Draft], None]:
    module, name = _READERS[kind]
    reader: Callable[[bytes, Draft], None] = getattr(
        importlib.import_module(f"audit.facts.documents.{module}"), name
    )
    return reader


def _facts(url: str, draft: Draft) -> DocumentFacts:
    lines, problem = repair_lines([_clean(line) for line in draft.lines])
    found, shares = identify_blocks([(Place.MAIN, line) for line in lines])
    blocks = [Block(line, Place.MAIN, "p", language) for line, language in zip(lines, found, strict=True)]
    printed = own_date(lines)
    tables = [[[_clean(cell) for cell in row] for row in table] for table in draft.tables if table]
    if problem:
        tables = [[repair_lines(row)[0] for row in table] for table in tables]
    textless = draft.looked and draft.textless / draft.looked
    return DocumentFacts(
        url=url,
        kind=draft.kind,
        title=own_title(lines, _clean(draft.title)),
        text=first_words(lines),
        language=shares.get(Place.MAIN, LanguageShare()),
        words=count_words(blocks),
        date=printed or draft.changed,
        date_printed=bool(printed),
        pages=draft.pages,
        textless=draft.textless,
        scan=draft.looked > 0 and textless >= LIMITS["scan_share"],
        tables=tuple(tuple(tuple(row) for row in table) for table in tables),
        whole=draft.whole and draft.trouble is Trouble.NONE,
        encrypted=draft.encrypted,
        trouble=draft.trouble,
        encoding_problem=problem,
    )


def _clean(text: str) -> str:
    """NFC, white space folded, without the controls and half characters that files bring."""
    kept = text.encode("utf-8", "ignore").decode() if not text.isascii() else text
    return " ".join(unicodedata.normalize("NFC", kept).replace("\0", " ").split())
