"""What the first screen says to whom: what waits, where it leads, and what to do where nothing is there."""

import re

import pytest

from audit.life.model import EventKind
from audit.store.db import Store
from reports.portal.downloads import MEDIA_TYPES, TITLES


def waiting(visitor) -> dict[str, str]:
    """What waits, by where it leads."""
    part = re.search(r'<h2 id="todo">.*?</section>', visitor.get("/").text, re.DOTALL)
    return dict(re.findall(r'<a href="([^"]+)">([^<]+)</a>', part[0])) if part else {}


def test_a_reviewer_comes_to_the_questions(shared):
    assert waiting(shared.visitor("reviewer")) == {"/review": "3 questions wait for an answer"}


def test_the_operator_comes_to_what_is_to_be_decided(portal):
    operator = portal.visitor("operator")
    assert set(waiting(operator)) == {"/review"}
    portal.visitor("webmaster").post(f"/findings/{portal.finding()}/disputed", text="Đã có")
    run_id = portal.books.store.run().id
    portal.books.store.set_state(run_id, "provisional", note="a jump")

    assert waiting(operator) == {
        f"/runs/{run_id}": f"Run {run_id} is provisional: confirm or reject it",
        "/nation": "1 objection or request waits for your decision",
        "/review": "3 questions wait for an answer",
    }


def test_what_was_decided_waits_no_more(portal):
    finding = portal.finding()
    portal.visitor("webmaster").post(f"/findings/{finding}/disputed", text="Đã có")
    operator = portal.visitor("operator")
    assert "/nation" in waiting(operator)
    operator.post(f"/findings/{finding}/{EventKind.DISPUTE_REJECTED.value}", text="Chưa có")

    assert "/nation" not in waiting(operator)


def test_an_agency_is_not_told_what_others_wait_for(shared):
    assert waiting(shared.visitor("webmaster")) == {}
    assert "Nothing waits for you" not in shared.visitor("webmaster").get("/").text


def test_before_the_first_run_the_operator_is_led_to_it(portal):
    with Store(portal.data.db) as store:
        for table in ("run_events", "verdicts", "findings", "services", "results", "runs"):
            store._db.execute(f"delete from {table}")
    operator, reader = portal.visitor("operator"), portal.visitor("reader")

    assert waiting(operator) == {"/runs": "There was no run yet: start the first one"}
    assert "Start the first one below" in operator.get("/runs").text
    assert "Nothing is asked: no run has been judged yet" in operator.get("/review").text
    for path in ("/", "/agencies/bo", "/search?q=x"):
        assert reader.get(path).status_code == 200


def test_an_agency_says_where_its_news_are(shared):
    reader = shared.visitor("reader")
    for path in ("/agencies/bo", f"/findings/{shared.finding()}"):
        page = reader.get(path).text
        link = re.search(
            r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">', page
        )
        assert link.groups() == ("Ministry of Tests: findings", "/agencies/bo/feed.atom")
        assert reader.get(link[2]).headers["content-type"].startswith("application/atom+xml")
        assert '<a href="/agencies/bo/feed.atom"' in page
        assert '<a href="/account#feeds-h">' in page
        assert "A feed reader tells you" in page


def test_the_calendar_is_named_where_there_is_one(portal):
    reader = portal.visitor("reader")
    assert "calendar.ics" not in reader.get("/agencies/bo").text
    (portal.books.place.config / "calendar.yaml").write_text("version: 1\n", encoding="utf-8")

    assert reader.get("/agencies/bo").text.count('href="/calendar.ics"') == 2


@pytest.mark.parametrize(
    ("query", "told"),
    [("?q=khongcogi", "No finding is like that"), ("?state=all&from=500", "There are no more.")],
)
def test_a_list_without_findings_says_why(shared, query, told):
    assert told in shared.visitor("reader").get(f"/agencies/bo{query}").text


def test_every_file_is_named_for_what_it_is(shared):
    assert set(MEDIA_TYPES) <= {f".{end.rpartition('.')[2]}" for end in TITLES}
    page = shared.visitor("reader").get("/agencies/bo").text
    named = re.findall(r'hreflang="(\w\w)">([^<]+)</a> <br><span class="small">([^,]+),', page)

    assert named[0] == ("en", "Gap report, to read and to print", "bo.html")
    assert ("en", "The webmaster&#39;s list: every address, by cause", "bo-fixes.html") in named


def test_long_words_and_names_break_nothing(portal):
    """What people and portals write has no place to break at times."""
    word = "x" * 3000
    webmaster = portal.visitor("webmaster")
    assert webmaster.post(f"/findings/{portal.finding()}/commented", text=word).status_code == 303

    assert word in webmaster.get(f"/findings/{portal.finding()}").text


def begun_with(visitor) -> list[str]:
    """Ids of the findings that an agency's page says to begin with."""
    part = re.search(r'<ol class="pt-first">.*?</ol>', visitor.get("/agencies/bo").text, re.DOTALL)
    return re.findall(r'href="/findings/([^"]+)"', part[0]) if part else []


def test_an_agency_is_told_what_to_begin_with(portal):
    webmaster = portal.visitor("webmaster")
    worth = [row.id for row in portal.books.findings("bo") if row.gain > 0]
    first = begun_with(webmaster)
    assert first
    assert first == worth[: len(first)]

    webmaster.post(f"/findings/{first[0]}/disputed", text="Đã có")
    assert begun_with(webmaster) == worth[1 : len(first) + 1]
