"""What stands under the labels of a procedure's page, whatever it is laid out with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from audit.facts.data import load
from audit.facts.services.heads import Heads
from audit.facts.services.labels import Label, further, is_weak, kinds_of, lead_in, likely_kinds
from audit.facts.services.outline import Element, Line, Outline, heading_level
from audit.facts.services.stands import (
    behind_term,
    block_of,
    cell_of,
    is_asked_for,
    is_expected,
    is_first_of_two,
    is_item,
    is_link,
    is_numbered_item,
    is_pressed,
    is_row_number,
    is_term,
    name_of,
    row_scope,
)
from audit.facts.services.words import bare

_DATA = load("services/procedure")
_INSIDE: dict[str, frozenset[str]] = {outer: frozenset(inner) for outer, inner in _DATA["inside"].items()}
_EMPTY = frozenset(bare[text] for text in _DATA["empty"])
_NONE = frozenset(bare[text] for text in _DATA["none"])
_MAY_BE_NONE = frozenset(_DATA["may_be_none"])
_META = frozenset(_DATA["meta"])
_ONE_LINE = _META - {"other"}
_HOLDS: dict[str, list[str]] = _DATA["holds"]
_LATER = frozenset(bare[text] for text in _DATA["later"])
_NOISE = frozenset(bare[text] for text in _DATA["noise"])
_CELL, _LINE = 7, 8  # ranks behind those of headings
_CELLS = frozenset({"td", "th"})
_CLOSED = frozenset({"tr", "td", "th", "dd", "li", "table", "tbody"})
_WIDENED = 3  # times that a label without content is looked for further out
_SPLITS = 6  # pieces at the start of a line that may be its label
_PAIR = 2
_HEAD = 6  # lines before the first label that belong to a procedure
_REMARK = 100  # characters of a remark below a label
_BULLET = re.compile(r"\A\s*(?:[-–+*•]|\(?\d{1,2}[.)]|[a-zđ][.)])\s*")
_DASH = re.compile(r"\A\s*[-–+*•]")
_LISTS_PAPERS = frozenset({"components", "needs"})
_STEP = re.compile(r"\A\W*(?:bước|step)\s*\d|\A\W*(?:first|firstly|a\)|1\.)\s", re.IGNORECASE)
_PART = re.compile(r"\A(?:bước|trường hợp|step|case|đối với)\b", re.IGNORECASE)


@dataclass(slots=True)
class Point:
    """One label and what stands under it."""

    kinds: tuple[str, ...]
    label: str
    start: int
    """Its first run."""
    end: int = 0
    """The run behind its text."""
    lines: list[str] = field(default_factory=list)
    numbered: list[str] = field(default_factory=list)
    """Those of its lines that are steps by their layout: items of an ordered list, or with numbers before them."""

    def told(self, kind: str) -> list[str]:
        """Return the lines that say something on a kind: "Không" is an answer on fees, none on steps."""
        lines = [line for line in self.lines if bare[line] not in _EMPTY]
        return lines if kind in _MAY_BE_NONE else [line for line in lines if bare[line] not in _NONE]


@dataclass(slots=True)
class _Open:
    """A label whose text is being read."""

    point: Point
    scope: Element
    """Behind it the label holds no more."""
    rank: int
    is_set: bool
    """Whether the layout says how far it goes: a row, a pair of boxes, a tab."""
    is_heading: bool = False
    is_panel: bool = False
    widened: int = 0

    @property
    def label(self) -> Label:
        """Its label."""
        return Label(self.point.kinds, self.point.label)

    @property
    def is_group(self) -> bool:
        """Whether it names points of several kinds, as a tab may: what stands under labels inside it is theirs."""
        return len({each for kind in self.point.kinds for each in _HOLDS.get(kind, ())}) > 1


@dataclass(slots=True)
class Reading:
    """All labels of a page with their text, and the lines outside them."""

    points: list[Point]
    loose: list[Line]
    """Lines under no label that tells anything, in order."""
    skipped: list[tuple[int, int]]
    """Runs of lists of other procedures."""

    @property
    def extent(self) -> tuple[int, int]:
        """The runs in which the page speaks of its matter: from some lines before its first label to its last."""
        told = [point for point in self.points if point.lines]
        if not told:
            return 0, 0
        first = min(point.start for point in told)
        before = [line.runs[0] for line in self.loose if line.runs[0] < first]
        return before[-_HEAD:][0] if before else first, max(point.end for point in told)

    def of(self, kind: str) -> list[Point]:
        """Return the points of a kind."""
        return [point for point in self.points if kind in point.kinds]

    def kinds_at(self, run: int) -> set[str]:
        """Return the kinds of the labels under which a run stands."""
        return {kind for point in self.points if point.start <= run < point.end for kind in point.kinds}


class FieldReader:
    """Reads the labels of one page.

    Args:
        outline: The page.
        does: Whether a short text is a button's, which is nobody's content.
    """

    def __init__(self, outline: Outline, does: Callable[[str], bool]) -> None:
        self._outline = outline
        self._does = does
        self._heads = Heads(outline)
        self._open: list[_Open] = []
        self._points: list[Point] = []
        self._loose: list[Line] = []
        self._files = [
            (control.start, control)
            for control in outline.controls
            if control.last < 0 and control.tag_name == "a" and control.get("href")
        ]

    def read(self) -> Reading:
        """Read all lines in order."""
        heads = self._heads
        marked = sorted(heads.marked, key=lambda one: (one[0].first, -one[0].last))
        next_mark = 0
        for line in self._outline.lines:
            run = line.runs[0]
            self._expire(run)
            while next_mark < len(marked) and marked[next_mark][0].first <= run:
                element, label = marked[next_mark]
                self._enter(element, label)
                next_mark += 1
            if not heads.is_skipped(line):
                self._line(line)
        self._expire(len(self._outline.runs) + 1)
        return Reading(self._points, self._loose, heads.lists)

    def _enter(self, element: Element, label: Label | None) -> None:
        """Begin a tab, or a cell of a column, that is labelled elsewhere."""
        while element.tag_name not in _CELLS and self._open and not self._open[-1].is_set:
            if self._may_hold(self._open[-1], label):
                break
            self._close(element.first)
        if label is not None:
            point = Point(label.kinds, label.text, element.first)
            is_panel = element.tag_name not in _CELLS
            self._open.append(_Open(point, element, _CELL, is_set=True, is_panel=is_panel))

    @staticmethod
    def _may_hold(outer: _Open, label: Label | None) -> bool:
        if label is None:
            return False
        inner = set(label.kinds)
        return any(kind in inner or inner & _INSIDE.get(kind, frozenset()) for kind in outer.point.kinds)

    def _line(self, line: Line) -> None:
        outline = self._outline
        whole = outline.whole(line)
        kinds = kinds_of(line.text)
        if kinds == ("name",) and is_weak(line.text) and not is_expected(line):
            kinds = ("steps",) if self._is_later(line) else ()  # or the title of a part of the page
        if not kinds and _is_titled(line, whole) and not self._lists_papers(line):
            kinds = likely_kinds(line.text)
        if is_link(line.owner):
            if "other" not in kinds:
                self._text(line, whole)
            return
        if kinds and not self._is_value(line, kinds):
            if is_asked_for(line.owner):
                kinds = ("other",)
            self._label(Label(kinds, line.text), line, whole, "")
            return
        cut = self._cut(line) or lead_in(line.text)
        if cut is not None and not (cut[0].kinds == ("other",) and self._open and _DASH.match(line.text)):
            self._told(cut, line, whole)
            return
        self._text(line, whole)

    def _told(self, cut: tuple[Label, str], line: Line, whole: Element | None) -> None:
        """Read a line of a label and its text, or of several: "Mã: 1.000001 | Lĩnh vực: Y tế"."""
        label, rest = cut
        for one, text in further(rest):
            self._label(one or label, line, whole, text)

    def _lists_papers(self, line: Line) -> bool:
        """Say whether a line stands in a table of papers, whose names are worded as labels are."""
        last = self._open[-1].point.kinds if self._open else ()
        return "components" in last and cell_of(line.owner) is not None

    def _is_later(self, line: Line) -> bool:
        """Say whether the heading "Procedure" stands among the points: what the name of one is at their head."""
        return bare[line.text] in _LATER and any(
            point.lines for point in (*self._points, *(one.point for one in self._open))
        )

    def _is_value(self, line: Line, kinds: tuple[str, ...]) -> bool:
        """Say whether a line is content that is worded as a label: "Kết quả", "Giấy phép"; "Hồ sơ", "Tờ khai"."""
        last = self._open[-1].point.kinds if self._open else ()
        if (
            kinds == ("form",)
            and _LISTS_PAPERS.intersection(last)
            and (_BULLET.match(line.text) or is_item(line.owner))
        ):
            return True
        cell = cell_of(line.owner)
        row = cell.parent if cell is not None else None
        if cell is None or row is None or row.children[-1] is not cell or cell.first != line.runs[0]:
            return False
        if len(row.children) == 1:
            return any(one.is_set and one.scope is row for one in self._open)
        return len(row.children) == _PAIR and any(
            one.is_set and one.point.start == row.first for one in self._open
        )

    def _cut(self, line: Line) -> tuple[Label, str] | None:
        """Part a line whose first elements are a label, set off from what follows: `<b>Lệ phí</b> Không`."""
        outline = self._outline
        runs = line.runs
        for count in range(1, min(_SPLITS, len(runs))):
            if outline.owners[runs[count - 1]] is outline.owners[runs[count]]:
                continue
            text = outline.text_of(tuple(range(runs[0], runs[count - 1] + 1)))
            kinds = kinds_of(text)
            if kinds:
                rest = outline.text_of(tuple(range(runs[count], runs[-1] + 1)))
                return Label(kinds, text), rest.lstrip(" :：-–—")
        return None

    def _label(self, label: Label, line: Line, whole: Element | None, rest: str) -> None:
        run = line.runs[0]
        cell = cell_of(line.owner)
        level = heading_level(whole, line.owner)
        rank = level or _LINE
        if not rest and cell is not None and self._is_label_cell(cell, line):
            scope, is_set, rank = row_scope(cell), True, _CELL
        elif not rest and whole is not None and whole.tag_name == "dt":
            scope, is_set, rank = behind_term(whole), True, _CELL
        else:
            scope = (whole.parent or whole) if whole is not None else block_of(line.owner)
            is_set = not rest and whole is not None and is_first_of_two(whole)
            rank = level or (_CELL if is_set else _LINE)
            if cell is not None and cell.end < scope.end:
                scope = cell
        while self._open and self._ends(self._open[-1], label, rank, scope, is_heading=bool(level)):
            self._close(run)
        point = Point(label.kinds, label.text, run)
        self._open.append(_Open(point, scope, rank, is_set, bool(level)))
        if rest:
            self._add(rest)
            if _META.issuperset(label.kinds) and not is_set:
                self._close(self._after(line))

    def _after(self, line: Line) -> int:
        return line.runs[-1] + 1

    def _is_label_cell(self, cell: Element, line: Line) -> bool:
        """Say whether a cell holds a label, with at most a remark, and its text is in the cells behind it."""
        if cell.first != line.runs[0]:
            return False
        if cell.last == line.runs[-1]:
            return True
        remark = self._outline.text(cell)[len(line.text) :].lstrip()
        return remark.startswith("(") and len(remark) <= _REMARK

    def _ends(self, last: _Open, label: Label, rank: int, scope: Element, *, is_heading: bool) -> bool:
        if last.scope is scope and (last.is_set or last.rank >= rank):
            return True
        if last.is_set and not (last.is_heading and is_heading):
            return False
        return last.rank >= rank or not self._may_hold(last, label)

    def _text(self, line: Line, whole: Element | None) -> None:
        level = heading_level(whole, line.owner)
        if level and not _PART.match(line.text):
            while self._open and not self._open[-1].is_set and self._open[-1].rank >= level:
                self._close(line.runs[0])
        elif is_term(line.owner):
            while self._open and not self._open[-1].is_set and self._open[-1].rank > _CELL - 1:
                self._close(line.runs[0])
        if is_row_number(line) or (is_pressed(line.owner) and self._does(line.text)):
            return
        self._add(line.text, numbered=is_numbered_item(line))
        last = self._open[-1] if self._open else None
        if (
            last is not None
            and not last.is_set
            and last.point.lines
            and _ONE_LINE.issuperset(last.point.kinds)
        ):
            self._close(self._after(line))
            return
        if not self._open or all("other" in one.point.kinds for one in self._open):
            self._loose.append(line)

    def _add(self, text: str, *, numbered: bool = False) -> None:
        if bare[text] in _NOISE or not bare[text]:
            return
        last = self._open[-1] if self._open else None
        for one in self._open:
            if one is last or not (
                one.is_group or (one.is_panel and last and not self._may_hold(one, last.label))
            ):
                one.point.lines.append(text)
                if numbered:
                    one.point.numbered.append(text)

    def _expire(self, run: int) -> None:
        """Close what does not reach to a run; a label without content yet may find it further out."""
        for one in reversed(self._open[:]):
            while one.scope.end <= run and not one.point.lines and one.widened < _WIDENED:
                if one.scope.tag_name in _CLOSED or one.scope.parent is None or self._has_file(one, run):
                    break
                one.scope, one.is_set = one.scope.parent, False
                one.widened += 1
            if one.scope.end <= run:
                self._close(run, one)

    def _close(self, run: int, one: _Open | None = None) -> None:
        closed = one or self._open[-1]
        self._open.remove(closed)
        point = closed.point
        point.end = min(run, closed.scope.end) if closed.scope.end > point.start else run
        if point.kinds == ("name",) and point.lines and _STEP.match(point.lines[0]):
            point.kinds = ("steps",)  # "Procedure: Step 1 …"
        if not point.lines:
            point.lines.extend(name_of(link) for link in self._files_of(closed, run))
        self._points.append(point)

    def _has_file(self, one: _Open, run: int) -> bool:
        return bool(self._files_of(one, run))

    def _files_of(self, one: _Open, run: int) -> list[Element]:
        """Return the links that are pictures only, between a label and a run."""
        end = min(run, one.scope.end)
        return [link for start, link in self._files if one.point.start < start <= end and name_of(link)]


def _is_titled(line: Line, whole: Element | None) -> bool:
    """Say whether a line stands where labels do: a heading below the first, a term, the first of two boxes or cells."""
    if heading_level(whole, line.owner) > 1 or is_term(line.owner):
        return True
    if whole is not None and is_first_of_two(whole):
        return True
    cell = cell_of(line.owner)
    return cell is not None and cell.parent is not None and cell.parent.children[-1] is not cell
