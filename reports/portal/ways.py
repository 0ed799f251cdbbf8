"""`Ways`: the addresses of pages by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from reports.portal.route import Route

_PLACE: Final = re.compile(r"\{(\w+)(?::\w+)?\}")


class Ways:
    """Where each page is, worked out once: a page with a list asks for as many addresses as the list is long.

    Args:
        routes: All that the application answers.
    """

    def __init__(self, routes: Iterable[Route]) -> None:
        self._known: Mapping[str, tuple[str, frozenset[str]]] = {
            route.known_as: (_PLACE.sub(r"{\1}", route.path), frozenset(_PLACE.findall(route.path)))
            for route in routes
        }

    def url(self, page: str, **params: str) -> str:
        """Return the path of a page, with what is no part of the path as its query; empty values are left out.

        Raises:
            KeyError: There is no such page, or a part of its path is missing.
        """
        path, inside = self._known[page]
        query = [(name, value) for name, value in params.items() if value and name not in inside]
        found = path.format_map(params) if inside else path
        return f"{found}?{urlencode(query)}" if query else found
