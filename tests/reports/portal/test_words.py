"""What persons say of a finding, and what becomes of it."""

import pytest

from audit.life.model import EventKind, State


def state(portal) -> State:
    return portal.books.store.lives.life(portal.finding()).standing.state_on(portal.books.today())


def said(portal) -> list[tuple[str, str, str]]:
    events = portal.books.store.lives.events(portal.finding())
    return [(e.kind.value, e.by, e.text) for e in events if e.look is None]


def send(portal, who: str, kind: EventKind, **fields: str):
    return portal.visitor(who).post(f"/findings/{portal.finding()}/{kind.value}", **fields)


def test_an_objection_is_heard_and_refused_with_both_in_the_history(portal):
    page = portal.finding()
    answer = send(portal, "webmaster", EventKind.DISPUTED, text="Đã có tại trang giới thiệu")

    assert answer.headers["location"] == f"/findings/{page}?done=disputed"
    assert state(portal) is State.DISPUTED
    assert send(portal, "operator", EventKind.DISPUTE_REJECTED, text="Chỉ có tiếng Việt").status_code == 303
    assert state(portal) is not State.DISPUTED
    assert said(portal) == [
        ("disputed", "Trần Thị Bình", "Đã có tại trang giới thiệu"),
        ("dispute_rejected", "Người điều hành", "Chỉ có tiếng Việt"),
    ]
    shown = portal.visitor("reader").get(f"/findings/{page}").text
    assert "Đã có tại trang giới thiệu" in shown
    assert "Chỉ có tiếng Việt" in shown


def test_an_objection_that_is_granted_lets_the_finding_be_until_its_day(portal):
    send(portal, "webmaster", EventKind.DISPUTED, text="x")
    assert send(portal, "operator", EventKind.DISPUTE_ACCEPTED, until="2999-12-31").status_code == 303
    assert state(portal) is State.WAIVED

    assert send(portal, "operator", EventKind.WAIVER_ENDED, text="mended").status_code == 303
    assert state(portal) is not State.WAIVED


def test_comments_and_requests_change_no_state(portal):
    before = state(portal)
    assert send(portal, "webmaster", EventKind.COMMENTED, text="Đang làm").status_code == 303
    assert (
        send(portal, "webmaster", EventKind.WAIVER_ASKED, text="Sáp nhập", until="2999-01-01").status_code
        == 303
    )

    assert state(portal) is before
    assert [kind for kind, _by, _text in said(portal)] == ["commented", "waiver_asked"]


def test_a_page_that_is_named_must_be_on_the_agencys_own_hosts(portal):
    refused = send(portal, "webmaster", EventKind.DISPUTED, text="Ở đây", url="http://127.0.0.1:1/x")

    assert refused.status_code == 422
    assert "This address is on no host of the agency." in refused.text
    assert "Ở đây" in refused.text  # nothing that was written is lost
    assert said(portal) == []
    own = portal.books.registry.get("bo").portals[0].url
    assert (
        send(portal, "webmaster", EventKind.DISPUTED, text="Ở đây", url=f"{own}gioi-thieu").status_code == 303
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//evil.example", "http://"])
def test_what_is_no_address_of_the_web_is_refused(portal, url):
    assert send(portal, "webmaster", EventKind.DISPUTED, text="x", url=url).status_code == 422
    assert said(portal) == []


@pytest.mark.parametrize("until", ["2001-01-01", "soon", "20991231", "2099-13-01"])
def test_a_day_that_is_past_or_none_is_refused(portal, until):
    assert send(portal, "operator", EventKind.WAIVED, text="x", until=until).status_code == 422
    assert said(portal) == []


def test_nothing_is_decided_that_was_not_asked(portal):
    assert send(portal, "operator", EventKind.DISPUTE_REJECTED, text="x").status_code == 422
    assert said(portal) == []


def test_words_without_words_are_refused(portal):
    assert send(portal, "webmaster", EventKind.COMMENTED, text="  ").status_code == 422


def test_what_is_said_is_shown_as_it_is_and_never_runs(portal):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{ 7*7 }}"
    send(portal, "webmaster", EventKind.COMMENTED, text=hostile)
    shown = portal.visitor("operator").get(f"/findings/{portal.finding()}").text

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "\u202e" not in shown
    assert "[U+202E]{{ 7*7 }}" in shown


def test_every_word_is_in_the_log_with_who_and_whence(portal):
    send(portal, "webmaster", EventKind.COMMENTED, text="Đang làm")
    (_number, change), *_ = portal.books.accounts.log.newest(1)

    assert (change.action, change.by, change.agency_id, change.target) == (
        "commented",
        "Trần Thị Bình",
        "bo",
        portal.finding(),
    )
    assert change.address
