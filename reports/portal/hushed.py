"""Keeps secrets that stand in addresses out of the server's log, which more people read than may use them."""

from __future__ import annotations

import logging
import re
from typing import Final

_SECRET: Final = re.compile(r"(?<=^/)(feeds|invitation|shared)/[^/?]+")


def hushed(path: str) -> str:
    """Return a path without the secret in it.

    >>> hushed("/feeds/4Xk/agencies/moh/feed.atom?lang=vi"), hushed("/agencies/moh")
    ('/feeds/…/agencies/moh/feed.atom?lang=vi', '/agencies/moh')
    """
    return _SECRET.sub(r"\1/…", path)


class Hushed(logging.Filter):
    """For the log of requests, whose records have the path as their third argument."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with its path hushed."""
        if isinstance(record.args, tuple):
            record.args = tuple(hushed(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def hush() -> None:
    """Keep secrets out of the log of requests of this process."""
    logging.getLogger("uvicorn.access").addFilter(Hushed())
