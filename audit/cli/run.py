"""`osi-audit run`, `crawl` and `audit`: the whole chain, and its first two links alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from audit.cli.crawlers import Crawlers, Crawling, crawler_options
from audit.cli.differences import difference_lines
from audit.cli.options import SOME_FAILED, Choice, agency_options, counted, settings_options
from audit.cli.progress import progress_view, unshown_line
from audit.cli.report import echo_written, write_reports
from audit.cli.report_options import USUALLY, Wanted, report_options
from audit.cli.search import index_agencies
from audit.cli.stopping import stoppable
from audit.conclude import finish, hold_or_trust, settled
from audit.lock import judging, only_run, refuse_moved
from audit.place import Place
from audit.rejudge import compare_judged, lean
from audit.runs import Judged, crawl_run, judge_run, plan
from audit.spooled import Spooled
from audit.store.db import Run, Store
from crawler.errors import NothingCrawledError, UsageError
from crawler.job import CrawlOutcome
from reports.render import ReportError

SHOWN = 10
"""Changed verdicts of one agency that are printed after judging again."""

PATIENCE_S = 900.0
"""How long a run waits for another program that holds audit.db, as one that copies it does."""

WORKERS = min(4, os.cpu_count() or 1)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=WORKERS,
    show_default=True,
    help="Crawls at a time, which mostly wait for their portals; judging takes one process per core at most.",
)
_fresh = click.option(
    "--fresh", is_flag=True, help="Have every page sent whole, not only what has changed since the last run."
)
_edition = click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="Edition of the criteria; may be given again.",
)


@click.command()
@agency_options
@_edition
@workers_option
@crawler_options
@_fresh
@report_options
@click.option("--resume", metavar="RUN", help="Go on with a run that was broken off (an id, or latest).")
@settings_options
def run(
    settings: Place,
    choice: Choice,
    editions: tuple[str, ...],
    workers: int,
    *,
    crawlers: Crawlers,
    fresh: bool,
    wanted: Wanted,
    resume: str | None,
) -> int:
    """Crawl, judge and report: the whole audit.

    \b
    Examples: osi-audit run --agency moh --agency moet
              osi-audit run --kind province --on 2018-06-30
              osi-audit run --resume latest
              osi-audit run --cluster tcp://scheduler:8786 --store s3://bucket/snapshots

    Exit codes: 0 done, 2 usage or configuration, 3 nothing could be crawled (the reports say so),
    4 data folder, database or cluster, 5 done but some agencies failed.
    """
    with at_work(settings) as store, crawlers.opened() as crawling:
        if resume and (choice.given or editions):
            raise UsageError("--resume goes on with a run as it was planned: leave the other choices out")
        if resume:
            planned = store.run(resume)
            if planned.state == "rejected":
                raise UsageError(f"run {planned.id} was rejected: begin a new one")
            settings = settings.of_run(planned)
            return whole_run(settings, store, planned, crawling, workers, fresh=fresh, wanted=wanted)
        planned = _plan(settings, store, choice, editions)
        return whole_run(settings, store, planned, crawling, workers, fresh=fresh, wanted=wanted)


@click.command()
@agency_options
@_edition
@workers_option
@crawler_options
@_fresh
@settings_options
def crawl(
    settings: Place,
    choice: Choice,
    editions: tuple[str, ...],
    workers: int,
    *,
    crawlers: Crawlers,
    fresh: bool,
) -> int:
    """Crawl only: write snapshots, judge nothing. Prints the run's id.

    \b
    Example: osi-audit crawl --agency moh
    """
    del workers  # `crawlers` knows it
    with at_work(settings) as store, crawlers.opened() as crawling:
        planned = _plan(settings, store, choice, editions)
        _crawl(settings, store, planned, crawling, fresh=fresh)
        store.set_state(planned.id, "planned")
        click.echo(planned.id)
        return 0


@click.command()
@click.argument("run_id", default="latest")
@_edition
@workers_option
@settings_options
def audit(settings: Place, run_id: str, editions: tuple[str, ...], workers: int) -> int:
    """Judge the snapshots of a run again, without a single request, and say what has changed by it.

    \b
    Examples: osi-audit audit latest
              osi-audit audit 20180630T070000Z --edition osi-2024
    """
    settings.data.prepare()
    with Store(settings.data.db) as store:
        return judge_again(settings, store, store.run(run_id), workers, editions)


def judge_again(
    settings: Place, store: Store, chosen: Run, workers: int = WORKERS, editions: tuple[str, ...] = ()
) -> int:
    """Judge a run's snapshots again, keep the results and print what has changed; returns the exit code."""
    if chosen.state == "rejected":
        raise UsageError(f"run {chosen.id} was rejected: osi-audit runs confirm {chosen.id} takes that back")
    settings = settings.of_run(chosen)
    before = Spooled(map(lean, store.each(chosen.id, chosen.agencies)))
    with judging(settings.data):
        failed = _judge(settings, store, chosen, workers, editions)
    last = settled(chosen, store)
    if last is not None and last.state == "provisional":  # judging again makes no crawl better
        why = last.note or "judged again"
    else:
        why = hold_or_trust(chosen, settings, store)
    finish(chosen, store, why)
    index_agencies(settings, store, chosen.agencies)
    click.echo(f"judged {counted(len(chosen.agencies) - failed, 'agency')} of run {chosen.id}")
    _say_doubt(chosen, why)
    silent = True
    for difference in compare_judged(settings, store, before, store.run(chosen.id)):
        for line in difference_lines(difference, limit=SHOWN):
            click.echo(line)
            silent = False
    if before and silent:
        click.echo("no verdict has changed")
    return SOME_FAILED if failed else 0


