"""The portal of a nation under load: what each page takes, how many a second, how much memory, and what a run that writes does to it.

A database of 110 agencies with 300,000 findings and twelve runs (`benchmarks/lives.py`), whose newest run has whole results; the real
`osi-audit serve` with two processes, asked over HTTP on loopback by people of several agencies and by the operator. Pages are asked one
by one, by a client of ours; the load comes from wrk where it is installed, else from threads of ours. Beside it stands the same page of
the same application that keeps nothing between two requests.

    python benchmarks/portal.py [agencies] [runs] [findings of an agency] [seconds]
"""

from __future__ import annotations

import contextlib
import http.client
import json
import multiprocessing
import os
import re
import shutil
import sqlite3
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audit.criteria.model import Criterion  # noqa: E402 - run as a script, from any folder
from audit.datadir import DataDir  # noqa: E402
from audit.lives import note_looks  # noqa: E402
from audit.place import Place  # noqa: E402
from audit.review.listing import questions  # noqa: E402
from audit.rules import load_rules  # noqa: E402
from audit.store.db import Store  # noqa: E402
from benchmarks.lives import AGENCIES, FINDINGS, RUNS, Portal, agency, build, own, registry, run_id  # noqa: E402
from benchmarks.outcome import Measured, end  # noqa: E402
from benchmarks.served import Load, Somebody, asked, load, memory_mb, served, share  # noqa: E402
from reports.portal.access import GRANTS, Role  # noqa: E402
from reports.portal.accounts.db import Accounts  # noqa: E402
from reports.portal.accounts.users import Newcomer  # noqa: E402
from reports.portal.app import ALL_ROUTES  # noqa: E402
from reports.portal.downloads import MEDIA_TYPES  # noqa: E402
from reports.portal.pages.agency import SECTIONS  # noqa: E402
from reports.portal.route import Route  # noqa: E402

SECONDS = 10
"""That a load lasts."""
LONGER = 3
"""Seconds that a run writes on, so that it is at work all the time."""
TIMES = 40
"""That each page is asked for."""
PEOPLE = 20
"""Agencies whose people are there at once."""
PAGE_MS, FIRST_BYTE_MS, RATE, MEMORY_MB, KEPT_SHARE = 100.0, 200.0, 150.0, 200.0, 0.5
"""What is wanted: the 95th percentile of every page, the first byte of what shows all agencies, agency pages a second, resident
memory of a process, and the share of them that is left while a run writes."""


# ---------- what is served ----------


def filled(folder: Path, agencies: int, runs: int, findings: int) -> Place:
    """Make a data folder whose newest run has whole results, and a registry."""
    data = DataDir(folder / "var")
    data.root.mkdir(parents=True)
    build(data.db, agencies, runs, findings)
    with Store(data.db) as store:
        for run in list(store.runs()):
            store.save_run(
                replace(run, editions=())
            )  # all of them: of each is a criterion among those that are judged
    newest = run_id(runs - 1)
    in_force = json.dumps(list(criteria(newest)))
    with contextlib.closing(sqlite3.connect(data.db, isolation_level=None)) as db:
        db.create_function("own", 2, own, deterministic=True)
        db.execute("begin")
        for statement in _NOT_IN_FORCE:
            db.execute(statement, {"one": agency(0), "known": in_force})
        for number in range(1, agencies):
            for statement in _RESULTS:
                db.execute(statement, {"one": agency(0), "other": agency(number), "run": newest})
        db.execute("commit")
        db.execute("pragma wal_checkpoint(truncate)")
    _write_reports(data.reports(newest), agencies)
    return Place(data, ROOT / "config", registry(folder / "sites.json", agencies), named=True)


def criteria(run: str) -> Mapping[str, Criterion]:
    """Return those in force on the day of a run, by id."""
    day = datetime.strptime(run[:8], "%Y%m%d").replace(tzinfo=UTC).date()
    return load_rules(ROOT / "config", (), day).criteria


