"""`Titles`: what a finding is called, in both languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from audit.criteria.loader import load_catalogue
from audit.reasons import REASONS
from audit.results import Finding, Message
from reports.i18n import Speech

_KEPT: Final = 10_000


class Titles:
    """Titles of findings, by the catalogue of criteria.

    Args:
        config: The configuration folder.

    Raises:
        ConfigError: A file of criteria is wrong.
    """

    def __init__(self, config: Path) -> None:
        self._criteria = load_catalogue(config)
        self._speeches = (Speech("vi", REASONS), Speech("en", REASONS))
        self._kept = lru_cache(_KEPT)(self._made)

    def say(self, finding: Finding) -> tuple[str, str]:
        """Return the title in Vietnamese and in English."""
        return self.of(finding.title, finding.criterion_id)

    def of(self, title: Message, criterion_id: str) -> tuple[str, str]:
        """Return a title in Vietnamese and in English; thousands of findings share some hundreds of them."""
        return self._kept(criterion_id, title.code, tuple(title.params.items()))

    def _made(
        self, criterion_id: str, code: str, params: tuple[tuple[str, str | int], ...]
    ) -> tuple[str, str]:
        criterion = self._criteria.get(criterion_id)
        vi, en = (
            speech.message(
                Message(code, dict(params)),
                **({"criterion": speech.name(criterion.title)} if criterion is not None else {}),
            )
            for speech in self._speeches
        )
        return vi, en

    def name(self, finding: Finding) -> tuple[str, str]:
        """Return what a finding is about, in both languages, without saying that it is missing: for what is not at fault any more."""
        criterion = self._criteria.get(finding.criterion_id)
        return self.say(finding) if criterion is None else (criterion.title.vi, criterion.title.en)
