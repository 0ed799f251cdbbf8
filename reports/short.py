"""Results cut to what pages about a whole run show of each agency: of ten thousand agencies these are held at once. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from audit.results import (
    AgencyResult,
    Confidence,
    Coverage,
    Evidence,
    Finding,
    Judgement,
    Message,
    Score,
    Side,
    Verdict,
)
from audit.services.model import Service, ServiceInventory
from crawler.registry import Kind
from reports.rows import waits_for_person

_Shared = TypeVar("_Shared", bound=Hashable)
_Proof = tuple[str, int, str]
"""Of evidence: address, clicks, the page whose link led there."""
_SideKey = tuple[Verdict, bool, tuple[_Proof, ...], tuple[_Proof, ...]]
_PERSON: Final = Message("for_person")
_OTHER: Final = Message("")
_FINDING: Final = Finding("", "criterion", "", _OTHER)


class Shortening:
    """Cuts results one after another; what they have in common is in memory once.

    A short result has the score, coverage, portals, verdicts, and services of the whole one, but no text of any page: of evidence
    the clicks, of findings their number and the one that the report of a parent body names. What it lacks is empty.
    """

    def __init__(self) -> None:
        self._judgements: dict[tuple[str, Verdict, Confidence, _SideKey, _SideKey], Judgement] = {}
        self._services: dict[Hashable, Service] = {}
        self._known: dict[Hashable, Hashable] = {}

    def of(self, result: AgencyResult) -> AgencyResult:
        """Return a short result.

        Args:
            result: Whole.
        """
        same, national = self._same, result.kind == Kind.NATIONAL_PORTAL
        return AgencyResult(
            run_id=same(result.run_id),
            agency_id=result.agency_id,
            agency_vi=result.agency_vi,
            agency_en=result.agency_en,
            kind=same(result.kind),
            sectors=same(result.sectors),
            editions=same(result.editions),
            audited_on=same(result.audited_on),
            portals=tuple(replace(portal, detail="", tls="") for portal in result.portals),
            coverage=self._coverage(result.coverage),
            score=self._score(result.score, parts=True),
            judgements=tuple(
                self._judgement(judgement, national=national) for judgement in result.judgements
            ),
            findings=self._findings(result.findings),
            own_scores=tuple(self._score(score, parts=False) for score in result.own_scores),
            inventory=self._inventory(result.inventory),
        )

    def _same(self, value: _Shared) -> _Shared:
        return self._known.setdefault((type(value), value), value)  # type: ignore[return-value]

    def _coverage(self, coverage: Coverage) -> Coverage:
        """Pages by language and all statuses but one are told in the agency's own report only."""
        return replace(
            coverage,
            by_status={"ok": coverage.pages} if coverage.pages else {},
            pages_by_language=_NOTHING,
            words_by_language=_NOTHING,
            first_fetch="",
            last_fetch="",
        )

    def _score(self, score: Score, *, parts: bool) -> Score:
        return replace(
            score,
            english=self._same(score.english),
            local=self._same(score.local),
            unweighted=self._same(score.unweighted),
            parts=tuple(map(self._same, score.parts)) if parts else (),
            weights_name=self._same(score.weights_name),
            edition=self._same(score.edition),
            sectors=(),
        )

    def _judgement(self, judgement: Judgement, *, national: bool) -> Judgement:
        english, local = (_side_key(side, national=national) for side in (judgement.english, judgement.local))
        key = (judgement.criterion_id, judgement.verdict, judgement.confidence, english, local)
        found = self._judgements.get(key)
        if found is None:
            found = Judgement(
                judgement.criterion_id, judgement.verdict, _side(english), _side(local), judgement.confidence
            )
            self._judgements[key] = found
        return found

    def _findings(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        if not findings:
            return ()
        named = next((finding for finding in findings if finding.gain > 0), findings[0])
        short = replace(named, id="", also=(), urls=(), spots=())
        return (short, *(_FINDING,) * (len(findings) - 1))

    def _inventory(self, inventory: ServiceInventory | None) -> ServiceInventory | None:
        if inventory is None:
            return None
        return replace(inventory, hosts=(), services=tuple(map(self._service, inventory.services)))

    def _service(self, service: Service) -> Service:
        key = (service.published, service.checked, service.english, service.topics)
        found = self._services.get(key)
        if found is None:
            found = Service(
                "",
                "",
                published=service.published,
                checked=service.checked,
                english=service.english,
                topics=service.topics,
            )
            self._services[key] = found
        return found


_NOTHING: Final[dict[str, int]] = {}


def _side_key(side: Side, *, national: bool) -> _SideKey:
    """What is looked at of a side before its page is known; ways to other agencies lead over national portals."""
    return (
        side.verdict,
        waits_for_person(side),
        tuple(_proof(item, national=national) for item in (side.evidence if national else side.evidence[:1])),
        tuple(_proof(item, national=national) for item in side.near_misses[:1]),
    )


def _proof(item: Evidence, *, national: bool) -> _Proof:
    return (item.url, item.clicks, item.found_on) if national else ("", item.clicks, "")


def _side(key: _SideKey) -> Side:
    verdict, waits, evidence, near = key
    return Side(verdict, _PERSON if waits else _OTHER, _evidence(evidence), _evidence(near))


def _evidence(proofs: tuple[_Proof, ...]) -> tuple[Evidence, ...]:
    return tuple(Evidence(url, "", "", "", clicks=clicks, found_on=page) for url, clicks, page in proofs)
