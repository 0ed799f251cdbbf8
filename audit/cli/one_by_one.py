"""A mapping whose values are worked out when they are asked for and not kept: of ten thousand agencies, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class OneByOne(Mapping[str, Value]):
    """Values by id.

    Args:
        ids: That may have a value.
        make: Works a value out; None where an id has none.
    """

    def __init__(self, ids: Iterable[str], make: Callable[[str], Value | None]) -> None:
        self._ids = frozenset(ids)
        self._make = make

    def __getitem__(self, key: str) -> Value:
        found = self._make(key) if key in self._ids else None
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_ in sorted(self._ids) if self._make(id_) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
