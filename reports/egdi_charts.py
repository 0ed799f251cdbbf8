"""The pictures of the EGDI page: lines in their frames. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reports.egdi import EgdiView, Survey
from reports.egdi_data import PARTS
from reports.run_charts import Frame, Line, lines

CURVE_POINTS: Final = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """A line chart."""

    frame: Frame
    lines: tuple[Line, ...]
    xs: tuple[float, ...]
    """Values that the axis names."""
    ys: tuple[float, ...]


def trend(view: EgdiView) -> Picture:
    """Return our EGDI and its three parts over the surveys."""
    values = [(part, [(s.year, getattr(s.state, part)) for s in view.surveys]) for part in ("egdi", *PARTS)]
    return _over_years(view.surveys, values)


def peers(view: EgdiView) -> Picture:
    """Return the OSI of each peer over the surveys, ours last, so that it is drawn above the others."""
    codes = list(view.egdi.settings.peers.countries)
    codes.sort(key=lambda code: code == view.egdi.settings.country)
    values = [
        (
            code,
            [(s.year, p.osi) for s in view.surveys for p in s.places if p.iso3 == code and p.osi is not None],
        )
        for code in codes
    ]
    return _over_years(view.surveys, values)


def curve(survey: Survey) -> Picture:
    """Return the rank that each OSI would give, the first rank at the top."""
    values = [
        (number / CURVE_POINTS, float(survey.what_if(number / CURVE_POINTS).rank))
        for number in range(CURVE_POINTS + 1)
    ]
    frame = Frame((0.0, 1.0), (float(survey.ranked), 1.0), right=24.0)
    marks = (1.0, *(float(rank) for rank in range(25, survey.ranked, 25)))
    return Picture(frame, lines(frame, [("rank", values)]), (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), marks)


def _over_years(
    surveys: Sequence[Survey], values: Sequence[tuple[str, Sequence[tuple[float, float]]]]
) -> Picture:
    years = [float(survey.year) for survey in surveys]
    span = (years[0], years[-1]) if len(years) > 1 else (years[0] - 1, years[0] + 1)
    frame = Frame(span, (0.0, 1.0))
    return Picture(frame, lines(frame, values), tuple(years), (0.0, 0.25, 0.5, 0.75, 1.0))
