"""`osi-audit findings` and `osi-audit answers`: what became of findings, and what persons say to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from audit.cli.files import check_table_name, write_table
from audit.cli.options import Day, counted, settings_options, today_in_vietnam
from audit.life.model import Condition, Event, EventKind, State, conditions_of
from audit.life.table import COLUMNS, NEEDED, Known, Told, check_answers, rows
from audit.owners import owner_test
from audit.place import Place
from audit.review.sheet import read_sheet
from audit.store.db import Store
from audit.store.lives import Life
from audit.words import say
from crawler.errors import UsageError
from reports.safety import visible
from reports.titles import Titles

Command = Callable[..., Any]
_agency = click.option(
    "--agency", "agency_ids", multiple=True, metavar="ID", help="Only that agency; may be given again."
)
_on = click.option("--on", "day", type=Day(), help="As they stand on that day (default: today, in Viet Nam).")
_by = click.option("--by", required=True, metavar="NAME", help="Who says so.")


@click.group()
def findings() -> None:
    """See what became of findings from run to run; waive them, dispute them, and decide on disputes."""


@findings.command("list")
@_agency
@click.option(
    "--state", "states", multiple=True, type=click.Choice([s.value for s in State]), help="Only those."
)
@_on
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@settings_options
def list_(
    settings: Place, agency_ids: tuple[str, ...], states: tuple[str, ...], day: date | None, form: str
) -> None:
    """List findings with their state: id, agency, state, since which run, title.

    \b
    Examples: osi-audit findings list --agency moh --state new --state regressed
              osi-audit findings list --format jsonl > findings.jsonl
    """
    when = (day or today_in_vietnam()).isoformat()
    with Store(settings.data.db) as store:
        titles = Titles(settings.config)
        for life in _lives(settings, store, agency_ids, conditions_of(map(State, states))):
            state = life.standing.state_on(when)
            if state is None or (states and state not in states):
                continue
            if form == "jsonl":
                record = {
                    "finding_id": life.finding.id,
                    "agency_id": life.agency_id,
                    "state": state,
                    "since": life.standing.since,
                    "title_vi": titles.say(life.finding)[0],
                    "title_en": titles.say(life.finding)[1],
                    "criterion_id": life.finding.criterion_id,
                    "kind": life.finding.kind,
                }
                click.echo(json.dumps(record, ensure_ascii=False))
            else:
                cells = (
                    life.finding.id,
                    life.agency_id,
                    state,
                    life.standing.since,
                    titles.say(life.finding)[1],
                )
                click.echo("\t".join(" ".join(visible(cell).split()) for cell in cells))


@findings.command()
@click.argument("finding_id")
@_on
@settings_options
def show(settings: Place, finding_id: str, day: date | None) -> None:
    """Tell all that happened to one finding.

    \b
    Example: osi-audit findings show 97348b3a54b5effe
    """
    when = (day or today_in_vietnam()).isoformat()
    with Store(settings.data.db) as store:
        life = store.lives.life(finding_id)
        title = Titles(settings.config).say(life.finding)[1]
        click.echo(f"{life.finding.id}  {life.agency_id}  {visible(title)}")
        click.echo(f"state on {when}: {life.standing.state_on(when) or 'none'}")
        for event in store.lives.events(finding_id):
            click.echo(visible(_line(event)))


def _line(event: Event) -> str:
    parts = [event.at, event.kind.value.replace("_", " ")]
    if event.look is not None:
        parts += [event.source, event.look.value]
    parts += [f"by {event.by}"] if event.by else []
    parts += [f"until {event.until}"] if event.until else []
    parts += [part for part in (event.text, event.url, event.record) if part]
    return "  ".join(parts)


def _words(command: Command) -> Command:
    """Give a command the findings that it is about, who speaks, and the settings."""
    command = settings_options(command)
    command = _by(command)
    return click.argument("finding_ids", nargs=-1, required=True, metavar="FINDING…")(command)


@findings.command()
@_words
@click.option("--reason", required=True, help="Why they are let be.")
@click.option("--until", type=Day(), help="Last day; without it there is no end.")
def waive(settings: Place, finding_ids: tuple[str, ...], by: str, reason: str, until: date | None) -> None:
    """Let findings be, for a reason and until a day; then they are open again.

    \b
    Example: osi-audit findings waive 97348b3a54b5effe --by "Trần Thị Bình" --reason "merged in June" --until 2026-06-30
    """
    if until is not None and until < today_in_vietnam():
        raise UsageError(f"--until: {until} is past")
    _say(settings, finding_ids, _word(EventKind.WAIVED, by, reason, until=until.isoformat() if until else ""))


@findings.command()
@_words
@click.option("--reason", required=True, help="Why not any more.")
def unwaive(settings: Place, finding_ids: tuple[str, ...], by: str, reason: str) -> None:
    """End waivers before their day.

    \b
    Example: osi-audit findings unwaive 97348b3a54b5effe --by "Trần Thị Bình" --reason "the new portal is out"
    """
    _say(settings, finding_ids, _word(EventKind.WAIVER_ENDED, by, reason))


@findings.command()
@_words
@click.option("--text", required=True, help="The agency's words.")
@click.option("--page", default="", metavar="URL", help="Page that shows it, on a host of the agency.")
def dispute(settings: Place, finding_ids: tuple[str, ...], by: str, text: str, page: str) -> None:
    """Write down an agency's objection to findings.

    \b
    Example: osi-audit findings dispute 97348b3a54b5effe --by "VP Bộ Y tế" --text "Có tại trang này" --page https://moh.gov.vn/en/about
    """
    _say(settings, finding_ids, _word(EventKind.DISPUTED, by, text, url=page))


@findings.command()
@_words
@click.option("--reason", default="", help="What is said to the agency.")
@click.option(
    "--until", type=Day(), help="Last day that the findings are let be; without it there is no end."
)
def accept(settings: Place, finding_ids: tuple[str, ...], by: str, reason: str, until: date | None) -> None:
    """Grant disputes: the findings are let be, as if waived.

    \b
    Example: osi-audit findings accept 97348b3a54b5effe --by "Lê Văn An" --until 2026-12-31
    """
    end = until.isoformat() if until else ""
    _say(settings, finding_ids, _word(EventKind.DISPUTE_ACCEPTED, by, reason, until=end))


@findings.command()
@_words
@click.option("--reason", required=True, help="What is said to the agency.")
def reject(settings: Place, finding_ids: tuple[str, ...], by: str, reason: str) -> None:
    """Refuse disputes: the findings are what they were; objection and answer stay in their history.

    \b
    Example: osi-audit findings reject 97348b3a54b5effe --by "Lê Văn An" --reason "it is in Vietnamese only"
    """
    _say(settings, finding_ids, _word(EventKind.DISPUTE_REJECTED, by, reason))


@click.group()
def answers() -> None:
    """Exchange tables of findings with agencies: out to them, their disputes back, and what is decided on these."""


@answers.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@_agency
@_on
@click.option("--semicolon", is_flag=True, help="Separate by semicolons, as a Vietnamese Excel expects.")
@settings_options
def export_(
    settings: Place, file: Path, agency_ids: tuple[str, ...], day: date | None, *, semicolon: bool
) -> None:
    """Write a table, CSV or XLSX, of the findings that are open, waived or disputed, with columns to answer in.

    An agency fills in answer (dispute), text, page, answered_by, answered_on; the operator decision (accept, reject, waive, end),
    until, reason, decided_by, decided_on.

    \b
    Example: osi-audit answers export moh.xlsx --agency moh
    """
    check_table_name(file)
    when = (day or today_in_vietnam()).isoformat()
    with Store(settings.data.db) as store:
        titles = Titles(settings.config)
        settings = settings.of_newest(store)
        names = {agency.id: agency.name.vi for agency in settings.registry().agencies}
        told = [
            Told(
                life.agency_id,
                names.get(life.agency_id, ""),
                life.finding,
                life.standing,
                titles.say(life.finding),
            )
            for life in _lives(settings, store, agency_ids)
        ]
    count = write_table(rows(told, when), file, COLUMNS, semicolon=semicolon)
    click.echo(counted(count, "finding"), err=True)


@answers.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--from", "only", default="", metavar="ID", help="Answers of that agency alone: decisions are refused."
)
@settings_options
def import_(settings: Place, file: Path, only: str) -> None:
    """Take in a table that came back: all of it or, when anything is wrong, nothing.

    Every fault is named with row and column (exit code 2). Taking it in twice changes nothing.

    \b
    Example: osi-audit answers import moh.xlsx --from moh
    """
    lines = read_sheet(file, COLUMNS, NEEDED)
    with Store(settings.data.db) as store:
        settings = settings.of_newest(store)
        registry = settings.registry()
        if only:
            registry.get(only)
        standings = {life.finding.id: (life.agency_id, life.standing) for life in _lives(settings, store, ())}
        known = Known(standings, owner_test(registry), today_in_vietnam(), only)
        kept = store.lives.add_all(check_answers(str(file), lines, known))
    click.echo(f"{counted(kept, 'answer')} taken in")


def _lives(
    settings: Place, store: Store, agency_ids: tuple[str, ...], conditions: Collection[Condition] = ()
) -> Iterator[Life]:
    known = store.lives.agencies()
    for agency_id in agency_ids:
        if agency_id not in known:
            settings.of_newest(store).registry().get(
                agency_id
            )  # an agency of the registry just has no findings
    for agency_id in agency_ids or known:
        yield from store.lives.of(agency_id, conditions)


def _word(kind: EventKind, by: str, text: str, *, url: str = "", until: str = "") -> Event:
    return Event(kind, today_in_vietnam().isoformat(), by=by, text=text, url=url, until=until)


def _say(settings: Place, finding_ids: tuple[str, ...], event: Event) -> None:
    """Write down a word on several findings, all or none."""
    with Store(settings.data.db) as store:
        registry = settings.of_newest(store).registry() if event.url else None
        say(store, finding_ids, event, owner_test(registry) if registry else lambda _agency_id, _url: True)
        for id_ in finding_ids:
            click.echo(f"{id_}: {store.lives.life(id_).standing.state_on(event.at) or 'none'}")
