"""The site view: everything that detectors may see of one agency, built once per agency and run."""

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
