"""What a procedure's name says: what is done, at which level, with which number, and the words that are left. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.facts.language_syllables import is_bare_syllable
from audit.services.required.phrases import Phrases, Words
from audit.services.required.rules import NameTerms
from audit.services.required.spelling import Trimmer, spelt, unmarked

_WORD = re.compile(r"\w+")
_AUTHORITY = r"thuộc (?:phạm vi |thẩm quyền |trách nhiệm |quản lý )(?:thẩm quyền |phạm vi |giải quyết |quản lý |cấp phép )*(?:của )?([^,;()–]*?)(?=$|[,;()–]|\s(?:đối với|cho|theo|trong|do|để|khi)\s)"
_LAW = r"theo(?: quy định)?(?: tại| của| trong)? (?:khoản|điểm|điều|luật|nghị định|thông tư|nghị quyết|quyết định|pháp lệnh|bộ luật)\b([^,;()]*?)(?=$|[,;()]|\s(?:đối với|cho)\s)"
_NUMBERED = re.compile(r"\d+[a-zđ]?|[a-zđ]\d+|[a-zđ]\d+[a-zđ]?")
_ROMAN = re.compile(r"[ivx]+")
_DIGITS = re.compile(r"\d+")
_LISTED: Final = frozenset({"và", "hoặc", "va", "hoac", "đến", "den"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared."""

    words: Words
    """Those that are left, in order."""
    content: frozenset[str]
    light: frozenset[str]
    """Those of `content` that may stand on one side alone."""
    deeds: frozenset[str]
    levels: frozenset[str]
    body: frozenset[str]
    """Words of the body after "thuộc thẩm quyền của"."""
    identifiers: frozenset[str]
    law: frozenset[str]
    """Numbers of the texts after "theo quy định tại"."""
    becomes: frozenset[str] | None
    """Words after "thành"; None when there is no such word."""
    contrasts: Mapping[int, frozenset[str]]
    """Number of a line of contrasting words → those that stand here."""
    source: str
    """Folded, abbreviations written out, nothing taken away but what stands around it."""
    odd: Words = ()
    """Words of `source` that are no syllables, so that they may be abbreviations."""
    cut: bool = False
    """It ends in dots."""


