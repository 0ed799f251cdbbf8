"""What is known beside the sample results: earlier runs, a unit of the shell ministry, and the sections of its site."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from audit.compare import Difference, Steps, compare
from audit.reach import Reach
from audit.rejudge import scores_by
from audit.results import AgencyResult, Interval, Judgement, Section, SectionDepth, Verdict
from audit.scoring import points
from audit.untold import Untold
from crawler.records import PageRecord
from crawler.registry import Kind
from crawler.status import FetchStatus
from reports.told import PastScore, Told
from tests.reports import samples

V = Verdict
FIRST, SECOND, LAST = "20171001T020000Z", "20180101T020000Z", "20180331T020000Z"
OLD = ("osi-2022@2023.1", "vn-law@2026.11")
SECTIONS = (
    Section(
        "shell.gov.example",
        "gioi-thieu",
        "Giới thiệu",
        "About us",
        "https://shell.gov.example/vi/gioi-thieu",
        (SectionDepth(1, 4, {"vi": 900, "en": 20}), SectionDepth(2, 12, {"vi": 5200, "en": 4100})),
    ),
    Section(
        "shell.gov.example",
        "tin-tuc",
        "Tin tức - sự kiện",
        "",
        "https://shell.gov.example/vi/tin-tuc",
        (SectionDepth(1, 1, {"vi": 300}), SectionDepth(4, 210, {"vi": 120_000, "en": 90, "other": 40})),
    ),
    Section("shell.gov.example", "", "", "", "https://shell.gov.example/", (SectionDepth(0, 2, {"vi": 700, "en": 650}),)),
    Section("shell.gov.example", "en/news", "", "News", "https://shell.gov.example/en/news", (SectionDepth(-1, 3, {}),)),
    Section("", "", "", "", "", (SectionDepth(3, 9, {"vi": 400}),), 7),
)  # fmt: skip


def changed(judgement: Judgement, english: Verdict) -> Judgement:
    """The same with another verdict in English, resting on the pages it rests on."""
    side = replace(judgement.english, verdict=english)
    verdict = V.VIETNAMESE_ONLY if english is V.NOT_MET and judgement.local.verdict is V.MET else english
    won = points(english, judgement.weight)
    return replace(judgement, verdict=verdict, english=side, points=won)


def before() -> AgencyResult:
    """The shell ministry as the last run saw it: two criteria not met then, one better than now, one not reached."""
    now = samples.shell_ministry()
    both = [j for j in now.judgements if samples.criteria()[j.criterion_id].language == "both"]
    met = [j for j in both if j.english.verdict is V.MET]
    lost = next(j for j in both if j.verdict is V.VIETNAMESE_ONLY)
    then = {
        met[0].criterion_id: changed(met[0], V.NOT_MET),
        met[1].criterion_id: changed(met[1], V.NOT_MET),
        met[2].criterion_id: changed(met[2], V.COULD_NOT_TELL),
        lost.criterion_id: changed(lost, V.MET),
    }
    judged = tuple(then.get(j.criterion_id, j) for j in now.judgements)
    total, *own = scores_by(samples.rules())(judged)
    return replace(now, run_id=LAST, judgements=judged, score=total, own_scores=tuple(own))


@lru_cache(maxsize=1)
def difference() -> Difference:
    """What `audit.compare` says of the two."""
    earlier, later = before(), samples.shell_ministry()
    read = Reach.of(
        [
            PageRecord(e.url, FetchStatus.OK, final_url=e.url)
            for j in (*earlier.judgements, *later.judgements)
            for side in (j.english, j.local)
            for e in side.evidence
        ],
        "finished",
    )
    steps = Steps(earlier, earlier.judgements, later.judgements, later.judgements, later, read, read)
    return compare(steps, scores_by(samples.rules()))


def past(run_id: str, low: float, high: float, **more: object) -> PastScore:
    """What a run said."""
    day = f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]}"
    editions = samples.shell_ministry().editions
    return replace(
        PastScore(run_id, day, Interval(low, high), Interval(80.0, 81.0), readable=True, editions=editions),
        **more,
    )


def unit() -> AgencyResult:
    """A department of the shell ministry that is an agency of its own."""
    names = ("Cục Mẫu thuộc Bộ Vỏ bọc", "Sample Department of the Shell")
    return samples.result("unit", names, Kind.UNIT, samples._vietnamese)


@lru_cache(maxsize=1)
def told() -> Told:
    """The sample run with all that is known beside it."""
    good, shell, province, blocked = samples.all_results()
    earlier = before()
    return Told(
        (good, replace(shell, sections=SECTIONS), unit(), province, blocked),
        samples.rules(),
        replace(samples.RUN, previous=LAST),
        history={
            "shell": (
                past(FIRST, 12.0, 12.0, editions=OLD),
                past(SECOND, 0.0, 100.0, readable=False),
                past(LAST, earlier.score.english.low, earlier.score.english.high, local=earlier.score.local),
            ),
            "good": (past(LAST, 88.0, 90.0, editions=OLD),),
            "province": (past(LAST, 1.0, 9.5),),
            "blocked": (past(LAST, 20.0, 25.0),),
        },
        differences={"shell": difference()},
        undivided={"good": Untold.RULES, "province": Untold.SNAPSHOT, "blocked": Untold.RULES},
        parents={"unit": "shell"},
    )
