"""Which language a piece of text is in: English, Vietnamese, another one, or undetermined."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from langdetect import DetectorFactory, detect
from langdetect.lang_detect_exception import LangDetectException

from audit.facts.model import LanguageShare, Place

DetectorFactory.seed = 0

_VIETNAMESE = re.compile("[ăằắẳẵặơờớởỡợưừứửữựđạảấầẩẫậẹẻẽếềểễệịỉĩọỏốồổỗộụủũỳỵỷỹ]")
_NOT_LANGUAGE = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*|\b[A-ZĐ]{2,6}\b")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in for is are on with by from at be this that about home contact us news more all search "
    "services information online public government ministry department policy english site map help".split()
)
_LONG = 60  # letters from which langdetect is as good as anything


def identify(text: str) -> str:
    """Say which language a text is in.

    Returns:
        `en`, `vi`, another ISO 639-1 code where it is known, `other`, or `und` for what no one could tell.
    """
    kept = _NOT_LANGUAGE.sub(" ", unicodedata.normalize("NFC", text)).lower()
    words = _WORD.findall(kept)
    letters = sum(map(len, words))
    if not words:
        return "und"
    vietnamese = sum(bool(_VIETNAMESE.search(word)) for word in words)
    if vietnamese >= 0.2 * len(words):
        return "vi"
    if sum(character < "ɐ" for word in words for character in word) < letters / 2:
        return "other"
    if letters >= _LONG:
        return _by_profile(kept)
    return "en" if any(word in _ENGLISH for word in words) else "und"


def _by_profile(text: str) -> str:
    try:
        return str(detect(text[:2000])).partition("-")[0]
    except LangDetectException:
        return "und"


def identify_blocks(blocks: Sequence[tuple[Place, str]]) -> tuple[list[str], dict[Place, LanguageShare]]:
    """Identify each block of a page and weigh the languages by letters, place by place.

    Returns:
        The language of each block, in the order given, and the letters per language of each place met.
    """
    languages = [identify(text) for _, text in blocks]
    letters: dict[Place, Counter[str]] = {}
    for (place, text), language in zip(blocks, languages, strict=True):
        counts = letters.setdefault(place, Counter())
        counts[language if language in {"en", "vi", "und"} else "other"] += sum(map(str.isalpha, text))
    return languages, {
        place: LanguageShare(count["en"], count["vi"], count["other"], count["und"])
        for place, count in letters.items()
    }
