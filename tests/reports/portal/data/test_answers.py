"""audit.db by tables and SQL: what may be asked, and how answers go out."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from html import unescape

import pytest

pytest.importorskip("datasette", reason="the extra `datasette` is not installed")

from reports.portal.assets import address_of
from reports.portal.data.queries import load_queries
from tests.reports.portal.data.conftest import ask
from tests.reports.portal.with_data import CONFIG

QUERIES = load_queries(CONFIG)


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


def test_a_run_that_writes_meanwhile_is_seen(portal, operator):
    with closing(sqlite3.connect(portal.data.db)) as connection, connection:
        connection.execute(
            "insert into run_events select id, 99, '2026-07-01T00:00:00Z', 'done', 'test', 'now' from runs"
        )
    rows = ask(operator, "select note from run_events where number = 99", _shape="array").json()

    assert rows == [{"note": "now"}]
