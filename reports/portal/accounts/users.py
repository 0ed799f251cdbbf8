"""`Users`: people with access, and the invitations by which they choose a password."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from audit.store.faults import said
from crawler.errors import UsageError
from reports.i18n import LocaleCode
from reports.portal.access import Role
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret

INVITED_FOR: Final = timedelta(days=7)
"""To choose a password."""
LET_IN_FOR: Final = timedelta(hours=1)
"""To come in without one, where there are none."""


@dataclass(frozen=True, slots=True)
class User:
    """One person."""

    id: str
    login: str
    """E-mail address, in lower case."""
    name: str
    role: Role
    agency_id: str
    """Empty for operators and reviewers."""
    locale: LocaleCode
    password: str
    """argon2id; empty until an invitation was taken up: no password opens then."""
    totp: str
    """Secret, base32; empty without a second factor."""
    created_at: str
    disabled_at: str

    @property
    def active(self) -> bool:
        """Whether the person may come in, by whatever way is open to them."""
        return not self.disabled_at


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to have access."""

    login: str
    """E-mail address."""
    role: Role
    agency_id: str = ""
    """Of webmasters and readers."""
    name: str = ""
    """The address when empty."""
    locale: LocaleCode = "vi"


class Users:
    """By id and by login."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def all(self) -> list[User]:
        """Return everybody, by login."""
        with said(self._path):
            return [_user(row) for row in self._db.table("users").rows_where(order_by="login")]

    def by_login(self, login: str) -> User | None:
        """Return a person by e-mail address, in whatever case it was typed."""
        return self._one("login = ?", login.strip().lower())

    def by_id(self, user_id: str) -> User | None:
        """Return a person."""
        return self._one("id = ?", user_id)

    def _one(self, where: str, value: str) -> User | None:
        with said(self._path):
            row = next(self._db.table("users").rows_where(where, [value]), None)
        return _user(row) if row is not None else None

    def add(self, new: Newcomer, at: datetime) -> User:
        """Write down a new person, who cannot come in before an invitation was taken up.

        Raises:
            UsageError: The address is no address, or has access already; the role wants an agency, or none.
        """
        role, agency_id = new.role, new.agency_id
        login = new.login.strip().lower()
        local, _, domain = login.rpartition("@")
        if not local or "." not in domain or any(c.isspace() or not c.isprintable() for c in login):
            raise UsageError(f"{login!r} is not an e-mail address")
        if role.of_agency != bool(agency_id):
            raise UsageError(
                f"a {role} belongs to an agency: name it"
                if role.of_agency
                else f"a {role} belongs to no agency"
            )
        if self.by_login(login) is not None:
            raise UsageError(f"{login} has access already")
        user = User(
            uuid.uuid4().hex,
            login,
            new.name.strip() or login,
            role,
            agency_id,
            new.locale,
            "",
            "",
            text_of(at),
            "",
        )
        row = {
            "id": user.id, "login": login, "name": user.name, "role": role.value, "agency_id": agency_id,
            "locale": new.locale, "password": "", "totp": "", "totp_used": 0, "created_at": user.created_at, "disabled_at": "",
        }  # fmt: skip
        with said(self._path):
            self._db.table("users").insert(row)
        return user

    def set_password(self, user_id: str, hashed: str) -> None:
        """Keep a new password's hash, and end every session that was opened with the old one."""
        with said(self._path), self._db.atomic():
            self._db.table("users").update(user_id, {"password": hashed})
            self._end_sessions(user_id)

    def rehash(self, user_id: str, hashed: str) -> None:
        """Keep the same password's hash by newer parameters."""
        with said(self._path):
            self._db.table("users").update(user_id, {"password": hashed})

    def set_totp(self, user_id: str, secret: str) -> None:
        """Begin or, with an empty secret, end a second factor."""
        with said(self._path):
            self._db.table("users").update(user_id, {"totp": secret, "totp_used": 0})

    def use_totp(self, user_id: str, step: int) -> bool:
        """Use up a time step of the second factor; returns whether it was unused (RFC 6238 §5.2)."""
        with said(self._path), self._db.atomic():
            changed = self._db.execute(
                "update users set totp_used = ? where id = ? and totp_used < ?", [step, user_id, step]
            ).rowcount
        return bool(changed)

    def disable(self, user_id: str, at: datetime | None) -> None:
        """Shut a person out, at once, or let them in again with None."""
        with said(self._path), self._db.atomic():
            self._db.table("users").update(user_id, {"disabled_at": text_of(at) if at else ""})
            if at:
                self._end_sessions(user_id)

    def _end_sessions(self, user_id: str) -> None:
        self._db.table("sessions").delete_where("user_id = ?", [user_id])

    # ---------- invitations ----------

    def invite(self, user_id: str, made_by: str, at: datetime, lasts: timedelta = INVITED_FOR) -> str:
        """Return a secret by which a person chooses a password, or where there are none comes in, once; earlier ones end."""
        secret = new_secret()
        row = {
            "token_sha256": digest(secret), "user_id": user_id, "expires_at": text_of(at + lasts),
            "made_by": made_by, "used_at": "",
        }  # fmt: skip
        with said(self._path), self._db.atomic():
            self._db.table("invitations").delete_where("user_id = ? and used_at = ''", [user_id])
            self._db.table("invitations").insert(row)
        return secret

    def invited(self, secret: str, at: datetime) -> User | None:
        """Return whom a secret invites; None when it is unknown, used or too old."""
        where = "token_sha256 = ? and used_at = '' and expires_at > ?"
        with said(self._path):
            row = next(self._db.table("invitations").rows_where(where, [digest(secret), text_of(at)]), None)
        user = self.by_id(row["user_id"]) if row is not None else None
        return user if user is not None and not user.disabled_at else None

    def accept(self, secret: str, hashed: str, at: datetime) -> User | None:
        """Take up an invitation with a password's hash; None when it does not hold (any more).

        Args:
            secret: Of the invitation.
            hashed: Empty where people come in without passwords: the one that somebody had, and its second factor, stay as they are.
            at: The moment.
        """
        user = self.invited(secret, at)
        if user is None:
            return None
        with said(self._path), self._db.atomic():
            used = self._db.execute(
                "update invitations set used_at = ? where token_sha256 = ? and used_at = ''",
                [text_of(at), digest(secret)],
            ).rowcount
            if not used:
                return None
            if hashed:
                self._db.table("users").update(user.id, {"password": hashed, "totp": "", "totp_used": 0})
                self._end_sessions(user.id)
        return self.by_id(user.id)


def _user(row: dict[str, Any]) -> User:
    locale: LocaleCode = "en" if row["locale"] == "en" else "vi"
    return User(
        row["id"], row["login"], row["name"], Role(row["role"]), row["agency_id"], locale, row["password"], row["totp"],
        row["created_at"], row["disabled_at"],
    )  # fmt: skip
