"""The clock that everything asks, and by which the demo plays a year of the past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from audit.cli.options import today
from crawler.archive import now
from crawler.clock import BEHIND, moment


def test_it_is_now(monkeypatch):
    monkeypatch.delenv(BEHIND, raising=False)
    before = datetime.now(UTC)
    assert before <= moment() <= datetime.now(UTC)


def test_all_go_by_it(monkeypatch):
    monkeypatch.setenv(BEHIND, str(1000 * 86_400))
    then = datetime.now(UTC) - timedelta(days=1000)
    assert abs(moment() - then) < timedelta(seconds=5)
    assert abs(datetime.fromisoformat(now()) - then) < timedelta(seconds=5)
    assert today() in {then.date(), (then + timedelta(seconds=5)).date()}


def test_what_is_no_number_is_not_taken_for_now(monkeypatch):
    monkeypatch.setenv(BEHIND, "a year")
    with pytest.raises(ValueError, match="a year"):
        moment()
