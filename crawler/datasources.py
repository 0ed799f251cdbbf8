"""Addresses from which a page's scripts draw its list: pure functions on markup and headers."""

from __future__ import annotations

_JSON_TYPES = frozenset(
    {"", "text/json", "text/plain", "text/html", "text/javascript", "application/javascript"}
)
"""What servers call JSON besides `application/json` and its kin; the body decides."""


def may_be_json(content_type: str) -> bool:
    """Whether a Content-Type is one that JSON comes with.

    >>> may_be_json("application/json; charset=utf-8"), may_be_json("application/pdf")
    (True, False)
    """
    kind = content_type.partition(";")[0].strip().lower()
    return kind in _JSON_TYPES or kind.endswith(("/json", "+json"))
