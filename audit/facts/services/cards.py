"""Services in cards, list items, accordions and definition lists: repeated siblings, each with one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bs4 import Tag

from audit.facts.data import load
from audit.facts.services.codes import CODE, is_code, national_code
from audit.facts.services.entries import (
    FILES,
    Entry,
    has_repeats,
    is_action,
    read_entry,
    read_labels,
    value_of,
)
from audit.facts.services.groups import Group, names_body, names_field
from audit.facts.services.levels import level_in_line, level_of_line
from audit.facts.services.names import clean_name, is_dated, is_name, is_numbered, starts_as_service
from audit.facts.services.pieces import Cell, CellReader, Piece
from audit.facts.services.roles import Role
from audit.facts.services.words import bare
from audit.facts.text import fold

_DATA = load("services/lists")
_LIMITS = _DATA["limits"]
_LETTERS: int = _LIMITS["item_letters"]
_PIECES: int = _LIMITS["item_pieces"]
_SHARE: float = _LIMITS["share"]
_BARE_ITEMS: int = _LIMITS["bare_items"]
_BARE_SHARE: float = _LIMITS["bare_share"]
_LEAST_SHARE: float = _LIMITS["least_share"]
_SHORT = 2  # words of a name that says nothing by itself
_LEAST = 2  # entries that start as names of services do
_CONTEXTS = tuple(f" {phrase} " for phrase in _DATA["contexts"])
_NOT_CONTEXTS = frozenset(_DATA["not_contexts"])
_NAMES = 2  # names that make an element two entries when its labels or levels come twice, too
_LINKS: int = _LIMITS["item_links"]
_TITLE: int = _LIMITS["title_letters"]
_TITLES = ["h1", "h2", "h3", "h4", "h5", "h6"]
_SOURCES = {"li": "list", "dt": "definition", "dl": "definition"}
_HEADS = ("dt", "h1", "h2", "h3", "h4", "h5", "h6", "summary")
_SKIPPED = frozenset({"script", "style", "br", "hr", "select", "input", "col", "colgroup", "head"})
_DEEPEST = 60
_BRANCHES = ["ul", "ol", "dl", "table"]


@dataclass(frozen=True)
class Context:
    """What the page says around its lists."""

    title: str
    describes: Callable[[], bool]

    @cached_property
    def is_procedure(self) -> bool:
        """Whether the page describes one procedure: lists of names alone are its steps, papers and laws."""
        return self.describes()


class CardReader:
    """Reads the lists of one page.

    Args:
        reader: Reads elements as cells.
        context: What the page says around them.
        done: Elements that were read already, by identity.
    """

    def __init__(self, reader: CellReader, context: Context, done: set[int]) -> None:
        self._reader = reader
        self._context = context
        self._done = done
        self._heading = ""
        self._titled = Group()

    def read(self, root: Tag) -> list[Entry]:
        """Return the services that repeated elements under a root name, in the order of the page."""
        return list(self._within(root, 0))

    def _within(self, tag: Tag, depth: int) -> Iterator[Entry]:
        if id(tag) in self._done or depth > _DEEPEST or tag.name == "nav":
            return
        if tag.name in _HEADS and tag.name not in {"dt", "summary"}:
            self._see_heading(self._reader.read(tag).text)
        children = [child for child in tag.children if isinstance(child, Tag) and child.name not in _SKIPPED]
        found = self._among(children)
        for child in children:
            if id(child) not in found:
                self._see_title(child)
            if id(child) in found:
                yield from map(self._grouped, found[id(child)])
            else:
                yield from self._within(child, depth + 1)

    def _among(self, children: Sequence[Tag]) -> dict[int, list[Entry]]:
        """Return the services that some siblings name, by sibling; siblings that are none are not in it."""
        found: dict[int, list[Entry]] = {}
        for group in _groups(children):
            for member, entry in zip(group, self._group([(member,) for member in group]), strict=False):
                if entry is not None:
                    entry.source = _SOURCES.get(member.name, "card")
                    found.setdefault(id(member), [entry])
        if not found:
            for segment, entry in self._segments(children):
                found.update((id(tag), []) for tag in segment)
                if entry is not None:
                    entry.source = _SOURCES.get(segment[0].name, "card")
                found[id(segment[0])] = [entry] if entry else []
        return found

    def _see_heading(self, text: str) -> None:
        before = self._titled
        self._titled = Group()
        if names_field(text):
            self._titled.take(text)
            self._titled.body, self._titled.level = before.body, before.level
        else:
            self._heading = text
            self._titled.level = level_in_line(text)[0]
            if names_body(text):
                self._titled.take(text)

    def _see_title(self, tag: Tag) -> None:
        """Note a line that names the field, and perhaps the body, of the entries below it."""
        if tag.name in _HEADS or tag.find(["ul", "ol", "table", "dl"]) is not None:
            return
        cell = self._reader.read(tag)
        if not cell.pieces or len(cell.text) > _TITLE:
            return
        if _heads_branch(tag) and names_body(cell.text):
            self._titled = Group()
            self._titled.take(cell.text)
        if not names_field(cell.pieces[0].text):
            return
        self._see_heading(cell.pieces[0].text)
        labelled = read_labels(cell.pieces)
        self._titled.body = value_of(labelled.values.get(Role.BODY, "")) or self._titled.body
        if labelled.values.get(Role.FIELD):
            self._titled.field = value_of(labelled.values[Role.FIELD])
        elif labelled.rest and labelled.values:
            self._titled.take(labelled.rest[0].text)

    def _grouped(self, entry: Entry) -> Entry:
        entry.field = entry.field or self._titled.field
        entry.body = entry.body or self._titled.body
        entry.level = entry.level or self._titled.level
        return entry

    def _group(self, members: Sequence[Sequence[Tag]]) -> list[Entry | None]:
        """Read siblings, each an entry; nothing when they are not the entries of one list of services."""
        cells = [Cell() if self._is_done(member) else self._reader.read(*member) for member in members]
        cells = [
            cell if any(not is_action(piece.text) for piece in cell.pieces) else Cell() for cell in cells
        ]
        filled = sum(bool(cell.pieces) for cell in cells)
        cells = [cell if cell.pieces and _fits(cell) else Cell() for cell in cells]
        fitting = [cell for cell in cells if cell.pieces]
        if not fitting or len(fitting) < _SHARE * filled:
            return []
        read = [read_entry(cell) if cell.pieces else None for cell in cells]
        told = [entry for entry in read if entry is not None and self._is_told(entry)]
        if len(told) >= max(1, _SHARE * len(fitting)) and (
            len(told) > 1 or (_is_plain_single(fitting[0]) and self._stands_alone(told[0]))
        ):
            return _completed(cells, read)
        return self._bare(members, cells, read)

    def _is_told(self, entry: Entry) -> bool:
        """Say whether more than its name says that an entry is a service; points of a procedure have labels, too."""
        return entry.is_told or (bool(entry.field or entry.body) and not self._context.is_procedure)

    def _stands_alone(self, entry: Entry) -> bool:
        """Say whether one entry is a list by itself: the last page of a list, or what a search found."""
        if self._context.is_procedure:
            return False
        if starts_as_service(entry.name):
            return bool(entry.code or entry.level)
        return bool(entry.code and entry.url) and len(entry.name.split()) > _SHORT

    def _is_done(self, member: Sequence[Tag]) -> bool:
        return any(id(tag) in self._done for tag in member)

    def _beside(self, first: Tag) -> str:
        """Return the heading that stands beside the entries of a list, before them."""
        tag = first.find_previous_sibling(_TITLES)
        text = self._reader.read(tag).text if isinstance(tag, Tag) else ""
        return "" if names_field(text) else text

    def _bare(
        self, members: Sequence[Sequence[Tag]], cells: Sequence[Cell], read: list[Entry | None]
    ) -> list[Entry | None]:
        """Take entries that print names only, where the heading or the addresses of their pages say what they are."""
        filled = [cell for cell in cells if cell.pieces]
        known = [entry for entry in read if entry is not None]
        starts = sum(starts_as_service(entry.name) for entry in known)
        if len(filled) < _BARE_ITEMS or starts < _LEAST_SHARE * len(filled) or starts < _LEAST:
            return []
        if 2 * sum(is_dated(cell.text) for cell in filled) > len(filled):
            return []  # news
        hinted = sum(entry.is_hinted for entry in known) >= _SHARE * len(known)
        if self._context.is_procedure and not hinted:
            return []
        linked = sum(bool(entry.url) for entry in known) >= _SHARE * len(known)
        if starts < _BARE_SHARE * len(filled):
            is_english = all(
                cell.text.isascii() for cell in filled
            )  # fields in Vietnamese start as services do
            is_sure = is_english and hinted and self._is_context(members[0][0], title=False)
            return _completed(cells, read) if is_sure else []
        numbered = sum(is_numbered(cell.text) for cell in filled) >= _SHARE * len(filled)
        if hinted or ((linked or numbered) and self._is_context(members[0][0], title=linked)):
            return _completed(cells, read)
        return []

    def _is_context(self, first: Tag, *, title: bool) -> bool:
        """Say whether the heading above a list, the line that leads to it, or the page's title speaks of services."""
        plain = bare[_lead_in(first) or self._beside(first) or self._heading]
        if plain in _NOT_CONTEXTS:
            return False
        around = f" {plain} | {bare[self._context.title] if title else ''} "
        return any(phrase in around for phrase in _CONTEXTS)

    def _segments(self, children: Sequence[Tag]) -> list[tuple[list[Tag], Entry | None]]:
        """Read entries that lie side by side: a heading with its lines behind it, then the next heading."""
        for name in _HEADS:
            heads = [number for number, child in enumerate(children) if child.name == name]
            if len(heads) < 2:
                continue
            ends = [*heads[1:], len(children)]
            segments = [list(children[start:end]) for start, end in zip(heads, ends, strict=True)]
            entries = self._group(segments)
            if entries:
                return list(zip(segments, entries, strict=True))
        return []


