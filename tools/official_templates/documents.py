"""The three official drafts, laid out: gap report, covering letter, thematic report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tools.official_templates.form import BODY, CELL, Align, Column, Sheet, Words

W = Mapping[str, Any]
_LANGUAGES: Final = {"vi": "vi-VN", "en": "en-GB"}
_HALVES: Final = (67.0, 98.0)
_FOOT: Final = (85.0, 80.0)


def sheet(language: str, head: W) -> Sheet:
    """Begin a document in a language."""
    return Sheet(_LANGUAGES[language], head["foot"])


def head(page: Sheet, words: W, number: str, about: str = "") -> None:
    """Print the nine parts' first four: nation and motto, office, number, place and date; all but the first left blank."""
    left = [
        Words(words["above"], 12),
        Words(words["office"], 12, bold=True, rule=0.4),
        Words(number),
        *([Words(about, 12)] if about else []),
        Words(words["draft"], 13, bold=True, frame=True),
    ]
    right = [
        Words(words["nation"], 12, bold=True),
        Words(words["motto"], bold=True, rule=0.62),
        Words(words["place"], italic=True),
    ]
    page.columns(left, right, _HALVES)
    if words["translation"]:
        page.paragraph(words["translation"], italic=True, align="center")
    page.tag("{%p if r.provisional %}")
    page.paragraph(words["provisional"], italic=True, align="center")
    page.tag("{%p endif %}")


def foot(page: Sheet, words: W, receivers: Sequence[str]) -> None:
    """Print who gets copies, and the place for title, signature, seal and name."""
    left = [
        Words(words["copies"], 12, bold=True, italic=True, align="left"),
        *(Words(line, 11, align="left") for line in (*receivers, words["file"])),
    ]
    right = [
        Words(words["signer"], 13, bold=True),
        Words(words["sign"], 11, italic=True),
        *(Words("", 13) for _ in range(3)),
        Words(words["name"], 13, bold=True),
    ]
    page.paragraph("", align="left", keep=True)
    page.columns(left, right, _FOOT)
    page.paragraph("", align="left")


def agency(language: str, shared: W, w: W) -> Sheet:
    """Lay out the gap report of an agency."""
    page = sheet(language, shared)
    head(page, shared, w["number"])
    page.title(
        Words(w["type"], BODY, bold=True),
        Words(w["title"], BODY, bold=True),
        Words(w["period"], BODY, rule=0.3),
    )
    page.paragraph(w["opening"])
    page.paragraph(w["summary"], bold=True)
    _basis(page, w)
    _scope(page, w)
    _results(page, w)
    _shortcomings(page, w)
    _recommendations(page, w)
    foot(page, shared, w["receivers"])
    _annexes(page, w)
    return page


def letter(language: str, shared: W, w: W) -> Sheet:
    """Lay out the covering letter: three short paragraphs."""
    page = sheet(language, shared)
    head(page, shared, w["number"], w["about"])
    page.paragraph("", align="left")
    page.paragraph(w["to"], align="center")
    for name in ("first", "second", "third"):
        page.paragraph(w[name], keep=name == "third")
    foot(page, shared, w["receivers"])
    return page


def _basis(page: Sheet, w: W) -> None:
    page.heading(w["h1"])
    page.heading(w["h1a"], 2)
    listed(page, "r.law", "{{ line }}.", w["no_law"])
    given(page, "not r.english_duty", w["no_english_duty"])
    page.heading(w["h1b"], 2)
    listed(page, "r.directives", "{{ line }}.", w["no_directives"])
    page.heading(w["h1c"], 2)
    page.each("r.standards", "{{ line }}.")


def _scope(page: Sheet, w: W) -> None:
    page.heading(w["h2"])
    page.heading(w["h2a"], 2)
    page.each("r.scope", "{{ line }}")
    page.tag("{%p if r.portals %}")
    page.paragraph(w["portals"])
    cells = ("row.address", "row.role", "row.answer", "row.pages", "row.secure")
    page.table(columns(w["portal_columns"], cells, (55, 25, 45, 18, 22), "...r."), "r.portals")
    page.tag("{%p else %}")
    page.paragraph(w["no_portals"])
    page.tag("{%p endif %}")
    for title, lines in (("h2b", "method"), ("h2c", "limits")):
        page.heading(w[title], 2)
        for line in w[lines]:
            page.paragraph(f"- {line}")


def _results(page: Sheet, w: W) -> None:
    page.heading(w["h3"])
    page.heading(w["h3a"], 2)
    page.each("r.english", "{{ line }}")
    page.heading(w["h3b"], 2)
    page.each("r.services", "{{ line }}")
    page.heading(w["h3c"], 2)
    page.tag("{%p if r.sectors %}")
    sector_table(page, w["sector_columns"])
    page.tag("{%p else %}")
    page.paragraph(w["no_sectors"])
    page.tag("{%p endif %}")
    page.heading(w["h3d"], 2)
    page.each("r.technical", "{{ line }}")


