"""Every error the project raises on purpose.

OsiAuditError
├── ConfigError        raised when a configuration file is wrong; names file, line and key
├── UsageError         raised when a command is asked for something that does not exist
├── ReviewError        raised when a reviewer's file is wrong; names file, row and column of every fault
├── ListError          raised when a list of required services is wrong; names file, row and column of every fault
├── SnapshotError      raised when a snapshot cannot be read or written
├── StoreError         raised when audit.db cannot be used
├── ClusterError       raised when workers on other machines, or the store that they share, cannot be used
└── NothingCrawledError  raised when no portal of a run could be read

Failures of the audited sites are values (`crawler.status.FetchStatus`), never exceptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class OsiAuditError(Exception):
    """Root of the project's errors; the command line prints its text and exits with `exit_code`."""

    exit_code = 1


class ConfigError(OsiAuditError):
    """Raised when a configuration file is wrong, from the registry, criteria and lexicon loaders.

    Args:
        path: The file.
        message: What is wrong, in one sentence.
        key: Dotted path of the offending key, e.g. ``agencies.3.portals.0.url``.
        line: 1-based line in the file, where it is known.
    """

    exit_code = 2

    def __init__(self, path: Path | str, message: str, *, key: str = "", line: int | None = None) -> None:
        self.path = str(path)
        self.message = message
        self.key = key
        self.line = line
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: {key}: {message}" if key else f"{place}: {message}")


class UsageError(OsiAuditError):
    """Raised when a command names an agency, run or criterion that does not exist, from the CLI and runs."""

    exit_code = 2


class ReviewError(OsiAuditError):
    """Raised when a reviewer's file is wrong, from audit.review; nothing of the file is kept then.

    Args:
        faults: Every fault, one sentence each, with file, row and column.
    """

    exit_code = 2

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        super().__init__("\n".join(("the answers were not taken in:", *faults, f"{count}; nothing was kept")))


class ListError(OsiAuditError):
    """Raised when a list of required services is wrong, from audit.services.required; nothing of the file is kept then.

    Args:
        faults: Every fault, one sentence each, with file, row and column; the first `SHOWN` are printed.
    """

    exit_code = 2
    SHOWN = 50

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        more = len(faults) - self.SHOWN
        rest = (f"... and {more} more",) if more > 0 else ()
        lines = ("the list was not taken in:", *faults[: self.SHOWN], *rest, f"{count}; nothing was kept")
        super().__init__("\n".join(lines))


class SnapshotError(OsiAuditError):
    """Raised when a snapshot folder cannot be read or written, from crawler.snapshot and crawler.warc."""

    exit_code = 4


class StoreError(OsiAuditError):
    """Raised when audit.db is of another version, locked or unwritable, from audit.store."""

    exit_code = 4


class ClusterError(OsiAuditError):
    """Raised when workers or their store fail, from crawler.cluster and crawler.store; what they handed over is kept."""

    exit_code = 4


class NothingCrawledError(OsiAuditError):
    """Raised when not one page of any asked agency could be fetched, from audit.runs."""

    exit_code = 3
