"""Which language a piece of text is in: English, Vietnamese, another one, or undetermined.

Script decides what script can decide; then a scorer trained on labelled text; langdetect has a say on long texts only.
How well each step does is told in docs/language.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from audit.facts.language_arbiter import FEWEST_LETTERS, opinion
from audit.facts.language_codes import code_of
from audit.facts.language_encodings import repair
from audit.facts.language_kinds import CAPITAL, FREQUENT, LISTED, LOAN, kinds
from audit.facts.language_lists import neutral
from audit.facts.language_names import Names, part_names, without_acronyms
from audit.facts.language_quick import score_prose
from audit.facts.language_scorer import Scores, score
from audit.facts.language_script import count_letters, gate, weigh
from audit.facts.language_split import halves
from audit.facts.language_words import has_vietnamese_marks, words_of
from audit.facts.model import LanguageShare, Place
from audit.facts.text import Cache

_MOST = 900  # characters looked at: of a longer text its beginning, middle and end
_SHORT = 300  # characters of a text worth remembering: menus repeat on every page
_CLEAR = 1.0  # margin below which a long text is given to the arbiter
_CLEARLY_ENGLISH = 1.0  # margin of what stands around a run that may be a name …
_ENGLISH = -1.0  # … and around one that certainly is: who else would write about it?
_BEYOND_DOUBT = 4.0  # margin from which the scorer is believed
_FEWEST_TO_DOUBT, _ENOUGH_TO_DOUBT = 5, 8  # words
_RARELY = 0.15  # share of everyday words: English sentences have a third or more
_LIKE = 0.2  # share of a label's letters that each of its languages has at least
_LIST = 4  # times as many acronyms as other words: a list of organisations, English only by default
_UNCERTAIN = 0.4  # margin below which a block follows its neighbours
_LETTER = re.compile("[A-Za-z]")


class Part(NamedTuple):
    """One half of a label in two languages."""

    text: str
    language: str


class Identified(NamedTuple):
    """What is known of a text's language."""

    language: str
    """`en`, `vi`, another ISO 639-1 code where it is known, `other`, or `und`."""
    margin: float
    """Distance to the next best answer: 0 is a guess, 2 is right 99 times in 100; infinite when script decided."""
    reasons: tuple[str, ...] = ()
    """What decided, in order: `repaired`, `script`, `no words`, `names`, `names left out`, `marks`, `loan words`,
    `acronyms`, `countries`, `scorer`, `arbiter`, `halves`."""
    text: str = ""
    """The text in NFC, repaired when it was in an old encoding."""
    encoding: str = ""
    """`vni`, `tcvn3`, `cp1258` or `double_utf8` when the text had to be repaired."""
    parts: tuple[Part, ...] = ()
    """The halves of a label in two languages, else empty."""


def identify(text: str) -> str:
    """Say which language a text is in.

    Returns:
        `en`, `vi`, another ISO 639-1 code where it is known, `other`, or `und` for what has no language (numbers,
        addresses, names, brands). Of a label in two languages, the first.
    """
    return _remembered[text][0] if len(text) <= _SHORT else identify_detailed(text).language


def identify_detailed(text: str) -> Identified:
    """Say which language a text is in, how clearly, and what decided.

    Any string is answered, in time linear in its length; the same string always alike.
    """
    if not _may_have_words(text):
        return Identified("und", float("inf"), ("no words",), text)
    whole = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    whole, encoding = repair(whole)
    seen = whole if len(whole) <= _MOST else _sampled(whole)
    parts = _bilingual(seen)
    found = _of_parts(parts) if parts else _of_one(seen)
    reasons = ("repaired", *found.reasons) if encoding else found.reasons
    return Identified(found.language, found.margin, reasons, whole, encoding, parts)


