"""Webhooks by the command: signed so that a receiver can check it, tried again, and never in the way of others."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from audit.store.db import Store
from reports.export.schema import FOLDER
from tests.mockgov import agency
from tests.mockgov.hooks import OTHER, SECRET, receiver

SCHEMA = Draft202012Validator(json.loads((FOLDER / "notice-1.json").read_text(encoding="utf-8")))
ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "webhooks.md"


@pytest.fixture
def hook(tmp_path, monkeypatch):
    with receiver(tmp_path) as one:
        monkeypatch.setenv("OSI_AUDIT_WEBHOOK_CA", str(tmp_path / "portal.pem"))
        monkeypatch.setenv("OSI_AUDIT_WEBHOOK_SECRET", SECRET)
        yield one


@pytest.fixture
def office(place, hook):
    place.registry(agency("bo", place.gov.url(), contacts=[{"webhook": hook.url}]))
    place.edit("notify.yaml", "pause_s: 1.0", "pause_s: 0.01")
    place.edit("notify.yaml", "timeout_s: 15.0", "timeout_s: 5.0")
    return place


def notice(office):
    with Store(office.data / "audit.db") as store:
        ((_, found),) = store.notices.of(office.run_ids()[0]).items()
    return found


def crawl_mended(office) -> None:
    meta = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    pages = {path: body.replace("<head>", f"<head>{meta}") for path, body in office.gov.pages.items()}
    office.crawl_again(pages)


def test_a_message_says_what_changed_and_who_says_it(office, hook, capsys):
    assert office("notify", "--link", "https://audit.example/r") == 0
    assert "1 contact told" in capsys.readouterr().out
    ((_, headers, body),) = hook.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"

    message = json.loads(body)
    SCHEMA.validate(message)
    data = message["data"]
    with Store(office.data / "audit.db") as store:
        run = store.run()
        lives = {life.finding.id: life for life in store.lives.of("bo")}
    assert message["message_id"] == headers["webhook-id"]
    assert (message["type"], message["timestamp"]) == ("run.changes", run.finished_at)
    assert (data["run_id"], data["agency_id"], data["before_run_id"]) == (run.id, "bo", "")
    assert data["score_before"] is None
    assert data["changed"] == {"regressed": 0, "new": 2, "fixed": 0, "gone": 0}
    assert {change["finding_id"] for change in data["changes"]} == set(lives)
    for change in data["changes"]:
        assert (change["change"], change["state_before"], change["state_now"]) == ("new", "", "new")
        assert change["criterion_id"] == lives[change["finding_id"]].finding.criterion_id
        assert change["link_vi"] == f"https://audit.example/r/vi/bo.html#f-{change['finding_id']}"
        assert (office.data / "reports" / run.id / "vi" / "bo.html").read_text("utf-8").count(
            f'id="f-{change["finding_id"]}"'
        ) == 1
    assert "Hiển thị trên điện thoại" in " ".join(change["title_vi"] for change in data["changes"])

    assert office("notify") == 0
    assert len(hook.got) == 1


def test_what_is_mended_is_told_with_both_scores_and_states(office, hook):
    assert office("notify") == 0
    crawl_mended(office)
    office.registry(agency("bo", office.gov.url(), contacts=[{"webhook": hook.url}]))
    assert office("notify") == 0
    message = json.loads(hook.got[1][2])
    SCHEMA.validate(message)
    first, second = hook.got[0][1]["webhook-id"], hook.got[1][1]["webhook-id"]
    assert first != second
    data = message["data"]
    assert data["score_before"]["english_low"] < data["score_now"]["english_low"]
    (change,) = data["changes"]
    assert (change["change"], change["state_before"], change["state_now"]) == ("fixed", "new", "fixed")
    assert change["link_vi"] == data["report_vi"] == ""


def test_every_try_has_the_same_id_and_body_and_its_own_time(office, hook, monkeypatch):
    hook.answers = [(500, {}, b"")] * 3
    assert office("notify") == 5
    assert notice(office).tries == 1
    assert len(hook.got) == 3
    monkeypatch.setenv("OSI_AUDIT_SECONDS_BEHIND", str(-3600))
    assert office("notify") == 0
    assert len({headers["webhook-id"] for _, headers, _ in hook.got}) == 1
    assert len({body for _, _, body in hook.got}) == 1
    times = [int(headers["webhook-timestamp"]) for _, headers, _ in hook.got]
    assert times[-1] - times[0] >= 3590
    assert (notice(office).state, notice(office).tries) == ("told", 2)


def test_a_fault_that_passes_is_waited_out_within_the_call(office, hook):
    hook.answers = [(500, {}, b""), (408, {}, b"")]
    assert office("notify") == 0
    assert len(hook.got) == 3


def test_a_busy_receiver_is_not_asked_again_within_the_call(office, hook, capsys):
    hook.answers = [(503, {"Retry-After": "7200"}, b"")]
    assert office("notify") == 5
    assert len(hook.got) == 1
    assert "answers 503 (it is tried again from" in capsys.readouterr().err


def test_a_kill_while_the_receiver_works_on_it_is_made_good_by_a_copy_that_it_can_know(office, hook):
    hook.hold = threading.Event()
    telling = subprocess.Popen(
        [sys.executable, "-m", "audit", "notify", *office.options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert hook.arrived.wait(60)
    telling.kill()
    telling.wait()
    hook.hold.set()
    hook.hold = None
    assert notice(office).state == "waiting"
    assert office("notify") == 0
    first, second = hook.got
    assert first[1]["webhook-id"] == second[1]["webhook-id"]
    assert first[2] == second[2]
    assert (notice(office).state, notice(office).tries) == ("told", 1)


def test_a_receiver_that_is_gone_hears_no_more_of_later_runs(office, hook, capsys):
    hook.answers = [(410, {}, b"")]
    assert office("notify") == 5
    assert "it wants to hear no more (it is not tried again)" in capsys.readouterr().err
    crawl_mended(office)
    office.registry(agency("bo", office.gov.url(), contacts=[{"webhook": hook.url}]))
    assert office("notify") == 0
    assert len(hook.got) == 1
    (office.config / "calendar.yaml").write_text(
        "version: 1\nschedule: {cadences: [{every: year}]}\n", "utf-8"
    )
    assert office("status") == 6
    assert "wants to hear no more" in capsys.readouterr().out
    assert office("notify", "--again") == 0
    assert len(hook.got) == 2


def test_a_host_that_is_down_costs_one_time_limit_a_round_and_the_others_nothing(office, hook, capsys):
    down = "https://127.0.0.1:1"
    contacts = [{"webhook": f"{down}/{n}"} for n in range(20)]
    office.registry(agency("bo", office.gov.url(), contacts=[*contacts, {"webhook": hook.url}]))
    assert office("notify") == 5
    said = capsys.readouterr()
    assert "1 contact told" in said.out
    assert said.err.count("cannot be reached: Connection refused") == 20
    assert len(hook.got) == 1


def test_it_is_given_up_after_as_many_calls_as_the_configuration_says(office, hook, capsys):
    office.edit("notify.yaml", "calls: 12 ", "calls: 1 ")
    hook.answers = [(500, {}, b"nothing doing")] * 3
    assert office("notify") == 5
    assert "answers 500: nothing doing (it is not tried again)" in capsys.readouterr().err
    assert notice(office).state == "given_up"
    assert office("notify") == 0
    assert len(hook.got) == 3


def test_an_agency_without_a_secret_is_told_of_and_costs_the_others_nothing(
    office, hook, capsys, monkeypatch, tmp_path
):
    path = tmp_path / "secrets"
    path.write_text(f"other {SECRET}\n", encoding="utf-8")
    monkeypatch.delenv("OSI_AUDIT_WEBHOOK_SECRET")
    monkeypatch.setenv("OSI_AUDIT_WEBHOOK_SECRETS_FILE", str(path))
    assert office("notify") == 5
    assert "there is no secret for bo" in capsys.readouterr().err
    assert hook.got == []
    assert notice(office).tries == 0

    path.write_text(f"bo {OTHER} {SECRET}\n", encoding="utf-8")
    assert office("notify") == 0
    assert len(hook.got[0][1]["webhook-signature"].split(" ")) == 2


def test_without_any_secret_nothing_is_begun(office, hook, capsys, monkeypatch):
    monkeypatch.delenv("OSI_AUDIT_WEBHOOK_SECRET")
    assert office("notify") == 2
    assert "webhooks are signed" in capsys.readouterr().err
    assert hook.got == []


def test_a_webhook_needs_no_mail_server_and_a_mail_no_secret(office, hook, monkeypatch, capsys):
    monkeypatch.delenv("OSI_AUDIT_SMTP", raising=False)
    assert office("notify") == 0
    office.registry(agency("bo", office.gov.url(), contacts=[{"email": "vp@bo.example"}]))
    monkeypatch.delenv("OSI_AUDIT_WEBHOOK_SECRET")
    assert office("notify") == 2
    assert "OSI_AUDIT_SMTP says where mail goes" in capsys.readouterr().err


@pytest.mark.parametrize("secret", [SECRET, ""])
def test_a_request_can_be_looked_at_before(office, hook, tmp_path, monkeypatch, secret):
    monkeypatch.setenv("OSI_AUDIT_WEBHOOK_SECRET", secret)
    folder = tmp_path / "letters"
    assert office("notify", "--dry-run", str(folder)) == 0
    (file,) = folder.glob("*.http")
    head, _, body = file.read_bytes().partition(b"\r\n\r\n")
    assert head.startswith(b"POST /osi HTTP/1.1\r\nHost: 127.0.0.1:")
    assert (b"webhook-signature: v1," in head) == bool(secret)
    assert f"Content-Length: {len(body)}\r\n".encode() in head
    SCHEMA.validate(json.loads(body))
    assert hook.got == []
    assert SECRET.encode() not in file.read_bytes()


def example() -> dict[str, object]:
    """The code of docs/webhooks.md that receivers are to use."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, str(DOCUMENT), "exec"), names)
    return names


