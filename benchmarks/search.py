"""Full-text search over a nation: size of the index, time to build it and to bring one agency up to date, and what a question takes.

110 agencies with 250 pages and 2,700 findings each. Words of pages follow Zipf's law, as those of a language do, over the terms of
the lexicon in both languages: a question of common words meets a large part of all pages, one of rare words a few. Questions are asked
as the portal asks them, by the operator and by people of one agency, with diacritics and without, for the first page of answers. Beside
them stands the obvious way: the same texts without an index, with LIKE. What counts is time of the processor, since nothing waits here
but for this machine: other programs change the clock's only, which is told, too.

    python benchmarks/search.py [agencies] [pages of an agency] [findings of an agency] [questions]
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.outcome import Measured, end  # noqa: E402 - run as a script, from any folder
from reports.search.find import find  # noqa: E402
from reports.search.index import Index  # noqa: E402
from reports.search.model import Asked, Entry, Kind  # noqa: E402

AGENCIES, PAGES, FINDINGS, QUESTIONS = 110, 250, 2_700, 400
SHOWN = 20
WORDS = 350
"""Of a page's main text."""
P95_MS = 100.0
LIKES = 5
"""Questions that the baseline is asked: each takes seconds."""


@dataclass(frozen=True)
class Language:
    """Words by how often they are used."""

    code: str
    words: Sequence[str]
    sums: Sequence[float]

    @classmethod
    def of(cls, code: str, words: Sequence[str]) -> Language:
        """Give words the frequencies of Zipf's law, in their order."""
        return cls(code, words, list(accumulate(1 / (rank + 3) for rank in range(len(words)))))

    def text(self, chance: random.Random, count: int) -> str:
        """Make up a text."""
        return " ".join(chance.choices(self.words, cum_weights=self.sums, k=count))


def languages(chance: random.Random) -> tuple[Language, Language]:
    """Return Vietnamese and English by the terms of the lexicon, and as many compounds and numbers that hardly anybody uses."""
    found: dict[str, set[str]] = {"vi": set(), "en": set()}
    for path in sorted((ROOT / "config" / "lexicon").rglob("*.yaml")):
        for text in _texts(yaml.safe_load(path.read_text("utf-8"))):
            words = re.findall(r"[^\W\d_]{2,}", unicodedata.normalize("NFC", text).lower())
            code = "en" if text.isascii() else "vi"
            found[code].update(words)
    made = []
    for code, words in found.items():
        every = sorted(words)
        chance.shuffle(every)
        rare = [f"{chance.choice(every)}{number}" for number in range(20_000)]
        made.append(Language.of(code, [*every, *rare]))
    return made[0], made[1]


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)


def entries(
    agency_id: str, pages: int, findings: int, spoken: tuple[Language, Language], chance: random.Random
) -> list[Entry]:
    """Make up what there is of one agency; one page in five is in English."""
    vietnamese, english = spoken
    made = []
    for number in range(findings):
        title, other = vietnamese.text(chance, 7), english.text(chance, 7)
        made.append(
            Entry(Kind.FINDING, f"{agency_id}{number:08}", "", "", title, f"OSI-{number % 300}", other)
        )
    for number in range(pages):
        language = english if number % 5 == 0 else vietnamese
        url = f"https://www.{agency_id}.example/{language.code}/{number}"
        text = language.text(chance, WORDS)
        made.append(
            Entry(
                Kind.PAGE,
                f"crawl-00000.warc.gz:{number}",
                url,
                language.code,
                language.text(chance, 6),
                url,
                text,
            )
        )
    return made


@dataclass(frozen=True)
class Built:
    """What it took to build the index."""

    seconds: float
    update_s: list[float]
    """Of one agency of which everything is read anew."""
    text_mb: float
    index_mb: float