def _write_reports(folder: Path, agencies: int) -> None:
    """Leave files as a run does: agency pages look for those of one agency among all of them."""
    for locale in ("vi", "en"):
        (folder / locale).mkdir(parents=True)
        for number in range(agencies):
            for suffix in MEDIA_TYPES:
                (folder / locale / f"{agency(number)}{suffix}").write_bytes(b"x" * 1000)


_NOT_IN_FORCE = (
    "delete from verdicts where agency_id = :one and criterion_id not in (select value from json_each(:known))",
    """
    delete from findings
    where agency_id = :one and criterion_id != '' and criterion_id not in (select value from json_each(:known))
    """,
)
_RESULTS = (
    """
    insert into verdicts
        (run_id, agency_id, criterion_id, position, verdict, english, local, confidence, points, weight, payload)
    select run_id, :other, criterion_id, position, verdict, english, local, confidence, points, weight, payload
    from verdicts where run_id = :run and agency_id = :one
    """,
    """
    insert into findings (run_id, agency_id, finding_id, position, kind, criterion_id, state, gain, count, payload)
    select run_id, :other, own(:other, finding_id), position, kind, criterion_id, state, gain, count,
        json_set(payload, '$.id', own(:other, finding_id))
    from findings where run_id = :run and agency_id = :one
    """,
)


