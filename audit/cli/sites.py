"""`osi-audit sites`: look at the registry and check it."""

from __future__ import annotations

from datetime import date

import click

from audit.cautions import cautions
from audit.cli.options import Day, counted, settings_options, today
from audit.place import Place
from crawler.registry import Agency, Kind


@click.group()
def sites() -> None:
    """Look at the registry of agencies and check it."""


@sites.command()
@settings_options
def check(settings: Place) -> None:
    """Check the registry; errors name file, line and key (exit code 2).

    \b
    Examples: osi-audit sites check
              osi-audit sites check --sites ours.yaml
    """
    registry = settings.registry()
    portals = [portal for agency in registry.agencies for portal in agency.portals]
    unconfirmed = sum(not portal.confirmed for portal in portals)
    click.echo(f"{settings.sites}: {len(registry.agencies)} agencies, {len(portals)} portals, no errors")
    click.echo(f"{unconfirmed} addresses are unconfirmed: guesses to probe, never a fault of the agency")
    for warning in cautions(registry):
        click.echo(f"warning: {warning}", err=True)


@sites.command("list")
@click.option("--kind", type=click.Choice([k.value for k in Kind]), help="Only agencies of that kind.")
@click.option("--sector", help="Only agencies of that sector.")
@click.option("--on", "day", type=Day(), help="Only agencies that existed on that day (default: today).")
@click.option("--all", "everything", is_flag=True, help="Agencies of every time.")
@settings_options
def list_(
    settings: Place, kind: str | None, sector: str | None, day: date | None, *, everything: bool
) -> None:
    """List agencies, one a line: id, kind, name, portals ("?" marks an unconfirmed address).

    \b
    Examples: osi-audit sites list --kind ministry --sector health --on 2018-06-30
              osi-audit sites list --kind province
    """
    when = None if everything else day or today()
    chosen = settings.registry().select(kind=kind, sector=sector, day=when)
    for agency in chosen:
        click.echo(_line(agency, when or today()))
    shown = f" on {when:%d/%m/%Y}" if when else ""
    click.echo(f"{counted(len(chosen), 'agency')}{shown}", err=True)


def _line(agency: Agency, day: date) -> str:
    portals = " ".join(p.url + ("" if p.confirmed else "?") for p in agency.portals_on(day))
    return f"{agency.id}\t{agency.kind.value}\t{agency.name.vi} ({agency.name.en})\t{portals}"
