"""Runs, as the operator sees and starts them."""

import subprocess
import sys
import threading
import time

import pytest

from audit.__main__ import run as command
from reports.portal.accounts.jobs import JobKind, JobState


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
