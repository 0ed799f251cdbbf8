"""Which thresholds a detector or a check of substance goes by, read from its own code, so that the answer cannot be out of step."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

from audit.lexicon import Thresholds


def thresholds_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the thresholds that a function reads, itself or through functions of the same package.

    >>> from audit.detectors.checks import CHECKS
    >>> thresholds_of(CHECKS["people"])
    ('people',)
    """
    found: set[str] = set()
    _collect(function, found, set())
    return tuple(sorted(found))


def _collect(function: object, found: set[str], seen: set[object]) -> None:
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    names = set(function.__code__.co_names)
    found |= names & set(Thresholds.model_fields)
    for name in names:
        called = function.__globals__.get(name)
        if getattr(called, "__module__", "").startswith("audit.detectors"):
            _collect(called, found, seen)
