"""`Registered`: the registry as it was good last, and what is wrong with its file now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import ConfigError
from crawler.registry import Registry, load_registry
from crawler.yamlfile import line_of, load_yaml


@dataclass(frozen=True, slots=True)
class Registered:
    """A registry that was read without errors."""

    path: Path
    registry: Registry
    units: Mapping[str, frozenset[str]]
    """Ids of the units below each agency, at any depth."""
    lines: dict[str, int]
    """1-based line of each dotted key."""
    fault: ConfigError | None = None
    """Why the file of now is not this one."""

    def line(self, key: str) -> int | None:
        """Return the line of a dotted key, or of the nearest one above it."""
        return line_of(key, self.lines)


def read(path: Path) -> Registered | ConfigError:
    """Read a registry, or return what is wrong with it."""
    try:
        registry = load_registry(path)
        _, lines = load_yaml(path)
    except ConfigError as fault:
        return fault
    return Registered(path, registry, units_below(registry), lines)


def units_below(registry: Registry) -> dict[str, frozenset[str]]:
    """Return the ids of the units below each agency that has any, at any depth; a circle of parents ends."""
    parents = {agency.id: agency.parent for agency in registry.agencies if agency.parent}
    below: dict[str, set[str]] = {}
    for unit, parent in parents.items():
        above: str | None = parent
        while above is not None and unit not in below.setdefault(above, set()):
            below[above].add(unit)
            above = parents.get(above)
    return {id_: frozenset(found) for id_, found in below.items()}
