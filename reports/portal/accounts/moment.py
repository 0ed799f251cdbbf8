"""Moments as portal.db keeps them."""

from __future__ import annotations

from datetime import UTC, datetime


def text_of(moment: datetime) -> str:
    """Write a moment so that moments sort as text: UTC, ISO 8601, to the second.

    >>> text_of(datetime(2026, 11, 22, 13, 54, 31, tzinfo=UTC))
    '2026-11-22T13:54:31Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
