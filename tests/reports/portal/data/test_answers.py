"""audit.db by tables and SQL: who may ask, what may be asked, and what never is."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sqlite3
import sys
import time
from contextlib import ExitStack, closing
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("datasette", reason="the extra `datasette` is not installed")

from reports.portal.assets import address_of
from reports.portal.data.explorer import MOST_ROWS, patched
from reports.portal.data.queries import load_queries
from tests.reports.portal.conftest import PEOPLE, Portal

CONFIG = Path(__file__).parents[3] / "config"
QUERIES = load_queries(CONFIG)


@pytest.fixture(scope="module")
def portal(audited, tmp_path_factory):
    """A portal where it is switched on."""
    folder = tmp_path_factory.mktemp("data") / "portal"
    shutil.copytree(audited[0], folder)
    (folder / "config" / "portal.yaml").write_text("data: true\n", encoding="utf-8")
    shutil.copy(CONFIG / "queries.yaml", folder / "config")
    with ExitStack() as stack:
        yield Portal(folder, audited[1], stack)


@pytest.fixture(scope="module")
def operator(portal):
    return portal.visitor("operator")


def ask(operator, sql: str, form: str = ".json", **params: str):
    return operator.get(f"/data/audit{form}", params={"sql": sql, **params})


# ---------- who may ask ----------


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


def test_the_operator_finds_the_way_and_back(portal, operator):
    assert 'href="/data"' in operator.get("/").text
    assert 'href="/data"' not in portal.visitor("reviewer").get("/").text
    assert operator.get("/data").headers["location"] == "/data/audit"
    assert 'href="/"' in operator.get("/data/audit").text


def test_no_link_leads_elsewhere_and_every_link_somewhere(operator):
    """Below the mount, on this host: it works without a network."""
    seen, waiting = (
        set(),
        {
            "/data/audit",
            "/data/audit/verdicts?_facet=verdict&_size=5&_sort=criterion_id",
            "/data/audit/results",
            "/data/audit/results?_facet_date=audited_at",
            "/data/audit?sql=select+1",
        },
    )
    while waiting and len(seen) < 80:
        path = min(waiting, key=lambda link: (len(link), link))
        waiting.remove(path)
        seen.add(path)
        answer = operator.get(path)
        assert answer.status_code in {200, 303}, path
        assert "<script" not in answer.text, path
        assert "style=" not in answer.text, path
        found = {unescape(link) for link in re.findall(r'(?:href|src|action)="([^"#]+)', answer.text)}
        found = {f"{path.partition('?')[0]}{link}" if link.startswith("?") else link for link in found}
        found = {link.removeprefix("http://portal.example") for link in found}
        found -= {"/", "data:,", address_of("style.css")}
        assert {link for link in found if not link.startswith("/data/")} == set(), path
        assert not [link for link in found if link.startswith("/data/data/")], path
        waiting |= {link for link in found if link.startswith("/data/")} - seen
    assert len(seen) == 80


# ---------- what may be asked ----------


def test_tables_rows_and_facets_are_shown(portal, operator):
    run_id = portal.books.store.runs_of("bo")[0]
    pages = {
        path: operator.get(f"/data/audit{path}")
        for path in (
            "",
            "/verdicts",
            "/verdicts?_facet=verdict&_sort=criterion_id",
            f"/runs/{run_id}",
            f"/results/{run_id},bo.json",
        )
    }

    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(pages, 200)
    assert "facet" in pages["/verdicts?_facet=verdict&_sort=criterion_id"].text
    assert all("<script" not in page.text for page in pages.values())
    rows = operator.get("/data/audit/verdicts.json?_shape=array&agency_id=bo").json()
    assert {row["agency_id"] for row in rows} == {"bo"}


def test_sql_is_answered(operator):
    answer = ask(
        operator, "select agency_id, pages from results where agency_id = :who", who="bo", _shape="array"
    )

    assert answer.json() == [{"agency_id": "bo", "pages": 4}]
    page = ask(operator, "select 1 as one", "")
    assert page.status_code == 200
    assert "<script" not in page.text


def test_what_is_kept_as_json_can_be_asked(operator):
    sql = "select distinct j.value as id from runs join json_each(runs.agencies) j order by id"
    tree = "select count(*) as number from results join json_tree(payload) where key = 'judgements'"

    assert [row["id"] for row in ask(operator, sql, _shape="array").json()] == ["bo", "cuc", "tinh"]
    assert ask(operator, tree, _shape="array").json()[0]["number"] >= 0
    assert operator.get("/data/audit/runs?_facet_array=agencies").status_code == 200


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_every_question_is_answered(operator, query):
    params = dict.fromkeys(re.findall(r":(\w+)", query.sql), "bo")
    answer = operator.get(f"/data/audit/{query.id}.json", params={**params, "_shape": "objects"})

    assert answer.status_code == 200, answer.text
    assert answer.json()["ok"]
    page = operator.get("/data/audit").text
    assert query.title.vi in page
    assert query.title.en.replace("'", "&#39;") in page


def test_what_the_questions_say_is_so(portal, operator):
    """Told apart from the SQL: by the store."""

    def rows(name: str, **params: str):
        return operator.get(f"/data/audit/{name}.json", params={**params, "_shape": "array"}).json()

    store = portal.books.store
    lives = [life for agency_id in ("bo", "cuc", "tinh") for life in store.lives.of(agency_id)]
    run_id = store.runs_of("bo")[0]
    (result,) = store.results(run_id, ["bo"])
    verdicts = {row["criterion_id"]: row["verdict"] for row in rows("verdicts_of_an_agency", agency="bo")}

    assert sum(row["findings"] for row in rows("findings_by_kind")) == len(lives)
    assert {row["agency_id"]: row["new"] for row in rows("findings_by_agency")} == {
        "bo": 2,
        "cuc": 2,
        "tinh": 2,
    }
    assert {row["finding_id"] for row in rows("oldest_findings")} == {life.finding.id for life in lives}
    assert verdicts == {j.criterion_id: j.verdict.value for j in result.judgements}
    assert {row["agency_id"]: row["pages"] for row in rows("scores_by_run")} == {"bo": 4, "cuc": 4, "tinh": 4}
    assert sum(row["not_met"] + row["vietnamese_only"] for row in rows("criteria_by_verdict")) == 6
    assert rows("not_read") == rows("undecided") == rows("agencies_without_english_services") == []


# ---------- what may not ----------


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


# ---------- what goes out ----------


def test_answers_carry_our_headers_and_no_cookie(operator):
    for path in (
        "audit",
        "audit/runs",
        "audit.json?sql=select+1",
        "audit.csv?sql=select+1",
        "audit?sql=nonsense",
        "audit/nothing",
    ):
        headers = operator.get(f"/data/{path}").headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "script" not in headers["content-security-policy"], path
        assert headers["x-frame-options"] == "DENY", path
        assert headers["cache-control"] == "no-store", path
        assert "set-cookie" not in headers, path
        assert "access-control-allow-origin" not in headers, path


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


def test_cells_of_a_table_are_no_formulas(operator):
    sql = "select '=1+1' as \"=head\", '+a' as b, '-a' as c, '@a' as d, 'x,\"y\"' as e"
    answer = ask(operator, sql, ".csv")

    assert answer.headers["content-type"].startswith("text/plain")
    assert list(csv.reader(io.StringIO(answer.text, newline=""))) == [
        ["'=head", "b", "c", "d", "e"],
        ["'=1+1", "'+a", "'-a", "'@a", 'x,"y"'],
    ]
    assert ask(operator, "select 1", ".csv", _dl="on").headers["content-disposition"].startswith("attachment")


def test_what_was_crawled_stays_text(operator):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = ask(operator, "select :evil as evil, 'javascript:alert(1)' as link", "", evil=evil)

    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "<img" not in page.text
    assert 'href="javascript' not in page.text
    alias = ask(operator, 'select 1 as "</style><script>alert(1)</script>"', "").text
    assert "<script>" not in alias


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


def test_a_run_that_writes_meanwhile_is_seen(portal, operator):
    with closing(sqlite3.connect(portal.data.db)) as connection, connection:
        connection.execute(
            "insert into run_events select id, 99, '2026-07-01T00:00:00Z', 'done', 'test', 'now' from runs"
        )
    rows = ask(operator, "select note from run_events where number = 99", _shape="array").json()

    assert rows == [{"note": "now"}]


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
