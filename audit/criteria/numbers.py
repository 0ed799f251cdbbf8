"""Which thresholds a detector or a check of substance goes by, read from its own code, so that the answer cannot be out of step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
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
    names = set(_names(function.__code__))
    found |= names & set(Thresholds.model_fields)
    for name in names:
        called = function.__globals__.get(name)
        if getattr(called, "__module__", "").startswith("audit.detectors"):
            _collect(called, found, seen)


def _names(code: CodeType) -> Iterator[str]:
    """Names in a function and in what it holds: comprehensions and lambdas have code of their own."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
