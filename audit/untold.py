"""Why nothing is said of what a change of score is made of."""

from __future__ import annotations

from enum import StrEnum


class Untold(StrEnum):
    """The reason, where two results are set beside each other without judging anything again (`audit.since`)."""

    RULES = "rules"
    """The two were judged by different rules, or by rules that are not known."""
    SNAPSHOT = "snapshot"
    """Verdicts moved, and a snapshot is gone or damaged: whether the site or the crawl's reach moved them is not known."""
