"""The snapshots of one run in a store that all machines see: a folder, S3, or whatever fsspec can open.

    <store>/<run_id>/run.json                          which run this is
    <store>/<run_id>/notes/beat.json                   the coordinator lives, and wants the run to go on
    <store>/<run_id>/notes/claims/<agency>.json        which worker crawls an agency now
    <store>/<run_id>/notes/progress/<agency>.json      how far it is
    <store>/<run_id>/snapshots/<agency>/manifest.json  what the snapshot consists of; written last
    <store>/<run_id>/snapshots/<agency>/parts/<sha256> its bytes
    <store>/<run_id>/earlier/snapshots/…               the same of earlier snapshots that the store did not have

A manifest is replaced in one step and lists only parts that are there: a reader finds a whole snapshot, or none.
An archive only grows, so that a later manifest of a crawl that goes on takes over the parts of the former.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from crawler.errors import ClusterError, SnapshotError, UsageError
from crawler.manifest import Manifest, Part, load
from crawler.pagesdb import FILE_NAME
from crawler.records import CrawlResult
from crawler.scratch import copy_pages
from crawler.snapshot import PROGRESS_NAME, RESULT_NAME, Snapshot

PART_BYTES = 16 << 20
LOG_BYTES = 1 << 20
"""Of the crawl's log, from its end."""
PATIENCE_PULSES = 24
"""Two minutes, with a pulse of five seconds."""
_TRIES = 3

T = TypeVar("T")


def patiently(action: Callable[[], T], pulse_s: float) -> T:
    """Do something with a store that may be away for a moment: try again each pulse, `PATIENCE_PULSES` times.

    Raises:
        ClusterError: It stays away.
    """
    for _ in range(PATIENCE_PULSES):
        try:
            return action()
        except ClusterError:
            time.sleep(pulse_s)
    return action()


@lru_cache(maxsize=32)
def open_store(url: str, run_id: str) -> SnapshotStore:
    """Return the store of a run; the same object for all threads of this process."""
    return SnapshotStore(url, run_id)


