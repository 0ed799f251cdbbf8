"""Results that are set aside come back as they were, as often as they are asked for."""

from __future__ import annotations

from audit.rejudge import lean
from audit.spooled import Spooled
from tests.audit.builders import result
from tests.reports import samples


def test_results_come_back_as_they_were_one_by_one_and_again():
    kept = [*samples.all_results(), result("run", "other")]
    spooled = Spooled(iter(kept))

    assert len(spooled) == len(kept)
    assert list(spooled) == kept
    assert list(spooled) == kept


def test_what_a_comparison_needs_is_there():
    short = lean(samples.shell_ministry())
    (back,) = Spooled([short])

    assert back == short


def test_nothing_set_aside_is_nothing():
    assert not Spooled([])
    assert list(Spooled([])) == []
