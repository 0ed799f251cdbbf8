"""What an address is fetched for: a page, or something that is kept beside the pages."""

from __future__ import annotations

from enum import StrEnum

from crawler.links import document_extension
from crawler.records import PageRecord
from crawler.status import FetchStatus

RENDERED_MARK = "#rendered"
"""Behind the address of a page: the same page as a browser shows it. Canonical addresses have no fragment."""


class Purpose(StrEnum):
    """Only pages are counted by the page budget, and only they lead on to others."""

    PAGE = "page"
    DOCUMENT = "document"
    DATA = "data"
    SEARCH = "search"
    RENDERED = "rendered"  # a page as a browser shows it
    SWITCH = "switch"  # a home page whose language switch is tried in a browser

    @property
    def is_browsed(self) -> bool:
        """Whether a browser is asked."""
        return self in {Purpose.RENDERED, Purpose.SWITCH}

    @property
    def fulfilled(self) -> FetchStatus:
        """The status of a good answer."""
        if self in {Purpose.PAGE, Purpose.SWITCH}:
            return FetchStatus.OK
        return FetchStatus(self.value)


def purpose_of(record: PageRecord) -> Purpose:
    """What a record was fetched for, by a crawl that is gone on with."""
    if record.source in {Purpose.DATA, Purpose.SEARCH, Purpose.RENDERED, Purpose.SWITCH}:
        return Purpose(record.source)
    asked = record.status is FetchStatus.DOCUMENT or bool(document_extension(record.url))
    return Purpose.DOCUMENT if asked else Purpose.PAGE
