"""The demo portals' content: YAML files under `portals/<id>/` as frozen models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crawler.errors import ConfigError
from crawler.yamlfile import load_model

PORTALS = Path(__file__).parent / "portals"

_FILE = re.compile(r"\.(pdf|csv|json|docx|xlsx)$")

Block = dict[str, Any]
"""``kind`` names a macro of `templates/blocks.html.j2`; the other keys are its data."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MenuItem(_Model):
    """One entry of a menu, with its submenu."""

    label: str
    path: str
    items: tuple[MenuItem, ...] = ()


class Switch(_Model):
    """The language switch in the header. Without a twin of the page it leads to `to`."""

    label: str
    to: str
    keeps_page: bool = False
    """Whether it leads to the page's twin, where there is one."""


class Branch(_Model):
    """One language or host of a portal: its name, menus, side boxes and footer."""

    host: str
    home: str = "/"
    lang: str = ""
    """The `lang` attribute that its pages declare, right or wrong; empty: none."""
    ui: Literal["vi", "en"]
    """Language of the labels that the templates bring along."""
    superior: str = ""
    name: str
    tagline: str = ""
    search: str = ""
    """Path of the search results; empty: no search box."""
    menu: tuple[MenuItem, ...] = ()
    top: tuple[MenuItem, ...] = ()
    side: tuple[Block, ...] = ()
    footer: str
    footer_links: tuple[MenuItem, ...] = ()
    switch: Switch | None = None
    description: str = ""


class Page(_Model):
    """One page. Dates count back from the day the portals are served for."""

    path: str
    """With its query string where that is what tells pages apart."""
    title: str
    days: int | None = None
    """Published that many days before."""
    section: str = ""
    """News list it belongs to."""
    summary: str = ""
    source: str = ""
    body: str = ""
    blocks: tuple[Block, ...] = ()
    twin: str = ""
    """Address of the same page in the other language."""
    crumbs: tuple[MenuItem, ...] = ()
    lang: str | None = None
    """Overrides the branch's `lang`."""
    plain: bool = False
    """Without side boxes."""
    full_title: str = ""
    """The `<title>`, where it differs."""
    listed: bool = True
    """Whether site maps name it."""


class Series(_Model):
    """A publication that appears again and again, as a weekly bulletin: pages of one kind with other words in each.

    A word in braces of the page's path, title, summary or body is replaced: ``{n}`` by the issue's number, others by their list.
    """

    page: Page
    """Of the newest issue; its `days` are the days since that appeared."""
    newest: int = Field(gt=0)
    """Number of the newest issue; numbers count down to 1 at the least."""
    count: int = Field(gt=0)
    """Issues that are kept."""
    every: int = Field(gt=0)
    """Days from one issue to the next."""
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Each list begins anew at its end; lists of different lengths keep issues apart."""

    @model_validator(mode="after")
    def _is_whole(self) -> Series:
        if self.page.days is None:
            raise ValueError("the page of a series needs days")
        if self.count > self.newest:
            raise ValueError(f"there cannot be {self.count} issues up to number {self.newest}")
        return self

    def pages(self) -> tuple[Page, ...]:
        """Return all issues, newest first."""
        return tuple(map(self._issue, range(self.count)))

    def _issue(self, back: int) -> Page:
        words = {name: values[back % len(values)] for name, values in self.words.items()}
        words["n"] = str(self.newest - back)

        def filled(text: str) -> str:
            return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), text)

        texts = {name: filled(getattr(self.page, name)) for name in ("path", "title", "summary", "body")}
        return self.page.model_copy(update=texts | {"days": (self.page.days or 0) + back * self.every})


class PageFile(_Model):
    """One content file: pages of one branch."""

    branch: str
    pages: tuple[Page, ...]
    series: tuple[Series, ...] = ()

    def written_out(self) -> PageFile:
        """Return the file with each issue of a series as a page of its own, after the others."""
        issues = (page for series in self.series for page in series.pages())
        return PageFile(branch=self.branch, pages=(*self.pages, *issues))


class Host(_Model):
    """One host name of a portal."""

    host: str
    https: bool = False
    robots: str | None = None
    """Text of robots.txt; none: 404."""
    sitemap: bool = False
    """Whether there is a sitemap.xml."""


class Site(_Model):
    """`site.yaml`: all of a portal that is no page."""

    id: str
    """Also the agency's id in the demo registry."""
    theme: Literal["modern", "classic", "sharepoint"]
    responsive: bool = True
    hosts: tuple[Host, ...]
    branches: dict[str, Branch]
    behaviours: dict[str, str] = Field(default_factory=dict)
    """Path, or path prefix ending in ``*``, with its host in front -> name in `behaviours.BEHAVIOURS`."""
    data: dict[str, list[list[str]]] = Field(default_factory=dict)
    """File path -> rows, for data files."""
    metadata: bool = False
    """Whether pages carry Dublin Core metadata (Circular 24/2011)."""
    counter: int = 0
    """Visits so far, for the statistics box; 0: no box."""


