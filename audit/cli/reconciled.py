"""A reconciliation as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from audit.services.required.model import MatchKind
from audit.services.required.reconciliation import Entry, Reconciliation, Split, Tally
from reports.safety import visible

NO_LIST = "no list of required services was imported (danh mục chưa được nạp): osi-audit services import FILE"
_HEAD = ("required", "found", "published", "checked", "at level", "English name", "English text", "overdue")
_WIDTH = 14


def tally_lines(found: Reconciliation) -> Iterator[str]:
    """Yield a table: agencies, sectors, all. Without a list there is nothing to count."""
    if not found.loaded:
        yield NO_LIST
        return
    if not found.entries:
        yield "no list asks anything of these agencies"
        return
    for title, tallies in (("agency", found.by_agency), ("sector", found.by_sector)):
        yield _row(title, _HEAD)
        for name, tally in tallies.items():
            yield _row(name or "(not told)", _cells(tally))
        yield ""
    yield _row("all", _cells(found.total))


def entry_lines(found: Reconciliation) -> Iterator[str]:
    """Yield each required service: agency, sector, state, level asked, published, checked, English, overdue, name, URL."""
    if not found.loaded:
        yield NO_LIST
        return
    for entry in found.entries:
        yield "\t".join(" ".join(visible(cell).split()) for cell in _entry(entry))


def share(split: Split) -> str:
    """Write a split as yes/all+open.

    >>> share(Split(3, 5, 2)), share(Split(1, 0, 0))
    ('3/10+2', '1/1')
    """
    return f"{split.yes}/{split.total}" + (f"+{split.open}" if split.open else "")


def _cells(tally: Tally) -> tuple[str, ...]:
    splits = (
        tally.found,
        tally.published,
        tally.checked,
        tally.at_level,
        tally.name_english,
        tally.text_english,
        tally.overdue,
    )
    return (str(tally.required), *map(share, splits))


def _row(name: str, cells: tuple[str, ...]) -> str:
    return f"{name:<24}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _entry(entry: Entry) -> tuple[str, ...]:
    service = entry.service
    state = {True: "found", False: "missing", None: "could not tell"}[entry.found]
    if entry.match.kind is MatchKind.AMBIGUOUS:
        state = "for a person"
    told = entry.found is not False  # of a missing service there is nothing to tell
    checked = "?" if service is None or service.checked is None else str(service.checked)
    return (
        entry.agency_id,
        entry.sector or "-",
        state,
        entry.required.level.value,
        (service.published.value if service else "") or "-",
        checked if told else "-",
        {True: "English", False: "no English" if told else "-", None: "?"}[entry.name_english],
        {True: "overdue", False: "-", None: "?"}[entry.overdue],
        entry.required.name,
        entry.url or "-",
    )
