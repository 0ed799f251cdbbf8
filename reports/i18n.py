"""Catalogues and formats of one language of the reports.

Message ids are English sentences. The `.po` files are read as they are: no build step, nothing to keep in step.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from audit.results import Interval, Message
from crawler.errors import UsageError
from crawler.registry import Names

LocaleCode = Literal["vi", "en"]
LOCALES: Final[tuple[LocaleCode, ...]] = get_args(LocaleCode)
DOMAIN: Final = "osi-audit"
LOCALE_DIR: Final = Path(__file__).parent / "locale"

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MONTH = re.compile(r"\d{4}-\d{2}")
_NUMBER_PLACE = re.compile(r"%\((\w+)\)d")
_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_YEAR_NAMES = frozenset({"year", "since", "until"})


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a message id for extraction and return it as it is."""
    return text


@lru_cache(maxsize=len(LOCALES))
def translations(locale: LocaleCode) -> GNUTranslations:
    """Return the compiled catalogue of a language.

    Raises:
        UsageError: There is no catalogue for `locale`.
    """
    path = LOCALE_DIR / locale / "LC_MESSAGES" / f"{DOMAIN}.po"
    try:
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=locale, abort_invalid=True)
    except FileNotFoundError as error:
        raise UsageError(f"no reports in the language {locale!r}; there are {', '.join(LOCALES)}") from error
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return GNUTranslations(buffer)


class Speech:
    """How one language says sentences, numbers and dates.

    Args:
        locale: `vi` or `en`.
        reasons: English sentence per message code (`audit.reasons.REASONS`).

    Raises:
        UsageError: There is no catalogue for `locale`.
    """

    def __init__(self, locale: LocaleCode, reasons: dict[str, str] | None = None) -> None:
        self.locale = locale
        self.translations = translations(locale)
        self._reasons = reasons or {}

    def text(self, message: str) -> str:
        """Translate a message id without places."""
        return self.translations.gettext(message)

    def name(self, names: Names) -> str:
        """Pick the name in this language."""
        return names.vi if self.locale == "vi" else names.en

    def message(self, message: Message, **known: str) -> str:
        """Say a coded sentence.

        Args:
            message: Code and parameters; a code that this version does not know is shown as it is.
            known: Parameters to say otherwise, e.g. a criterion's title for its id.
        """
        sentence = self._reasons.get(message.code)
        if sentence is None:
            return " ".join([message.code, *(f"{key}={value}" for key, value in message.params.items())])
        shown = {key: self._parameter(key, value) for key, value in message.params.items()} | known
        # Numbers are words of their language by now, so a %d place takes them as text.
        return _NUMBER_PLACE.sub(r"%(\1)s", self.text(sentence)) % defaultdict(lambda: "…", shown)

    def _parameter(self, key: str, value: str | int) -> str:
        if isinstance(value, int):
            return str(value) if key in _YEAR_NAMES else self.number(value)
        return self.day(value)

    def number(self, value: float, digits: int = 0) -> str:
        """Write a number with at most `digits` decimals: 1.234,5 in Vietnamese, 1,234.5 in English."""
        pattern = "#,##0." + "#" * digits if digits else "#,##0"
        return _decimal(value, pattern, self.locale)

    def points(self, value: float) -> str:
        """Write points or a share with exactly one decimal, as tables have them."""
        return _decimal(value, "#,##0.0", self.locale)

    def interval(self, value: Interval) -> str:
        """Write a share of points: one number when it is certain, else `low–high`."""
        if value.certain:
            return self.points(value.low)
        return f"{self.points(value.low)}–{self.points(value.high)}"

    def day(self, value: str) -> str:
        """Write an ISO date or month: 05/03/2018 in Vietnamese, 5 March 2018 in English; other text stays."""
        if _ISO_DAY.fullmatch(value):
            parsed = date.fromisoformat(value)
            return f"{parsed:%d/%m/%Y}" if self.locale == "vi" else f"{parsed.day} {parsed:%B %Y}"
        if _ISO_MONTH.fullmatch(value):
            year, month = value.split("-")
            return f"{month}/{year}" if self.locale == "vi" else f"{date(int(year), int(month), 1):%B %Y}"
        return value

    def day_of(self, moment: str) -> str:
        """Write the day of a UTC time stamp, as it was in Hanoi; other text stays."""
        local = _in_hanoi(moment)
        return self.day(local.date().isoformat()) if local else self.day(moment)

    def moment(self, value: str) -> str:
        """Write a UTC time stamp in Hanoi's time, to the minute; other text stays."""
        local = _in_hanoi(value)
        return f"{self.day(local.date().isoformat())} {local:%H:%M}" if local else self.day(value)


@lru_cache(maxsize=4096)
def _decimal(value: float, pattern: str, locale: str) -> str:
    """A report repeats few numbers many times."""
    return str(format_decimal(value, format=pattern, locale=locale))


def _in_hanoi(value: str) -> datetime | None:
    """Return the moment in Viet Nam's time; None for a bare day or other text."""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return None
    return parsed.astimezone(_HANOI) if parsed.tzinfo else None
