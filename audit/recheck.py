"""A second look at a few findings: what is asked for, and what the portal looks like with the answers in place of the old pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from audit.life.model import Look
from audit.results import AgencyResult, Evidence, Finding, Judgement, Message, Side, Verdict
from audit.site.addresses import key_of
from crawler.purpose import RENDERED_MARK
from crawler.status import FetchStatus

if TYPE_CHECKING:
    from crawler.records import PageRecord
    from crawler.snapshot import Snapshot

MOST_PLACES: Final = 12
"""Pages that are asked for, for one finding."""
_TOLD: Final = frozenset({FetchStatus.OK, FetchStatus.REDIRECT, FetchStatus.NOT_FOUND})
"""Answers that say what is there now; after any other one the page could not be read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found about a finding at one moment."""

    verdict: Verdict | None
    """Of its first criterion; None for a portal-wide cause."""
    english: Verdict | None
    local: Verdict | None
    reason: Message | None
    evidence: tuple[Evidence, ...] = ()
    """In English, else in Vietnamese; of a cause none."""
    count: int = 0
    """Pages that a cause touches."""
    urls: tuple[str, ...] = ()
    """Of these, at most twenty."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One page that was asked for."""

    url: str
    status: str
    """A `crawler.status.FetchStatus` value."""
    detail: str = ""
    fetched_at: str = ""
    record: str = ""
    """Place in the archive of the re-check."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """A finding before and after: the proof that a fault was mended, or is still there."""

    id: str
    """The moment, as ids of runs are: `20260701T080910Z`."""
    finding_id: str
    agency_id: str
    run_id: str
    """The run that is looked back at."""
    look: Look
    before: Shown
    after: Shown
    asked: tuple[Asked, ...] = ()
    by: str = ""
    """User of the machine."""


def places(
    finding: Finding,
    judged: Mapping[str, Judgement],
    homes: Sequence[str],
    named: Iterable[str] = (),
    sample: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return the pages that a second look rests on, those that matter most first, at most `MOST_PLACES`.

    Args:
        finding: As it was told last.
        judged: Judgements of that run, by criterion.
        homes: Home pages, from which new pages are linked.
        named: Pages that the agency names.
        sample: Pages nearest to the home page, for what is asked of every page.
    """
    judgements = [judged[id_] for id_ in (finding.criterion_id, *finding.also) if id_ in judged]
    sides = [side for j in judgements for side in (j.english, j.local)]
    found = [
        *named,
        *(proof.url for side in sides for proof in side.evidence),
        *(proof.found_on for side in sides for proof in side.evidence if proof.found_on),
        *homes,
        *(proof.url for side in sides for proof in side.near_misses),
        *(place for side in sides for place in side.looked.places),
        *finding.urls,
        *sample,
    ]
    once = {key_of(url): url for url in reversed(found) if url.startswith(("http://", "https://"))}
    return tuple(dict.fromkeys(once[key_of(url)] for url in found if key_of(url) in once))[:MOST_PLACES]


class Overlay:
    """A snapshot with some pages as they are now.

    Args:
        base: Of the run that is looked back at.
        fresh: Of the pages that were asked for again.
        mark: Before the archive's name in records of these, so that they are told from those of the run.
    """

    def __init__(self, base: Snapshot, fresh: Snapshot, mark: str) -> None:
        self._base = base
        self._fresh = fresh
        self._mark = mark
        self._now = {key_of(record.url): record for record in fresh.pages()}
        self._records = {key_of(record.url): record for record in base.pages()}

    def records(self) -> tuple[PageRecord, ...]:
        """Return every address known, as it stands now."""
        merged = dict(self._records)
        for key, record in self._now.items():
            if record.status in _TOLD or key not in merged:
                merged[key] = self._marked(record)
        return tuple(merged.values())

    def fetched(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Yield the pages with their bodies: in the order of the base, then those that it does not have."""
        done: set[str] = set()
        for record, body in self._base.fetched():
            key = key_of(record.url)
            now = self._now.get(key)
            if now is None or now.status not in _TOLD:
                yield record, body
                continue
            done.add(key)
            if now.status is FetchStatus.OK:
                yield self._marked(now), self._fresh.body(now)
        for key, now in self._now.items():
            if key not in done and now.status is FetchStatus.OK:
                yield self._marked(now), self._fresh.body(now)

    def seen(self) -> tuple[PageRecord, ...]:
        """Return what was asked for alone, as it stands now."""
        return tuple(self._marked(record) for record in self._now.values())

    def sample(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Yield the pages that were asked for alone, with their bodies."""
        for record in self._now.values():
            if record.status is FetchStatus.OK:
                yield self._marked(record), self._fresh.body(record)

    def seen_before(self) -> tuple[PageRecord, ...]:
        """Return what was asked for alone, as the base knows it."""
        return tuple(self._records[key] for key in self._now if key in self._records)

    def sample_before(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Yield the pages that were asked for alone, as the base read them, with their bodies."""
        for record in self.seen_before():
            if record.status is FetchStatus.OK:
                yield record, self._base.body(record)

    def is_asked(self, url: str) -> bool:
        """Whether a page was asked for."""
        return key_of(url) in self._now

    def rendered(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Yield pages as a browser showed them, of those that were not asked for again."""
        for record, body in self._base.rendered():
            if key_of(record.url.removesuffix(RENDERED_MARK)) not in self._now:
                yield record, body

    def asked(self) -> tuple[Asked, ...]:
        """Return what was asked for, and what came."""
        return tuple(
            Asked(
                r.url,
                r.status.value,
                r.detail,
                r.fetched_at,
                f"{r.warc_file}:{r.warc_offset}" if r.warc_file else "",
            )
            for r in self._now.values()
        )

    def unread(self, named: Iterable[str] = ()) -> tuple[PageRecord, ...]:
        """Return the pages that could not be read now, of those that could be before and those that the agency names."""
        wanted = {key_of(url) for url in named}
        return tuple(
            record
            for key, record in self._now.items()
            if record.status not in _TOLD
            and (key in wanted or ((known := self._records.get(key)) is not None and known.status.is_page))
        )

    def _marked(self, record: PageRecord) -> PageRecord:
        """What the base knows of the way there stays."""
        file = f"{self._mark}/{record.warc_file}" if record.warc_file else ""
        known = self._records.get(key_of(record.url))
        if known is None:
            return replace(record, warc_file=file)
        return replace(
            record,
            warc_file=file,
            depth=known.depth,
            referrer=known.referrer,
            anchor=known.anchor,
            source=known.source,
            portal=known.portal,
        )


def shown(finding: Finding, result: AgencyResult) -> Shown:
    """Return what a result shows of a finding, which it may not have any more."""
    told = next((other for other in result.findings if other.id == finding.id), None)
    judgement = next((j for j in result.judgements if j.criterion_id == finding.criterion_id), None)
    if judgement is None:
        return Shown(None, None, None, None, count=told.count if told else 0, urls=told.urls if told else ())
    side = _telling(judgement)
    return Shown(
        judgement.verdict,
        judgement.english.verdict,
        judgement.local.verdict,
        side.reason,
        (*judgement.english.evidence, *judgement.local.evidence)[:4],
    )


def _telling(judgement: Judgement) -> Side:
    asked = judgement.english.verdict is not Verdict.NOT_APPLICABLE
    return judgement.english if asked else judgement.local


def settled(look: Look, unread: Sequence[PageRecord]) -> Look:
    """Return what a second look shows in the end: while a page it rests on could not be read, only a fix can be told."""
    return Look.UNSEEN if unread and look is not Look.PASSING else look
