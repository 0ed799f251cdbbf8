"""What the heading of a column, or the label in front of a line, says of what stands under or behind it."""

from __future__ import annotations

from enum import StrEnum

from audit.facts.data import load
from audit.facts.services.words import bare
from audit.facts.text import Cache

_DATA = load("services/lists")
_LONGEST = 110
_COVER = 2  # times as many words as a phrase may stand in a heading around it; a sentence has more


class Role(StrEnum):
    """What a column or line tells."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    FIELD = "field"
    BODY = "body"
    PUBLISHER = "publisher"
    """Who announced it: the executing body for want of another."""
    LEVEL = "level"
    ACTION = "action"
    APPLY = "apply"
    OTHER = "other"
    """Something about a service that no row keeps."""
    VETO = "veto"
    """What no list of services has: counts, documents, persons."""
    NONE = ""


_EXACT: dict[str, Role] = {}
for _name, _phrases in _DATA["roles"].items():
    for _phrase in _phrases:
        _EXACT.setdefault(bare[str(_phrase)] or str(_phrase), Role(_name))
_INSIDE = sorted(
    ((phrase, role) for phrase, role in _EXACT.items() if " " in phrase), key=lambda pair: -len(pair[0])
)


def _role(text: str) -> Role:
    plain = bare[text] or text.strip()
    if not plain or len(plain) > _LONGEST:
        return Role.NONE
    exact = _EXACT.get(plain)
    if exact is not None:
        return exact
    padded = f" {plain} "
    size = plain.count(" ") + 1
    for phrase, role in _INSIDE:
        if f" {phrase} " in padded and (plain.startswith(phrase) or _COVER * (phrase.count(" ") + 1) >= size):
            return role
    return Role.NONE


role_of_heading: Cache[Role] = Cache(_role, size=5_000)
"""`role_of_heading[text]`: what a column under this heading tells."""


def role_of_label(text: str) -> Role:
    """Return what a line behind this label tells; a label is a role's phrase and nothing else."""
    return _EXACT.get(bare[text], Role.NONE)
