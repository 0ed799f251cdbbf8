"""Options that several commands share, and what they stand for once read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import click

from audit.datadir import DataDir
from audit.place import Place
from crawler.clock import moment
from crawler.errors import UsageError
from crawler.paths import config_dir
from crawler.registry import Agency, Kind, Registry

R = TypeVar("R")
_VIETNAM = timezone(timedelta(hours=7))
_IRREGULAR = {"criterion": "criteria"}
SOME_FAILED = 5
"""Exit code when a command is done but an agency has no result."""


def settings_options(function: Callable[..., R]) -> Callable[..., R]:
    """Give a command --data, --config and --sites, and hand them over as `settings`."""

    @click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="OSI_AUDIT_DATA",
        default=Path("var"),
        show_default=True,
        show_envvar=True,
        help="Folder of snapshots, audit.db and reports.",
    )
    @click.option(
        "--config", type=click.Path(path_type=Path), help="Configuration folder instead of the built-in one."
    )
    @click.option(
        "--sites",
        type=click.Path(path_type=Path),
        help="Another registry than CONFIG/sites.yaml, or than the run's own.",
    )
    @functools.wraps(function)
    def wrapped(*args: Any, data: Path, config: Path | None, sites: Path | None, **kwargs: Any) -> R:
        folder = config_dir(config)
        file = (sites or folder / "sites.yaml").absolute()
        settings = Place(DataDir(data.absolute()), folder, file, named=sites is not None)
        return function(*args, settings=settings, **kwargs)

    return wrapped


class Day(click.ParamType[date]):
    """A calendar date, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse, or fail with a message that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date like 2018-06-30", param, ctx)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which agencies a command was asked for, and on which day."""

    agency_ids: tuple[str, ...]
    kind: str | None
    sector: str | None
    day: date | None

    @property
    def given(self) -> bool:
        """Whether anything was said."""
        return bool(self.agency_ids or self.kind or self.sector or self.day)

    @property
    def when(self) -> date:
        """The day asked for, else today."""
        return self.day or today()

    def agencies(self, registry: Registry) -> tuple[Agency, ...]:
        """Return the agencies asked for, in the registry's order.

        Raises:
            UsageError: An id is unknown or not valid on that day, or nothing is left.
        """
        shown = f"{self.when:%d/%m/%Y}"
        for agency in map(registry.get, self.agency_ids):
            if not agency.valid.covers(self.when):
                successor = f"; its successor is {agency.successor}" if agency.successor else ""
                raise UsageError(f"{agency.id} did not exist on {shown}{successor} (choose a day with --on)")
        selected = registry.select(kind=self.kind, sector=self.sector, day=self.when)
        if self.agency_ids:
            selected = tuple(a for a in selected if a.id in self.agency_ids)
        if not selected:
            raise UsageError(
                f"no agency matches (kind {self.kind or 'any'}, sector {self.sector or 'any'}, on {shown})"
            )
        return selected


def agency_options(function: Callable[..., R]) -> Callable[..., R]:
    """Give a command --agency, --kind, --sector and --on, and hand them over as `choice`."""

    @click.option(
        "--agency", "agency_ids", multiple=True, metavar="ID", help="One agency; may be given again."
    )
    @click.option("--kind", type=click.Choice([k.value for k in Kind]), help="Only agencies of that kind.")
    @click.option("--sector", help="Only agencies of that sector, e.g. health.")
    @click.option("--on", "day", type=Day(), help="Registry and duties of that day (default: today, UTC).")
    @functools.wraps(function)
    def wrapped(
        *args: Any,
        agency_ids: tuple[str, ...],
        kind: str | None,
        sector: str | None,
        day: date | None,
        **kwargs: Any,
    ) -> R:
        return function(*args, choice=Choice(agency_ids, kind, sector, day), **kwargs)

    return wrapped


def today() -> date:
    """Return the calendar day in UTC, so that a run means the same everywhere."""
    return moment().date()


def today_in_vietnam() -> date:
    """Return the calendar day in Viet Nam: what a person there writes down today does not lie in the future."""
    return moment().astimezone(_VIETNAM).date()


def counted(number: int, noun: str) -> str:
    """Say a number of things.

    >>> counted(1, "agency"), counted(2, "agency"), counted(0, "finding")
    ('1 agency', '2 agencies', '0 findings')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    plural = _IRREGULAR.get(noun, plural)
    return f"{number} {noun if number == 1 else plural}"