def build(path: Path, agencies: Sequence[str], make: Callable[[str], list[Entry]]) -> Built:
    """Build the index, and bring a few agencies up to date."""
    taken, letters = 0.0, 0
    with Index(path) as index:
        for agency_id in agencies:
            made = make(agency_id)
            letters += sum(len(f"{e.title}{e.address}{e.text}{e.url}".encode()) for e in made)
            start = time.process_time()
            index.replace(agency_id, "20260101T000000Z", "1", made)
            taken += time.process_time() - start
        again = []
        for agency_id in agencies[:: max(1, len(agencies) // 5)]:
            made = make(agency_id)
            start = time.process_time()
            index.replace(agency_id, "20260401T000000Z", "2", made)
            again.append(time.process_time() - start)
    size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    return Built(taken, again, letters / 1e6, size / 1e6)


def questions(
    spoken: tuple[Language, Language], number: int, chance: random.Random, *, bare: bool
) -> list[str]:
    """Make up questions as people ask: one to four words, common and rare ones, some in quotation marks."""
    found = []
    for turn in range(number):
        language = spoken[0] if bare or turn % 4 else spoken[1]
        words = language.text(chance, 1 + turn % 4)
        words = f'"{words}"' if turn % 7 == 0 else words
        found.append(_bare(words) if bare else words)
    return found


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def ask(path: Path, asked: Sequence[Asked]) -> tuple[list[float], int]:
    """Ask questions; returns milliseconds of each, and how many had an answer."""
    took, answered = [], 0
    for one in asked:
        start = time.process_time()
        found = find(path, one, SHOWN)
        took.append(1000 * (time.process_time() - start))
        answered += found.number > 0
    return took, answered


def scan(path: Path, words: str) -> float:
    """Ask the obvious way; returns milliseconds."""
    wanted = [f"%{word}%" for word in words.strip('"').split()]
    where = " and ".join("(title || ' ' || address || ' ' || text) like ?" for _ in wanted)
    with closing(sqlite3.connect(path)) as db:
        start = time.process_time()
        db.execute(f"select id from entries where {where} limit 1000", wanted).fetchall()  # noqa: S608 - places alone
        return 1000 * (time.process_time() - start)


def share(took: Sequence[float], part: float) -> float:
    """Return a percentile."""
    return sorted(took)[min(len(took) - 1, round(part * len(took)))]


def main(numbers: Sequence[int]) -> None:
    """Build, ask, and say what it took."""
    agencies_, pages, findings, asked = (*numbers, *(AGENCIES, PAGES, FINDINGS, QUESTIONS)[len(numbers) :])
    chance = random.Random(1)
    spoken = languages(chance)
    ids = [f"cq{number:03}" for number in range(agencies_)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "search.db"
        built = build(path, ids, lambda agency_id: entries(agency_id, pages, findings, spoken, chance))
        print(
            f"{agencies_} agencies, {agencies_ * pages} pages, {agencies_ * findings} findings: {built.text_mb:.0f} MB of text"
        )
        found = [
            Measured("index", built.index_mb, "MB", baseline=built.text_mb),
            Measured("building it", built.seconds, "s"),
            Measured("one agency anew, median", statistics.median(built.update_s), "s"),
        ]
        own = frozenset(ids[:1])
        for name, bare, agencies in (
            ("operator, with diacritics", False, None),
            ("operator, without diacritics", True, None),
            ("one agency, with diacritics", False, own),
            ("one agency, without diacritics", True, own),
        ):
            words = questions(spoken, asked, chance, bare=bare)
            ask(path, [Asked(one, agencies) for one in words[:20]])
            clock = time.perf_counter()
            took, answered = ask(path, [Asked(one, agencies) for one in words])
            clock = 1000 * (time.perf_counter() - clock) / len(words)
            likes = [scan(path, one) for one in words[:LIKES]] if agencies is None else []
            slowest = max(zip(took, words, strict=True))
            print(
                f"{name}: median {share(took, 0.5):.1f} ms, slowest {slowest[0]:.0f} ms ({slowest[1]}); {answered} of {asked} answered; by the clock {clock:.0f} ms each"
            )
            baseline = statistics.median(likes) if likes else None
            found.append(
                Measured(f"question, {name}, p95", share(took, 0.95), "ms", P95_MS, baseline, at_most=True)
            )
    end(found)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]])
