"""The site view: everything that detectors may see of one agency, built once per agency and run.

What is named here is loaded when it is asked for: who wants an address read need not load what reads pages.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.site.links import LinkUse
    from audit.site.pages import Page, Role, SitePage
    from audit.site.prepare import KnownHost
    from audit.site.units import Match, Unit, UnitKind
    from audit.site.view import SiteView

__all__ = [
    "KnownHost",
    "LinkUse",
    "Match",
    "Page",
    "Role",
    "SitePage",
    "SiteView",
    "Unit",
    "UnitKind",
]
_WHERE = {
    "KnownHost": "prepare",
    "LinkUse": "links",
    "Match": "units",
    "Page": "pages",
    "Role": "pages",
    "SitePage": "pages",
    "SiteView": "view",
    "Unit": "units",
    "UnitKind": "units",
}


def __getattr__(name: str) -> Any:
    """Return one of these names, loaded.

    Raises:
        AttributeError: It is none of them.
    """
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    return found
