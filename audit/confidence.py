"""How sure a verdict is: by what it rests on, not by what it is about. Pure.

The classes are measured on labelled portals (docs/verdicts.md, "How sure a verdict is"): a thing that was seen is seldom wrong, a
thing that was not found can lie where nobody looked, and most errors are "not met" where something came near.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit.criteria.model import Criterion, Language
from audit.lexicon import Lexicon
from audit.lexicon.sureness import Signal, Sureness
from audit.results import Confidence, Side, Verdict

_ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def signal(side: Side, sureness: Sureness) -> Signal | None:
    """Return what one side's verdict rests on; None for what could not be told or is not asked."""
    code = side.reason.code
    if side.verdict in {Verdict.MET, Verdict.PARTLY}:
        return Signal(side.verdict.value)
    if side.verdict is not Verdict.NOT_MET:
        return None
    if code in sureness.measured:
        return Signal.MEASURED
    if side.near_misses:
        return Signal.NEAR
    return Signal.NOTHING if code == "nothing_named" else Signal.ABSENT


def of_side(side: Side, criterion: Criterion, lexicon: Lexicon) -> Confidence:
    """Return how sure one side's verdict is; medium where nothing is claimed, so that nothing is doubted either."""
    rests_on = signal(side, lexicon.sureness)
    if rests_on is None:
        return Confidence.MEDIUM
    found = lexicon.sureness.codes.get(side.reason.code, lexicon.sureness.signals[rests_on])
    if rests_on is Signal.MEASURED:
        return found
    family = lexicon.families.get(str(criterion.params.get("family", "")))
    best = lexicon.sureness.families[family.confidence] if family else Confidence.HIGH
    return _least((found, best))


def confidence(
    english: Side, local: Side, criterion: Criterion, lexicon: Lexicon, *, doubts: int = 0
) -> Confidence:
    """Return how sure a judgement is.

    What is met or partly met in English rests on the English side alone; "not met" and "Vietnamese only" claim something about
    both, so that the weaker side counts.

    Args:
        english: The side that leads.
        local: The Vietnamese side.
        criterion: Whose judgement.
        lexicon: Classes of signals and families.
        doubts: Classes to take off for what is known of the whole portal.
    """
    sides = [english]
    one_sided = criterion.language in {Language.NEUTRAL, Language.VIETNAMESE}
    if not one_sided and english.verdict is Verdict.NOT_MET and local.verdict is not Verdict.COULD_NOT_TELL:
        sides.append(local)
    own = _least(of_side(side, criterion, lexicon) for side in sides)
    if signal(english, lexicon.sureness) is None:
        return own
    return _ORDER[max(0, _ORDER.index(own) - doubts)]


def _least(found: Iterable[Confidence]) -> Confidence:
    return min(found, key=_ORDER.index)
