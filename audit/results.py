"""What an audit says about one agency: judgements, evidence, score, findings, coverage. Pure data.

These are what `audit.store` keeps and `reports` renders; nothing here is worked out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from audit.services.model import ServiceInventory


class Verdict(StrEnum):
    """For one criterion at one agency."""

    MET = "met"
    PARTLY = "partly"
    VIETNAMESE_ONLY = "vietnamese_only"
    NOT_MET = "not_met"
    COULD_NOT_TELL = "could_not_tell"
    NOT_APPLICABLE = "not_applicable"


class Confidence(StrEnum):
    """How sure the detector's family is, measured on labelled portals."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for readers, untranslated: a code of `audit.reasons.REASONS` and its parameters."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a person can go and look at."""

    url: str
    quote: str
    """At most 40 words, as on the page."""
    language: str
    """Of the quote: en, vi, other, und."""
    where: str
    """navigation, footer, main, aside, title, heading, link, form, table, document, meta, address (the URL itself)."""
    fetched_at: str = ""
    record: str = ""
    """`crawl-00000.warc.gz:OFFSET` in the snapshot."""
    clicks: int = -1
    """From the home page; -1 when no chain of links leads there."""
    found_on: str = ""
    """Page whose link led there, when the link is the evidence."""
    by_script: bool = False
    """Seen only with JavaScript: the page is empty as the server sends it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Where we looked: the other half of every "not met"."""

    pages: int = 0
    """Pages of that language read."""
    terms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """URLs that came nearest or where it would have stood, at most 10."""


@dataclass(frozen=True, slots=True)
class Side:
    """The verdict in one language: met, partly, not_met or could_not_tell."""

    verdict: Verdict
    reason: Message
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[Evidence, ...] = ()
    looked: Looked = Looked()


@dataclass(frozen=True, slots=True)
class Review:
    """A person's answer to a criterion at an agency, in place of what the audit could not or could hardly decide."""

    criterion_id: str
    agency_id: str
    english: Verdict
    """`not_applicable` where this side was not asked."""
    local: Verdict
    """The same as `english` where the criterion has no language."""
    reviewer: str
    reviewed_on: str
    """YYYY-MM-DD."""
    proof: str
    """An address, a file number or a sentence that a third person can follow up."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One criterion, decided for one agency."""

    criterion_id: str
    verdict: Verdict
    english: Side
    local: Side
    confidence: Confidence = Confidence.MEDIUM
    points: float = 0.0
    """English points won, 0 to `weight`."""
    local_points: float = 0.0
    weight: float = 1.0
    review: Review | None = None
    """The person's answer that the verdict follows, if it does."""
    audited: tuple[Side, Side] | None = None
    """What the audit itself said in English and in Vietnamese, where a person's answer stands in its place."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share of points, 0 to 100. `low` counts what could not be told as lost, `high` as won."""

    low: float
    high: float

    @property
    def certain(self) -> bool:
        """Whether nothing was left open."""
        return self.high - self.low < 0.05


@dataclass(frozen=True, slots=True)
class SubScore:
    """One sub-index, or the legal duties, of one agency."""

    subindex: str
    english: Interval
    local: Interval
    weight: float
    """Share of the total, per cent of what applies to this agency."""
    met: int = 0
    partly: int = 0
    vietnamese_only: int = 0
    not_met: int = 0
    could_not_tell: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """Aligned to the OSI, not an estimate of it."""

    english: Interval
    local: Interval
    unweighted: Interval
    """English share of plain points, without sub-index weights."""
    parts: tuple[SubScore, ...] = ()
    weights_name: str = ""
    weights_confirmed: bool = False
    edition: str = ""
    """Of an index scored by itself (`losi-2024`); empty for the main score."""
    sectors: tuple[SubScore, ...] = ()
    """The same criteria by sector; `subindex` holds the sector's name, `weight` its number of criteria."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a webmaster looks for where an address alone does not say it."""

    on: str
    """Page with the link to the address, the first one of many; empty where the page at the address is at fault itself."""
    text: str = ""
    """Of the link, or the names of the services."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to fix."""

    id: str
    """At least 16 hex digits of criterion, agency and normalised place: the same in every run."""
    kind: str
    """`criterion`, or a portal-wide cause: english_shell, placeholder, broken_links, wrong_lang, blocked …"""
    criterion_id: str
    """Empty for a portal-wide cause."""
    title: Message
    also: tuple[str, ...] = ()
    """Further criteria, of any edition, that ask for the same and that the same fix meets."""
    urls: tuple[str, ...] = ()
    """Pages it touches, as many as `audit.findings` keeps; `count` has them all."""
    count: int = 1
    gain: float = 0.0
    """Points of the English score (0-100) that fixing it would add at most."""
    effort: int = 2
    state: str = "new"
    spots: tuple[Spot, ...] = ()
    """What to look for at each of `urls`, in their order; empty where the addresses say all."""


