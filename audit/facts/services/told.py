"""The eleven points that a page tells, each in the language of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audit.facts.data import load
from audit.facts.language import identify, identify_detailed
from audit.facts.language_script import count_letters
from audit.facts.services.fields import Point, Reading
from audit.facts.services.model import FieldText, ProcedureField
from audit.facts.services.verbs import any_of
from audit.facts.services.ways import tells_channels, tells_steps
from audit.facts.services.words import bare
from audit.facts.text import first_words

_HOLDS = {
    kind: tuple(map(ProcedureField, each)) for kind, each in load("services/procedure")["holds"].items()
}
_PAPERS, _PAPERS_NOT = (any_of(load("services/procedure")[name]) for name in ("papers", "papers_not"))
_CONDITIONS, _ELIGIBLE = (
    any_of(load("services/procedure")[name]) for name in ("condition_words", "eligible_words")
)
_PAPER_WORDS: int = load("services/procedure")["paper_words"]
_SEEN = 1500  # characters of a point by which its language is told
_SHARE = 0.3  # of a point's letters, from which a second language is told beside the first
_LEAST = 12  # letters
_ENOUGH = 60  # letters from which another language is believed
_MARKS = frozenset("ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ")
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:dong|vnd|usd)\b", re.IGNORECASE)
_UNTOLD = frozenset({"und", "other"})


def field_texts(reading: Reading, name: str, form: tuple[int, int] = (0, 0)) -> tuple[FieldText, ...]:
    """Return the points with content, in the order of the page; the name comes first.

    What stands in the electronic form is asked, not told.

    A point told in two languages is there twice. What tells no language (an amount, a number) follows the others.
    """
    lines: dict[ProcedureField, list[str]] = {}
    labels: dict[ProcedureField, str] = {}
    for point in sorted(reading.points, key=lambda one: one.start):
        for kind in point.kinds if not form[0] <= point.start < form[1] else ():
            told = point.told(kind) if kind in _HOLDS or kind == "guide" else []
            for each in _fields_of(kind, point, reading) if told else ():
                if each is not ProcedureField.NAME:
                    lines.setdefault(each, []).extend(told)
                    labels.setdefault(each, point.label)
    _fill_channels(reading, lines, labels)
    found = [FieldText(ProcedureField.NAME, first_words(name), language) for language in languages_of([name])]
    for each, repeated in lines.items():
        told = list(dict.fromkeys(repeated))
        found += [
            FieldText(each, first_words(" ".join(_of_language(told, language))), language, labels[each])
            for language in languages_of(told)
        ]
    return _settled(found)


def _fields_of(kind: str, point: Point, reading: Reading) -> tuple[ProcedureField, ...]:
    """Return what the text under a label tells: where its words may mean two points, by the text and the other labels."""
    if (
        kind in {"steps", "how", "way", "guide"}
        and (found := _fields_of_way(kind, point, reading)) is not None
    ):
        return found
    if kind == "who" and _ELIGIBLE.search(bare[point.label]):
        return (ProcedureField.WHO, *_conditions(point))
    if kind == "eligible":
        return _fields_of_eligible(point, reading)
    if kind == "needs" and not _tells(reading, "components") and _name_papers(point.told(kind)):
        return (ProcedureField.COMPONENTS,)
    return _HOLDS[kind]


def _fields_of_way(kind: str, point: Point, reading: Reading) -> tuple[ProcedureField, ...] | None:
    """Return what a label that may head steps or channels tells, by the text under it; None where the label decides."""
    names_steps = any(tells_steps(one.lines, one.numbered) for one in reading.of("steps"))
    if kind != "steps" and not names_steps and tells_steps(point.lines, point.numbered):
        return (ProcedureField.STEPS,)
    if kind == "steps":
        is_way = tells_channels(point.lines) and not _tells(reading, "manner")
        return (ProcedureField.MANNER,) if is_way else None
    if kind == "way":
        is_second = _tells(reading, "manner") or len(point.kinds) > 1
        return (ProcedureField.CHANNELS,) if is_second else None
    if kind == "how":
        return () if any(map(reading.of, ("manner", "way", "steps", "filing"))) else None
    return ()


def _fields_of_eligible(point: Point, reading: Reading) -> tuple[ProcedureField, ...]:
    """Return what "Eligibility" tells: whom, unless another label does, and the conditions that it lists."""
    if _tells(reading, "who"):
        return (ProcedureField.CONDITIONS,)
    return (ProcedureField.WHO, *_conditions(point))


def _conditions(point: Point) -> tuple[ProcedureField, ...]:
    return (ProcedureField.CONDITIONS,) if any(_CONDITIONS.search(bare[line]) for line in point.lines) else ()


def _tells(reading: Reading, kind: str) -> bool:
    return any(point.told(kind) for point in reading.of(kind))


def _name_papers(lines: Sequence[str]) -> bool:
    """Say whether most lines are papers to hand in, not conditions to meet."""
    found = sum(
        line.count(" ") < _PAPER_WORDS
        and _PAPERS.search(bare[line]) is not None
        and _PAPERS_NOT.search(bare[line]) is None
        for line in lines
    )
    return 2 * found > len(lines)


def _fill_channels(
    reading: Reading, lines: dict[ProcedureField, list[str]], labels: dict[ProcedureField, str]
) -> None:
    """Count ways to file that a column below "Cách thức thực hiện" tells as its text, too, and the other way round."""
    if ProcedureField.MANNER in lines or ProcedureField.CHANNELS not in lines:
        return
    for point in reading.of("filing"):
        if {"manner"} & reading.kinds_at(point.start):
            lines[ProcedureField.MANNER] = list(lines[ProcedureField.CHANNELS])
            labels[ProcedureField.MANNER] = point.label
            return


def language_of(lines: Sequence[str]) -> str:
    """Return the language of some lines, the first of two."""
    return languages_of(lines)[0]


def languages_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of some lines: one, or the two of a text in both; `und` where it cannot be told."""
    if len(lines) == 1:
        found = identify_detailed(lines[0][:_SEEN])
        parts = {part.language for part in found.parts}
        return ("vi", "en") if parts == {"vi", "en"} else (_sure(found.language, lines[0]),)
    marked = [line for line in lines if _is_marked(line)]
    plain = [line for line in lines if not _is_marked(line)]
    letters = count_letters(" ".join(marked)), count_letters(" ".join(plain))
    if min(letters) >= max(_LEAST, _SHARE * sum(letters)):
        both = identify(" ".join(marked)[:_SEEN]), identify(" ".join(plain)[:_SEEN])
        if set(both) == {"vi", "en"}:
            return both
    text = " ".join(lines)[:_SEEN]
    return (_sure(identify(text), text),)


def _sure(language: str, text: str) -> str:
    """Return a language; of a few words, none but the two that are looked for, and none of an amount."""
    if not count_letters(_AMOUNT.sub(" ", text)):
        return "und"
    return language if language in {"en", "vi"} or count_letters(text) >= _ENOUGH else "und"


def _is_marked(line: str) -> bool:
    words = line.lower().split()
    return sum(not _MARKS.isdisjoint(word) for word in words) > len(words) / 4


def _of_language(lines: Sequence[str], language: str) -> Sequence[str]:
    return [line for line in lines if _is_marked(line) == (language == "vi")] or lines


def _settled(found: list[FieldText]) -> tuple[FieldText, ...]:
    """Give what tells no language that of most others."""
    counts = Counter(
        one.language for one in found if one.language not in _UNTOLD and one.field is not ProcedureField.NAME
    )
    counts = counts or Counter(one.language for one in found if one.language not in _UNTOLD)
    most = counts.most_common(1)[0][0] if counts else "und"
    return tuple(
        one if one.language != "und" else FieldText(one.field, one.text, most, one.label) for one in found
    )
