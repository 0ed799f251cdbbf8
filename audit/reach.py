"""What a crawl saw of an agency, and what was out of its sight. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from audit.site.addresses import key_by, key_of
from crawler.addressrules import AddressRules
from crawler.records import PageRecord
from crawler.status import FetchStatus

UNMET: Final = "not found before the crawl ended"
"""In place of a status: the crawl never met the address."""


class Sight(StrEnum):
    """What a crawl saw of an address."""

    READ = "read"
    GONE = "gone"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Reach:
    """What a crawl read and what it did not."""

    status: Mapping[str, PageRecord]
    """By `key_of` the address."""
    complete: bool
    """Whether nothing was left over for want of budget or time."""
    rules: AddressRules | None = None
    """By which the crawl told addresses apart, so that an address with the state of a visit is known again; None for those in use."""

    @classmethod
    def of(
        cls, records: Iterable[PageRecord], stop_reason: str, addresses: Mapping[str, Any] | None = None
    ) -> Reach:
        """Sum up a snapshot's records; `addresses` are those of its `result.json`."""
        rules = AddressRules.from_record(dict(addresses)) if addresses else None
        status = {_key(r.url, rules): r for r in records}
        left = any(r.status in _LEFT for r in status.values())
        return cls(status, complete=stop_reason == "finished" and not left, rules=rules)

    def at(self, url: str) -> PageRecord | None:
        """Return what the crawl knows of an address."""
        return self.status.get(_key(url, self.rules))

    def record(self, url: str) -> PageRecord | None:
        """Return what the crawl knows of an address, at the end of its redirects."""
        found = self.at(url)
        if found is not None and found.status is FetchStatus.REDIRECT and found.final_url:
            return self.at(found.final_url) or found
        return found

    def missed(self, url: str, other: Reach) -> str:
        """Return why a page was not read although it may exist; empty when it was read, or is known to be gone.

        An address that this crawl never met is gone where the page that led to it was read and does not name it any more.

        Args:
            url: Of the page.
            other: Of the crawl that read it.
        """
        seen: set[str] = set()
        while key_of(url) not in seen:
            seen.add(key_of(url))
            record = self.record(url)
            if record is not None:
                return record.status.value if _may_exist(record.status) else ""
            there = other.at(url)
            if there is None or not there.referrer:
                break
            url = there.referrer
        return "" if self.complete else UNMET

    def sight(self, url: str) -> Sight:
        """Say whether an address was read, is gone, or was out of sight."""
        record = self.record(url)
        if record is None:
            return Sight.GONE if self.complete else Sight.UNSEEN
        if record.status.is_page or record.status.is_beside:
            return Sight.READ
        return Sight.GONE if record.status is FetchStatus.NOT_FOUND else Sight.UNSEEN


def _key(url: str, rules: AddressRules | None) -> str:
    return key_of(url) if rules is None else key_by(url, rules)


_LEFT = frozenset({FetchStatus.BUDGET_PAGES, FetchStatus.BUDGET_TIME, FetchStatus.INTERRUPTED})
_UNSEEN = _LEFT | {
    FetchStatus.BUDGET_DEPTH,
    FetchStatus.TRAP,
    FetchStatus.TOO_LARGE,
    FetchStatus.REDIRECT_LOOP,
    FetchStatus.EMPTY_BODY,
    FetchStatus.CLIENT_ERROR,
    FetchStatus.PRIVATE_ADDRESS,
}


def _may_exist(status: FetchStatus) -> bool:
    return status in _UNSEEN or status.is_blocked
