"""Page pairs as a reader needs them: how many Vietnamese pages have an English counterpart, and which lack what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit.results import PagePair, PairGap
from reports.i18n import N_

SHOWN_PAIRS: Final = 12
"""Pages that stand open at first; a reader opens the others."""
LISTED_PAIRS: Final = 60
"""Pages that the report lists at all; the export has every one."""


@dataclass(frozen=True, slots=True)
class GapText:
    """How a gap is named, shown and closed. Message ids, in English."""

    name: str
    sentence: str
    """What is missing, of one page; takes `words`, `english_words` and `days`."""
    advice: str
    sign: str
    css: str


GAPS: Final[dict[PairGap, GapText]] = {
    PairGap.NO_COUNTERPART: GapText(
        N_("No English page"),
        N_("No English page was found for it."),
        N_("Publish it in English, or at least a summary with contacts."),
        "✕",
        "not",
    ),
    PairGap.WRONG_LANGUAGE: GapText(
        N_("English address, Vietnamese text"),
        N_("The page at the English address is written in Vietnamese."),
        N_("Translate the text, or take the page out of the English menu until it is translated."),
        "◧",
        "vn",
    ),
    PairGap.WIDGET_ONLY: GapText(
        N_("Machine translation only"),
        N_("Only machine translation in the browser is offered."),
        N_(
            "Publish an English page of your own; machine translation is neither official nor found by search."
        ),
        "✕",
        "not",
    ),
    PairGap.DOCUMENT_ONLY: GapText(
        N_("As a file only"),
        N_("In English there is only a file."),
        N_("Publish the text of the file as a page; keep the file for printing."),
        "◐",
        "partly",
    ),
    PairGap.STUB: GapText(
        N_("Stub"),
        N_("The English page says far less: %(english_words)s words against %(words)s."),
        N_("Complete the translation."),
        "◐",
        "partly",
    ),
    PairGap.OLDER: GapText(
        N_("Older than the original"),
        N_("The English page is %(days)s days behind."),
        N_("Bring the English page up to date with the Vietnamese one."),
        "◐",
        "partly",
    ),
    PairGap.SWITCH_TO_HOME: GapText(
        N_("Switch loses the page"),
        N_("There is an English page, but the language switch leads to the home page."),
        N_("Let the language switch lead to the same page in English."),
        "◐",
        "partly",
    ),
    PairGap.NONE_MISSING: GapText(
        N_("Nothing missing"),
        N_("The English page is there and says about as much."),
        N_("Keep both pages alike when one changes."),
        "✓",
        "met",
    ),
}
"""The worst first."""

WITHOUT: Final = frozenset(
    {
        PairGap.NO_COUNTERPART,
        PairGap.WRONG_LANGUAGE,
        PairGap.WIDGET_ONLY,
        PairGap.DOCUMENT_ONLY,
        PairGap.STUB,
    }
)
"""Gaps that leave a reader of English without what the page says."""
_ORDER: Final = {gap: place for place, gap in enumerate(GAPS)}


@dataclass(frozen=True, slots=True)
class GapCount:
    """One kind of gap with the number of pages that have it."""

    gap: PairGap
    text: GapText
    count: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """One Vietnamese page that lacks something in English."""

    pair: PagePair
    text: GapText

    @property
    def file(self) -> bool:
        """Whether what is there in English is a file."""
        return self.pair.gap is PairGap.DOCUMENT_ONLY

    @property
    def days(self) -> int:
        """Days by which the English page lies behind; 0 when it does not, or when nobody knows."""
        return self.pair.days_behind or 0


@dataclass(frozen=True, slots=True)
class PairsView:
    """All that the section shows."""

    total: int
    """Vietnamese pages compared."""
    english: int
    """Of them with an English page that says as much, up to date and easy to find or not."""
    whole: int
    """Of them whose English page lacks nothing."""
    counts: tuple[GapCount, ...]
    """Kinds of gaps that occur, the worst first."""
    rows: tuple[PairRow, ...]
    """Pages that lack something, nearest to the home page first, the worse first among equals."""

    @property
    def first(self) -> tuple[PairRow, ...]:
        """What stands open."""
        return self.rows[:SHOWN_PAIRS]

    @property
    def further(self) -> tuple[PairRow, ...]:
        """What a reader opens."""
        return self.rows[SHOWN_PAIRS:LISTED_PAIRS]

    @property
    def unlisted(self) -> int:
        """Pages that only the export names."""
        return max(0, len(self.rows) - LISTED_PAIRS)


def pairs_view(pairs: Sequence[PagePair]) -> PairsView:
    """Arrange the pairs of one agency.

    Args:
        pairs: As the audit told them; none when it could not tell.
    """
    counts = Counter(pair.gap for pair in pairs)
    lacking = [pair for pair in pairs if pair.gap is not PairGap.NONE_MISSING]
    lacking.sort(key=lambda p: (p.clicks if p.clicks >= 0 else 10_000, _ORDER[p.gap], -p.words, p.url))
    return PairsView(
        total=len(pairs),
        english=sum(pair.gap not in WITHOUT for pair in pairs),
        whole=counts[PairGap.NONE_MISSING],
        counts=tuple(GapCount(gap, text, counts[gap]) for gap, text in GAPS.items() if counts[gap]),
        rows=tuple(PairRow(pair, GAPS[pair.gap]) for pair in lacking),
    )
