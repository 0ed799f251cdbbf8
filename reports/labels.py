"""Names of verdicts, sub-indices, kinds, languages and places for readers. Message ids, in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audit.criteria.model import SubIndex
from audit.results import Confidence, Verdict
from crawler.registry import Kind
from reports.i18n import N_


@dataclass(frozen=True, slots=True)
class VerdictLabel:
    """How a verdict is shown: never by colour alone."""

    name: str
    code: str
    """Short code for matrix cells."""
    sign: str
    css: str


VERDICTS: Final[dict[Verdict, VerdictLabel]] = {
    Verdict.MET: VerdictLabel(N_("Met"), N_("verdict code|M"), "✓", "met"),
    Verdict.PARTLY: VerdictLabel(N_("Partly met"), N_("verdict code|P"), "◐", "partly"),
    Verdict.VIETNAMESE_ONLY: VerdictLabel(N_("Vietnamese only"), N_("verdict code|VN"), "◧", "vn"),
    Verdict.NOT_MET: VerdictLabel(N_("Not met"), N_("verdict code|N"), "✕", "not"),
    Verdict.COULD_NOT_TELL: VerdictLabel(N_("Could not tell"), N_("verdict code|?"), "?", "unknown"),
    Verdict.NOT_APPLICABLE: VerdictLabel(N_("Not applicable"), N_("verdict code|–"), "–", "na"),
}

SUBINDICES: Final[dict[str, str]] = {
    SubIndex.LAW: N_("Duties under Vietnamese law"),
    SubIndex.IF: N_("Institutional framework"),
    SubIndex.SP: N_("Services provision"),
    SubIndex.CP: N_("Content provision"),
    SubIndex.EP: N_("E-participation"),
    SubIndex.PE: N_("Participation and engagement"),
    SubIndex.TEC: N_("Technology"),
    SubIndex.EGL: N_("E-government literacy"),
    SubIndex.DATA: N_("Data that international bodies read"),
}
"""In the order of the report: the law first, then by the weight the UN is believed to give."""

THEMES: Final[dict[str, str]] = {
    "english_duty": N_("Duties on English"),
    "institution": N_("Organisation and functions"),
    "contact": N_("Contacts"),
    "content": N_("Information and documents"),
    "services": N_("Online services"),
    "participation": N_("Feedback and consultation"),
    "open_data": N_("Open data"),
    "data": N_("Statistics and indicators"),
    "sector": N_("The agency's own sector"),
    "local": N_("Local government"),
    "technology": N_("Technology and accessibility"),
}
"""What a criterion is about, for those who hand the work out; in the order of the report."""

KINDS: Final[dict[str, str]] = {
    Kind.MINISTRY: N_("Ministries"),
    Kind.MINISTRY_LEVEL: N_("Ministry-level bodies"),
    Kind.GOVERNMENT_AGENCY: N_("Government agencies"),
    Kind.PROVINCE: N_("Provinces and cities"),
    Kind.NATIONAL_PORTAL: N_("National portals"),
    Kind.UNIT: N_("Units"),
}

ROLES: Final[dict[str, str]] = {
    "main": N_("Main portal"),
    "english": N_("English portal"),
    "services": N_("Service portal"),
}

LANGUAGES: Final[dict[str, str]] = {
    "en": N_("English"),
    "vi": N_("Vietnamese"),
    "other": N_("Another language"),
    "mixed": N_("Mixed"),
    "und": N_("Language not determined"),
}

LANGUAGE_CODES: Final[dict[str, str]] = {
    "en": N_("language code|E"),
    "vi": N_("language code|V"),
    "mixed": N_("language code|M"),
    "other": N_("language code|O"),
    "und": N_("language code|–"),
}
"""One letter each, for what is drawn."""

PLACES: Final[dict[str, str]] = {
    "navigation": N_("in the menu or header"),
    "footer": N_("in the footer"),
    "main": N_("in the main content"),
    "aside": N_("in a side box"),
    "title": N_("in the page title"),
    "heading": N_("in a heading"),
    "link": N_("in a link"),
    "form": N_("in a form"),
    "table": N_("in a table"),
    "document": N_("in a document link"),
    "meta": N_("in the page's metadata"),
    "address": N_("in the address itself"),
}

EFFORTS: Final[dict[int, str]] = {
    1: N_("an hour's work of the webmaster"),
    2: N_("a few days"),
    3: N_("weeks, or another unit's work"),
}

CONFIDENCES: Final[dict[Confidence, str]] = {
    Confidence.HIGH: N_("high"),
    Confidence.MEDIUM: N_("medium"),
    Confidence.LOW: N_("low"),
}

STATES: Final[dict[str, str]] = {
    "new": N_("new"),
    "open": N_("still open"),
    "fixed": N_("fixed"),
    "gone": N_("page gone"),
    "regressed": N_("fixed earlier, back again"),
    "waived": N_("waived"),
    "disputed": N_("disputed"),
}

CHANGES: Final[dict[str, str]] = {
    "regressed": N_("back again"),
    "new": N_("new"),
    "fixed": N_("mended"),
    "gone": N_("gone"),
}
"""What became of findings from one run to another one, in the order in which contacts are told."""
CLOSED: Final = frozenset({"fixed", "gone"})
"""Changes after which a finding stands in no report, and its title, that something is missing, would mislead."""

STOPS: Final[dict[str, str]] = {
    "finished": N_("every address found was dealt with"),
    "budget_pages": N_("stopped at the agreed number of pages"),
    "budget_time": N_("stopped at the agreed time"),
    "interrupted": N_("interrupted"),
    "error": N_("stopped by an error"),
}

RUN_PAGES: Final[dict[str, str]] = {
    "index.html": N_("Overview"),
    "un.html": N_("As the UN would look"),
    "egdi.html": N_("What it would do for the EGDI"),
    "calendar.html": N_("Calendar"),
    "thematic.html": N_("Thematic report"),
    "help/index.html": N_("Help"),
}
"""Pages of the run as a whole, by their names below the folder of a language."""

ANNEX_RESULTS: Final[dict[Verdict, str]] = {
    Verdict.MET: N_("annex|Met"),
    Verdict.PARTLY: N_("annex|Partly met"),
    Verdict.VIETNAMESE_ONLY: N_("annex|Not met"),
    Verdict.NOT_MET: N_("annex|Not met"),
    Verdict.COULD_NOT_TELL: N_("annex|Could not tell"),
    Verdict.NOT_APPLICABLE: N_("annex|Not applicable"),
}
"""The four results of an official annex: what is in Vietnamese only does not meet a requirement on English."""
