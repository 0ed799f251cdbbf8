"""`osi-audit criteria`: look at the catalogue and check it."""

from __future__ import annotations

import textwrap

import click

from audit.cli.options import settings_options
from audit.criteria.loader import edition_names, load_edition
from audit.criteria.model import AppliesTo, Criterion, Edition
from audit.lexicon import load_lexicon
from audit.runs import Place
from audit.scoring import load_weights
from crawler.errors import UsageError


@click.group()
def criteria() -> None:
    """Look at the criteria (data under CONFIG/criteria) and check them."""


@criteria.command("list")
@click.option("--edition", help="Only that edition, e.g. osi-2024.")
@settings_options
def list_(settings: Place, edition: str | None) -> None:
    """List criteria, one a line: id, sub-index, weight, title.

    \b
    Example: osi-audit criteria list --edition vn-law
    """
    for loaded in _editions(settings):
        if edition in (None, loaded.edition):
            for criterion in loaded.criteria:
                click.echo(
                    f"{criterion.id}\t{criterion.subindex}\t{criterion.weight:g}\t{criterion.title.en}"
                )


@criteria.command()
@click.argument("criterion_id")
@settings_options
def show(settings: Place, criterion_id: str) -> None:
    """Show one criterion whole, in both languages.

    \b
    Example: osi-audit criteria show OSI2024-TEC-005
    """
    for edition in _editions(settings):
        for criterion in edition.criteria:
            if criterion.id == criterion_id:
                click.echo(_page(edition, criterion))
                return
    raise UsageError(f"no criterion {criterion_id!r} (see: osi-audit criteria list)")


@criteria.command()
@settings_options
def check(settings: Place) -> None:
    """Check editions, lexicon and weights; errors name file, line and key (exit code 2)."""
    lexicon = load_lexicon(settings.config)
    weights = load_weights(settings.config / "weights.yaml")
    for edition in _editions(settings):
        click.echo(f"{edition.edition} {edition.version}: {len(edition.criteria)} criteria, no errors")
    confirmed = "confirmed" if weights.confirmed else "unconfirmed"
    click.echo(f"lexicon: {len(lexicon.families)} families; weights {weights.name}: {confirmed}")


def _editions(settings: Place) -> list[Edition]:
    lexicon = load_lexicon(settings.config)
    folder = settings.config / "criteria"
    return [load_edition(folder / f"{name}.yaml", lexicon) for name in edition_names(settings.config)]


def _asked(wanted: AppliesTo) -> str:
    parts = [*wanted.kinds, *wanted.sectors, *(f"portal {role}" for role in wanted.portals)]
    return ", ".join(parts)


def _page(edition: Edition, criterion: Criterion) -> str:
    applies = " or ".join(_asked(wanted) for wanted in criterion.applies_to) or "all agencies"
    rows = [
        f"{criterion.id}   {edition.title.en} (version {edition.version})",
        f"  {criterion.title.en}",
        f"  {criterion.title.vi}",
        "",
        *textwrap.wrap(criterion.advice.en, 100, initial_indent="  ", subsequent_indent="  "),
        *textwrap.wrap(criterion.advice.vi, 100, initial_indent="  ", subsequent_indent="  "),
        "",
        f"  sub-index {criterion.subindex}, weight {criterion.weight:g}, effort {criterion.effort} of 3",
        f"  applies to: {applies}",
        f"  in force: {criterion.valid.start or '…'} to {criterion.valid.end or '…'}",
        f"  detector: {criterion.detector} {dict(criterion.params)}",
        f"  source: {criterion.source.text}",
    ]
    return "\n".join(rows)
