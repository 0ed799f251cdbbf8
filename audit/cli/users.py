"""`osi-audit users`: who has access to the portal."""

from __future__ import annotations

from datetime import datetime

import click

from audit.cli.options import settings_options
from audit.cli.portal_data import check_agency, opened_accounts
from audit.conclude import who
from audit.place import Place
from crawler.clock import moment
from crawler.errors import UsageError
from reports.i18n import LocaleCode
from reports.portal.access import Role
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.log import Change
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.users import INVITED_FOR, Newcomer, User
from reports.safety import visible

_base_url = click.option(
    "--base-url",
    default="http://127.0.0.1:8000",
    envvar="OSI_AUDIT_BASE_URL",
    show_envvar=True,
    help="The portal's address.",
)


@click.group()
def users() -> None:
    """See who has access to the portal, invite people, and shut them out."""


@users.command("list")
@settings_options
def list_(settings: Place) -> None:
    """List everybody: address, role, agency, whether they are in.

    \b
    Example: osi-audit users list
    """
    with opened_accounts(settings) as accounts:
        for user in accounts.users.all():
            state = "shut out" if user.disabled_at else "active" if user.password else "invited"
            cells = (
                user.login,
                user.role.value,
                user.agency_id,
                state,
                "code" if user.totp else "",
                user.name,
            )
            click.echo("\t".join(" ".join(visible(cell).split()) for cell in cells))


@users.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option(
    "--agency", "agency_id", default="", metavar="ID", help="Whose person; for webmasters and readers."
)
@click.option("--name", default="", help="Shown in histories. [default: the address]")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@_base_url
@settings_options
def add(settings: Place, email: str, role: str, base_url: str, **who_is: str) -> None:
    """Give somebody access, and print the link by which they choose a password.

    \b
    Example: osi-audit users add vp@moh.example --role webmaster --agency moh --name "Trần Thị Bình"
    """
    agency_id = who_is["agency_id"]
    if agency_id:
        check_agency(settings, agency_id)
    locale: LocaleCode = "en" if who_is["language"] == "en" else "vi"
    with opened_accounts(settings) as accounts:
        user = accounts.users.add(Newcomer(email, Role(role), agency_id, who_is["name"], locale), moment())
        _invite(accounts, user, base_url)


@users.command()
@click.argument("email")
@_base_url
@settings_options
def invite(settings: Place, email: str, base_url: str) -> None:
    """Print a new link to choose a password; the password that somebody has holds until it is used.

    \b
    Example: osi-audit users invite vp@moh.example
    """
    with opened_accounts(settings) as accounts:
        _invite(accounts, _user(accounts, email), base_url)


@users.command()
@click.argument("email")
@settings_options
def disable(settings: Place, email: str) -> None:
    """Shut somebody out at once; what they did stays in the histories.

    \b
    Example: osi-audit users disable vp@moh.example
    """
    _switch(settings, email, moment())


@users.command()
@click.argument("email")
@settings_options
def enable(settings: Place, email: str) -> None:
    """Let somebody in again.

    \b
    Example: osi-audit users enable vp@moh.example
    """
    _switch(settings, email, None)


def _switch(settings: Place, email: str, at: datetime | None) -> None:
    with opened_accounts(settings) as accounts:
        user = _user(accounts, email)
        accounts.users.disable(user.id, at)
        _note(accounts, "disable" if at else "enable", user)
    click.echo(f"{user.login}: {'shut out' if at else 'let in again'}")


def _invite(accounts: Accounts, user: User, base_url: str) -> None:
    secret = accounts.users.invite(user.id, who(), moment())
    _note(accounts, "invite", user)
    click.echo(f"{base_url.rstrip('/')}/invitation/{secret}")
    click.echo(f"for {user.login}; it holds for {INVITED_FOR.days} days, once", err=True)


def _note(accounts: Accounts, action: str, user: User) -> None:
    accounts.log.add(
        Change(
            text_of(moment()),
            "",
            who() or "command line",
            action,
            user.agency_id,
            user.login,
            user.role.value,
        )
    )


def _user(accounts: Accounts, email: str) -> User:
    user = accounts.users.by_login(email)
    if user is None:
        raise UsageError(f"{email} has no access: osi-audit users list")
    return user
