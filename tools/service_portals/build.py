"""Build the fixture portals of online public services under tests/eval/services and tests/eval/services_held_out.

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

EVAL = Path(__file__).parents[2] / "tests" / "eval"
OUT, OUT_HELD_OUT = EVAL / "services", EVAL / "services_held_out"
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
HELD_OUT = {
    "province-cards": "province_cards",
    "agency-bilingual": "agency_bilingual",
}
"""The same of the portals that nothing was mended for before they were measured once."""


def portal_of(name: str) -> Portal:
    """Return the portal of one folder.

    Raises:
        KeyError: no family has this name.
    """
    made = import_module(f"tools.service_portals.{(MODULES | HELD_OUT)[name]}").portal()
    if not isinstance(made, Portal):
        raise TypeError(f"{name}: portal() returns no Portal")
    return made


def main(names: list[str]) -> None:
    """Build the portals named, or all whose module is there."""
    here = Path(__file__).parent
    for name in names or MODULES | HELD_OUT:
        module = (MODULES | HELD_OUT)[name]
        if not names and not (here / f"{module}.py").exists() and not (here / module).is_dir():
            continue
        portal = portal_of(name)
        folder = (OUT_HELD_OUT if name in HELD_OUT else OUT) / portal.folder
        pack(portal, folder)
        size = (folder / "pages.tar.xz").stat().st_size
        print(f"{name}: {len(portal.key)} services, {len(portal.pages)} addresses, {size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
