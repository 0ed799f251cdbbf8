"""The webmaster's list of an agency: by cause, each told once with every address it touches, what is expected and how to see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from audit.criteria.model import Criterion
from audit.results import AgencyResult, Finding, PortalState, Spot
from crawler.status import FetchStatus
from reports.agencies import Agencies
from reports.causes import CauseText, cause_of
from reports.help import help_facts
from reports.i18n import LocaleCode
from reports.labels import THEMES
from reports.rendering import Make, OfAgency, Rendering, agency_file
from reports.rows import in_order
from reports.statuses import STATUSES, StatusText, status_of
from reports.views import FindingView

DONE: Final = frozenset({"fixed", "gone", "waived"})
"""States in which there is nothing to do."""
TECHNICAL: Final = "technology"
"""Theme whose criteria are met by code and settings, not by texts."""
_LONGEST_SELECTOR: Final = 200


@dataclass(frozen=True, slots=True)
class Case:
    """One address to work off."""

    url: str
    spot: Spot | None
    """What to look for, where the address does not say all."""
    selector: str
    """Of the link on `spot.on`; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a cause: a template, or a whole portal."""

    view: FindingView
    cases: tuple[Case, ...]

    @property
    def more(self) -> int:
        """Addresses that are counted and not kept."""
        return max(0, self.view.finding.count - len(self.cases)) if self.counts_addresses else 0

    @property
    def linked(self) -> bool:
        """Whether links to the addresses are at fault."""
        return any(case.spot and case.spot.on for case in self.cases)

    @property
    def counts_addresses(self) -> bool:
        """Whether `count` is of the addresses named here, and not of the pages that a dead link stands on or of services."""
        return not any(case.spot for case in self.cases)


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """All faults that one kind of change mends."""

    kind: str
    text: CauseText
    faults: tuple[Fault, ...]
    effort: int

    @property
    def addresses(self) -> int:
        """Addresses named below it."""
        return sum(len(fault.cases) for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A criterion that is not met: something to build or to publish, rather than to mend."""

    finding: Finding
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class WebmasterView:
    """All that the list shows."""

    result: AgencyResult
    blocked: tuple[tuple[PortalState, FetchStatus, StatusText], ...]
    """Portals that kept the crawler out: to be let in before anything else."""
    causes: tuple[CauseGroup, ...]
    """In the order of the report: what hides content first."""
    technical: tuple[Requirement, ...]
    contents: tuple[tuple[str, tuple[Requirement, ...]], ...]
    """By theme; for the editors."""

    @property
    def addresses(self) -> int:
        """Addresses of all causes."""
        return sum(group.addresses for group in self.causes)

    @property
    def content_count(self) -> int:
        """Findings about contents."""
        return sum(len(found) for _, found in self.contents)


def webmaster_view(result: AgencyResult, criteria: Mapping[str, Criterion]) -> WebmasterView:
    """Turn an agency's findings into a list to work off.

    Args:
        result: One agency.
        criteria: By id; must hold each criterion that a finding names.

    Raises:
        KeyError: A finding names a criterion that `criteria` lacks.
    """
    open_ = [finding for finding in result.findings if finding.state not in DONE]
    asked = [Requirement(f, criteria[f.criterion_id]) for f in open_ if f.criterion_id]
    themes: dict[str, list[Requirement]] = {}
    for item in asked:
        themes.setdefault(item.criterion.group, []).append(item)
    technical = themes.pop(TECHNICAL, [])
    return WebmasterView(
        result=result,
        blocked=tuple(_blocked(result.portals)),
        causes=_causes([finding for finding in open_ if not finding.criterion_id]),
        technical=tuple(technical),
        contents=tuple((name, tuple(themes[name])) for name in in_order(themes, THEMES)),
    )


def _blocked(portals: Sequence[PortalState]) -> Iterator[tuple[PortalState, FetchStatus, StatusText]]:
    for portal in portals:
        status = status_of(portal.status)
        if portal.confirmed and status is not None and status.is_blocked:
            yield portal, status, STATUSES[status]


def _causes(findings: Sequence[Finding]) -> tuple[CauseGroup, ...]:
    """Group by what is to be done: causes of different kinds that one change mends stand together."""
    groups: dict[CauseText, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(cause_of(finding.kind), []).append(finding)
    numbers = {finding.id: number for number, finding in enumerate(findings, start=1)}
    return tuple(
        CauseGroup(
            kind=found[0].kind,
            text=text,
            faults=tuple(Fault(FindingView(f, (), numbers[f.id]), tuple(_cases(f))) for f in found),
            effort=max(f.effort for f in found),
        )
        for text, found in groups.items()
    )


def _cases(finding: Finding) -> Iterator[Case]:
    spots: tuple[Spot | None, ...] = finding.spots or (None,) * len(finding.urls)
    for url, spot in zip(finding.urls, spots, strict=False):
        yield Case(url, spot, link_selector(url) if spot and spot.on else "")


def link_selector(url: str) -> str:
    """Return a CSS selector of the links to an address, absolute or from the root; empty where it would be unwieldy.

    >>> link_selector("https://moh.gov.example/vi/cu?id=7")
    'a[href$="/vi/cu?id=7"]'
    >>> link_selector("https://moh.gov.example/")
    'a[href="https://moh.gov.example/"]'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    end = parts.path + (f"?{parts.query}" if parts.query else "")
    sign, value = ("$=", end) if len(end) > 1 else ("=", url)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'a[href{sign}"{escaped}"]' if len(escaped) <= _LONGEST_SELECTOR else ""


def _begin(rendering: Rendering, _reports: Agencies) -> Make:
    criteria = rendering.told.rules.criteria
    facts = help_facts(rendering.told.rules)

    def make(locale: LocaleCode, ending: str, result: AgencyResult) -> str:
        name = agency_file(result.agency_id)
        return rendering.page(
            locale,
            "webmaster.html",
            view=webmaster_view(result, criteria),
            facts=facts,
            file_name=f"{name}{ending}",
            report=f"{name}.html",
        )

    return make


lists: Final = OfAgency(("-fixes.html",), _begin)
"""`vi/moh-fixes.html`: the webmaster's list of an agency."""
