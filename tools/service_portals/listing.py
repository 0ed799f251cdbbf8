"""Parts that lists and details of several portals share: cut names, pages of a list, points with something under their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.procedures import Procedure
from tools.service_portals.wording import fee, requirement, text, text_en

T = TypeVar("T")

UPDATING = "Đang cập nhật"
ORDER = (
    P.STEPS, P.MANNER, P.COMPONENTS, P.TIME_LIMIT, P.WHO, P.AGENCY, P.RESULT, P.CONDITIONS, P.CHANNELS, P.LEGAL_BASIS,
)  # fmt: skip

Points = list[tuple[str, list[str]]]
"""Label and paragraphs."""


def cut(name: str, length: int) -> str:
    """Cut a name at a word, with three dots, as lists do that have no room."""
    return name if len(name) <= length else name[:length].rsplit(" ", 1)[0] + "..."


def in_pages(items: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Yield number and items of each page of a list."""
    for start in range(0, len(items), size):
        yield start // size + 1, items[start : start + size]


def points(
    one: Procedure, labels: Mapping[P, str], fee_label: str, counter: str, order: Sequence[P] = ORDER
) -> Points:
    """Return what stands under each label; what a page does not tell is left out, or said to be under way."""
    assert one.shown is not None  # noqa: S101 - asked for only where there is a page
    found: Points = []
    for point in order:
        if point not in one.shown.told:
            if one.number % 2 == 0:
                found.append((labels[point], [UPDATING]))
        elif point is P.CONDITIONS:
            found.append((fee_label, [fee(one)]))
            found.append((labels[point], [requirement(one)]))
        else:
            found.append((labels[point], text(one, point, counter)))
    return found


def english_points(one: Procedure, labels: Mapping[P, str], counter_en: str, counter: str) -> Points:
    """Return the points of a page in the English part: in English as far as the service has them so, in Vietnamese else."""
    assert one.shown is not None  # noqa: S101
    found: Points = []
    for point in ORDER:
        if point in one.shown.told:
            speaks = point in one.english.fields
            found.append(
                (labels[point], text_en(one, point, counter_en) if speaks else text(one, point, counter))
            )
    return found
