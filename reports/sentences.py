"""The result of an agency in one plain sentence."""

from __future__ import annotations

from typing import Final

from reports.i18n import N_, Speech
from reports.statuses import STATUSES, status_of
from reports.views import AgencyView, FindingView

_GAPS: Final = {
    1: N_("%(score)s of 100 points: one gap alone costs %(points)s points."),
    2: N_("%(score)s of 100 points: the two largest gaps cost %(points)s points."),
    3: N_("%(score)s of 100 points: the three largest gaps cost %(points)s points."),
}
_OPEN_GAPS: Final = {
    1: N_(
        "Between %(low)s and %(high)s of 100 points, for some things could not be told: one gap alone costs %(points)s points."
    ),
    2: N_(
        "Between %(low)s and %(high)s of 100 points, for some things could not be told: the two largest gaps cost %(points)s points."
    ),
    3: N_(
        "Between %(low)s and %(high)s of 100 points, for some things could not be told: the three largest gaps cost %(points)s points."
    ),
}
_FIXES: Final = {
    1: N_("The fix worth most"),
    2: N_("The two fixes worth most"),
    3: N_("The three fixes worth most"),
}
_UNREADABLE: Final = N_(
    "No verdict yet: too little of the portal could be read, so nothing is said to be missing."
)
_COMPLETE: Final = N_("%(score)s of 100 points: no gap that costs points was found.")
_OPEN_COMPLETE: Final = N_(
    "Between %(low)s and %(high)s of 100 points: no gap was found, but some things could not be told."
)


def verdict_sentence(view: AgencyView, speech: Speech) -> str:
    """Say the result first, and what it costs."""
    if not view.readable:
        return speech.text(_UNREADABLE)
    score = view.result.score.english
    places = {
        "score": speech.number(score.low, 1),
        "low": speech.number(score.low, 1),
        "high": speech.number(score.high, 1),
        "points": speech.number(view.fixes_gain, 1),
    }
    if not view.fixes:
        return speech.text(_COMPLETE if score.certain else _OPEN_COMPLETE) % places
    return speech.text((_GAPS if score.certain else _OPEN_GAPS)[len(view.fixes)]) % places


def fixes_heading(view: AgencyView, speech: Speech) -> str:
    """Head the list of the fixes worth most; there is at least one."""
    return speech.text(_FIXES[len(view.fixes)])


def finding_title(view: FindingView, speech: Speech) -> str:
    """Say a finding's title with the criterion's name for its id, and a status's sentence for its value."""
    title = view.finding.title
    known: dict[str, str] = {}
    if view.row:
        known["criterion"] = speech.name(view.row.criterion.title)
    status = status_of(str(title.params.get("status", "")))
    if status:
        sentence = speech.text(STATUSES[status].sentence).rstrip(".")
        known["status"] = sentence[:1].lower() + sentence[1:]
    return speech.message(title, **known)
