"""When to try again, and when to stop: pure functions of what came of it, of the rules and of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit.store.notices import Notice
from audit.telling.limits import load_limits
from audit.telling.outcome import Kind, Outcome, may_try, noted
from audit.telling.worries import notice_worries, numbers, still_asked
from crawler.errors import ConfigError

CONFIG = Path(__file__).parents[3] / "config"
LIMITS = load_limits(CONFIG)
NOW = datetime(2018, 7, 1, 8, tzinfo=UTC)


def notice(tries: int = 0, **more: str) -> Notice:
    values = {"told_at": "", **more}
    return Notice("20180630T070000Z", "moa", "vp@moa.example", tries, **values)


def test_what_is_told_is_told():
    note = noted(
        Outcome(Kind.TOLD), notice(2, error="451 later", next_at="2018-07-01T07:00:00Z"), LIMITS, NOW
    )
    assert (note.tries, note.told_at, note.error, note.next_at) == (3, "2018-07-01T08:00:00Z", "", "")


def test_waits_double_until_it_is_given_up_after_days():
    known, waits, now = None, [], NOW
    while True:
        note = noted(Outcome(Kind.LATER, "503"), known, LIMITS, now)
        if note.ended:
            break
        then = datetime.fromisoformat(note.next_at)
        waits.append((then - now) // timedelta(minutes=1))
        known = notice(note.tries, error=note.error, next_at=note.next_at)
        assert not may_try(known, then - timedelta(seconds=1))
        assert may_try(known, then)
        now = then
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440, 1440]
    assert (note.ended, note.tries, note.next_at) == ("given_up", LIMITS.calls, "")
    assert now - NOW == timedelta(minutes=7665)  # config/notify.yaml: about five days


@pytest.mark.parametrize(("kind", "ended"), [(Kind.REFUSED, "refused"), (Kind.GONE, "gone")])
def test_a_no_for_good_is_not_tried_again(kind, ended):
    note = noted(Outcome(kind, "no"), None, LIMITS, NOW)
    assert (note.tries, note.ended, note.next_at) == (1, ended, "")
    assert not may_try(notice(1, ended=ended), NOW + timedelta(days=300))


def test_our_own_faults_cost_the_contact_no_try_and_no_wait():
    for kind in (Kind.SETUP, Kind.UNREACHED):
        note = noted(Outcome(kind, "no login", ours=True), notice(3), LIMITS, NOW)
        assert (note.tries, note.error, note.next_at, note.ended) == (3, "no login", "", "")
        assert may_try(notice(3, error="no login"), NOW)


def test_a_receiver_is_left_alone_as_long_as_it_asks():
    note = noted(Outcome(Kind.LATER, "429", wait_s=7200), None, LIMITS, NOW)
    assert note.next_at == "2018-07-01T10:00:00Z"
    assert not Outcome(Kind.LATER, "429", wait_s=1).may_pass
    assert Outcome(Kind.LATER, "500").may_pass


def test_a_time_noted_by_a_wrong_clock_holds_nobody_up():
    assert may_try(notice(1, next_at="2038-01-01T00:00:00Z"), NOW)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("calls: 12", "calls: 0", "notify.yaml:10: calls: "),
        ("rounds: 3", "round: 3", "notify.yaml:"),
        ("link: null", "link: reports", "an address starts with http:// or https://"),
        ("timeout_s: 15.0", "timeout_s: none", "timeout_s: "),
    ],
)
def test_a_wrong_rule_is_named_with_its_place(tmp_path, old, new, fault):
    text = (CONFIG / "notify.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "notify.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"notify\.yaml") as caught:
        load_limits(tmp_path)
    assert fault in str(caught.value)


def test_worries_are_what_nobody_will_mend_by_waiting():
    known = [
        notice(1, told_at="2018-07-01T08:00:00Z"),
        notice(1, error="451 later", next_at="2018-07-01T08:15:00Z"),
        notice(1, error="550 no such mailbox", ended="refused"),
        notice(12, error="451 later", ended="given_up"),
        notice(1, error="answers 410", ended="gone"),
        notice(0, error="SMTPAuthenticationError"),
        notice(0, error="SMTPAuthenticationError"),
    ]
    said = notice_worries(known)
    assert len(said) == 4
    assert said[0] == (
        "moa: vp@moa.example was not told of run 20180630T070000Z: 550 no such mailbox; mend it, then osi-audit notify "
        "20180630T070000Z --again"
    )
    assert "given up after 12 calls: 451 later" in said[1]
    assert "wants to hear no more" in said[2]
    assert "2 contacts could not be told by a fault of ours: SMTPAuthenticationError" in said[3]
    assert numbers(known) == {"told": 1, "waiting": 3, "refused": 1, "gone": 1, "given_up": 1}


def test_contacts_that_the_registry_has_no_more_are_nobody_s_worry():
    known = [notice(1, error="550", ended="refused")]
    assert still_asked(known, {("moa", "new@moa.example")}) == []
    assert still_asked(known, {("moa", "vp@moa.example")}) == known
