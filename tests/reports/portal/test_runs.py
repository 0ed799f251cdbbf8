"""Runs, as the operator sees and starts them."""

import subprocess
import sys
import threading
import time

import pytest

from audit.__main__ import run as command
from audit.guard import Alarm, Jump
from audit.store.db import STATES
from reports.portal.accounts.jobs import JobKind, JobState
from reports.portal.texts import RUN_STATES


@pytest.fixture
def newest(portal) -> str:
    return portal.books.store.run().id


def jobs(portal):
    return [(job.kind, job.target, job.state) for job in portal.books.accounts.jobs.newest(10)]


def test_a_run_tells_what_became_of_it(portal, newest):
    page = portal.visitor("reviewer").get(f"/runs/{newest}").text

    assert "3 of 3 agencies are judged." in page
    assert "reading portals" in page
    assert 'name="csrf"' not in page.partition('id="main"')[2]  # a reviewer starts and stops nothing


def test_reports_of_the_run_open_for_those_who_see_the_nation(portal, newest):
    operator = portal.visitor("operator")
    page = operator.get(f"/runs/{newest}/files/vi/index.html")

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "'unsafe-inline'" not in page.headers["content-security-policy"].partition("script-src")[2]
    assert operator.get(f"/runs/{newest}/files/../../portal.db").status_code == 404
    assert operator.get(f"/runs/{newest}/files/vi/%2e%2e/%2e%2e/%2e%2e/portal.db").status_code == 404
    assert portal.visitor("reader").get(f"/runs/{newest}/files/vi/index.html").status_code == 403


def test_help_opens_beside_the_report_of_an_agency(portal, newest):
    reader = portal.visitor("reader")

    assert reader.get(f"/agencies/bo/files/{newest}/vi/help/index.html").status_code == 200
    assert reader.get(f"/agencies/bo/files/{newest}/vi/index.html").status_code == 404
    assert reader.get(f"/agencies/bo/files/{newest}/vi/help/../tinh.html").status_code == 404
    assert reader.get(f"/agencies/bo/files/{newest}/vi/help/%2e%2e/tinh.html").status_code == 404


def test_a_run_is_started_and_goes_to_its_end(portal, newest):
    operator = portal.visitor("operator")
    assert operator.post("/runs/start", agencies="bo").status_code == 303
    assert jobs(portal) == [(JobKind.RUN, "bo", JobState.QUEUED)]
    assert command(["worker", "--once", "--data", str(portal.data.root), *portal.options]) == 0

    assert jobs(portal) == [(JobKind.RUN, "bo", JobState.DONE)]
    later = portal.books.store.run()
    assert later.id > newest
    assert later.agencies == ("bo",)
    assert later.state == "done"


def test_ids_that_nobody_knows_start_nothing(portal):
    refused = portal.visitor("operator").post("/runs/start", agencies="bo nix --data /etc")

    assert refused.status_code == 422
    assert jobs(portal) == []


def test_a_run_that_is_done_cannot_be_cancelled_or_confirmed(portal, newest):
    operator = portal.visitor("operator")

    assert operator.post(f"/runs/{newest}/cancel").status_code == 409
    assert operator.post(f"/runs/{newest}/confirm").status_code == 409
    assert jobs(portal) == []


def test_a_provisional_run_is_confirmed_and_only_then_told_to_agencies(portal, newest):
    portal.books.store.set_state(newest, "provisional", note="a jump")
    reader, operator = portal.visitor("reader"), portal.visitor("operator")
    assert "This agency was not audited yet." in reader.get("/agencies/bo").text
    assert reader.get(f"/agencies/bo?run={newest}").status_code == 404
    assert "Provisional run" in operator.get("/agencies/bo").text

    assert operator.post(f"/runs/{newest}/confirm").status_code == 303
    assert command(["worker", "--once", "--data", str(portal.data.root), *portal.options]) == 0
    assert portal.books.store.run().state == "done"
    assert "Người điều hành in the portal" in portal.books.store.run_log.note(newest)
    assert reader.get(f"/agencies/bo?run={newest}").status_code == 200


