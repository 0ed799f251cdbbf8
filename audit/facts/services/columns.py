"""Which column of a table tells what: by its heading in either language, else by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from audit.facts.data import load
from audit.facts.services.codes import code_in, is_code, is_dossier, national_code
from audit.facts.services.levels import level_of_line, published_level
from audit.facts.services.model import Published
from audit.facts.services.names import clean_name, starts_as_service
from audit.facts.services.pieces import Cell
from audit.facts.services.roles import Role, role_of_heading
from audit.facts.services.words import bare

_DATA = load("services/lists")
_WEAK = frozenset(_DATA["weak_names"])
_WEAK_CODES = frozenset(_DATA["weak_codes"])
_WEAK_VETOES = frozenset(_DATA["weak_vetoes"])
_STATES = frozenset(_DATA["states"])
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
    trusts_codes: bool = True
    """Whether codes of an agency's own in it are codes of procedures: its headings say so, or a level or field is beside them."""

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
    is_told = bare[heads[named]] not in _WEAK
    codes = {bare[head] for head, role in zip(heads, roles, strict=True) if role is Role.CODE}
    is_coded = bool(codes) and (is_told or not codes <= _WEAK_CODES)
    vetoes = roles.count(Role.VETO)
    if not is_told:
        vetoes += sum(bare[head] in _WEAK_VETOES for head in heads)
    if vetoes and (not (is_coded or Role.LEVEL in roles or any(levels)) or vetoes > 2):
        return None
    trusts = is_coded or any(levels) or not {Role.LEVEL, Role.FIELD}.isdisjoint(roles)
    return Columns(tuple(roles), levels, is_told, trusts)


def is_of_others(heads: Sequence[str]) -> bool:
    """Say whether a row heads a list of something else: documents, dossiers, petitions, tenders."""
    roles = [role_of_heading[head] for head in heads]
    return Role.VETO in roles and any(role not in {Role.NONE, Role.VETO} for role in roles)


def tells_of_others(columns: Columns | None, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether the rows below some headings are dossiers or petitions, by their numbers and by where they stand."""
    if columns is not None and columns.at(Role.LEVEL):
        return False
    width = max((len(row) for row in rows), default=0)
    for number in range(width):
        texts = [row[number].text for row in rows if number < len(row)]
        if (
            _share(bare[text] in _STATES for text in texts) >= _SHARE
            or _share(map(is_dossier, texts)) >= _SHARE
        ):
            return True
    return False


def columns_of_cells(rows: Sequence[Sequence[Cell]]) -> Columns | None:
    """Return what the columns of a table without headings tell; None when nothing shows that it lists services."""
    width = max((len(row) for row in rows), default=0)
    if width < 2 or not rows:
        return None
    columns = [[row[number] for row in rows if number < len(row)] for number in range(width)]
    roles = [Role.NONE] * width
    for number, cells in enumerate(columns):
        if _share(_tells_code(cell) for cell in cells) >= _SHARE:
            roles[number] = Role.CODE
        elif _share(_tells_level(cell) for cell in cells) >= _SHARE:
            roles[number] = Role.LEVEL
    best = max(range(width), key=lambda number: _likely(columns[number], roles[number]))
    if _likely(columns[best], roles[best]) <= 0:
        return None
    roles[best] = Role.NAME
    if Role.CODE in roles and Role.LEVEL not in roles and not _has_national(columns[roles.index(Role.CODE)]):
        return None  # codes of anything
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
    roles, levels = columns.roles, columns.levels
    if by < 0:
        return replace(columns, roles=roles[-by:], levels=levels[-by:])
    return replace(columns, roles=(Role.NONE,) * by + roles, levels=(Published.UNSTATED,) * by + levels)


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


def _tells_code(cell: Cell) -> bool:
    return is_code(cell.text) or bool(national_code(cell.text) and len(cell.text) < _LEVEL)


def _has_national(cells: Sequence[Cell]) -> bool:
    return any(national_code(cell.text) for cell in cells)


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
            return code if columns.trusts_codes else national_code(code)
    for cell in row:
        if code := national_code(cell.text if len(cell.text) < _LEVEL else ""):
            return code
    return ""
