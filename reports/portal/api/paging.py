"""Lists a page at a time, by the key of their items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from heapq import nsmallest
from typing import Any, TypeVar

from reports.portal.api.parameters import PARAMETERS
from reports.portal.visit import Visit

T = TypeVar("T")


def paged(
    visit: Visit, items: Iterable[T], key: Callable[[T], str], record: Callable[[T], Mapping[str, Any]]
) -> dict[str, Any]:
    """Return `items`, those that a request wants in the order of their keys, and `next`, the address of those behind them.

    Args:
        visit: The request.
        items: All of them, in any order.
        key: By which they are told apart.
        record: What is told of one.
    """
    limit = int(visit.query("limit") or PARAMETERS["limit"][1]["default"])
    after = visit.query("after")
    found = nsmallest(limit + 1, (item for item in items if key(item) > after), key=key)
    shown = found[:limit]
    return {
        "items": [record(item) for item in shown],
        "next": visit.again(after=key(shown[-1])) if len(found) > limit else None,
    }
