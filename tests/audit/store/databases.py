"""The databases that outlive versions of the program, each as the program itself fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from audit.life.model import Event, EventKind, Look
from audit.lives import note_looks
from audit.recheck import Recheck, Shown
from audit.results import Finding, Message, Review, Verdict
from audit.services.model import ServiceInventory
from audit.store.db import Run, Store
from audit.store.migrating import Schema
from audit.store.schema import SCHEMA
from reports.portal.access import Role, Viewer
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.jobs import JobKind
from reports.portal.accounts.schema import SCHEMA as PORTAL
from reports.portal.accounts.shares import Report
from reports.portal.accounts.users import Newcomer
from tests.audit.builders import result
from tests.audit.cli.office import SERVICES
from tests.audit.store.old_versions import Rows, contents
from tests.audit.store.test_required import SAID, A, B

AT = "2018-06-30T01:00:00Z"
RUN = Run("20180630T000000Z", "planned", AT, "2018-06-30", ("moa",), ("osi-2024",))
FINDING = Finding("0123456789abcdef", "criterion", "T-2", Message("finding_not_met", {"criterion": "T-2"}))
REVIEW = Review("T-1", "moa", Verdict.MET, Verdict.MET, "Bình", "2018-07-01", "http://a.example/x", "đã xem")
MOMENT = datetime(2026, 7, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
BINH = Newcomer("binh@bo.example", Role.WEBMASTER, "bo", "Trần Thị Bình", "vi")


@dataclass(frozen=True)
class Kept:
    """One kind of database."""

    schema: Schema
    opened: Callable[[Path], Any]
    """Brings it up to date on the way."""
    fill: Callable[[Any], None]
    """Writes something into every table."""
    look: Callable[[Any], None]
    """Fails when what people look for first is not there."""

    @property
    def file(self) -> str:
        return self.schema.file

    @property
    def names(self) -> list[str]:
        """All migrations of this version."""
        return self.schema.waiting(Database(memory=True))

    def rows(self, folder: Path) -> Rows:
        """What one of this version holds; nothing in it is empty."""
        path = folder / self.file
        with self.opened(path) as database:
            self.fill(database)
        found = contents(path)
        assert all(found.values())
        return found


def _fill_audit(store: Store) -> None:
    store.save_run(RUN)
    store.set_state(RUN.id, "done", finished_at=AT, by="an")
    told = result(findings=(FINDING,), inventory=ServiceInventory(SERVICES))
    store.save_result(told, AT, config_sha256="ab12", version="0.1.0")
    store.reviews.add([REVIEW], AT)
    store.required.add([A, B], AT, file="a.csv", sha256="ab12")
    store.matches.add([SAID], AT)
    note_looks(store, told, AT, None)
    word = Event(EventKind.RECHECK, AT, "20180701T000000Z", Look.FAILING)
    shown = Shown(Verdict.NOT_MET, Verdict.NOT_MET, Verdict.NOT_MET, None)
    again = Recheck("20180701T000000Z", FINDING.id, "moa", RUN.id, Look.FAILING, shown, shown)
    store.rechecks.add_all([(again, word)])
    store.notices.note(RUN.id, "moa", "vp@a.example", tries=1, error="450 later")


def _look_into_audit(store: Store) -> None:
    (kept,) = store.results(RUN.id)
    assert kept.findings == (FINDING,)
    assert store.run().id == RUN.id


def _fill_portal(accounts: Accounts) -> None:
    user = accounts.users.add(BINH, MOMENT)
    accounts.users.accept(accounts.users.invite(user.id, "test", MOMENT), "argon2id", MOMENT)
    accounts.sessions.begin(user.id, MOMENT)
    accounts.failures.add(("from:192.0.2.1",), MOMENT)
    viewer = Viewer(user.id, user.name, user.role, user.agency_id, frozenset({"bo"}))
    accounts.log.note(viewer, "recheck", MOMENT, agency_id="bo", target="0123456789abcdef")
    accounts.jobs.ask(JobKind.RECHECK, "0123456789abcdef", viewer, MOMENT, "bo")
    accounts.tokens.add("test", "bo", "test", MOMENT, DAY)
    accounts.feeds.make(user.id, MOMENT)
    accounts.shares.make(Report("bo", "20260701T000000Z", "vi/bo.html"), viewer, MOMENT, DAY)
    accounts.identities.link("https://login.example", "s-1", user.id, MOMENT)
    accounts.departures.begin("secret", "https://login.example", "/", "192.0.2.1", MOMENT)


def _look_into_portal(accounts: Accounts) -> None:
    assert accounts.users.by_login(BINH.login).password == "argon2id"


AUDIT = Kept(SCHEMA, Store, _fill_audit, _look_into_audit)
KEPT = {kind.file: kind for kind in (AUDIT, Kept(PORTAL, Accounts, _fill_portal, _look_into_portal))}