def test_a_provisional_run_is_rejected_with_a_reason_and_shown_to_nobody(portal, newest):
    portal.books.store.set_state(newest, "provisional", note="a jump")
    operator, reviewer = portal.visitor("operator"), portal.visitor("reviewer")
    assert "Reject this run" not in reviewer.get(f"/runs/{newest}").text
    assert "Write why." in operator.post(f"/runs/{newest}/rejected", text=" ").text
    assert portal.books.store.run(newest).state == "provisional"

    answer = operator.post(f"/runs/{newest}/rejected", text="Đường truyền của ta hỏng <b>")
    assert answer.headers["location"] == f"/runs/{newest}?done=run_rejected"
    event = portal.books.store.run_log.events(newest)[-1]
    assert (event.state, event.by, event.note) == (
        "rejected",
        "Người điều hành",
        "Đường truyền của ta hỏng <b>",
    )
    page = operator.get(answer.headers["location"]).text
    assert "Nobody is shown its results" in page
    assert "Đường truyền của ta hỏng &lt;b&gt;" in page
    assert f"/agencies/bo?run={newest}" not in page
    for visitor in (operator, reviewer, portal.visitor("reader")):
        assert "This agency was not audited yet." in visitor.get("/agencies/bo").text
        assert visitor.get(f"/agencies/bo?run={newest}").status_code == 404
    (_number, change), *_ = portal.books.accounts.log.newest(1)
    assert (change.action, change.target, change.by) == ("run_reject", newest, "Người điều hành")


def test_a_rejection_is_taken_back_by_confirming(portal, newest):
    portal.books.store.set_state(newest, "rejected", note="a mistake")
    operator = portal.visitor("operator")
    assert operator.post(f"/runs/{newest}/confirm").status_code == 303
    assert command(["worker", "--once", "--data", str(portal.data.root), *portal.options]) == 0

    assert portal.books.store.run(newest).state == "done"


def test_what_is_not_provisional_is_not_rejected(portal, newest):
    operator = portal.visitor("operator")

    assert operator.post(f"/runs/{newest}/rejected", text="x").status_code == 409
    assert operator.post(f"/runs/{newest}/rejected", text="x" * 4001).status_code == 422
    assert operator.post("/runs/20990101T000000Z/rejected", text="x").status_code == 404
    assert portal.books.store.run(newest).state == "done"


def test_a_jump_is_told_in_the_readers_language(portal, newest, monkeypatch):
    alarm = Alarm("bo", Jump.FEWER_PAGES, 40, 1)
    monkeypatch.setattr("reports.portal.pages.runs.alarms", lambda *_: [alarm])
    operator = portal.visitor("operator")
    assert "(1 page, 40 before)" in operator.get(f"/runs/{newest}").text
    operator.get("/language/vi")

    assert "(1 trang, đợt trước 40 trang)" in operator.get(f"/runs/{newest}").text


def test_every_state_of_a_run_has_a_word():
    assert set(RUN_STATES) == set(STATES)


def test_a_run_at_work_is_cancelled(portal, tmp_path):
    """From another worker's hands: the run is another process of the same data folder."""
    portal.ministry.held["/gioi-thieu"] = threading.Event()  # the crawl waits there
    operator = portal.visitor("operator")
    options = ["--data", str(portal.data.root), *portal.options]
    before = portal.books.store.run().id
    with subprocess.Popen([sys.executable, "-m", "audit", "run", "--agency", "bo", *options]) as process:
        end = time.monotonic() + 60
        while (newest := portal.books.store.run()).id == before or newest.state == "planned":
            assert time.monotonic() < end
            time.sleep(0.1)
        assert operator.post(f"/runs/{newest.id}/cancel").status_code == 303
        assert command(["worker", "--once", *options]) == 0
        process.wait(60)
    portal.ministry.held.pop("/gioi-thieu").set()

    assert portal.books.store.run(newest.id).state == "cancelled"
    assert jobs(portal)[0][2] is JobState.DONE
