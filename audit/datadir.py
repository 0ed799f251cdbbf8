"""Where a run's files lie below the data folder (`./var`, `--data DIR`, `OSI_AUDIT_DATA`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.errors import StoreError

_BEGUN: Final = ".begun"


@dataclass(frozen=True, slots=True)
class DataDir:
    """Paths only; nothing is made before it is needed."""

    root: Path

    @property
    def db(self) -> Path:
        """The coordinator's database."""
        return self.root / "audit.db"

    @property
    def search(self) -> Path:
        """The index of the portal's search; safe to delete."""
        return self.root / "search.db"

    @property
    def lock(self) -> Path:
        """Held by the run that is at work."""
        return self.root / ".osi-audit-lock"

    @property
    def telling_lock(self) -> Path:
        """Held by the process that tells contacts."""
        return self.root / ".osi-audit-telling-lock"

    @property
    def pruning_lock(self) -> Path:
        """Held alone by the process that prunes snapshots, together by those that judge them again."""
        return self.root / ".osi-audit-pruning-lock"

    @property
    def extracts(self) -> Path:
        """What crawls need of the registry, while the run that holds this folder is crawling."""
        return self.root / ".osi-audit-extracts"

    def snapshots(self, run_id: str) -> Path:
        """Folder of a run's snapshots, one folder per agency in it."""
        return self.root / "snapshots" / run_id

    def snapshot(self, run_id: str, agency_id: str) -> Path:
        """One agency's snapshot."""
        return self.snapshots(run_id) / agency_id

    def facts(self, agency_id: str) -> Path:
        """Facts of an agency's pages, remembered from one run to the next; safe to delete."""
        return self.root / "facts" / f"{agency_id}.db"

    def recheck(self, recheck_id: str) -> Path:
        """Folder of a re-check: snapshots of the pages that were asked for, by agency, and its proofs."""
        return self.root / "rechecks" / recheck_id

    def recheck_mark(self, recheck_id: str) -> Path:
        """Lies beside the folder of a re-check until audit.db knows it."""
        return self.root / "rechecks" / f"{recheck_id}{_BEGUN}"

    def rechecks_begun(self) -> list[str]:
        """Ids of re-checks that were begun, and of which audit.db may know nothing: the one at work, and those that were killed."""
        return sorted(path.stem for path in (self.root / "rechecks").glob(f"*{_BEGUN}"))

    def holds(self, id_: str) -> bool:
        """Whether a run or re-check of an id left something here."""
        return any(path.exists() for path in (self.snapshots(id_), self.recheck(id_), self.reports(id_)))

    def reports(self, run_id: str) -> Path:
        """Folder of a run's reports."""
        return self.root / "reports" / run_id

    def prepare(self) -> None:
        """Make the root and see that it can be written.

        Raises:
            StoreError: It can't be; the message says what to do.
        """
        probe = self.root / ".osi-audit-write-test"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"x")
            probe.unlink(missing_ok=True)  # another process may try the same at this moment
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(
                f"{self.root} cannot be written: {reason}; name another folder with --data"
            ) from error
