"""`Place`: where a run reads and writes. Who only reads what runs left need not load what judges portals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from audit.datadir import DataDir
from audit.store.db import Run, Store
from crawler.registry import Registry, load_registry


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run reads and writes."""

    data: DataDir
    config: Path
    sites: Path
    named: bool = False
    """Whether the registry was asked for by name, so that it stands before a run's own."""

    def of_run(self, run: Run) -> Place:
        """Return the same with the registry that a run was planned with, where that is still there."""
        return self if self.named else self._with(run.sites_file)

    def _with(self, sites_file: str) -> Place:
        own = Path(sites_file) if sites_file else None
        return replace(self, sites=own) if own is not None and own.is_file() else self

    def of_newest(self, store: Store) -> Place:
        """Return the same with the registry of the newest run: what persons say of findings is about agencies of that one."""
        return self if self.named else self._with(store.standings.newest_registry())

    def registry(self) -> Registry:
        """Read the registry."""
        return load_registry(self.sites)
