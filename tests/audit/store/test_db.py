import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from sqlite_utils import Database

from audit.results import Finding, Message
from audit.store.db import Origin, Run, Store
from audit.store.schema import migrations
from crawler.errors import StoreError, UsageError
from tests.audit.builders import judgement, result

RUN = Run(
    id="20180630T000000Z",
    state="planned",
    created_at="2018-06-30T00:00:00Z",
    day="2018-06-30",
    agencies=("mob", "moa"),
    editions=("osi-2024",),
    version="0.1.0",
)
FINDING = Finding(
    "0123456789abcdef", "criterion", "T-2", Message("finding_not_met", {"criterion": "T-2"}), gain=3.5
)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "deep" / "audit.db") as opened:
        opened.save_run(RUN)
        yield opened


def test_a_result_comes_back_as_it_went_in(store):
    saved = result(findings=(FINDING,))
    store.save_result(saved, "2018-06-30T01:00:00Z")

    assert store.results(RUN.id) == [saved]


def test_parts_of_a_result_are_what_they_are_in_the_whole(store):
    other = replace(FINDING, id="fedcba9876543210", criterion_id="T-1", also=())
    saved = result(findings=(other, FINDING))
    store.save_result(saved, "2018-06-30T01:00:00Z")
    store.save_error(RUN.id, "mob", "2018-06-30T03:00:00Z", "the archive is damaged")

    assert store.ledger.judged(RUN.id, "moa") == replace(saved, findings=())
    told = store.ledger.told(RUN.id, "moa", FINDING)
    assert told == replace(saved, findings=(FINDING,), judgements=(saved.judgements[1],))
    assert store.ledger.told(RUN.id, "moa", replace(FINDING, also=("T-1",))).judgements == saved.judgements
    assert store.ledger.told(RUN.id, "moa", replace(FINDING, id="0" * 16)).findings == ()
    assert store.ledger.judged(RUN.id, "mob") is None
    assert store.ledger.told("20180701T000000Z", "moa", FINDING) is None


def test_looks_tell_results_apart_and_are_the_newest_first(store):
    later = replace(RUN, id="20180701T000000Z", state="done", finished_at="2018-07-02T00:00:00Z")
    store.save_run(later)
    store.save_result(result(), "2018-06-30T01:00:00Z")
    store.save_result(result(run_id=later.id), "2018-07-01T01:00:00Z")
    store.save_error(later.id, "mob", "2018-07-01T01:00:00Z", "the archive is damaged")

    assert [look.run_id for look in store.standings.looks("moa", ["done", "planned"])] == [later.id, RUN.id]
    (before,) = store.standings.looks("moa", ["done"])
    assert (before.state, before.day, before.finished_at) == (later.state, later.day, later.finished_at)
    assert store.standings.looks("mob", ["done"]) == ()
    store.save_result(result(run_id=later.id), "2018-07-03T01:00:00Z")
    assert store.standings.looks("moa", ["done"]) == (replace(before, audited_at="2018-07-03T01:00:00Z"),)


def test_the_registry_of_the_newest_run_is_named(store):
    assert store.standings.newest_registry() == ""
    store.save_run(replace(RUN, id="20180701T000000Z", sites_file="/sites.yaml"))
    assert store.standings.newest_registry() == "/sites.yaml"


def test_a_result_remembers_its_rules(store):
    store.save_result(result(), "2018-06-30T01:00:00Z", config_sha256="ab12", version="0.1.0")
    store.save_result(result(agency_id="mob"), "2018-06-30T02:00:00Z")
    store.save_error(RUN.id, "mob", "2018-06-30T03:00:00Z", "the archive is damaged")

    assert store.origins(RUN.id) == {"moa": Origin("2018-06-30T01:00:00Z", "ab12", "0.1.0")}


def test_the_newest_run_with_a_result_is_found(store):
    later = replace(RUN, id="20180701T000000Z")
    store.save_run(later)
    store.save_result(result(), "2018-06-30T01:00:00Z")
    store.save_result(result(run_id=later.id, agency_id="mob"), "2018-07-01T01:00:00Z")
    store.save_error(later.id, "moa", "2018-07-01T01:00:00Z", "the archive is damaged")

    assert (store.newest("moa"), store.newest("mob"), store.newest("moc")) == (RUN.id, later.id, None)


