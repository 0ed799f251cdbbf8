"""Labels that stand apart from their text: heads of columns, tabs of panels."""

from __future__ import annotations

from audit.facts.services.labels import Label, is_column, is_headless, kinds_of
from audit.facts.services.outline import Element, Line, Outline
from audit.facts.services.words import bare

_TARGETS = (
    "href",
    "data-target",
    "data-bs-target",
    "aria-controls",
    "data-tab",
    "data-href",
    "rel",
    "data-id",
)
_CELL_LABELS = ("data-title", "data-label", "data-th", "data-column", "data-header")
_NOT_IN_COLUMNS = frozenset({"name", "code", "field", "level", "summary", "other", "guide", "how"})
_LONGEST = 130  # characters of a tab
_MOST_RUNS = 8  # pieces of text in a tab
_FEWEST_TABS = 3
_TABS = 0.6  # share of labels among tabs that have no targets
_LISTS = frozenset({"ul", "ol", "div", "nav"})
_MOST_HEADS_UNKNOWN = 1


class Heads:
    """Finds the labels of one page that do not stand before their text.

    Attributes:
        marked: Panels and cells with their labels; None for a panel whose label names no kind.
        lists: Runs of tables that list other procedures.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.marked: list[tuple[Element, Label | None]] = []
        self.lists: list[tuple[int, int]] = []
        self._skipped: set[int] = set()
        self._known: set[int] = set()
        for table in outline.tables:
            self._table(table)
        self._tabs()
        self._bare_tabs()

    def is_skipped(self, line: Line) -> bool:
        """Say whether a line is the head of a column, a tab, or of a list of other procedures."""
        return line.runs[0] in self._skipped

    def _skip(self, element: Element) -> None:
        self._skipped.update(range(element.start, element.end))

    def _mark(self, element: Element, label: Label | None) -> None:
        if element.last >= 0 and element.index not in self._known:
            self._known.add(element.index)
            self.marked.append((element, label))

    def _table(self, table: Element) -> None:
        rows = rows_of(table)
        if not rows:
            return
        heads = [self._outline.text(cell) for cell in rows[0]]
        kinds = [() if is_column(text) else kinds_of(text) for text in heads]
        if not _heads_columns(rows, heads, kinds):
            for cells in rows:
                for cell in cells:
                    self._named_cell(cell)
            return
        if len(heads) > 1 and any("name" in kind for kind in kinds):
            self.lists.append((table.start, table.end))
            self._skip(table)
            return
        self._columns(rows, heads, kinds)

    def _columns(self, rows: list[list[Element]], heads: list[str], kinds: list[tuple[str, ...]]) -> None:
        if (row := rows[0][0].parent) is not None:
            self._skip(row)
        for cells in rows[1:]:
            if len(cells) == len(heads):
                for cell, kind, text in zip(cells, kinds, heads, strict=True):
                    if kind and _NOT_IN_COLUMNS.isdisjoint(kind):
                        self._mark(cell, Label(kind, text))

    def _named_cell(self, cell: Element) -> None:
        """Read a cell that says which column it is of, as tables for small screens do."""
        for name in _CELL_LABELS:
            text = cell.get(name)
            if text and not is_column(text):
                kinds = kinds_of(text)
                if kinds and _NOT_IN_COLUMNS.isdisjoint(kinds) and not kinds_of(self._outline.text(cell)):
                    self._mark(cell, Label(kinds, text))
                return

    def _tabs(self) -> None:
        ids = self._outline.ids
        if not ids:
            return
        for element in self._outline.elements:
            attrs = element.tag.attrs
            if "aria-labelledby" in attrs and (label := ids.get(element.get("aria-labelledby"))) is not None:
                self._tab(label, element)
            for name in _TARGETS:
                if name in attrs:
                    value = element.get(name)
                    if name == "href" and value[:1] != "#":
                        continue
                    target = ids.get(value.rpartition("#")[2])
                    if target is not None and target is not element:
                        self._tab(element, target)
                        break

    def _tab(self, control: Element, panel: Element) -> None:
        if control.last < 0 or panel.last < 0 or control.last - control.first > _MOST_RUNS:
            return
        if any(one is panel for one in control.ancestors()) or any(
            one is control for one in panel.ancestors()
        ):
            return
        text = self._outline.text(control)
        kinds = kinds_of(text) if len(text) <= _LONGEST else ()
        if kinds and "other" not in kinds and bare[self._outline.text(panel)] != bare[text]:
            self._mark(panel, Label(kinds, text))
            self._skip(control)

    def _bare_tabs(self) -> None:
        """Match tabs and panels by their order where nothing else ties them."""
        for element in self._outline.elements:
            if element.tag_name not in _LISTS or len(element.children) < _FEWEST_TABS:
                continue
            tabs = [child for child in element.children if child.last >= 0]
            if len(tabs) < _FEWEST_TABS or element.last - element.first > _MOST_RUNS * len(tabs):
                continue
            texts = [self._outline.text(tab) for tab in tabs]
            kinds = [kinds_of(text) for text in texts]
            if sum(map(bool, kinds)) < _TABS * len(tabs) or element.first in self._skipped:
                continue
            panels = _panels_behind(element, len(tabs))
            if panels:
                self._skip(element)
                for panel, kind, text in zip(panels, kinds, texts, strict=True):
                    self._mark(panel, Label(kind, text) if kind and "other" not in kind else None)


def rows_of(table: Element) -> list[list[Element]]:
    """Return the cells of a table's own rows that have cells."""
    rows = []
    for child in table.children:
        if child.tag_name == "tr":
            rows.append(child)
        elif child.tag_name in {"thead", "tbody", "tfoot"}:
            rows.extend(one for one in child.children if one.tag_name == "tr")
    cells = [[cell for cell in row.children if cell.tag_name in {"td", "th"}] for row in rows]
    return [one for one in cells if one]


def _heads_columns(rows: list[list[Element]], heads: list[str], kinds: list[tuple[str, ...]]) -> bool:
    """Say whether the first row of a table heads its columns: it is made of labels and of words that head columns."""
    if len(heads) < 2 or len(rows) < 2:
        return False
    if all(map(is_headless, heads)):
        return True
    known = [bool(kind) or is_column(text) for kind, text in zip(kinds, heads, strict=True) if text]
    if len(known) < 2 or len(heads) - len(known) > _MOST_HEADS_UNKNOWN:
        return False
    if len(heads) > 2 and all(cell.tag_name == "th" for cell in rows[0]):
        return any(known)
    return all(known)


def _panels_behind(tabs: Element, count: int) -> list[Element]:
    here = tabs
    for _ in range(2):
        parent = here.parent
        if parent is None:
            return []
        behind = parent.children[parent.children.index(here) + 1 :]
        if behind:
            if len(behind[0].children) == count:
                return behind[0].children
            return behind if len(behind) == count else []
        here = parent
    return []
