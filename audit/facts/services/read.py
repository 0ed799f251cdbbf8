"""A page to what it says of services: the one door of this package."""

from __future__ import annotations

from collections.abc import Sequence

from audit.facts.blocks import Run
from audit.facts.services.content import content_of
from audit.facts.services.gate import is_worth_reading
from audit.facts.services.lists import read_rows
from audit.facts.services.model import PageServices
from audit.facts.services.procedure import read_procedure
from audit.facts.tree import Page
from audit.facts.urls import Resolver


def read_services(
    text: str, page: Page, blocks: Sequence[Run], resolve: Resolver, url: str
) -> PageServices | None:
    """Read the lists of services and the procedure of one page; None when nothing looks like either.

    Args:
        text: The page, decoded.
        page: The same, parsed, with its text repaired and places settled.
        blocks: Its blocks.
        resolve: Absolute addresses from written ones.
        url: Its final address.
    """
    if not is_worth_reading(text, page, blocks):
        return None
    content = content_of(text, page, resolve, url)
    rows = read_rows(content)
    procedure = read_procedure(content)
    return PageServices(rows, procedure) if rows or procedure else None
