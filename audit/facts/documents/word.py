"""Word files (DOCX, DOCM), with python-docx."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.package import Package

from audit.facts.documents.draft import Draft

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr"})


def read_docx(body: bytes, draft: Draft) -> None:
    """Read a Word file: its properties, paragraphs and tables.

    Raises:
        Exception: Whatever python-docx and lxml raise on damaged files; what was read before stays in the draft.
    """
    package = Package.open(BytesIO(body))
    part = package.main_document_part
    # A file with macros has another content type, for which python-docx makes a plain part.
    root = part.element if hasattr(part, "element") else parse_xml(part.blob)
    _read_properties(package, draft)
    content = root.find(f"{_W}body")
    for block in () if content is None else _blocks(content):
        room = _read_table(block, draft) if block.tag == f"{_W}tbl" else draft.add(_text(block))
        if not room:
            break


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and outermost tables in order, those in content controls too."""
    for child in parent.iterchildren():
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"}:
            yield from _blocks(child)


def _read_table(element: Any, draft: Draft) -> bool:
    table: list[list[str]] = []
    draft.tables.append(table)
    room = True
    for row in element.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not element:
            continue  # of a table within a cell, whose text is the cell's
        cells = [_text(cell) for cell in row.iterchildren(f"{_W}tc")]
        room = draft.add_row(table, cells)
        if not room:
            break
    return room or draft.has_room()


def _text(element: Any) -> str:
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _BREAKS:
            parts.append(" ")
        elif node.tag != _FALLBACK:
            if node.tag == f"{_W}p" and parts:
                parts.append(" ")
            stack.extend(reversed(node))
    return " ".join("".join(parts).split())


def _read_properties(package: Package, draft: Draft) -> None:
    # Where a file has no properties, python-docx makes some up.
    if any(relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in package.rels.values()):
        properties = package.core_properties
        draft.title = properties.title or ""
        changed = properties.modified or properties.created
        draft.changed = changed.date().isoformat() if changed else ""
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            pages = parse_xml(part.blob).findtext("{*}Pages") or ""
            draft.pages = int(pages) if pages.isdecimal() and int(pages) else None
