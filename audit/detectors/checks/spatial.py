"""Substance of maps and readings: spatial files and services, a map to work with, data of the hour."""

from __future__ import annotations

import re
from datetime import timedelta

from audit.detectors.case import Case
from audit.detectors.checks.base import Level, Substance, parse_day
from audit.detectors.scope import Scope
from audit.facts.dates import find_dates
from audit.site.roles import DATA_KINDS

_KINDS = frozenset({"shp", "geojson", "kml", "kmz", "gml", "gpkg", "geotiff", "tif", "tiff", "dwg", "dgn"})
_SERVICE = re.compile(
    r"service=(?:wms|wfs|wmts)|/(?:wms|wfs|wmts|geoserver|mapserver|featureserver)\b|arcgis/rest",
    re.IGNORECASE,
)
_VIEWER = re.compile(
    r"arcgis|webgis|geoserver|openlayers|leaflet|mapbox|/(?:ban-?do|maps?|gis)(?:/|$|\?)", re.IGNORECASE
)
_FILE_WORDS = re.compile(r"\b(?:shp|shapefile|geojson|kml|gml|wms|wfs|geopackage)\b", re.IGNORECASE)
_API = re.compile(r"/api(?:/|$|\?)|\bapi\.", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])(?::|h|g)[0-5]\d\b")


def spatial(case: Case, scope: Scope) -> Substance:
    """GIS data: files or services that a map program can read (SP-080)."""
    pages = (scope.page, *scope.children)
    files = [d for p in pages for d in p.facts.documents if d.kind in _KINDS or _FILE_WORDS.search(d.text)]
    links = [k for p in pages for k in p.facts.links if _SERVICE.search(k.url) or _FILE_WORDS.search(k.text)]
    if files or links:
        first = files[0].text if files else links[0].text
        return Substance(Level.FULL, len(files) + len(links), first or scope.quote(case.terms.strong))
    return _described(case, scope)


def viewer(case: Case, scope: Scope) -> Substance:
    """GIS services: a map on the page that can be moved and asked (SP-081); a picture of a map is a part of it."""
    frames = [url for url in scope.page.facts.frames if _VIEWER.search(url)]
    if "map" in scope.page.facts.widgets or frames:
        return Substance(Level.FULL, 1 + len(frames), scope.quote(case.terms.strong))
    return _described(case, scope)


def live_data(case: Case, scope: Scope) -> Substance:
    """Real-time data: an interface or file that a program reads, or rows with an hour of today or yesterday (EP-310)."""
    files = [doc for doc in scope.documents if doc.kind in DATA_KINDS]
    interfaces = [link for link in scope.links if _API.search(link.url)]
    if files or interfaces:
        return Substance(Level.FULL, len(files) + len(interfaces), scope.quote(case.terms.strong))
    rows = [block.text for block in scope.blocks if _CLOCK.search(block.text) and _today(case, block.text)]
    if rows:
        return Substance(Level.FULL, len(rows), rows[0])
    return _described(case, scope)


def _today(case: Case, text: str) -> bool:
    since = case.site.day - timedelta(days=1)
    return any((day := parse_day(value.iso)) is not None and day >= since for value in find_dates(text))


def _described(case: Case, scope: Scope) -> Substance:
    some = scope.chars >= case.limits.section_chars // 2 or scope.page.facts.images
    return Substance(Level.SOME if some else Level.NONE, 0, scope.quote(case.terms.strong))
