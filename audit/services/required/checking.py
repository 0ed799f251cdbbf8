"""Rows of a list, checked strictly: every fault is named with row and column, or every row is a required service. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from audit.facts.language_encodings import repair
from audit.facts.services.model import Published
from audit.services.required.listterms import ListTerms, written
from audit.services.required.model import RequiredService
from audit.services.required.reading import Fault, Row, Table, letter
from crawler.errors import ListError
from crawler.registry import Agency

_YEARS: Final = range(2000, 2101)
_CODE = re.compile(r"\d\.\d{6}(?:\.[\w.]+)?|[^\W\d_][\w.\-/]*\d[\w.\-/]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST: Final = {"decision": 200, "name": 1000, "note": 2000, "code": 60}
_PEOPLES_COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân)\s+")
_UNIT = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+")


@dataclass(frozen=True, slots=True)
class Known:
    """What a list is checked against."""

    terms: ListTerms
    agencies: Iterable[Agency]
    sectors: Mapping[str, str]
    """What a sector may be called, as `written` → its id in config/sectors.yaml."""


def check_list(path: str, table: Table, known: Known) -> list[RequiredService]:
    """Return the required services of a file, in its order.

    Args:
        path: The file's name, for messages.
        table: From `audit.services.required.reading.read_table`.
        known: Agencies, sectors and spellings.

    Raises:
        ListError: Anything is wrong with any row; all of it is named.
    """
    faults = list(table.faults)
    header, *rows = table.rows
    columns = _columns(header, known.terms, faults)
    places = {column: index for index, column in columns.items()}
    names = _agency_names(known.agencies)
    found: list[RequiredService] = []
    first: dict[tuple[str, str, str], int] = {}
    if not rows:
        faults.append(Fault(header.number, -1, "there is nothing below the header"))
    complete = places.keys() >= set(known.terms.required)
    for row in rows if complete else ():
        reader = _Row(row, columns, known, names)
        required = reader.required()
        if required is not None:
            key = (required.decision, *required.key)
            if key in first:
                reader.fault("name", f"stands in row {first[key]} already")
            first.setdefault(key, row.number)
            found.append(required)
        faults += [Fault(row.number, places.get(column, -1), text) for column, text in reader.faults]
        faults += _outside(row, header)
    if faults:
        faults.sort(key=lambda fault: (fault.row, fault.column))
        raise ListError([f"{path}: {_place(fault, header)}: {fault.text}" for fault in faults])
    return found


def _place(fault: Fault, header: Row) -> str:
    """Name a cell as its writer sees it: row, letter, and heading."""
    if fault.column < 0:
        return f"row {fault.row}"
    heading = header.cells[fault.column] if fault.column < len(header.cells) else ""
    named = f" “{heading}”" if heading and fault.row != header.number else ""
    return f"row {fault.row}, column {letter(fault.column)}{named}"


def _outside(row: Row, header: Row) -> list[Fault]:
    headings = len(header.cells)
    return [
        Fault(row.number, index, "stands outside the table")
        for index, text in enumerate(row.cells)
        if text and (index >= headings or not header.cells[index])
    ]


def _columns(header: Row, terms: ListTerms, faults: list[Fault]) -> dict[int, str]:
    """Return the column at each index; its faults are added."""
    columns: dict[int, str] = {}
    for index, heading in enumerate(header.cells):
        column = terms.column(heading)
        if column is None and heading:
            known = ", ".join(terms.columns)
            faults.append(Fault(header.number, index, f"there is no column “{heading}”; known are {known}"))
        elif column is not None and column in columns.values():
            faults.append(Fault(header.number, index, f"“{heading}” is a second column for {column}"))
        elif column is not None:
            columns[index] = column
    for column in terms.required:
        if column not in columns.values():
            shown = ", ".join(f"“{spelling}”" for spelling in terms.columns[column])
            text = f"there is no column for {column}: its heading is one of {shown}; the header has to be the first row"
            faults.append(Fault(header.number, -1, text))
    return columns


def _agency_names(agencies: Iterable[Agency]) -> dict[str, set[str]]:
    """Return the ids of the agencies that each name names, as `written`."""
    names: dict[str, set[str]] = {}
    for agency in agencies:
        for name in (agency.id, agency.name.vi, agency.name.en):
            names.setdefault(written(name), set()).add(agency.id)
    return names


class _Row:
    """One row on its way to a required service."""

    def __init__(
        self, row: Row, columns: Mapping[int, str], known: Known, names: Mapping[str, set[str]]
    ) -> None:
        self.faults: list[tuple[str, str]] = []
        """Column and what is wrong."""
        self._known = known
        self._names = names
        cells = {column: row.cells[index] for index, column in columns.items() if index < len(row.cells)}
        self._cells = {column: " ".join(_nfc(text).split()) for column, text in cells.items()}
        self._numeric = {columns[index] for index in row.numeric if index in columns}

    def required(self) -> RequiredService | None:
        """Return what the row asks for, or nothing when anything is wrong with it."""
        for column in self._cells:
            self._sound(column)
        agency, level, year = self._agency(), self._level(), self._year()
        sector = self._sector()
        for column in ("decision", "name"):
            if not self._cell(column):
                self.fault(column, "is missing")
        self._code()
        if self.faults or agency is None or level is None or year is None:
            return None
        return RequiredService(
            decision=self._cell("decision"),
            agency_id=agency,
            name=self._cell("name"),
            level=level,
            year=year,
            code=self._cell("code"),
            sector=sector,
            note=self._cell("note"),
        )

    def fault(self, column: str, text: str) -> None:
        """Add a fault of this row."""
        self.faults.append((column, text))

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")

    def _sound(self, column: str) -> None:
        text = self._cell(column)
        if _CONTROL.search(text):
            self.fault(column, "holds a control character")
        elif "\ufffd" in text:
            self.fault(column, "holds letters that were lost (\ufffd)")
        elif column in {"decision", "name"} and (old := repair(text)[1]):
            self.fault(column, f"is not in Unicode but in an encoding from before ({old}): convert it")
        elif len(text) > _LONGEST.get(column, 200):
            self.fault(column, f"has {len(text)} characters, {_LONGEST.get(column, 200)} at most")

    def _agency(self) -> str | None:
        text = self._cell("agency")
        if not text:
            self.fault("agency", "is missing")
            return None
        kind = self._known.terms.kind(text)
        if kind is not None:
            return f"kind:{kind.value}"
        found = self._named(text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            self.fault("agency", f"{text!r} names several agencies: write one of {', '.join(sorted(found))}")
        else:
            self.fault(
                "agency", f"there is no agency {text!r} in the registry: write its id or its name there"
            )
        return None

    def _named(self, text: str) -> set[str]:
        """A province may be named by its People's Committee, or without "tỉnh"."""
        name = written(text)
        bare = _UNIT.sub("", _PEOPLES_COMMITTEE.sub("", name))
        for form in (name, _PEOPLES_COMMITTEE.sub("", name), f"tỉnh {bare}", f"thành phố {bare}"):
            if form in self._names:
                return self._names[form]
        return set()

    def _level(self) -> Published | None:
        text = self._cell("level")
        level = self._known.terms.level(text) if text else None
        if level is None:
            wrong = f"{text!r} is no level" if text else "is missing"
            self.fault("level", f"{wrong}: write 1, 2, 3, 4, toàn trình or một phần")
        return level

    def _year(self) -> int | None:
        text = self._cell("year")
        if re.fullmatch(r"[0-9]{4}", text) and int(text) in _YEARS:
            return int(text)
        wrong = f"{text!r} is no year from {_YEARS[0]} to {_YEARS[-1]}" if text else "is missing"
        self.fault("year", wrong)
        return None

    def _code(self) -> None:
        text = self._cell("code")
        if "code" in self._numeric:
            self.fault("code", f"{text!r} is a number, which loses its zeros: format the column as text")
        elif text and not _CODE.fullmatch(text):
            self.fault("code", f"{text!r} is no code like 1.013730 or BKH-123456")

    def _sector(self) -> str:
        text = self._cell("sector")
        if not text:
            return ""
        sector = self._known.sectors.get(written(text), "")
        if not sector:
            self.fault("sector", f"there is no sector {text!r} in config/sectors.yaml")
        return sector


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
