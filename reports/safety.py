"""Crawled text is hostile: what keeps it inert in HTML and in spreadsheets."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    """Replace control characters and direction overrides with their code points, so that nothing hides.

    Our own templates hold none of them, so whole pages go through here.
    """
    return _CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def safe_href(url: str) -> str:
    """Return `url` when it may become a link, else an empty string. Only http and https may."""
    if _CONTROLS.search(url) or url != url.strip():
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and host else ""


def inert_cell(text: str) -> str:
    """Defuse a spreadsheet cell that a program could take for a formula (CWE-1236)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
