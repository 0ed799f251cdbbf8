"""The result of an agency in one plain sentence."""

from __future__ import annotations

import re
from typing import Final

from audit.compare import Shift
from reports.details import say_detail
from reports.history import VISIBLE, certain
from reports.i18n import N_, Speech
from reports.statuses import STATUSES, status_of
from reports.views import AgencyView, FindingView

_SCORE: Final = N_("%(score)s of 100 points.")
_OPEN: Final = {
    (False, False): N_("From %(low)s to %(high)s of 100 points."),
    (True, False): N_(
        "From %(low)s to %(high)s of 100 points; still to be checked by a person: %(persons)s."
    ),
    (False, True): N_("From %(low)s to %(high)s of 100 points; could not be read: %(unread)s."),
    (True, True): N_(
        "From %(low)s to %(high)s of 100 points; still to be checked by a person: %(persons)s; could not be read: %(unread)s."
    ),
}
"""By what is open: items for a person, items that were not reached."""
_GAPS: Final = {
    1: N_("One gap alone costs %(points)s points."),
    2: N_("The two largest gaps cost %(points)s points."),
    3: N_("The three largest gaps cost %(points)s points."),
}
_EXAMPLE: Final = re.compile(r" (?:Ví dụ làm tốt|Good practice): .*")
_FIXES: Final = {
    1: N_("The fix worth most"),
    2: N_("The two fixes worth most"),
    3: N_("The three fixes worth most"),
}
_UNREADABLE: Final = N_(
    "No verdict yet: too little of the portal could be read, so nothing is said to be missing."
)
_COMPLETE: Final = N_("No gap that costs points was found.")
_WHAT_IF: Final = {
    1: N_("This one alone: %(now)s → %(then)s"),
    2: N_("These two: %(now)s → %(then)s"),
    3: N_("These three: %(now)s → %(then)s"),
}
_WIDTH: Final = {
    (True, False): N_(
        "An interval: %(person_points)s points wait for a person's check (items: %(persons)s). The low end counts them as missing, the high end as present."
    ),
    (False, True): N_(
        "An interval: %(unread_points)s points lie where the crawl did not reach (items: %(unread)s). The low end counts them as missing, the high end as present."
    ),
    (True, True): N_(
        "An interval: %(person_points)s points wait for a person's check (items: %(persons)s), %(unread_points)s points lie where the crawl did not reach (items: %(unread)s). The low end counts them as missing, the high end as present."
    ),
}


def verdict_sentence(view: AgencyView, speech: Speech) -> str:
    """Say the result first, what is open, and what the gaps cost."""
    if not view.readable:
        return speech.text(_UNREADABLE)
    score, width = view.result.score.english, view.width
    first = _SCORE if score.certain else _OPEN[width.person_items > 0, width.unread_items > 0]
    cost = _GAPS[len(view.fixes)] if view.fixes else _COMPLETE
    places = {
        "score": speech.number(score.low, 1),
        "low": speech.number(score.low, 1),
        "high": speech.number(score.high, 1),
        "persons": speech.number(width.person_items),
        "unread": speech.number(width.unread_items),
        "points": speech.number(view.fixes_gain, 1),
    }
    return f"{speech.text(first) % places} {speech.text(cost) % places}"


def width_sentence(view: AgencyView, speech: Speech) -> str:
    """Say why the score is an interval, and how much of its width is due to what; empty when nothing is open."""
    width = view.width
    sentence = _WIDTH.get((width.person_items > 0, width.unread_items > 0))
    if sentence is None:
        return ""
    return speech.text(sentence) % {
        "persons": speech.number(width.person_items),
        "person_points": speech.points(width.persons),
        "unread": speech.number(width.unread_items),
        "unread_points": speech.points(width.unread),
    }


def what_if_sentence(view: AgencyView, speech: Speech) -> str:
    """Say what the fixes worth most would make of the score; there is at least one."""
    places = {
        "now": speech.interval(view.result.score.english),
        "then": speech.interval(view.after_fixes),
    }
    return speech.text(_WHAT_IF[len(view.fixes)]) % places


def fixes_heading(view: AgencyView, speech: Speech) -> str:
    """Head the list of the fixes worth most; there is at least one."""
    return speech.text(_FIXES[len(view.fixes)])


def brief(advice: str) -> str:
    """Say an advice without its example of good practice and what follows it: the finding below gives it whole."""
    return _EXAMPLE.sub("", advice)


def finding_title(view: FindingView, speech: Speech) -> str:
    """Say a finding's title with the criterion's name for its id, and a status's sentence for its value."""
    title = view.finding.title
    known: dict[str, str] = {}
    if view.row is not None:
        known["criterion"] = speech.name(view.row.criterion.title)
    status = status_of(str(title.params.get("status", "")))
    if status:
        sentence = speech.text(STATUSES[status].sentence).rstrip(".")
        known["status"] = sentence[:1].lower() + sentence[1:]
    if "detail" in title.params:
        known["detail"] = say_detail(str(title.params["detail"]).removeprefix("untrusted: "), speech)
    return speech.message(title, **known)


def shift_text(shift: Shift, speech: Speech) -> str:
    """Say by how many points the low end of a score moved, with a sign: +6.7, −2.0, ±0.0 where nothing shows."""
    return _signed(shift.low, speech)


def high_shift_text(shift: Shift, speech: Speech) -> str:
    """Say by how many points the high end moved; empty where both ends moved alike."""
    return "" if certain(shift) else _signed(shift.high, speech)


def _signed(value: float, speech: Speech) -> str:
    sign = "±" if abs(value) < VISIBLE else "+" if value > 0 else "−"
    return f"{sign}{speech.points(abs(value) if sign != '±' else 0.0)}"
