"""From a site and criteria to judgements. Pure: the same site, criteria and lexicon give the same verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.criteria.model import AppliesTo, Criterion, Language
from audit.detectors import DETECTORS, Case
from audit.lexicon import Lexicon
from audit.results import Confidence, Judgement, Message, Side, Verdict
from audit.scoring import points
from audit.site import SiteView

_WORSE = {
    Confidence.HIGH: Confidence.MEDIUM,
    Confidence.MEDIUM: Confidence.LOW,
    Confidence.LOW: Confidence.LOW,
}


def judge(
    site: SiteView, criteria: Sequence[Criterion], lexicon: Lexicon, day: date
) -> tuple[Judgement, ...]:
    """Judge one agency.

    Args:
        site: What was read of it.
        criteria: In force on `day`; each gives one judgement, in the same order.
        lexicon: Terms and thresholds.
        day: The day the agency is judged at.

    Raises:
        ValueError: The site view was built with another lexicon or for another day.
    """
    if site.lexicon is not lexicon or site.day != day:
        raise ValueError("the site view belongs to another lexicon or day")
    return tuple(_judge(site, criterion) for criterion in criteria)


def combine(english: Side, local: Side) -> Verdict:
    """Return the verdict of both sides: English leads; what only Vietnamese readers find is *vietnamese only*."""
    if english.verdict is Verdict.NOT_MET and local.verdict in {Verdict.MET, Verdict.PARTLY}:
        return Verdict.VIETNAMESE_ONLY
    return english.verdict


def applies(site: SiteView, criterion: Criterion) -> bool:
    """Whether an agency is asked at all: by kind, sectors and portals."""
    return not criterion.applies_to or any(_fits(site, wanted) for wanted in criterion.applies_to)


def _fits(site: SiteView, wanted: AppliesTo) -> bool:
    return (
        (not wanted.kinds or site.agency.kind in wanted.kinds)
        and (not wanted.sectors or not site.sectors.isdisjoint(wanted.sectors))
        and (not wanted.portals or any(portal.role in wanted.portals for portal in site.agency.portals))
    )


def _judge(site: SiteView, criterion: Criterion) -> Judgement:
    if not applies(site, criterion):
        side = Side(Verdict.NOT_APPLICABLE, Message("not_applicable"))
        return Judgement(criterion.id, Verdict.NOT_APPLICABLE, side, side, weight=criterion.weight)
    detect = DETECTORS[criterion.detector]
    if criterion.language is Language.VIETNAMESE:
        english = local = detect(Case(site, criterion, "vi"))
    else:
        english = detect(Case(site, criterion, "en"))
        local = english if criterion.language is Language.NEUTRAL else detect(Case(site, criterion, "vi"))
    verdict = combine(english, local)
    return Judgement(
        criterion.id,
        verdict,
        english,
        local,
        confidence=_confidence(site, criterion),
        points=points(english.verdict, criterion.weight),
        local_points=points(local.verdict, criterion.weight),
        weight=criterion.weight,
    )


def _confidence(site: SiteView, criterion: Criterion) -> Confidence:
    """The family's measured class; one class lower on a portal that speaks to officials (docs/verdicts.md, R7)."""
    family = str(criterion.params.get("family", ""))
    traits = site.lexicon.families.get(family)
    own = traits.confidence if traits else Confidence.HIGH
    if criterion.params.get("parts") or criterion.params.get("families"):
        own = Confidence.MEDIUM
    return _WORSE[own] if site.staff_share >= site.lexicon.thresholds.staff_share else own
