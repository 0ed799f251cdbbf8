"""Small builders of criteria, judgements and results for the tests of `audit`."""

from collections.abc import Collection, Iterable

from audit.criteria.model import Criterion
from audit.results import (
    AgencyResult,
    Coverage,
    Evidence,
    Interval,
    Judgement,
    Looked,
    Message,
    Score,
    Side,
    Verdict,
)
from audit.scoring import points

UNTOLD = Message("not_found", {})


def criterion(id_: str, subindex: str = "TEC", *, weight: float = 1.0, effort: int = 2, **more) -> Criterion:
    return Criterion.model_validate(
        {
            "id": id_,
            "subindex": subindex,
            "group": "technology",
            "weight": weight,
            "effort": effort,
            "title": {"vi": f"Tiêu chí {id_}", "en": f"Criterion {id_}"},
            "advice": {"vi": "Hãy công bố.", "en": "Publish it."},
            "detector": "named_section",
            "source": {"text": "OSI 2024"},
            **more,
        }
    )


def evidence(url: str = "http://a.example/x", quote: str = "Sơ đồ cổng") -> Evidence:
    return Evidence(url=url, quote=quote, language="vi", where="footer", fetched_at="2018-06-30T01:02:03Z")


def side(verdict: Verdict, *proofs: Evidence) -> Side:
    return Side(verdict, UNTOLD, proofs, (), Looked(12, ("site map",), ("http://a.example/",)))


def judgement(
    id_: str, verdict: str, *, english: str = "", local: str = "", weight: float = 1.0, proofs=()
) -> Judgement:
    """A judgement as the engine makes it; the sides follow from the verdict unless they are given."""
    whole = Verdict(verdict)
    sides = {
        Verdict.VIETNAMESE_ONLY: (Verdict.NOT_MET, Verdict.MET),
        Verdict.NOT_APPLICABLE: (Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE),
    }.get(whole, (whole, whole))
    en = Verdict(english) if english else sides[0]
    vi = Verdict(local) if local else sides[1]
    return Judgement(
        criterion_id=id_,
        verdict=whole,
        english=side(en, *proofs),
        local=side(vi),
        points=points(en, weight),
        local_points=points(vi, weight),
        weight=weight,
    )


def as_if_met(judgements: Iterable[Judgement], ids: Collection[str]) -> list[Judgement]:
    """The same judgements with some criteria met in English, where they are asked at all."""
    return [
        judgement(j.criterion_id, "met", weight=j.weight)
        if j.criterion_id in ids and j.verdict is not Verdict.NOT_APPLICABLE
        else j
        for j in judgements
    ]


def result(run_id: str = "20180630T000000Z", agency_id: str = "moa", **more) -> AgencyResult:
    return AgencyResult(
        **{
            "run_id": run_id,
            "agency_id": agency_id,
            "agency_vi": "Bộ A",
            "agency_en": "Ministry A",
            "kind": "ministry",
            "sectors": ("health",),
            "editions": ("osi-2024@1",),
            "audited_on": "2018-06-30",
            "portals": (),
            "coverage": Coverage(found=3, fetched=2, skipped=1, by_status={"ok": 2, "not_a_page": 1}),
            "score": Score(Interval(40.0, 45.5), Interval(60.0, 60.0), Interval(41.0, 41.0)),
            "judgements": (judgement("T-1", "met", proofs=(evidence(),)), judgement("T-2", "not_met")),
            "findings": (),
            **more,
        }
    )
