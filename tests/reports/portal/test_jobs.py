"""The queue: nothing lost, nothing twice, each kind when it can be."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from reports.portal.access import Role, Viewer
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.jobs import MOST_QUEUED, MOST_TRIES, JobKind, JobState

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ME, OTHER = (Viewer(name, name, Role.OPERATOR, "", None) for name in ("me", "other"))
ANY = frozenset(JobKind)


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


@pytest.fixture
def accounts(tmp_path):
    with Accounts(tmp_path / "portal.db") as found:
        yield found


@pytest.fixture
def jobs(accounts):
    return accounts.jobs


def test_first_come_first_served(jobs):
    first = jobs.ask(JobKind.RECHECK, "a", ME, AT, "bo")
    second = jobs.ask(JobKind.RECHECK, "b", OTHER, after(1), "bo")

    assert [jobs.take(ANY, after(2)).id for _ in range(2)] == [first.id, second.id]
    assert jobs.take(ANY, after(3)) is None


def test_who_asks_for_the_same_again_waits_for_the_same(jobs):
    first = jobs.ask(JobKind.RECHECK, "a", ME, AT)

    assert jobs.ask(JobKind.RECHECK, "a", OTHER, after(1)).id == first.id
    jobs.end(jobs.take(ANY, after(2)).id, JobState.DONE, after(3))
    assert jobs.ask(JobKind.RECHECK, "a", OTHER, after(4)).id != first.id


def test_one_person_cannot_fill_the_queue(jobs):
    for n in range(MOST_QUEUED):
        assert jobs.ask(JobKind.RECHECK, str(n), ME, AT)

    assert jobs.ask(JobKind.RECHECK, "more", ME, AT) is None
    assert jobs.ask(JobKind.RECHECK, "more", OTHER, AT)


def test_only_kinds_that_can_be_done_are_taken(jobs):
    jobs.ask(JobKind.RECHECK, "a", ME, AT)
    cancel = jobs.ask(JobKind.CANCEL, "run", ME, after(1))

    assert jobs.take({JobKind.CANCEL}, after(2)).id == cancel.id
    assert jobs.take({JobKind.CANCEL}, after(2)) is None


def test_a_job_whose_worker_is_lost_is_taken_up_again_and_given_up_in_the_end(jobs):
    job, at = jobs.ask(JobKind.RECHECK, "a", ME, AT), AT
    for n in range(MOST_TRIES):
        assert jobs.take(ANY, at).tries == n + 1
        assert jobs.take(ANY, at + timedelta(seconds=59)) is None
        at += timedelta(seconds=61)

    assert jobs.take(ANY, at) is None
    assert (jobs.job(job.id).state, jobs.job(job.id).outcome) == (JobState.FAILED, "lost")


def test_a_sign_of_life_keeps_a_job(jobs):
    job = jobs.ask(JobKind.RUN, "", ME, AT)
    jobs.take(ANY, AT)
    jobs.beat(job.id, after(50))

    assert jobs.take(ANY, after(100)) is None


def test_what_is_put_back_was_not_tried(jobs):
    jobs.ask(JobKind.RECHECK, "a", ME, AT)
    for _ in range(2 * MOST_TRIES):
        jobs.put_back(jobs.take(ANY, AT).id)

    assert jobs.take(ANY, AT).tries == 1


def test_two_workers_never_take_the_same(accounts):
    for n in range(15):
        accounts.jobs.ask(JobKind.RECHECK, str(n), ME, AT)
    taken: list[str] = []

    def work() -> None:
        with Accounts(accounts.path) as mine:
            while job := mine.jobs.take(ANY, AT):
                taken.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == len(set(taken)) == 15


def test_an_agency_sees_its_own_jobs_only(jobs):
    jobs.ask(JobKind.RECHECK, "a", ME, AT, "bo")
    jobs.ask(JobKind.RECHECK, "b", ME, AT, "tinh")
    jobs.ask(JobKind.RUN, "", ME, AT)

    assert [job.target for job in jobs.newest(10, {"bo"})] == ["a"]
    assert jobs.newest(10, frozenset()) == []
    assert len(jobs.newest(10)) == 3
