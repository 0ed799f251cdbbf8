"""The pages, one module for each thing that people come for."""

from __future__ import annotations

from typing import Final

from reports.i18n import N_
from reports.portal.pages import (
    account,
    agency,
    archive,
    data,
    entry,
    feeds,
    files,
    finding,
    home,
    jobs,
    log,
    nation,
    provider,
    registry,
    review,
    review_question,
    review_table,
    runs,
    search,
    shares,
    words,
)
from reports.portal.route import Route

ROUTES: Final[tuple[Route, ...]] = (
    *home.ROUTES,
    *entry.ROUTES,
    *provider.ROUTES,
    *account.ROUTES,
    *feeds.ROUTES,  # before the sections of an agency, which would take its feed for one
    *agency.ROUTES,
    *finding.ROUTES,
    *words.ROUTES,
    *archive.ROUTES,
    *search.ROUTES,
    *files.ROUTES,
    *jobs.ROUTES,
    *review.ROUTES,
    *review_table.ROUTES,
    *review_question.ROUTES,
    *runs.ROUTES,
    *nation.ROUTES,
    *registry.ROUTES,
    *shares.ROUTES,
    *log.ROUTES,
    *data.ROUTES,
)

NAVIGATION: Final[tuple[tuple[Route, str], ...]] = (
    (home.ROUTES[0], N_("List of agencies")),
    (search.ROUTES[0], N_("Search")),
    (review.ROUTES[0], N_("Questions for reviewers")),
    (runs.ROUTES[0], N_("List of runs")),
    (jobs.ROUTES[1], N_("Queue of re-checks")),
    (nation.ROUTES[0], N_("National overview")),
    (registry.ROUTES[0], N_("Registry of agencies")),
    (log.ROUTES[0], N_("Log of changes")),
)
"""What stands at the head of every page, for those who are granted it."""
