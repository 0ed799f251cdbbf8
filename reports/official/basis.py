"""What an official draft rests on: the law in force on the day of the audit, letters and decisions issued by then, and the indices.

The law comes from the criteria that were judged, with the dates they are in force, so that no draft cites what was not in force on
that day, and says so where a text has been repealed since.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from audit.criteria.model import Criterion, Edition, SubIndex
from audit.rules import Rules
from crawler.registry import Names, Validity
from crawler.yamlfile import load_yaml, validated
from reports.citations import cite, in_force
from reports.i18n import N_, LocaleCode, Speech

FILE: Final = Path(__file__).with_name("basis.yaml")
_NATIONAL: Final = frozenset({SubIndex.LAW, SubIndex.DATA})
_RANKS: Final = ("Luật", "Nghị định", "Quyết định", "Thông tư")
"""Kinds of legal texts, the highest first; what is none of them is a directive."""
_ARTICLE: Final = re.compile(r"Điều (\d+)")
_ARTICLES: Final[dict[LocaleCode, tuple[str, str]]] = {
    "vi": ("Điều {}", "các Điều {}"),
    "en": ("Art. {}", "Arts. {}"),
}
"""Of one article and of several."""
_REPEALED: Final = N_("no longer in force when this report was written")
_ENDED: Final = N_("%(act)s was in force until %(day)s")
_INFERRED: Final = N_("the end is inferred: no text gives it")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Directive(_Model):
    """A letter or decision that asks for what is audited."""

    issued: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    name: Names
    agencies: tuple[str, ...] = ()
    """Whom it speaks to, by id; all when empty."""
    thematic: bool = False
    """Whether it asks for the quarterly and yearly report."""


class Recipient(_Model):
    """Whom the thematic report goes to."""

    name: Names
    valid: Validity = Validity()


class Basis(_Model):
    """The file `basis.yaml`."""

    directives: tuple[Directive, ...]
    recipients: tuple[Recipient, ...]
    focus_sectors: tuple[str, ...]
    ended: dict[str, str]
    """Last day by legal text, as criteria cite it."""


@lru_cache(maxsize=1)
def basis() -> Basis:
    """Return what stands in `basis.yaml`.

    Raises:
        ConfigError: The file is missing or wrong; file, line and key are named.
    """
    data, lines = load_yaml(FILE)
    return validated(FILE, data, lines, Basis)


def law(criteria: Iterable[Criterion], speech: Speech, written_on: str) -> tuple[str, ...]:
    """Name the legal texts of the duties judged, the highest first, with articles and dates in force.

    Args:
        criteria: Those that apply; what is no duty of law among them is passed over.
        speech: The language.
        written_on: Day of the report, YYYY-MM-DD; a text that ended before is said to be no longer in force.
    """
    articles: dict[str, list[int]] = {}
    valid: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        if criterion.subindex is not SubIndex.LAW:
            continue
        for act, part in _acts(criterion.source.text):
            if act.startswith(_RANKS):
                articles.setdefault(act, []).extend(int(number) for number in _ARTICLE.findall(part))
                valid.setdefault(act, []).append(criterion)
    acts = sorted(articles, key=lambda act: (_rank(act), _start(valid[act])))
    return tuple(_told(act, articles[act], valid[act], speech, written_on) for act in acts)


def cited(criterion: Criterion, speech: Speech, day: str) -> str:
    """Cite where a requirement comes from, and say which of the texts it names had ended by `day`, YYYY-MM-DD."""
    said = cite(criterion.source.text, speech.locale)
    ends = {act: basis().ended.get(act, day) for act, _ in _acts(criterion.source.text)}
    over = [
        speech.text(_ENDED) % {"act": cite(act, speech.locale), "day": speech.day(end)}
        for act, end in ends.items()
        if end < day
    ]
    return f"{said} ({'; '.join(over)})" if over else said


def directives(day: str, speech: Speech, agency_id: str = "", *, thematic: bool = False) -> tuple[str, ...]:
    """Name the letters and decisions issued by a day, the oldest first.

    Args:
        day: YYYY-MM-DD.
        speech: The language.
        agency_id: Those that speak to this agency alone are named, too.
        thematic: Only those that ask for the quarterly and yearly report.
    """
    return tuple(
        speech.name(one.name)
        for one in basis().directives
        if one.issued <= day
        and (not one.agencies or agency_id in one.agencies)
        and (one.thematic or not thematic)
    )


def standards(rules: Rules, speech: Speech, asked: Collection[str] | None = None) -> tuple[str, ...]:
    """Name the editions judged that hold more than duties of law.

    Args:
        rules: With the editions.
        speech: The language.
        asked: Ids of the criteria that apply to an agency; editions without one of them are left out.
    """
    return tuple(speech.name(edition.title) for edition in rules.editions if _international(edition, asked))


def english_duties(rules: Rules) -> bool:
    """Whether any duty of law on English is in force on the day that the rules were read for."""
    return any(c.group == "english_duty" for e in rules.editions for c in e.criteria)


def _acts(text: str) -> list[tuple[str, str]]:
    """Return the texts that a source names, each with what is cited of it."""
    return [(re.sub(r" \(.*", "", part.split(", ")[0]), part) for part in text.split("; ")]


def _international(edition: Edition, asked: Collection[str] | None) -> bool:
    return any(
        criterion.subindex not in _NATIONAL and (asked is None or criterion.id in asked)
        for criterion in edition.criteria
    )


def _rank(act: str) -> int:
    return next(place for place, kind in enumerate(_RANKS) if act.startswith(kind))


def _start(criteria: Sequence[Criterion]) -> str:
    return min(criterion.valid.start or "" for criterion in criteria)


def _told(
    act: str, articles: Sequence[int], criteria: Sequence[Criterion], speech: Speech, written_on: str
) -> str:
    said = cite(act, speech.locale)
    if articles:
        numbers = ", ".join(map(str, sorted(set(articles))))
        said = f"{said} ({_ARTICLES[speech.locale][len(set(articles)) > 1].format(numbers)})"
    ends = [criterion.valid.end for criterion in criteria]
    end = None if None in ends else max(filter(None, ends))
    notes = [in_force(Validity(start=_start(criteria) or None, end=end), speech)]
    if end and any(c.source.unconfirmed for c in criteria if c.valid.end == end):
        notes.append(speech.text(_INFERRED))
    if end and end < written_on[: len(end)]:
        notes.append(speech.text(_REPEALED))
    return "; ".join([said, *filter(None, notes)])
