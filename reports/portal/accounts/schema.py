"""portal.db's schema as numbered migrations; nothing else ever changes a table.

Times are UTC ISO 8601 text, to the second, so that they sort. Of every secret that opens something only the SHA-256 is kept: whoever
reads the database opens nothing with it.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database, Migrations

from audit.store.migrating import Schema

migrations = Migrations("osi-audit-portal")


@migrations()
def p001_accounts(db: Database) -> None:
    """Keep people, invitations, sessions, failed tries and the log of changes."""
    db.table("users").create(
        {
            "id": str,
            "login": str,  # e-mail address, in lower case
            "name": str,
            "role": str,  # operator, reviewer, webmaster, reader
            "agency_id": str,  # empty for operators and reviewers
            "locale": str,  # vi, en
            "password": str,  # argon2id; empty until the invitation is taken up
            "totp": str,  # secret, base32; empty without a second factor
            "totp_used": int,  # the last time step that was used, so that a code opens once
            "created_at": str,
            "disabled_at": str,
        },
        pk="id",
        not_null={
            "login", "name", "role", "agency_id", "locale", "password", "totp", "totp_used", "created_at", "disabled_at",
        },
        strict=True,
    )  # fmt: skip
    db.table("users").create_index(["login"], unique=True)
    db.table("invitations").create(
        {
            "token_sha256": str,
            "user_id": str,
            "expires_at": str,
            "made_by": str,
            "used_at": str,
        },
        pk="token_sha256",
        foreign_keys=[("user_id", "users", "id")],
        not_null={"user_id", "expires_at", "made_by", "used_at"},
        strict=True,
    )
    db.table("sessions").create(
        {
            "token_sha256": str,
            "user_id": str,
            "csrf": str,
            "created_at": str,
            "seen_at": str,
        },
        pk="token_sha256",
        foreign_keys=[("user_id", "users", "id")],
        not_null={"user_id", "csrf", "created_at", "seen_at"},
        strict=True,
    )
    db.table("sessions").create_index(["user_id"])
    db.table("failures").create(
        {"key": str, "at": str},  # login:NAME or from:ADDRESS
        not_null={"key", "at"},
        strict=True,
    )
    db.table("failures").create_index(["key", "at"])
    db.table("changes").create(
        {
            "number": int,
            "at": str,
            "user_id": str,  # empty for the command line
            "by": str,
            "action": str,
            "agency_id": str,
            "target": str,
            "detail": str,
            "address": str,  # whence, as the server in front tells it
        },
        pk="number",
        not_null={"at", "user_id", "by", "action", "agency_id", "target", "detail", "address"},
        strict=True,
    )
    db.table("changes").create_index(["agency_id", "number"])


@migrations()
def p002_jobs(db: Database) -> None:
    """Keep what was asked of the worker, and what became of it."""
    db.table("jobs").create(
        {
            "id": str,
            "kind": str,  # recheck, run, cancel, confirm
            "target": str,  # finding, run, or what a new run is of (JSON)
            "agency_id": str,  # of a re-check
            "state": str,  # queued, working, done, failed, cancelled
            "asked_by": str,  # id of a user
            "asked_name": str,
            "asked_at": str,
            "began_at": str,
            "seen_at": str,  # the worker's last sign of life on it
            "ended_at": str,
            "tries": int,
            "outcome": str,  # id of the re-check or run that came of it, or a code that says why there is none
        },
        pk="id",
        not_null={
            "kind", "target", "agency_id", "state", "asked_by", "asked_name", "asked_at", "began_at", "seen_at", "ended_at", "tries",
            "outcome",
        },
        strict=True,
    )  # fmt: skip
    db.table("jobs").create_index(["state", "asked_at"])
    db.table("jobs").create_index(["kind", "target"])


@migrations()
def p003_programs(db: Database) -> None:
    """Keep what programs come in by: tokens of the read API, and the addresses of feed readers."""
    db.table("tokens").create(
        {
            "token_sha256": str,
            "id": str,  # by which it is named and revoked
            "name": str,  # what it is for
            "agency_id": str,  # empty for one that reads all agencies
            "made_by": str,
            "created_at": str,
            "expires_at": str,
            "used_at": str,
            "revoked_at": str,
        },
        pk="token_sha256",
        not_null={"id", "name", "agency_id", "made_by", "created_at", "expires_at", "used_at", "revoked_at"},
        strict=True,
    )
    db.table("tokens").create_index(["id"], unique=True)
    db.table("feeds").create(
        {"user_id": str, "token_sha256": str, "created_at": str, "used_at": str},
        pk="user_id",
        foreign_keys=[("user_id", "users", "id")],
        not_null={"token_sha256", "created_at", "used_at"},
        strict=True,
    )
    db.table("feeds").create_index(["token_sha256"], unique=True)


@migrations()
def p004_shares(db: Database) -> None:
    """Keep links by which one report is read without an account."""
    db.table("shares").create(
        {
            "id": str,
            "token_sha256": str,
            "agency_id": str,
            "run_id": str,
            "name": str,  # of the report, below the folder of the run: vi/moh.html
            "password": str,  # argon2id; empty without one
            "made_by": str,  # id of a user, with whose access it ends
            "made_name": str,
            "made_at": str,
            "expires_at": str,
            "ended_at": str,  # empty until somebody ends it
        },
        pk="id",
        foreign_keys=[("made_by", "users", "id")],
        not_null={
            "token_sha256", "agency_id", "run_id", "name", "password", "made_by", "made_name", "made_at", "expires_at", "ended_at",
        },
        strict=True,
    )  # fmt: skip
    db.table("shares").create_index(["token_sha256"], unique=True)
    db.table("shares").create_index(["agency_id", "expires_at"])


@migrations()
def p005_providers(db: Database) -> None:
    """Keep who is who at a provider of OpenID Connect, and who is on the way there."""
    db.table("identities").create(
        {
            "issuer": str,
            "subject": str,
            "user_id": str,
            "linked_at": str,
        },
        pk=("issuer", "subject"),
        foreign_keys=[("user_id", "users", "id")],
        not_null={"issuer", "subject", "user_id", "linked_at"},
        strict=True,
    )
    db.table("identities").create_index(["user_id", "issuer"], unique=True)
    db.table("departures").create(
        {
            "state_sha256": str,
            "browser_sha256": str,  # of a secret in a cookie, from which nonce and verifier follow
            "issuer": str,
            "target": str,  # where the person goes afterwards
            "address": str,  # whence
            "at": str,
        },
        pk="state_sha256",
        not_null={"browser_sha256", "issuer", "target", "address", "at"},
        strict=True,
    )
    db.table("departures").create_index(["address", "at"])


SCHEMA: Final = Schema("portal.db", migrations)
