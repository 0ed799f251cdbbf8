"""Parts of a procedure's page that are about other procedures: "Thủ tục liên quan", "Related services"."""

from __future__ import annotations

from audit.facts.data import load
from audit.facts.services.outline import Element, Line, Outline, heading_level
from audit.facts.services.verbs import any_of
from audit.facts.services.words import bare

_DATA = load("services/actions")["related"]
_WHOLE = frozenset(bare[text] for text in _DATA["whole"])
_OF = any_of(_DATA["of"])
_OTHERS = any_of(_DATA["others"])
_LONGEST, _MOST = 60, 8  # characters and words of a heading
_CLIMBED = 4  # elements around a button in which it stands with the link of another service
_NAME = 3  # words of a link that may be a name


class Related:
    """Finds what belongs to other procedures.

    Args:
        outline: The page.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._parts = [self._part(line) for line in outline.lines if _announces(line)]

    def holds(self, control: Element) -> bool:
        """Say whether a button stands in such a part, in a row with the name of another procedure."""
        start = max((start for start, end in self._parts if start <= control.start < end), default=-1)
        if start < 0:
            return False
        words = self._outline.text(control).count(" ")
        for above in list(control.ancestors())[1 : _CLIMBED + 1]:
            if self._outline.text(above).count(" ") >= words + _NAME:
                return above.start > start
        return False

    def _part(self, line: Line) -> tuple[int, int]:
        """Return the runs from a heading to the next of its level, or to the end of the box that it heads."""
        whole = self._outline.whole(line)
        level = heading_level(whole, line.owner)
        box = (whole.parent if whole is not None else None) or line.owner
        end = box.end
        for other in self._outline.lines:
            if other.runs[0] > line.runs[0] and other.runs[0] < end:
                found = heading_level(self._outline.whole(other), other.owner)
                if level and found and found <= level:
                    end = other.runs[0]
                    break
        return line.runs[0], end


def _announces(line: Line) -> bool:
    if len(line.text) > _LONGEST:
        return False
    plain = bare[line.text]
    if plain in _WHOLE:
        return True
    return plain.count(" ") < _MOST and _OF.search(plain) is not None and _OTHERS.search(plain) is not None
