"""A snapshot: what one run fetched from one agency, a folder that is never changed afterwards, but for being thinned as a whole.

`<snapshots>/<run_id>/<agency_id>/` holds

- `crawl-00000.warc.gz`: request, response and revisit records (WARC 1.1, ISO 28500:2017),
- `pages.db`: one row per URL found, fetched or not,
- `result.json`: how the crawl went; written last, so its absence means "not finished",
- `thinned.json` and `cited.warc.gz` in place of the archive where only what results cite was kept (`crawler.thinning`).
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from crawler import USER_AGENT_PRODUCT
from crawler.bodies import Archive
from crawler.errors import SnapshotError
from crawler.pagesdb import PagesReader, PagesWriter
from crawler.records import (
    SNAPSHOT_VERSION,
    CrawlResult,
    KeptLinks,
    KnownAddress,
    PageRecord,
    PortalOutcome,
    RenderingOutcome,
    SideRecord,
)
from crawler.status import FetchStatus
from crawler.warc import Conversion, Exchange, WarcWriter
from crawler.warc_tail import Position, settle_tail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.warc_original import Original

__all__ = [
    "SNAPSHOT_VERSION",
    "CrawlResult",
    "PageRecord",
    "PortalOutcome",
    "RenderingOutcome",
    "Snapshot",
    "SnapshotWriter",
]

RESULT_NAME = "result.json"
PROGRESS_NAME = "progress.json"
"""How far a running crawl is; gone when it has finished."""
_BATCH = 500
_RESUMABLE = "interrupted"


class SnapshotWriter:
    """Writes one snapshot folder; a folder that a killed crawl left is gone on with.

    Args:
        folder: `<snapshots>/<run_id>/<agency_id>`; made when missing.
        agency_id: Id in the registry.
        run_id: Id of the run.

    Raises:
        SnapshotError: The folder cannot be written, or holds a finished snapshot.
    """

    def __init__(self, folder: Path | str, agency_id: str, run_id: str) -> None:
        self.folder = Path(folder)
        self.agency_id = agency_id
        self.run_id = run_id
        self._pending: list[PageRecord] = []
        self._side: list[SideRecord] = []
        _make_folder(self.folder)
        self._lock = lock_folder(self.folder)
        try:
            self._refuse_finished()
            self._pages = PagesWriter(self.folder)
            tail = settle_tail(self.folder, self._pages.last_position())
            self.lost = self._pages.forget_lost(tail.ends, tail.orphans)
            """Answers of a killed crawl that are in the database but not in the archive any more."""
            self._warc = WarcWriter(self.folder, USER_AGENT_PRODUCT, tail)
        except OSError as error:
            self._unlock()
            raise SnapshotError(
                f"{self.folder}: cannot go on with this snapshot: {error.strerror}"
            ) from error
        except SnapshotError:
            self._unlock()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self) -> Iterator[PageRecord]:
        """What a killed crawl had written already."""
        return self._pages.records()

    def body(self, record: PageRecord) -> bytes:
        """Read back a body that is on disk already."""
        self._warc.flush()
        with Archive(self.folder) as archive:
            return archive.body(Position(record.warc_file, record.warc_offset))

    def store(self, exchange: Exchange) -> Position:
        """Append request and response to the archive; see `WarcWriter.write`."""
        return self._warc.write(exchange)

    def convert(self, conversion: Conversion) -> Position:
        """Append a page as a browser shows it to the archive; see `WarcWriter.convert`."""
        return self._warc.convert(conversion)

    def keep(self, exchange: Exchange, original: Original) -> Position:
        """Append a "not modified" answer with what it confirms; see `WarcWriter.keep`."""
        return self._warc.keep(exchange, original)

    def note_side(self, record: SideRecord) -> None:
        """Keep what the next crawl needs of a robots.txt or site map; it reaches the disk as records do."""
        self._side.append(record)

    def keep_links(self, reading: str, known: Iterable[KnownAddress], links: Iterable[KeptLinks]) -> None:
        """Keep links of pages for the next crawl; see `PagesWriter.keep_links`."""
        self._pages.keep_links(reading, known, links)

    def add(self, record: PageRecord) -> None:
        """Keep one record; it reaches the disk with the next batch, after its archive records."""
        self._pending.append(record)
        if len(self._pending) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Bring archive and records onto the disk, in this order.

        Raises:
            SnapshotError: The disk is full or the folder became unwritable.
        """
        self._warc.flush()
        if self._pending or self._side:
            pending, self._pending = self._pending, []
            side, self._side = self._side, []
            self._pages.upsert(pending, side)

    def finish(self, result: CrawlResult) -> None:
        """Write what is left and then `result.json`, in one step.

        Raises:
            SnapshotError: See `flush`.
        """
        self.flush()
        self.close()
        text = json.dumps(asdict(result), ensure_ascii=False, indent=1, default=str) + "\n"
        _write_atomically(self.folder / RESULT_NAME, text)

    def close(self) -> None:
        """Close the files; what was not flushed is dropped, as after a kill."""
        try:
            self._warc.close()
        finally:
            self._pages.close()
            self._unlock()

    def _unlock(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _refuse_finished(self) -> None:
        path = self.folder / RESULT_NAME
        if not path.exists():
            return
        if _load_result(path).stop_reason != _RESUMABLE:
            raise SnapshotError(f"{self.folder}: this snapshot is finished and is never changed")
        try:
            path.unlink()
        except OSError as error:
            raise SnapshotError(f"{path}: cannot be replaced: {error.strerror}") from error


class Snapshot:
    """Reads one snapshot folder.

    Raises:
        SnapshotError: The folder holds no snapshot.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._pages = PagesReader(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def finished(self) -> bool:
        """Whether the crawl came to its end, by itself or interrupted in order."""
        return (self.folder / RESULT_NAME).is_file()

    @property
    def result(self) -> CrawlResult:
        """How the crawl went.

        Raises:
            SnapshotError: The crawl has not finished, or the file is damaged.
        """
        return _load_result(self.folder / RESULT_NAME)

    def pages(self) -> Iterator[PageRecord]:
        """Every URL found, by depth and address."""
        return self._pages.all()

    def page(self, url: str) -> PageRecord | None:
        """The record of a canonical address, or None."""
        return self._pages.one(url)

    def side(self, url: str) -> SideRecord | None:
        """What is kept of a robots.txt or site map, or None."""
        return self._pages.side(url)

    def reading(self) -> str:
        """See `PagesReader.reading`."""
        return self._pages.reading()

    def links(self, url: str) -> bytes | None:
        """See `PagesReader.links`."""
        return self._pages.links(url)

    def addresses(self, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
        """See `PagesReader.addresses`."""
        return self._pages.addresses(numbers)

    def fetched(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Every page that could be read with its body, content coding removed, in the order of the archive.

        What was kept beside the pages is no page: see `documents`, `data` and `searches`.

        Raises:
            SnapshotError: The archive is damaged, or the snapshot was thinned (`crawler.thinned`): there is no whole any more.
        """
        return self._with_bodies(FetchStatus.OK)

    def documents(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Every document that was fetched; `referrer` is the page that links to it. Raises as `fetched`."""
        return self._with_bodies(FetchStatus.DOCUMENT)

    def data(self) -> Iterator[tuple[PageRecord, bytes]]:
        """The JSON from which pages draw their lists; `referrer` is the page that names it. Raises as `fetched`."""
        return self._with_bodies(FetchStatus.DATA)

    def searches(self) -> Iterator[tuple[PageRecord, bytes]]:
        """What portals' own searches answered; `anchor` is what was asked, `referrer` has the form. Raises as `fetched`."""
        return self._with_bodies(FetchStatus.SEARCH)

    def rendered(self) -> Iterator[tuple[PageRecord, bytes]]:
        """Pages that are empty without script, as a browser showed them. Raises as `fetched`.

        `referrer` is the page itself when the address ends in `#rendered`, else the page that links to the hash route.
        """
        return self._with_bodies(FetchStatus.RENDERED)

    def _with_bodies(self, status: FetchStatus) -> Iterator[tuple[PageRecord, bytes]]:
        with Archive(self.folder) as archive:
            if archive.thinned is not None:
                raise archive.thinned.refusal(self.folder)
            for record in self._pages.fetched(status):
                yield record, archive.body(Position(record.warc_file, record.warc_offset))

    def body(self, record: PageRecord) -> bytes:
        """The body of one record, content coding removed; empty when nothing was stored.

        Raises:
            SnapshotError: The archive is damaged, or the snapshot was thinned and the record not kept.
        """
        if not record.warc_file:
            return b""
        with Archive(self.folder) as archive:
            return archive.body(Position(record.warc_file, record.warc_offset))

    def close(self) -> None:
        """Close the files."""
        self._pages.close()


def is_finished(folder: Path) -> bool:
    """Whether a folder holds the snapshot of a crawl that came to its end and saw what it wanted to."""
    try:
        return _load_result(folder / RESULT_NAME).stop_reason not in {_RESUMABLE, "error"}
    except SnapshotError:
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SnapshotError(f"{folder}: cannot be made: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SnapshotError(f"{folder}: is not writable")


def lock_folder(folder: Path) -> int:
    """Hold a snapshot's folder for one writer; the lock ends with the process, however that ends.

    Returns:
        The handle that holds it, to be closed.

    Raises:
        SnapshotError: Another process holds it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise SnapshotError(f"{folder}: another crawl is writing this snapshot") from error
    except OSError:
        return handle  # a file system without locks, as some network ones
    return handle


def _load_result(path: Path) -> CrawlResult:
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _refuse_other_version(path.parent, raw)
        portals = tuple(
            PortalOutcome(**{**p, "status": FetchStatus(p["status"])}) for p in raw.pop("portals")
        )
        rendering = RenderingOutcome(**raw.pop("rendering", {}))
        result = CrawlResult(portals=portals, rendering=rendering, **raw)
        date.fromisoformat(result.started_at[:10])
    except FileNotFoundError as error:
        raise SnapshotError(f"{path}: is missing; the crawl has not finished") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SnapshotError(f"{path}: is damaged: {error}") from error
    return result


def _refuse_other_version(folder: Path, raw: dict[str, Any]) -> None:
    version = raw["version"]
    if version != SNAPSHOT_VERSION:
        age = "newer" if isinstance(version, int) and version > SNAPSHOT_VERSION else "another"
        raise SnapshotError(
            f"{folder}: is a snapshot of {age} version ({version!r}, written by osi-audit "
            f"{raw.get('crawler_version') or 'unknown'}); this program reads version {SNAPSHOT_VERSION}"
        )


def _write_atomically(path: Path, text: str) -> None:
    temporary = path.with_suffix(".tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise SnapshotError(f"{path}: cannot be written: {error.strerror}") from error
