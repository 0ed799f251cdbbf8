"""Parts that lists and details of several portals share: cut names, pages of a list, points with something under their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from markupsafe import Markup

from audit.facts.services.model import ProcedureField as P
from tools.service_portals.procedures import Procedure
from tools.service_portals.wording import fee, requirement, text, text_en

T = TypeVar("T")

UPDATING = ("Đang cập nhật", "Nội dung đang được cập nhật.", "Đang cập nhật...")
"""What stands under a label with nothing to tell."""
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
                found.append((labels[point], [UPDATING[one.number // 2 % 3]]))
        elif point is P.CONDITIONS:
            found.append((fee_label, [fee(one)]))
            found.append((labels[point], [requirement(one)]))
        elif point is P.COMPONENTS and one.number % 4 == 1:
            lines = text(one, point, counter)
            found.append((labels[point], [lines[0], papers_table(one), lines[-1]]))
        else:
            found.append((labels[point], text(one, point, counter)))
    return found


def papers_table(one: Procedure) -> Markup:
    """Return the papers as a table of their own, which is no list of services."""
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{}</td><td>Bản chính: {}</td><td>Bản sao: {}</td></tr>").format(
            place, paper, place % 2, 1 - place % 2
        )
        for place, paper in enumerate((*one.papers, *one.group.common), 1)
    )
    head = Markup("<tr><th>STT</th><th>Tên giấy tờ</th><th>Bản chính</th><th>Bản sao</th></tr>")
    return Markup('<table border="1" class="giayto">{}{}</table>').format(head, rows)


def related(one: Procedure, services: Sequence[Procedure]) -> list[Procedure]:
    """Return others of its field, to which its page links."""
    return [
        other
        for other in services
        if other.group == one.group and other.described and other is not one and other.name
    ][:4]


def decision(services: Sequence[Procedure]) -> Markup:
    """Return the table that a decision announces some of the services with."""
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(place, one.code, one.name)
        for place, one in enumerate(services, 1)
    )
    head = Markup(
        "<tr><td><b>STT</b></td><td><b>Mã số TTHC</b></td><td><b>Tên thủ tục hành chính</b></td></tr>"
    )
    return Markup('<table border="1">{}{}</table>').format(head, rows)


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
