"""Keeps secrets that stand in addresses (links to reports, invitations, feeds) out of the server's log of requests (CWE-532)."""

from __future__ import annotations

import copy
import logging
import re
from typing import Any, Final

from uvicorn.config import LOGGING_CONFIG

from reports.portal.oidc import CALLBACK

_SECRET: Final = re.compile(r"[\w-]{43,}", re.ASCII)
"""As long as `reports.portal.accounts.secret.new_secret` makes them, or longer."""
_BROUGHT: Final = re.compile(rf"(?<={re.escape(CALLBACK)}\?).+")
"""What a browser brings back from a provider: a code, as the provider makes them."""


def masked(path: str) -> str:
    """Return a path and query without what could be a secret.

    >>> masked("/shared/8XtJVvx6QILW3my6ApGzDFJ78Hf3d7qJ6G8YDVhQ_QA/vi/moh.html")
    '/shared/…/vi/moh.html'
    """
    return _SECRET.sub("…", _BROUGHT.sub("…", path))


class Discreet(logging.Filter):
    """Masks the path in records of uvicorn's log of requests: client, method, path, version, status."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, masked."""
        if isinstance(record.args, tuple):
            record.args = tuple(masked(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def logging_config() -> dict[str, Any]:
    """Return uvicorn's own configuration of its logs, with the filter in the log of requests."""
    known: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    known["filters"] = {"discreet": {"()": Discreet}}
    known["handlers"]["access"]["filters"] = ["discreet"]
    return known
