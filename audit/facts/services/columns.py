"""Which column of a table tells what: by its heading in either language, else by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.facts.data import load
from audit.facts.services.codes import code_in, is_code, national_code
from audit.facts.services.levels import level_of_line, published_level
from audit.facts.services.model import Published
from audit.facts.services.names import clean_name, starts_as_service
from audit.facts.services.pieces import Cell
from audit.facts.services.roles import Role, role_of_heading
from audit.facts.services.words import bare

_DATA = load("services/lists")
_WEAK = frozenset(_DATA["weak_names"])
_SHARE: float = _DATA["limits"]["share"]
_BARE_ITEMS: int = _DATA["limits"]["bare_items"]
_HEAD_SHARE = 0.6  # of the filled cells of a header row that are headings
_SHORTEST_NAME = 12  # characters of names on average
_SAMPLE = 20  # rows by which headings are aligned
_LEVEL = 60  # characters of a cell that tells a level


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column tells."""

    roles: tuple[Role, ...]
    levels: tuple[Published, ...]
    """Of columns whose heading is a level, and whose cells are ticked or not."""
    is_told: bool
    """Whether the heading of the names says that they are services; otherwise each has to show it."""

    def at(self, role: Role) -> list[int]:
        """Return the columns of a role."""
        return [number for number, found in enumerate(self.roles) if found is role]


def columns_of_heads(heads: Sequence[str]) -> Columns | None:
    """Return what the columns under a header row tell; None when it heads no list of services.

    Statistics ("Số hồ sơ", "Tỷ lệ"), lists of documents, persons, files and questions name procedures, too, in passing:
    their other headings rule them out.
    """
    roles = [role_of_heading[head] for head in heads]
    levels = tuple(
        published_level(head) if role in {Role.NONE, Role.LEVEL, Role.OTHER} else Published.UNSTATED
        for head, role in zip(heads, roles, strict=True)
    )
    filled = [head for head in heads if bare[head] or head.strip()]
    known = sum(bool(role) or bool(level) for role, level in zip(roles, levels, strict=True))
    if len(filled) < 2 or known < _HEAD_SHARE * len(filled):
        return None
    names = [number for number, role in enumerate(roles) if role is Role.NAME]
    if not names:
        return None
    named = max(names, key=lambda number: (bare[heads[number]] not in _WEAK, -number))
    for number in names:
        if number != named:
            roles[number] = Role.OTHER
    proof = {Role.CODE, Role.LEVEL} & set(roles) or any(levels)
    vetoes = roles.count(Role.VETO)
    if vetoes and (not proof or vetoes > 2):
        return None
    return Columns(tuple(roles), levels, bare[heads[named]] not in _WEAK)


def columns_of_cells(rows: Sequence[Sequence[Cell]]) -> Columns | None:
    """Return what the columns of a table without headings tell; None when nothing shows that it lists services."""
    width = max((len(row) for row in rows), default=0)
    if width < 2 or not rows:
        return None
    columns = [[row[number] for row in rows if number < len(row)] for number in range(width)]
    roles = [Role.NONE] * width
    for number, cells in enumerate(columns):
        if (
            _share(
                is_code(cell.text) or bool(national_code(cell.text) and len(cell.text) < _LEVEL)
                for cell in cells
            )
            >= _SHARE
        ):
            roles[number] = Role.CODE
        elif _share(_tells_level(cell) for cell in cells) >= _SHARE:
            roles[number] = Role.LEVEL
    best = max(range(width), key=lambda number: _likely(columns[number], roles[number]))
    if _likely(columns[best], roles[best]) <= 0:
        return None
    roles[best] = Role.NAME
    starts = _share(starts_as_service(_first(cell)) for cell in columns[best])
    if (
        Role.CODE in roles
        or Role.LEVEL in roles
        or _share(bool(national_code(cell.text)) for cell in columns[best]) >= _SHARE
    ):
        return Columns(tuple(roles), (Published.UNSTATED,) * width, Role.CODE in roles)
    if starts >= _SHARE and len(rows) >= _BARE_ITEMS:
        return Columns(tuple(roles), (Published.UNSTATED,) * width, is_told=False)
    return None


def aligned(columns: Columns, rows: Sequence[Sequence[Cell]]) -> Columns:
    """Shift headings that stand one column off: an empty one in front, or a grid's headings kept apart from its rows."""
    rows = rows[:_SAMPLE]
    width = max((len(row) for row in rows), default=0)
    if not rows or width == len(columns.roles):
        return columns
    return max((_shifted(columns, by) for by in (0, -1, 1)), key=lambda each: _fit(each, rows))


def _shifted(columns: Columns, by: int) -> Columns:
    if by < 0:
        return Columns(columns.roles[-by:], columns.levels[-by:], columns.is_told)
    return Columns(
        (Role.NONE,) * by + columns.roles, (Published.UNSTATED,) * by + columns.levels, columns.is_told
    )


def _fit(columns: Columns, rows: Sequence[Sequence[Cell]]) -> float:
    """Say in how many cells of a sample stands what its heading announces."""
    return sum(
        _is_as_told(role, cell) for row in rows for role, cell in zip(columns.roles, row, strict=False)
    )


def _is_as_told(role: Role, cell: Cell) -> bool:
    text = cell.text
    if role is Role.NUMBER:
        return text.strip(" .").isdecimal()
    if role is Role.CODE:
        return is_code(text)
    if role is Role.LEVEL:
        return _tells_level(cell)
    return role is Role.NAME and starts_as_service(_first(cell))


def _first(cell: Cell) -> str:
    return clean_name(cell.pieces[0].text) if cell.pieces else ""


def _tells_level(cell: Cell) -> bool:
    text = cell.text
    return bool(level_of_line(text)) or (not text and bool(cell.level()))


def _likely(cells: Sequence[Cell], role: Role) -> float:
    """Weigh whether a column is that of the names: how many start as names do, then how long they are."""
    if role is not Role.NONE or not cells:
        return 0
    lengths = [len(cell.text) for cell in cells]
    mean = sum(lengths) / len(lengths)
    if mean < _SHORTEST_NAME:
        return 0
    return _share(starts_as_service(_first(cell)) for cell in cells) + min(mean, 300) / 3000


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values) if values else 0.0


def code_of_cells(columns: Columns, row: Sequence[Cell]) -> str:
    """Return the code that a row tells: in its column, else the national one in a short cell."""
    for number in columns.at(Role.CODE):
        if number < len(row) and (code := code_in(row[number].text)):
            return code
    for cell in row:
        if code := national_code(cell.text if len(cell.text) < _LEVEL else ""):
            return code
    return ""
