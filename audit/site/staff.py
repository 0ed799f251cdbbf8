"""Who is spoken to: pages for officials (docs/verdicts.md, R7)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.lexicon import Lexicon
from audit.lexicon.words import Tokens, tokens
from audit.site.pages import Page, Role
from audit.site.spool import Spool

_FEWEST = 2
"""Times that officials are spoken to."""


def mark_staff(pages: Sequence[Page], spool: Spool, lexicon: Lexicon) -> None:
    """Mark the pages that speak to officials more often than to citizens; only those that do so at all are read.

    Args:
        pages: With all their other roles.
        spool: Theirs.
        lexicon: How officials and citizens are spoken to.
    """
    roles = [terms.roles for terms in lexicon.languages.values()]
    staff = [tokens(term) for role in roles for term in role.staff]
    citizens = [tokens(term) for role in roles for term in role.citizens]
    speaking = {number for phrase in staff for number in spool.holding(phrase)}
    for page in pages:
        if page.number in speaking and not page.is_any(Role.NEWS, Role.SPEECH, Role.HOME):
            spoken = f" {' '.join(page.words)} "
            times = _count(spoken, staff)
            if times >= _FEWEST and times > _count(spoken, citizens):
                page.roles |= {Role.STAFF}


def _count(spoken: str, phrases: Sequence[Tokens]) -> int:
    return sum(spoken.count(f" {' '.join(phrase)} ") for phrase in phrases)
