"""Why a run is held as provisional, in the words of its readers' language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from audit.guard import Alarm, Jump
from crawler.registry import Names
from reports.i18n import N_, Speech
from reports.run import RunInfo

MOST_NAMED: Final = 3
_WHY: Final = N_("%(count)s of %(total)s agencies differ too much from the last good run: %(which)s.")
_MORE: Final = N_("and %(count)s more agencies")
_JUMPS: Final[Mapping[Jump, str]] = {
    Jump.UNREADABLE: N_("%(agency)s (could be read before, and cannot be read now)"),
    Jump.VERDICTS: N_("%(agency)s (%(now)s of %(before)s verdicts differ)"),
}


def why_held(run: RunInfo, speech: Speech) -> str:
    """Return why a run is provisional; what the operator wrote down, as it is, where no alarms are known; empty when it is not."""
    if not run.provisional or not run.alarms:
        return run.provisional
    shown = [_said(alarm, run, speech) for alarm in run.alarms[:MOST_NAMED]]
    if more := len(run.alarms) - len(shown):
        shown.append(speech.text(_MORE) % {"count": speech.number(more)})
    return speech.text(_WHY) % {
        "count": speech.number(len(run.alarms)),
        "total": speech.number(run.agencies),
        "which": "; ".join(shown),
    }


def _said(alarm: Alarm, run: RunInfo, speech: Speech) -> str:
    return say_alarm(alarm, run.names.get(alarm.agency_id), speech)


def say_alarm(alarm: Alarm, names: Names | None, speech: Speech) -> str:
    """Say what jumped at an agency: `Ministry of X (41 pages, 400 before)`.

    Args:
        alarm: The jump.
        names: Of the agency; None where the registry does not know it any more.
        speech: Of the reader.
    """
    sentence = speech.text(_JUMPS[alarm.jump]) if alarm.jump in _JUMPS else _pages(alarm.now, speech)
    return sentence % {
        "agency": speech.name(names) if names is not None else alarm.agency_id,
        "now": speech.number(alarm.now),
        "num": speech.number(alarm.now),
        "before": speech.number(alarm.before),
    }


def _pages(now: int, speech: Speech) -> str:
    return speech.translations.ngettext(
        "%(agency)s (%(num)s page, %(before)s before)", "%(agency)s (%(num)s pages, %(before)s before)", now
    )
