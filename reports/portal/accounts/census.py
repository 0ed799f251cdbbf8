"""`Census`: who and what is in portal.db, counted without a change, whoever has it open."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from audit.store.faults import said
from audit.store.opening import open_to_read
from reports.portal.accounts.jobs import LOST_AFTER
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.schema import SCHEMA

LONG_QUEUED: Final = timedelta(hours=1)
"""A re-check takes seconds, and only runs keep others waiting."""


@dataclass(frozen=True, slots=True)
class Census:
    """People are told by their logins, jobs by what they are about."""

    active: int = 0
    """People who can come in."""
    operators: tuple[str, ...] = ()
    """Of these."""
    without_code: tuple[str, ...] = ()
    """Operators whom a password alone lets in."""
    invited: tuple[str, ...] = ()
    """Who have an invitation that holds and was not taken up."""
    too_late: tuple[str, ...] = ()
    """Who never came in, and whose invitation is over."""
    lost: tuple[str, ...] = ()
    """Jobs whose worker gives no sign of life."""
    queued: tuple[str, ...] = ()
    """Jobs that nobody has taken for long."""
    waiting: int = 0
    """All jobs that are not at their end."""


def census(path: Path, now: datetime) -> Census:
    """Count what is in portal.db.

    Args:
        path: portal.db, of this version.
        now: The moment.

    Raises:
        StoreError: It cannot be read, or is of another version.
    """
    with said(path), closing(open_to_read(path, SCHEMA)) as db:
        comes_in = "disabled_at = '' and (password != '' or id in (select user_id from identities))"
        never = "disabled_at = '' and password = '' and id not in (select user_id from identities)"
        active = _logins(db, comes_in)
        holds = "id in (select user_id from invitations where used_at = '' and expires_at > :now)"
        at = {
            "now": text_of(now),
            "lost": text_of(now - LOST_AFTER),
            "long": text_of(now - LONG_QUEUED),
        }
        return Census(
            len(active),
            _logins(db, f"{comes_in} and role = 'operator'"),
            _logins(db, "disabled_at = '' and password != '' and role = 'operator' and totp = ''"),
            _logins(db, f"{never} and {holds}", at),
            _logins(db, f"{never} and not {holds}", at),
            _jobs(db, "state = 'working' and seen_at < :lost", at),
            _jobs(db, "state = 'queued' and asked_at < :long", at),
            len(_jobs(db, "state in ('queued', 'working')", at)),
        )


def _logins(db: Database, where: str, args: dict[str, str] | None = None) -> tuple[str, ...]:
    rows = db.table("users").rows_where(where, args or {}, select="login", order_by="login")
    return tuple(row["login"] for row in rows)


def _jobs(db: Database, where: str, args: dict[str, str]) -> tuple[str, ...]:
    rows = db.table("jobs").rows_where(where, args, order_by="asked_at")
    return tuple(f"{row['kind']} {row['target'] or 'of all agencies'}" for row in rows)
