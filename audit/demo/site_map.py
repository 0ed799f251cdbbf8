"""The files that a portal keeps for robots: sitemap.xml."""

from __future__ import annotations

from datetime import date, timedelta
from xml.sax.saxutils import escape

from audit.demo.content import Portal
from audit.demo.render import origin

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_xml(portal: Portal, host: str, day: date) -> bytes:
    """Return the sitemap.xml of one host: every listed page, with the day of its last change where it has one."""
    base = origin(portal, host)
    entries = []
    for (page_host, path), (_, page) in portal.pages.items():
        if page_host == host and page.listed:
            changed = "" if page.days is None else f"<lastmod>{day - timedelta(days=page.days)}</lastmod>"
            entries.append(f"<url><loc>{escape(base + path)}</loc>{changed}</url>")
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SPACE}">\n' + "\n".join(entries)
    return (text + "\n</urlset>\n").encode()