def _heads_branch(tag: Tag) -> bool:
    """Say whether an element is the first of an item of a tree: the list of what is below it follows."""
    behind = tag.find_next_sibling()
    return isinstance(behind, Tag) and (behind.name in _BRANCHES or behind.find(_BRANCHES) is not None)


def _completed(cells: Sequence[Cell], read: Sequence[Entry | None]) -> list[Entry | None]:
    """Take the entries of a list whose names start as no others do, when they lead where the others lead."""
    places = {place for entry in read if entry is not None and (place := _place_of(entry.url))}
    found: list[Entry | None] = []
    for cell, entry in zip(cells, read, strict=True):
        taken = entry
        if entry is None and cell.pieces:
            other = read_entry(cell, coded=True)
            if other is not None and _place_of(other.url) in places:
                taken = other
        found.append(taken)
    return found


def _place_of(url: str) -> str:
    """Return the part of an address that the entries of a list share; empty for files."""
    path = url.partition("?")[0]
    return "" if path.lower().endswith(FILES) else path.rpartition("/")[0]


def _lead_in(first: Tag) -> str:
    """Return the line that leads to a list and ends in a colon; empty when there is none."""
    before = first.find_previous(string=any_letters)
    text = fold(str(before)) if before is not None else ""
    return text.rpartition(". ")[2] if text.endswith(":") and len(text) <= _TITLE else ""


