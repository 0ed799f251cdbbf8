from __future__ import annotations

import pytest

from audit.results import Interval, Message
from crawler.errors import UsageError
from crawler.registry import Names
from reports.i18n import Speech

REASONS = {"pages_read": "%(count)d pages read since %(since)d, newest of %(date)s (%(percent)d %% of them)."}


@pytest.fixture
def vi():
    return Speech("vi", REASONS)


@pytest.fixture
def en():
    return Speech("en", REASONS)


def test_numbers_have_a_decimal_comma_in_vietnamese(vi, en):
    assert vi.number(1234.5, 1) == "1.234,5"
    assert en.number(1234.5, 1) == "1,234.5"
    assert vi.points(14) == "14,0"
    assert vi.number(14.0, 1) == "14"


def test_days_are_written_as_officials_write_them(vi, en):
    assert vi.day("2018-03-05") == "05/03/2018"
    assert en.day("2018-03-05") == "5 March 2018"
    assert vi.day("2018-03") == "03/2018"
    assert en.day("2018-03") == "March 2018"
    assert vi.day("không rõ") == "không rõ"


def test_moments_are_told_in_hanoi_time(vi, en):
    assert vi.moment("2018-06-30T18:30:00Z") == "01/07/2018 01:30"
    assert vi.day_of("2018-06-30T18:30:00Z") == "01/07/2018"
    assert en.day_of("2018-06-30T02:00:00Z") == "30 June 2018"
    assert vi.moment("2018-06-30") == "30/06/2018"
    assert vi.moment("") == ""


def test_an_interval_is_one_number_when_it_is_certain(vi, en):
    assert vi.interval(Interval(41.26, 41.26)) == "41,3"
    assert en.interval(Interval(41.0, 55.5)) == "41.0–55.5"


def test_a_message_fills_its_places_in_the_language_and_leaves_years_alone(vi, en):
    message = Message("pages_read", {"count": 1412, "since": 2016, "date": "2018-06-01", "percent": 80})
    assert en.message(message) == "1,412 pages read since 2016, newest of 1 June 2018 (80 % of them)."
    assert "1.412" in vi.message(message)
    assert "01/06/2018" in vi.message(message)


def test_a_place_without_a_value_shows_a_gap_not_an_error(en):
    assert en.message(Message("pages_read", {"count": 2})).startswith("2 pages read since …")


def test_a_code_of_another_version_is_shown_as_it_is(vi):
    assert vi.message(Message("old_code", {"name": "x"})) == "old_code name=x"


def test_names_follow_the_language(vi, en):
    names = Names(vi="Bộ Y tế", en="Ministry of Health")
    assert (vi.name(names), en.name(names)) == ("Bộ Y tế", "Ministry of Health")


def test_a_language_without_a_catalogue_is_refused_with_the_choice():
    with pytest.raises(UsageError, match=r"'fr'.*vi, en"):
        Speech("fr")
