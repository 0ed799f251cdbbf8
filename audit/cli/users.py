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
from reports.portal.accounts.users import INVITED_FOR, LET_IN_FOR, Newcomer, User
from reports.portal.options import PortalOptions, load_options
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
    """List everybody: address, role, agency, whether they are in, with a code, linked with a sign-in service, and name.

    \b
    Example: osi-audit users list
    """
    with opened_accounts(settings) as accounts:
        for user in accounts.users.all():
            links = accounts.identities.of(user.id)
            state = "shut out" if user.disabled_at else "active" if user.password or links else "invited"
            cells = (
                user.login,
                user.role.value,
                user.agency_id,
                state,
                ", ".join(word for word, has in (("code", user.totp), ("linked", links)) if has),
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

    Where people come in without passwords, the portal's address is printed: they sign in there, by this e-mail address.
    """
    agency_id = who_is["agency_id"]
    if agency_id:
        check_agency(settings, agency_id)
    locale: LocaleCode = "en" if who_is["language"] == "en" else "vi"
    with opened_accounts(settings) as accounts:
        options = load_options(settings.config)
        user = accounts.users.add(Newcomer(email, Role(role), agency_id, who_is["name"], locale), moment())
        if options.passwords:
            _invite(accounts, user, base_url, options)
            return
        _note(accounts, "invite", user)
        click.echo(f"{base_url.rstrip('/')}/login")
        click.echo(f"for {user.login}, who signs in there by that address", err=True)


@users.command()
@click.argument("email")
@_base_url
@settings_options
def invite(settings: Place, email: str, base_url: str) -> None:
    """Print a new link to choose a password; the password that somebody has holds until it is used.

    \b
    Example: osi-audit users invite vp@moh.example

    Where people come in without passwords, the link lets them in once, within an hour: the way in when the sign-in service is away.
    """
    with opened_accounts(settings) as accounts:
        _invite(accounts, _user(accounts, email), base_url, load_options(settings.config))


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


@users.command()
@click.argument("email")
@settings_options
def unlink(settings: Place, email: str) -> None:
    """Forget who somebody is at the sign-in service, and sign them out; their next sign-in by e-mail address links them anew.

    \b
    Example: osi-audit users unlink vp@moh.example
    """
    with opened_accounts(settings) as accounts:
        user = _user(accounts, email)
        links = accounts.identities.unlink(user.id)
        for link in links:
            _note(accounts, "oidc_unlink", user, f"{link.issuer} {link.subject}")
    click.echo(f"{user.login}: {'unlinked' if links else 'was not linked'}")


def _switch(settings: Place, email: str, at: datetime | None) -> None:
    with opened_accounts(settings) as accounts:
        user = _user(accounts, email)
        accounts.users.disable(user.id, at)
        _note(accounts, "disable" if at else "enable", user)
    click.echo(f"{user.login}: {'shut out' if at else 'let in again'}")


def _invite(accounts: Accounts, user: User, base_url: str, options: PortalOptions) -> None:
    lasts = INVITED_FOR if options.passwords else LET_IN_FOR
    secret = accounts.users.invite(user.id, who(), moment(), lasts)
    _note(accounts, "invite", user)
    click.echo(f"{base_url.rstrip('/')}/invitation/{secret}")
    held = f"{lasts.days} days" if lasts.days else f"{lasts.seconds // 60} minutes"
    click.echo(f"for {user.login}; it holds for {held}, once", err=True)


def _note(accounts: Accounts, action: str, user: User, detail: str = "") -> None:
    accounts.log.add(
        Change(
            text_of(moment()),
            "",
            who() or "command line",
            action,
            user.agency_id,
            user.login,
            detail or user.role.value,
        )
    )


def _user(accounts: Accounts, email: str) -> User:
    user = accounts.users.by_login(email)
    if user is None:
        raise UsageError(f"{email} has no access: osi-audit users list")
    return user