class PairGap(StrEnum):
    """What the English counterpart of a Vietnamese page lacks; `none_missing` when it lacks nothing."""

    NONE_MISSING = "none_missing"
    NO_COUNTERPART = "no_counterpart"
    STUB = "stub"  # far fewer words than the original
    WRONG_LANGUAGE = "wrong_language"  # an English shell over Vietnamese text
    WIDGET_ONLY = "widget_only"  # machine translation in the browser and nothing else
    DOCUMENT_ONLY = "document_only"  # the English version is a file
    OLDER = "older"  # than the original, by more than the threshold
    SWITCH_TO_HOME = "switch_to_home"  # the language switch loses the page


@dataclass(frozen=True, slots=True)
class PagePair:
    """A Vietnamese page and its English counterpart, or the lack of one."""

    url: str
    title: str
    gap: PairGap
    english_url: str = ""
    english_title: str = ""
    how: str = ""
    """What paired them: hreflang, switch, address, content, name (titles and menus call them the same), page (one page in
    both languages), file (`english_url` is a file); empty without a counterpart."""
    words: int = 0
    """Of the Vietnamese main text."""
    english_words: int = 0
    days_behind: int | None = None
    """Days by which the English page's date lies behind the original's; None when either has no date."""
    clicks: int = -1
    """Of the Vietnamese page, from the home page."""


@dataclass(frozen=True, slots=True)
class SectionDepth:
    """The pages of a section that lie equally far from the home page."""

    clicks: int
    """`audit.sections.DEEP` stands for that and more; -1 when no chain of links leads there."""
    pages: int
    words: dict[str, int]
    """Of the main text per language: en, vi, other."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site as its addresses or its menu divide it, in all its languages."""

    host: str
    """Without www; empty for what is summed up of small sections."""
    path: str
    """What its addresses have in common below host and language, or the address of its entry in the menu; empty for home pages
    and what lies in no section."""
    name: str
    """As the menu or the page calls it, in Vietnamese where it has both; empty when nothing names it."""
    name_en: str
    url: str
    """Its page nearest to the home page; empty for what is summed up."""
    depths: tuple[SectionDepth, ...]
    """Nearest first, what no link leads to last."""
    sections: int = 1
    """How many are summed up here."""


@dataclass(frozen=True, slots=True)
class PortalState:
    """How a portal answered, for the report."""

    url: str
    role: str
    confirmed: bool
    status: str
    """A `crawler.status.FetchStatus` value."""
    detail: str = ""
    pages: int = 0
    tls: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was seen and what was not. found = fetched + skipped + failed + left."""

    found: int = 0
    fetched: int = 0
    skipped: int = 0
    """By our own decision: files not opened, other hosts, traps."""
    failed: int = 0
    left: int = 0
    """Budget or interruption."""
    by_status: dict[str, int] = field(default_factory=dict)
    pages_by_language: dict[str, int] = field(default_factory=dict)
    words_by_language: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    """Files that pages link to, opened or not."""
    documents_read: int = 0
    scans: int = 0
    """Of those that were opened, the ones that hold pictures of pages and no text."""
    probed: int = 0
    """Addresses at which an English version was looked for, since no page leads to one; none of them is counted in `found`."""
    first_fetch: str = ""
    last_fetch: str = ""
    stop_reason: str = "finished"
    readable: bool = True
    """Whether enough was read to say "not met" at all."""

    @property
    def pages(self) -> int:
        """Pages that were read; `fetched` counts documents, data and searches, too."""
        return self.by_status.get("ok", 0)


@dataclass(frozen=True, slots=True)
class AgencyResult:
    """Everything the reports need about one agency in one run."""

    run_id: str
    agency_id: str
    agency_vi: str
    agency_en: str
    kind: str
    sectors: tuple[str, ...]
    editions: tuple[str, ...]
    """`id@version`, in the order judged."""
    audited_on: str
    """Day the duties are judged at, YYYY-MM-DD."""
    portals: tuple[PortalState, ...]
    coverage: Coverage
    score: Score
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    """Portal-wide causes that hide others first, then by gain, then by effort (`audit.findings.find`)."""
    own_scores: tuple[Score, ...] = ()
    """Of editions that are scored by themselves (LOSI), for agencies that they ask."""
    pairs: tuple[PagePair, ...] = ()
    """Vietnamese pages that a reader meets, nearest to the home page first, with their English counterparts."""
    inventory: ServiceInventory | None = None
    """Its online services; None in results from before they were told."""
    sections: tuple[Section, ...] = ()
    """Parts of the site with their words by language, the largest first, small ones summed up last; empty in results from before
    they were told."""
    extra: dict[str, Any] = field(default_factory=dict)
