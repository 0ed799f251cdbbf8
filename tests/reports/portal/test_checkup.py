"""What the doctor says of the portal: its database, people, jobs and address."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from audit.datadir import DataDir
from audit.doctor.model import Level, Patient
from audit.doctor.table import examine
from audit.lock import only_run
from audit.place import Place
from reports.portal import checkup
from reports.portal.access import Role, Viewer
from reports.portal.accounts.census import Census
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.jobs import JobKind
from reports.portal.accounts.users import INVITED_FOR, Newcomer
from tests.audit.cli.test_doctor import contents

NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
OPERATOR = Newcomer("an@portal.example", Role.OPERATOR, "", "An", "vi")
READER = Newcomer("binh@bo.example", Role.READER, "bo", "Bình", "vi")
LOOKED_AFTER = Census(active=2, operators=("an",))


@pytest.fixture
def data(tmp_path) -> DataDir:
    return DataDir(tmp_path / "var")


@pytest.fixture
def accounts(data):
    with Accounts(data.root / "portal.db") as opened:
        yield opened


def let_in(accounts: Accounts, newcomer: Newcomer, *, code: bool = False) -> Viewer:
    user = accounts.users.add(newcomer, NOW)
    accounts.users.accept(accounts.users.invite(user.id, "", NOW), "argon2id", NOW)
    if code:
        accounts.users.set_totp(user.id, "JBSWY3DPEHPK3PXP")
    return Viewer(user.id, user.name, user.role, user.agency_id)


def ask(data: DataDir, now: datetime = NOW, **environment: str) -> list[tuple[str, str]]:
    place = Place(data, data.root / "config", data.root / "sites.yaml")
    patient = Patient(place, environment, now)
    return [(said.level.value, f"{said.what} → {said.do}") for _, said in examine(patient, [checkup.CHECK])]


def wrong(told: list[tuple[str, str]]) -> list[str]:
    return [words for level, words in told if level != "ok"]


def test_without_a_portal_nothing_is_missed(data):
    assert wrong(ask(data)) == []
    assert not data.root.exists()


def test_what_is_in_order_is_said_and_nothing_is_changed(data, accounts):
    let_in(accounts, OPERATOR, code=True)
    accounts.close()
    before = contents(data.root)
    told = ask(data, OSI_AUDIT_BASE_URL="https://osi.example", OSI_AUDIT_PROXY="127.0.0.1")

    assert wrong(told) == []
    assert "people who can come in: 1, operators among them: 1" in told[2][1]
    assert contents(data.root) == before


def test_who_is_an_operator_and_by_what_they_come_in(data, accounts):
    let_in(accounts, READER)
    assert "nobody who is in is an operator" in wrong(ask(data))[0]
    an = let_in(accounts, OPERATOR)
    assert "a password alone lets these operators in: an@portal.example" in wrong(ask(data))[0]
    accounts.users.set_totp(an.user_id, "JBSWY3DPEHPK3PXP")
    assert wrong(ask(data)) == []
    accounts.users.disable(an.user_id, NOW)
    assert "nobody who is in is an operator" in wrong(ask(data))[0]


def test_who_comes_in_by_a_provider_needs_no_password(data, accounts):
    for newcomer in (OPERATOR, READER):
        user = accounts.users.add(newcomer, NOW)
        accounts.users.invite(user.id, "", NOW)
        assert accounts.identities.link("https://login.example", newcomer.login, user.id, NOW)

    told = ask(data, NOW + INVITED_FOR + timedelta(days=1))
    assert wrong(told) == []
    assert any("people who can come in: 2, operators among them: 1" in words for _, words in told)


def test_codes_are_asked_for_where_passwords_let_in(data, accounts):
    let_in(accounts, OPERATOR)
    config = data.root / "config"
    config.mkdir()
    issuer = "oidc: {issuer: https://login.example, client_id: osi, name: {vi: Bộ, en: Ministry}}"
    (config / "portal.yaml").write_text(f"{issuer}\n", encoding="utf-8")
    assert "a password alone" in wrong(ask(data))[0]
    (config / "portal.yaml").write_text(f"passwords: false\n{issuer}\n", encoding="utf-8")
    assert wrong(ask(data)) == []

    (secret,) = wrong(ask(data, OSI_AUDIT_OIDC_SECRET_FILE=str(data.root / "none")))
    assert "OSI_AUDIT_OIDC_SECRET_FILE" in secret
    (config / "portal.yaml").write_text("passwords: 7\n", encoding="utf-8")
    assert "portal.yaml" in wrong(ask(data))[0]


def test_invitations_wait_and_end(data, accounts):
    let_in(accounts, OPERATOR, code=True)
    user = accounts.users.add(READER, NOW)
    accounts.users.invite(user.id, "", NOW)
    told = ask(data)
    assert wrong(told) == []
    assert any("invitations that wait: binh@bo.example" in words for _, words in told)

    (late,) = wrong(ask(data, NOW + INVITED_FOR + timedelta(seconds=1)))
    assert "nobody took up in time: binh@bo.example" in late
    accounts.users.disable(user.id, NOW)
    assert wrong(ask(data, NOW + INVITED_FOR + timedelta(seconds=1))) == []


def test_jobs_that_hang(data, accounts):
    an = let_in(accounts, OPERATOR, code=True)
    accounts.jobs.ask(JobKind.RECHECK, "0123456789abcdef", an, NOW)
    assert wrong(ask(data, NOW + timedelta(minutes=50))) == []
    (late,) = wrong(ask(data, NOW + timedelta(minutes=61)))
    assert "nobody has taken for an hour: recheck 0123456789abcdef" in late
    with only_run(data):  # which it has to wait for
        assert wrong(ask(data, NOW + timedelta(minutes=61))) == []

    accounts.jobs.take(frozenset(JobKind), NOW + timedelta(minutes=61))
    assert wrong(ask(data, NOW + timedelta(minutes=61, seconds=30))) == []
    (lost,) = wrong(ask(data, NOW + timedelta(minutes=63)))
    assert "jobs whose worker is gone: recheck 0123456789abcdef" in lost


@pytest.mark.parametrize(
    ("base_url", "proxy", "expected"),
    [
        ("", "", ""),
        ("https://osi.example", "127.0.0.1", ""),
        ("http://127.0.0.1:8000", "", ""),
        ("http://[::1]:8000", "", ""),
        ("http://localhost:8000", "", ""),
        ("http://osi.example", "", "fault: the portal is reached without TLS"),
        ("http://10.0.0.7:8000", "", "fault: the portal is reached without TLS"),
        ("osi.example", "", "fault: OSI_AUDIT_BASE_URL: 'osi.example' is not an address"),
        ("https://osi.example/portal", "", "fault: OSI_AUDIT_BASE_URL"),
        ("https://osi.example", "*", "warning: OSI_AUDIT_PROXY takes everybody's word"),
    ],
)
def test_how_it_is_reached(base_url, proxy, expected):
    told = [
        f"{said.level}: {said.what}"
        for said in checkup.judge_address(base_url, proxy)
        if said.level is not Level.OK
    ]

    assert [words[: len(expected)] for words in told] == ([expected] if expected else [])


def test_a_damaged_or_foreign_database_is_a_line_and_not_the_end(data, accounts):
    accounts.close()
    path = data.root / "portal.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:5000])
    (damaged,) = wrong(ask(data))
    assert "set portal.db aside with portal.db-wal" in damaged

    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations values (99, 'osi-audit-portal', 'p999_later', '2030')"
        )
    (newer,) = wrong(ask(data))
    assert "portal.db was written by a newer version" in newer


def test_every_fault_says_what_to_do():
    everything = replace(
        LOOKED_AFTER,
        without_code=("an",),
        invited=("b",),
        too_late=("c",),
        lost=("recheck 1",),
        queued=("run",),
    )
    for found in (Census(), LOOKED_AFTER, everything):
        for said in checkup.judge(found, process=None):
            assert bool(said.do) is (said.level is not Level.OK)
