"""`find`: questions to search.db, which is only read. What is out of sight is left out before anything is counted or cut off."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any, Final

from audit.store.faults import said
from reports.search.index import VERSION, span_of
from reports.search.model import Asked, Found, Hit, Kind, Piece
from reports.search.words import exactly, question

MOST: Final = 1000
"""Answers that are weighed against each other; of a question with more of them, more words are wanted."""
BEGIN: Final = "\x02"
END: Final = "\x03"
"""Around words that were asked for; the index holds neither."""
_MOST_SAME: Final = 20_000
"""Entries with the words just as they were typed that are told from others."""
_AROUND: Final = 28
"""Words that are shown around them."""

# A word in the title counts eight times as much as one in the text.
_MATCHING: Final = f"""
select words.rowid as id, bm25(words, 8.0, 3.0, 1.0) as weight
from words cross join entries on entries.id = words.rowid
where words match :words and words.rowid between :first and :last
    and entries.agency_id in (select agency_id from seen)
    and (:kind = '' or entries.kind = :kind)
    and (:language = '' or entries.language in ('', 'mixed', :language))
    and {{same}}
limit {MOST}
"""  # noqa: S608 - a number of our own
_SEEN: Final = """
with seen as (
    select agency_id from agencies
    where (:everybody or agency_id in (select value from json_each(:agencies))) and (:agency = '' or agency_id = :agency)
)
"""
_FIND: Final = f"""
{_SEEN}, hits as materialized ({_MATCHING.format(same="1")})
select id, (select count(*) from hits) from hits order by weight, id limit :limit offset :skip
"""  # noqa: S608 - of what stands above
# Those just as they were typed have places of their own, so that others do not crowd them out. The plus keeps SQLite from asking for
# each of them by itself, which takes a hundred times as long.
_FIND_EXACTLY: Final = f"""
{_SEEN}, same as materialized (
    select rowid as id from exact where exact match :exactly and rowid between :first and :last limit {_MOST_SAME}
), hits as materialized (
    select 0 as tier, * from ({_MATCHING.format(same="+words.rowid in (select id from same)")})
    union all
    select 1, * from ({_MATCHING.format(same="+words.rowid not in (select id from same)")})
)
select id, (select min(count(*), {MOST}) from hits) from hits order by tier, weight, id limit :limit offset :skip
"""  # noqa: S608 - of what stands above
_SHOW: Final = f"""
select kind, entries.agency_id, run_id, target, url, language,
    highlight(words, 0, '{BEGIN}', '{END}'),
    iif(kind = 'page', snippet(words, 2, '{BEGIN}', '{END}', '…', {_AROUND}), highlight(words, 2, '{BEGIN}', '{END}'))
from words join entries on entries.id = words.rowid join agencies on agencies.agency_id = entries.agency_id
where words match ? and words.rowid = ?
"""  # noqa: S608 - marks of our own
_SPAN: Final = """
select min(number), max(number) from agencies
where (? or agency_id in (select value from json_each(?))) and (? = '' or agency_id = ?)
"""


def find(path: Path, asked: Asked, limit: int, skip: int = 0) -> Found:
    """Return what answers a question, the best first.

    Args:
        path: search.db.
        asked: The question; one without a word has no answer.
        limit: At most so many.
        skip: So many are left out first.

    Raises:
        StoreError: The index is damaged.
    """
    if not path.is_file():
        return Found(is_there=False)
    words = question(asked.words)
    with said(path), contextlib.closing(_opened(path)) as db:
        if db.execute("pragma user_version").fetchone() != (VERSION,):
            return Found(is_there=False)
        db.execute("begin")  # what is found is shown as it was found, whatever is written meanwhile
        args = _args(asked)
        low, high = db.execute(
            _SPAN, (args["everybody"], args["agencies"], args["agency"], args["agency"])
        ).fetchone()
        if not words or low is None:
            return Found()
        first, last = span_of(low, high)
        args |= {"words": words, "first": first, "last": last, "limit": limit, "skip": skip}
        args["exactly"] = exactly(asked.words)
        rows = db.execute(_FIND_EXACTLY if args["exactly"] else _FIND, args).fetchall()
        shown = [db.execute(_SHOW, (words, id_)).fetchone() for id_, _ in rows]
    return Found(tuple(_hit(row) for row in shown if row), rows[0][1] if rows else 0)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5, isolation_level=None)
    db.execute("pragma query_only = on")
    return db


def _args(asked: Asked) -> dict[str, Any]:
    return {
        "everybody": asked.agencies is None,
        "agencies": json.dumps(sorted(asked.agencies or ())),
        "agency": asked.agency_id,
        "kind": asked.kind.value if asked.kind else "",
        "language": asked.language,
    }


def _hit(row: tuple[str, ...]) -> Hit:
    kind, agency_id, run_id, target, url, language, title, text = row
    return Hit(Kind(kind), agency_id, run_id, target, url, language, pieces(title), pieces(text))


def pieces(marked: str) -> tuple[Piece, ...]:
    r"""Return a text with marks as runs of text.

    >>> pieces("a \x02b\x03 c")
    (('a ', False), ('b', True), (' c', False))
    """
    found: list[Piece] = []
    for part in marked.split(BEGIN):
        inside, mark, after = part.partition(END)
        found += [(inside, True), (after, False)] if mark else [(part, False)]
    return tuple((text, is_word) for text, is_word in found if text)
