"""What is said of an address whose turn never came."""

from __future__ import annotations

from crawler.answers import Answer
from crawler.purpose import Purpose
from crawler.registry import Limits
from crawler.status import FetchStatus

_WHY = {
    FetchStatus.BUDGET_PAGES: "the budget of {limits.max_pages} pages was spent before its turn",
    FetchStatus.BUDGET_TIME: "the budget of {limits.max_minutes:g} minutes was spent before its turn",
    FetchStatus.INTERRUPTED: "the crawl was stopped before its turn",
}


def leave(purpose: Purpose, status: FetchStatus, limits: Limits) -> Answer:
    """Return the answer to an entry that was left.

    Args:
        purpose: What it was to be fetched for; what is no page is no gap in what was read of the site.
        status: BUDGET_PAGES, BUDGET_TIME or INTERRUPTED.
        limits: The agency's.
    """
    why = _WHY[status].format(limits=limits)
    if purpose is Purpose.PAGE:
        return Answer(status, why)
    return Answer(FetchStatus.NOT_A_PAGE, f"not opened: {why}")


def give_up(purpose: Purpose, dead: Answer) -> Answer:
    """Return the answer to an entry of a host that fails; `dead` is what its pages get.

    >>> give_up(Purpose.DOCUMENT, Answer(FetchStatus.TIMEOUT, "the host fails"))
    Answer(status=<FetchStatus.NOT_A_PAGE: 'not_a_page'>, detail='not opened: the host fails')
    """
    return dead if purpose is Purpose.PAGE else Answer(FetchStatus.NOT_A_PAGE, f"not opened: {dead.detail}")
