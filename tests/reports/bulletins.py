"""What there is to tell of a run, made up."""

from __future__ import annotations

from audit.life.changes import Changes
from audit.life.model import Condition
from audit.results import Finding, Interval, Message, Score
from audit.store.scores import EarlierScore
from crawler.registry import Names
from reports.bulletin import Bulletin

HOSTILE = "Trang\r\nBcc: x@y.example\n\x1b[31m\u202e=cmd"
_BEFORE = {
    "regressed": Condition.FIXED,
    "new": None,
    "fixed": Condition.OPEN,
    "gone": Condition.REGRESSED,
}


def finding(number: int) -> Finding:
    return Finding(f"{number:016x}", "criterion", f"T-{number}", Message("nothing_named"), gain=1.0)


def titles(of: Finding) -> tuple[str, str]:
    return f"Việc {of.criterion_id} {HOSTILE}", f"Task {of.criterion_id} {HOSTILE}"


def names(of: Finding) -> tuple[str, str]:
    return f"Tên {of.criterion_id}", f"Name {of.criterion_id}"


def bulletin(
    counts: dict[str, int] | None = None,
    *,
    link: str = "",
    first: bool = False,
    readable: bool = True,
    agency: str = "moa",
) -> Bulletin:
    found: dict[str, tuple[Finding, ...]] = {}
    conditions = {}
    number = 0
    for change, count in (counts or {"new": 1}).items():
        found[change] = tuple(finding(number + n) for n in range(count))
        number += count
        conditions |= {f.id: (_BEFORE[change], Condition(change)) for f in found[change]}
    before = EarlierScore(
        "20180331T070000Z",
        "2018-03-31",
        Interval(38.0, 44.0),
        Interval(70.0, 70.0),
        True,
        ("osi-2024@1",),
        "",
        "",
    )
    return Bulletin(
        "20180630T070000Z",
        "2018-06-30",
        "2018-06-30T09:12:44Z",
        agency,
        Names(vi="Bộ A", en="Ministry A"),
        Score(Interval(41.5, 44.0), Interval(70.25, 71.0), Interval(41.0, 41.0)),
        None if first else before,
        Changes(**found),
        conditions,
        "" if first else before.run_id,
        readable,
        link,
    )
