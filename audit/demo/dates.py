"""Dates in the demo portals' content, written relative to the day of the audit.

The content files say ``{d-12}`` for "twelve days before"; a portal served for 30/06/2018 shows 18/06/2018 there.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_TOKEN = re.compile(r"\{(?P<form>d|iso|y|m|w)(?P<shift>[+-]\d+)?\}")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def shown(day: date, language: str) -> str:
    """Return a date as a portal in `language` (``vi`` or ``en``) prints it."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d/%m/%Y}"


def shown_month(day: date, language: str) -> str:
    """Return month and year of `day`: ``June 2018`` or ``6/2018``."""
    return f"{_MONTHS[day.month - 1]} {day.year}" if language == "en" else f"{day.month}/{day.year}"


def weekday(day: date, language: str) -> str:
    """Return the name of the day of the week."""
    return (_WEEKDAYS_EN if language == "en" else _WEEKDAYS_VI)[day.weekday()]


def expand(text: str, day: date, language: str) -> str:
    """Replace the date tokens of a content string.

    Args:
        text: ``{d-N}`` the date N days before `day` (``{d+N}`` after), ``{iso-N}`` the same as YYYY-MM-DD,
            ``{m-N}`` month and year N days before, ``{w-N}`` its weekday, ``{y-N}`` the year, N years before.
        day: What the tokens count from.
        language: ``vi`` or ``en``.
    """

    def value(match: re.Match[str]) -> str:
        shift = int(match["shift"] or 0)
        if match["form"] == "y":
            return str(day.year + shift)
        moved = day + timedelta(days=shift)
        forms = {"d": shown, "m": shown_month, "w": weekday}
        form = forms.get(match["form"])
        return form(moved, language) if form else moved.isoformat()

    return _TOKEN.sub(value, text)


def expand_all(value: object, day: date, language: str) -> object:
    """Replace the date tokens in every string of nested lists and mappings."""
    if isinstance(value, str):
        return expand(value, day, language)
    if isinstance(value, dict):
        return {key: expand_all(part, day, language) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [expand_all(part, day, language) for part in value]
    return value
