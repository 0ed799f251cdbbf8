"""Which of an agency's services a required one is: as a person said, by code, or by Vietnamese name. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.services.model import Service
from audit.services.naming import normal_name
from audit.services.required.model import (
    Candidate,
    Match,
    MatchDecision,
    MatchedBy,
    MatchKind,
    RequiredService,
)
from audit.services.required.nearest import Nearest

if TYPE_CHECKING:
    from audit.services.required.comparing import Comparer

_NATIONAL = re.compile(r"\d\.\d{6}")
_SURE = 100.0


def match(
    required: Sequence[RequiredService],
    services: Sequence[Service],
    decisions: Iterable[MatchDecision],
    comparer: Comparer,
) -> tuple[Match, ...]:
    """Find each required service among the services of one agency.

    A person's word stands first; that it is none of them stands until one bears its code or its very name. Of the entries of
    one list at most one is a service by its name; which, is for a person where names alone do not tell.

    Args:
        required: What lists ask of the agency.
        services: Its inventory.
        decisions: Persons' words about this agency, the standing ones.
        comparer: Of names.

    Returns:
        One match for each required service, in their order.
    """
    finder = _Finder(services, {(d.decision, d.name): d for d in decisions}, comparer)
    return tuple(_each_once([finder.find(one) for one in required], comparer.limits.margin))


def code_key(code: str) -> str:
    """Return a code as codes are compared: of a national one the part that all provinces share.

    >>> code_key("1.013730.000.00.00.H01"), code_key("bkh-123456")
    ('1.013730', 'BKH-123456')
    """
    national = _NATIONAL.match(code)
    return national[0] if national else code.strip().upper()


class _Finder:
    def __init__(
        self,
        services: Sequence[Service],
        decisions: Mapping[tuple[str, str], MatchDecision],
        comparer: Comparer,
    ) -> None:
        self._services = services
        self._decisions = decisions
        self._comparer = comparer
        self._by_code: dict[str, list[Service]] = defaultdict(list)
        self._by_name: dict[str, list[Service]] = defaultdict(list)
        for service in services:
            for code in {code_key(code) for code in service.codes}:
                self._by_code[code].append(service)
            if service.name:
                self._by_name[normal_name(service.name)].append(service)
        named = [service for service in services if service.name]
        self._nearest = Nearest(((s, comparer.plain(s.name).content) for s in named), comparer.limits.nearest)

    def find(self, required: RequiredService) -> Match:
        said = self._decisions.get((required.decision, normal_name(required.name)))
        chosen = self._said(said) if said else None
        if chosen:
            return _matched(required, chosen, MatchedBy.PERSON)
        coded = self._by_code.get(code_key(required.code), []) if required.code else []
        if len(coded) == 1:
            return _matched(required, coded[0], MatchedBy.CODE)
        same = [s for s in self._by_name.get(normal_name(required.name), []) if not _other_code(required, s)]
        if len(same) == 1:
            return _matched(required, same[0], MatchedBy.NAME)
        found = self._by_likeness(required)
        if said and not (said.code or said.service_name):
            return replace(found, kind=MatchKind.MISSING, by=MatchedBy.PERSON, service_id="")
        return found

    def _said(self, said: MatchDecision) -> Service | None:
        """Return the service that a person named, if the agency still has it."""
        coded = self._by_code.get(code_key(said.code), []) if said.code else []
        named = self._by_name.get(said.service_name, []) if said.service_name else []
        both = [s for s in coded if s in named] or coded or named
        return both[0] if both else None

    def _by_likeness(self, required: RequiredService) -> Match:
        limits = self._comparer.limits
        scored: list[Candidate] = []
        for service in self._nearest.of(self._comparer.plain(required.name).content):
            score = self._comparer.score(required.name, service.name)
            if _other_code(required, service):
                score = min(score, limits.caps.partial)
            scored.append(Candidate(service.id, round(score, 1)))
        scored.sort(key=lambda c: -c.score)
        best = scored[0].score if scored else 0.0
        floor = limits.shown if best >= limits.ambiguous else 0.0
        shown = tuple(c for c in scored[: limits.candidates] if c.score >= floor)
        alone = len(scored) < 2 or best - scored[1].score > limits.margin
        if best >= limits.matched and alone:
            return Match(required, MatchKind.MATCHED, MatchedBy.NAME, shown[0].service_id, best, shown)
        kind = MatchKind.AMBIGUOUS if best >= limits.ambiguous else MatchKind.MISSING
        return Match(required, kind, score=best, candidates=shown)


def _matched(required: RequiredService, service: Service, by: MatchedBy) -> Match:
    return Match(required, MatchKind.MATCHED, by, service.id, _SURE, (Candidate(service.id, _SURE),))


def _other_code(required: RequiredService, service: Service) -> bool:
    """Whether both have codes, and different ones: two codes are two procedures."""
    return bool(required.code and service.codes) and code_key(required.code) not in map(
        code_key, service.codes
    )


def _each_once(found: Iterable[Match], margin: float) -> list[Match]:
    """Put to a person the entries of one list that are the same service by name, but for the one that is so clearly."""
    matches = list(found)
    claims: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, one in enumerate(matches):
        if one.kind is MatchKind.MATCHED:
            claims[one.required.decision, one.service_id].append(index)
    for indexes in claims.values():
        named = [i for i in indexes if matches[i].by is MatchedBy.NAME]
        best = sorted((matches[i].score for i in named), reverse=True)
        sure = len(named) < len(indexes)
        for index in named if len(indexes) > 1 else ():
            leads = not sure and matches[index].score == best[0] and best[0] - best[1] > margin
            if not leads:
                matches[index] = replace(
                    matches[index], kind=MatchKind.AMBIGUOUS, by=MatchedBy.NOTHING, service_id=""
                )
    return matches
