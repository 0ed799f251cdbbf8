"""Codes of procedures: of the national database, and an agency's own."""

from __future__ import annotations

import re

CODE = re.compile(r"(?<![\d.,/])[1-9]\.\d{6}(?!\d)")
"""National code, `1.013730`; some portals add a tail, `1.013730.000.00.00.H10`, which says who uses it."""
_TAIL = re.compile(r"[.\w-]*")
_OWN = re.compile(r"(?:[TB]-)?[A-ZĐ]{2,8}[-_. ]?\d{3,9}(?:-TT)?|[TB]-[A-ZĐ]{2,6}-\d{3,9}(?:-TT)?")
"""An agency's own: `BKH-123456`, `T-HPG-100234-TT`."""
_DOSSIER = re.compile(r"[A-Z]?\d{2,3}(?:\.\d{1,3}){0,4}-\d{6}-\d{3,6}")
"""Number of one person's dossier, `H12.34-200101-0001`: the body, the day, a count."""
_LABEL = re.compile(r"\A[^:：\d]{0,40}[:：]\s*")
_LONGEST = 45


def national_code(text: str) -> str:
    """Return the first national code in a text, without its tail; empty when there is none."""
    found = CODE.search(text)
    return found[0] if found else ""


def code_in(text: str) -> str:
    """Return the code told by a cell or line that is known to tell one: the national one, else the agency's as printed."""
    found = national_code(text)
    if found:
        return found
    text = _LABEL.sub("", text.strip()).strip(" ()[].:")
    if len(text) > _LONGEST or not any(map(str.isdigit, text)) or " " in text:
        return ""
    return text


def is_code(text: str) -> bool:
    """Say whether a text is a code and nothing else."""
    text = text.strip(" ()[].:#")
    found = CODE.match(text)
    if found:
        return _TAIL.fullmatch(text[found.end() :]) is not None
    return len(text) <= _LONGEST and _OWN.fullmatch(text) is not None


def is_dossier(text: str) -> bool:
    """Say whether a text is the number of a dossier that somebody filed, and nothing else."""
    return _DOSSIER.fullmatch(text.strip(" ()[].:#")) is not None
