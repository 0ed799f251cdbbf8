"""The registry as it is read: agencies, portals, limits, and what is wrong with the file."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from audit.cautions import cautions
from crawler.errors import ConfigError
from crawler.registry import Limits
from reports.portal.access import May
from reports.portal.route import Route
from reports.portal.visit import Visit


def registry(visit: Visit) -> Response:
    """All agencies of every time, with what the file says of each; its faults first, also where nothing of it can be shown."""
    try:
        known = visit.books.registered
    except ConfigError as fault:
        return visit.page("registry.html", known=None, fault=fault, agencies=(), cautions=(), parents={})
    agencies = known.registry.agencies
    return visit.page(
        "registry.html",
        known=known,
        fault=known.fault,
        agencies=[
            (number, agency, own_limits(agency.limits, known.registry.defaults.limits))
            for number, agency in enumerate(agencies)
        ],
        cautions=cautions(known.registry),
        parents={agency.id: agency.name for agency in agencies},
        portals=sum(len(agency.portals) for agency in agencies),
        unconfirmed=sum(not portal.confirmed for agency in agencies for portal in agency.portals),
    )


def own_limits(limits: Limits, defaults: Limits) -> dict[str, float]:
    """Return the limits that differ from those of all agencies, by their keys in the file."""
    common = defaults.model_dump()
    return {name: value for name, value in limits.model_dump().items() if value != common[name]}


ROUTES: Final = (Route("/registry", registry, May.NATION),)
