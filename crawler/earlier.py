"""What an earlier crawl of the same agency holds: what to ask with, and the bodies of what has not changed since."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from zlib import crc32

from crawler.errors import SnapshotError
from crawler.kept_links import EarlierLinks
from crawler.records import PageRecord, SideRecord
from crawler.snapshot import Snapshot
from crawler.status import FetchStatus
from crawler.urls import host_of
from crawler.warc_original import Original, read_original
from crawler.warc_tail import Position

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.session import CrawlSession

CHECKED_FIRST = 3
"""Of each host, that many answers are asked for whole, to see whether what the server says of changes is true."""
CHECKED_SHARE = 20
"""And of the rest, one in that many."""
SETTLED = timedelta(seconds=60)
"""How long before the answer a page must have changed last for that moment to tell its versions apart (RFC 9110, 8.8.2.2)."""
_KEPT = frozenset({FetchStatus.OK, FetchStatus.DOCUMENT, FetchStatus.DATA})

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What an address answered to the earlier crawl."""

    body_sha256: str
    """Of the body, content coding removed; empty for robots.txt and site maps."""
    etag: str = ""
    last_modified: str = ""
    original: Original | None = None
    """The stored answer, where there is something to ask with."""
    content_type: str = ""
    depth: int = -1
    is_page: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What makes a request conditional (RFC 9110, 13.1); empty when nothing does."""
        if self.original is None:
            return {}
        said = {"If-None-Match": self.etag}
        if is_settled(self.last_modified, self.original.response.http_headers.get("date", "")):
            said["If-Modified-Since"] = self.last_modified
        return {name: value for name, value in said.items() if value}


class Earlier:
    """The last finished snapshot of an agency, read only.

    Args:
        snapshot: Open.
        salt: Chooses which answers are checked; another one each run.
        count: Increments a Scrapy stat.
    """

    def __init__(self, snapshot: Snapshot, salt: str, count: Callable[[str, int], None]) -> None:
        self.distrusted: set[str] = set()
        """Hosts (with port) that called something unchanged although it has changed."""
        self._snapshot = snapshot
        self._salt = salt
        self._count = count
        self._checked: Counter[str] = Counter()

    @classmethod
    def open(cls, folder: Path | None, salt: str, count: Callable[[str, int], None]) -> Self | None:
        """Open a snapshot; None without one that can be read, since a crawl needs none."""
        if folder is None:
            return None
        try:
            snapshot = Snapshot(folder)
            logger.info("what has not changed since %s is not sent again", snapshot.result.finished_at)
        except SnapshotError as error:
            logger.warning("everything is asked for anew: %s", error)
            count("osi/earlier/unreadable", 1)
            return None
        return cls(snapshot, salt, count)

    def find(self, url: str, key: str = "") -> EarlierAnswer | None:
        """What an address answered, or None when nothing is known that could be used.

        Args:
            url: As it is asked for.
            key: Canonical address of a page or of what is kept beside pages; empty for robots.txt and site maps.
        """
        try:
            return self._page(url, key) if key else self._side(url)
        except SnapshotError as error:
            logger.warning("%s is asked for anew: %s", url, error)
            self._count("osi/earlier/unreadable", 1)
            return None

    def is_check(self, url: str, *, home: bool = False) -> bool:
        """Whether an address is to be asked for whole although it need not be: home pages always are."""
        host = host_of(url)
        path = url.partition("://")[2].partition("/")[2]
        self._checked[host] += 1
        return (
            home
            or self._checked[host] <= CHECKED_FIRST
            or crc32(f"{self._salt} {path}".encode()) % CHECKED_SHARE == 0
        )

    def compare(self, url: str, before: EarlierAnswer, now: dict[str, Any]) -> bool:
        """Compare a whole answer with the earlier one.

        Args:
            url: Its address.
            before: The earlier answer.
            now: Fields of its record: `body_sha256`, `etag`, `last_modified`.

        Returns:
            Whether this is how it came out that the host calls unchanged what has changed.
        """
        if not before.body_sha256 or not now.get("body_sha256"):
            return False
        if before.body_sha256 == now["body_sha256"]:
            self._count("osi/earlier/same_body", 1)
            return False
        self._count("osi/earlier/changed", 1)
        if now["etag"] or before.etag:
            said_unchanged = same_etag(now["etag"], before.etag)
        else:
            said_unchanged = bool(now["last_modified"]) and now["last_modified"] == before.last_modified
        host = host_of(url)
        if not said_unchanged or host in self.distrusted:
            return False
        self._count("osi/earlier/distrusted", 1)
        self.distrusted.add(host)
        return True

    def links_for(self, session: CrawlSession) -> EarlierLinks:
        """The links that the last crawl kept."""
        return EarlierLinks(self._snapshot, session)

    def close(self) -> None:
        """Close the files."""
        self._snapshot.close()

    def _page(self, url: str, key: str) -> EarlierAnswer | None:
        record = self._snapshot.page(key)
        if record is None or record.status not in _KEPT or record.final_url != url:
            return None
        return EarlierAnswer(
            record.body_sha256,
            record.etag,
            record.last_modified,
            self._original(url, record),
            record.content_type,
            record.depth,
            record.status.is_page,
        )

    def _side(self, url: str) -> EarlierAnswer | None:
        record = self._snapshot.side(url)
        if record is None:
            return None
        return EarlierAnswer("", record.etag, record.last_modified, self._original(url, record))

    def _original(self, url: str, record: PageRecord | SideRecord) -> Original | None:
        """Read the body before anything is asked: a 304 without a whole body at hand would be of no use."""
        if not record.etag and not record.last_modified:
            return None
        position = Position(record.warc_file, record.warc_offset)
        return read_original(self._snapshot.folder, position, url)


def is_settled(last_modified: str, date: str) -> bool:
    """Whether Last-Modified can be asked with: a date, and some time before the answer's own date.

    A page made anew for each visitor says the moment of the visit, and a wrong clock the future.

    >>> day = "Wed, 01 Jul 2026 {} GMT".format
    >>> is_settled(day("06:00:00"), day("07:00:00")), is_settled(day("07:00:00"), day("07:00:01"))
    (True, False)
    >>> is_settled("yesterday", day("07:00:00")), is_settled(day("06:00:00"), "")
    (False, False)
    """
    try:
        return parsedate_to_datetime(date) - parsedate_to_datetime(last_modified) >= SETTLED
    except (ValueError, TypeError):  # no dates, or one without a time zone
        return False


def same_etag(one: str, other: str) -> bool:
    """Whether two entity tags are the same by the weak comparison (RFC 9110, 8.8.3.2); empty ones are not.

    >>> same_etag('W/"a"', '"a"'), same_etag('"a"', '"b"'), same_etag("", "")
    (True, False, False)
    """
    return bool(one) and one.removeprefix("W/") == other.removeprefix("W/")
