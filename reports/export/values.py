"""Words that stand in columns as codes, with what readers call them. Message ids, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports.i18n import N_
from reports.labels import (
    CHANGES,
    CONFIDENCES,
    EFFORTS,
    KINDS,
    PLACES,
    ROLES,
    STATES,
    STOPS,
    SUBINDICES,
    THEMES,
    VERDICTS,
)
from reports.pairs import GAPS
from reports.services import IN_ENGLISH, LEVELS
from reports.statuses import BUCKETS

_VERDICTS: Final = {verdict.value: label.name for verdict, label in VERDICTS.items()}

VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "verdict": _VERDICTS,
    "finding_verdict": _VERDICTS | {"": N_("portal-wide cause")},
    "confidence": {level.value: name for level, name in CONFIDENCES.items()},
    "gap": {gap.value: text.name for gap, text in GAPS.items()},
    "published": LEVELS,
    "in_english": IN_ENGLISH,
    "state": STATES,
    "change": CHANGES,
    "effort": {str(effort): name for effort, name in EFFORTS.items()},
    "subindex": SUBINDICES,
    "theme": THEMES,
    "kind": KINDS,
    "role": ROLES,
    "bucket": BUCKETS,
    "place": PLACES,
    "stop": STOPS,
}
"""By the name that the data dictionary gives a list of values."""

CLOSED: Final = frozenset(
    {"verdict", "finding_verdict", "confidence", "gap", "in_english", "bucket", "change"}
)
"""Lists that no value outside of them can occur in; the others may grow, and a JSON schema leaves them open."""
