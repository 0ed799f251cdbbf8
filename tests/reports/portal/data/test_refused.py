"""audit.db by tables and SQL: who may not ask, what never is answered, and what is never told."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("datasette", reason="the extra `datasette` is not installed")

from reports.portal.data.explorer import MOST_ROWS, patched
from tests.reports.portal.conftest import PEOPLE
from tests.reports.portal.data.conftest import ask


@pytest.mark.parametrize("path", ["/data", "/data/", "/data/audit", "/data/audit/runs.json"])
def test_nobody_but_the_operator_asks(portal, operator, path):
    for who in PEOPLE:
        status = portal.visitor(who).get(path).status_code
        assert (status in {200, 303}) if who == "operator" else (status == 403), who
    nobody = portal.visitor().get(path)
    assert (nobody.status_code, nobody.headers["location"][:12]) == (303, "/login?next=")
    assert (
        portal.visitor().get(path, headers={"authorization": f"Bearer {operator.token}"}).status_code == 303
    )


def test_where_it_is_not_switched_on_there_is_nothing(shared):
    operator = shared.visitor("operator")

    assert {operator.get(path).status_code for path in ("/data", "/data/audit")} == {404}
    assert "/data" not in operator.get("/").text


@pytest.mark.parametrize(
    "sql",
    [
        "delete from runs",
        "update runs set state = 'done'",
        "insert into runs (id) values ('x')",
        "drop table runs",
        "create table x (a)",
        "create temp table x (a)",
        "attach database '/tmp/x.db' as x",
        "vacuum into '/tmp/x.db'",
        "pragma query_only = off",
        "pragma writable_schema = on",
        "with x as (select 1) delete from runs",
        "with x as (select 1) insert into runs (id) select 'x'",
        "select 1; delete from runs",
        "explain delete from runs",
        "select * from pragma_database_list",
        "select * from pragma_query_only('off')",
        "select load_extension('/tmp/x.so')",
        "select fts3_tokenizer('simple')",
        "select readfile('/etc/passwd')",
        "select writefile('/tmp/x', 'x')",
        "select * from dbstat",
        "select * from fsdir('/')",
        "select length(zeroblob(1000000000))",
        "select length(randomblob(100000000))",
        "select '" + "x" * 9000 + "'" + " || 'x'" * 1200,
    ],
)  # fmt: skip
def test_nothing_is_written_and_nothing_else_is_read(portal, operator, sql):
    before = Path(portal.data.db).read_bytes()
    answer = ask(operator, sql)

    assert answer.status_code in {400, 403, 404, 431}, answer.text
    assert str(portal.data.root) not in answer.text
    assert str(portal.data.root) not in ask(operator, sql, "").text
    assert Path(portal.data.db).read_bytes() == before
    assert not Path("/tmp/x.db").exists()


def test_a_value_fills_no_memory(operator):
    """SQLite's printf gives nothing where its text would be too long."""
    answer = ask(operator, "select length(printf('%.*c', 100000000, 'x')) as long", _shape="array")

    assert answer.json() == [{"long": None}]


def test_people_are_not_in_it(portal, operator):
    """portal.db, with its hashes, is another file; and no table has any."""
    tables = {row["name"] for row in ask(operator, "select name from sqlite_master", _shape="array").json()}

    assert tables.isdisjoint({"users", "sessions", "tokens", "identities"})
    for name in ("portal", "_internal", "_memory", "search"):
        assert operator.get(f"/data/{name}").status_code == 404
        assert operator.get(f"/data/{name}.json").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "-/plugins", "-/settings.json", "-/versions", "-/databases", "-/metadata", "-/threads", "-/actor.json", "-/config",
        "-/permissions", "-/allow-debug", "-/messages", "-/logout", "-/auth-token", "-/patterns", "-/static/..%2fapp.py",
        "-/static/%2e%2e/app.py", "-/static/table.js", "-/static-plugins/x/y.css", "audit.db", "audit/-/x", "audit/runs.blob",
        "audit/runs.jsono", "audit/runs/x.blob", ".json", "%2D/plugins", "%2d%2fplugins", "audit%2f..%2f-/plugins", "audit/../-/plugins",
        "favicon.ico", "audit/", "//evil.example/", "audit//evil.example/", "x" * 3000,
    ],
)  # fmt: skip
def test_its_own_pages_are_not_there(operator, path):
    answer = operator.get(f"/data/{path}")

    assert answer.status_code == 404
    assert "Datasette" not in answer.text


def test_nothing_is_taken_in(portal, operator):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = operator.client.request(method, "/data/audit", headers={"origin": "http://portal.example"})
        assert answer.status_code == 405


def test_a_question_has_a_second(operator):
    begun = time.monotonic()
    answer = ask(
        operator, "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    )

    assert answer.status_code == 400
    assert 0.9 < time.monotonic() - begun < 5
    assert ask(operator, "select 1").status_code == 200


def test_rows_are_no_more_than_so_many(operator):
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n limit 5000) select i from n"
    answer = ask(operator, sql, _shape="objects").json()

    assert (len(answer["rows"]), answer["truncated"]) == (MOST_ROWS, True)
    assert ask(operator, sql, ".csv", _stream="on").status_code == 400


def test_it_learns_of_no_session(portal, operator, monkeypatch):
    seen = []
    asked = portal.books.explorer.ask

    async def noted(scope, receive, send):
        seen.append(scope)
        await asked(scope, receive, send)

    monkeypatch.setattr(portal.books.explorer, "ask", noted)
    operator.get("/data/audit/runs", headers={"x-forwarded-host": "evil.example"})

    assert [sorted(name for name, _ in scope["headers"]) for scope in seen] == [[b"accept", b"host"]]
    assert seen[0].get("actor") is None


def test_a_fault_is_said_without_its_inside(portal, operator, monkeypatch, capsys, caplog):
    async def broken(*_args, **_how):
        secret = "hush"
        raise RuntimeError(f"{secret} of the inside")

    monkeypatch.setattr(type(portal.books.explorer._database), "execute", broken)
    answer = operator.get("/data/audit/runs")

    assert answer.status_code == 500
    assert "hush" not in answer.text
    said = capsys.readouterr()
    assert "hush" not in said.out + said.err  # Datasette's own prints every local variable
    assert "hush" in caplog.text


def test_mistyped_sql_is_said_to_who_typed_it_alone(operator, capsys):
    answer = ask(operator, "select nonsense from runs")

    assert answer.status_code == 400
    assert "no such column: nonsense" in answer.text
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_no_plugin_of_others_is_asked(portal):
    assert portal.books.explorer is not None
    from datasette.plugins import DEFAULT_PLUGINS, pm

    names = {pm.get_name(plugin) for plugin in pm.get_plugins()}
    assert names - set(DEFAULT_PLUGINS) == {"reports.portal.data.faults"}
    assert not hasattr(sys, "_called_from_test")


def test_an_attribute_is_put_back():
    class Thing:
        pass

    thing = Thing()
    with patched(thing, "a", value=1):
        with patched(thing, "a", value=2):
            assert thing.a == 2
        assert thing.a == 1
    assert not hasattr(thing, "a")
