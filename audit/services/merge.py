"""Which mentions are the same service: by code, by the page that describes them, by translation, by name (docs/services.md)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from audit.facts.services.model import ActionKind
from audit.facts.services.names import is_cut
from audit.services.mentions import Mention
from audit.site import SiteView
from audit.site.addresses import key_of

_NATIONAL = re.compile(r"\d\.\d{6}(?:\.[\w.]+)?")


def merge(site: SiteView, found: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions of each service, in the order of the first of each.

    Two codes are two services, whatever else they share. A form to file something online that several services lead to belongs to none of them.
    """
    groups = _Groups(found)
    shared = _shared_forms(found)
    kept = [number for number, one in enumerate(found) if not (one.procedure and one.target in shared)]
    described = {found[n].target: n for n in kept if found[n].procedure is not None}
    for number in kept:
        home = described.get(found[number].target)
        if home is not None:
            groups.join(home, number)
    _join_by(groups, kept, lambda one: one.code, found)
    for key, number in described.items():
        page = site.by_key.get(key)
        for twin in site.twins(page, "en") if page is not None and found[number].language == "vi" else ():
            other = described.get(twin.key)
            if other is not None:
                groups.join(number, other)
    _join_forms(groups, found, described)
    loose = _join_names(groups, kept, found)
    return groups.lists([number for number in kept if number not in loose])


def _shared_forms(found: Sequence[Mention]) -> frozenset[str]:
    """Return the keys of electronic forms that more than one service is filed by."""
    users: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for key in _filed_at(one):
            if key != one.target:
                users[key].add(one.code or one.norm)
    forms = {one.target for one in found if one.procedure is not None and one.procedure.has_form}
    return frozenset(key for key in forms if len(users[key]) > 1)


def _filed_at(one: Mention) -> list[str]:
    if one.row is not None:
        return [key_of(one.row.apply_url)] if one.row.apply_url else []
    actions = one.procedure.actions if one.procedure is not None else ()
    return [key_of(action.url) for action in actions if action.kind is ActionKind.APPLY and action.url]


def _join_forms(groups: _Groups, found: Sequence[Mention], described: dict[str, int]) -> None:
    """Join a service with the form of its own that it is filed by."""
    for number, one in enumerate(found):
        for key in _filed_at(one):
            form = described.get(key)
            procedure = found[form].procedure if form is not None else None
            if form is not None and procedure is not None and procedure.has_form and form != number:
                groups.join(number, form)


def _join_by(
    groups: _Groups, kept: Iterable[int], name: Callable[[Mention], str], found: Sequence[Mention]
) -> None:
    first: dict[str, int] = {}
    for number in kept:
        value = name(found[number])
        if value:
            groups.join(first.setdefault(value, number), number)


def _join_names(groups: _Groups, kept: Sequence[int], found: Sequence[Mention]) -> set[int]:
    """Join mentions of one name and return those that may be any of several services with different codes."""
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in kept:
        one = found[number]
        if norm := one.norm:
            named[norm, one.target if is_cut(one.name) else ""].append(number)
    loose: set[int] = set()
    for numbers in named.values():
        if not _conflict({code for number in numbers for code in groups.codes(number)}):
            for number in numbers[1:]:
                groups.join(numbers[0], number)
        else:
            bare = [n for n in numbers if not groups.codes(n)]
            loose.update(n for n in bare if all(m in numbers for m in groups.members(n)))
    return loose


class _Groups:
    """A union-find over mentions that keeps different codes apart."""

    def __init__(self, found: Sequence[Mention]) -> None:
        self._found = found
        self._up = list(range(len(found)))
        self._members = [[number] for number in range(len(found))]
        self._codes = [frozenset({one.code} - {""}) for one in found]

    def _root(self, number: int) -> int:
        while self._up[number] != number:
            self._up[number] = self._up[self._up[number]]
            number = self._up[number]
        return number

    def codes(self, number: int) -> frozenset[str]:
        return self._codes[self._root(number)]

    def members(self, number: int) -> list[int]:
        return self._members[self._root(number)]

    def join(self, one: int, other: int) -> None:
        left, right = self._root(one), self._root(other)
        codes = self._codes[left] | self._codes[right]
        if left == right or _conflict(codes):
            return
        low, high = min(left, right), max(left, right)
        self._up[high] = low
        self._members[low] += self._members[high]
        self._codes[low] = codes

    def lists(self, kept: Sequence[int]) -> list[list[Mention]]:
        """Return the mentions of each group, those of `kept` only, the first mention's group first."""
        wanted = set(kept)
        roots = dict.fromkeys(self._root(number) for number in sorted(wanted))
        return [[self._found[n] for n in sorted(self._members[root]) if n in wanted] for root in roots]


def _conflict(codes: Iterable[str]) -> bool:
    """Whether two codes are of one kind: a procedure may have its national code and the agency's own, but not two of either."""
    national = [bool(_NATIONAL.fullmatch(code)) for code in codes]
    return sum(national) > 1 or len(national) - sum(national) > 1
