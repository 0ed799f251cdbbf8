"""What every crawl loads before its first request, loaded once: code, rules and terms. Nothing is begun, no thread started."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings

from crawler.addressrules import AddressRules
from crawler.answers import answer_to_body
from crawler.datasources import data_addresses
from crawler.hosts import is_registrable
from crawler.links import hints
from crawler.page import parse_page
from crawler.ranking import link_facts
from crawler.rendering_switch import find_switch
from crawler.searchforms import search_forms
from crawler.shells import is_shell
from crawler.urls import canonical
from crawler.words import rules, words

SETTINGS = "crawler.settings"
_MODULES = ("crawler.spiders.portal", "scrapy.crawler", "scrapy.core.engine", "scrapy.core.scraper")
_COMPONENTS = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS")
"""Settings whose names are classes, ours and, with `_BASE` behind the name, Scrapy's."""
_HANDLERS = "DOWNLOAD_HANDLERS"
_PAGE = b'<html lang="vi"><title>Trang</title><a href="/en">English</a><form><input name="q"></form></html>'
_ADDRESS = "http://cong.example/thong-ke.html"


def preload() -> None:
    """Load what a crawl loads, so that crawls forked from this process need not.

    The reactor is not among it: it belongs to the process that runs it.
    """
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", SETTINGS)
    for name in _MODULES:
        importlib.import_module(name)
    _load_components()
    here = Path(__file__).parent
    for path in (here / "data").glob("*.yaml"):
        words(path.stem)
    for path in (here / "rules").glob("*.yaml"):
        rules(path.stem)
    _read_a_page()


def _load_components() -> None:
    settings = get_project_settings()
    for name in _COMPONENTS:
        for component in {**settings.getdict(f"{name}_BASE"), **settings.getdict(name)}:
            load_object(component)  # what is switched off too, as Scrapy does
    handlers = {**settings.getdict(f"{_HANDLERS}_BASE"), **settings.getdict(_HANDLERS)}
    for handler in filter(None, handlers.values()):
        try:
            load_object(handler)
        except ImportError:
            continue  # of an extra that is not installed; the crawl that wants it says so
    for value in settings.values():
        if isinstance(value, str) and value.startswith(("scrapy.", "crawler.")) and value != SETTINGS:
            _load_named(value)


def _load_named(path: str) -> None:
    """Load a class or module that a setting names."""
    try:
        load_object(path)
    except NameError:
        importlib.import_module(path)


def _read_a_page() -> None:
    """Have patterns and lists compiled by asking once for what is asked of each page."""
    page = parse_page(_PAGE, _ADDRESS, "text/html")
    answer_to_body(_PAGE, "text/html", page)
    AddressRules().learn("cong.example", _PAGE)
    canonical(_ADDRESS)
    link_facts(_ADDRESS, "Thống kê")
    hints(_ADDRESS, "Thống kê")
    is_registrable("cong.example")
    is_shell(page)
    find_switch(page)
    data_addresses(page, _PAGE)
    list(search_forms(page))