class NameReader:
    """Reads names.

    Args:
        terms: The words to read by.
        plain: Read without diacritics.
    """

    def __init__(self, terms: NameTerms, *, plain: bool = False) -> None:
        self._written = unmarked if plain else str
        self._trimmer = Trimmer(terms.padding, terms.abbreviations, plain=plain)
        self._synonyms = Phrases(
            (self._cut(p), " ".join(self._cut(row[-1]))) for row in terms.synonyms for p in row
        )
        self._whole = Phrases((self._cut(p), "_".join(self._cut(p))) for p in (*terms.whole, *terms.no_level))
        self._levels = self._tagged(terms.levels)
        self._level_words = self._plain_list(terms.level_words)
        self._bodies = self._tagged(terms.bodies)
        self._deeds = self._joined(terms.deeds)
        self._filler = self._plain_list(terms.filler_unmarked if plain else terms.filler)
        self._light = self._joined({"light": terms.light})
        self._marked_by = self._joined({"marker": terms.marked_by})
        self._numbers = {self._data(word): number for word, number in terms.number_words.items()}
        self._becomes = frozenset(map(self._data, terms.becomes))
        self._becomes_with = frozenset(map(self._data, terms.becomes_with))
        self._contrasts = [Phrases((self._cut(p), p) for p in row) for row in terms.contrasts]
        self._authority = re.compile(self._data(_AUTHORITY))
        heads = "|".join(map(self._data, terms.bodies_in_brackets))
        at = self._data("tại")
        self._bracketed = re.compile(rf"[(\[]\s*((?:{heads})\b[^)\]]*)[)\]]|\s{at} ((?:{heads})\b[^,;()]*)$")
        self._law = re.compile(self._data(_LAW))

    def read(self, text: str) -> Name:
        """Read a name as it is printed."""
        source, cut = self._trimmer.trimmed(text)
        return self.read_source(source, cut=cut)

    def read_source(self, source: str, *, cut: bool = False) -> Name:
        """Read a `Name.source`, or the beginning of one."""
        law = frozenset(n for match in self._law.finditer(source) for n in _DIGITS.findall(match[1]))
        rest = self._law.sub(" ", source)
        clauses = [*self._authority.finditer(rest), *self._bracketed.finditer(rest)]
        bodies = [tuple(_WORD.findall(clause[clause.lastindex or 1])) for clause in clauses]
        levels = frozenset(t for body in bodies for t in self._body_levels(body))
        rest = self._bracketed.sub(" ", self._authority.sub(" ", rest))
        words = self._same(_WORD.findall(rest))
        contrasts = {n: tags for n, line in enumerate(self._contrasts) if (tags := line.tags(words))}
        words = self._joined_up(words)
        levels |= self._levels.tags(words)
        words = self._without(self._levels, words)
        if levels:
            words = self._without(self._level_words, words)
        deeds, words = self._take_deeds(words)
        light = frozenset(w for phrase, tag in self._light.scan(words) if tag for w in phrase)
        kept = self._without(self._filler, words)
        identifiers = frozenset(w for w in kept if w.startswith("#"))
        content = [w for w in kept if not w.startswith("#")]
        return Name(
            words=tuple(content),
            content=frozenset(content),
            light=light,
            deeds=deeds,
            levels=levels,
            body=frozenset(word for body in bodies for word in body),
            identifiers=identifiers,
            law=law,
            becomes=self._after_becomes(kept) if self._becomes_with & set(_WORD.findall(source)) else None,
            contrasts=contrasts,
            source=source,
            odd=tuple(w for w in _WORD.findall(source) if len(w) > 1 and not is_bare_syllable(w)),
            cut=cut,
        )

    def _body_levels(self, body: Words) -> frozenset[str]:
        """A body's level is told by its first words, or by the level in its name."""
        first = next(self._bodies.scan(body), ((), None))[1]
        return self._levels.tags(body) or (frozenset({first}) if first else frozenset())

    def _same(self, words: Sequence[str]) -> list[str]:
        found: list[str] = []
        for phrase, tag in self._synonyms.scan(words):
            found += tag.split() if tag else phrase
        return found

    def _joined_up(self, words: Sequence[str]) -> list[str]:
        return [tag or phrase[0] for phrase, tag in self._whole.scan(words)]

    def _without(self, phrases: Phrases, words: Sequence[str]) -> list[str]:
        return [phrase[0] for phrase, tag in phrases.scan(words) if tag is None]

    def _take_deeds(self, words: Sequence[str]) -> tuple[frozenset[str], list[str]]:
        """Take out the deeds, and mark identifiers with `#`; a word before an identifier ("cấp I") is no deed."""
        marked = self._identified(words)
        deeds: set[str] = set()
        kept: list[str] = []
        for phrase, tag in self._deeds.scan(marked):
            if tag is None:
                kept += phrase
            else:
                deeds.add(tag)
        return frozenset(deeds), [word.removeprefix("!") for word in kept]

    def _identified(self, words: Sequence[str]) -> list[str]:
        found: list[str] = []
        marked = False
        for phrase, tag in self._marked_by.scan(words):
            word = phrase[-1]
            number = self._number(word, marked=marked) if tag is None else ""
            if number:
                if len(found) > 1 and found[-1] == self._data("số"):
                    found.pop()  # "vùng số 2" is "vùng 2"
                if found and marked and not found[-1].startswith(("#", "!")) and found[-1] not in _LISTED:
                    found[-1] = f"!{found[-1]}"  # "cấp" of "cấp I" is no deed
                found.append(f"#{number}")
            else:
                found += phrase
                marked = tag is not None or (marked and word in _LISTED)
        return found

    def _number(self, word: str, *, marked: bool) -> str:
        if word in self._numbers and (marked or self._numbers[word] != "1" or word != self._data("đầu")):
            return self._numbers[word]
        if _NUMBERED.fullmatch(word) or (
            marked and (_ROMAN.fullmatch(word) or (len(word) == 1 and word.isascii()))
        ):
            return word
        return ""

    def _after_becomes(self, words: Sequence[str]) -> frozenset[str] | None:
        places = [index for index, word in enumerate(words) if word in self._becomes]
        return frozenset(words[places[-1] + 1 :]) if places else None

    def _data(self, phrase: str) -> str:
        return self._written(spelt(phrase))

    def _cut(self, phrase: str) -> Words:
        return tuple(_WORD.findall(self._data(phrase)))

    def _tagged(self, table: Mapping[str, Iterable[str]]) -> Phrases:
        return Phrases((self._cut(phrase), tag) for tag, phrases in table.items() for phrase in phrases)

    def _joined(self, table: Mapping[str, Iterable[str]]) -> Phrases:
        """As `_tagged`, for words that were joined before."""
        return Phrases(
            (tuple(self._joined_up(self._same(self._cut(phrase)))), tag)
            for tag, phrases in table.items()
            for phrase in phrases
        )

    def _plain_list(self, phrases: Iterable[str]) -> Phrases:
        return self._joined({"x": phrases})
