"""Chapters II and III of a gap report in sentences: what was read, English, services, sectors, technology. Counts as fractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audit.criteria.model import Language, SubIndex
from audit.facts.services.model import Published
from audit.results import Verdict
from crawler.registry import Names
from reports.i18n import N_, Speech
from reports.labels import STOPS
from reports.official.basis import basis
from reports.pairs import pairs_view
from reports.required import RequiredView
from reports.rows import Row
from reports.services import LEVELS, ServicesView
from reports.views import AgencyView

_READ: Final = N_("Pages were read on %(days)s.")
_ADDRESSES: Final = N_(
    "%(found)s addresses found = %(fetched)s read + %(skipped)s skipped by our own rules + %(failed)s failed + %(left)s left over."
)
_ENDED: Final = N_("The crawl ended thus: %(how)s.")
_ASKED: Final = N_(
    "Requirements that apply to the agency: %(all)s, of these %(law)s duties of law and %(others)s criteria of indices; each stands"
    " in Annex I with its evidence."
)
_SCORE: Final = N_(
    "Score by the criteria aligned to the OSI: %(english)s of 100 points in English, %(local)s by the same criteria in Vietnamese."
)
_DUTIES: Final = N_(
    "Legal duties on English: %(met)s/%(all)s met; in part %(partly)s; not met %(missing)s; could not be told %(untold)s."
)
_NO_DUTY: Final = N_(
    "On %(day)s no legal duty on English that applies to the agency was known to be in force; information in English was judged by the"
    " United Nations' criteria only."
)
_IN_ENGLISH: Final = N_(
    "Requirements that ask for information in English: %(met)s/%(all)s met; in part %(partly)s; in Vietnamese only %(local)s; not"
    " found %(not_met)s; could not be told %(untold)s."
)
_TECHNICAL: Final = N_(
    "Requirements on technology and accessibility: %(met)s/%(all)s met; in part %(partly)s; not met %(missing)s; could not be told"
    " %(untold)s."
)
_PAIRS: Final = N_(
    "%(english)s/%(total)s Vietnamese pages that readers meet have an English page that says as much; %(whole)s/%(total)s lack nothing."
)
_WORDS: Final = N_("Of the words read, %(english)s%% are in English and %(local)s%% in Vietnamese.")
_NO_INVENTORY: Final = N_("Services were not told in this run, so nothing is said about them.")
_UNREAD_SERVICES: Final = N_(
    "The service portal could not be read: services that are not named here could not be told; they are not missing."
)
_NO_SERVICES: Final = N_("No procedure or service was found at the time of the audit.")
_SERVICES: Final = N_(
    "%(total)s procedures and services were found. Levels that their pages show: %(levels)s."
)
_PUBLISHED: Final = N_(
    "Levels that the agency publishes: %(levels)s; published and shown level differ at %(differing)s/%(total)s."
)
_TOLD: Final = N_(
    "Told in English (name and content): %(english)s/%(total)s services; of those that foreigners can use %(told)s/%(foreign)s."
)
_NEAR: Final = N_("Found within three clicks of the home page: %(near)s/%(linked)s services.")
LEVELS_NOTE: Final = N_(
    "The “whole process” is customarily taken as level 4, “part of the process” as level 2 or 3; no text says so."
)
_REQUIRED: Final = N_(
    "Required by decision (%(decisions)s): %(found)s/%(required)s found; %(level)s/%(required)s at the required level; overdue"
    " %(overdue)s; level could not be told %(open)s."
)
_NO_LIST: Final = N_("No list of required services was imported, so nothing is said about them.")
_NOT_ASKED: Final = N_("The imported lists ask nothing of this agency.")
_FILES: Final = N_(
    "Files opened: %(read)s/%(all)s; scans without text, which no search and no screen reader can read: %(scans)s."
)
V: Final = Verdict
_ENGLISH: Final = frozenset({Language.BOTH, Language.ENGLISH})


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One of the six focus sectors: requirements by result."""

    name: str
    asked: str
    met: str
    partly: str
    local: str
    """In Vietnamese only."""
    not_met: str
    untold: str


