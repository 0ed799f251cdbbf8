"""What a crawl cannot decide and nobody guesses: a reply to a test e-mail, rank in a search engine, what is behind a login."""

from __future__ import annotations

from audit.detectors.case import Case, answer
from audit.results import Side, Verdict


def person(case: Case) -> Side:
    """Leave the criterion to a person; `osi-audit review` exports what to do and imports the answer."""
    return answer(case, Verdict.COULD_NOT_TELL, "for_person")
