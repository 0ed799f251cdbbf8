"""What the readers of services look at: the page without its menus, as a soup that bears broken tables."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup

from audit.facts.urls import Resolver


@dataclass(frozen=True, slots=True)
class Content:
    """One page, for readers of services."""

    soup: BeautifulSoup
    """Header, menus, side boxes and footer taken out; scripts and styles, too."""
    resolve: Resolver
    """Absolute addresses from written ones; empty for those that are no address."""
    url: str
    title: str = ""
    scripts: tuple[str, ...] = ()
    """Inline scripts and JSON, for lists that the page draws itself."""
