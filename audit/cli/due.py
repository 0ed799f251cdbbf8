"""`osi-audit due` and `osi-audit status`: what is to be audited and why, and whether all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import click

from audit.calendar import Calendar, calendar_in
from audit.cli.crawlers import Crawlers, crawler_options
from audit.cli.files import writing
from audit.cli.letters import Asked
from audit.cli.options import SOME_FAILED, counted, settings_options, today_in_vietnam
from audit.cli.report_options import Wanted, report_options
from audit.cli.run import at_work, whole_run, workers_option
from audit.cli.telling import tell, waiting_runs
from audit.conclude import settled
from audit.lock import holder
from audit.place import Place
from audit.rules import config_digest, load_rules
from audit.runs import plan
from audit.schedule import VIETNAM, DueAgency, Schedule, Window, closed, due, stale
from audit.store.db import STATES, Run, Store
from audit.store.notices import Notice
from audit.telling.worries import notice_worries, numbers, still_asked
from audit.timekeeping import clock_fault
from crawler.clock import moment
from crawler.errors import ConfigError, StoreError
from reports.files import replace_file
from reports.safety import visible

WARNING: Final = 6
"""Exit code of `status` when somebody should look."""
_GOING: Final = frozenset({"crawling", "auditing", "reporting"})


@click.command("due")
@click.option("--run", "running", is_flag=True, help="Audit what is due, unless hours are quiet.")
@workers_option
@crawler_options
@report_options
@settings_options
def due_(settings: Place, *, running: bool, workers: int, crawlers: Crawlers, wanted: Wanted) -> int:
    """Say which agencies are due by the schedule of config/calendar.yaml, and why; with --run, audit them.

    For a timer: docs/operations.md has units for systemd and a line for cron. Two of them at once harm nothing: the second says
    that another run is at work. A run that was broken off (killed, a power cut) is gone on with, where it is of use. With notify:
    true in the schedule, contacts are told then what the last good run changed, and what earlier calls could not tell them.

    \b
    Examples: osi-audit due
              osi-audit due --run

    Exit codes with --run: as of osi-audit run; 0 when nothing is due or hours are quiet; 5 also when somebody could not be told.
    """
    calendar, schedule = _schedule(settings)
    code = _audit(
        settings, calendar, schedule, running=running, workers=workers, crawlers=crawlers, wanted=wanted
    )
    told = _tell(settings) if running and schedule.notify else 0
    return code or told


def _tell(settings: Place) -> int:
    """Tell contacts what the last good run changed, and what they could not be told before; returns the exit code."""
    with Store(settings.data.db) as store:
        newest = next((run for run in store.runs() if run.state == "done"), None)
        if newest is None:
            return 0
        earlier = [run for run in waiting_runs(store) if run.id != newest.id]
        tally = tell(settings, store, [newest], Asked(moment()), waiting=earlier)
    if tally.told or tally.failed:
        click.echo(f"{counted(tally.told, 'contact')} told")
    return SOME_FAILED if tally.failed else 0


def _audit(
    settings: Place,
    calendar: Calendar,
    schedule: Schedule,
    *,
    running: bool,
    workers: int,
    crawlers: Crawlers,
    wanted: Wanted,
) -> int:
    """Say what is due and, where that is asked for, audit it; returns the exit code."""
    now = moment()
    settings.data.prepare()
    with Store(settings.data.db) as store:
        found = _due(settings, calendar, schedule, store.ages.last_runs(), now)
    for one in found:
        click.echo(f"{one.agency_id}\t{one.why}")
    if not found:
        click.echo("nothing is due", err=True)
    elif not running:
        click.echo(f"{counted(len(found), 'agency')} due; osi-audit due --run audits them", err=True)
    if not running or not found:
        return 0
    if why := closed(schedule, now):
        click.echo(f"not now: {why}", err=True)
        return 0
    if why := clock_fault(datetime.now(UTC)):
        raise StoreError(f"{why}: nothing was begun; set the clock (timedatectl set-ntp true)")
    with at_work(settings) as store, crawlers.opened() as crawling:
        # Asked again behind the lock: another timer may have audited them while this one waited for it.
        found = _due(settings, calendar, schedule, store.ages.last_runs(), now)
        code = 0
        if begun := _begun(settings, store, calendar, schedule, found, now):
            click.echo(f"run {begun.id} was broken off: it goes on", err=True)
            code = whole_run(settings, store, begun, crawling, workers, wanted=wanted)
            found = [one for one in found if one.agency_id not in begun.agencies]
        if not found:
            return code
        registry = settings.registry()
        agencies = [registry.get(one.agency_id) for one in found]
        planned = plan(settings, store, agencies, today_in_vietnam(), ())
        return whole_run(settings, store, planned, crawling, workers, wanted=wanted) or code


@click.command()
@click.option(
    "--health",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a file for Prometheus' textfile collector.",
)
@settings_options
def status(settings: Place, health: Path | None) -> int:
    """Say whether all is well: the last run, runs that wait for a person, how long ago the last good one was, what is due.

    Contacts whom nobody could tell what a run changed are named, too.

    \b
    Example: osi-audit status --health /var/lib/node_exporter/osi-audit.prom

    Exit codes: 0 all is well, 6 somebody should look.
    """
    calendar, schedule = _schedule(settings)
    now = moment()
    settings.data.prepare()
    with Store(settings.data.db) as store:
        runs = list(store.runs())
        good = store.ages.last_runs(good=True)
        waiting = _due(settings, calendar, schedule, store.ages.last_runs(), now)
        conditions = store.ages.conditions()
        notices = _notices(settings, store)
    idle = holder(settings.data) is None
    worries = [
        f"run {run.id} is provisional: osi-audit runs show {run.id}"
        for run in runs
        if run.state == "provisional"
    ]
    worries += [
        f"run {run.id} was broken off while {run.state}: osi-audit run --resume {run.id}"
        for run in runs[:1]
        if idle and run.state in _GOING
    ]
    if (days := stale(schedule, good, now)) is not None:
        worries.append(f"no good run for {days} days")
    worries += notice_worries(notices)
    click.echo(f"last run: {runs[0].id}, {runs[0].state}" if runs else "no run yet")
    if good:
        click.echo(f"last good run: {max(good.values()):%Y-%m-%dT%H:%M:%SZ}")
    click.echo(f"due: {counted(len(waiting), 'agency')}")
    if conditions:
        click.echo(
            "findings: " + ", ".join(f"{number} {name}" for name, number in sorted(conditions.items()))
        )
    told = numbers(notices)
    if notices:
        click.echo("contacts: " + ", ".join(f"{number} {state}" for state, number in told.items() if number))
    for worry in worries:
        click.echo(visible(f"WARNING: {worry}"))
    if health is not None:
        states = {state: sum(run.state == state for run in runs) for state in STATES}
        text = metrics(
            states, max(good.values(), default=None), len(waiting), conditions, len(worries), notices=told
        )
        with writing(health):
            replace_file(health, text)
    return WARNING if worries else 0


def _notices(settings: Place, store: Store) -> list[Notice]:
    """Return what the contacts of today's registry were told last, or should have been."""
    newest = store.notices.newest()
    if not newest:
        return []
    asked = {
        (agency.id, contact.target) for agency in settings.registry().agencies for contact in agency.contacts
    }
    return still_asked(newest, asked)


