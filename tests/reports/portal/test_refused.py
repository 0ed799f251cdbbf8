"""What people are told when there is no page: in their language, with what to do next, and a way on."""

import re

import pytest

from crawler.errors import StoreError
from reports.portal.accounts.jobs import MOST_QUEUED, JobKind
from reports.portal.texts import REFUSALS
from tests.reports.portal.conftest import BASE, OURS

VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềếểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def foreign(portal):
    return portal.visitor("webmaster").post(f"/findings/{portal.finding()}/commented", text="x", csrf="")


def too_large(portal):
    return portal.visitor("webmaster").post(f"/findings/{portal.finding()}/commented", text="x" * 70_000)


def too_many(portal):
    jobs, clock = portal.books.accounts.jobs, portal.clock()
    user = portal.books.accounts.users.by_login("operator@portal.example")
    for number in range(MOST_QUEUED):
        jobs.ask(JobKind.RECHECK, str(number), portal.books.viewer(user), clock)
    return portal.visitor("operator").post("/runs/start")


def unreadable(portal):
    def broken(*_args: object) -> None:
        raise StoreError("audit.db: the database says: no")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.portal.pages.search.find", broken)
        return portal.visitor("reader").get("/search?q=x")


CASES = {
    "not_found": (lambda portal: portal.visitor("reader").get("/nix"), 404, "/search"),
    "not_granted": (lambda portal: portal.visitor("reader").get("/runs"), 403, "/account"),
    "foreign_form": (foreign, 403, "/"),
    "login": (lambda portal: portal.visitor().post("/runs/start"), 401, "/login"),
    "too_large": (too_large, 413, "/"),
    "queue": (too_many, 429, "/queue"),
    "store": (unreadable, 503, "/search?q=x"),
    "method": (lambda portal: portal.visitor("reader").get("/logout"), 405, "/"),
    "conflict": (
        lambda portal: portal.visitor("operator").post(f"/runs/{portal.books.store.run().id}/cancel"),
        409,
        "/",
    ),
}


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("code", CASES)
def test_a_refusal_says_what_and_what_to_do_in_the_readers_language(portal, code, locale, monkeypatch):
    monkeypatch.setattr("reports.portal.app._locale", lambda _request, _user: locale)
    ask, status, way = CASES[code]
    answer = ask(portal)

    assert answer.status_code == status
    assert f'<html lang="{locale}">' in answer.text
    main = answer.text.partition('id="main"')[2]
    heading = re.search(r"<h1>(.*?)</h1>", answer.text)[1]
    todo = re.search(r"<p>(.*?)</p>", main)[1]
    if locale == "en":
        assert (heading, todo) == REFUSALS[code]
    else:
        assert VIETNAMESE.search(heading)
        assert VIETNAMESE.search(todo)
    assert f'href="{way}"' in main
    assert answer.headers.get("retry-after") == ("60" if status in {429, 503} else None)


def test_one_comes_back_to_the_page_before_but_never_elsewhere(portal):
    reader = portal.visitor("reader")
    back = reader.get("/nix", headers={"referer": f"{BASE}/agencies/bo?q=x"}).text
    assert '<a href="/agencies/bo?q=x">Back to the page before</a>' in back
    for foreign_page in (
        "https://evil.example/x",
        f"{BASE}.evil.example/x",
        f"{BASE}//evil.example",
        f"{BASE}/nix",
        'javascript:alert(1)//"><script>',
        f'{BASE}/"><script>alert(1)</script>',
    ):
        page = reader.get("/nix", headers={"referer": foreign_page}).text
        assert "evil.example" not in page
        assert "<script>alert" not in page
        assert page.count('href="/nix"') == 0


def test_what_is_refused_before_any_page_is_told_in_both_languages(portal):
    visitor = portal.visitor()
    long = visitor.get(f"/search?q={'x' * 17_000}")
    other = visitor.client.get("/", headers={**OURS, "host": "other.example"})

    assert (long.status_code, other.status_code) == (431, 421)
    for answer in (long, other):
        vietnamese, english = answer.text.splitlines()
        assert VIETNAMESE.search(vietnamese)
        assert english.isascii()
