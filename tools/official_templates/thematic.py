"""The thematic report of a quarter and year, laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tools.official_templates.documents import columns, foot, given, head, listed, sector_table, sheet
from tools.official_templates.form import BODY, CELL, Sheet, Words

W = Mapping[str, Any]


def thematic(language: str, shared: W, w: W) -> Sheet:
    """Lay out the report, in the form of those on Resolution 36a."""
    page = sheet(language, shared)
    head(page, shared, w["number"])
    page.title(
        Words(w["type"], BODY, bold=True),
        Words(w["title"], BODY, bold=True),
        Words(w["period"], BODY, rule=0.3),
    )
    page.paragraph(w["to"], align="center")
    page.tag("{%p for line in r.recipients %}")
    page.paragraph("- {{ line }}{% if loop.last %}.{% else %};{% endif %}", align="center")
    page.tag("{%p endfor %}")
    page.paragraph(w["opening"])
    page.tag("{%p for line in r.summary %}")
    page.paragraph("{{ line }}", bold=True)
    page.tag("{%p endfor %}")
    _tasks(page, w)
    _services(page, w)
    page.heading(w["h3"])
    page.tag("{%p if r.sectors %}")
    page.paragraph(w["sectors"])
    sector_table(page, w["sector_columns"])
    page.tag("{%p else %}")
    page.paragraph(w["no_sectors"])
    page.tag("{%p endif %}")
    _year(page, w)
    _untold(page, w)
    page.heading(w["h6"])
    listed(page, "r.gaps", "{{ line }}", w["no_gaps"])
    _method(page, w)
    page.heading(w["h7"])
    for line in w["asks"]:
        page.paragraph(f"- {line}", keep=True)
    foot(page, shared, w["receivers"])
    return page


def _tasks(page: Sheet, w: W) -> None:
    page.heading(w["h1"])
    page.heading(w["h1a"], 2)
    given(page, "not r.english_duty", w["no_english_duty"])
    page.tag("{%p for task in r.tasks %}")
    page.paragraph(f"- {w['task']}")
    for name in ("missing", "partly", "untold"):
        given(page, f"task.{name}", f"+ {w[name]}")
    page.tag("{%p else %}")
    page.paragraph(w["no_tasks"])
    page.tag("{%p endfor %}")
    page.heading(w["h1b"], 2)
    page.paragraph(w["bodies"])
    _bodies(page, w["body_columns"], (12, 58, 19, 19, 19, 19, 19), "r.bodies")


def _services(page: Sheet, w: W) -> None:
    page.heading(w["h2"])
    page.heading(w["h2a"], 2)
    page.each("r.services", "{{ line }}")
    page.tag("{%p if r.service_bodies %}")
    widths = (12, 37, 14, 13, 13, 13, 14, 15, 13, 21)
    _bodies(page, w["service_columns"], widths, "r.service_bodies", remark=True)
    page.tag("{%p else %}")
    page.paragraph(w["no_services"])
    page.tag("{%p endif %}")
    page.heading(w["h2b"], 2)
    page.each("r.required", "{{ line }}")
    page.tag("{%p if r.required_bodies %}")
    _bodies(page, w["required_columns"], (12, 58, 19, 19, 19, 19, 19), "r.required_bodies")
    page.tag("{%p endif %}")


def _year(page: Sheet, w: W) -> None:
    page.heading(w["h4"])
    lines = ("day", "run_id", "readable", "english", "local", "remark")
    cells = [f"row.{line}" for line in lines]
    page.table(columns(w["run_columns"], cells, (24, 40, 22, 24, 24, 31), "..rrr."), "r.runs.lines")
    given(page, "r.runs.change", "{{ r.runs.change }}")


def _untold(page: Sheet, w: W) -> None:
    page.heading(w["h5"])
    page.tag("{%p if r.unread %}")
    page.paragraph(w["unread"])
    page.each("r.unread", "{{ line.name }}: {{ line.why }}")
    page.tag("{%p else %}")
    page.paragraph(w["no_unread"])
    page.tag("{%p endif %}")
    page.tag("{%p if r.no_result %}")
    page.paragraph(w["no_result"])
    page.each("r.no_result", "{{ line.name }}: {{ line.why }}")
    page.tag("{%p endif %}")


def _method(page: Sheet, w: W) -> None:
    page.heading(w["h8"])
    page.tag("{%p if r.law %}")
    page.paragraph(w["law"])
    page.each("r.law", "{{ line }}.")
    page.tag("{%p endif %}")
    page.paragraph(w["standards"])
    page.each("r.standards", "{{ line }}.")
    page.paragraph(w["method"])


def _bodies(
    page: Sheet, heads: Sequence[str], widths: Sequence[float], of: str, *, remark: bool = False
) -> None:
    """Print a line for each body, the sums in bold."""
    counts = len(heads) - 2 - remark
    cells = ["row.no", "row.name", *(f"row.counts[{number}]" for number in range(counts))]
    cells += ["row.remark"] if remark else []
    aligned = "r." + "r" * counts + "." * remark
    page.table(columns(heads, cells, widths, aligned), of, size=CELL, strong="row.sum")
