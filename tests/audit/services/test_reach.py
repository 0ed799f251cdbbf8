"""Clicks, dead ends, login walls, search and hosts."""

from audit.facts.model import LanguageShare, Place
from audit.facts.services.model import Action, ActionKind
from audit.services.faults import KINDS, service_faults
from audit.site.beside import Beside
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus
from reports.causes import CAUSES
from tests.audit.services.service_sites import (
    HOST,
    LOGIN,
    at,
    inventory,
    only,
    page,
    procedure,
    row,
    rules,
    unread,
)

ENGLISH = {
    "language": {Place.NAV: LanguageShare(english=99), Place.MAIN: LanguageShare(english=900)},
    "words": {"en": 200},
}


def apply(url: str) -> Action:
    return Action(ActionKind.APPLY, "Nộp hồ sơ", "vi", at(url))


def test_clicks_are_those_of_its_own_page_and_of_the_list_without_one():
    assert (
        only(
            page("/ds", row("Cấp thẻ A", "/tt"), depth=1), page("/tt", of=procedure("Cấp thẻ A"), depth=4)
        ).reach.clicks
        == 4
    )
    assert only(page("/ds", row("Cấp thẻ A"), depth=2)).reach.clicks == 2


def test_english_clicks_start_at_the_english_home_page():
    service = only(
        page("http://bo.example/en/", title="Home", links=("/en/ds",), **ENGLISH),
        page("/en/ds", row("Issue of card A", "/en/tt", language="en"), links=("/en/tt",), **ENGLISH),
        page("/en/tt", of=procedure("Issue of card A", language="en"), **ENGLISH),
    )
    assert service.reach.english_clicks == 2


def test_a_dead_button_and_a_dead_name_are_dead_ends():
    gone = unread("/mat", FetchStatus.NOT_FOUND)
    told = procedure("Cấp thẻ A", actions=(apply("/mat"),))
    assert only(page("/tt", of=told), records=(gone,)).reach.dead_end == at("/mat")
    assert only(page("/ds", row("Cấp thẻ A", "/mat")), records=(gone,)).reach.dead_end == at("/mat")


def test_a_name_that_leads_to_a_login_only_is_a_wall():
    login = page("/login", title="Đăng nhập", forms=(LOGIN,))
    assert only(page("/ds", row("Cấp thẻ A", "/login")), login).reach.login_wall
    described = page("/tt", of=procedure("Cấp thẻ A", actions=(apply("/login"),)))
    assert not only(described, login).reach.login_wall


def test_the_portals_search_finds_it_or_does_not_or_was_not_asked():
    described = page("/tt", of=procedure("Cấp thẻ A"))
    assert only(described).reach.searched is None
    assert only(described, beside=asked("Cấp thẻ A", "/tt")).reach.searched is True
    assert only(described, beside=asked("Cấp thẻ A", "/khac")).reach.searched is False
    assert only(described, beside=asked("Cấp thẻ B", "/tt")).reach.searched is None


def asked(words: str, *links: str) -> Beside:
    """The portal's search, asked for some words, offered some links."""
    body = "".join(f'<p><a href="{link}">kết quả tìm kiếm</a></p>' for link in links)
    record = PageRecord(
        at("/tim?q=1"), FetchStatus.SEARCH, source="search", anchor=words, content_type="text/html"
    )
    return Beside(searches=lambda: [(record, f"<html><body>{body}</body></html>".encode())])


def test_hosts_that_take_files_are_counted_and_the_registered_portal_is_there_without_services():
    other = "http://motcua.bo.example/nop"
    found = inventory(
        page("/tt/1", of=procedure("Cấp thẻ A", actions=(apply(other),))),
        page("/tt/2", of=procedure("Cấp thẻ B", actions=(apply(other),))),
        page("/", links=(other,)),
    ).hosts
    assert [(h.host, h.services, h.takes_files, h.official) for h in found] == [
        ("motcua.bo.example", 2, True, False),
        ("dichvucong.bo.example", 0, False, True),
    ]


def test_a_portal_that_sends_its_visitors_to_the_national_one_is_official_and_takes_none_itself():
    left = unread("/", FetchStatus.REDIRECT, final="https://dichvucong.gov.vn/p/home")
    (host,) = inventory(records=(left,)).hosts
    assert (host.leads_to, host.official, host.takes_files) == ("dichvucong.gov.vn", True, False)


def test_a_closed_service_portal_is_said_to_be_closed():
    closed = inventory(status=FetchStatus.FORBIDDEN)
    assert not closed.readable
    assert closed.why == "forbidden"


def test_osi_services_are_recognised_by_their_names():
    (service,) = inventory(page("/ds", row("Đăng ký khai sinh"))).services
    assert service.topics == ("OSI2024-SP-050",)


def test_every_kind_of_fault_is_told_with_a_count_and_a_cause():
    found = inventory(
        page("/tt/1", of=procedure("Cấp thẻ A", level="4", level_text="Mức độ 4", actions=(apply("/mat"),))),
        page(
            "/tt/2",
            of=procedure("Cấp thẻ B cho người nước ngoài", level="1", level_text="Mức độ 1", has_form=True),
        ),
        page("/ds", row("Cấp thẻ A", "/tt/1", level="3"), row("Cấp thẻ C", "/login")),
        page("/login", title="Đăng nhập", forms=(LOGIN,)),
        records=(unread("/mat", FetchStatus.NOT_FOUND),),
    )
    faults = {fault.kind: fault for fault in service_faults(found, rules().services)}
    assert set(faults) == KINDS
    assert faults["service_level_over"].urls == (f"{HOST}/tt/1",)
    assert faults["service_level_under"].urls == (f"{HOST}/tt/2",)
    assert [(s.on, s.text) for s in faults["service_level_over"].spots] == [("", "Cấp thẻ A")]
    (spot,) = faults["service_dead_end"].spots
    assert (faults["service_dead_end"].urls, spot.on, spot.text) == (
        (f"{HOST}/mat",),
        f"{HOST}/tt/1",
        "Cấp thẻ A",
    )
    assert faults["service_level_over"].title.params == {"count": 1, "total": 3}
    assert set(CAUSES) >= KINDS


def test_without_services_nothing_is_wrong_with_them():
    assert service_faults(inventory(), rules().services) == ()