def _sampled(text: str) -> str:
    third = _MOST // 3
    middle = (len(text) - third) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _bilingual(text: str) -> tuple[Part, ...]:
    """Part a label whose halves, of like length, are clearly English and Vietnamese; else nothing."""
    cut = halves(text)
    if len(cut) < 2 or sum([_may_have_words(part) for part in cut]) < 2:
        return ()
    parts: list[tuple[str, Identified]] = []
    wanted = {"en", "vi"}
    for number, part in enumerate(cut):
        if len(wanted) > len(cut) - number:
            return ()
        parts.append((part, _of_one(part)))
        wanted.discard(parts[-1][1].language)
    if wanted:
        return ()
    english = _letters_of(part for part, found in parts if found.language == "en" and _is_english(part))
    vietnamese = _letters_of(
        part for part, found in parts if found.language == "vi" and _is_vietnamese(part, found)
    )
    if min(english, vietnamese) <= _LIKE * _letters_of(cut):
        return ()
    return tuple(Part(part, found.language) for part, found in parts)


def _may_have_words(text: str) -> bool:
    return not text.isascii() or _LETTER.search(text) is not None


def _letters_of(texts: Iterable[str]) -> int:
    return sum(map(count_letters, texts))


def _is_english(part: str) -> bool:
    return _around_names(words_of(part)) > 0


def _is_vietnamese(part: str, found: Identified) -> bool:
    words = words_of(part)
    return found.margin >= _CLEARLY_ENGLISH and (len(words) > 1 or has_vietnamese_marks(words))


def _of_parts(parts: Sequence[Part]) -> Identified:
    first = next(part.language for part in parts if part.language in {"en", "vi"})
    return Identified(first, 0.0, ("halves",))


def _of_one(text: str) -> Identified:
    return _of_prose(text) or _of_any(text)


def _of_prose(text: str) -> Identified | None:
    """Judge plain prose whose answer is beyond doubt; nothing for any other text."""
    scores = score_prose(text, _LIST)
    if scores is None:
        return None
    language, margin = _best(scores)
    doubtful = language == "other" or margin < (_BEYOND_DOUBT if language == "en" else _CLEAR)
    return None if doubtful else Identified(language, margin, ("scorer",))


def _of_any(text: str) -> Identified:
    language, latin = gate(text)
    if language:
        return Identified(language, float("inf"), ("script",))
    words = words_of(latin)
    written = without_acronyms(words)
    if not written:
        return Identified("und", float("inf"), ("no words",))
    if len(written) * _LIST < len(words) and _best(score(written))[0] != "vi":
        return Identified("en", 0.0, ("acronyms",))
    if _are_countries(written):
        return Identified("en", 0.0, ("countries",))
    names = part_names(written)
    return (_of_names(names) if names.found else None) or _by_letters(latin, written)


def _are_countries(written: Sequence[str]) -> bool:
    """Say whether a text lists two countries or more by their English names, perhaps with figures."""
    if not all(kinds[word] & LISTED for word in written):
        return False
    lists = neutral()
    words = {word.lower() for word in written}
    return len(words & lists.countries) > 1 and words <= lists.countries | lists.units


def _of_names(names: Names) -> Identified | None:
    """Judge a text with Vietnamese names in it by what stands around them; nothing when that is not clear."""
    lists = neutral()
    rest = {word.lower() for word in names.rest}
    if names.only and rest <= lists.contacts:
        return Identified("und", float("inf"), ("names",))
    if names.sure and rest & lists.titles and score(rest).vietnamese < 0:
        return Identified("en", 0.0, ("names left out",))
    around = _around_names(names.rest)
    if around >= (_ENGLISH if names.sure else _CLEARLY_ENGLISH):
        return Identified("en", max(around, 0.0), ("names left out",))
    return None


def _around_names(rest: Sequence[str]) -> float:
    """Tell how clearly what stands around names is English; loan words alone tell nothing."""
    loans = neutral().loans
    words = [word.lower() for word in rest if word.lower() not in loans]
    if not words:
        return float("-inf")
    english, vietnamese = score(words)
    return english - max(vietnamese, 0.0)


