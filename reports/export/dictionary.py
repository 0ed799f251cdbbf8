"""The data dictionary: what each column and each property of what is written means. Read from `dictionary.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from crawler.registry import Names
from crawler.yamlfile import Loader
from reports.export.values import VALUES

_FILE: Final = Path(__file__).with_name("dictionary.yaml")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table, or a property of an object."""

    key: str
    type: str
    """As the head of `dictionary.yaml` tells."""
    heading: Names
    meaning: Names
    unit: str = ""
    values: str = ""
    """Name of a list of `VALUES`."""

    @property
    def nullable(self) -> bool:
        """Whether it is null, in tables empty, where nobody knows."""
        return self.type.endswith("?")

    @property
    def base(self) -> str:
        """The type without that."""
        return self.type.removesuffix("?")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in their order; `title` is what readers call it."""

    name: str
    title: Names
    fields: tuple[Field, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(field.key for field in self.fields)


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    with _FILE.open(encoding="utf-8") as stream:
        data: Mapping[str, Any] = yaml.load(stream, Loader)  # noqa: S506
    return data


@lru_cache
def field(key: str) -> Field:
    """Return what a key means wherever it stands.

    Raises:
        KeyError: The dictionary has no such key.
    """
    return _field(key, _file()["fields"][key])


@lru_cache
def table(name: str) -> Table:
    """Return a sheet of a workbook by its name.

    Raises:
        KeyError: There is no such table, or the dictionary lacks one of its columns.
    """
    return _table(name, _file()["tables"][name], _file()["tables"][name]["columns"])


def export(name: str, columns: Sequence[str]) -> Table:
    """Return a table whose columns stand in the code that writes it.

    Raises:
        KeyError: There is no such table, or the dictionary lacks one of its columns.
    """
    return _table(name, _file()["exports"][name], columns)


@lru_cache
def properties(name: str) -> tuple[Field, ...]:
    """Return the properties of an object of a JSON document, in their order.

    Raises:
        KeyError: There is no such object, or the dictionary lacks one of its properties.
    """
    return tuple(field(key) for key in _file()["objects"][name])


def names(part: str) -> tuple[str, ...]:
    """Return the names of a part of the dictionary: `fields`, `tables`, `exports` or `objects`."""
    return tuple(_file()[part])


def _table(name: str, data: Mapping[str, Any], columns: Sequence[str]) -> Table:
    own = data.get("own", {})
    fields = tuple(_field(key, own[key]) if key in own else field(key) for key in columns)
    return Table(name, Names(vi=data["vi"], en=data["en"]), fields)


def _field(key: str, data: Mapping[str, Any]) -> Field:
    values = data.get("values", "")
    if values and values not in VALUES:
        raise KeyError(f"{_FILE.name}: {key}: there is no list of values {values!r}")
    (heading_en, meaning_en), (heading_vi, meaning_vi) = data["en"], data["vi"]
    return Field(
        key,
        data["type"],
        Names(vi=heading_vi, en=heading_en),
        Names(vi=meaning_vi, en=meaning_en),
        data.get("unit", ""),
        values,
    )