class SnapshotStore:
    """The snapshots and notes of one run.

    Args:
        url: fsspec URL of a folder, `file:///srv/snapshots` or `s3://bucket/prefix`. Keys and endpoints come from the
            environment of each machine (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` …), never from here.
        run_id: Id of the run, or a folder of it.

    Raises:
        UsageError: No such kind of store, or what reads it is not installed.
    """

    def __init__(self, url: str, run_id: str) -> None:
        self.url = url
        self.run_id = run_id
        self._fs, root = _file_system(url)
        self._root = f"{root.rstrip('/')}/{run_id}"
        self._is_local = "file" in _protocols(self._fs)

    # ---------- notes ----------

    def write_note(self, name: str, note: dict[str, Any]) -> None:
        """Keep a small note, in one step.

        Raises:
            ClusterError: The store cannot be written.
        """
        with self._said("written"):
            self._replace(self._note(name), json.dumps(note, ensure_ascii=False).encode())

    def read_note(self, name: str) -> dict[str, Any] | None:
        """Return a note, or None where there is none.

        Raises:
            ClusterError: The store cannot be read.
        """
        data = self._read(self._note(name))
        try:
            found = json.loads(data) if data is not None else None
        except ValueError:  # half of one, in a store that does not replace in one step
            return None
        return found if isinstance(found, dict) else None

    def remove_note(self, name: str) -> None:
        """Remove a note; nothing happens where there is none."""
        with self._said("written"):
            self._remove(self._note(name))

    def notes(self, folder: str) -> dict[str, dict[str, Any]]:
        """Return all notes of a folder of notes, by their last name."""
        found = self._read_all(f"{self._root}/notes/{folder}", "*.json")
        notes = {}
        for path, data in found.items():
            try:
                note = json.loads(data)
            except ValueError:
                continue
            if isinstance(note, dict):
                notes[path.rpartition("/")[2].removesuffix(".json")] = note
        return notes

    def _note(self, name: str) -> str:
        return f"{self._root}/{name}.json" if name == "run" else f"{self._root}/notes/{name}.json"

    # ---------- snapshots ----------

    def manifest(self, agency_id: str) -> Manifest | None:
        """Return what there is of an agency, or None.

        Raises:
            ClusterError: The store cannot be read, or the manifest is damaged.
        """
        data = self._read(self._manifest(agency_id))
        return None if data is None else self._loaded(data)

    def manifests(self) -> dict[str, Manifest]:
        """Return what there is of all agencies, by agency id. Raises as `manifest`."""
        found = self._read_all(f"{self._root}/snapshots", "*/manifest.json")
        return {path.split("/")[-2]: self._loaded(data) for path, data in found.items()}

    def put(self, agency_id: str, folder: Path, log: Path | None = None) -> Manifest:
        """Bring a snapshot folder into the store as it is now; a crawl may be writing it.

        Args:
            agency_id: Whose.
            folder: On this machine.
            log: The crawl's log.

        Raises:
            ClusterError: The store cannot be written; what was there before stays.
            SnapshotError: The folder cannot be read.
        """
        before = self.manifest(agency_id) or Manifest(finished=False, answered=0, files={})
        # Beside the folder, where the next try of a worker that is killed now finds it, and not among files that nobody removes.
        copy = folder.with_name(f".{folder.name}.pages")
        copy.unlink(missing_ok=True)
        try:
            # In this order: whatever pages.db speaks of is in the archive by now.
            result = _result(folder)
            count = copy_pages(folder, copy)
            sources = {FILE_NAME: (copy, copy.stat().st_size)}
            sources |= _others(folder, with_result=result is not None)
            files = {
                name: self._put_file(agency_id, path, size, before.files.get(name, ()), before.parts)
                for name, (path, size) in sources.items()
            }
            kept_log = self._put_log(agency_id, log, before.parts)
        finally:
            copy.unlink(missing_ok=True)
        finished = result is not None and result.stop_reason != "interrupted"
        manifest = Manifest(finished, count, files, kept_log)
        with self._said("written"):
            self._replace(self._manifest(agency_id), manifest.dump())
            for digest in before.parts - manifest.parts:
                self._remove(self._part(agency_id, digest))
        return manifest

    def fetch(self, agency_id: str, folder: Path, log: Path | None = None) -> Manifest | None:
        """Bring a snapshot from the store into a folder, which is replaced in one step.

        Returns:
            Its manifest, or None where there is none.

        Raises:
            ClusterError: The store cannot be read.
            SnapshotError: What it holds is damaged, or the folder cannot be written.
        """
        for _ in range(_TRIES):
            manifest = self.manifest(agency_id)
            if manifest is None:
                return None
            try:
                self._fetch(agency_id, manifest, folder, log)
            except FileNotFoundError:
                continue  # replaced by a later one while we read
            except OSError as error:
                raise SnapshotError(f"{folder}: cannot be written: {error.strerror or error}") from error
            return manifest
        raise SnapshotError(f"{self.url}: the snapshot of {agency_id} is damaged: parts of it are missing")

    def forget(self, agency_id: str) -> None:
        """Take a snapshot that is damaged out of the store, so that it is made again.

        Raises:
            ClusterError: The store cannot be written.
        """
        with self._said("written"):
            self._remove(self._manifest(agency_id))

    def _fetch(self, agency_id: str, manifest: Manifest, folder: Path, log: Path | None) -> None:
        incoming = folder.with_name(f".{folder.name}.incoming")
        shutil.rmtree(incoming, ignore_errors=True)
        incoming.mkdir(parents=True)
        try:
            for name, parts in manifest.files.items():
                self._fetch_file(agency_id, parts, incoming / Path(name).name)
            if log is not None and manifest.log:
                self._fetch_file(agency_id, manifest.log, log)
            former = folder.with_name(f".{folder.name}.former")
            shutil.rmtree(former, ignore_errors=True)
            if folder.exists():
                folder.rename(former)
            incoming.rename(folder)
            shutil.rmtree(former, ignore_errors=True)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)

    def _fetch_file(self, agency_id: str, parts: tuple[Part, ...], target: Path) -> None:
        with target.open("wb") as file:
            for part in parts:
                data = self._read(self._part(agency_id, part.sha256))
                if data is None:
                    raise FileNotFoundError(part.sha256)
                if hashlib.sha256(data).hexdigest() != part.sha256:
                    raise SnapshotError(f"{self.url}: a part of the snapshot of {agency_id} is damaged")
                file.write(data)

    def _put_file(
        self, agency_id: str, path: Path, size: int, before: tuple[Part, ...], known: frozenset[str]
    ) -> tuple[Part, ...]:
        """Bring the first `size` bytes of a file into the store, but for parts that are there."""
        parts: list[Part] = []
        steps = [part.size for part in before]
        left = size
        try:
            with path.open("rb") as file:
                while left > 0:
                    step = steps.pop(0) if steps else PART_BYTES
                    data = file.read(min(step, left))
                    if not data:
                        raise SnapshotError(f"{path}: became shorter while it was copied")
                    left -= len(data)
                    parts.append(self._put_part(agency_id, data, known))
        except OSError as error:
            raise SnapshotError(f"{path}: cannot be read: {error.strerror}") from error
        return tuple(parts)

    def _put_part(self, agency_id: str, data: bytes, known: frozenset[str]) -> Part:
        part = Part(hashlib.sha256(data).hexdigest(), len(data))
        if part.sha256 not in known:
            with self._said("written"):
                self._fs.pipe_file(self._part(agency_id, part.sha256), data)
        return part

    def _put_log(self, agency_id: str, log: Path | None, known: frozenset[str]) -> tuple[Part, ...]:
        try:
            data = log.read_bytes()[-LOG_BYTES:] if log is not None else b""
        except OSError:
            data = b""  # a crawl without a log is a crawl all the same
        return (self._put_part(agency_id, data, known),) if data else ()

    # ---------- the file system ----------

    def _manifest(self, agency_id: str) -> str:
        return f"{self._root}/snapshots/{agency_id}/manifest.json"

    def _part(self, agency_id: str, digest: str) -> str:
        return f"{self._root}/snapshots/{agency_id}/parts/{digest}"

    def _loaded(self, data: bytes) -> Manifest:
        try:
            return load(data)
        except ValueError as error:
            raise ClusterError(f"{self.url}: {error}") from error

    def _read(self, path: str) -> bytes | None:
        with self._said("read"):
            try:
                data: bytes = self._fs.cat_file(path)
            except FileNotFoundError:
                return None
            return data

    def _read_all(self, folder: str, pattern: str) -> dict[str, bytes]:
        with self._said("read"):
            self._fs.invalidate_cache()
            paths = self._fs.glob(f"{folder}/{pattern}")
            # More than one at a time, where the file system can; one that has gone meanwhile is left out.
            found = self._fs.cat(paths, on_error="omit") if paths else {}
            return {str(path): data for path, data in found.items()}

    def _replace(self, path: str, data: bytes) -> None:
        """Write an object in one step: an object store does so by itself, a disk by renaming."""
        if self._is_local:
            self._fs.pipe_file(f"{path}.new", data)
            Path(f"{path}.new").replace(path)
        else:
            self._fs.pipe_file(path, data)

    def _remove(self, path: str) -> None:
        try:
            self._fs.rm_file(path)
        except FileNotFoundError:
            return

    @contextmanager
    def _said(self, done: str) -> Iterator[None]:
        try:
            yield
        except (ClusterError, SnapshotError):
            raise
        except Exception as error:
            # Each kind of store has errors of its own, of no common kind.
            text = str(error) or type(error).__name__
            raise ClusterError(f"the store {self.url} cannot be {done}: {text}") from error


