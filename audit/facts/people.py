"""Persons and offices with a way to reach them: table rows, cards, definition lists, list items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from audit.facts.blocks import Run
from audit.facts.contacts import find_emails, find_phones, linked_emails
from audit.facts.data import load, words
from audit.facts.model import Person, Place
from audit.facts.tables import DataTable, TableRow
from audit.facts.text import Cache, Cores
from audit.facts.tree import Node, Page

_COLUMNS: dict[str, str] = {
    label: column for column, labels in load("tables")["person_columns"].items() for label in labels
}
_OFFICES = "|".join(map(re.escape, sorted(words("tables", "offices"), key=len, reverse=True)))
_CORES = Cores(office.lower() for office in words("tables", "offices"))
_OFFICE = re.compile(rf"(?<!\w)(?:{_OFFICES})(?!\w)", re.IGNORECASE)
_PREFIXES = "|".join(map(re.escape, sorted(words("tables", "name_prefixes"), key=len, reverse=True)))
_PREFIX = re.compile(rf"^(?:(?:{_PREFIXES})[.:]?\s+)+", re.IGNORECASE)
_LETTER = r"[^\W\d_]"
_NAME = re.compile(rf"{_LETTER}[\w.'’-]*(?:\s+\(?{_LETTER}[\w.'’-]*\)?){{1,6}}")
_LABEL = re.compile(r"^[\w\s./-]{1,30}:\s*")
_CARDS = frozenset({"div", "li", "td", "article", "section", "dl", "figure", "p", "tr"})
_MAIN = Place.MAIN
_MOST = 500
_LONGEST_CARD = 500  # characters
_LONGEST_NAME = 60
_CLIMB = 5


def _column(header: str) -> str:
    header = re.sub(r"\s+", " ", header.lower()).strip(" :.*")
    found = _COLUMNS.get(header)
    if found:
        return found
    # "Điện thoại/Fax", "Họ tên, chức vụ": the first that is known decides.
    for part in re.split(r"[/,(&]|\s-\s|\bvà\b|\band\b", header):
        found = _COLUMNS.get(part.strip(" :.)"))
        if found:
            return found
    return ""


_offices: Cache[bool] = Cache(lambda text: _OFFICE.match(text) is not None)
_columns: Cache[str] = Cache(_column, size=5_000)


def read_people(
    page: Page, tables: Iterable[DataTable], blocks: list[Run], *, reachable: bool = True
) -> tuple[Person, ...]:
    """Return the persons on a page, each once, in reading order of each kind: tables first.

    Args:
        page: The page.
        tables: Its data tables.
        blocks: Its visible blocks.
        reachable: Whether there is any telephone number or e-mail address on it; without one, no card is a person's.
    """
    found: dict[tuple[str, str, str, str], Person] = {}
    seen: list[Node] = []
    for table in tables:
        people = list(_from_table(page, table))
        if people:
            seen.append(table.node)
        for person in people:
            found.setdefault((person.name, person.title, person.phone, person.email), person)
    for person in _from_cards(page, blocks, seen) if reachable else ():
        found.setdefault((person.name, person.title, person.phone, person.email), person)
    named = {person.name for person in found.values()}
    for person in _without_contact(blocks):
        if person.name not in named:
            found.setdefault((person.name, person.title, "", ""), person)
    return tuple(found.values())[:_MOST]


def _without_contact(blocks: list[Run]) -> list[Person]:
    """Return two or more persons of whom a page tells name and office only: a name, then the office, line by line."""
    found = []
    for name, office in pairwise(blocks):
        if office.place is _MAIN and len(office.text) <= _LONGEST_NAME and _offices[office.text]:
            told = _name(name.text)
            if told:
                found.append(Person(told, office.text))
    return found if len(found) > 1 else []


def _from_table(page: Page, table: DataTable) -> Iterable[Person]:
    columns = [_columns[header] for header in table.headers]
    known = set(columns) - {""}
    if not known & {"name", "title", "unit"} or not known & {"phone", "email", "title"} or len(known) < 2:
        return
    for row in table.rows:
        person = _from_row(page, row, columns)
        if (
            person
            and (person.name or person.title or person.unit)
            and (person.phone or person.email or person.title)
        ):
            yield person


def _from_row(page: Page, row: TableRow, columns: list[str]) -> Person | None:
    # A cell that spans rows is missing from the rows below: read those from the right.
    cells = list(row.cells)
    offset = len(columns) - len(cells)
    if offset < 0 or offset > 2:
        return None
    told: dict[str, str] = {}
    for column, cell in zip(columns[offset:], cells, strict=True):
        if column:
            text = page.text(cell)
            if column == "email":
                text = ", ".join(_emails(page, cell, text)) or ""
            told.setdefault(column, text)
    emails = told.get("email") or ", ".join(_emails(page, row.node, page.text(row.node)))
    return Person(
        name=told.get("name", ""),
        title=told.get("title", ""),
        unit=told.get("unit", ""),
        phone=told.get("phone", ""),
        email=emails,
    )


def _emails(page: Page, node: Node, text: str) -> list[str]:
    found = find_emails(text)
    for inner in page.nodes[node.index : node.last]:
        if inner.attrs and inner.tag in {"a", "span"}:
            found += linked_emails(inner)
    return list(dict.fromkeys(found))


def _from_cards(page: Page, blocks: list[Run], seen: list[Node]) -> Iterable[Person]:
    """Yield the persons of repeated cards: a name, a title of office, and mostly a number or address."""
    done: set[int] = set()
    for number, block in enumerate(blocks):
        if (
            block.place is not _MAIN
            or len(block.text) > _LONGEST_NAME * 3
            or not _CORES.may_stand_in(block.text)
            or not _OFFICE.search(block.text)
        ):
            continue
        if any(node.index <= block.node.index < node.last for node in seen):
            continue
        card = _card(page, block.node)
        if card is None or card.index in done:
            continue
        done.add(card.index)
        near = [one for one in blocks[max(0, number - 4) : number + 10] if card.start <= one.start < card.end]
        person = _from_lines(page, card, near, block)
        if person:
            yield person


def _card(page: Page, node: Node) -> Node | None:
    """Return the largest small element round a title of office that holds no other person's title."""
    best: Node | None = None
    here: Node | None = node
    for _ in range(_CLIMB):
        if here is None or here.tag in {"body", "html", "main", "table", "tbody"}:
            break
        if page.size(here) > 2 * _LONGEST_CARD:
            break
        text = page.text(here)
        if len(text) > _LONGEST_CARD or len(find_emails(text)) > 2 or _titles(text) > 2:
            break
        if here.tag in _CARDS:
            best = here
        here = here.parent
    return best


