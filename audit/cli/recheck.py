"""`osi-audit recheck`: look again at findings at once, and prove what is there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import click

from audit.cli.options import SOME_FAILED, settings_options, today_in_vietnam
from audit.life.model import Look
from audit.lock import only_run
from audit.owners import owner_test
from audit.place import Place
from audit.reasons import REASONS
from audit.recheck import Recheck
from audit.rechecks import Wanted, open_findings, recheck, resting_on
from audit.results import Finding
from audit.store.db import Store
from crawler.errors import SnapshotError, UsageError
from crawler.job import get_ready
from reports.files import replace_file
from reports.i18n import LOCALES
from reports.proof import proof_page
from reports.titles import Titles

STILL_THERE: Final = 7
"""Exit code when at least one finding is still there, so that a script can tell."""
_SAID: Final = {
    Look.PASSING: "fixed",
    Look.FAILING: "still there",
    Look.GONE: "gone",
    Look.UNSEEN: "could not tell",
}


@click.command("recheck")
@click.argument("finding_ids", nargs=-1, metavar="[FINDING…]")
@click.option("--agency", "agency_id", default="", metavar="ID", help="Findings of that agency.")
@click.option("--open", "all_open", is_flag=True, help="With --agency: all that are open or suspected.")
@click.option(
    "--url",
    "urls",
    multiple=True,
    help="A page that shows the fix; alone: all findings that rest on that page. Only on the agency's own hosts.",
)
@settings_options
def recheck_(
    settings: Place, finding_ids: tuple[str, ...], agency_id: str, *, all_open: bool, urls: tuple[str, ...]
) -> int:
    """Look again at findings, fetching only the pages that they rest on, and write a proof of before and after.

    \b
    Examples: osi-audit recheck 97348b3a54b5effe
              osi-audit recheck 97348b3a54b5effe --url https://moh.gov.vn/en/about
              osi-audit recheck --agency moh --open
              osi-audit recheck --url https://moh.gov.vn/en/about

    Exit codes: 0 nothing is there any more, 2 usage, 4 database or crawl, 5 some agencies could not be looked at, 7 at least one
    finding is still there or could not be told.
    """
    failed = False
    done: list[Recheck] = []
    settings.data.prepare()
    with only_run(settings.data), Store(settings.data.db) as store:
        settings = settings.of_newest(store)
        for wanted in _wanted(settings, store, finding_ids, agency_id, urls, all_open=all_open):
            get_ready()
            titles = Titles(settings.config)
            told = {finding.id: finding for finding in wanted.findings}
            try:
                found = look_again(settings, store, wanted, titles)
            except SnapshotError as error:
                click.echo(f"{wanted.agency_id}: {error}", err=True)
                failed = True
                continue
            for one in found:
                state = store.lives.life(one.finding_id).standing.state_on(today_in_vietnam().isoformat())
                title = _titles(one, told[one.finding_id], titles)[1]
                click.echo(f"{one.finding_id}: {_SAID[one.look]} ({state}): {title}")
                click.echo(f"  {settings.data.recheck(one.id) / _name(one, LOCALES[0])}")
            done += found
    if not done and not failed:
        click.echo("nothing to look at again", err=True)
    if failed:
        return SOME_FAILED
    return STILL_THERE if any(one.look in {Look.FAILING, Look.UNSEEN} for one in done) else 0


def look_again(settings: Place, store: Store, wanted: Wanted, titles: Titles | None = None) -> list[Recheck]:
    """Look again at findings of one agency, and write a proof of each in every language.

    Args:
        settings: Where the data lies, held by this process alone.
        store: The database.
        wanted: What is looked at.
        titles: What findings are called, where they are at hand.

    Raises:
        UsageError: The run's snapshot is gone, so that there is nothing to put the pages into.
        SnapshotError: The pages could not be asked for at all.
    """
    names = titles or Titles(settings.config)
    settings = settings.of_newest(store)
    told = {finding.id: finding for finding in wanted.findings}
    return recheck(wanted, settings, store, partial(_prove, settings, told, names))


def _wanted(
    settings: Place,
    store: Store,
    finding_ids: tuple[str, ...],
    agency_id: str,
    urls: tuple[str, ...],
    *,
    all_open: bool,
) -> Iterator[Wanted]:
    if finding_ids:
        if agency_id or all_open:
            raise UsageError("name findings, or an agency with --open, not both")
        lives = [store.lives.life(id_) for id_ in dict.fromkeys(finding_ids)]
        owners = dict.fromkeys(life.agency_id for life in lives)
        is_own = owner_test(settings.registry())
        for url in urls:
            if not any(is_own(owner, url) for owner in owners):
                raise UsageError(f"--url: {url} is on no host of {', '.join(owners)}")
        for owner in owners:
            mine = tuple(life.finding for life in lives if life.agency_id == owner)
            yield Wanted(owner, mine, tuple(url for url in urls if is_own(owner, url)))
        return
    if agency_id and all_open:
        settings.registry().get(agency_id)
        found = _open(store, agency_id)
        if found:
            yield Wanted(agency_id, found)
        return
    if not urls or agency_id or all_open:
        raise UsageError("name findings, or --agency with --open, or --url: see osi-audit recheck --help")
    for url in urls:
        yield from _resting(settings, store, url)


def _resting(settings: Place, store: Store, url: str) -> Iterator[Wanted]:
    is_own = owner_test(settings.registry())
    owners = [id_ for id_ in store.lives.agencies() if is_own(id_, url)]
    if not owners:
        raise UsageError(f"--url: {url} is on no host of an agency that has findings")
    for owner in owners:
        runs = [run_id for run_id, readable in store.lives.runs(owner).items() if readable]
        for result in store.results(runs[-1], [owner]) if runs else ():
            if found := resting_on(url, _open(store, owner), result):
                yield Wanted(owner, found, (url,))


def _open(store: Store, agency_id: str) -> tuple[Finding, ...]:
    lives = store.lives.of(agency_id)
    today = today_in_vietnam().isoformat()
    return open_findings(lives, {life.finding.id: str(life.standing.state_on(today)) for life in lives})


def _prove(settings: Place, told: Mapping[str, Finding], titles: Titles, one: Recheck, folder: Path) -> None:
    """Write the proof in each language."""
    agency = settings.registry().get(one.agency_id)
    for locale, title in zip(LOCALES, _titles(one, told[one.finding_id], titles), strict=True):
        replace_file(folder / _name(one, locale), proof_page(one, agency.name, title, locale, REASONS))


def _titles(one: Recheck, finding: Finding, titles: Titles) -> tuple[str, str]:
    """What is not at fault any more is not headed "Not found"."""
    return titles.name(finding) if one.look in {Look.PASSING, Look.GONE} else titles.say(finding)


def _name(one: Recheck, locale: str) -> str:
    return f"{one.finding_id}.{locale}.html"