class Portal:
    """One portal with all its pages, ready to be served."""

    def __init__(self, site: Site, files: tuple[PageFile, ...]) -> None:
        self.site = site
        self.files = files

    @cached_property
    def pages(self) -> dict[tuple[str, str], tuple[str, Page]]:
        """(host, path) -> (branch name, page)."""
        return {
            (self.site.branches[part.branch].host, page.path): (part.branch, page)
            for part in self.files
            for page in part.pages
        }

    @cached_property
    def documents(self) -> dict[str, str]:
        """Path of every file that the content links to -> the text of its first link."""
        found: dict[str, str] = {}
        for part in self.files:
            for page in part.pages:
                for path, text in _file_links([page.body, *page.blocks]):
                    found.setdefault(path, text)
        for branch in self.site.branches.values():
            for path, text in _file_links(list(branch.side)):
                found.setdefault(path, text)
        return found

    def of_branch(self, branch: str) -> tuple[Page, ...]:
        """Return the pages of a branch, in the order of the content files."""
        return tuple(page for part in self.files if part.branch == branch for page in part.pages)

    def news(self, branch: str, section: str) -> tuple[Page, ...]:
        """Return the dated pages of a section, newest first."""
        dated = [page for page in self.of_branch(branch) if page.section == section and page.days is not None]
        return tuple(sorted(dated, key=lambda page: page.days or 0))


def _file_links(value: object) -> Iterator[tuple[str, str]]:
    """Yield (path, text) for links in markup, and for rows that end in a file's path."""
    if isinstance(value, str):
        for text, path in re.findall(r"\[([^\]]+)\]\(([^)\s]+)\)", value):
            if _FILE.search(path):
                yield path, text
    elif isinstance(value, dict):
        if isinstance(value.get("file"), str):
            yield value["file"], str(value.get("title", value["file"]))
        for part in value.values():
            yield from _file_links(part)
    elif isinstance(value, list | tuple):
        for part in value:
            if isinstance(part, str) and part.startswith("/") and _FILE.search(part):
                yield part, max((cell for cell in value if isinstance(cell, str)), key=len)
            yield from _file_links(part)


def load_portal(folder: Path) -> Portal:
    """Read one portal.

    Args:
        folder: Holds `site.yaml` and any number of page files.

    Raises:
        ConfigError: A file breaks the model, names an unknown branch, or a path stands twice on one host.
    """
    site, _ = load_model(folder / "site.yaml", Site)
    files = []
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "site.yaml":
            continue
        part, lines = load_model(path, PageFile)
        if part.branch not in site.branches:
            raise ConfigError(path, f"there is no branch {part.branch!r}", key="branch", line=lines["branch"])
        part = part.written_out()
        for number, page in enumerate(part.pages):
            key = (site.branches[part.branch].host, page.path)
            if key in seen:
                place = f"pages.{number}.path"
                raise ConfigError(
                    path, f"the path {page.path!r} stands twice", key=place, line=lines.get(place)
                )
            seen.add(key)
        files.append(part)
    return Portal(site, tuple(files))


@lru_cache(maxsize=1)
def load_portals() -> tuple[Portal, ...]:
    """Read all demo portals, in the order of their ids."""
    return tuple(load_portal(folder) for folder in sorted(PORTALS.iterdir()) if folder.is_dir())
