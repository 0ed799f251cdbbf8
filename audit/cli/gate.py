"""`osi-audit gate`: stop a pipeline when a portal, or its staging host, has got worse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from audit.agency_audit import audit_snapshot
from audit.cli.files import writing
from audit.cli.options import counted, settings_options, today_in_vietnam
from audit.gate import FailOn, gate, host_map, staged
from audit.life.model import Condition
from audit.place import Place
from audit.results import AgencyResult
from audit.rules import load_rules
from audit.store.db import Run, Store
from crawler.errors import NothingCrawledError, SnapshotError, UsageError
from crawler.extract import Extracts
from crawler.job import CrawlJob, run_job
from reports.export.gate import junit, sarif
from reports.files import replace_file
from reports.i18n import Speech
from reports.titles import Titles

SHUT: Final = 8
"""Exit code when the gate stays shut."""
_MENDED: Final = frozenset({Condition.FIXED, Condition.GONE})


@click.command("gate")
@click.argument("agency_id", metavar="AGENCY")
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), help="Lowest English score; the interval's low end counts."
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice([which.value for which in FailOn]),
    help="Findings that stop the pipeline; may be given again.",
)
@click.option(
    "--baseline", default="", metavar="RUN", help="Run to compare with (default: the agency's newest one)."
)
@click.option(
    "--run", "run_id", default="", metavar="RUN", help="Judge that run's result instead of crawling."
)
@click.option(
    "--host-map",
    "pairs",
    multiple=True,
    metavar="HOST=STAGING",
    help="Crawl a staging host in place of a portal's.",
)
@click.option(
    "--junit", "junit_file", type=click.Path(path_type=Path, dir_okay=False), help="Write JUnit XML."
)
@click.option(
    "--sarif", "sarif_file", type=click.Path(path_type=Path, dir_okay=False), help="Write SARIF 2.1.0."
)
@settings_options
def gate_(
    settings: Place,
    *,
    agency_id: str,
    fail_under: float | None,
    fail_on: tuple[str, ...],
    baseline: str,
    run_id: str,
    pairs: tuple[str, ...],
    junit_file: Path | None,
    sarif_file: Path | None,
) -> int:
    """Crawl and judge an agency's portals, or their staging hosts, and say whether they may go out. Nothing is kept in audit.db.

    \b
    Examples: osi-audit gate moh --fail-under 40 --fail-on regressed
              osi-audit gate moh --host-map moh.gov.vn=127.0.0.1:8080 --fail-on new --junit gate.xml --sarif gate.sarif
              osi-audit gate moh --run latest --baseline 20260401T000000Z --fail-on new

    Exit codes: 0 it may go out, 2 usage, 3 the portal could not be read, 4 database or crawl, 8 it may not.
    """
    if run_id and pairs:
        raise UsageError("--run takes a result that is there: leave --host-map out")
    settings.data.prepare()
    with Store(settings.data.db) as store:
        before = _baseline(store, agency_id, baseline, run_id)
        result = (
            _stored(store, agency_id, run_id)
            if run_id
            else _crawled(settings, agency_id, host_map(pairs), before)
        )
        lives = store.lives.of(agency_id)
        known = store.results(before.id, [agency_id]) if before else []
    verdict = gate(
        result,
        fail_under=fail_under,
        fail_on=[FailOn(which) for which in fail_on],
        baseline={finding.id for old in known for finding in old.findings} if known else None,
        mended={life.finding.id for life in lives if life.standing.condition in _MENDED},
    )
    titles = Titles(settings.config)
    for file, write in ((junit_file, junit), (sarif_file, sarif)):
        if file is not None:
            with writing(file):
                replace_file(file, write(verdict, lambda finding: titles.say(finding)[1]))
    shown = Speech("en").interval(result.score.english)
    click.echo(f"{agency_id}: English score {shown} of 100, {counted(len(verdict.findings), 'finding')}")
    click.echo(f"compared with run {before.id}" if before else "no run to compare with: every finding is new")
    for one in verdict.findings:
        if one.stops:
            click.echo(f"  {one.standing}: {titles.say(one.finding)[1]} ({one.finding.id})")
    if not verdict.readable:
        raise NothingCrawledError("the portal could not be read: nothing can be said of it")
    for reason in verdict.reasons:
        click.echo(f"SHUT: {reason}")
    return 0 if verdict.opens else SHUT


def _baseline(store: Store, agency_id: str, baseline: str, run_id: str) -> Run | None:
    if baseline:
        run = store.run(baseline)
        if agency_id not in run.agencies:
            raise UsageError(f"run {run.id} has no agency {agency_id!r}")
        return run
    own = store.run(run_id).id if run_id else ""
    done = [run for run in store.runs() if run.state == "done" and agency_id in run.agencies]
    return next((run for run in done if not own or run.id < own), None)


def _stored(store: Store, agency_id: str, run_id: str) -> AgencyResult:
    run = store.run(run_id)
    found = store.results(run.id, [agency_id])
    if not found:
        raise UsageError(f"run {run.id} has no result of {agency_id}")
    return found[0]


def _crawled(settings: Place, agency_id: str, hosts: dict[str, str], before: Run | None) -> AgencyResult:
    """Crawl and judge by the rules of today, or of the run that is compared with."""
    registry = settings.registry()
    agency = registry.get(agency_id)
    if hosts:
        agency = staged(agency, hosts)
        others = tuple(agency if one.id == agency_id else one for one in registry.agencies)
        registry = registry.model_copy(update={"agencies": others})
    day = date.fromisoformat(before.day) if before else today_in_vietnam()
    rules = load_rules(settings.config, before.editions if before else (), day)
    with _folder() as folder:
        sites = folder / "sites.json"
        sites.write_text(Extracts(registry).of(agency_id), encoding="utf-8")
        job = CrawlJob(agency_id, sites, folder / agency_id, "gate", day.isoformat())
        outcome = run_job(job)
        if outcome.result is None:
            raise SnapshotError(f"{agency_id} could not be crawled: {outcome.error}")
        result = audit_snapshot(job.out, agency, rules, registry)
    return replace(result, run_id="gate")


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="osi-audit-gate-") as folder:
        yield Path(folder)
