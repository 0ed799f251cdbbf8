"""What an English counterpart lacks."""

from __future__ import annotations

from audit.lexicon import Thresholds
from audit.pairs.twins import Outline, Twin
from audit.results import PairGap


def gap_of(original: Outline, twin: Twin | None, limits: Thresholds, *, lost: bool) -> PairGap:
    """Return the gap that hides the others, or that nothing is missing.

    Args:
        original: The Vietnamese page.
        twin: Its counterpart, if there is one.
        limits: `pair_stub_share`, `page_words` and `stale_lag_days` decide.
        lost: The page's language switch leads to a home page.
    """
    if twin is None:
        if original.english_file is not None:
            return PairGap.DOCUMENT_ONLY
        return PairGap.WIDGET_ONLY if original.translator else PairGap.NO_COUNTERPART
    other = twin.outline
    if other.empty:
        return PairGap.STUB
    if _is_vietnamese(other, original):
        return PairGap.WRONG_LANGUAGE
    if _is_stub(original, other, limits):
        return PairGap.STUB
    behind = days_behind(original, other)
    if behind is not None and behind > limits.stale_lag_days:
        return PairGap.OLDER
    return PairGap.SWITCH_TO_HOME if lost else PairGap.NONE_MISSING


def days_behind(original: Outline, other: Outline) -> int | None:
    """Return by how many days the newest date of a page lies behind that of its original; 0 when it does not."""
    if original.newest is None or other.newest is None or original.key == other.key:
        return None
    return max(0, (original.newest - other.newest).days)


def _is_vietnamese(other: Outline, original: Outline) -> bool:
    """An English shell: what the counterpart says, it says in Vietnamese."""
    if other.key == original.key:
        return False
    return "en" not in other.page.languages and (other.main == "vi" or other.words > other.english_words)


def _is_stub(original: Outline, other: Outline, limits: Thresholds) -> bool:
    enough = original.words >= limits.page_words
    return enough and other.english_words < limits.pair_stub_share * original.words
