"""Demo pages as HTML: content and templates for one day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit.demo.content import Branch, MenuItem, Page, Portal
from audit.demo.dates import expand_all, shown, weekday
from audit.demo.markup import to_html

TEMPLATES = Path(__file__).parent / "templates"
NEWS_PER_PAGE = 6


@lru_cache(maxsize=1)
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["markup"] = lambda text: Markup(to_html(text))  # noqa: S704 - our own content
    return env


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = yaml.safe_load((TEMPLATES / "labels.yaml").read_text("utf-8"))
    return labels


@dataclass(frozen=True, slots=True)
class View:
    """All that the templates ask about the page in hand."""

    portal: Portal
    branch_name: str
    page: Page
    day: date
    query: dict[str, str] = field(default_factory=dict)

    @property
    def branch(self) -> Branch:
        """The page's branch."""
        return self.portal.site.branches[self.branch_name]

    @property
    def language(self) -> str:
        """Language of dates and labels: ``vi`` or ``en``."""
        return self.branch.ui

    def date(self, days: int) -> str:
        """Return the date `days` before the day, as the portal prints it."""
        return shown(self.day - timedelta(days=days), self.language)

    def iso(self, days: int) -> str:
        """Return the same date as YYYY-MM-DD."""
        return (self.day - timedelta(days=days)).isoformat()

    def weekday(self, days: int = 0) -> str:
        """Return the name of that day of the week."""
        return weekday(self.day - timedelta(days=days), self.language)

    def number(self, text: str, days: int) -> str:
        """Return a document's number with ``{Y}`` replaced by the year of its own date."""
        return text.replace("{Y}", str((self.day - timedelta(days=days)).year))

    def thousands(self, number: int) -> str:
        """Return a number grouped as the language does."""
        grouped = f"{number:,}"
        return grouped if self.language == "en" else grouped.replace(",", ".")

    def text(self, value: object, days: int | None = None) -> Any:
        """Replace date tokens; `days` makes them count from an article's own date."""
        return expand_all(value, self.day - timedelta(days=days or 0), self.language)

    def news(self, section: str) -> tuple[Page, ...]:
        """Return a section's articles, newest first."""
        return self.portal.news(self.branch_name, section)

    def pager(self, section: str, size: int = NEWS_PER_PAGE) -> dict[str, Any]:
        """Return the slice of a section that the query asks for, and the numbers of all its pages."""
        pages = self.news(section)
        last = max(1, -(-len(pages) // size))
        asked = self.query.get("page", "1")
        here = min(int(asked), last) if asked.isdigit() and asked != "0" else 1
        return {"items": pages[(here - 1) * size : here * size], "here": here, "numbers": range(1, last + 1)}

    def tree(self) -> list[MenuItem]:
        """Return the site map: the menu, then every section's articles under it."""
        return [*self.branch.top, *self.branch.menu, *self.branch.footer_links]

    def calendar(self) -> dict[str, Any]:
        """Return the week that the query asks for; there is always one before and one after it."""
        try:
            asked = date.fromisoformat(self.query.get("date", ""))
            monday = asked - timedelta(days=asked.weekday())
            before, after = monday - timedelta(days=7), monday + timedelta(days=7)
        except (ValueError, OverflowError):
            monday = self.day - timedelta(days=self.day.weekday())
            before, after = monday - timedelta(days=7), monday + timedelta(days=7)
        days = [monday + timedelta(days=number) for number in range(6)]
        return {
            "days": [(weekday(d, self.language), shown(d, self.language), d.isoformat()) for d in days],
            "before": before.isoformat(),
            "after": after.isoformat(),
        }

    def matches(self) -> list[Page]:
        """Return the pages whose title or text holds every word of the search query."""
        asked = self.query.get("q", "") or self.query.get("keyword", "")
        words = asked.lower().split()
        if not words:
            return []
        pages = self.portal.of_branch(self.branch_name)
        return [p for p in pages if all(w in f"{p.title} {p.summary} {p.body}".lower() for w in words)]


def render(view: View, *, template: str = "base.html.j2") -> str:
    """Return the page as HTML text."""
    context = {
        "v": view,
        "site": view.portal.site,
        "b": view.branch,
        "page": view.page,
        "t": _labels()[view.language],
        "origin": origin(view.portal, view.branch.host),
    }
    html = _environment().get_template(template).render(context)
    return re.sub(r"\n\s*\n+", "\n", html)


def origin(portal: Portal, host: str) -> str:
    """Return scheme and host of one of a portal's hosts."""
    https = any(part.https for part in portal.site.hosts if part.host == host)
    return f"{'https' if https else 'http'}://{host}"


def parse_query(text: str) -> dict[str, str]:
    """Return the first value of each field of a query string."""
    return {name: values[0] for name, values in parse_qs(text).items()}
