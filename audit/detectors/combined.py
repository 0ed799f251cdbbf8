"""Duties with several parts: the introduction of Decree 43/2011 Art. 13, a guide together with questions and answers."""

from __future__ import annotations

from audit.detectors.case import Case, answer
from audit.detectors.named import candidates, conclude
from audit.results import Side, Verdict
from crawler.registry import Kind


def introduction(case: Case) -> Side:
    """Functions and organisation, both (Decree 43/2011 Art. 10(1)(a), Decree 42/2022 Art. 7(2)(a)).

    Article 13 asks a province for its apparatus, and for its nature, history and culture in place of functions; Decree 42 does not.
    """
    return _all(case, _asked(case, "parts"), "introduction")


def all_of(case: Case) -> Side:
    """Every one of several families; of a province those of `province_parts`, where they are given."""
    return _all(case, _asked(case, "families"), "all")


def _asked(case: Case, key: str) -> list[str]:
    params = case.criterion.params
    own = case.site.agency.kind is Kind.PROVINCE and "province_parts" in params
    return [str(name) for name in params["province_parts" if own else key]]


def _all(case: Case, families: list[str], stem: str) -> Side:
    sides = {family: _side(case, family) for family in families}
    verdicts = [side.verdict for side in sides.values()]
    evidence = tuple(e for side in sides.values() for e in side.evidence)
    near = tuple(e for side in sides.values() for e in side.near_misses)
    missing = ", ".join(
        case.lexicon.terms(family, case.language).strong[0]
        for family, side in sides.items()
        if side.verdict is not Verdict.MET
    )
    if all(verdict is Verdict.MET for verdict in verdicts):
        return answer(case, Verdict.MET, f"{stem}_full", evidence, near)
    if any(verdict in {Verdict.MET, Verdict.PARTLY} for verdict in verdicts):
        return answer(case, Verdict.PARTLY, f"{stem}_some", evidence, near, missing=missing)
    return answer(case, Verdict.NOT_MET, f"{stem}_none", (), near, missing=missing)


def _side(case: Case, family: str) -> Side:
    params = {"family": family}
    part = Case(case.site, case.criterion.model_copy(update={"params": params}), case.language)
    return conclude(part, candidates(part))
