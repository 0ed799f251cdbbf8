"""`osi-audit services import`, `lists`, `withdraw`, `reconcile` and `match`: lists of required services."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import click

from audit.cli.files import check_table_name, write_table
from audit.cli.options import counted, settings_options, today_in_vietnam
from audit.cli.reconciled import NO_LIST, entry_lines, tally_lines
from audit.lexicon.lexicon import Sectors
from audit.place import Place
from audit.results import AgencyResult
from audit.review.sheet import read_sheet
from audit.services.required import asking
from audit.services.required.changes import Changes, by_decision, changes, lines
from audit.services.required.checking import Known, check_list
from audit.services.required.comparing import Comparer
from audit.services.required.listterms import load_list_terms, written
from audit.services.required.matching import match
from audit.services.required.model import RequiredService
from audit.services.required.reading import read_table
from audit.services.required.reconciliation import Audited, Reconciliation, reconcile
from audit.services.required.rules import load_match_rules
from audit.services.required.spelling import spelt, unmarked
from audit.services.rules import load_service_rules
from audit.store.db import Run, Store
from audit.store.history import Kept
from crawler.clock import now
from crawler.errors import UsageError
from crawler.yamlfile import load_model

_SHOWN = 20
"""Added, removed and changed rows that are printed of each list."""
_agency = click.option(
    "--agency", "agency_ids", multiple=True, metavar="ID", help="Only that agency; may be given again."
)
_run = click.option(
    "--run", "run_id", default="latest", show_default=True, metavar="RUN", help="Whose services."
)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sheet", default="", metavar="NAME", help="Sheet of a workbook that has several.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and keep nothing.")
@settings_options
def import_(settings: Place, file: Path, sheet: str, *, dry_run: bool) -> None:
    """Take in a list of required services, CSV or XLSX: all of it or, when anything is wrong, nothing.

    Columns: decision, agency, service name, level, year, and if you like code, sector, note (Quyết định, Cơ quan, Tên dịch vụ, Mức
    độ, Năm, Mã TTHC, Lĩnh vực, Ghi chú). A list is known by its decision: the same decision once more replaces it, and what
    changes is told. Every fault is named with row and column (exit code 2). config/services/README.md says more.

    \b
    Examples: osi-audit services import list.xlsx --dry-run
              osi-audit services import config/services/example-list.csv --sites audit/demo/sites.yaml
    """
    before, found = take_list(settings, file, sheet, dry_run=dry_run)
    for one in found:
        for line in _told(one):
            click.echo(line)
    for text in _twins([one.decision for one in found], before):
        click.echo(text, err=True)
    if dry_run:
        click.echo("nothing was kept (--dry-run)")


def take_list(
    settings: Place, file: Path, sheet: str = "", *, dry_run: bool = False
) -> tuple[list[str], list[Changes]]:
    """Take in a list of required services and return the decisions that stood before, and what changes.

    Raises:
        ListError: Something in the file is wrong; then nothing is kept.
    """
    table = read_table(file, sheet)
    required = check_list(str(file), table, _known(settings))
    settings.data.prepare()
    with Store(settings.data.db) as store:
        before = [one.decision for one in store.required.standing()]
        found = [changes(d, store.required.services([d]), new) for d, new in by_decision(required).items()]
        if not dry_run:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            store.required.add(required, now(), file=file.name, sha256=digest)
    return before, found


@click.command()
@click.option("--history", is_flag=True, help="Every import, the earliest first.")
@settings_options
def lists(settings: Place, *, history: bool) -> None:
    """List the lists of required services, one a line: decision, services, import, time, file, digest.

    \b
    Examples: osi-audit services lists
              osi-audit services lists --history
    """
    with Store(settings.data.db) as store:
        chosen = store.required.history() if history else store.required.standing()
    for one in chosen:
        rows = str(one.rows) if one.rows else "withdrawn"
        cells = (
            one.decision,
            rows,
            str(one.number),
            one.imported_at,
            one.file or "-",
            one.sha256[:12] or "-",
        )
        click.echo("\t".join(cells))
    click.echo(counted(len(chosen), "import" if history else "list") if chosen else NO_LIST, err=True)


@click.command()
@click.argument("decision")
@settings_options
def withdraw(settings: Place, decision: str) -> None:
    """Let a list stand no more, e.g. one that was imported by mistake; its history stays.

    \b
    Example: osi-audit services withdraw "846/QĐ-TTg"
    """
    with Store(settings.data.db) as store:
        gone = store.required.withdraw(decision, now())
        standing = [one.decision for one in store.required.standing()]
    if gone is None:
        raise UsageError(
            f"no list of the decision {decision!r} stands (there are: {', '.join(standing) or 'none'})"
        )
    click.echo(f"withdrawn: {decision}")


@click.command("reconcile")
@_run
@_agency
@click.option("--details", is_flag=True, help="Each required service, one a line.")
@settings_options
def reconcile_(settings: Place, run_id: str, agency_ids: tuple[str, ...], *, details: bool) -> None:
    """Set the lists against the services that a run found: by agency and sector, what is found, at its level, in English.

    Shares are written as yes/all, with what could not be told after a plus: 3/10+2 means three yes, five no, two not told.

    \b
    Examples: osi-audit services reconcile
              osi-audit services reconcile --agency moh --details
    """
    with Store(settings.data.db) as store:
        work = _Work(settings, store, store.run(run_id))
        found = work.reconciled(agency_ids)
    for line in entry_lines(found) if details else tally_lines(found):
        click.echo(line)
    if found.loaded and found.not_audited:
        click.echo(f"{found.not_audited} more are asked of agencies that are not in this run", err=True)


@click.group("match")
def matching() -> None:
    """Let persons say which service a required one is, where names alone do not tell."""


@matching.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@_run
@_agency
@click.option("--all", "everything", is_flag=True, help="Also what is matched or missing without doubt.")
@click.option("--semicolon", is_flag=True, help="Separate by semicolons, as a Vietnamese Excel expects.")
@settings_options
def match_export(
    settings: Place,
    file: Path,
    run_id: str,
    agency_ids: tuple[str, ...],
    *,
    everything: bool,
    semicolon: bool,
) -> None:
    """Write a table, CSV or XLSX, of required services that may be one of several, with the candidates.

    Fill in the columns answer (id or code of the service, or none), reviewer, date and reason, and bring the table in again.

    \b
    Examples: osi-audit services match export match.csv
              osi-audit services match export moh.csv --agency moh --semicolon
    """
    check_table_name(file)
    with Store(settings.data.db) as store:
        work = _Work(settings, store, store.run(run_id))
        rows = list(work.questions(agency_ids, everything=everything))
    write_table(rows, file, asking.COLUMNS, semicolon=semicolon)
    click.echo(counted(len(rows), "row") if work.required else NO_LIST, err=True)


@matching.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_run
@settings_options
def match_import(settings: Place, file: Path, run_id: str) -> None:
    """Take in a table that came back: all of it or, when anything is wrong, nothing.

    Answers are remembered for later runs by the list, the agency and the service's name; a newer one replaces an older one,
    which stays in the history.

    \b
    Example: osi-audit services match import match.csv
    """
    table = read_sheet(file, asking.COLUMNS, asking.NEEDED)
    with Store(settings.data.db) as store:
        work = _Work(settings, store, store.run(run_id))
        decisions = asking.check_answers(str(file), table, work.known())
        kept = store.matches.add(decisions, now())
    parts = [f"{kept.count(one)} {one.value}" for one in Kept if one in kept] or ["none"]
    left = counted(len(table) - len(decisions), "row")
    click.echo(f"{counted(len(kept), 'answer')}: {', '.join(parts)}; {left} without an answer")


def reconciled(settings: Place, store: Store, run: Run, results: Iterable[AgencyResult]) -> Reconciliation:
    """Set the lists that stand against the services of some results of a run, which are read one by one."""
    work = _Work(settings, store, run)
    return work.against(work.audited(results))


@dataclass
class _Work:
    """What lists ask and what a run found."""

    settings: Place
    store: Store
    run: Run

    @cached_property
    def required(self) -> list[RequiredService]:
        return self.store.required.services()

    @cached_property
    def comparer(self) -> Comparer:
        return Comparer(load_match_rules(self.settings.config))

    def results(self, agency_ids: Sequence[str] = ()) -> Iterator[AgencyResult]:
        """One by one, so that memory does not grow with the run."""
        missing = sorted(set(agency_ids) - self.store.origins(self.run.id).keys())
        if missing:
            raise UsageError(f"run {self.run.id} has no result of {', '.join(missing)}")
        return self.store.each(self.run.id, agency_ids or self.run.agencies)

    def audited(self, results: Iterable[AgencyResult]) -> Iterator[Audited]:
        sectors = _sectors(self.settings)
        for r in results:
            yield Audited(r.agency_id, r.kind, tuple(sorted(sectors.of(r.sectors))), r.inventory)

    def reconciled(self, agency_ids: Sequence[str]) -> Reconciliation:
        return self.against(self.audited(self.results(agency_ids)))

    def against(self, audited: Iterable[Audited]) -> Reconciliation:
        return reconcile(
            self.required,
            audited,
            self.store.matches.standing(),
            day=date.fromisoformat(self.run.day),
            comparer=self.comparer,
            agrees=load_service_rules(self.settings.config).agrees,
        )

    def questions(self, agency_ids: Sequence[str], *, everything: bool) -> Iterator[dict[str, str]]:
        for agency in self.audited(self.results(agency_ids)):
            own = [one for one in self.required if one.asks(agency.agency_id, agency.kind)]
            said = self.store.matches.standing([agency.agency_id])
            found = agency.inventory.services if agency.inventory else ()
            matches = match(own, found, said, self.comparer)
            yield from asking.rows(agency.agency_id, matches, found, said, everything=everything)

    def known(self) -> asking.Known:
        audited = list(self.audited(self.results()))
        return asking.Known(
            required=asking.asked_keys(self.required, {a.agency_id: a.kind for a in audited}),
            services={a.agency_id: a.inventory.services for a in audited if a.inventory},
            run_id=self.run.id,
            today=today_in_vietnam(),
        )


def _told(found: Changes) -> Iterator[str]:
    total = len(found.added) + len(found.changed) + found.same
    head = f"{found.decision}: {counted(total, 'service')}"
    if not found.any:
        yield f"{head}, nothing changes"
        return
    counts = (
        f"{len(found.added)} added",
        f"{len(found.removed)} removed",
        f"{len(found.changed)} changed",
        f"{found.same} the same",
    )
    yield f"{head}: {', '.join(counts)}"
    for line in lines(found, _SHOWN):
        yield f"  {line}"


def _twins(new: Sequence[str], before: Sequence[str]) -> Iterator[str]:
    """Yield a warning for each decision that stands already under nearly the same name: it may be one and the same."""
    for decision in new:
        for other in before:
            if other != decision and unmarked(spelt(other)) == unmarked(spelt(decision)):
                yield f"warning: a list of “{other}” stands, too: if it is the same decision, osi-audit services withdraw “{other}”"


def _known(settings: Place) -> Known:
    return Known(
        terms=load_list_terms(settings.config),
        agencies=settings.registry().agencies,
        sectors=_sector_names(_sectors(settings)),
    )


def _sectors(settings: Place) -> Sectors:
    return load_model(settings.config / "sectors.yaml", Sectors)[0]


def _sector_names(sectors: Sectors) -> dict[str, str]:
    """Return what sectors may be called: ids, names, and the registry's words that mean one of them."""
    words = {word: ids[0] for word, ids in sectors.registry.items() if len(ids) == 1}
    named = {
        name: id_
        for id_, names in (sectors.sectors | sectors.fields).items()
        for name in (id_, names.vi, names.en)
    }
    return {written(name): id_ for name, id_ in (words | named).items()}