def _by_letters(text: str, written: Sequence[str]) -> Identified:
    if all(kinds[word] & LOAN for word in written):
        return Identified("en", 0.0, ("loan words",))
    language, margin = _best(score(written))
    if language != "vi" and has_vietnamese_marks(written):
        return Identified("vi", 0.0, ("marks",))
    strange = language == "en" and margin < _BEYOND_DOUBT and _has_no_english_word(written)
    if not strange and margin >= _CLEAR and language != "other":
        return Identified(language, margin, ("scorer",))
    words = [word.lower() for word in written]
    if (strange or margin < _CLEAR) and sum(map(len, words)) >= FEWEST_LETTERS and (second := opinion(text)):
        return Identified(second, 0.0 if strange else margin, ("scorer", "arbiter"))
    if language == "other" or strange:
        return Identified(code_of(words, text), 0.0 if strange else margin, ("scorer",))
    return Identified(language, margin, ("scorer",))


def _has_no_english_word(written: Sequence[str]) -> bool:
    """Say whether five words or more hold hardly one that English uses all the time; lists of names may."""
    if len(written) < _FEWEST_TO_DOUBT or 2 * _count(written, CAPITAL) > len(written):
        return False
    return _count(written, FREQUENT) < (_RARELY * len(written) if len(written) >= _ENOUGH_TO_DOUBT else 1)


def _count(words: Sequence[str], kind: int) -> int:
    return sum([kinds[word] & kind != 0 for word in words])


def _best(scores: Scores) -> tuple[str, float]:
    english, vietnamese = scores
    if vietnamese >= max(english, 0.0):
        return "vi", vietnamese - max(english, 0.0)
    return ("en", english - max(vietnamese, 0.0)) if english > 0 else ("other", -max(english, vietnamese))


_Judged = tuple[str, str, int, tuple[Part, ...]]
"""What a block is to its page: its language; the same, or `und` where it follows its neighbours; its letters; its halves."""


def _judge(text: str) -> _Judged:
    found = identify_detailed(text)
    uncertain = found.margin < _UNCERTAIN and not found.parts
    return found.language, "und" if uncertain else found.language, weigh(found.text), found.parts


_remembered: Cache[_Judged] = Cache(_judge, size=16_384)


def identify_blocks(blocks: Iterable[tuple[Place, str]]) -> tuple[list[str], dict[Place, LanguageShare]]:
    """Identify each block of a page and weigh the languages by letters, place by place.

    An ideograph counts as two and a half letters, as it says as much.

    Blocks that cannot be told (no words, names, a margin too small) follow their neighbours in the same place; when
    no block of that place can be told, their letters stay undetermined.

    Returns:
        The language of each block, in the order given, and the letters per language of each place met.
    """
    languages: list[str] = []
    places: dict[Place, list[_Judged]] = {}
    for place, text in blocks:
        judged = _remembered[text] if len(text) <= _SHORT else _judge(text)
        languages.append(judged[0])
        if place in places:
            places[place].append(judged)
        else:
            places[place] = [judged]
    return languages, {place: _share(judged) for place, judged in places.items()}


def _share(blocks: Iterable[_Judged]) -> LanguageShare:
    """Count the letters of one place's blocks in order: of those that can be told as what they are, of others as the one before.

    Letters before which and after which nothing can be told are undetermined.
    """
    counts = {"en": 0, "vi": 0, "other": 0, "und": 0}
    known = "und"
    waiting = 0  # letters before the first block that can be told
    for _, settled, letters, parts in blocks:
        if settled != "und":
            before, known = known, settled if settled in counts else "other"
            if before == "und":
                counts[known] += waiting
                waiting = 0
        if parts:
            for part in parts:
                counts[part.language if part.language in counts else "other"] += weigh(part.text)
        elif known == "und":
            waiting += letters
        else:
            counts[known] += letters
    return LanguageShare(counts["en"], counts["vi"], counts["other"], counts["und"] + waiting)
