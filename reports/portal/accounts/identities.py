"""`Identities`: who is who at a provider of OpenID Connect. Made once, by a verified address; from then on the address does not matter."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.accounts.moment import text_of


@dataclass(frozen=True, slots=True)
class Link:
    """A person with access, and who that is at a provider. Issuer and subject together name one for good; times are UTC, ISO 8601."""

    issuer: str
    subject: str
    user_id: str
    linked_at: str


class Identities:
    """By issuer and subject. Of each provider a person has one, and it has one person."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def find(self, issuer: str, subject: str) -> Link | None:
        """Return the link of somebody at a provider."""
        return next(iter(self._rows("issuer = ? and subject = ?", [issuer, subject])), None)

    def of(self, user_id: str) -> list[Link]:
        """Return the links of a person, by issuer."""
        return self._rows("user_id = ?", [user_id])

    def link(self, issuer: str, subject: str, user_id: str, at: datetime) -> bool:
        """Link a person; returns whether that was possible: neither side may be linked already."""
        row = asdict(Link(issuer, subject, user_id, text_of(at)))
        with said(self._path), self._db.atomic():
            taken = self._rows("issuer = ? and (subject = ? or user_id = ?)", [issuer, subject, user_id])
            if not taken:
                self._db.table("identities").insert(row)
        return not taken

    def unlink(self, user_id: str) -> list[Link]:
        """Take a person's links away, and return them; the next sign-in by the person's address makes a new one."""
        with said(self._path), self._db.atomic():
            found = self.of(user_id)
            self._db.table("identities").delete_where("user_id = ?", [user_id])
            self._db.table("sessions").delete_where("user_id = ?", [user_id])
        return found

    def _rows(self, where: str, args: list[str]) -> list[Link]:
        with said(self._path):
            return [
                Link(**row) for row in self._db.table("identities").rows_where(where, args, order_by="issuer")
            ]
