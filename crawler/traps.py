"""Endless address patterns: calendars, growing paths, facets. The first function is pure, the class counts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from crawler.urls import MAX_LENGTH
from crawler.words import rules

_DATA = rules("traps")
MAX_SEGMENTS: int = _DATA["longest_segments"]
MAX_PARAMETERS: int = _DATA["most_parameters"]
MAX_SAME_SEGMENT: int = _DATA["same_segment"]
CALENDAR_CAP: int = _DATA["calendar_pages"]
"""Pages of one pattern that has dates in its query."""
VARIANT_CAP: int = _DATA["query_variants"]
"""Different queries of three or more parameters on one path."""
MIN_PATTERN_CAP: int = _DATA["pattern_pages"]
LISTING_CAP: int = _DATA["listing_pages"]
"""Pages of one listing."""
STATE_CAP: int = _DATA["state_pages"]
"""Pages that only a blob of state tells apart."""

_LANGUAGES = frozenset(["vi", "vn", "en", "fr", "ru", "zh", "ja", "vi-vn", "en-us", "vie", "eng"])
_DIGITS = re.compile(r"\d+")
_COUNTRIES = frozenset(["vn"])
"""At the beginning of a path, before a language: /vn/en/."""
_DATE_KEYS = tuple(re.compile(_DATA[name]) for name in ("date_parameter", "date_value"))
_DATE_PATH = re.compile(_DATA["date_path"], re.IGNORECASE)
_LISTING = re.compile(_DATA["listing"])
_STATE = re.compile(_DATA["state"])
_REPEATED_BLOCK = re.compile(r"(?=((?:/[^/]+){1,6}?)\1\1)")


def shape_of_trap(url: str) -> str:
    """Say what makes an address look endless, or return an empty string.

    >>> shape_of_trap("http://a.gov.vn/x.html/en/vi")
    'language codes follow one another in the path'
    >>> shape_of_trap("http://a.gov.vn/tin/tin/tin/1.html")
    'a part of the path repeats'
    >>> shape_of_trap("http://a.gov.vn/en/news/91245/x.aspx")
    ''
    """
    if len(url) > MAX_LENGTH:
        return f"the address is longer than {MAX_LENGTH} characters"
    head, _, query = url.partition("?")
    path = head[head.find("/", head.find("://") + 3) :]
    segments = path.lower().split("/")[1:]
    if len(segments) > MAX_SEGMENTS:
        return f"the path has more than {MAX_SEGMENTS} parts"
    codes = segments[1:] if segments[0] in _COUNTRIES else segments
    if any(a in _LANGUAGES and b in _LANGUAGES for a, b in pairwise(codes)):
        return "language codes follow one another in the path"
    if len(segments) > MAX_SAME_SEGMENT and _repeats(path, segments):
        return "a part of the path repeats"
    if query.count("&") >= MAX_PARAMETERS:
        return f"the query has more than {MAX_PARAMETERS} parameters"
    return ""


def listing_of(url: str) -> str:
    """The listing that an address is a further page of, or an empty string.

    >>> listing_of("http://a.gov.vn/tin?_a_cur=7&id=3"), listing_of("http://a.gov.vn/tin/trang-1150.htm")
    ('http://a.gov.vn/tin?*&id=3', 'http://a.gov.vn/tin/*.htm')
    >>> listing_of("http://a.gov.vn/PhanTrang/1748/3/Vien-thong.html"), listing_of("http://a.gov.vn/tin/2017.html")
    ('http://a.gov.vn/PhanTrang/1748/*/Vien-thong.html', '')
    """
    start = url.find("/", url.find("://") + 3)
    rest, number = _LISTING.subn(lambda found: (found["keep"] or "") + "*", url[start:])
    return url[:start] + rest if number else ""


def calendar_of(url: str) -> str:
    """The calendar that an address is a date of, or an empty string.

    >>> calendar_of("http://a.gov.vn/lich?selectedDate=20180102&page=3"), calendar_of("http://a.gov.vn/vb?name=thu-tuc-5")
    ('http://a.gov.vn/lich?selectedDate=*&*', '')
    >>> calendar_of("http://a.gov.vn/vb?nam=2018&ItemID=7"), calendar_of("http://a.gov.vn/lich/2018/3/")
    ('http://a.gov.vn/vb?nam=*&ItemID=7', 'http://a.gov.vn/lich/#/#/')
    """
    path, _, query = url.partition("?")
    dates = 0
    for key in _DATE_KEYS if query else ():
        query, number = key.subn(r"\g<name>=*", query)
        dates += number
    if dates:
        rest = f"{path}?{query}"
        return listing_of(rest) or rest
    return pattern_of(url) if _DATE_PATH.search(path) else ""


def pattern_of(url: str) -> str:
    """The address with every number replaced.

    >>> pattern_of("http://a.gov.vn/tin/2017/15.html?id=9")
    'http://a.gov.vn/tin/#/#.html?id=#'
    """
    start = url.find("/", url.find("://") + 3)
    return url[:start] + _DIGITS.sub("#", url[start:])


@dataclass(slots=True)
class TrapCounter:
    """Caps how many addresses of one pattern a crawl takes."""

    max_pages: int
    _patterns: Counter[str] = field(default_factory=Counter)
    _variants: Counter[str] = field(default_factory=Counter)
    _listings: Counter[str] = field(default_factory=Counter)
    _calendars: Counter[str] = field(default_factory=Counter)

    def admit(self, url: str) -> tuple[str, int]:
        """Count a new address.

        Returns:
            What makes it a trap, or an empty string; and how many of its pattern came before.
        """
        shape = shape_of_trap(url)
        if shape:
            return shape, 0
        pattern = pattern_of(url)
        before = self._patterns[pattern]
        self._patterns[pattern] += 1
        calendar = calendar_of(url)
        if calendar:
            self._calendars[calendar] += 1
            if self._calendars[calendar] > CALENDAR_CAP:
                return f"more than {CALENDAR_CAP} dates of the calendar {pattern}", before
        cap = max(MIN_PATTERN_CAP, self.max_pages // 2)
        if before >= cap and pattern != url:
            return f"more than {cap} addresses of the form {pattern}", before
        path, _, query = url.partition("?")
        return self._admit_page(url) or self._admit_variant(path, query), before

    def _admit_page(self, url: str) -> str:
        """Count the pages of a listing, and those that only a blob of state tells apart."""
        listing, cap = listing_of(url), LISTING_CAP
        if not listing and "/!ut/p/" in url:
            listing, cap = _STATE.sub("*", url), STATE_CAP
        if not listing:
            return ""
        self._listings[listing] += 1
        return f"more than {cap} pages of the listing {listing}" if self._listings[listing] > cap else ""

    def _admit_variant(self, path: str, query: str) -> str:
        if query.count("&") < 2:
            return ""
        self._variants[path] += 1
        return f"more than {VARIANT_CAP} queries on {path}" if self._variants[path] > VARIANT_CAP else ""


def _repeats(path: str, segments: list[str]) -> bool:
    if _REPEATED_BLOCK.search(path.lower()):
        return True
    counts = Counter(s for s in segments if s and not s.isdigit())
    return any(number > MAX_SAME_SEGMENT for number in counts.values())
