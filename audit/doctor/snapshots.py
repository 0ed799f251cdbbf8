"""Snapshots of runs and re-checks: there, whole, readable; deep: every record that a result rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from audit.datadir import DataDir
from audit.doctor.model import Patient, Said, fault, ok, some, warning
from audit.results import AgencyResult
from audit.retention.citations import in_text
from audit.store.db import Store
from crawler.errors import SnapshotError, StoreError
from crawler.snapshot import RESULT_NAME
from crawler.soundness import trouble, unreadable

_RESULT = TypeAdapter(AgencyResult)
_ENDED: Final = frozenset({"done", "provisional", "rejected"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One snapshot that has to be there, or is."""

    run_id: str
    """Of a run or a re-check."""
    agency_id: str
    trouble: str = ""
    """What is wrong with it."""
    is_missing: bool = False
    is_newest: bool = False
    """Whether re-checks and the next crawl of its agency look into it."""
    cited: int = 0
    """Records that were read because results rest on them."""

    @property
    def name(self) -> str:
        """Run and agency."""
        return f"{self.run_id}/{self.agency_id}"


def look(patient: Patient) -> Iterator[Said]:
    """Look at every snapshot that audit.db knows of, or, where that cannot be read, at those that are there.

    Raises:
        StoreError: The database cannot be read; said after the rest.
    """
    data = patient.place.data
    if not data.db.exists():
        return
    try:
        store = Store(data.db, reading=True)
    except StoreError:
        yield from judge(list(_lying_there(data)), deep=False)
        raise
    with store:
        yield from judge(list(_seen(patient, store)), deep=patient.deep)


def judge(seen: Sequence[Seen], *, deep: bool) -> Iterator[Said]:
    """Say which snapshots are missing or damaged.

    Args:
        seen: What was found.
        deep: Whether every record was read that results rest on.
    """
    if missing := [one for one in seen if one.is_missing]:
        newest = [one.agency_id for one in missing if one.is_newest]
        again = "osi-audit run " + " ".join(f"--agency {id_}" for id_ in newest[:5]) if newest else ""
        yield warning(
            f"snapshots that are not there any more: {some(one.name for one in missing)}; results and reports stay, but cannot be "
            "judged again" + (", nor their findings re-checked" if newest else ""),
            "put them back from a backup" + (f", or audit these agencies anew: {again}" if again else ""),
        )
    if broken := [one for one in seen if one.trouble]:
        for one in broken[:10]:
            yield fault(
                f"{one.name}: {one.trouble}",
                "put the folder back from a backup"
                + (
                    f", or audit anew: osi-audit run --fresh --agency {one.agency_id}"
                    if one.is_newest
                    else ""
                ),
            )
        if len(broken) > 10:
            yield fault(f"{len(broken) - 10} more snapshots are damaged", "see to the disk (dmesg, smartctl)")
    sound = len(seen) - len(missing) - len(broken)
    if sound:
        told = f", with all records that results rest on ({sum(one.cited for one in seen)})" if deep else ""
        yield ok(f"snapshots that can be read: {sound}{told}")


def _lying_there(data: DataDir) -> Iterator[Seen]:
    for result in sorted(data.snapshots("x").parent.glob(f"*/*/{RESULT_NAME}")):
        yield Seen(result.parents[1].name, result.parent.name, trouble(result.parent))


def _seen(patient: Patient, store: Store) -> Iterator[Seen]:
    data = patient.place.data
    newest: set[str] = set()
    for run in store.runs():
        judged = store.origins(run.id)
        for agency_id in run.agencies:
            folder = data.snapshot(run.id, agency_id)
            is_newest = agency_id in judged and agency_id not in newest
            if is_newest:
                newest.add(agency_id)
            if not folder.is_dir():
                if agency_id in judged:
                    yield Seen(run.id, agency_id, is_missing=True, is_newest=is_newest)
            elif (folder / RESULT_NAME).is_file() or (agency_id in judged and run.state in _ENDED):
                said, count = _trouble(patient, store, run.id, agency_id, folder)
                yield Seen(run.id, agency_id, said, is_newest=is_newest, cited=count)
    for id_ in sorted(store.rechecks.ids()):
        for folder in sorted(path for path in data.recheck(id_).glob("*") if path.is_dir()):
            yield Seen(id_, folder.name, trouble(folder))


def _trouble(patient: Patient, store: Store, run_id: str, agency_id: str, folder: Path) -> tuple[str, int]:
    said = trouble(folder)
    if said or not patient.deep:
        return said, 0
    try:
        told = [_RESULT.dump_json(result).decode() for result in store.results(run_id, [agency_id])]
        places = {place for text in told for place in in_text(text)}
        lost = unreadable(folder, sorted(places, key=lambda place: (place.file, place.offset)))
    except (SnapshotError, StoreError) as error:
        return str(error), 0
    first = next(iter(lost.values()), "")
    said = (
        f"{len(lost)} of {len(places)} records that results rest on cannot be read: {first}" if lost else ""
    )
    return said, len(places)