def metrics(
    states: Mapping[str, int],
    last: datetime | None,
    waiting: int,
    conditions: Mapping[str, int],
    worries: int,
    *,
    notices: Mapping[str, int],
) -> str:
    """Return the figures in Prometheus' text format (version 0.0.4).

    Args:
        states: Runs by state.
        last: Beginning of the last good run.
        waiting: Agencies that are due.
        conditions: Findings by condition.
        worries: Of `osi-audit status`.
        notices: Contacts by what came of telling them of the newest run that there was anything to tell of.
    """
    lines = [
        "# HELP osi_audit_runs Runs in audit.db by state.",
        "# TYPE osi_audit_runs gauge",
        *(f'osi_audit_runs{{state="{state}"}} {number}' for state, number in states.items()),
        "# HELP osi_audit_findings Findings by condition.",
        "# TYPE osi_audit_findings gauge",
        *(
            f'osi_audit_findings{{condition="{name}"}} {number}'
            for name, number in sorted(conditions.items())
        ),
        "# HELP osi_audit_agencies_due Agencies that the schedule wants audited.",
        "# TYPE osi_audit_agencies_due gauge",
        f"osi_audit_agencies_due {waiting}",
        "# HELP osi_audit_warnings What somebody should look at.",
        "# TYPE osi_audit_warnings gauge",
        f"osi_audit_warnings {worries}",
        "# HELP osi_audit_notices Contacts by what came of telling them what a run changed.",
        "# TYPE osi_audit_notices gauge",
        *(f'osi_audit_notices{{state="{state}"}} {number}' for state, number in notices.items()),
    ]
    if last is not None:
        lines += [
            "# HELP osi_audit_last_good_run_timestamp_seconds When the last good run began.",
            "# TYPE osi_audit_last_good_run_timestamp_seconds gauge",
            f"osi_audit_last_good_run_timestamp_seconds {last.timestamp():.0f}",
        ]
    return "\n".join(lines) + "\n"