def _titles(text: str) -> int:
    return sum(1 for _ in _OFFICE.finditer(text))


def _from_lines(page: Page, card: Node, lines: list[Run], office: Run) -> Person | None:
    text = page.text(card)
    phones, emails = find_phones(text), _emails(page, card, text)
    name, title = _split_name_and_title(office.text)
    if not name:
        name = next((found for line in lines if line is not office and (found := _name(line.text))), "")
    if not name or not (phones or emails):
        return None
    return Person(name, title, "", "; ".join(phones[:2]), ", ".join(emails[:2]))


def _name(text: str) -> str:
    """Return a text that is a person's name, without forms of address; empty when it is something else."""
    text = _PREFIX.sub("", _LABEL.sub("", text)).strip(" ,.-–:")
    if len(text) > _LONGEST_NAME or not _NAME.fullmatch(text) or _OFFICE.search(text):
        return ""
    parts = [part.strip("()") for part in text.split()]
    capitals = sum(part[:1].isupper() for part in parts)
    return text if capitals >= max(2, len(parts) - 1) else ""


def _split_name_and_title(text: str) -> tuple[str, str]:
    """Read "Ông Nguyễn Văn A - Thứ trưởng" and "Thứ trưởng Nguyễn Văn A"."""
    for separator in (" - ", " – ", ", ", ": ", " | "):
        before, found, after = text.partition(separator)
        if not found:
            continue
        if _name(before) and _OFFICE.search(after):
            return _name(before), after.strip()
        if _OFFICE.search(before) and _name(after):
            return _name(after), before.strip()
    office = _OFFICE.match(text)
    rest = text[office.end() :] if office else ""
    if office and rest and _name(rest):
        return _name(rest), text[: office.end()]
    return "", text
