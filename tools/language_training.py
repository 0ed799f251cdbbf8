"""Fits the scorer's weights: samples of labelled lines, then one linear classifier per language.

Needs numpy, scipy and scikit-learn; the versions are in build_language_data.py.
"""

from __future__ import annotations

import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from language_sources import OWN, Line
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from audit.facts.language_encodings import repair
from audit.facts.language_scorer import SCALE, grams
from audit.facts.language_syllables import bare
from audit.facts.language_words import words_of

MAIN_OTHERS = frozenset(["fr", "es", "de", "id", "ms", "tl", "it", "pt", "nl"])
LEFT_OUT = frozenset({"pcm", "rhg", "und", "mul"})  # creoles of English, and what has no settled spelling
MAIN_LINES = 24_000
NAME_LISTS = frozenset({"cldr-annotations-full", "babel"})
MINOR_LIMITS: tuple[tuple[frozenset[str] | None, int], ...] = (
    (None, 600),
    (frozenset({"cldr-annotations-full"}), 300),
    (frozenset({"babel"}), 60),
)
MINOR_WEIGHT = 0.5
PORTAL_WEIGHT = (
    3.0  # of the terms that portals use, and names of countries and languages, in English and Vietnamese
)
COMMON = 40  # size of the English word list up to which a word is common
DEFINITIONS = 40_000
FEWEST = 8  # samples that a feature must be in
MOST_FEATURES = 60_000


@dataclass(frozen=True, slots=True)
class Sample:
    """A few lower-case words, and what they count for."""

    words: tuple[str, ...]
    label: str
    weight: float


def key(text: str) -> str:
    """Reduce a text to what its derived forms share: repaired, without marks, case and white space."""
    whole = repair(unicodedata.normalize("NFC", text))[0]
    return " ".join(bare(whole).lower().split())


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter < "ɐ" or "Ḁ" <= letter <= "ỿ" for letter in letters) > 0.9 * len(
        letters
    )


def choose(lines: Iterable[Line], held_out: frozenset[str]) -> list[Line]:
    """Keep at most so many lines per language, none that is held out, in an order that only the lines decide."""
    by_language: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.language not in LEFT_OUT and _is_latin(line.text) and key(line.text) not in held_out:
            by_language[line.language].append(line)
    chosen: list[Line] = []
    for language, found in sorted(by_language.items()):
        found.sort(key=lambda line: (line.text, line.source))
        random.Random(language).shuffle(found)
        chosen += _limited(language, found)
    return chosen


def _limited(language: str, lines: list[Line]) -> list[Line]:
    if language == "vi":
        return lines
    if language == "en":
        definitions = [line for line in lines if line.source == "wordnet-base"]
        return [line for line in lines if line.source != "wordnet-base"] + definitions[:DEFINITIONS]
    if language in MAIN_OTHERS:
        return lines[:MAIN_LINES]
    return list(chain.from_iterable(_first(lines, sources, limit) for sources, limit in MINOR_LIMITS))


def _first(lines: list[Line], names: frozenset[str] | None, limit: int) -> list[Line]:
    wanted = [line for line in lines if (line.source in names if names else line.source not in NAME_LISTS)]
    return wanted[:limit]


def samples(lines: list[Line], english: dict[str, int]) -> Iterator[Sample]:
    """Make samples: each line, two crops of 1 to 4 words of it, Vietnamese also without marks, and English words."""
    dice = random.Random(0)
    for line in lines:
        weight = _weight(line)
        words = tuple(word.lower() for word in words_of(line.text))[:40]
        label = line.language if line.language in {"en", "vi"} else "other"
        for part in _parts(words, dice):
            if label == "other" and all(english.get(word, 99) <= COMMON for word in part):
                continue  # could as well be English: a loan, a product's name, an untranslated text
            yield Sample(part, label, weight)
            if label == "vi":
                yield Sample(tuple(map(bare, part)), label, weight)
    for word, size in sorted(english.items()):
        yield Sample((word,), "en", 1.0 if size <= 20 else 0.5 if size <= 40 else 0.25)
    for word in _foreign_words(lines, english):
        yield Sample((word,), "other", 0.5)


def _foreign_words(lines: Iterable[Line], english: dict[str, int]) -> Iterator[str]:
    """Yield the words that the main other languages use twice or more, one by one as English words are."""
    counts: dict[str, Counter[str]] = {language: Counter() for language in sorted(MAIN_OTHERS)}
    for line in lines:
        if line.language in counts:
            counts[line.language].update(word.lower() for word in words_of(line.text))
    for words in counts.values():
        yield from sorted(
            word
            for word, count in words.items()
            if count > 1 and english.get(word, 99) > COMMON and len(word) > 2
        )


def _weight(line: Line) -> float:
    if line.language not in MAIN_OTHERS | {"en", "vi"}:
        return MINOR_WEIGHT
    return PORTAL_WEIGHT if line.source in {OWN, "babel"} and line.language in {"en", "vi"} else 1.0


def _parts(words: tuple[str, ...], dice: random.Random) -> Iterator[tuple[str, ...]]:
    if words:
        yield words
    if len(words) > 2:
        for _ in range(2):
            size = dice.randint(1, min(4, len(words) - 1))
            start = dice.randrange(len(words) - size + 1)
            yield words[start : start + size]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of English and Vietnamese against the rest, whole numbers, SCALE to 1."""

    grams: list[str]
    english: list[int]
    vietnamese: list[int]
    bias: tuple[int, int]


def fit(found: list[Sample], strength: float = 1.0) -> Model:
    """Fit the weights; the same samples give the same weights."""
    counts = Counter(chain.from_iterable(_features(sample.words).keys() for sample in found))
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    places = {name: place for place, name in enumerate(names)}
    matrix = _matrix(found, places)
    totals = Counter()
    for sample in found:
        totals[sample.label] += sample.weight
    weights = np.array([sample.weight / totals[sample.label] * len(found) / 3 for sample in found])
    labels = np.array([sample.label for sample in found])
    rows = {label: _weights(matrix, labels == label, weights, strength) for label in ("en", "vi", "other")}
    return _quantised(names, rows["en"] - rows["other"], rows["vi"] - rows["other"])


def _features(words: tuple[str, ...]) -> Counter[str]:
    return Counter(chain.from_iterable(map(grams, words)))


def _matrix(found: list[Sample], places: dict[str, int]) -> csr_matrix:
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for sample in found:
        norm = len(sample.words) ** -0.5
        for name, count in _features(sample.words).items():
            if name in places:
                data.append(count * norm)
                columns.append(places[name])
        columns.append(len(places))  # one constant per word: the bias scales with the words, too
        data.append(len(sample.words) * norm)
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(found), len(places) + 1))


def _weights(matrix: csr_matrix, wanted: np.ndarray, weights: np.ndarray, strength: float) -> np.ndarray:
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, tol=0.01, max_iter=100)
    return model.fit(matrix, wanted, sample_weight=weights).coef_[0]


def _quantised(names: list[str], english: np.ndarray, vietnamese: np.ndarray) -> Model:
    size = np.maximum(np.abs(english[:-1]), np.abs(vietnamese[:-1]))
    kept = sorted(sorted(range(len(names)), key=lambda place: (-size[place], names[place]))[:MOST_FEATURES])
    whole = [
        (names[place], round(english[place] * SCALE), round(vietnamese[place] * SCALE)) for place in kept
    ]
    whole = [row for row in whole if row[1] or row[2]]
    bias = (round(english[-1] * SCALE), round(vietnamese[-1] * SCALE))
    return Model([row[0] for row in whole], [row[1] for row in whole], [row[2] for row in whole], bias)