def _schedule(settings: Place) -> tuple[Calendar, Schedule]:
    path = settings.config / "calendar.yaml"
    calendar = calendar_in(settings.config)
    if calendar is None or calendar.schedule is None:
        raise ConfigError(path, "has no schedule: docs/operations.md says how to write one", key="schedule")
    return calendar, calendar.schedule


def _due(
    settings: Place, calendar: Calendar, schedule: Schedule, last: Mapping[str, datetime], now: datetime
) -> list[DueAgency]:
    windows = [Window(survey.id, survey.window.first) for survey in calendar.surveys]
    return due(schedule, settings.registry().agencies, last, windows, now)


def _begun(  # noqa: PLR0917 - all that is known of a schedule
    settings: Place,
    store: Store,
    calendar: Calendar,
    schedule: Schedule,
    found: Sequence[DueAgency],
    now: datetime,
) -> Run | None:
    """Return the newest run where it was broken off and is of use: it audits what is due, as a new one would.

    One of another registry, configuration, edition or day, or begun so long ago that its agencies would be due once more, is let be.
    """
    run = next(store.runs(), None)
    if run is None or not _is_broken_off(run, store):
        return None
    if not {one.agency_id for one in found}.issuperset(run.agencies):
        return None
    if (run.sites_file, run.config_sha256) != (str(settings.sites), config_digest(settings.config)):
        return None
    began = datetime.fromisoformat(run.created_at)
    if date.fromisoformat(run.day) not in {began.date(), began.astimezone(VIETNAM).date()}:
        return None
    editions = load_rules(settings.config, (), date.fromisoformat(run.day)).editions
    if run.editions != tuple(edition.edition for edition in editions):
        return None
    last = store.ages.last_runs() | dict.fromkeys(run.agencies, began)
    still = {one.agency_id for one in _due(settings, calendar, schedule, last, now)}
    return run if still.isdisjoint(run.agencies) else None


def _is_broken_off(run: Run, store: Store) -> bool:
    """Whether a run never came to its end; nobody is at work on it, as the caller has the data folder for itself.

    Not so one that `osi-audit crawl` left to be judged by a person, nor one that was done and is judged again.
    """
    if run.state == "planned":
        return not store.run_log.events(run.id)
    return run.state in _GOING and settled(run, store) is None
