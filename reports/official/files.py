"""The kinds of official drafts: Word files of each agency and of the run, and the thematic page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from audit.reasons import REASONS
from audit.results import AgencyResult
from reports.agencies import Agencies
from reports.i18n import LocaleCode, Speech
from reports.official.gap_report import GapReport, gap_report
from reports.official.thematic import ThematicReport, thematic_report
from reports.official.word import About, WordTemplate
from reports.rendering import Make, OfAgency, Rendering, agency_file
from reports.views import AgencyView

TEMPLATES: Final = Path(__file__).parent / "templates"
Files = Iterator[tuple[str, Callable[[], bytes]]]


@dataclass(frozen=True, slots=True)
class _Office:
    """Writes drafts of one run; each template is compiled once, when it is first asked for."""

    rendering: Rendering
    templates: dict[str, WordTemplate] = field(default_factory=dict)
    speeches: dict[LocaleCode, Speech] = field(default_factory=dict)

    def speech(self, locale: LocaleCode) -> Speech:
        """Return how a language says things."""
        if locale not in self.speeches:
            self.speeches[locale] = Speech(locale, REASONS)
        return self.speeches[locale]

    def template(self, name: str, locale: LocaleCode) -> WordTemplate:
        """Return `NAME.LOCALE.docx` of the operator's folder, or else our own."""
        file = f"{name}.{locale}.docx"
        if file not in self.templates:
            folder = self.rendering.templates
            own = folder is not None and (folder / file).is_file()
            path = folder / file if folder is not None and own else TEMPLATES / file
            self.templates[file] = WordTemplate(path, self.rendering.environments[locale])
        return self.templates[file]

    def report(self, locale: LocaleCode, view: AgencyView) -> GapReport:
        """Return the gap report of an agency.

        Raises:
            ValueError: The agency's id cannot be the name of a file.
        """
        agency_file(view.result.agency_id)
        told = self.rendering.told
        sectors = told.rules.lexicon.sectors
        return gap_report(view, told, sectors.sectors | sectors.fields, self.speech(locale))

    def draft(self, name: str, locale: LocaleCode, report: GapReport) -> bytes:
        """Return a file about an agency, filled into the template of that name."""
        return self.template(name, locale).fill({"r": report}, self.about(report.agency, locale))

    def thematic(self, locale: LocaleCode) -> bytes:
        """Return the thematic report of the run."""
        report = self.thematic_report(locale)
        return self.template("thematic", locale).fill({"r": report}, self.about(report.period, locale))

    def thematic_page(self, locale: LocaleCode) -> str:
        """Return the same as a page."""
        return self.rendering.page(
            locale, "thematic.html", r=self.thematic_report(locale), file_name="thematic.html"
        )

    def thematic_report(self, locale: LocaleCode) -> ThematicReport:
        """Return what both print."""
        told = self.rendering.told
        sectors = told.rules.lexicon.sectors
        return thematic_report(told, sectors.sectors | sectors.fields, self.speech(locale))

    def about(self, title: str, locale: LocaleCode) -> About:
        """Return the properties of a file with that title."""
        return About(title, locale, self.rendering.told.run.finished_at)


def _begin(rendering: Rendering, reports: Agencies) -> Make:
    office = _Office(rendering)
    last: list[tuple[AgencyResult, LocaleCode, GapReport]] = []

    def make(locale: LocaleCode, ending: str, result: AgencyResult) -> bytes:
        if not last or last[0][0] is not result or last[0][1] != locale:
            last[:] = [(result, locale, office.report(locale, reports.alone(result)))]
        return office.draft(_DRAFTS[ending], locale, last[0][2])

    return make


_DRAFTS: Final = {".docx": "agency", "-letter.docx": "letter"}
"""The template of each ending."""
agencies: Final = OfAgency(tuple(_DRAFTS), _begin)
"""`vi/moh.docx`, `vi/moh-letter.docx`: an agency's gap report in the form of Decree 30/2020/NĐ-CP, and the letter with it."""


def thematic(rendering: Rendering) -> Files:
    """`vi/thematic.docx`: the thematic report of the run's quarter and year."""
    office = _Office(rendering)
    for locale in rendering.environments:
        yield f"{locale}/thematic.docx", partial(office.thematic, locale)


def thematic_page(rendering: Rendering) -> Iterator[tuple[str, Callable[[], str]]]:
    """`vi/thematic.html`: the same as a page."""
    office = _Office(rendering)
    for locale in rendering.environments:
        yield f"{locale}/thematic.html", partial(office.thematic_page, locale)