def any_letters(text: str | None) -> bool:
    """Say whether a string has letters or digits."""
    return text is not None and any(map(str.isalnum, text))


def _groups(children: Sequence[Tag]) -> Iterator[list[Tag]]:
    """Yield siblings of one kind: of one name and class, else of one name."""
    by_class: dict[tuple[str, str], list[Tag]] = {}
    by_name: dict[str, list[Tag]] = {}
    for child in children:
        names = child.get("class")
        first = names[0] if isinstance(names, list) and names else ""
        by_class.setdefault((child.name, first), []).append(child)
        by_name.setdefault(child.name, []).append(child)
    for name, group in by_name.items():
        if name in _HEADS:
            continue
        yield group
        parts = [part for (each, _), part in by_class.items() if each == name]
        if len(parts) > 1:
            yield from (part for part in parts if len(part) > 1)


def _fits(cell: Cell) -> bool:
    """Say whether an element is small enough for one entry, and names one service at most."""
    if len(cell.pieces) > _PIECES or len(cell.text) > _LETTERS:
        return False
    codes = {found for piece in cell.pieces for found in CODE.findall(piece.text)}
    if len(codes) > 1 or len(_names(cell.pieces)) > 1:
        return False
    rest = read_labels(cell.pieces).rest
    if len({piece.text for piece in rest if _is_link(piece)}) > _LINKS:
        return False
    starts = {
        bare[name] for piece in rest if starts_as_service(name := clean_name(piece.text)) and is_name(name)
    }
    repeats = sum(bool(level_of_line(piece.text)) for piece in rest) > 1 or has_repeats(cell.pieces)
    return len(starts) < (_NAMES if repeats else _NAMES + 1)


def _is_plain_single(cell: Cell) -> bool:
    """Say whether an element that stands alone holds one name."""
    rest = read_labels(cell.pieces).rest
    levels = sum(bool(level_of_line(piece.text)) for piece in rest)
    links = {piece.text for piece in rest if _is_link(piece)}
    names = {bare[name] for piece in rest if is_name(name := clean_name(piece.text))}
    return len(names) <= 1 and len(links) <= 1 and levels <= 1


def _is_link(piece: Piece) -> bool:
    """Say whether a line is a link that is no button, code or level."""
    return piece.anchor is not None and not (
        is_action(piece.text) or is_code(piece.text) or level_of_line(piece.text) or national_code(piece.text)
    )


def _names(pieces: Sequence[Piece]) -> set[str]:
    """Return the different names among the links and headings of an element."""
    return {
        bare[name]
        for piece in pieces
        if piece.anchor is not None and not is_action(piece.text) and is_name(name := clean_name(piece.text))
    }
