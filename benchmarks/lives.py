"""Findings of a nation: what it takes to write down one more run, to list them, and to ask what pages of the portal ask.

A database of 110 agencies with 300,000 findings, at which twelve runs have looked. One agency's life is written by the program
itself, run after run; the others are that one's rows under ids of their own, so that they are what the program writes. Of earlier
runs' results the heads are there alone: nothing that is measured opens more of them.

Beside each figure stands what it took one by one: a question for each finding's events and a statement for each row, or every
finding opened to be counted or left out.

    python benchmarks/lives.py [agencies] [runs] [findings of an agency]
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.__main__ import run as command  # noqa: E402 - run as a script, from any folder
from audit.cli.due import WARNING  # noqa: E402
from audit.criteria.loader import load_catalogue  # noqa: E402
from audit.findings import finding_id  # noqa: E402
from audit.life.model import Event, EventKind, State  # noqa: E402
from audit.lives import note_looks  # noqa: E402
from audit.results import AgencyResult, Coverage, Finding, Judgement, Message  # noqa: E402
from audit.store.db import Run, Store  # noqa: E402
from audit.store.ledger import START, Wanted, place_of  # noqa: E402
from audit.store.lives import Lives  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from tests.audit.builders import evidence, judgement  # noqa: E402
from tests.audit.builders import result as sample  # noqa: E402
from tests.audit.one_by_one import OneByOne  # noqa: E402

AGENCIES = 110
RUNS = 12
FINDINGS = 2_727
"""Of an agency; 300,000 of all."""
CRITERIA = 350
NOTED = 8
"""Agencies whose next run is noted to be timed; one by one, a quarter of them."""
PAGES = 60
"""Pages of each kind that are asked for."""
NOTE_S, COMMAND_S, PAGE_MS = 0.75, 1.0, 100.0
"""What is wanted: of an agency's next run, of a command, and at the 95th percentile of what a page asks."""
_START = datetime(2024, 1, 1, tzinfo=UTC)
_FATES = {"not_met": 70, "met": 20, "could_not_tell": 10}
_WORDS = (EventKind.WAIVED, EventKind.DISPUTED)


class Slow(Store):
    """A store whose findings are told one by one."""

    @property
    def lives(self) -> Lives:
        """As they were first done."""
        return OneByOne(self._db, self.path)


def run_id(number: int) -> str:
    """The id of a run: one a month."""
    return (_START + timedelta(days=30 * number)).strftime("%Y%m%dT%H%M%SZ")


def agency(number: int) -> str:
    """The id of an agency."""
    return f"a-{number:03d}"


class Portal:
    """An agency's results, run after run, by chance that is the same each time.

    Args:
        agency_id: Whose.
        findings: It ever had.
    """

    def __init__(self, agency_id: str, findings: int) -> None:
        self._agency_id = agency_id
        criteria = list(load_catalogue(ROOT / "config"))[: min(CRITERIA, findings)]
        self._gaps = [self._gap(id_) for id_ in criteria]
        self._causes = [self._cause(number) for number in range(findings - len(criteria))]

    def result(self, number: int) -> AgencyResult:
        """What a run tells: of each criterion any verdict, of nine causes in ten that they are there."""
        chance = random.Random(number)
        fates = chance.choices(list(_FATES), list(_FATES.values()), k=len(self._gaps))
        judged = [self._judgement(gap, fate) for gap, fate in zip(self._gaps, fates, strict=True)]
        gaps = [gap for gap, fate in zip(self._gaps, fates, strict=True) if fate == "not_met"]
        causes = [cause for cause in self._causes if number == 0 or chance.random() < 0.9]
        return sample(
            run_id(number),
            self._agency_id,
            coverage=Coverage(found=2_000, fetched=1_500, skipped=500, readable=chance.random() < 0.95),
            judgements=tuple(judged),
            findings=(*causes, *gaps),
        )

    def _judgement(self, gap: Finding, fate: str) -> Judgement:
        return judgement(gap.criterion_id, fate, proofs=(evidence(),) if fate == "met" else ())

    def _gap(self, criterion_id: str) -> Finding:
        title = Message("finding_not_met", {"criterion": criterion_id})
        return Finding(finding_id(self._agency_id, criterion_id), "criterion", criterion_id, title)

    def _cause(self, number: int) -> Finding:
        """One of a page in three names none, so that it is mended where it is told no more."""
        urls = tuple(f"http://www.{self._agency_id}.example/page/{number}/{n}" for n in range(number % 3))
        kind = ("no_lang", "no_title", "no_alt")[number % 3]
        id_ = finding_id(self._agency_id, kind, str(number))
        return Finding(id_, kind, "", Message(f"fault_{kind}", {"count": len(urls)}), urls=urls)