@pytest.mark.parametrize("secrets", [SECRET, f"{OTHER} {SECRET}", f"{SECRET} {OTHER}"])
def test_the_example_for_receivers_takes_what_is_sent_and_nothing_else(office, hook, monkeypatch, secrets):
    monkeypatch.setenv("OSI_AUDIT_WEBHOOK_SECRET", secrets)
    assert office("notify") == 0
    ((_, headers, body),) = hook.got
    checked = example()["checked"]
    assert checked(headers, body, SECRET)["data"]["agency_id"] == "bo"
    wrong = [
        (headers, body + b" ", SECRET),
        (headers, body.replace(b'"bo"', b'"ba"'), SECRET),
        (headers, body, "whsec_" + "QUJD" * 8),
        ({**headers, "webhook-id": "msg_0"}, body, SECRET),
        ({**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 900)}, body, SECRET),
        ({**headers, "webhook-signature": ""}, body, SECRET),
        ({**headers, "webhook-signature": headers["webhook-signature"].replace("v1,", "v2,")}, body, SECRET),
    ]
    for arguments in wrong:
        with pytest.raises(ValueError, match="webhook"):
            checked(*arguments)


def test_the_example_of_a_message_keeps_to_the_schema():
    (shown,) = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    SCHEMA.validate(json.loads(shown))
