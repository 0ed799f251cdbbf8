from __future__ import annotations

import threading

import pytest

from reports.portal.kept import Kept


def test_what_was_asked_for_last_is_kept_within_the_bound():
    kept = Kept(3)
    for key in ("a", "b", "c", "a", "d"):
        kept.get_or(key, lambda key=key: [key])

    first = kept.get_or("a", list)
    assert (first, len(kept), kept.weight) == (["a"], 3, 3)
    assert kept.get_or("b", lambda: ["made again"]) == ["made again"]


def test_the_bound_is_on_what_values_weigh():
    kept = Kept(10, len)
    kept.get_or("a", lambda: "aaaa")
    kept.get_or("b", lambda: "bbbb")
    assert kept.get_or("heavy", lambda: "x" * 11) == "x" * 11
    assert kept.weight == 8
    kept.get_or("c", lambda: "cccc")
    assert (kept.weight, len(kept)) == (8, 2)
    assert kept.get_or("b", lambda: "made again") == "bbbb"


def test_who_asks_while_it_is_made_waits_for_it():
    """Two browsers that ask at once cost no more than one."""
    kept, begun, go_on, made = Kept(3), threading.Event(), threading.Event(), []

    def make() -> str:
        begun.set()
        assert go_on.wait(10)
        made.append("x")
        return "value"

    found = []
    threads = [threading.Thread(target=lambda: found.append(kept.get_or("a", make))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    assert kept.get_or("b", lambda: "other") == "other"  # nobody waits for what is something else
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert (found, made) == (["value"] * 3, ["x"])


def test_a_failure_is_told_and_not_kept():
    kept = Kept(3)
    with pytest.raises(ZeroDivisionError):
        kept.get_or("a", lambda: 1 // 0)
    assert kept.get_or("a", lambda: 1) == 1


def test_nothing_is_a_value_as_any_other():
    kept = Kept(3)
    kept.get_or("a", lambda: None)
    assert kept.get_or("a", lambda: 1) is None


def test_where_nothing_is_to_be_kept_everything_is_made_again():
    kept = Kept(0)
    kept.get_or("a", lambda: 1)
    assert kept.get_or("a", lambda: 2) == 2
