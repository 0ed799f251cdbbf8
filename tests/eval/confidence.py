"""How often a verdict is right, by its class of confidence and by what it rests on: labelled portals and the demo's key together.

`python -m tests.eval.measure --confidence` prints it; the table in docs/verdicts.md is its output.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.confidence import of_side, signal
from audit.criteria.model import Criterion, Language
from audit.demo.answers import load_answers
from audit.results import AgencyResult, Confidence, Verdict
from audit.rules import load_rules
from audit.store.db import Store
from tests.eval import measure
from tests.eval.corpus import PORTALS, ROOT, lexicon
from tests.eval.packed import PACKED

DEMO = "demo"


@dataclass(frozen=True)
class Sure:
    """One decided side beside its label."""

    set: str
    """A labelled portal, or `demo`."""
    language: str
    rests_on: str
    confidence: Confidence
    label: Verdict
    verdict: Verdict

    @property
    def right(self) -> bool:
        return self.label is self.verdict


@dataclass(frozen=True)
class Rate:
    """Of sides that were decided, how many as labelled."""

    right: int
    decided: int
    met_right: int
    met_said: int

    @property
    def accuracy(self) -> float:
        return self.right / self.decided if self.decided else 1.0

    def __str__(self) -> str:
        share = f"{self.accuracy:.2f}" if self.decided else "–"
        met = f"{self.met_right / self.met_said:.2f} of {self.met_said}" if self.met_said else "–"
        return f"{self.right:4}/{self.decided:<4} {share:5} met {met}"


def rate(rows: Iterable[Sure]) -> Rate:
    """Count; what the audit leaves open claims nothing and is not among the rows."""
    found = list(rows)
    said = [row for row in found if row.verdict is Verdict.MET]
    return Rate(sum(r.right for r in found), len(found), sum(r.right for r in said), len(said))


@cache
def labelled(portals: tuple[str, ...] = (*PORTALS, *PACKED)) -> tuple[Sure, ...]:
    """Every labelled portal, in both languages; portals without labels have no rows."""
    known = measure.criteria()
    return tuple(
        sure
        for language in ("en", "vi")
        for row in measure.rows(portals, language)
        if (sure := _sure(row.portal, language, known[row.item], row.side, row.label)) is not None
    )


@cache
def demo() -> tuple[Sure, ...]:
    """The demo portals, crawled on loopback and judged now, beside their answer key."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "audit", "demo", "--data", folder],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        with Store(Path(folder) / "audit.db") as store:
            run = store.run()
            results = store.results(run.id)
    day = date.fromisoformat(run.day)
    return tuple(_of_demo(results, load_rules(ROOT / "config", run.editions, day).criteria))


def _of_demo(results: Iterable[AgencyResult], criteria: dict[str, Criterion]) -> Iterable[Sure]:
    key = load_answers().agencies
    for result in results:
        for judgement in result.judgements:
            answer = key[result.agency_id].criteria.get(judgement.criterion_id)
            if answer is None:
                continue
            criterion = criteria[judgement.criterion_id]
            for language, side, label in (
                ("en", judgement.english, answer.english),
                ("vi", judgement.local, answer.local),
            ):
                if language == "en" and criterion.language is Language.VIETNAMESE:
                    continue  # both sides are the Vietnamese one
                sure = _sure(DEMO, language, criterion, side, Verdict(label))
                if sure is not None and sure.label is not Verdict.COULD_NOT_TELL:
                    yield sure


def _sure(name, language, criterion, side, label) -> Sure | None:
    rests_on = signal(side, lexicon().sureness)
    if rests_on is None:
        return None
    return Sure(name, language, rests_on.value, of_side(side, criterion, lexicon()), label, side.verdict)


def table(rows: tuple[Sure, ...], key: Callable[[Sure], object]) -> dict[str, Rate]:
    """Rates per value of `key`."""
    groups: dict[str, list[Sure]] = {}
    for row in rows:
        groups.setdefault(str(key(row)), []).append(row)
    return {name: rate(group) for name, group in sorted(groups.items())}


def report() -> Iterable[str]:
    """Yield the lines of the measurement."""
    sets = {
        "real portals": labelled(PORTALS),
        "portals of real content systems": labelled(PACKED),
        "demo key": demo(),
    }
    for heading, rows in {**sets, "all": tuple(row for part in sets.values() for row in part)}.items():
        yield f"{heading}: {rate(rows)}"
        for name in Confidence:
            yield f"  {name.value:26} {rate(r for r in rows if r.confidence is name)}"
        for rests_on, found in table(rows, lambda r: r.rests_on).items():
            yield f"    {rests_on:24} {found}"
        if heading != "all":
            for part, found in table(rows, lambda r: f"{r.set} {r.language} {r.confidence.value}").items():
                yield f"      {part:34} {found}"
