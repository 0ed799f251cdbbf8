"""Where a line stands on the page of a procedure: in a cell, a term, a box, a link, a field's label."""

from __future__ import annotations

import re

from audit.facts.services.outline import Element, Line

_CELLS = frozenset({"td", "th"})
_COUNT = re.compile(r"\A\W*\d{1,3}\W*\Z")
_NUMBERED = re.compile(r"\A\W*(?:(?:bước|step)\s*\d|\d{1,2}[.)/:]\s|\(\d{1,2}\)\s)", re.IGNORECASE)
_ASKED = ("input", "select", "textarea")
_NOT_ASKED = frozenset({"hidden", "submit", "button", "image"})


def name_of(link: Element) -> str:
    """Return what a picture that is a link is called, by itself or by its file; empty when it leads to no file."""
    for name in ("title", "aria-label", "download"):
        if link.get(name):
            return link.get(name)
    href = link.get("href")
    name = href.rstrip("/").rpartition("/")[2]
    return name if "." in name and not href.startswith(("#", "javascript")) else ""


def is_expected(line: Line) -> bool:
    """Say whether a line stands where labels do: in the first cell of a row, as a term, or before a colon."""
    return line.text.rstrip().endswith((":", "：")) or is_term(line.owner) or cell_of(line.owner) is not None


def is_link(owner: Element) -> bool:
    """Say whether a line stands in a link to another page: no label does."""
    for one in owner.ancestors():
        if one.tag_name == "a":
            href = one.get("href")
            return bool(href) and not href.startswith("#") and not href.lower().startswith("javascript")
    return False


def is_pressed(owner: Element) -> bool:
    """Say whether a line stands in a link, a button, or what a script watches."""
    return any(one.tag_name in {"a", "button"} or one.get("onclick") for one in owner.ancestors())


def is_asked_for(owner: Element) -> bool:
    """Say whether a line is the label of a field to be filled in."""
    for one in owner.ancestors():
        if one.tag_name == "label":
            around = [one.tag, one.tag.parent] if one.tag.parent is not None else [one.tag]
            return any(
                asked.get("type") not in _NOT_ASKED
                for tag in around
                for asked in tag.find_all(_ASKED, limit=3)
            )
    return False


def is_item(owner: Element) -> bool:
    """Say whether a line stands in an item of a list."""
    return any(one.tag_name == "li" for one in owner.ancestors())


def is_numbered_item(line: Line) -> bool:
    """Say whether a line is numbered: by itself, as a step, or by the ordered list in which it stands."""
    if _NUMBERED.match(line.text):
        return True
    item = next((one for one in line.owner.ancestors() if one.tag_name == "li"), None)
    return item is not None and item.parent is not None and item.parent.tag_name == "ol"


def is_term(owner: Element) -> bool:
    """Say whether a line stands in the term of a definition list."""
    return any(one.tag_name == "dt" for one in owner.ancestors())


def cell_of(owner: Element) -> Element | None:
    """Return the cell of a row of several cells in which a line stands."""
    for one in owner.ancestors():
        if one.tag_name in _CELLS and one.parent is not None:
            return one if sum(child.tag_name in _CELLS for child in one.parent.children) > 1 else None
    return None


def row_scope(cell: Element) -> Element:
    """Return the row of a cell, or the last row that it spans."""
    row = cell.parent
    if row is None:
        return cell
    span = cell.get("rowspan")
    if span.isdigit() and int(span) > 1 and row.parent is not None:
        rows = [one for one in row.parent.children if one.tag_name == "tr"]
        here = next((number for number, one in enumerate(rows) if one is row), 0)
        return rows[min(here + int(span), len(rows)) - 1]
    return row


def behind_term(term: Element) -> Element:
    """Return the last description of a term."""
    if term.parent is None:
        return term
    found = term
    for child in term.parent.children[term.parent.children.index(term) + 1 :]:
        if child.tag_name == "dt":
            break
        found = child
    return found


def is_first_of_two(element: Element) -> bool:
    """Say whether an element is the first of two boxes that its parent is made of: a label and its text."""
    parent = element.parent
    if parent is None or parent.first != element.first:
        return False
    told = [child for child in parent.children if child.last >= 0]
    return len(told) == 2 and told[0] is element and told[1].last == parent.last


def block_of(owner: Element) -> Element:
    """Return the paragraph, cell, item or box in which a line stands among others."""
    for one in owner.ancestors():
        if one.tag_name in {
            "p",
            "div",
            "td",
            "th",
            "li",
            "dd",
            "section",
            "article",
            "body",
            "form",
            "fieldset",
        }:
            return one
    return owner


def is_row_number(line: Line) -> bool:
    """Say whether a line is the number of a row."""
    if not _COUNT.match(line.text):
        return False
    cell = cell_of(line.owner)
    return cell is not None and cell.parent is not None and cell.parent.first == line.runs[0]
