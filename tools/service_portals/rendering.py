"""Templates of a portal, and the pages made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.service_portals.model import Page

TEMPLATES = Path(__file__).parent / "templates"


class Site:
    """Pages of one host, gathered in order; each address once."""

    def __init__(self, folder: str, host: str) -> None:
        self.base = f"http://{host}"
        self.pages: dict[str, Page] = {}
        self._jinja = Environment(
            loader=FileSystemLoader(TEMPLATES / folder),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._jinja.globals["base"] = self.base

    def put(self, path: str, template: str, **values: Any) -> str:
        """Render a page at a path with its query; return the absolute address. Menus of another host lead back to the first one."""
        url = path if path.startswith("http") else self.base + path
        origin = "" if url.startswith(self.base) else self.base
        body = self._jinja.get_template(template).render(path=path, origin=origin, **values)
        self.pages[url] = Page(url, body)
        return url

    def rewrite(self, url: str, body: str | bytes, content_type: str = "text/html; charset=utf-8") -> None:
        """Put other bytes in the place of a page."""
        self.pages[url] = Page(url, body, content_type=content_type)

    def file(self, path: str, content_type: str = "application/msword") -> str:
        """Add a file of which only the address counts."""
        url = path if path.startswith("http") else self.base + path
        self.pages[url] = Page(url, content_type=content_type)
        return url

    def dead(self, path: str, status: int = 404) -> str:
        """Add an address that does not work."""
        url = path if path.startswith("http") else self.base + path
        self.pages[url] = Page(url, status=status)
        return url

    def redirect(self, path: str, target: str) -> str:
        """Add an address that leads to another one."""
        url = path if path.startswith("http") else self.base + path
        location = target if target.startswith("http") else self.base + target
        self.pages[url] = Page(url, status=302, location=location)
        return url
