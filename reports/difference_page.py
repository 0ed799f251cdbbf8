"""The page that sets two runs side by side, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from audit.compare import Cause, Missed
from audit.reach import UNMET
from audit.reasons import REASONS
from audit.rejudge import Lone
from crawler.registry import Names
from reports.difference import DifferenceView
from reports.environment import environment
from reports.i18n import N_, LocaleCode, Speech
from reports.safety import visible
from reports.score_moves import BAR
from reports.statuses import STATUSES, status_of

CAUSES: Final[dict[Cause, str]] = {
    Cause.SITE: N_("Site changed"),
    Cause.RULES: N_("Rules changed"),
    Cause.REACH: N_("Reach changed"),
    Cause.REVIEWED: N_("Reviewed"),
}
MEANINGS: Final[dict[Cause, str]] = {
    Cause.SITE: N_(
        "By the same rules the two crawls give different verdicts, and both could see what matters: the agency's own doing."
    ),
    Cause.RULES: N_("Criteria, terms, weights or the program: the earlier pages are judged otherwise today."),
    Cause.REACH: N_("One of the crawls could not tell, or did not read a page that may exist."),
    Cause.REVIEWED: N_("A person answered, or an answer does not count any more."),
}
NOTES: Final[dict[str, str]] = {
    "renamed": N_("The name is another one: %(before)s → %(after)s."),
    "kind": N_("Kind or sectors differ in the registry: other criteria may apply."),
    "editions": N_("The editions of the criteria differ: %(before)s → %(after)s."),
}
_MISSED: Final[dict[tuple[str, bool], str]] = {
    ("earlier", False): N_("The earlier crawl could not tell."),
    ("later", False): N_("The later crawl could not tell."),
    ("earlier", True): N_("The earlier crawl did not read this page:"),
    ("later", True): N_("The later crawl did not read this page:"),
}
_UNMET: Final = N_("It was not found before the crawl ended.")
_LONE: Final[dict[str, str]] = {
    "left": N_("in the earlier run only"),
    "unregistered": N_("in the earlier run only, and not in the registry any more"),
    "merged": N_("merged into or renamed to %(names)s, which the later run has"),
    "merged_unseen": N_("merged into or renamed to %(names)s, which the later run does not have"),
    "joined": N_("in the later run only"),
    "succeeds": N_("in the later run only; it succeeds %(names)s"),
}


def difference_page(
    view: DifferenceView,
    locale: LocaleCode,
    files: Mapping[LocaleCode, str],
) -> str:
    """Render the page in one language.

    Args:
        view: What it shows.
        locale: Its language.
        files: Names of the page in each language that is written, beside each other.
    """
    speech = Speech(locale, NOTES)
    env = environment(locale, REASONS)
    shown: dict[str, Any] = {
        "view": view,
        "files": files,
        "causes": CAUSES,
        "meanings": MEANINGS,
        "bar": BAR,
        "signed": lambda value: signed(value, speech),
        "note": speech.message,
        "missed": lambda missed: say_missed(missed, speech),
        "lone": lambda lone: say_lone(lone, view.names, speech),
        "agency_name": lambda name: speech.name(view.names[name]) if name in view.names else name,
    }
    return visible(env.get_template("difference.html").render(**shown))


def signed(value: float, speech: Speech) -> str:
    """Write points with their sign: +2,5, −0,3, 0,0."""
    sign = "+" if value >= 0.05 else "−" if value <= -0.05 else ""
    return sign + speech.points(abs(value))


def say_missed(missed: Missed, speech: Speech) -> tuple[str, str]:
    """Say what kept a crawl from seeing: what it did, and what the answer was; the address stands between them."""
    first = speech.text(_MISSED[missed.crawl, bool(missed.url)])
    if not missed.url:
        return first, ""
    status = status_of(missed.why)
    text = STATUSES[status].sentence if status else _UNMET if missed.why == UNMET else missed.why
    return first, speech.text(text)


def say_lone(lone: Lone, names: Mapping[str, Names], speech: Speech) -> str:
    """Say why an agency is in one run only."""
    if lone.earlier:
        kind = "left" if lone.registered else "unregistered"
        if lone.others:
            kind = "merged" if lone.followed else "merged_unseen"
    else:
        kind = "succeeds" if lone.others else "joined"
    shown = ", ".join(speech.name(names[other]) if other in names else other for other in lone.others)
    return speech.text(_LONE[kind]) % ({"names": shown} if lone.others else {})
