"""What changes on a demo portal in the course of a year, and the portal as it stands then. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from audit.demo.content import Page, PageFile, Portal, Site

AS_BEFORE: Final = "as before"
"""In place of a page or behaviour: what `portals/` say holds again."""
LIFTED: Final = "lifted"
"""In place of a behaviour: that of `portals/` is over."""

PageChange = dict[str, Any] | Literal["removed", "as before"]
"""Fields of `audit.demo.content.Page` that differ, or all of a page that is new."""


class Change(BaseModel):
    """What differs on one portal from `portals/<id>/`, or from what was there before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pages: dict[str, dict[str, PageChange]] = Field(default_factory=dict)
    """By branch and path."""
    behaviours: dict[str, str] = Field(default_factory=dict)
    """As in `site.yaml`, or `AS_BEFORE` or `LIFTED`. Those that are new come last."""
    responsive: bool | None = None
    """Whether its templates are made for telephones; None: as before."""

    def then(self, later: Change) -> Change:
        """Return what differs when another change follows this one."""
        branches: dict[str, dict[str, PageChange]] = {name: dict(p) for name, p in self.pages.items()}
        for name, pages in later.pages.items():
            branches.setdefault(name, {}).update(pages)
        return Change(
            pages=branches,
            behaviours=self.behaviours | later.behaviours,
            responsive=self.responsive if later.responsive is None else later.responsive,
        )


def changed(portal: Portal, change: Change) -> Portal:
    """Return a portal as it stands after a change.

    Raises:
        KeyError: A branch, or a page that is to be removed, is not there.
        ValueError: A page breaks its model.
    """
    site = portal.site
    update: dict[str, Any] = {"behaviours": _behaviours(site, change)}
    if change.responsive is not None:
        update["responsive"] = change.responsive
    files = []
    for file in portal.files:
        wanted = {p: c for p, c in change.pages.get(file.branch, {}).items() if c != AS_BEFORE}
        files.append(PageFile(branch=file.branch, pages=_pages(file.pages, wanted)))
    unknown = set(change.pages) - {file.branch for file in portal.files}
    if unknown:
        raise KeyError(f"{site.id}: there is no branch {min(unknown)!r}")
    return Portal(site.model_copy(update=update), tuple(files))


def _behaviours(site: Site, change: Change) -> dict[str, str]:
    wanted = {address: name for address, name in change.behaviours.items() if name != AS_BEFORE}
    kept = {address: name for address, name in site.behaviours.items() if address not in wanted}
    return kept | {address: name for address, name in wanted.items() if name != LIFTED}


def _pages(pages: tuple[Page, ...], wanted: Mapping[str, PageChange]) -> tuple[Page, ...]:
    known = {page.path for page in pages}
    found = []
    for page in pages:
        change = wanted.get(page.path)
        if change is None:
            found.append(page)
        elif isinstance(change, dict):
            found.append(Page.model_validate(page.model_dump() | change))
    for path, change in wanted.items():
        if path in known:
            continue
        if not isinstance(change, dict):
            raise KeyError(f"there is no page {path!r} to remove")
        found.append(Page.model_validate({"path": path} | change))
    return tuple(found)
