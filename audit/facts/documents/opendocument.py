"""OpenDocument text and spreadsheets (ODT, ODS): a ZIP file with one XML part that matters."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from audit.facts.documents.draft import LIMITS, Draft

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_REPEATED = f"{_TABLE}number-columns-repeated"
_SPACES = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_BLOCKS = (f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table")


def read_opendocument(body: bytes, draft: Draft) -> None:
    """Read an OpenDocument file: its properties, paragraphs and tables.

    Raises:
        Exception: Whatever zipfile and lxml raise on damaged files; what was read before stays in the draft.
    """
    with zipfile.ZipFile(BytesIO(body)) as archive:
        if "meta.xml" in archive.namelist():
            _read_properties(_parse(archive.read("meta.xml")), draft)
        root = _parse(archive.read("content.xml"))
    content = root.find(f"{_OFFICE}body")
    if content is None:
        return
    tables = [
        node
        for node in content.iter(f"{_TABLE}table")
        if next(node.iterancestors(f"{_TABLE}table"), None) is None
    ]
    if draft.kind == "ods":
        draft.pages = len(tables)
    for node in content.iter(*_BLOCKS):
        if next(node.iterancestors(f"{_TABLE}table"), None) is not None:
            continue
        room = _read_table(node, draft) if node.tag == f"{_TABLE}table" else draft.add(_text(node))
        if not room:
            break


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _read_properties(root: Any, draft: Draft) -> None:
    draft.title = " ".join((root.findtext(".//{*}title") or "").split())
    draft.changed = (root.findtext(".//{http://purl.org/dc/elements/1.1/}date") or "")[:10]
    counts = root.find(".//{*}document-statistic")
    pages = "" if counts is None else next((v for k, v in counts.items() if k.endswith("}page-count")), "")
    draft.pages = int(pages) if pages.isdecimal() else None


def _read_table(element: Any, draft: Draft) -> bool:
    table: list[list[str]] = []
    draft.tables.append(table)
    room = True
    for row in element.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iterchildren():
            repeated = cell.get(_REPEATED, "1")
            times = min(int(repeated) if repeated.isdecimal() else 1, LIMITS["columns"])
            cells.extend([_text(cell)] * times)
            if len(cells) >= LIMITS["columns"]:
                break
        room = draft.add_row(table, cells)
        if not room:
            break
    return room or draft.has_room()


def _text(node: Any) -> str:
    """The text of a paragraph or cell; spaces, tabs and line breaks are elements."""
    parts: list[str] = []
    for event, each in etree.iterwalk(node, events=("start", "end")):
        if event == "end":
            parts.append("" if each is node else each.tail or "")
        else:
            parts.append(" " if each.tag in _SPACES or each.tag in _PARAGRAPHS else "")
            parts.append(each.text or "")
    return " ".join("".join(parts).split())
