"""What a list asks for otherwise than the one of the same decision before it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from audit.services.required.model import RequiredService


@dataclass(frozen=True, slots=True)
class Changes:
    """Of one decision."""

    decision: str
    added: tuple[RequiredService, ...] = ()
    removed: tuple[RequiredService, ...] = ()
    changed: tuple[tuple[RequiredService, RequiredService], ...] = ()
    """As it was, and as it is; the same agency, and the same code or name."""
    same: int = 0

    @property
    def any(self) -> bool:
        """Whether there is a difference."""
        return bool(self.added or self.removed or self.changed)


def changes(decision: str, before: Iterable[RequiredService], after: Iterable[RequiredService]) -> Changes:
    """Compare a list with the one that stands.

    Args:
        decision: Of both.
        before: What stands; empty when the decision is new.
        after: What is to stand.
    """
    old = {required.key: required for required in before}
    new = {required.key: required for required in after}
    both = [(old[key], new[key]) for key in new if key in old]
    changed = tuple(pair for pair in both if pair[0] != pair[1])
    return Changes(
        decision,
        added=tuple(required for key, required in new.items() if key not in old),
        removed=tuple(required for key, required in old.items() if key not in new),
        changed=changed,
        same=len(both) - len(changed),
    )


def by_decision(required: Iterable[RequiredService]) -> dict[str, list[RequiredService]]:
    """Group required services by decision, in their order."""
    lists: dict[str, list[RequiredService]] = {}
    for one in required:
        lists.setdefault(one.decision, []).append(one)
    return lists


def lines(found: Changes, limit: int) -> Iterator[str]:
    """Yield the changes as lines for a person: `+` added, `-` removed, `~` changed; at most `limit` of each.

    Args:
        found: Of one decision.
        limit: What is left out is counted.
    """
    yield from _limited([f"+ {_shown(required)}" for required in found.added], limit)
    yield from _limited([f"- {_shown(required)}" for required in found.removed], limit)
    yield from _limited([f"~ {_shown(new)}: {_difference(old, new)}" for old, new in found.changed], limit)


def _limited(rows: Sequence[str], limit: int) -> Iterator[str]:
    yield from rows[:limit]
    if len(rows) > limit:
        yield f"{rows[0][0]} ... and {len(rows) - limit} more"


def _shown(required: RequiredService) -> str:
    code = f" ({required.code})" if required.code else ""
    return f"{required.agency_id}: {required.name}{code}"


def _difference(old: RequiredService, new: RequiredService) -> str:
    pairs = ((f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(RequiredService))
    return ", ".join(f"{name} {a or '(empty)'} -> {b or '(empty)'}" for name, a, b in pairs if a != b)