def _shortcomings(page: Sheet, w: W) -> None:
    page.heading(w["h4"])
    page.heading(w["h4a"], 2)
    listed(page, "r.duties", w["gap"], w["no_duties"], ragged=True)
    page.heading(w["h4b"], 2)
    page.tag("{%p if r.gaps %}")
    page.each("r.gaps", w["gap"], ragged=True)
    page.tag("{%p elif r.readable %}")
    page.paragraph(w["no_gaps"])
    page.tag("{%p else %}")
    page.paragraph(w["unreadable"])
    page.tag("{%p endif %}")
    given(page, "r.more_gaps", "- {{ r.more_gaps }}")
    page.heading(w["h4c"], 2)
    listed(page, "r.causes", w["cause"], w["no_causes"], ragged=True)
    page.heading(w["h4d"], 2)
    listed(page, "r.untold", "{{ line }}", w["no_untold"], ragged=True)


def _recommendations(page: Sheet, w: W) -> None:
    page.heading(w["h5"])
    page.tag("{%p if r.first or r.tasks %}")
    page.paragraph(w["ask"])
    page.each("r.first", "{{ line }}", ragged=True)
    given(page, "r.first and r.user_agent", w["crawler"])
    page.tag("{%p else %}")
    page.paragraph(w["none"])
    page.tag("{%p endif %}")
    page.tag("{%p if r.tasks %}")
    cells = ("loop.index", "row.name }}. {{ row.advice", "row.gain", "row.unit", "row.deadline")
    page.table(columns(w["task_columns"], cells, (12, 75, 22, 32, 24), "r...."), "r.tasks")
    page.tag("{%p endif %}")
    page.paragraph(w["answer"], keep=True)


def _annexes(page: Sheet, w: W) -> None:
    page.annex(*_annex_title(w, "annex1"))
    lines = ("no", "requirement", "basis", "result", "evidence", "unit", "deadline", "remarks")
    widths = (11, 44, 41, 20, 51, 24, 22, 49)
    cells = [f"row.{line}" for line in lines]
    page.table(columns(w["annex1_columns"], cells, widths, "r......."), "r.annex", size=CELL)
    page.annex(*_annex_title(w, "annex2"))
    page.tag("{%p if r.annex_services %}")
    lines = ("no", "name", "code", "published", "checked", "english", "address", "remarks")
    widths = (11, 64, 24, 26, 26, 20, 52, 39)
    cells = [f"row.{line}" for line in lines]
    page.table(columns(w["annex2_columns"], cells, widths, "r......."), "r.annex_services", size=CELL)
    page.tag("{%p else %}")
    page.paragraph(w["no_services"], align="center")
    page.tag("{%p endif %}")
    given(page, "r.unlisted_services", w["more_services"])


def _annex_title(w: W, name: str) -> tuple[Words, ...]:
    return (
        Words(w[name], BODY, bold=True),
        Words(w[f"{name}_title"], BODY, bold=True),
        Words(w["attached"], 13, italic=True, rule=0.3),
    )


def sector_table(page: Sheet, heads: Sequence[str]) -> None:
    """Print the six focus sectors: requirements by result."""
    lines = ("name", "asked", "met", "partly", "local", "not_met", "untold")
    widths = (39, 26, 16, 20, 24, 18, 22)
    page.table(columns(heads, [f"row.{line}" for line in lines], widths, ".rrrrrr"), "r.sectors")


def listed(page: Sheet, of: str, text: str, otherwise: str, *, ragged: bool = False) -> None:
    """Print each of a list, or a sentence where it is empty."""
    page.tag(f"{{%p if {of} %}}")
    page.each(of, text, ragged=ragged)
    page.tag("{%p else %}")
    page.paragraph(otherwise)
    page.tag("{%p endif %}")


def given(page: Sheet, what: str, text: str) -> None:
    """Print a paragraph where something holds."""
    page.tag(f"{{%p if {what} %}}")
    page.paragraph(text)
    page.tag("{%p endif %}")


def columns(
    heads: Sequence[str], cells: Sequence[str], widths: Sequence[float], aligned: str
) -> list[Column]:
    """Join heads, fields and widths in mm; `aligned` has an r for each column of numbers."""
    sides: dict[str, Align] = {"r": "center", ".": "left"}
    return [
        Column(head, f"{{{{ {cell} }}}}", width, sides[side])
        for head, cell, width, side in zip(heads, cells, widths, aligned, strict=True)
    ]
