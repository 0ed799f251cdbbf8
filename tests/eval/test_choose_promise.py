"""Points of links are chosen on portals that may be tuned to, and a number is only changed for a gain that is none of chance."""

from __future__ import annotations

from crawler.words import rules
from tests.eval.replay import CORPORA, DEMO
from tools import choose_promise
from tools.choose_promise import ALLOWED, GAIN, VALUES, choose


class Told:
    """A judge that likes one value much and another a little."""

    def __init__(self, points: dict[str, float], liked: dict[str, tuple[float, float]]) -> None:
        self._points = points
        self._liked = liked

    def shares(self) -> list[float]:
        return [0.5 + sum(gain for name, (value, gain) in self._liked.items() if self._points[name] == value)]


def test_nothing_is_tuned_to_the_portals_that_are_for_measuring():
    assert not [name for name in ALLOWED if name.startswith("en-")]
    assert set(ALLOWED) <= {
        *CORPORA,
        *DEMO,
        "vn-ministry-wagtail",
        "vn-province-wordpress",
        "vn-agency-mediawiki",
    }


def test_the_values_of_today_are_among_those_that_are_tried():
    assert all(rules("promise")[name] in values for name, values in VALUES.items())


def test_a_number_is_changed_for_a_gain_only(monkeypatch, capsys):
    points = dict(rules("promise"))
    monkeypatch.setattr(choose_promise, "rules", lambda _name: points)
    need, door = VALUES["need"][0], VALUES["door"][0]
    judge = Told(points, {"need": (need, 10 * GAIN), "door": (door, GAIN / 2)})
    before = dict(points)

    choose(judge, 3)

    assert points == {**before, "need": need}
    assert capsys.readouterr().out.splitlines()[-1].startswith("chosen: 0.5")
