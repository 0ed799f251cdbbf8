"""Questions as a table that goes out and comes back: the same as `osi-audit review export` and `import`, as CSV."""

from __future__ import annotations

import io
from functools import partial
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
from reports.portal.books import Books
from reports.portal.checked_answers import known_for
from reports.portal.pages.review import names_of, review_page
from reports.portal.parts import packed, unpacked
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
    separator = _SEPARATORS.get(visit.query("separator"), ",")
    head = io.StringIO(newline="")
    write_sheet((), head, separator=separator)
    newest, numbers = visit.books.store.unsure.newest(), visit.books.store.reviews.numbers()
    table = [head.getvalue().encode("utf-8")]
    for agency_id in agencies:
        last = newest.get(agency_id)
        if last is not None:
            key = (
                "review_table",
                agency_id,
                last.run_id,
                last.audited_at,
                numbers.get(agency_id, 0),
                separator,
            )
            made = partial(_lines, visit.books, agency_id, last.run_id, separator)
            table.append(unpacked(visit.books.parts.get_or(key, made)))
    name = f"review-{agencies[0]}.csv" if len(agencies) == 1 else "review.csv"
    return Response(
        b"".join(table),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _lines(books: Books, agency_id: str, run_id: str, separator: str) -> bytes:
    """The lines of one agency, as they are kept: until it is judged again or somebody answers."""
    store = books.store
    result, run = store.ledger.judged(run_id, agency_id), store.run(run_id)
    if result is None:
        return packed(b"")
    rules = books.rules(run)
    day = seen_on(result, run.created_at)
    given = holding(store.reviews.all([agency_id]), day, rules.lexicon.thresholds)
    stream = io.StringIO(newline="")
    write_sheet(rows(result, rules.criteria, given), stream, separator=separator, headed=False)
    return packed(stream.getvalue().encode("utf-8"))


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