def whole_run(
    settings: Place,
    store: Store,
    planned: Run,
    crawling: Crawling,
    workers: int,
    *,
    fresh: bool = False,
    wanted: Wanted = USUALLY,
) -> int:
    """Crawl, judge and report a planned run; returns the exit code.

    Raises:
        NothingCrawledError: After the reports, which say so, are written.
        ReportError: Some reports failed; the others are written, and the run is done.
    """
    outcomes = _crawl(settings, store, planned, crawling, fresh=fresh)
    failed = _judge(settings, store, planned, workers)
    refuse_moved(settings.data)
    why = hold_or_trust(planned, settings, store)
    store.set_state(planned.id, "reporting", note=why)
    try:
        made = write_reports(settings, store, store.run(planned.id), wanted=wanted)
    except ReportError:
        finish(planned, store, why)
        raise
    finish(planned, store, why)
    index_agencies(settings, store, planned.agencies)
    _say_doubt(planned, why)
    click.echo(f"reports of run {planned.id}:")
    echo_written(made.paths, indent="  ")
    if outcomes and not any(outcome.fetched for outcome in outcomes):
        raise NothingCrawledError("not one page could be fetched: the reports say why, portal by portal")
    return SOME_FAILED if failed else 0


def _say_doubt(run: Run, why: str) -> None:
    if why:
        click.echo(f"provisional: {why}", err=True)
        click.echo(f"if that is right: osi-audit runs confirm {run.id}", err=True)
        click.echo(f"if it is not: osi-audit runs reject {run.id} --because …", err=True)


@contextmanager
def at_work(settings: Place) -> Iterator[Store]:
    """Open the data folder for a run, which is alone there and can be stopped."""
    settings.data.prepare()
    with stoppable(), only_run(settings.data), Store(settings.data.db) as store:
        store.be_patient(PATIENCE_S)
        yield store


def _plan(
    settings: Place,
    store: Store,
    choice: Choice,
    editions: tuple[str, ...],
) -> Run:
    agencies = choice.agencies(settings.registry())
    return plan(settings, store, agencies, choice.when, editions)


def _crawl(
    settings: Place, store: Store, planned: Run, crawling: Crawling, *, fresh: bool = False
) -> list[CrawlOutcome]:
    outcomes = []
    with progress_view(planned.agencies) as view:
        for outcome in crawl_run(
            planned,
            settings,
            store,
            executor=crawling.executor,
            shared=crawling.store,
            fresh=fresh,
            on_progress=view.update,
        ):
            refuse_moved(settings.data)
            view.done(outcome)
            outcomes.append(outcome)
    if line := unshown_line(outcomes):
        click.echo(line, err=True)
    return outcomes


def _judge(settings: Place, store: Store, planned: Run, workers: int, editions: Iterable[str] = ()) -> int:
    """Judge and say each result; returns how many agencies have none."""
    failed = 0
    for judged in judge_run(planned, settings, store, editions=tuple(editions), workers=workers):
        click.echo(_judged_line(judged), err=True)
        failed += judged.result is None
    return failed


def _judged_line(judged: Judged) -> str:
    if judged.result is None:
        return f"{judged.agency_id}: not judged: {judged.error}"
    if not judged.result.coverage.readable:
        return f"{judged.agency_id}: could not tell: the portal could not be read"
    english = judged.result.score.english
    shown = f"{english.low:.1f}" if english.certain else f"{english.low:.1f} to {english.high:.1f}"
    return (
        f"{judged.agency_id}: English score {shown} of 100, {counted(len(judged.result.findings), 'finding')}"
    )