def scope(view: AgencyView, speech: Speech) -> tuple[str, ...]:
    """Say what was read, and how many requirements apply."""
    coverage, number = view.result.coverage, speech.number
    sentences = []
    if days := read_on(view, speech):
        sentences.append(speech.text(_READ) % {"days": days})
    addresses = {
        name: number(getattr(coverage, name)) for name in ("found", "fetched", "skipped", "failed", "left")
    }
    ended = speech.text(_ENDED) % {"how": speech.text(STOPS.get(coverage.stop_reason, coverage.stop_reason))}
    sentences.append(f"{speech.text(_ADDRESSES) % addresses} {ended}")
    asked = once(view.rows)
    law = sum(row.criterion.subindex is SubIndex.LAW for row in asked)
    places = {"all": number(len(asked)), "law": number(law), "others": number(len(asked) - law)}
    sentences.append(speech.text(_ASKED) % places)
    return tuple(sentences)


def read_on(view: AgencyView, speech: Speech) -> str:
    """Say on which day or days the agency's pages were read; empty when none was."""
    coverage = view.result.coverage
    if not coverage.first_fetch or not coverage.last_fetch:
        return ""
    first, last = speech.day_of(coverage.first_fetch), speech.day_of(coverage.last_fetch)
    return first if first == last else f"{first} – {last}"


def english(view: AgencyView, speech: Speech) -> tuple[str, ...]:
    """Say how the agency stands in English."""
    score, words = view.result.score, view.result.coverage.words_by_language
    day = {"day": speech.day(view.result.audited_on)}
    sentences = []
    if view.readable:
        places = {"english": speech.interval(score.english), "local": speech.interval(score.local)}
        sentences.append(speech.text(_SCORE) % places)
    sentences.append(
        speech.text(_DUTIES) % tally(view.duties, speech) if view.duties else speech.text(_NO_DUTY) % day
    )
    sentences.append(
        speech.text(_IN_ENGLISH) % tally((r for r in view.rows if r.criterion.language in _ENGLISH), speech)
    )
    if view.result.pairs:
        pairs = pairs_view(view.result.pairs)
        counts = {"english": pairs.english, "whole": pairs.whole, "total": pairs.total}
        sentences.append(speech.text(_PAIRS) % _spoken(counts, speech))
    if all_words := sum(words.values()):
        shares = {
            "english": speech.points(100 * words.get("en", 0) / all_words),
            "local": speech.points(100 * words.get("vi", 0) / all_words),
        }
        sentences.append(speech.text(_WORDS) % shares)
    return tuple(sentences)


def services(view: AgencyView, speech: Speech) -> tuple[str, ...]:
    """Say how many services there are, at which level, in which language, and what lists ask for."""
    return (*_services(view.services, speech), *_required(view.required, speech))


def _services(view: ServicesView | None, speech: Speech) -> Iterator[str]:
    if view is None:
        yield speech.text(_NO_INVENTORY)
        return
    if not view.inventory.readable:
        yield speech.text(_UNREAD_SERVICES)
    if not view.total:
        if view.inventory.readable:
            yield speech.text(_NO_SERVICES)
        return
    shown = {item.level: item.checked for item in view.levels}
    printed = {item.level: item.published for item in view.levels}
    foreign = len(view.foreign)
    counts = {
        "total": view.total,
        "differing": len(view.differing),
        "english": view.english,
        "told": foreign - len(view.english_gaps),
        "foreign": foreign,
        "near": view.reached.near,
        "linked": view.reached.linked,
    }
    places = _spoken(counts, speech)
    yield speech.text(_SERVICES) % {**places, "levels": _levels(shown, speech)}
    yield speech.text(_PUBLISHED) % {**places, "levels": _levels(printed, speech)}
    yield speech.text(_TOLD) % places
    if view.reached.linked:
        yield speech.text(_NEAR) % places
    if new_levels(row.service.published for row in view.rows):
        yield speech.text(LEVELS_NOTE)


