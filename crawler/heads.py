"""Answers whose headers never end are broken off; Twisted bounds a line of them, not their number."""

from __future__ import annotations

from scrapy.core.downloader.handlers import http11

MAX_BYTES = 256 << 10
"""Of all headers of an answer; browsers and servers take about as much."""


class HeadTooLargeError(ValueError):
    """Raised when an answer's headers are larger than `MAX_BYTES`, from the parser of answers."""


class BoundedParser(http11._LenientHTTPClientParser):  # noqa: SLF001 - no other place; a test pins it
    """Scrapy's parser of an answer, which counts what comes before the body."""

    _head_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take in a line of the headers.

        Raises:
            HeadTooLargeError: There are too many.
        """
        self._head_bytes += len(line)
        if self._head_bytes > MAX_BYTES:
            raise HeadTooLargeError(f"its headers are larger than {MAX_BYTES >> 10} kB")
        super().lineReceived(line)


def bound_heads() -> None:
    """Let every answer of this process be read by `BoundedParser`; neither Scrapy nor Twisted offers a place for it."""
    http11._LenientHTTPClientParser = BoundedParser  # type: ignore[misc]  # noqa: SLF001 - as above
