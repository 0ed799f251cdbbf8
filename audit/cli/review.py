"""`osi-audit review`: what a person has to decide, out to reviewers and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from audit.cli.files import check_table_name, write_table
from audit.cli.options import counted, settings_options, today_in_vietnam
from audit.cli.report import criteria_of
from audit.cli.run import judge_again
from audit.criteria.loader import load_catalogue
from audit.criteria.model import Criterion
from audit.lexicon import Thresholds, load_lexicon
from audit.place import Place
from audit.results import AgencyResult, Review, Verdict
from audit.review.answers import holding
from audit.review.checking import Known, check
from audit.review.judged import Effect, Judged, judged_in, seen_on
from audit.review.listing import rows
from audit.review.sheet import COLUMNS, read_sheet
from audit.store.db import Run, Store
from audit.store.history import Kept
from crawler.clock import now
from crawler.errors import UsageError

_agency = click.option(
    "--agency", "agency_ids", multiple=True, metavar="ID", help="Only that agency; may be given again."
)


_EFFECTS: Final = {
    Effect.UNJUDGED: "was not judged yet",
    Effect.OTHER_TIME: "is about another time than run %(run)s: it does not count there",
    Effect.DIFFERS: "differs from what the audit decided (%(languages)s): the verdict stays",
    Effect.NONE: "leaves the verdict as it is",
    Effect.COUNTS: "counts",
    Effect.WAITS: "counts once judged again",
}


@click.group()
def review() -> None:
    """Let persons decide what a crawl cannot: a reply to a mail, rank in a search engine, what is behind a login."""


@review.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--run", "run_id", default="latest", show_default=True, metavar="RUN", help="Whose verdicts.")
@_agency
@click.option("--all", "everything", is_flag=True, help="Also what the audit decided by itself.")
@click.option("--semicolon", is_flag=True, help="Separate by semicolons, as a Vietnamese Excel expects.")
@settings_options
def export_(
    settings: Place,
    file: Path,
    run_id: str,
    agency_ids: tuple[str, ...],
    *,
    everything: bool,
    semicolon: bool,
) -> None:
    """Write a table, CSV or XLSX, with one row for each criterion and agency that a person has to decide.

    Listed is what is for a person by its nature, what the audit could not tell, and what it told with low confidence; answers
    that are there already are filled in. docs/review.md says how to fill in the rest.

    \b
    Examples: osi-audit review export review.csv
              osi-audit review export moh.csv --agency moh --semicolon
    """
    check_table_name(file)
    with Store(settings.data.db) as store:
        run = store.run(run_id)
        results = _results(store, run, agency_ids)
        criteria = criteria_of(settings, run)
        limits = load_lexicon(settings.config).thresholds
        table = [
            row
            for result in results
            for row in rows(result, criteria, _holding(store, result, run, limits), everything=everything)
        ]
    write_table(table, file, COLUMNS, semicolon=semicolon)
    answered_already = sum(1 for row in table if row.get("reviewer"))
    click.echo(f"{counted(len(table), 'row')}, {answered_already} answered already", err=True)


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--run", "run_id", metavar="RUN", help="Check against that run, not each agency's newest result."
)
@click.option(
    "--disputes", is_flag=True, help="Take answers to what the audit decided, too; its verdict stays."
)
@click.option(
    "--judge", is_flag=True, help="Judge the latest run (or --run) again, so that the answers count."
)
@settings_options
def import_(settings: Place, file: Path, run_id: str | None, disputes: bool, judge: bool) -> int:
    """Take in a table that came back from a reviewer: all of it or, when anything is wrong, nothing.

    Every fault is named with row and column (exit code 2). Importing twice changes nothing; a newer answer replaces an older
    one, which stays in the history.

    \b
    Examples: osi-audit review import review.csv
              osi-audit review import review.csv --judge
    """
    lines = read_sheet(file)
    settings.data.prepare()
    with Store(settings.data.db) as store:
        criteria = load_catalogue(settings.config)
        judged = judged_in(store, store.run(run_id).id if run_id else None)
        known = Known(
            agencies={a.id for a in settings.registry().agencies} | _audited(store),
            criteria=criteria,
            judgement=judged.get,
            today=today_in_vietnam(),
            disputes=disputes,
        )
        reviews = check(str(file), lines, known)
        kept = store.reviews.add(reviews, now())
        click.echo(_summary(kept, len(lines) - len(reviews)))
        for text in _warnings(store, judged, reviews, criteria, load_lexicon(settings.config).thresholds):
            click.echo(text, err=True)
        if judge:
            return judge_again(settings, store, store.run(run_id or "latest"))
        if any(k is not Kept.SAME for k in kept):
            click.echo(f"they count once a run is judged again: osi-audit audit {run_id or 'latest'}")
        return 0


@review.command("list")
@_agency
@click.option("--history", is_flag=True, help="Earlier answers, too.")
@click.option(
    "--differing", is_flag=True, help="Only answers that differ from what the audit decided by itself."
)
@settings_options
def list_(settings: Place, agency_ids: tuple[str, ...], history: bool, differing: bool) -> None:
    """List the answers, one a line: agency, criterion, English, Vietnamese, reviewer, date, effect, proof.

    \b
    Examples: osi-audit review list --agency moh
              osi-audit review list --differing
    """
    with Store(settings.data.db) as store:
        criteria = load_catalogue(settings.config)
        judged = judged_in(store)
        limits = load_lexicon(settings.config).thresholds
        answers = store.reviews
        standing = dict.fromkeys(answers.standing(agency_ids or None))
        chosen = answers.all(agency_ids or None) if history else standing
        shown = 0
        for given in chosen:
            effect = _effect(judged, given, criteria, limits) if given in standing else "replaced"
            if not differing or effect.startswith("differs"):
                shown += 1
                click.echo("\t".join((*_cells(given), effect, given.proof)))
    click.echo(counted(shown, "answer"), err=True)


def _results(store: Store, run: Run, agency_ids: tuple[str, ...]) -> list[AgencyResult]:
    results = store.results(run.id, agency_ids or None)
    missing = sorted(set(agency_ids) - {r.agency_id for r in results})
    if missing:
        raise UsageError(f"run {run.id} has no result of {', '.join(missing)}")
    return results


def _holding(store: Store, result: AgencyResult, run: Run, limits: Thresholds) -> tuple[Review, ...]:
    return holding(store.reviews.all([result.agency_id]), seen_on(result, run.created_at), limits)


def _audited(store: Store) -> set[str]:
    return {agency_id for run in store.runs() for agency_id in run.agencies}


def _summary(kept: list[Kept], unanswered: int) -> str:
    parts = [
        f"{kept.count(Kept.NEW)} new",
        f"{kept.count(Kept.CHANGED)} changed",
        f"{kept.count(Kept.SAME)} the same",
    ]
    if Kept.OLDER in kept:
        parts.append(f"{kept.count(Kept.OLDER)} older than the answer that stands (kept in the history)")
    return (
        f"{counted(len(kept), 'answer')}: {', '.join(parts)}; {counted(unanswered, 'row')} without an answer"
    )


def _warnings(
    store: Store,
    judged: Judged,
    reviews: list[Review],
    criteria: Mapping[str, Criterion],
    limits: Thresholds,
) -> Iterator[str]:
    standing = set(store.reviews.standing(sorted({r.agency_id for r in reviews})))
    for given in reviews:
        effect = _effect(judged, given, criteria, limits)
        if given in standing and not effect.startswith("counts"):
            yield f"{given.agency_id} {given.criterion_id}: {effect}"


def _effect(judged: Judged, given: Review, criteria: Mapping[str, Criterion], limits: Thresholds) -> str:
    """What an answer does to the agency's newest result once that is judged again."""
    found = judged.outcome(given, criteria, limits)
    names = " and ".join({"en": "English", "vi": "Vietnamese"}[name] for name in found.languages)
    return _EFFECTS[found.effect] % {"run": found.run_id, "languages": names}


def _cells(given: Review) -> tuple[str, ...]:
    verdicts = ("" if v is Verdict.NOT_APPLICABLE else v.value for v in (given.english, given.local))
    return (given.agency_id, given.criterion_id, *verdicts, given.reviewer, given.reviewed_on)
