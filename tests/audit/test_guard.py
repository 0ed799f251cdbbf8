from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.guard import Alarm, Jump, Limits, Measure, alarms, doubt, load_limits
from crawler.errors import ConfigError

CONFIG = Path(__file__).parents[2] / "config"
LIMITS = Limits(
    pages_left=0.5,
    pages_times=4,
    pages_at_least=20,
    verdicts_changed=0.25,
    verdicts_at_least=20,
    agencies_share=0.1,
)


def measure(**more) -> Measure:
    told = {
        "readable": True,
        "was_readable": True,
        "pages": 100,
        "pages_before": 100,
        "verdicts": 100,
        "changed": 0,
    }
    return Measure("moh", **(told | more))


@pytest.mark.parametrize(
    ("more", "jump"),
    [
        ({}, None),
        ({"readable": False, "pages": 0}, Jump.UNREADABLE),
        ({"readable": False, "was_readable": False}, None),
        ({"was_readable": False, "pages_before": 0}, None),
        ({"pages": 50}, None),
        ({"pages": 49}, Jump.FEWER_PAGES),
        ({"pages": 400}, None),
        ({"pages": 401}, Jump.MORE_PAGES),
        ({"pages": 3, "pages_before": 19}, None),
        ({"pages": 3, "pages_before": 20}, Jump.FEWER_PAGES),
        ({"changed": 25}, None),
        ({"changed": 26}, Jump.VERDICTS),
        ({"verdicts": 19, "changed": 19}, None),
        ({"verdicts": 0}, None),
    ],
)
def test_what_jumps_beyond_a_limit_is_an_alarm(more, jump):
    assert [alarm.jump for alarm in alarms([measure(**more)], LIMITS)] == ([jump] if jump else [])


def test_a_run_is_doubted_when_too_many_of_its_agencies_jump():
    one = Alarm("moh", Jump.FEWER_PAGES, 100, 3)
    assert doubt([one], 10, LIMITS) == ""
    assert doubt([one], 9, LIMITS) == (
        "1 of 9 agencies differ too much from the last good run: moh: 3 pages, 100 before"
    )
    many = [Alarm(f"a{n}", Jump.UNREADABLE, 9, 0) for n in range(5)]
    assert doubt(many, 9, LIMITS).endswith("a2: could be read before, and cannot be read now; and 2 more")


@given(st.integers(0, 500), st.integers(0, 500), st.booleans())
def test_nothing_jumps_where_nothing_changed(pages, verdicts, was_readable):
    same = measure(was_readable=was_readable, pages=pages, pages_before=pages, verdicts=verdicts)
    assert alarms([same], LIMITS) == []


def test_the_limits_of_the_project_can_be_read():
    assert 0 < load_limits(CONFIG).agencies_share < 1


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("pages_left: 0.5", "pages_left: 1.5", r"guard\.yaml:\d+: pages_left"),
        ("pages_left: 0.5", "pages_lost: 0.5", r"guard\.yaml: pages_left: Field required"),
        ("pages_times: 4.0", "pages_times: 0", "pages_times"),
    ],
)
def test_a_wrong_limit_is_named(tmp_path, old, new, fault):
    text = (CONFIG / "guard.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "guard.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=fault):
        load_limits(tmp_path)
