"""The log of changes, and who has access."""

import re

from reports.portal.accounts.log import Change
from reports.portal.pages.log import SHOWN
from tests.reports.portal.conftest import PEOPLE


def targets(page: str) -> list[str]:
    return re.findall(r"<code>(t-\d+)</code>", page)


def test_it_goes_from_page_to_page_without_a_gap_while_more_is_written(portal):
    operator, log = portal.visitor("operator"), portal.books.accounts.log
    for number in range(SHOWN + 7):
        log.add(Change("2026-11-22T00:00:00Z", "", "x", "invite", target=f"t-{number}"))
    page = operator.get("/log").text
    found = targets(page)
    log.add(Change("2026-11-22T00:00:01Z", "", "x", "invite", target="t-9999"))
    older = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    rest = operator.get(older).text

    assert found + targets(rest) == [f"t-{number}" for number in reversed(range(SHOWN + 7))]
    assert 'rel="next"' not in rest
    assert targets(operator.get("/log").text)[0] == "t-9999"
    assert operator.get("/log?before=nix").status_code == 200
    assert operator.get("/log?before=99999999999999999999").status_code == 200


def test_it_says_who_did_what_whence_and_escapes_it(portal):
    portal.visitor().post("/login", login="<b>ai@đó.example", password="sai")
    page = portal.visitor("operator").get("/log").text

    assert "Tried to sign in, in vain" in page
    assert "&lt;b&gt;ai@đó.example" in page
    assert "testclient" in page


def test_everybody_with_access_stands_there_with_the_last_sign_in(portal):
    portal.visitor().sign_in(PEOPLE["reader"].login)
    users = portal.books.accounts.users
    users.disable(users.by_login(PEOPLE["stranger"].login).id, portal.clock())
    rows = dict(
        re.findall(
            r'<tr><th scope="row">[^<]*<br><span class="small">([^<]+)</span>(.*?)</tr>',
            portal.visitor("operator").get("/log").text,
            re.DOTALL,
        )
    )

    assert set(rows) == {one.login for one in PEOPLE.values()}
    assert "never" in rows[PEOPLE["webmaster"].login]
    assert "never" not in rows[PEOPLE["reader"].login]
    assert "shut out" in rows[PEOPLE["stranger"].login]
