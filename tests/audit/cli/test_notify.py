"""Mails to contacts, through a real mail server of loopback that speaks TLS and asks for a password."""

from __future__ import annotations

import email
from email import policy

import pytest

from audit.datadir import DataDir
from audit.lock import only_teller
from audit.store.db import Store
from tests.mockgov import agency
from tests.mockgov.mailbox import SECRET, Box, mail_server

CONTACTS = [
    {"email": "vp@bo.example", "name": "Văn phòng"},
    {"email": "desk@bo.example", "language": "en"},
]


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
    place.registry(agency("bo", place.gov.url(), contacts=CONTACTS))
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


def notices(office):
    with Store(office.data / "audit.db") as store:
        return {
            target: notice
            for run_id in office.run_ids()
            for (_, target), notice in store.notices.of(run_id).items()
        }


def test_a_no_for_good_is_not_tried_again_and_costs_the_others_nothing(office, server, box, capsys):
    box.to = {"vp@bo.example": "550 no such mailbox"}
    assert office("notify") == 5
    said = capsys.readouterr()
    assert "bo: vp@bo.example: SMTPResponseException: 550 no such mailbox (it is not tried again)" in said.err
    assert "1 contact told" in said.out
    assert {target: notice.state for target, notice in notices(office).items()} == {
        "vp@bo.example": "refused",
        "desk@bo.example": "told",
    }
    before = box.sessions
    assert office("notify") == 0
    assert box.sessions == before

    box.to = {}
    assert office("notify", "--again") == 0
    assert [mail["To"] for mail in box.mails] == ["desk@bo.example", "vp@bo.example"]
    assert notices(office)["vp@bo.example"].tries == 2


def test_a_server_may_speak_tls_from_the_first_byte(office, tmp_path, monkeypatch):
    box = Box()
    with mail_server(box, tmp_path, at_once=True) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert office("notify") == 0
    assert len(box.mails) == 2


def test_a_greylisting_server_is_asked_again_by_a_later_call(office, server, box, capsys, monkeypatch):
    box.to = {"vp@bo.example": "451 greylisted"}
    assert office("notify") == 5
    said = capsys.readouterr().err
    assert "451 greylisted (it is tried again from " in said
    waiting = notices(office)["vp@bo.example"]
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    box.to = {}

    assert office("notify") == 0
    assert len(box.mails) == 1  # its time has not come
    monkeypatch.setenv("OSI_AUDIT_SECONDS_BEHIND", str(-16 * 60))
    assert office("notify") == 0
    assert [mail["To"] for mail in box.mails] == ["desk@bo.example", "vp@bo.example"]
    assert notices(office)["vp@bo.example"].state == "told"


def test_a_refused_sender_is_our_own_fault_and_stops_the_call(office, server, box, capsys):
    async def refuse(*_):
        return "553 who are you"

    box.handle_MAIL = refuse
    assert office("notify") == 5
    assert capsys.readouterr().err.count("553 who are you (it is tried again by the next call)") == 2
    assert {notice.tries for notice in notices(office).values()} == {0}
    del box.handle_MAIL
    assert office("notify") == 0
    assert len(box.mails) == 2


def test_a_server_that_is_down_costs_the_contacts_nothing(office, server, box, capsys, monkeypatch):
    monkeypatch.setenv("OSI_AUDIT_SMTP", "smtp://audit@127.0.0.1:1")
    assert office("notify") == 5
    assert capsys.readouterr().err.count("Connection refused") == 2
    assert {(notice.tries, notice.next_at) for notice in notices(office).values()} == {(0, "")}


def test_a_mail_that_was_taken_is_told_however_the_server_says_good_bye(office, server, box):
    async def grumble(*_):
        return "421 no"

    box.handle_QUIT = grumble
    assert office("notify") == 0
    assert len(box.mails) == 2
    assert {notice.state for notice in notices(office).values()} == {"told"}


def test_a_copy_is_known_by_its_id(office, server, box):
    """As when the process dies between handing a mail in and writing that down."""
    contacts = [{"email": "vp@bo.example"}]
    office.registry(agency("bo", office.gov.url(), contacts=contacts))
    assert office("notify") == 0
    with Store(office.data / "audit.db") as store:
        run = store.run()
        store.notices.note(run.id, "bo", "vp@bo.example", tries=0)
    assert office("notify") == 0
    first, second = box.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["List-Id"] == "<osi-audit.operator.example>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_what_an_earlier_run_left_untold_is_told_with_the_next(office, server, box, monkeypatch):
    first = office.run_ids()[0]
    box.to = {"vp@bo.example": "450 later"}
    assert office("notify") == 5
    box.to = {}
    office.crawl_again(office.gov.pages)
    office.registry(agency("bo", office.gov.url(), contacts=CONTACTS))
    monkeypatch.setenv("OSI_AUDIT_SECONDS_BEHIND", str(-16 * 60))
    assert office("notify", "latest") == 0
    assert len(box.mails) == 1  # nothing changed in that one
    assert office("notify") == 0
    assert [mail["To"] for mail in box.mails] == ["desk@bo.example", "vp@bo.example"]
    assert first in box.mails[1].get_content()


