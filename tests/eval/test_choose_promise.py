"""Points of links are chosen on portals that may be tuned to, and a number is only changed for a gain that is none of chance."""

from __future__ import annotations

from crawler.words import rules
from tests.eval.replay import CORPORA, DEMO
from tools import choose_promise
from tools.choose_promise import ALLOWED, GAIN, VALUES, choose, leave_one_out


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


class Two(Told):
    """Portals of which each likes another value of one number."""

    def shares(self) -> list[float]:
        _, second, third = VALUES["need"]
        return [0.5 + (self._points["need"] == second) / 5, 0.5 + (self._points["need"] == third) / 5]


def test_a_portal_that_is_left_out_does_not_count(monkeypatch, capsys):
    points = dict(rules("promise"))
    monkeypatch.setattr(choose_promise, "rules", lambda _name: points)
    before = dict(points)

    leave_one_out(Two(points, {}), ("a", "b"), 2)  # type: ignore[arg-type]

    said = capsys.readouterr().out.splitlines()
    assert points == before
    assert [line.split()[1] for line in said if line.startswith(("a: ", "b: "))] == ["0.5000", "0.5000"]
