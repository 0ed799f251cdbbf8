"""Mails to contacts, through a real mail server of loopback that speaks TLS and asks for a password."""

from __future__ import annotations

import email
from email import policy

import pytest

from audit.store.db import Store
from tests.mockgov import agency
from tests.mockgov.mailbox import SECRET, Box, mail_server


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def server(box, tmp_path, monkeypatch):
    with mail_server(box, tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield


@pytest.fixture
def office(place):
    contacts = [
        {"email": "vp@bo.example", "name": "Văn phòng"},
        {"email": "desk@bo.example", "language": "en"},
    ]
    place.registry(agency("bo", place.gov.url(), contacts=contacts))
    place.edit("notify.yaml", "pause_s: 1.0", "pause_s: 0.01")
    return place


def test_each_contact_is_told_in_their_language_and_once(office, server, box, capsys):
    assert office("notify", "--link", "https://audit.example/r/") == 0
    assert "2 contacts told" in capsys.readouterr().out
    vi, en = sorted(box.mails, key=lambda mail: mail["Content-Language"], reverse=True)
    assert (vi["To"], en["To"]) == ("vp@bo.example", "desk@bo.example")
    assert "new" in en["Subject"]
    assert "mới" in vi["Subject"]
    text = en.get_content()
    assert "- new: " in text
    assert "https://audit.example/r/en/bo.html" in text
    assert "Hiển thị trên điện thoại" in vi.get_content()
    assert SECRET not in str(vi)

    assert office("notify", "--link", "https://audit.example/r/") == 0
    assert "0 contacts told" in capsys.readouterr().out
    assert len(box.mails) == 2


def test_nobody_is_told_when_nothing_changed(office, server, box, capsys):
    assert office("notify") == 0
    office.crawl_again(office.gov.pages)
    contacts = [{"email": "vp@bo.example"}]
    office.registry(agency("bo", office.gov.url(), contacts=contacts))
    capsys.readouterr()
    assert office("notify") == 0
    assert "0 contacts told" in capsys.readouterr().out
    assert len(box.mails) == 2


def test_what_could_not_be_sent_is_tried_again_and_costs_the_others_nothing(office, server, box, capsys):
    box.answers = ["550 no such mailbox"]
    assert office("notify") == 5
    said = capsys.readouterr()
    assert "no such mailbox" in said.err
    assert "1 contact told" in said.out
    with Store(office.data / "audit.db") as store:
        notices = store.notices.of(office.run_ids()[0])
    assert sorted(bool(notice.told_at) for notice in notices.values()) == [False, True]
    assert office("notify") == 0
    assert len(box.mails) == 2


def test_a_passing_fault_is_waited_out(office, server, box):
    box.answers = ["451 later", "451 later"]
    assert office("notify") == 0
    assert len(box.mails) == 2


def test_a_server_that_is_not_trusted_gets_no_password(office, server, box, capsys, monkeypatch):
    monkeypatch.delenv("OSI_AUDIT_SMTP_CA")
    assert office("notify") == 5
    assert "certificate" in capsys.readouterr().err
    assert box.mails == []


def test_a_wrong_password_is_said_and_not_shown(office, server, box, capsys, monkeypatch):
    monkeypatch.delenv("OSI_AUDIT_SMTP_PASSWORD_FILE")
    monkeypatch.setenv("OSI_AUDIT_SMTP_PASSWORD", "falsch-9371")
    assert office("notify") == 5
    said = capsys.readouterr().err
    assert "SMTPAuthenticationError" in said
    assert "falsch-9371" not in said


def test_a_password_that_no_login_carries_is_refused_before(office, server, capsys, monkeypatch):
    monkeypatch.delenv("OSI_AUDIT_SMTP_PASSWORD_FILE")
    monkeypatch.setenv("OSI_AUDIT_SMTP_PASSWORD", "mật khẩu")
    assert office("notify") == 2
    said = capsys.readouterr().err
    assert "beyond ASCII" in said
    assert "mật" not in said


def test_mails_can_be_looked_at_before(office, tmp_path, capsys):
    folder = tmp_path / "mails"
    assert office("notify", "--dry-run", str(folder), "--attach") == 0
    files = sorted(folder.glob("*.eml"))
    assert len(files) == 2
    mail = email.message_from_bytes(files[1].read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "bo.html"
    assert "<!doctype html>" in attached.get_content()
    with Store(office.data / "audit.db") as store:
        assert store.notices.of(office.run_ids()[0]) == {}


def test_a_provisional_run_is_told_to_nobody(office, capsys):
    with Store(office.data / "audit.db") as store:
        store.set_state(store.run().id, "provisional")
    assert office("notify", "--dry-run", str(office.folder / "x")) == 2
    assert "is provisional: only what a run that is done found" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({}, "OSI_AUDIT_SMTP says where mail goes"),
        ({"OSI_AUDIT_SMTP": "http://x"}, "OSI_AUDIT_SMTP says where mail goes"),
        ({"OSI_AUDIT_SMTP": "smtp://u:geheim@x"}, "OSI_AUDIT_SMTP holds a password"),
        ({"OSI_AUDIT_SMTP": "smtp://x"}, "OSI_AUDIT_MAIL_FROM says who writes"),
        (
            {
                "OSI_AUDIT_SMTP": "smtp://x",
                "OSI_AUDIT_MAIL_FROM": "a@b",
                "OSI_AUDIT_SMTP_PASSWORD_FILE": "/none/x",
            },
            "/none/x: cannot be read",
        ),
    ],
)
def test_a_wrong_setting_is_named_without_the_password(office, capsys, monkeypatch, environment, fault):
    for name in (
        "OSI_AUDIT_SMTP",
        "OSI_AUDIT_MAIL_FROM",
        "OSI_AUDIT_SMTP_PASSWORD",
        "OSI_AUDIT_SMTP_PASSWORD_FILE",
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert office("notify") == 2
    said = capsys.readouterr().err
    assert fault in said
    assert "geheim" not in said
