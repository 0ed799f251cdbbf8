"""A second opinion on long texts, from langdetect's profiles, always the same one for the same text.

The profiles are good from a sentence up, and know 30 languages in Latin letters apart; they are never asked about a label.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

FEWEST_LETTERS = 60
_MOST = 400  # characters; more change nothing
_TRIALS = 3  # of the seven that langdetect averages by default; the answers on sentences stay
_PROFILES = [
    "af",
    "ca",
    "cs",
    "da",
    "de",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "hu",
    "id",
    "it",
    "lt",
    "lv",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "so",
    "sq",
    "sv",
    "sw",
    "tl",
    "tr",
    "vi",
]


@cache
def _factory() -> DetectorFactory:
    folder = Path(langdetect.__file__).parent / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(folder / name).read_text("utf-8") for name in _PROFILES])
    factory.seed = 0  # of this factory only: nothing global is touched
    return factory


@lru_cache(maxsize=1024)
def opinion(text: str) -> str:
    """Ask for the language of a text of at least 60 letters.

    Returns:
        ISO 639-1, or nothing when the profiles cannot tell.
    """
    detector = _factory().create()
    detector.n_trial = _TRIALS
    try:
        detector.append(text[:_MOST].lower())
        found = str(detector.detect())
    except LangDetectException:
        return ""
    return "" if found == "unknown" else found