def test_two_at_once_tell_nobody_twice(office, server, box, capsys):
    with only_teller(DataDir(office.data)):
        assert office("notify") == 4
    assert "are being told already" in capsys.readouterr().err
    assert box.mails == []


@pytest.mark.parametrize("utf8", [True, False])
def test_an_address_beyond_ascii_needs_a_server_that_takes_it(office, tmp_path, monkeypatch, capsys, utf8):
    contacts = [{"email": "văn.phòng@bộ.example"}, {"email": "desk@bộ.example"}]
    office.registry(agency("bo", office.gov.url(), contacts=contacts))
    box = Box()
    with mail_server(box, tmp_path, utf8=utf8) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert office("notify") == (0 if utf8 else 5)
    told = {str(mail["To"]) for mail in box.mails}
    assert told == {"desk@xn--b-8xm.example"} | ({"văn.phòng@xn--b-8xm.example"} if utf8 else set())
    if not utf8:
        said = capsys.readouterr().err
        assert "127.0.0.1 does not take addresses beyond ASCII (no SMTPUTF8): name another one" in said
        assert notices(office)["văn.phòng@bộ.example"].state == "refused"


def test_status_names_whom_nobody_could_tell(office, server, box, capsys, tmp_path):
    (office.config / "calendar.yaml").write_text(
        "version: 1\nschedule: {cadences: [{every: year}]}\n", "utf-8"
    )
    box.to = {"vp@bo.example": "550 no such mailbox"}
    assert office("notify") == 5
    health = tmp_path / "health.prom"
    assert office("status", "--health", str(health)) == 6
    said = capsys.readouterr().out
    assert "contacts: 1 told, 1 refused\n" in said
    assert f"WARNING: bo: vp@bo.example was not told of run {office.run_ids()[0]}: " in said
    figures = health.read_text(encoding="utf-8")
    assert 'osi_audit_notices{state="refused"} 1\n' in figures
    assert 'osi_audit_notices{state="told"} 1\n' in figures

    office.registry(agency("bo", office.gov.url(), contacts=[{"email": "desk@bo.example"}]))
    assert office("status") == 0
    assert "contacts: 1 told\n" in capsys.readouterr().out


@pytest.fixture
def scheduled(office, server):
    """The run of the session is of today, so that nothing is due."""
    schedule = "version: 1\nschedule:\n  cadences: [{every: year}]\n  notify: true\n"
    (office.config / "calendar.yaml").write_text(schedule, encoding="utf-8")
    return office


def test_a_timer_tells_where_the_schedule_says_so(scheduled, box, capsys):
    assert scheduled("due") == 0
    assert box.mails == []
    assert scheduled("due", "--run") == 0
    assert "2 contacts told" in capsys.readouterr().out
    assert len(box.mails) == 2
    assert scheduled("due", "--run") == 0
    assert len(box.mails) == 2


def test_a_timer_without_that_tells_nobody(scheduled, box):
    file = scheduled.config / "calendar.yaml"
    file.write_text(file.read_text("utf-8").replace("  notify: true\n", ""), encoding="utf-8")
    assert scheduled("due", "--run") == 0
    assert box.mails == []


def test_a_timer_tells_nobody_of_a_provisional_run_but_of_it_once_it_is_confirmed(scheduled, box):
    with Store(scheduled.data / "audit.db") as store:
        store.set_state(store.run().id, "provisional")
    assert scheduled("due", "--run") == 0
    assert box.mails == []
    assert scheduled("runs", "confirm", scheduled.run_ids()[0], "--reason", "So it is") == 0
    assert scheduled("due", "--run") == 0
    assert len(box.mails) == 2


def test_a_timer_says_when_somebody_could_not_be_told(scheduled, box):
    box.to = {"vp@bo.example": "451 later"}
    assert scheduled("due", "--run") == 5
    assert scheduled("due", "--run") == 0  # its time has not come


def test_the_link_of_the_configuration_stands_in_where_none_is_given(office, server, box):
    office.edit("notify.yaml", "link: null ", "link: https://audit.example/reports ")
    assert office("notify") == 0
    assert (
        "https://audit.example/reports/vi/bo.html"
        in next(m for m in box.mails if m["Content-Language"] == "vi").get_content()
    )


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


def test_a_report_that_is_not_there_costs_the_others_nothing(office, server, box, capsys):
    (office.data / "reports" / office.run_ids()[0] / "vi" / "bo.html").unlink()
    assert office("notify", "--attach") == 5
    said = capsys.readouterr()
    assert "vi/bo.html: cannot be attached: No such file" in said.err
    assert "(it is tried again by the next call)" in said.err
    assert [mail["To"] for mail in box.mails] == ["desk@bo.example"]


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
