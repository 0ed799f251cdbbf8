"""Labels in two languages: "Trang chủ / Home", "Tin tức - News", "Filter (Bộ lọc)"."""

from __future__ import annotations

import re

_LONGEST = 200  # characters; a longer text is no label
_SIGN = re.compile(r"[/|•»:()\[\]–—]")
_DASH = " - "
_BORDER = re.compile(r"\s*[|/•»:]\s+|\s+[-–—/|•»]\s+|\s?[()\[\]]\s?|\s*\|\s*|(?<=\w\w)/(?=\w\w)")


def halves(text: str) -> list[str]:
    """Cut a label where its second language may begin; a text with no such place comes back whole."""
    if len(text) > _LONGEST or not (_DASH in text or _SIGN.search(text)):
        return [text]
    return [part for part in map(str.strip, _BORDER.split(text)) if part]
