"""`Tokens`: by which programs read. Only the digest of a token is kept: it is shown once, when it is made."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from audit.store.faults import said
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret

PREFIX: Final = "osi_"
"""Of every token, so that people and programs that look for lost secrets know one when they see it."""
_NOTED_EVERY: Final = timedelta(minutes=1)
"""How exactly the last use is kept: reading must not write each time."""


@dataclass(frozen=True, slots=True)
class Token:
    """What one program comes in by. Times are UTC, ISO 8601; empty until they come."""

    id: str
    name: str
    """What it is for."""
    agency_id: str
    """Whose data it reads, with those of its units; empty for all."""
    made_by: str
    created_at: str
    expires_at: str
    used_at: str = ""
    revoked_at: str = ""

    def state_at(self, at: datetime) -> str:
        """Return `valid`, `expired` or `revoked`."""
        if self.revoked_at:
            return "revoked"
        return "valid" if text_of(at) < self.expires_at else "expired"


class Tokens:
    """By the digest of their secrets."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def add(
        self, name: str, agency_id: str, made_by: str, at: datetime, lasts: timedelta
    ) -> tuple[Token, str]:
        """Make a token, and return it with its secret, which nobody can learn afterwards.

        Args:
            name: What it is for.
            agency_id: Whose data it reads; empty for all.
            made_by: Who made it.
            at: Now.
            lasts: How long it holds.
        """
        secret = PREFIX + new_secret()
        token = Token(secrets.token_hex(4), name, agency_id, made_by, text_of(at), text_of(at + lasts))
        with said(self._path), self._db.atomic():
            self._db.table("tokens").insert({"token_sha256": digest(secret), **asdict(token)})
        return token, secret

    def all(self) -> list[Token]:
        """Return all tokens that there ever were, the oldest first."""
        with said(self._path):
            return [_token(row) for row in self._db.table("tokens").rows_where(order_by="created_at, id")]

    def find(self, secret: str, at: datetime) -> Token | None:
        """Return the token of a secret that holds, and note that it is used."""
        key = digest(secret)
        with said(self._path):
            row = next(self._db.table("tokens").rows_where("token_sha256 = ?", [key]), None)
            token = _token(row) if row is not None else None
            if token is None or token.state_at(at) != "valid":
                return None
            if is_stale(token.used_at, at):
                with self._db.atomic():
                    self._db.table("tokens").update(key, {"used_at": text_of(at)})
        return token

    def revoke(self, token_id: str, at: datetime) -> Token | None:
        """End a token at once, and return it; None when there is none of that id. One that was revoked stays as it is."""
        with said(self._path), self._db.atomic():
            row = next(self._db.table("tokens").rows_where("id = ?", [token_id]), None)
            if row is not None and not row["revoked_at"]:
                row["revoked_at"] = text_of(at)
                self._db.table("tokens").update(row["token_sha256"], {"revoked_at": row["revoked_at"]})
        return _token(row) if row is not None else None


def is_stale(used_at: str, at: datetime) -> bool:
    """Whether a last use was so long ago that another one is written down."""
    return not used_at or at.astimezone(UTC) - datetime.fromisoformat(used_at) > _NOTED_EVERY


def _token(row: dict[str, Any]) -> Token:
    return Token(**{name: row[name] for name in Token.__dataclass_fields__})
