"""What audit.db and written reports cite of a snapshot: records by place, pages by address. Pure.

Whatever looks like a place in an archive or an address counts, wherever in a result it stands: a part of results that is new
tomorrow is kept without a word here. Only lists of (nearly) every page are cut short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import TypeAdapter

from audit.life.model import Event
from audit.recheck import Recheck
from audit.results import AgencyResult, Finding, PairGap, Review
from crawler.purpose import RENDERED_MARK
from crawler.records import PageRecord
from crawler.warc_tail import Position

_RESULT = TypeAdapter(AgencyResult)
_EVENT = TypeAdapter(Event)
_FINDING = TypeAdapter(Finding)
_RECHECK = TypeAdapter(Recheck)
_RECORD: Final = re.compile(
    r"(?<![\w./-])(?:recheck-(?P<recheck>\w+)/)?(?P<file>crawl-\d{5}\.warc\.gz):(?P<offset>\d{1,15})"
)
_ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited of one snapshot."""

    records: frozenset[Position] = frozenset()
    urls: frozenset[str] = frozenset()
    """Addresses whose pages are evidence, although no record is named."""

    def __or__(self, other: Cited) -> Cited:
        return Cited(self.records | other.records, self.urls | other.urls)


def by_result(result: AgencyResult, pairs: int, addresses: int) -> Cited:
    """Return what a result cites.

    Args:
        result: Of one agency in one run.
        pairs: How many of its pages without a full English counterpart count.
        addresses: How many of a finding's count.
    """
    lacking = [pair for pair in result.pairs if pair.gap is not PairGap.NONE_MISSING][:pairs]
    findings = tuple(_short(finding, addresses) for finding in result.findings)
    told = replace(result, pairs=tuple(lacking), findings=findings)
    return _cited(_RESULT.dump_python(told, mode="json"))


def by_events(events: Iterable[Event]) -> Cited:
    """Return what looks at findings rest on, and the pages that persons named when they spoke of them."""
    return _cited([_EVENT.dump_python(event, mode="json") for event in events])


def by_findings(findings: Iterable[Finding], addresses: int) -> Cited:
    """Return what findings cite that results may not tell any more, since they were judged again."""
    return _cited([_FINDING.dump_python(_short(finding, addresses), mode="json") for finding in findings])


def by_rechecks(rechecks: Iterable[Recheck], run_id: str) -> Cited:
    """Return what re-checks cite of the run that they look back at."""
    return _cited(
        [_RECHECK.dump_python(one, mode="json") for one in rechecks if one.run_id == run_id], but="asked"
    )


def by_reviews(reviews: Iterable[Review]) -> Cited:
    """Return the pages that persons gave as proofs of their answers."""
    return _cited([review.proof for review in reviews])


def in_text(text: str) -> frozenset[Position]:
    """Return the places in archives that a written report names; whose archives, it may not say.

    >>> sorted(in_text('<code>crawl-00000.warc.gz:512</code> <code>recheck-20260701T000000Z/crawl-00000.warc.gz:9</code>'))
    [Position(file='crawl-00000.warc.gz', offset=512)]
    """
    return frozenset(place for place, recheck in _places(text) if not recheck)


def positions(cited: Cited, records: Iterable[PageRecord], key: Callable[[str], str]) -> frozenset[Position]:
    """Return the places in the archive of all that is cited.

    An address stands for its answer, for the page at the end of its redirects, and for the page as a browser shows it.

    Args:
        cited: Of the snapshot.
        records: All its pages.
        key: Tells when two addresses are one.
    """
    known: dict[str, list[PageRecord]] = {}
    for record in records:
        known.setdefault(key(record.url.removesuffix(RENDERED_MARK)), []).append(record)
    wanted = {key(url) for url in cited.urls}
    ends = {key(r.final_url) for k in wanted for r in known.get(k, ()) if r.final_url}
    found = {
        Position(record.warc_file, record.warc_offset)
        for k in wanted | ends
        for record in known.get(k, ())
        if record.warc_file
    }
    return frozenset(found | cited.records)


def _short(finding: Finding, addresses: int) -> Finding:
    return replace(finding, urls=finding.urls[:addresses], spots=finding.spots[:addresses])


def _cited(told: Any, but: str = "") -> Cited:
    records: set[Position] = set()
    urls: set[str] = set()
    for text in _texts(told, but):
        places = list(_places(text))
        records.update(place for place, recheck in places if not recheck)
        if not places:
            urls.update(_ADDRESS.findall(text))
    return Cited(frozenset(records), frozenset(urls))


def _places(text: str) -> Iterator[tuple[Position, str]]:
    for found in _RECORD.finditer(text):
        yield Position(found["file"], int(found["offset"])), found["recheck"] or ""


def _texts(told: Any, but: str) -> Iterator[str]:
    """Yield every string in JSON data, but for what stands under one name."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for name, value in told.items():
            if name != but:
                yield from _texts(value, but)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _texts(value, but)
