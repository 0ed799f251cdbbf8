"""`like`: a criterion that asks for the same as another takes from it what it does not give itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.errors import ConfigError
from crawler.yamlfile import load_yaml

INHERITED = ("sector", "group", "language", "effort", "title", "advice", "detector", "params", "review")
"""Keys that `like` hands on. Id, sub-index, locus, applies_to, valid, weight and source are a criterion's own."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One criterion as its file gives it."""

    path: Path
    key: str
    line: int | None
    data: dict[str, Any]

    def fault(self, message: str) -> ConfigError:
        return ConfigError(self.path, message, key=f"{self.key}.like", line=self.line)


class Catalogue:
    """Every criterion of a folder of editions, as data, by id.

    Args:
        folder: `config/criteria/`.

    Raises:
        ConfigError: A file cannot be read as YAML.
    """

    def __init__(self, folder: Path) -> None:
        self._entries: dict[str, _Entry] = {}
        self._files: dict[Path, tuple[Any, dict[str, int]]] = {}
        for path in sorted(folder.glob("*.yaml")):
            data, lines = self._files[path] = load_yaml(path)
            found = data.get("criteria") if isinstance(data, dict) else None
            for number, criterion in enumerate(found if isinstance(found, list) else ()):
                if isinstance(criterion, dict) and isinstance(criterion.get("id"), str):
                    key = f"criteria.{number}"
                    line = lines.get(f"{key}.like") or lines.get(key)
                    self._entries.setdefault(criterion["id"], _Entry(path, key, line, criterion))

    def file(self, path: Path) -> tuple[Any, dict[str, int]]:
        """Return a file's data and lines, as `load_yaml` does; one of the folder is not read twice."""
        return self._files.get(path) or load_yaml(path)

    def complete(self, criterion: dict[str, Any]) -> dict[str, Any]:
        """Return a criterion's data with what `like` hands on, and with `root`.

        Raises:
            ConfigError: A criterion that is named does not exist, or the chain comes back to where it began.
        """
        name = criterion.get("id")
        chain = [name]
        whole = dict(criterion)
        while isinstance(criterion.get("like"), str):
            entry, wanted = self._entries[str(chain[-1])], criterion["like"]
            if wanted in chain:
                raise entry.fault(f"goes round in a circle: {' -> '.join([*map(str, chain), wanted])}")
            if wanted not in self._entries:
                raise entry.fault(f"there is no criterion {wanted!r} in any edition")
            chain.append(wanted)
            criterion = self._entries[wanted].data
            for key in INHERITED:
                if key in criterion:
                    whole.setdefault(key, criterion[key])
        whole["root"] = chain[-1]
        return whole


def catalogue_in(folder: Path) -> Catalogue:
    """Return the catalogue of a folder of editions; one whose files are the same is read once in a process.

    Raises:
        ConfigError: A file cannot be read as YAML.
    """
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.glob("*.yaml")):
            digest.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    except OSError:
        return Catalogue(folder)  # which says what cannot be read
    return _read(_Source(digest.digest(), folder))


@dataclass(frozen=True, slots=True)
class _Source:
    """A folder with files of a certain content."""

    digest: bytes
    folder: Path = field(compare=False)


@lru_cache(maxsize=2)
def _read(source: _Source) -> Catalogue:
    return Catalogue(source.folder)
