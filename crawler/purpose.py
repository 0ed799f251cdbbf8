"""What an address is fetched for: a page, or something that is kept beside the pages."""

from __future__ import annotations

from enum import StrEnum

from crawler.links import document_extension
from crawler.records import PageRecord
from crawler.status import FetchStatus


class Purpose(StrEnum):
    """Only pages are counted by the page budget, and only they lead on to others."""

    PAGE = "page"
    DOCUMENT = "document"
    DATA = "data"
    SEARCH = "search"

    @property
    def fulfilled(self) -> FetchStatus:
        """The status of a good answer."""
        return FetchStatus.OK if self is Purpose.PAGE else FetchStatus(self.value)


def purpose_of(record: PageRecord) -> Purpose:
    """What a record was fetched for, by a crawl that is gone on with."""
    if record.source in {Purpose.DATA, Purpose.SEARCH}:
        return Purpose(record.source)
    asked = record.status is FetchStatus.DOCUMENT or bool(document_extension(record.url))
    return Purpose.DOCUMENT if asked else Purpose.PAGE
