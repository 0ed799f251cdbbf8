"""What a benchmark measured, as a line for persons and an object for `benchmarks/results.json`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "OSI_AUDIT_BENCH_RESULTS"
"""File that `benchmarks/run.py` reads a benchmark's figures from."""


@dataclass(frozen=True)
class Measured:
    """One figure."""

    name: str
    value: float
    unit: str
    target: float | None = None
    """What is wanted; None for figures that are only told."""
    baseline: float | None = None
    """What it is compared with, measured in the same run; None where the target is no ratio."""
    at_most: bool = False
    """Whether less is better."""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def row(self) -> dict[str, object]:
        """Return `name`, `value`, `unit`, `target`, `baseline` and `met`."""
        fields = {name: value for name, value in asdict(self).items() if name != "at_most"}
        return {**fields, "met": self.met}

    def line(self) -> str:
        """Return a line for persons."""
        wanted = (
            f" (wanted {'at most' if self.at_most else 'at least'} {self.target:g} {self.unit})"
            if self.target is not None
            else ""
        )
        beside = f", baseline {self.baseline:g}" if self.baseline is not None else ""
        said = {True: ": met", False: ": NOT MET", None: ""}[self.met]
        return f"{self.name}: {self.value:.3g} {self.unit}{beside}{wanted}{said}"


def end(found: Sequence[Measured], *, shown: bool = True) -> None:
    """Say the figures, and hand them to `benchmarks/run.py` when it asks for them.

    Args:
        found: All figures of a benchmark.
        shown: Whether to print them; not where the benchmark has said them in words of its own.
    """
    if shown:
        for one in found:
            print(one.line())
    path = os.environ.get(VARIABLE)
    if path:
        Path(path).write_text(json.dumps([one.row() for one in found], ensure_ascii=False), encoding="utf-8")
