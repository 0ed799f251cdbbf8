"""`Titles`: what a finding is called, in both languages."""

from __future__ import annotations

from pathlib import Path

from audit.criteria.loader import load_catalogue
from audit.reasons import REASONS
from audit.results import Finding
from reports.i18n import Speech


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

    def say(self, finding: Finding) -> tuple[str, str]:
        """Return the title in Vietnamese and in English."""
        criterion = self._criteria.get(finding.criterion_id)
        vi, en = (
            speech.message(
                finding.title,
                **({"criterion": speech.name(criterion.title)} if criterion is not None else {}),
            )
            for speech in self._speeches
        )
        return vi, en

    def name(self, finding: Finding) -> tuple[str, str]:
        """Return what a finding is about, in both languages, without saying that it is missing: for what is not at fault any more."""
        criterion = self._criteria.get(finding.criterion_id)
        return self.say(finding) if criterion is None else (criterion.title.vi, criterion.title.en)