def _others(folder: Path, *, with_result: bool) -> dict[str, tuple[Path, int]]:
    """The files of a snapshot beside `pages.db`, with their sizes by now; not what a running crawl keeps for itself."""
    own = {FILE_NAME, PROGRESS_NAME} | (set() if with_result else {RESULT_NAME})
    try:
        return {
            path.name: (path, path.stat().st_size)
            for path in sorted(folder.iterdir())
            if path.is_file()
            and path.name not in own
            and path.suffix not in {".tmp", ".new"}
            and not path.name.startswith(f"{FILE_NAME}-")  # a journal of SQLite
        }
    except OSError as error:
        raise SnapshotError(f"{folder}: cannot be read: {error.strerror}") from error


def _result(folder: Path) -> CrawlResult | None:
    if not (folder / RESULT_NAME).is_file():
        return None
    with Snapshot(folder) as snapshot:
        return snapshot.result


def _file_system(url: str) -> tuple[Any, str]:
    try:
        import fsspec.core  # noqa: PLC0415 - only a run with a store needs it
    except ImportError as error:
        raise UsageError("a store needs the extra 'cluster': pip install 'osi-audit[cluster]'") from error
    protocol = url.partition("://")[0] if "://" in url else "file"
    options: dict[str, Any] = {"auto_mkdir": True} if protocol == "file" else {"use_listings_cache": False}
    try:
        fs, root = fsspec.core.url_to_fs(url, **options)
    except ImportError as error:
        what = "the extra 's3': pip install 'osi-audit[s3]'" if protocol in {"s3", "s3a"} else str(error)
        raise UsageError(f"the store {url} needs {what}") from error
    except ValueError as error:
        raise UsageError(f"the store {url} cannot be opened: {error}") from error
    return fs, str(root)


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)
