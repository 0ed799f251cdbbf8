"""Questions as a table that goes out and comes back: the same as `osi-audit review export` and `import`, as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from audit.review.answers import holding
from audit.review.checking import checked
from audit.review.judged import seen_on
from audit.review.listing import rows
from audit.review.sheet import read_uploaded, write_sheet
from audit.store.history import Kept
from crawler.errors import ReviewError
from reports.i18n import Speech
from reports.portal.access import May
from reports.portal.accounts.moment import text_of
from reports.portal.checked_answers import known_for
from reports.portal.pages.review import names_of, review_page
from reports.portal.review_texts import COLUMNS, say_fault
from reports.portal.route import Route
from reports.portal.visit import Visit

LARGEST_TABLE: Final = 4 * 1024 * 1024
"""Bytes of a table that is sent: that of a nation, without what was only for readers."""
MOST_FAULTS: Final = 100
"""That are named; who mends these sends the table again."""
_SEPARATORS: Final = {"comma": ",", "semicolon": ";"}


def review_table(visit: Visit) -> Response:
    """The questions of one agency, or of all, as CSV."""
    names = names_of(visit)
    agencies = [visit.query("agency")] if visit.query("agency") in names else list(names)
    stream = io.StringIO(newline="")
    write_sheet(_rows(visit, agencies), stream, separator=_SEPARATORS.get(visit.query("separator"), ","))
    name = f"review-{agencies[0]}.csv" if len(agencies) == 1 else "review.csv"
    return Response(
        stream.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _rows(visit: Visit, agencies: list[str]) -> Iterator[dict[str, str]]:
    books = visit.books
    for agency_id in agencies:
        run_id = books.store.newest(agency_id)
        result = books.result(run_id, agency_id) if run_id else None
        if result is not None:
            run = books.store.run(result.run_id)
            rules = books.rules(run)
            day = seen_on(result, run.created_at)
            given = holding(books.store.reviews.all([agency_id]), day, rules.lexicon.thresholds)
            yield from rows(result, rules.criteria, given)


def review_sent(visit: Visit) -> Response:
    """Take a table in: all of it or, when anything is wrong, nothing, and every fault with its row and column."""
    file = visit.files.get("table")
    if file is None or not file.data:
        return review_page(visit, HTTPStatus.UNPROCESSABLE_ENTITY, table_fault="none")
    try:
        lines = read_uploaded(file.name, file.data)
    except ReviewError as error:
        said = [fault.removeprefix(f"{file.name}: ") for fault in error.faults[:MOST_FAULTS]]
        return review_page(visit, HTTPStatus.UNPROCESSABLE_ENTITY, table_fault="file", file_faults=said)
    reviews, faults = checked(lines, known_for(visit))
    if faults:
        speech = Speech(visit.locale)
        rows_ = [(f.row, COLUMNS[f.column], say_fault(f, speech)) for f in faults[:MOST_FAULTS]]
        return review_page(
            visit, HTTPStatus.UNPROCESSABLE_ENTITY, table_fault="rows", row_faults=rows_, number=len(faults)
        )
    kept = visit.books.store.reviews.add(reviews, text_of(visit.now))
    if any(one is not Kept.SAME for one in kept):
        visit.note("reviews_imported", detail=f"{len(kept) - kept.count(Kept.SAME)}")
    return review_page(
        visit, taken={one.value: kept.count(one) for one in Kept}, unanswered=len(lines) - len(reviews)
    )


ROUTES: Final = (
    Route("/review/table.csv", review_table, May.REVIEW),
    Route("/review/table", review_sent, May.REVIEW, post=True, upload=LARGEST_TABLE),
)
