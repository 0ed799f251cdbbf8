"""`osi-audit tokens`: by which programs read the portal's API."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import click

from audit.cli.options import settings_options
from audit.cli.portal_data import check_agency, opened_accounts
from audit.conclude import who
from audit.place import Place
from crawler.clock import moment
from crawler.errors import UsageError
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.log import Change
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.tokens import Token
from reports.safety import visible

_LASTS: Final = 365
_LONGEST: Final = 1830


@click.group()
def tokens() -> None:
    """Let programs read the portal's API, and shut them out (docs/api.md)."""


@tokens.command()
@click.argument("name")
@click.option("--agency", "agency_id", default="", metavar="ID", help="Reads this agency and its units.")
@click.option("--all", "of_all", is_flag=True, help="Reads all agencies.")
@click.option(
    "--days",
    type=click.IntRange(1, _LONGEST),
    default=_LASTS,
    show_default=True,
    help="For how long it holds.",
)
@settings_options
def add(settings: Place, name: str, agency_id: str, of_all: bool, days: int) -> None:
    """Make a token for what NAME says, and print it: only now, as nothing but its digest is kept.

    \b
    Example: osi-audit tokens add "dashboard of the ministry" --agency moh
    """
    if bool(agency_id) is of_all:
        raise UsageError("say whose data it reads: --agency ID, or --all")
    if not name.strip():
        raise UsageError("say what it is for: a token without a name cannot be told from others")
    if agency_id:
        check_agency(settings, agency_id)
    with opened_accounts(settings) as accounts:
        token, secret = accounts.tokens.add(name.strip(), agency_id, who(), moment(), timedelta(days=days))
        _note(accounts, "token_add", token)
    click.echo(secret)
    click.echo(f"{token.id}: it holds until {token.expires_at}, and is not shown again", err=True)


@tokens.command("list")
@settings_options
def list_(settings: Place) -> None:
    """List all tokens: id, state, whose data, when it ends, when it was used last, what for.

    \b
    Example: osi-audit tokens list
    """
    now = moment()
    with opened_accounts(settings) as accounts:
        for token in accounts.tokens.all():
            cells = (
                token.id,
                token.state_at(now),
                token.agency_id or "all",
                token.expires_at,
                token.used_at or "never",
                token.name,
            )
            click.echo("\t".join(" ".join(visible(cell).split()) for cell in cells))


@tokens.command()
@click.argument("token_id", metavar="ID")
@settings_options
def revoke(settings: Place, token_id: str) -> None:
    """Shut a program out at once.

    \b
    Example: osi-audit tokens revoke 5f0c9a1e
    """
    with opened_accounts(settings) as accounts:
        token = accounts.tokens.revoke(token_id, moment())
        if token is None:
            raise UsageError(f"there is no token {token_id!r}: osi-audit tokens list")
        _note(accounts, "token_revoke", token)
    click.echo(f"{token.id}: revoked")


def _note(accounts: Accounts, action: str, token: Token) -> None:
    by = who() or "command line"
    accounts.log.add(Change(text_of(moment()), "", by, action, token.agency_id, token.id, token.name))