def build(path: Path, agencies: int, runs: int, findings: int) -> Portal:
    """Fill a database; return the portal whose life the others share."""
    portal = Portal(agency(0), findings)
    with Store(path) as store:
        for number in range(runs):
            _plan(store, number, agencies)
            result = portal.result(number)
            store.save_result(result, result.run_id)
            note_looks(store, result, result.run_id, None)
        lives = store.lives.of(agency(0))
        store.lives.add_all(
            (life.finding.id, Event(_WORDS[n % 2], "2024-02-01", by="op", text="why"))
            for n, life in enumerate(lives[::50])
        )
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma synchronous = off")
        db.execute("pragma cache_size = -500000")
        db.execute("begin")
        db.execute("create temp table ids (old text primary key, new text)")
        for number in range(1, agencies):
            _copy(db, agency(0), agency(number))
        db.execute("commit")
    return portal


def _plan(store: Store, number: int, agencies: int) -> None:
    id_ = run_id(number)
    began = datetime.strptime(id_, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
    all_ids = tuple(map(agency, range(agencies)))
    store.save_run(Run(id_, "done", began, began[:10], all_ids, ("osi-2024",)))


def _copy(db: sqlite3.Connection, one: str, other: str) -> None:
    """Give an agency the rows of another one, with findings of its own."""
    db.execute("delete from ids")
    ids = [id_ for (id_,) in db.execute("select finding_id from finding_lives where agency_id = ?", [one])]
    db.executemany("insert into ids values (?, ?)", [(id_, own(other, id_)) for id_ in ids])
    for statement in _COPIES:
        db.execute(statement, {"one": one, "other": other})


def own(agency_id: str, id_: str) -> str:
    """The id of an agency's finding that is a copy of another one's."""
    return sha256(f"{agency_id}|{id_}".encode()).hexdigest()[:16]


_COPIES = (
    """
    insert into results (
        run_id, agency_id, audited_at, english_low, english_high, local_low, local_high, pages, payload, error
    )
    select run_id, :other, audited_at, english_low, english_high, local_low, local_high, pages,
        json_set(payload, '$.agency_id', :other), error
    from results where agency_id = :one
    """,
    """
    insert into finding_events (finding_id, number, agency_id, kind, at, source, payload)
    select new, number, :other, kind, at, source, payload
    from finding_events join ids on old = finding_id
    where agency_id = :one order by finding_events.rowid
    """,
    """
    insert into finding_lives (finding_id, agency_id, condition, since, standing, finding, told_by)
    select new, :other, condition, since, standing, json_set(finding, '$.id', new), told_by
    from finding_lives join ids on old = finding_id
    where agency_id = :one
    """,
    "insert into looked_runs select :other, run_id, readable from looked_runs where agency_id = :one",
)


def registry(path: Path, agencies: int) -> Path:
    """Write a registry of the agencies."""
    known = [
        {
            "id": agency(number),
            "name": {"vi": f"Bộ {number}", "en": f"Ministry {number}"},
            "kind": "ministry",
            "portals": [{"url": f"http://www.{agency(number)}.example/", "role": "main", "confirmed": True}],
        }
        for number in range(agencies)
    ]
    data = {"version": 1, "defaults": {"user_agent_contact": "mailto:b@operator.example"}, "agencies": known}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def noting(store: Store, portal: Portal, number: int, owners: Iterator[str]) -> float:
    """Return the processor's seconds that noting a run takes, of an agency: the median of several."""
    took = []
    told = portal.result(number)
    for owner in owners:
        findings = tuple(replace(finding, id=own(owner, finding.id)) for finding in told.findings)
        result = replace(told, agency_id=owner, findings=findings)
        start = time.process_time()
        note_looks(store, result, result.run_id, None)
        took.append(time.process_time() - start)
    return statistics.median(took)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return what a piece of work takes by the clock, the median of several."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def slowest(works: Iterator[Callable[[], object]]) -> float:
    """Return the 95th percentile of pieces of work, in milliseconds."""
    took = sorted(1000 * seconds(work, 1) for work in works)
    return took[min(len(took) - 1, round(0.95 * len(took)))]


def opened(store: Store, agency_ids: list[str], day: str) -> Mapping[str, Counter[State]]:
    """Count findings by state as it was first done: every one is opened."""
    return {
        id_: Counter(state for life in store.lives.of(id_) if (state := life.standing.state_on(day)))
        for id_ in agency_ids
    }


def page_by_page(store: Store, wanted: Wanted) -> Iterator[Callable[[], object]]:
    """Ask for page after page, from the beginning again after the last."""
    after = START

    def turn() -> None:
        nonlocal after
        found = store.ledger.page(wanted, 50, after)
        after = place_of(found[-1]) if len(found) == 50 else START

    return (turn for _ in range(PAGES))


def pages(store: Store, agencies: int, day: str) -> list[tuple[str, float]]:
    """Return what pages of the portal ask, and the 95th percentile of each in milliseconds."""
    ids = [agency(number * agencies // PAGES % agencies) for number in range(PAGES)]
    ledger = store.ledger
    asked: dict[str, Iterator[Callable[[], object]]] = {
        "counts of all agencies": (lambda: ledger.states(day) for _ in range(PAGES)),
        "counts of an agency": ((lambda id_=id_: ledger.states(day, id_)) for id_ in ids),
        "50 findings of an agency": (
            (lambda id_=id_: ledger.page(Wanted(day, id_, (State.OPEN, State.NEW)), 50)) for id_ in ids
        ),
        "50 that are back, of all agencies": page_by_page(store, Wanted(day, states=(State.REGRESSED,))),
        "50 that are waived, of one kind, of all agencies": page_by_page(
            store, Wanted(day, states=(State.WAIVED,), kind="no_lang")
        ),
        "50 words said last": (lambda: ledger.newest(50) for _ in range(PAGES)),
        "50 events that were last": (lambda: ledger.newest(50, kinds=set(EventKind)) for _ in range(PAGES)),
    }
    return [(name, slowest(works)) for name, works in asked.items()]


def main() -> None:
    """Print what each question takes, beside what it took."""
    given = [int(word) for word in sys.argv[1:]]
    agencies, runs, findings = (*given, *(AGENCIES, RUNS, FINDINGS)[len(given) :])
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        path = folder / "var" / "audit.db"
        path.parent.mkdir()
        start = time.perf_counter()
        portal = build(path, agencies, runs, findings)
        size = sum(file.stat().st_size for file in path.parent.iterdir())
        print(
            f"{agencies} agencies, {runs} runs, {agencies * findings} findings: {size / 1e6:.0f} MB,"
            f" built in {time.perf_counter() - start:.0f} s",
            flush=True,
        )
        end(measured(folder, portal, agencies, runs))


def measured(folder: Path, portal: Portal, agencies: int, runs: int) -> list[Measured]:
    """Return all figures."""
    where = ["--data", str(folder / "var"), "--sites", str(registry(folder / "sites.json", agencies))]
    path = folder / "var" / "audit.db"
    day = "2026-07-01"
    some, few = min(NOTED, agencies // 2), max(1, min(NOTED, agencies // 2) // 4)
    with Store(path) as store, Slow(path) as slow:
        _plan(store, runs, agencies)
        ours = noting(store, portal, runs, map(agency, range(1, 1 + some)))
        theirs = noting(slow, portal, runs, map(agency, range(1 + some, 1 + some + few)))
        ids = store.lives.agencies()
        opening = seconds(lambda: opened(store, ids, day), 1)
        asked = pages(store, agencies, day)
    commands = {
        "findings list --agency": ["findings", "list", "--agency", agency(agencies // 2)],
        "findings list --state regressed": ["findings", "list", "--state", "regressed"],
        "due": ["due"],
        "status": ["status"],
    }
    listed = [
        (name, seconds(lambda words=words: _called([*words, *where]))) for name, words in commands.items()
    ]
    return [
        Measured("noting a run, of an agency", ours, "s of the processor", NOTE_S, theirs, at_most=True),
        *(
            Measured(name, took, "s", COMMAND_S, opening if "--state" in name else None, at_most=True)
            for name, took in listed
        ),
        *(
            Measured(
                name, took, "ms", PAGE_MS, 1000 * opening if "all agencies" in name else None, at_most=True
            )
            for name, took in asked
        ),
    ]


def _called(arguments: list[str]) -> None:
    """Call a command in this process, which has loaded all that it needs."""
    code = command(arguments)
    if code not in {0, WARNING}:
        raise RuntimeError(f"{arguments[0]} ended with {code}")


if __name__ == "__main__":
    main()
