"""Archived copies of pages: what a record of evidence points to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from audit.datadir import DataDir
from crawler.errors import SnapshotError, UsageError

_SOURCE: Final = re.compile(r"\d{8}T\d{6}Z")
_RECORD: Final = re.compile(
    r"(?:recheck-(?P<again>\d{8}T\d{6}Z)/)?(?P<file>[\w-]{1,60}\.warc\.gz):(?P<offset>\d{1,15})"
)
_AGENCY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """One page as it was read."""

    url: str
    fetched_at: str
    """UTC, ISO 8601."""
    media_type: str
    body: bytes


def where_kept(source: str, record: str) -> tuple[str, str]:
    """Return which run or re-check holds a record, and the record's name in it.

    >>> where_kept("20260101T000000Z", "recheck-20260202T000000Z/crawl-00000.warc.gz:12")
    ('20260202T000000Z', 'crawl-00000.warc.gz:12')
    >>> where_kept("20260101T000000Z", "crawl-00000.warc.gz:12")
    ('20260101T000000Z', 'crawl-00000.warc.gz:12')
    """
    found = _RECORD.fullmatch(record)
    if found is None or not found["again"]:
        return source, record
    return found["again"], f"{found['file']}:{found['offset']}"


def archived_copy(data: DataDir, agency_id: str, source: str, record: str) -> ArchivedCopy | None:
    """Return the page that a record of evidence points to; None where the archive does not have it (any more).

    Only pages of that agency's own crawl are found: nothing else is opened, whatever the record says.

    Args:
        data: Where snapshots and re-checks lie.
        agency_id: Whose crawl.
        source: Id of the run or re-check that read the page.
        record: As evidence names it: `crawl-00000.warc.gz:OFFSET`.

    Raises:
        UsageError: It is no such record.
        SnapshotError: The archive is damaged.
    """
    from crawler.snapshot import Snapshot  # noqa: PLC0415 - loads readers of archives, and few ask for a copy

    source, record = where_kept(source, record)
    found = _RECORD.fullmatch(record)
    if found is None or not _SOURCE.fullmatch(source) or not _AGENCY.fullmatch(agency_id):
        raise UsageError(f"{source} {record} is no record of an archive")
    folders = [data.snapshot(source, agency_id), data.recheck(source) / agency_id]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        return None
    with Snapshot(folder) as snapshot:
        place = (found["file"], int(found["offset"]))
        page = next((page for page in snapshot.pages() if (page.warc_file, page.warc_offset) == place), None)
        if page is None:
            return None
        try:
            body = snapshot.body(page)
        except SnapshotError:
            return None
        return ArchivedCopy(page.url, page.fetched_at, page.content_type, body)
