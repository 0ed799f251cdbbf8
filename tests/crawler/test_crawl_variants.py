"""Variants of the quirks of real portals, as other servers and systems have them: one portal that has them all, crawled once."""

from __future__ import annotations

import pytest

from crawler.job import CrawlJob, run_job
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.texts import VIETNAMESE, page
from tests.mockgov.variants import ENDS, REFUSALS, SHELLS, TYPES

STARTS = [
    "/ways/",
    "/sent-by-script/",
    "/sent-or-filled/",
    *(f"/other-refusal/{n}" for n in range(len(REFUSALS))),
    *(f"/other-challenge/{n}" for n in range(3)),
    "/maintained/",
    *(f"/other-type/{n}" for n in range(len(TYPES))),
    "/feed/",
    "/longer-said/",
    "/no-last-chunk/",
    "/nowhere/",
    "/choices/",
    "/raw-location/",
    "/called-latin/",
    "/wide/",
    "/cookie-wall/",
    "/vn/en/",
    "/vn/vi/gioi-thieu",
    "/cookieless/a",
    "/twins/",
    *(f"/shell/{n}" for n in range(len(SHELLS))),
]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory):
    """Path to record, the server, and what was counted."""
    folder = tmp_path_factory.mktemp("variants")
    anchors = "".join(f'<a href="{path}">mục</a> ' for path in STARTS)
    home = page("Trang chủ", VIETNAMESE, menu="").replace("</main>", f"{anchors}</main>")
    with MockGov({"/": home}) as gov:
        sites = write_registry(
            folder / "sites.yaml", agency("bo", gov.url()), max_minutes=3, rendered_pages=0
        )
        outcome = run_job(CrawlJob("bo", sites, folder / "run" / "bo", "run"))
        assert outcome.result is not None, outcome.error
        with Snapshot(outcome.folder) as snapshot:
            records = {r.url.removeprefix(gov.url("")): r for r in snapshot.pages()}
        yield records, gov, outcome.result.stats


def statuses(records, *paths: str) -> set[FetchStatus]:
    return {records[path].status for path in paths}


def test_a_menu_that_only_scripts_follow_is_followed(portal):
    records, _, _ = portal

    assert statuses(records, *ENDS, "/ways/?muc=10") == {FetchStatus.OK}


def test_scripts_are_not_followed_to_what_changes_something_or_is_put_together_at_run_time(portal):
    records, gov, _ = portal

    assert not [path for path in records if "delete" in path]
    assert not [path for path in gov.paths() if "delete" in path or path.endswith("/ways/")][1:]


def test_a_page_whose_script_only_sends_on_is_a_redirect(portal):
    records, gov, stats = portal

    assert statuses(records, "/sent-by-script/") == {FetchStatus.REDIRECT}
    assert records["/sent-by-script/"].final_url == gov.url("/ways/1")
    assert stats["osi/pages/script_refresh"] == 1


def test_a_page_that_a_script_may_fill_stays_a_page(portal):
    records, _, _ = portal

    assert statuses(records, "/sent-or-filled/", "/ways/2") == {FetchStatus.OK}


def test_refusals_in_words_that_no_list_has_are_known(portal):
    records, _, _ = portal

    assert statuses(records, *(f"/other-refusal/{n}" for n in range(len(REFUSALS)))) == {
        FetchStatus.BLOCK_PAGE
    }


def test_cookie_challenges_by_other_names_are_known(portal):
    records, gov, _ = portal

    assert statuses(records, *(f"/other-challenge/{n}" for n in range(3))) == {FetchStatus.JS_CHALLENGE}
    assert not any("attempt=1" in path for path in gov.paths())


def test_maintenance_with_status_200_is_a_servers_error_that_may_pass(portal):
    records, gov, _ = portal

    assert statuses(records, "/maintained/") == {FetchStatus.SERVER_ERROR}
    assert records["/maintained/"].detail.startswith("the server says that it is being maintained: '")
    assert gov.paths().count("/maintained/") == 3


def test_pages_under_other_types_are_read_and_feeds_are_not(portal):
    records, _, _ = portal

    assert statuses(records, *(f"/other-type/{n}" for n in range(len(TYPES)))) == {FetchStatus.OK}
    assert statuses(records, "/feed/") == {FetchStatus.NOT_A_PAGE}


def test_whole_pages_are_read_whatever_length_was_said(portal):
    records, _, _ = portal

    assert statuses(records, "/longer-said/", "/no-last-chunk/") == {FetchStatus.OK}


def test_redirects_lead_where_a_browser_goes(portal):
    records, gov, _ = portal

    assert statuses(records, "/nowhere/") == {FetchStatus.OK}
    assert records["/choices/"].final_url == gov.url("/ways/1")
    assert records["/raw-location/"].final_url == gov.url("/ways/%C4%91%C3%ADch")


def test_a_cookie_that_only_browsers_send_back_is_named(portal):
    records, _, _ = portal

    assert records["/cookie-wall/"].status is FetchStatus.REDIRECT_LOOP
    assert records["/cookie-wall/"].detail.startswith(
        "redirects to itself until the visitor sends back a cookie"
    )


def test_utf_8_is_read_as_such_whatever_the_server_calls_it(portal):
    records, _, _ = portal

    assert statuses(records, "/called-latin/") == {FetchStatus.BLOCK_PAGE}


def test_utf_16_without_a_mark_is_read(portal):
    records, _, _ = portal

    assert statuses(records, "/wide/") == {FetchStatus.OK}


def test_a_country_before_a_language_is_no_endless_address(portal):
    records, _, _ = portal

    assert statuses(records, "/vn/en/", "/vn/vi/gioi-thieu") == {FetchStatus.OK}


def test_a_session_in_the_path_is_no_part_of_an_address(portal):
    records, _, _ = portal

    assert statuses(records, "/cookieless/a", "/cookieless/b") == {FetchStatus.OK}
    assert not [path for path in records if "S(" in path]


def test_spellings_of_one_page_are_asked_for_once(portal):
    records, gov, stats = portal

    assert sum(path.lower().startswith("/twins") for path in gov.paths()) == 1
    assert stats["osi/links/twin"] == 3
    assert statuses(records, "/twins/") == {FetchStatus.OK}


def test_pages_without_content_until_a_script_comes_are_known(portal):
    _, _, stats = portal

    assert stats["osi/rendering/shells"] == len(SHELLS) + 1  # and the page that a script may fill
