"""Two runs of the sample agencies side by side, with every cause of a difference."""

from __future__ import annotations

from dataclasses import replace

from audit.compare import Steps, compare
from audit.reach import Reach
from audit.rejudge import Comparison, Lone
from audit.results import AgencyResult, Evidence, Judgement, Side, Verdict
from audit.scoring import own_scores, points, score
from crawler.records import PageRecord
from crawler.registry import Names
from crawler.status import FetchStatus
from reports.difference import DifferenceView, RunSide, difference_view
from tests.reports import samples

V = Verdict
LATER = "20180930T020000Z"
NAMES = {
    result.agency_id: Names(vi=result.agency_vi, en=result.agency_en) for result in samples.all_results()
} | {"merged": Names(vi="Tổng cục Cũ", en="Old General Department")}


def scores(judgements):
    """The main score and those of indices of their own, by the sample rules."""
    rules = samples.rules()
    return (score(judgements, rules.main, rules.weights), *own_scores(judgements, rules.editions))


def turned(judgements: tuple[Judgement, ...], numbers: range, verdict: Verdict) -> tuple[Judgement, ...]:
    """The same with the English side of some of those that are not met, by their number, decided otherwise."""
    wanted = [j.criterion_id for j in judgements if j.english.verdict is V.NOT_MET]
    chosen = {wanted[n] for n in numbers}
    return tuple(_turn(j, verdict) if j.criterion_id in chosen else j for j in judgements)


def _turn(judged: Judgement, verdict: Verdict) -> Judgement:
    proof = Evidence(
        f"https://shell.gov.example/en/{judged.criterion_id}",
        "Functions and duties",
        "en",
        "main",
        samples.FETCHED,
    )
    side = Side(verdict, samples.REASON[verdict], (proof,) if verdict in {V.MET, V.PARTLY} else ())
    return replace(judged, verdict=verdict, english=side, points=points(verdict, judged.weight))


def _result(base: AgencyResult, judgements: tuple[Judgement, ...]) -> AgencyResult:
    total, *own = scores(judgements)
    return replace(base, run_id=LATER, judgements=judgements, score=total, own_scores=tuple(own))


def moved():
    """The shell ministry: rules, site, reach and a person each moved something."""
    earlier = samples.shell_ministry()
    by_rules = turned(earlier.judgements, range(2), V.PARTLY)
    reached = turned(by_rules, range(4, 5), V.COULD_NOT_TELL)
    by_site = turned(reached, range(6, 10), V.MET)
    last = turned(by_site, range(1), V.MET)
    home = "https://shell.gov.example/"
    read = Reach.of([PageRecord(home, FetchStatus.OK, final_url=home)], "finished")
    steps = Steps(earlier, by_rules, by_site, last, _result(earlier, last), read, read)
    return compare(steps, scores)


def still(result: AgencyResult):
    """An agency whose two results agree."""
    nothing = Reach({}, complete=True)
    return compare(Steps(result, *[result.judgements] * 3, result, nothing, nothing), scores)


def comparison() -> Comparison:
    """What moved, what did not, whom only one of the runs has, and what failed."""
    return Comparison(
        differences=(still(samples.good_ministry()), moved()),
        lone=(
            Lone("merged", earlier=True, others=("good",), followed=True),
            Lone("province", earlier=False),
        ),
        errors={"blocked": "no such snapshot"},
    )


def view() -> DifferenceView:
    """All of it as the page shows it."""
    return difference_view(
        comparison(),
        RunSide(samples.RUN.run_id, "2018-06-30", samples.EDITIONS),
        RunSide(LATER, "2018-09-30", (*samples.EDITIONS, "losi-2024")),
        NAMES,
        samples.criteria(),
    )
