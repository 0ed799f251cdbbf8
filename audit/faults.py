"""A portal-wide cause: what is wrong once in a template or in a whole version, told once with a count."""

from __future__ import annotations

from dataclasses import dataclass

from audit.results import Message, Spot


@dataclass(frozen=True, slots=True)
class Fault:
    """One portal-wide cause."""

    kind: str
    title: Message
    urls: tuple[str, ...]
    count: int
    effort: int
    """As of a criterion: 1 an hour, 2 days, 3 weeks."""
    place: str = ""
    """Tells faults of one kind apart, the same from run to run."""
    spots: tuple[Spot, ...] = ()
    """What to look for at each of `urls`, in their order; empty where the addresses say all."""