def let_in(database: Path, agencies: int) -> list[Somebody]:
    """Let the operator in, and a webmaster of each of some agencies."""
    at = datetime.now(UTC)
    found = []
    with Accounts(database) as accounts:
        for id_ in ("", *(agency(number * agencies // PEOPLE % agencies) for number in range(PEOPLE))):
            role = Role.WEBMASTER if id_ else Role.OPERATOR
            login = f"{id_ or 'operator'}@portal.example"
            user = accounts.users.by_login(login)
            if user is None:
                user = accounts.users.add(Newcomer(login, role, id_, login, "vi"), at)
                accounts.users.accept(accounts.users.invite(user.id, "benchmark", at), "no password", at)
            found.append(Somebody(id_, f"osi={accounts.sessions.begin(user.id, at)}"))
    return found


# ---------- asking ----------


@dataclass(frozen=True)
class Page:
    """One page, as several people ask for it."""

    name: str
    asked: tuple[tuple[str, Somebody], ...]


_NO_PAGE = frozenset(
    {
        *("login", "language"),  # lead on
        *("provider_back", "data", "data_home", "data_page"),  # switched off
        *("invitation", "secret_feed", "secret_calendar", "shared", "shared_file"),  # nobody was given one
        *("archive", "archived_page"),  # there is no snapshot
        *("healthz", "asset"),  # no pages
    }
)
"""Routes of which this data has no page; every other has to answer."""


def pages(place: Place, people: Sequence[Somebody]) -> list[Page]:
    """Return every page that is read with GET: of each route, and of what a filter leaves on an agency's page.

    Left out are `_NO_PAGE`, what a role may not see, and the first page of those who are led on to their only agency.
    """
    operator, *others = people
    with Store(place.data.db) as store:
        newest = store.run().id
        findings = {who.agency_id: store.lives.of(who.agency_id)[7].finding.id for who in others}
        (result,) = store.results(newest, [agency(0)])
    question = next(questions(result.judgements, criteria(newest), ()))

    def address(route: Route, who: Somebody, section: str = "") -> str:
        known = {
            "agency_id": who.agency_id,
            "finding_id": findings[who.agency_id],
            "run_id": newest,
            "section": section,
            "name": f"vi/{who.agency_id}.html",
            "criterion_id": question.criterion.id,
        }
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda name: known[name[1]], route.path)

    found = []
    for route in ALL_ROUTES:
        if route.post or route.program or route.known_as in _NO_PAGE:
            continue
        if "{section}" in route.path:
            found += [
                Page(f"section {name}", tuple((address(route, who, name), who) for who in others))
                for name in SECTIONS
            ]
        else:
            if route.needs in GRANTS[Role.WEBMASTER] and route.path != "/":
                found += [Page(route.path, tuple((address(route, who), who) for who in others))]
            found += [
                Page(f"{route.path} (operator)", tuple((address(route, who), operator) for who in others))
            ]
    for query in ("?state=all&from=500", "?q=thi%E1%BA%BFu", "?state=fixed"):
        mine = tuple((f"/agencies/{who.agency_id}{query}", who) for who in others)
        found.append(Page(f"/agencies/{{agency_id}} with a filter {query.partition('=')[0][1:]}", mine))
    return found


@dataclass(frozen=True)
class Took:
    """Milliseconds of one page."""

    name: str
    first: list[float]
    whole: list[float]


def one_by_one(port: int, found: Sequence[Page]) -> tuple[list[Took], list[Took], list[str]]:
    """Ask for pages, `TIMES` each, one at a time.

    Returns:
        What each took, what the first time of each took, and which did not always answer with a page.
    """
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(4)]
    warm, cold, missing = [], [], []
    for page in found:
        answers = [
            asked(c, path, who) for c, (path, who) in zip(cycle(connections), page.asked, strict=False)
        ]
        if wrong := {status for status, *_ in answers} - {200}:
            missing.append(f"{page.name} answers {', '.join(map(str, sorted(wrong)))}")
            continue
        cold.append(Took(page.name, [a[1] for a in answers], [a[2] for a in answers]))
        turns = zip(range(len(page.asked)), cycle(connections[::-1]), cycle(page.asked), strict=False)
        for _, connection, (path, who) in turns:
            asked(connection, path, who)  # in the other process, too, as it comes
        turns = zip(range(TIMES), cycle(connections), cycle(page.asked), strict=False)
        answers = [asked(connection, path, who) for _, connection, (path, who) in turns]
        warm.append(Took(page.name, [a[1] for a in answers], [a[2] for a in answers]))
    for connection in connections:
        connection.close()
    return warm, cold, missing


# ---------- a run that writes ----------


def priority() -> int:
    """Return how far units put runs behind the portal (`Nice=` in deploy/systemd)."""
    unit = (ROOT / "deploy" / "systemd" / "osi-audit.service").read_text(encoding="utf-8")
    return int(re.findall(r"^Nice=(\d+)$", unit, re.MULTILINE)[0])


@dataclass(frozen=True)
class Writing:
    """A run that writes as the coordinator does, agency after agency and without a pause."""

    database: Path
    portal: Portal
    number: int
    """Of the run."""
    agencies: int
    seconds: float
    nice: int
    """How far behind the portal."""

    @property
    def written(self) -> Path:
        """Says which agency was written last."""
        return self.database.parent / f"written-{self.number}"


def write(run: Writing) -> None:
    """Write for some seconds."""
    os.nice(run.nice)
    until = time.monotonic() + run.seconds
    told = run.portal.result(run.number)
    with Store(run.database) as store:
        newest = store.run()
        store.save_run(replace(newest, id=told.run_id, state="auditing"))
        for owner in map(agency, range(1, run.agencies)):
            if time.monotonic() > until:
                break
            findings = tuple(replace(finding, id=own(owner, finding.id)) for finding in told.findings)
            result = replace(told, agency_id=owner, findings=findings)
            with store.together():
                store.save_result(result, result.run_id)
                note_looks(store, result, result.run_id, None)
            run.written.write_text(owner, encoding="utf-8")


def lost(run: Writing) -> int:
    """Return how many of the agencies that were written are not there whole."""
    last = int(run.written.read_text(encoding="utf-8").rpartition("-")[2])
    told = run.portal.result(run.number)
    with Store(run.database) as store:
        whole = [
            result
            for result in store.results(told.run_id, map(agency, range(1, last + 1)))
            if len(result.findings) == len(told.findings)
            and told.run_id in store.lives.runs(result.agency_id)
        ]
    return last - len(whole)


def beside(run: Writing, port: int, people: Sequence[Somebody]) -> tuple[Load, int]:
    """Ask as fast as goes while a run writes; returns what came of it, and how many results of the run are lost."""
    writer = multiprocessing.get_context("spawn").Process(target=write, args=(run,))
    writer.start()
    while not run.written.exists() and writer.is_alive():
        time.sleep(0.05)
    found = load(port, people, run.seconds - LONGER)
    writer.join()
    return found, lost(run)


# ---------- figures ----------


def measured(place: Place, portal: Portal, agencies: int, runs: int, seconds: float) -> list[Measured]:
    """Return all figures."""
    people = let_in(place.data.root / "portal.db", agencies)
    with served(place, keeping=False) as (port, _):
        (plain,), *_ = one_by_one(
            port, [p for p in pages(place, people) if p.name == "/agencies/{agency_id}"]
        )
        bare = load(port, people, seconds)
    with served(place) as (port, server):
        warm, cold, missing = one_by_one(port, pages(place, people))
        load(port, people, 2 * seconds)  # until every process has seen every agency
        quiet = load(port, people, seconds)
        run = Writing(place.data.db, portal, runs, agencies, seconds + LONGER, priority())
        busy, gone = beside(run, port, people)
        pressed, lost_too = beside(replace(run, number=runs + 1, nice=0), port, people)
        size = memory_mb(server)
    known = {took.name: took for took in warm}
    first = known["/ (operator)"].first
    slowest = max(cold, key=lambda took: share(took.whole, 0.95))
    p50, p95 = share(plain.whole, 0.5), share(plain.whole, 0.95)
    print(
        f"the load came from {'wrk' if shutil.which('wrk') else 'threads of ours'}; every page in milliseconds:"
    )
    for took in sorted(warm, key=lambda took: -share(took.whole, 0.95)):
        print(f"  {share(took.whole, 0.5):7.1f} {share(took.whole, 0.95):7.1f}  {took.name}")
    for told in missing:
        print(f"  NOT THERE: {told}")
    worst = max(warm, key=lambda took: share(took.whole, 0.95))
    main_page = known["/agencies/{agency_id}"].whole
    return [
        Measured("pages that did not answer", len(missing), "", 0.0, at_most=True),
        Measured("p95 of the slowest page", share(worst.whole, 0.95), "ms", PAGE_MS, at_most=True),
        Measured(
            "p50 over all pages", statistics.median(ms for took in warm for ms in took.whole), "ms", None
        ),
        Measured("p50 of the agency page", share(main_page, 0.5), "ms", None, p50),
        Measured("p95 of the agency page", share(main_page, 0.95), "ms", PAGE_MS, p95, at_most=True),
        Measured(f"p95 of {slowest.name}, when asked for first", share(slowest.whole, 0.95), "ms", None),
        Measured(
            "first byte of the list of agencies, p95", share(first, 0.95), "ms", FIRST_BYTE_MS, at_most=True
        ),
        Measured("agency pages a second", quiet.rate, "1/s", RATE, bare.rate),
        Measured("p95 of the agency page under that load", quiet.p95_ms, "ms", None, bare.p95_ms),
        Measured("share of it while a run writes, as units run it", busy.rate / quiet.rate, "", KEPT_SHARE),
        Measured(
            "share while one writes with the priority of the portal", pressed.rate / quiet.rate, "", None
        ),
        Measured(
            "answers that failed under load",
            quiet.failed + busy.failed + pressed.failed,
            "",
            0.0,
            at_most=True,
        ),
        Measured("results lost of the runs that wrote", gone + lost_too, "", 0.0, at_most=True),
        Measured("memory of a process", size, "MB", MEMORY_MB, at_most=True),
    ]


def main() -> None:
    """Print the figures beside what is wanted."""
    given = [int(word) for word in sys.argv[1:]]
    agencies, runs, findings, seconds = (*given, *(AGENCIES, RUNS, FINDINGS, SECONDS)[len(given) :])
    with TemporaryDirectory() as temporary:
        place = filled(Path(temporary), agencies, runs, findings)
        end(measured(place, Portal(agency(0), findings), agencies, runs, seconds))


if __name__ == "__main__":
    main()
