"""Help for readers, shipped beside the reports: short pages in each language, whose figures come from the configuration.

The prose stands in `templates/help/<locale>/`, since no sentence of it is said anywhere else; both languages have the same
sections (a test holds it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from audit.criteria.model import Edition, SubIndex
from audit.lexicon import Thresholds
from audit.rules import Rules
from audit.scoring import PARTLY, Weights
from crawler import USER_AGENT_PRODUCT
from crawler.registry import Limits
from crawler.status import FetchStatus
from reports.i18n import N_, LocaleCode
from reports.labels import SUBINDICES
from reports.rendering import Rendering
from reports.rows import in_order
from reports.statuses import STATUSES, StatusText

PAGES: Final[dict[str, str]] = {
    "index": N_("Help: where to begin"),
    "read": N_("How to read the report"),
    "score": N_("How the score is made"),
    "answer": N_("How to answer or dispute"),
    "crawler": N_("How to let the crawler in"),
    "recheck": N_("How to check again"),
}
"""Titles by the names of the files, in the order of reading."""


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """What the prose takes from the configuration, so that it never says another figure than the program follows."""

    weights: Weights
    parts: tuple[SubIndex, ...]
    """Sub-indices of the weights, in the order of the reports."""
    editions: tuple[Edition, ...]
    partly: float
    """Share of its points that a criterion earns when it is met in part."""
    limits: Limits
    """What a crawl of one agency may cost where the registry says nothing else."""
    thresholds: Thresholds
    blocked: tuple[tuple[FetchStatus, StatusText], ...]
    """Answers that keep the crawler out."""
    agent: str
    """By which robots.txt names the crawler."""

    @property
    def counted(self) -> tuple[SubIndex, ...]:
        """Sub-indices that are part of the total, the heaviest first."""
        inside = [part for part in self.parts if self.weights.weights[part] > 0]
        return tuple(sorted(inside, key=lambda part: -self.weights.weights[part]))

    @property
    def apart(self) -> tuple[SubIndex, ...]:
        """Sub-indices that are told beside the total."""
        return tuple(part for part in self.parts if self.weights.weights[part] == 0)

    @property
    def own(self) -> tuple[Edition, ...]:
        """Editions with an index of their own."""
        return tuple(edition for edition in self.editions if edition.own_index)

    def share(self, points: float, possible: float) -> float:
        """Return what per cent of the possible points some are."""
        return 100 * points / possible


def help_facts(rules: Rules) -> HelpFacts:
    """Draw the figures of the help pages from the rules of a run."""
    return HelpFacts(
        weights=rules.weights,
        parts=tuple(SubIndex(name) for name in in_order(rules.weights.weights, SUBINDICES)),
        editions=tuple(rules.editions),
        partly=PARTLY,
        limits=Limits(),
        thresholds=rules.lexicon.thresholds,
        blocked=blocked_statuses(),
        agent=USER_AGENT_PRODUCT.partition("/")[0],
    )


def blocked_statuses(
    only: Sequence[FetchStatus] = tuple(FetchStatus),
) -> tuple[tuple[FetchStatus, StatusText], ...]:
    """Return those of some answers that keep the crawler out, in the order of `FetchStatus`, with what they mean."""
    return tuple((status, STATUSES[status]) for status in FetchStatus if status.is_blocked and status in only)


def pages(rendering: Rendering) -> Iterator[tuple[str, Callable[[], str]]]:
    """`vi/help/index.html` and its neighbours: help for readers."""
    facts = help_facts(rendering.told.rules)
    for locale in rendering.environments:
        for name in PAGES:
            yield f"{locale}/help/{name}.html", partial(_page, rendering, locale, name, facts)


def _page(rendering: Rendering, locale: LocaleCode, name: str, facts: HelpFacts) -> str:
    return rendering.page(
        locale, "help/page.html", facts=facts, name=name, pages=PAGES, here=f"help/{name}.html"
    )
