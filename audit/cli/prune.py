"""`osi-audit prune`: let go of what old runs weigh."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

import click

from audit.cli.options import SOME_FAILED, counted, settings_options
from audit.cli.run import at_work
from audit.lock import only_pruner
from audit.place import Place
from audit.retention.plan import Act
from audit.retention.policy import load_policy
from audit.retention.prune import Line, Pruning
from audit.store.db import Store
from crawler.clock import moment
from crawler.errors import UsageError

_DONE: Final = {Act.THIN: "thinned", Act.FINISH: "thinned", Act.REMOVE: "removed", Act.KEEP: "kept"}
_WOULD: Final = {Act.THIN: "thin", Act.FINISH: "thin", Act.REMOVE: "remove", Act.KEEP: "keep"}


@click.command()
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say what would go, how many bytes, and why the rest stays; change nothing.",
)
@click.option("--verbose", is_flag=True, help="Say of everything that is kept, too, why.")
@settings_options
def prune(settings: Place, *, dry_run: bool, verbose: bool) -> int:
    """Let go of what old runs weigh, as config/retention.yaml says. What anything cites is kept; audit.db loses nothing.

    Old snapshots are thinned: the pages that results, findings, re-checks, disputes and written reports cite stay as they were
    (osi-audit evidence opens them), the rest of the archive goes, and the snapshot cannot be judged again.

    \b
    Examples: osi-audit prune --dry-run
              osi-audit prune

    Exit codes: 0 done, 2 configuration, 4 a run is at work or being judged again, or the data folder, 5 something could not be let go of.
    """
    if not settings.data.db.exists():
        raise UsageError(f"{settings.data.root} has no audit.db: there is nothing to prune")
    policy = load_policy(settings.config)
    words = _WOULD if dry_run else _DONE
    lines: list[Line] = []
    with ExitStack() as stack:
        if dry_run:
            store = stack.enter_context(Store(settings.data.db))
        else:
            store = stack.enter_context(at_work(settings))
            stack.enter_context(only_pruner(settings.data))
        for line in Pruning(settings.data, store, policy, moment(), dry=dry_run).lines():
            lines.append(line)
            if line.failed or line.act is not Act.KEEP or dry_run or verbose:
                click.echo(_said(line, settings, words[line.act]), err=line.failed)
    failed = sum(line.failed for line in lines)
    click.echo(_summary(lines, dry_run=dry_run))
    return SOME_FAILED if failed else 0


def _said(line: Line, settings: Place, word: str) -> str:
    """One thing: what becomes of it, which it is, what it weighs, and why."""
    name = line.path.relative_to(settings.data.root).as_posix()
    weight = weighed(line.size)
    if line.act is not Act.KEEP and line.freed != line.size:
        weight += f" -> {weighed(line.size - line.freed)}"
    return f"{word}\t{name}\t{weight}\t{line.why}"


def _summary(lines: list[Line], *, dry_run: bool) -> str:
    by_act = {act: sum(line.act is act for line in lines) for act in Act}
    thinned, removed = by_act[Act.THIN] + by_act[Act.FINISH], by_act[Act.REMOVE]
    freed, before = sum(line.freed for line in lines), sum(line.size for line in lines)
    what = f"{counted(thinned, 'snapshot')} thinned, {counted(removed, 'thing')} removed, {by_act[Act.KEEP]} kept"
    if dry_run:
        return f"{what}; {weighed(freed)} of {weighed(before)} would go, nothing was changed"
    return f"{what}; {weighed(freed)} of {weighed(before)} went"


def weighed(size: int) -> str:
    """Say a number of bytes.

    >>> weighed(0), weighed(123_456), weighed(45_600_000)
    ('0 kB', '123 kB', '45.6 MB')
    """
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size / 1e3:.0f} kB"
