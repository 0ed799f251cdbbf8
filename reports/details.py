"""What exactly an answer said, in the language of the report."""

from __future__ import annotations

from crawler.details import DETAILS, Detail, understand
from reports.i18n import Speech


def say_detail(text: str, speech: Speech) -> str:
    """Say a sentence of `PageRecord.detail` or `PortalOutcome.tls` in a language; any other text stays as it is.

    Args:
        text: As the snapshot keeps it, in English.
        speech: The language.
    """
    detail = understand(text)
    return text if detail is None else _say(detail, speech)


def _say(detail: Detail, speech: Speech) -> str:
    params = {
        name: _say(value, speech) if isinstance(value, Detail) else value
        for name, value in detail.params.items()
    }
    return speech.text(DETAILS[detail.code]) % params
