"""The Jinja environment of one language."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from audit.results import Looked, Message, Verdict
from crawler.registry import Names
from reports import labels
from reports.causes import cause_of
from reports.charts import CHARTS
from reports.citations import cite, in_force
from reports.compiled import COMPILED
from reports.details import say_detail
from reports.held import why_held
from reports.history import CAUSES, TURNS, UNTOLD
from reports.i18n import LocaleCode, Speech
from reports.overview import PRINTABLE_AGENCIES
from reports.pairs import pairs_view
from reports.required import STATES
from reports.safety import safe_href
from reports.sentences import (
    brief,
    finding_title,
    fixes_heading,
    high_shift_text,
    shift_text,
    verdict_sentence,
    what_if_sentence,
    width_sentence,
)
from reports.services import CHECKED, IN_ENGLISH, LEVELS, LISTED_GAPS, POINTS, SHOWN_GAPS, level_class
from reports.statuses import BUCKETS
from reports.units import COUNTED
from reports.views import FIRST_TERMS, FIRST_URLS, NAMED_DUTIES, OPEN_FINDINGS, SHOWN_URLS

STATIC: Final = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Inline:
    """A style sheet or script that stands in the page itself."""

    text: Markup
    source: str
    """Of the content security policy, which lets this text through and no other."""


@lru_cache(maxsize=1)
def style() -> Inline:
    """Return all style sheets of `static/`, `report.css` first."""
    sheets = sorted(STATIC.glob("*.css"), key=lambda path: (path.name != "report.css", path.name))
    return _inline("".join(path.read_text(encoding="utf-8") for path in sheets))


@lru_cache
def script(name: str) -> Inline:
    """Return a script of `static/`; pages have one at most, and say all that matters without it."""
    return _inline((STATIC / name).read_text(encoding="utf-8"))


def _inline(text: str) -> Inline:
    if "</" in text:
        raise ValueError(f"{STATIC}: what stands inside HTML cannot hold '</'")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inline(Markup(text), f"'sha256-{digest}'")  # noqa: S704 - our own file


def environment(
    locale: LocaleCode,
    reasons: dict[str, str],
    sectors: Mapping[str, Names] | None = None,
    templates: Path | None = None,
) -> Environment:
    """Build the environment: autoescape, strict, translated.

    Args:
        locale: Language of the reports.
        reasons: English sentence per message code.
        sectors: Names of sectors by id; a sector without a name is shown by its id.
        templates: Folder whose templates come before the package's own of the same name.

    Raises:
        UsageError: There is no catalogue for `locale`.
    """
    speech = Speech(locale, reasons)
    env = Environment(
        loader=ChoiceLoader(
            [*([FileSystemLoader(templates)] if templates else []), PackageLoader("reports", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED[locale],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(speech.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {
        "brief": brief,
        "cite": lambda text: cite(text, locale),
        "day": speech.day,
        "detail": lambda text: say_detail(text, speech),
        "level_class": level_class,
        "day_of": speech.day_of,
        "href": safe_href,
        "interval": speech.interval,
        "message": speech.message,
        "moment": speech.moment,
        "name": speech.name,
        "number": speech.number,
        "points": speech.points,
        "say": speech.text,
        "step": lambda step: speech.message(Message(f"step_{step.code}", {"quote": step.quote})),
    }
    env.filters |= {
        "finding_title": lambda view: finding_title(view, speech),
        "fixes_heading": lambda view: fixes_heading(view, speech),
        "force": lambda valid: in_force(valid, speech),
        "high_shift": lambda shift: high_shift_text(shift, speech),
        "shift": lambda shift: shift_text(shift, speech),
        "sentence": lambda view: verdict_sentence(view, speech),
        "what_if": lambda view: what_if_sentence(view, speech),
        "why_held": lambda run: why_held(run, speech),
        "width": lambda view: width_sentence(view, speech),
    }
    env.globals |= {
        "V": Verdict,
        "buckets": BUCKETS,
        "cause_of": cause_of,
        "counted": COUNTED,
        "sector_name": lambda name: speech.name(sectors[name]) if sectors and name in sectors else name,
        "printable_agencies": PRINTABLE_AGENCIES,
        "run_pages": tuple(labels.RUN_PAGES.items()),
        "first_terms": FIRST_TERMS,
        "first_urls": FIRST_URLS,
        "named_duties": NAMED_DUTIES,
        "open_findings": OPEN_FINDINGS,
        "shown_urls": SHOWN_URLS,
        "no_looked": Looked(),
        "charts": CHARTS,
        "script_of": script,
        "style": style(),
        "changes": {"causes": CAUSES, "turns": TURNS, "untold": UNTOLD},
        "labels": labels,
        "locale": locale,
        "pairs_view": pairs_view,
        "required_states": STATES,
        "checked_levels": CHECKED,
        "listed_gaps": LISTED_GAPS,
        "service_english": IN_ENGLISH,
        "service_levels": LEVELS,
        "service_points": POINTS,
        "shown_gaps": SHOWN_GAPS,
    }
    return env


def matrix_cells(env: Environment) -> dict[Verdict | None, Markup]:
    """Return the few different cells of the overview's matrix, made once: code to see, full text to hear.

    There are tens of thousands, so a cell that asks nothing is as short as it can be.
    """
    say = env.filters["say"]
    made = Markup('<td class="{}">{}<i> {}</i>')
    cells: dict[Verdict | None, Markup] = {
        verdict: made.format(label.css, say(label.code), say(label.name))
        for verdict, label in labels.VERDICTS.items()
    }
    nothing = labels.VERDICTS[Verdict.NOT_APPLICABLE]
    cells[Verdict.NOT_APPLICABLE] = Markup("<td class={}>{}").format(nothing.css, say(nothing.code))
    cells[None] = Markup("<td>")
    return cells
