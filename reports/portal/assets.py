"""Style sheet and scripts of the application, each at an address with its digest in it, so that browsers keep them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Final

from starlette.responses import Response

from reports.environment import STATIC, style
from reports.portal.route import Route
from reports.portal.visit import Visit, not_found

_KEPT: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file."""

    name: str
    text: str
    media_type: str

    @property
    def digest(self) -> str:
        """What its address holds."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@cache
def _assets() -> dict[str, Asset]:
    """By name: the style sheet of all reports with the application's own, and the application's scripts."""
    own = (STATIC / "portal" / "portal.css").read_text(encoding="utf-8")
    sheets = Asset("style.css", str(style().text) + own, "text/css")
    scripts = [
        Asset(path.name, path.read_text(encoding="utf-8"), "text/javascript")
        for path in sorted((STATIC / "portal").glob("*.js"))
    ]
    return {asset.name: asset for asset in (sheets, *scripts)}


@cache
def address_of(name: str) -> str:
    """Return the path of a file."""
    return f"/assets/{_assets()[name].digest}/{name}"


def asset(visit: Visit) -> Response:
    """One file. What has another digest is of another version, and not here."""
    found = _assets().get(visit.param("file"))
    if found is None or found.digest != visit.param("digest"):
        raise not_found()
    return Response(found.text, media_type=found.media_type, headers={"cache-control": _KEPT})


ROUTES: Final = (Route("/assets/{digest}/{file}", asset, None),)
