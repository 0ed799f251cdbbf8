"""People who may come into the portal of the demo, with a password that is made up anew each time."""

from __future__ import annotations

import secrets
import shlex
import sys
from pathlib import Path
from typing import Final

import click

from audit.place import Place
from crawler.clock import moment
from reports.portal.access import Role
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.users import Newcomer

PEOPLE: Final = (
    Newcomer("operator@osi-audit.example", Role.OPERATOR, "", "Đơn vị vận hành (mẫu)"),
    Newcomer("reviewer@osi-audit.example", Role.REVIEWER, "", "Người kiểm tra (mẫu)"),
    Newcomer("webmaster@ytecd-mau.example", Role.WEBMASTER, "ytecd", "Quản trị cổng Bộ Y tế Cộng đồng (mẫu)"),
    Newcomer("reader@ytecd-mau.example", Role.READER, "ytecd", "Văn phòng Bộ Y tế Cộng đồng (mẫu)"),
)


def let_in(settings: Place) -> None:
    """Give the demo's people access, and print how to come in; says so where the extra `portal` is missing."""
    try:
        from reports.portal.passwords import hash_of  # noqa: PLC0415 - of the extra `portal`
    except ImportError:
        click.echo("the portal needs the extra `portal`: pip install 'osi-audit[portal]'", err=True)
        return
    at, password = moment(), secrets.token_urlsafe(12)
    hashed = hash_of(password)
    with Accounts(settings.data.root / "portal.db") as accounts:
        for newcomer in PEOPLE:
            user = accounts.users.by_login(newcomer.login) or accounts.users.add(newcomer, at)
            accounts.users.set_password(user.id, hashed)
    click.echo(f"in a browser: {_program()} serve --demo --data {shlex.quote(str(settings.data.root))}")
    click.echo(f"  as {', '.join(newcomer.login for newcomer in PEOPLE)}; password: {password}")


def _program() -> str:
    """How this program was called."""
    called = Path(sys.argv[0])
    return shlex.quote(str(called)) if called.name == "osi-audit" else "python -m audit"
