"""`osi-audit report`: write the gap reports of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import click

from audit.calendar import calendar_in
from audit.cli.earlier import with_earlier
from audit.cli.one_by_one import OneByOne
from audit.cli.options import SOME_FAILED, counted, settings_options, today_in_vietnam
from audit.cli.report_options import USUALLY, Wanted, report_options
from audit.cli.required import reconciled
from audit.criteria.model import Criterion
from audit.guard import alarms, load_limits
from audit.lives import with_states
from audit.place import Place
from audit.results import AgencyResult
from audit.rules import Rules, load_rules
from audit.store.db import Run, Store
from crawler import USER_AGENT_PRODUCT, __version__
from crawler.clock import now
from crawler.errors import StoreError, UsageError
from reports.egdi_data import load_egdi
from reports.gathering import Gathering
from reports.render import render_run
from reports.run import RunInfo
from reports.told import Told

SHOWN = 12
"""Files that are named one by one; of more than these, the ones to begin with and a count."""


@dataclass(frozen=True, slots=True)
class Made:
    """What writing the reports of a run came to."""

    paths: list[Path]
    """What a person opens first comes first."""
    without: dict[str, str]
    """Agencies of the run that have no result to report, with the sentence that says why."""


@click.command()
@click.argument("run_id", default="latest")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Another folder than DATA/reports/RUN."
)
@click.option(
    "--agency",
    "agency_ids",
    multiple=True,
    metavar="ID",
    help="Only the files of that agency, set beside all others as ever; may be given again.",
)
@report_options
@settings_options
def report(
    settings: Place, run_id: str, out: Path | None, agency_ids: tuple[str, ...], *, wanted: Wanted
) -> int:
    """Write the reports of a run once more, in the forms asked for.

    \b
    Examples: osi-audit report
              osi-audit report 20180630T070000Z --out /srv/www/osi
              osi-audit report --agency moh --format html,pdf --locale vi
              osi-audit report --format all --templates /etc/osi-audit/templates

    Exit codes: 0 done, 1 a report could not be written (all others are), 2 usage or configuration, 4 database or folder,
    5 done, but an agency has no result to report.
    """
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        strangers = [id_ for id_ in agency_ids if id_ not in run.agencies]
        if strangers:
            raise UsageError(f"no agency {strangers[0]!r} in run {run.id}; it has {_named(run.agencies)}")
        made = write_reports(settings, store, run, out, replace(wanted, agency_ids=agency_ids))
    echo_written(made.paths)
    missing = {id_: why for id_, why in made.without.items() if not agency_ids or id_ in agency_ids}
    for id_, why in missing.items():
        click.echo(f"{id_}: no result in run {run.id}: {why}", err=True)
    return SOME_FAILED if missing else 0


def write_reports(
    settings: Place, store: Store, run: Run, out: Path | None = None, wanted: Wanted = USUALLY
) -> Made:
    """Write the reports of a run.

    Args:
        settings: Where the run lies, and by which configuration it is told.
        store: The database.
        run: The run.
        out: Another folder than the run's own.
        wanted: Forms, languages, templates and agencies.

    Raises:
        ReportError: Some reports failed; the others are written.
        UsageError: The run was rejected.
    """
    if run.state == "rejected":
        raise UsageError(f"run {run.id} was rejected: osi-audit runs confirm {run.id} takes that back")
    rules, today = rules_of(settings, run), today_in_vietnam().isoformat()
    without = store.errors(run.id)
    gathering = Gathering(rules.criteria)
    required = reconciled(
        settings, store, run, gathering.passing(_readable(store, run, rules, today, without))
    )
    registry = settings.of_run(run).registry()
    why = store.run_log.note(run.id) if run.state in {"provisional", "reporting"} else ""
    found = alarms(store.run_log.measures(run.id), load_limits(settings.config)) if why else []
    info = RunInfo(
        run_id=run.id,
        started_at=run.created_at,
        finished_at=run.finished_at,
        generated_at=now(),
        user_agent=f"{USER_AGENT_PRODUCT} (+{registry.defaults.user_agent_contact})",
        contact=registry.defaults.user_agent_contact,
        version=__version__,
        deadline=wanted.answer_by,
        provisional=why,
        alarms=tuple(found),
        agencies=len(run.agencies),
        names={alarm.agency_id: registry.get(alarm.agency_id).name for alarm in found},
        missing=tuple(without.items()),
    )
    folder = out or settings.data.reports(run.id)
    told_of = [result.agency_id for result in gathering.results]

    @lru_cache(maxsize=1)
    def whole(agency_id: str) -> AgencyResult:
        (found,) = store.results(run.id, [agency_id])
        return with_states(store, found, today)

    told = Told(
        gathering.results,
        rules,
        info,
        required if told_of else None,
        calendar=calendar_in(settings.config),
        egdi=load_egdi(settings.config),
        rechecks=OneByOne(told_of, lambda id_: store.rechecks.since(id_, run.id)),
        whole=whole,
        examples=gathering.examples,
    )
    told = with_earlier(told, settings, store, run)
    chosen = [id_ for id_ in wanted.agency_ids if id_ not in without]
    if wanted.agency_ids and not chosen:
        return Made([], without)
    paths = render_run(
        told,
        folder,
        locales=wanted.locales,
        formats=wanted.formats,
        templates=wanted.templates,
        agencies=chosen,
    )
    return Made(paths, without)


def _readable(
    store: Store, run: Run, rules: Rules, today: str, without: dict[str, str]
) -> Iterator[AgencyResult]:
    """Yield the results that can be told, and note why the others cannot."""
    for agency_id in run.agencies:
        try:
            found = store.results(run.id, [agency_id])
        except StoreError as error:
            without[agency_id] = str(error)
            continue
        for result in found:
            lost = [j.criterion_id for j in result.judgements if j.criterion_id not in rules.criteria]
            if lost:
                without[agency_id] = (
                    f"it was judged by criteria that the configuration no longer has ({_named(lost)}): "
                    f"judge the run again with osi-audit audit {run.id}"
                )
            else:
                yield with_states(store, result, today)
        if not found and agency_id not in without:
            without[agency_id] = "it was never judged"


def echo_written(paths: Sequence[Path], *, indent: str = "") -> None:
    """Say which files there are now: each of a few, else the ones to begin with and how many more."""
    top = len(paths[0].parts) if paths else 0
    starts = [path for path in paths if path.stem == "index" and len(path.parts) <= top + 1]
    first = paths if len(paths) <= SHOWN else starts or paths[:SHOWN]
    for path in first:
        click.echo(f"{indent}{path}")
    if more := len(paths) - len(first):
        click.echo(f"{indent}and {counted(more, 'file')} beside {'it' if len(first) == 1 else 'them'}")


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids[:SHOWN]) + (f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else "")


def criteria_of(settings: Place, run: Run) -> dict[str, Criterion]:
    """Return the criteria that a run was judged by, by id."""
    return rules_of(settings, run).criteria


def rules_of(settings: Place, run: Run) -> Rules:
    """Return the rules that a run was judged by, as the configuration has them now."""
    return load_rules(settings.config, run.editions, date.fromisoformat(run.day))
