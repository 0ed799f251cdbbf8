"""Build the fixture portals of online public services under tests/eval/services.

    python -m tools.service_portals.build [portal ...]

Each family is a module or package beside this one whose `portal()` returns a `Portal`: pages and key from one set of data. Nothing
depends on the clock, on chance or on the machine: a build without a change of data or templates changes no byte.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from tools.service_portals.model import Portal
from tools.service_portals.packing import pack

OUT = Path(__file__).parents[2] / "tests" / "eval" / "services"
MODULES = {
    "liferay-opencps": "liferay_opencps",
    "sharepoint": "sharepoint",
    "dotnetnuke": "dotnetnuke",
    "custom-english": "custom_english",
    "webcenter": "webcenter",
    "igate": "igate",
    "national": "national",
    "custom-old": "custom_old",
}
"""Folder of the fixture → name of the module that makes it."""


def portal_of(name: str) -> Portal:
    """Return the portal of one folder.

    Raises:
        KeyError: no family has this name.
    """
    made = import_module(f"tools.service_portals.{MODULES[name]}").portal()
    if not isinstance(made, Portal):
        raise TypeError(f"{name}: portal() returns no Portal")
    return made


def main(names: list[str]) -> None:
    """Build the portals named, or all whose module is there."""
    here = Path(__file__).parent
    for name in names or MODULES:
        module = MODULES[name]
        if not names and not (here / f"{module}.py").exists() and not (here / module).is_dir():
            continue
        portal = portal_of(name)
        pack(portal, OUT / portal.folder)
        size = (OUT / portal.folder / "pages.tar.xz").stat().st_size
        print(f"{name}: {len(portal.key)} services, {len(portal.pages)} addresses, {size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
