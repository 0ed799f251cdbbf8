"""Pages that are empty without script, as a browser showed them in the second pass of the crawl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit.site.beside import Stored
from crawler.purpose import RENDERED_MARK
from crawler.snapshot import PageRecord
from crawler.status import FetchStatus


def as_shown(
    fetched: Iterable[tuple[PageRecord, bytes]], rendered: Stored
) -> Iterator[tuple[PageRecord, bytes]]:
    """Yield pages with what a reader with JavaScript finds there, each once.

    Args:
        fetched: Pages as the server sent them.
        rendered: Those that a browser showed, few by the crawl's budget; hash routes are pages of their own.

    Returns:
        Pages as sent, with status OK, or as shown: with status RENDERED and the archive's place of the shown one.
    """
    shown = {record.url: (record, body) for record, body in rendered()}
    for record, body in fetched:
        twin = shown.pop(record.url + RENDERED_MARK, None)
        if twin is None:
            yield record, body
            continue
        yield (
            replace(
                record,
                status=FetchStatus.RENDERED,
                content_type=twin[0].content_type,
                warc_file=twin[0].warc_file,
                warc_offset=twin[0].warc_offset,
            ),
            twin[1],
        )
    for record, body in shown.values():
        # An application moves its own address on; what counts is the one that was linked.
        yield replace(record, final_url=record.url), body