def new_levels(published: Iterable[Published]) -> bool:
    """Whether any level is told in the words of Decree 42/2022/NĐ-CP, which stand for no single one of the four levels."""
    return not {Published.WHOLE, Published.PART}.isdisjoint(published)


def _required(view: RequiredView | None, speech: Speech) -> Iterator[str]:
    if view is None or not view.loaded:
        yield speech.text(_NO_LIST)
    elif not view.rows:
        yield speech.text(_NOT_ASKED)
    else:
        tally = view.tally
        counts = {
            "required": tally.required,
            "found": tally.found.yes,
            "level": tally.at_level.yes,
            "overdue": tally.overdue.yes,
            "open": tally.at_level.open,
        }
        yield speech.text(_REQUIRED) % {**_spoken(counts, speech), "decisions": "; ".join(view.decisions)}


def sectors(view: AgencyView, names: Mapping[str, Names], speech: Speech) -> tuple[SectorLine, ...]:
    """Count the requirements of each of the six focus sectors that the agency is asked about."""
    lines = []
    for sector in basis().focus_sectors:
        rows = once(row for row in view.rows if row.criterion.sector == sector)
        if rows:
            label = speech.name(names[sector]) if sector in names else sector
            lines.append(sector_line(label, (row.judgement.verdict for row in rows), speech))
    return tuple(lines)


def sector_line(label: str, verdicts: Iterable[Verdict], speech: Speech) -> SectorLine:
    """Return the line of a sector from the results of its requirements."""
    found = Counter(verdicts)
    order = (V.MET, V.PARTLY, V.VIETNAMESE_ONLY, V.NOT_MET, V.COULD_NOT_TELL)
    counts = [speech.number(found[verdict]) for verdict in order]
    name = f"{label[:1].upper()}{label[1:]}"
    return SectorLine(name, speech.number(sum(found[verdict] for verdict in order)), *counts)


def technical(view: AgencyView, speech: Speech) -> tuple[str, ...]:
    """Say how the agency's portals stand technically."""
    coverage = view.result.coverage
    rows = [row for row in view.rows if row.criterion.group == "technology"]
    sentences = [speech.text(_TECHNICAL) % tally(rows, speech)] if rows else []
    if coverage.documents_read:
        files = {"read": coverage.documents_read, "all": coverage.documents, "scans": coverage.scans}
        sentences.append(speech.text(_FILES) % _spoken(files, speech))
    return tuple(sentences)


def once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return one row of those that ask for the same with the same verdict."""
    return tuple({(row.root, row.judgement.verdict): row for row in rows}.values())


def tally(rows: Iterable[Row], speech: Speech) -> dict[str, str]:
    """Count rows by result, once each; `missing` is what is not met, in Vietnamese only or at all."""
    asked = once(rows)
    found = Counter(row.judgement.verdict for row in asked)
    counts = {
        "all": len(asked),
        "met": found[V.MET],
        "partly": found[V.PARTLY],
        "local": found[V.VIETNAMESE_ONLY],
        "not_met": found[V.NOT_MET],
        "missing": found[V.NOT_MET] + found[V.VIETNAMESE_ONLY],
        "untold": found[V.COULD_NOT_TELL],
    }
    return _spoken(counts, speech)


def _levels(counts: Mapping[str, int], speech: Speech) -> str:
    said = [
        f"{speech.text(LEVELS[level])}: {speech.number(count)}" for level, count in counts.items() if count
    ]
    return "; ".join(one[:1].lower() + one[1:] for one in said)


def _spoken(counts: Mapping[str, int], speech: Speech) -> dict[str, str]:
    return {name: speech.number(count) for name, count in counts.items()}
