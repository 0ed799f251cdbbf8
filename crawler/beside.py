"""What is fetched once the pages are done, and kept beside them: documents, data, answers of searches."""

from __future__ import annotations

from collections.abc import Callable

from crawler.answers import Answer
from crawler.asking import Asking
from crawler.documents import choose, is_document
from crawler.frontier import Entry, Frontier
from crawler.links import document_extension
from crawler.purpose import Purpose
from crawler.registry import Limits
from crawler.status import FetchStatus

_MB = 1 << 20


class Beside:
    """Chooses what is fetched beside the pages, and keeps its budgets.

    Args:
        frontier: Every URL of the crawl.
        limits: The agency's.
        is_own: Whether a host (with port) is the agency's.
        count: Increments a Scrapy stat.
    """

    def __init__(
        self,
        frontier: Frontier,
        limits: Limits,
        is_own: Callable[[str], bool],
        count: Callable[[str, int], None],
    ) -> None:
        self.begun = False
        """Whether the pages are done."""
        self.asking = Asking(frontier, limits, is_own, count)
        self._frontier = frontier
        self._limits = limits
        self._count = count
        self._bytes = 0
        """Of the documents that were fetched."""

    @property
    def has_any(self) -> bool:
        """Whether there is anything to fetch beside the pages."""
        if self.asking.has_any:
            return True
        return bool(self._limits.documents) and any(map(is_document, self._frontier.entries))

    def begin(self) -> None:
        """Put what promises most into the queue; what a former, killed crawl fetched already counts."""
        self.begun = True
        for entry in self.asking.choose():
            self._count("osi/found", 1)
            self._frontier.add(entry)
        chosen = choose(self._frontier.entries, self._limits.documents)
        for number, points in chosen.items():
            entry = self._frontier.entries[number]
            if entry.purpose is Purpose.PAGE:
                self._want(number, points)
        if chosen:
            self._count("osi/documents/chosen", len(chosen))
        self._keep_size()

    def follow(self, number: int, purpose: Purpose) -> None:
        """Fetch what a document's address leads to, although it was taken for a file not worth it."""
        entry = self._frontier.entries[number]
        fits = entry.purpose is Purpose.PAGE and entry.status is FetchStatus.NOT_A_PAGE
        if purpose is Purpose.DOCUMENT and fits:
            self._want(number, 0)

    def take(self, entry: Entry, answer: Answer, size: int) -> Answer:
        """Charge the final answer to something that is no page.

        Args:
            entry: What was asked for.
            answer: What came.
            size: Bytes of the body.

        Returns:
            The answer to record.
        """
        if answer.status.is_beside:
            self._count(_FETCHED[entry.purpose], 1)
        if entry.purpose is not Purpose.DOCUMENT:
            return answer
        if answer.status is FetchStatus.DOCUMENT:
            self._count("osi/documents/bytes", size)
            self._bytes += size
            if self.begun:
                self._keep_size()
        elif answer.status is not FetchStatus.REDIRECT and not document_extension(entry.url):
            # Without a telling address nobody knows any more that it is no page.
            return Answer(FetchStatus.NOT_A_PAGE, f"a file that could not be had: {answer.detail}")
        return answer

    def _want(self, number: int, points: int) -> None:
        entry = self._frontier.entries[number]
        entry.purpose, entry.bonus, entry.attempts = Purpose.DOCUMENT, points, 0
        self._frontier.requeue(number)

    def _keep_size(self) -> None:
        if self._bytes < self._limits.documents_mb * _MB:
            return
        detail = (
            f"not opened, since {self._limits.documents_mb:g} MB of documents were fetched before its turn"
        )
        for number in list(self._frontier.unsettled()):
            entry = self._frontier.entries[number]
            if entry.purpose is Purpose.DOCUMENT and not entry.in_flight:
                self._frontier.settle(number, FetchStatus.NOT_A_PAGE, detail)
                self._count("osi/documents/over_size", 1)


def inherit(entry: Entry, before: Entry) -> None:
    """Fetch the target of a redirect for what its source was fetched for."""
    entry.purpose = before.purpose
    if entry.purpose in {Purpose.DATA, Purpose.SEARCH}:
        entry.source, entry.anchor = before.source, before.anchor
        entry.portal, entry.referrer = before.portal, before.referrer


_FETCHED = {
    Purpose.DOCUMENT: "osi/documents/fetched",
    Purpose.DATA: "osi/data/fetched",
    Purpose.SEARCH: "osi/searches/fetched",
    Purpose.RENDERED: "osi/rendering/rendered",
}
