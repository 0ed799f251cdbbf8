"""`Kept`: what was asked for last and is worked out once, within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


def _one(_value: object) -> int:
    return 1


class Kept(Generic[_K, _V]):
    """The values that were asked for last; safe with threads.

    Args:
        most: What they may weigh altogether. The last one asked for may weigh as much by itself; a heavier one is not kept.
        weigh: What one weighs; by itself each weighs 1, so that `most` is their number.
    """

    def __init__(self, most: int, weigh: Callable[[_V], int] = _one) -> None:
        self.most = most
        self._weigh = weigh
        self._values: OrderedDict[_K, tuple[_V, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()
        self._making: dict[_K, threading.Lock] = {}

    def __len__(self) -> int:
        return len(self._values)

    @property
    def weight(self) -> int:
        """What all of them weigh."""
        return self._weight

    def values(self) -> list[_V]:
        """Return what is kept now."""
        with self._lock:
            return [value for value, _ in self._values.values()]

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._values.clear()
            self._weight = 0

    def get_or(self, key: _K, make: Callable[[], _V]) -> _V:
        """Return the value of a key, made where it is not there; who asks for it while it is made waits for it."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found[0]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                found = self._values.get(key)
            if found is not None:
                return found[0]
            try:
                value = make()
                self._keep(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return value

    def _keep(self, key: _K, value: _V) -> None:
        weight = self._weigh(value)
        if weight > self.most:
            return
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = value, weight
            self._weight += weight - before
            while self._weight > self.most:
                _, (_, gone) = self._values.popitem(last=False)
                self._weight -= gone
