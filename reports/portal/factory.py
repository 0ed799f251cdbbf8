"""Makes the application in each process of the server, from what `osi-audit serve` has put into the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp

from audit.datadir import DataDir
from audit.place import Place
from reports.portal.app import create_app
from reports.portal.books import Books
from reports.portal.settings import PortalSettings

SETTINGS: Final = "OSI_AUDIT_PORTAL"


def handed_over(settings: PortalSettings) -> dict[str, str]:
    """Return what processes of the server have to find in their environment."""
    place = settings.place
    known = {
        "data": str(place.data.root),
        "config": str(place.config),
        "sites": str(place.sites),
        "named": place.named,
        "base_url": settings.base_url,
    }
    return {SETTINGS: json.dumps(known)}


def app() -> ASGIApp:
    """Return the application.

    Raises:
        KeyError: The environment was not made by `handed_over`.
        ConfigError: `portal.yaml` became wrong in the meantime.
    """
    known = json.loads(os.environ[SETTINGS])
    place = Place(
        DataDir(Path(known["data"])), Path(known["config"]), Path(known["sites"]), named=known["named"]
    )
    return create_app(Books(PortalSettings.read(place, known["base_url"])))
