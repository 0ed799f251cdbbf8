"""`osi-audit criteria`: look at the catalogue and check it."""

from __future__ import annotations

from datetime import date

import click

from audit.cli.criterion_page import page
from audit.cli.options import Day, counted, settings_options, today
from audit.criteria.applies import asks
from audit.criteria.check import check_config
from audit.criteria.loader import edition_names, load_edition, load_editions
from audit.criteria.model import Criterion, Edition
from audit.lexicon import load_lexicon
from audit.place import Place
from audit.scoring import load_weights
from crawler.errors import ConfigError, UsageError


@click.group()
def criteria() -> None:
    """Look at the criteria (data under CONFIG/criteria) and check them."""


@criteria.command("list")
@click.option("--edition", help="Only that edition, e.g. osi-2024.")
@click.option("--agency", "agency_id", metavar="ID", help="Only what that agency is asked.")
@click.option("--on", "day", type=Day(), help="Only what is in force on that day (with --agency: today).")
@settings_options
def list_(settings: Place, edition: str | None, agency_id: str | None, day: date | None) -> None:
    """List criteria, one a line: id, sub-index, weight, title.

    \b
    Examples: osi-audit criteria list --edition vn-law
              osi-audit criteria list --agency moh --on 2018-06-30
    """
    if edition is not None and edition not in edition_names(settings.config):
        raise UsageError(f"no edition {edition!r}; there are: {', '.join(edition_names(settings.config))}")
    if agency_id is not None:
        chosen = _asked_of(settings, agency_id, edition, day or today())
    elif day is not None:
        names = [edition] if edition else edition_names(settings.config)
        chosen = [c for loaded in load_editions(settings.config, names, day) for c in loaded.criteria]
    else:
        chosen = [
            c for loaded in _editions(settings) if edition in (None, loaded.edition) for c in loaded.criteria
        ]
    for criterion in chosen:
        person = "\ta person decides" if criterion.detector == "person" else ""
        click.echo(
            f"{criterion.id}\t{criterion.subindex}\t{criterion.weight:g}\t{criterion.title.en}{person}"
        )
    if agency_id is not None:
        click.echo(f"{counted(len(chosen), 'criterion')} asked of {agency_id}", err=True)


@criteria.command()
@click.argument("criterion_id")
@settings_options
def show(settings: Place, criterion_id: str) -> None:
    """Show one criterion whole: what is asked, of whom, since when, and how it is decided.

    \b
    Example: osi-audit criteria show OSI2024-TEC-005
    """
    editions = _editions(settings)
    for edition in editions:
        for criterion in edition.criteria:
            if criterion.id == criterion_id:
                click.echo(page(edition, criterion, editions, load_lexicon(settings.config)))
                return
    raise UsageError(f"no criterion {criterion_id!r} (see: osi-audit criteria list)")


@criteria.command()
@settings_options
def check(settings: Place) -> int:
    """Check editions, terms, sectors, weights and calendar; every error is named with file and line (exit code 2).

    Errors are: a detector, check, family, sector or key that does not exist, a text that is missing in one language or has no
    diacritics in Vietnamese, `like` in a circle, a weight below zero, a term that no example tests, an example that its family does
    not tell as it should, a family that no criterion asks for, a date of the calendar that is about no criterion.

    \b
    Example: osi-audit criteria check --config ours/
    """
    faults = check_config(settings.config)
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        click.echo(counted(len(faults), "error"), err=True)
        return ConfigError.exit_code
    lexicon = load_lexicon(settings.config)
    weights = load_weights(settings.config / "weights.yaml")
    for edition in _editions(settings):
        click.echo(
            f"{edition.edition} {edition.version}: {counted(len(edition.criteria), 'criterion')}, no errors"
        )
    confirmed = "confirmed" if weights.confirmed else "unconfirmed"
    click.echo(f"lexicon: {counted(len(lexicon.families), 'family')}; weights {weights.name}: {confirmed}")
    return 0


def _asked_of(settings: Place, agency_id: str, edition: str | None, day: date) -> list[Criterion]:
    agency = settings.registry().get(agency_id)
    sectors = load_lexicon(settings.config).sectors.of(agency.sectors)
    names = [edition] if edition else edition_names(settings.config)
    editions = load_editions(settings.config, names, day)
    return [c for loaded in editions for c in loaded.criteria if asks(c, agency, sectors)]


def _editions(settings: Place) -> list[Edition]:
    lexicon = load_lexicon(settings.config)
    folder = settings.config / "criteria"
    return [load_edition(folder / f"{name}.yaml", lexicon) for name in edition_names(settings.config)]
