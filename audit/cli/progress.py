"""What a run shows while it goes: one live table on a terminal, plain lines otherwise."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from types import TracebackType
from typing import Protocol, Self

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table

from audit.cli.options import counted
from crawler.job import CrawlOutcome, CrawlProgress

_UNSHOWN = frozenset({"no_extra", "no_chromium", "failed"})
PLAIN_EVERY_S = 15.0
"""Seconds between two plain lines about one agency: a log file of a night's run stays readable."""


class Progress(Protocol):
    """A view of a running crawl."""

    def update(self, progress: CrawlProgress) -> None:
        """Take note of how far an agency is."""

    def done(self, outcome: CrawlOutcome) -> None:
        """Take note that an agency's crawl has ended."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def progress_view(agencies: Iterable[str], console: Console | None = None) -> Progress:
    """Return the live table on a terminal, else the plain lines."""
    console = console or Console(stderr=True)
    return _Live(agencies, console) if console.is_terminal else _Plain()


def outcome_line(outcome: CrawlOutcome) -> str:
    """One agency's crawl in a line."""
    text = f"{outcome.agency_id}: {outcome.fetched} pages read, {outcome.found} addresses found, {outcome.failed} failed"
    if outcome.stop_reason != "finished":
        text += f" ({outcome.stop_reason.replace('_', ' ')})"
    return f"{text}: {outcome.error}" if outcome.error else text


def unshown_line(outcomes: Iterable[CrawlOutcome]) -> str:
    """One line for a run whose pages built by script no browser could show, with the way to get it; empty when there are none.

    >>> unshown_line([])
    ''
    """
    pages: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.result is not None and outcome.result.rendering.state in _UNSHOWN:
            pages[outcome.result.rendering.detail] += outcome.result.rendering.shells
    if not pages:
        return ""
    why = "; ".join(pages)
    return f"{counted(pages.total(), 'page')} built by script could not be shown in a browser: {why}"


class _Plain:
    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def update(self, progress: CrawlProgress) -> None:
        now = time.monotonic()
        last = self._said.setdefault(progress.agency_id, now)
        if now - last >= PLAIN_EVERY_S:
            self._said[progress.agency_id] = now
            click.echo(
                f"{progress.agency_id}: {progress.fetched} pages read, {progress.found} found so far",
                err=True,
            )

    def done(self, outcome: CrawlOutcome) -> None:
        click.echo(outcome_line(outcome), err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None


class _Live:
    def __init__(self, agencies: Iterable[str], console: Console) -> None:
        self._rows: dict[str, tuple[str, int, int, int]] = dict.fromkeys(agencies, ("waiting", 0, 0, 0))
        self._live = Live(self._table(), console=console, refresh_per_second=4, transient=True)
        self._console = console

    def update(self, progress: CrawlProgress) -> None:
        row = (progress.host or "crawling", progress.fetched, progress.found, progress.failed)
        self._rows[progress.agency_id] = row
        self._live.update(self._table())

    def done(self, outcome: CrawlOutcome) -> None:
        self._rows.pop(outcome.agency_id, None)
        self._console.print(outcome_line(outcome), highlight=False, markup=False)
        self._live.update(self._table())

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False)
        for title in ("agency", "now at", "read", "found", "failed"):
            table.add_column(title, justify="left" if title in {"agency", "now at"} else "right")
        moving = [(a, row) for a, row in self._rows.items() if row[0] != "waiting"]
        for agency, (host, fetched, found, failed) in moving:
            table.add_row(agency, host, str(fetched), str(found), str(failed))
        waiting = len(self._rows) - len(moving)
        if waiting:
            table.add_row(f"{waiting} waiting", "", "", "", "")
        return table
