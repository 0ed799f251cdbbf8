"""What a page is in its site."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a page is in its site; a page may have several roles."""

    HOME = "home"
    LANDING = "landing"
    LISTING = "listing"
    NEWS = "news"
    SPEECH = "speech"
    DOCUMENT = "document"
    FORM = "form"
    PEOPLE = "people"
    SERVICE = "service"
    DATASET = "dataset"
    SEARCH = "search"
    PLACEHOLDER = "placeholder"
    MISSING = "missing"  # an error page sent with status 200
    STAFF = "staff"
    LAW = "law"  # the wording of a law, article by article
    ARCHIVE = "archive"  # what bears one keyword, or all that one author wrote