def test_a_database_of_the_first_release_is_brought_up_to_date(tmp_path):
    path = tmp_path / "audit.db"
    old = Database(path)
    migrations.apply(old, stop_before="m002_rules_of_results_and_reviews")
    old.table("runs").insert(
        {
            "id": RUN.id,
            "state": "done",
            "created_at": "x",
            "day": "2018-06-30",
            "agencies": "[]",
            "editions": "[]",
        }
    )
    old.table("results").insert(
        {"run_id": RUN.id, "agency_id": "moa", "audited_at": "then", "payload": "{}", "error": ""}
    )
    old.close()

    with Store(path) as store:
        assert store.origins(RUN.id) == {"moa": Origin("then", "", "")}
        assert store.reviews.all() == []


def test_results_come_in_the_runs_order(store):
    for agency in ("moa", "mob"):
        store.save_result(result(agency_id=agency), "2018-06-30T01:00:00Z")

    assert [r.agency_id for r in store.results(RUN.id)] == ["mob", "moa"]
    assert [r.agency_id for r in store.results(RUN.id, ["moa"])] == ["moa"]


def test_saving_twice_doubles_nothing_and_forgets_what_is_gone(store):
    store.save_result(result(findings=(FINDING,)), "2018-06-30T01:00:00Z")
    again = result(judgements=(judgement("T-9", "met"),))
    store.save_result(again, "2018-06-30T02:00:00Z")

    assert store.results(RUN.id) == [again]


def test_an_error_stands_in_for_a_result_until_there_is_one(store):
    store.save_error(RUN.id, "moa", "2018-06-30T01:00:00Z", "the archive is damaged")

    assert store.errors(RUN.id) == {"moa": "the archive is damaged"}
    assert store.results(RUN.id) == []

    store.save_result(result(), "2018-06-30T02:00:00Z")

    assert store.errors(RUN.id) == {}
    assert len(store.results(RUN.id)) == 1


def test_runs_come_latest_first_and_by_name(store):
    later = replace(RUN, id="20180701T000000Z", state="done")
    store.save_run(later)
    store.set_state(RUN.id, "done", finished_at="2018-06-30T03:00:00Z")

    assert [r.id for r in store.runs()] == [later.id, RUN.id]
    assert store.run() == later
    assert store.run(RUN.id) == replace(RUN, state="done", finished_at="2018-06-30T03:00:00Z")
    with pytest.raises(UsageError, match="no run '1999'"):
        store.run("1999")
    with pytest.raises(ValueError, match="no such state"):
        store.set_state(RUN.id, "dozing")


def test_opening_twice_migrates_once(tmp_path):
    path = tmp_path / "audit.db"
    for _ in range(2):
        with Store(path) as store:
            store.save_run(RUN)

    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("select name from _sqlite_migrations")]
    assert names == [m.name for m in migrations.pending(Database(memory=True))]


def test_a_newer_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "audit.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("insert into _sqlite_migrations values (99, 'osi-audit', 'm999_later', '2030')")

    with pytest.raises(StoreError, match=r"newer version .*m999_later"):
        Store(path)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "audit.db"
    path.write_bytes(b"<html>not a database</html>" * 100)

    with pytest.raises(StoreError, match=r"audit\.db: the database says: file is not a database"):
        Store(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(StoreError, match=r"audit\.db: "):
        Store(tmp_path / "file" / "audit.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(StoreError, match=r"audit\.db"):
        Store(tmp_path / "audit.db")


def test_a_database_that_another_program_holds_is_waited_for_by_who_has_the_patience(store):
    store._db.execute("pragma busy_timeout = 10")
    with closing(sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreError, match="database is locked; another program holds it"):
            store.set_state(RUN.id, "crawling")

        store.be_patient(20)
        release = threading.Timer(0.2, other.execute, ["rollback"])
        release.start()
        store.set_state(RUN.id, "crawling")
        release.join()

    assert store.run(RUN.id).state == "crawling"
