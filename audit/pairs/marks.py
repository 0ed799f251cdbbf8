"""What a translation leaves as it was: numbers, names, addresses, files and the build of a page, as short marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from audit.facts.model import PageFacts, Place
from audit.facts.text import Cache
from audit.lexicon.words import plain_word
from audit.site.addresses import host_of

_SYMBOL = re.compile(r"\b\d{1,5}/(?:\d{4}/)?[^\W\d_]{2,}[\w-]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PART_OF_DATE = re.compile(r"[012]?\d|3[01]|(?:19|20)\d\d|")
"""Days, months and years: dates are marks of their own."""
_GROUPS = re.compile(r"[.,](?=\d{3}(?:\D|$))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LANGUAGE_MARK = re.compile(
    r"[-_. (](?:(?P<en>en|eng|english)|vi|vn|vie|vietnamese)\)?(?=\.\w+$|$)", re.IGNORECASE
)
_LONGEST_BLOCK = 5_000  # characters; a longer one is a law or a log, and its start is enough
_MOST_MARKS = 600
_MOST_CHUNKS = 40_000  # remembered
_SHORTEST_NAME = 4  # letters of a single capital word that may be a name in both languages
_PHONE_TAIL = 8  # digits that stay the same with and without codes of country and area

BUILD = frozenset("bhrq")
"""First letters of marks of a page's build: order of parts, headings, rows, fields."""


def marks_of(facts: PageFacts) -> frozenset[str]:
    """Return the marks of a page's title and main content, at most some hundreds.

    Vietnamese names are folded as English texts write them: "Nguyễn Văn An" and "Nguyen Van An", "Hà Nội" and "Hanoi" give
    the same marks. Links into the own site and the page's own address give none: they are another method's business.
    """
    found: dict[str, None] = {}
    for text in _texts(facts):
        found.update(dict.fromkeys(_in_text(text)))
        if len(found) > _MOST_MARKS:
            break
    found.update(dict.fromkeys(_beside_text(facts)))
    return frozenset(found)


def shape_of(facts: PageFacts) -> tuple[int, ...]:
    """Return how many of each building part the main content has: what a translation keeps about alike."""
    main = [block for block in facts.blocks if block.place is Place.MAIN]
    return (
        len(main),
        sum(heading.place is Place.MAIN for heading in facts.headings),
        sum(link.place is Place.MAIN for link in facts.links),
        sum(document.place is Place.MAIN for document in facts.documents),
        len(facts.images),
        sum(table.rows for table in facts.tables),
        sum(len(form.fields) for form in facts.forms if form.place is Place.MAIN),
        len(facts.people),
        len(facts.dated),
        facts.steps,
    )


def _texts(facts: PageFacts) -> Iterator[str]:
    yield facts.title
    for block in facts.blocks:
        if block.place is Place.MAIN:
            yield block.text[:_LONGEST_BLOCK]


def _in_text(text: str) -> list[str]:
    """Return symbols, numbers, capital words and pairs of these; words in capitals throughout name nothing."""
    found = [f"no:{plain_word(symbol.lower())}" for symbol in _SYMBOL.findall(text)] if "/" in text else []
    before = ""
    for chunk in (text.title() if text.isupper() else text).split(" "):
        known = _chunks[chunk]
        if known is not _NOTHING:
            found += known.marks
            if before and known.first:
                found.append(f"w:{before}{known.first}")
        before = known.last
    return found


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stands between two spaces tells the same in any text."""

    marks: tuple[str, ...] = ()
    first: str = ""
    """The capital word that it begins with."""
    last: str = ""
    """The one that it ends with."""


_NOTHING = _Chunk()


def _read_chunk(chunk: str) -> _Chunk:
    marks: list[str] = []
    for written in _NUMBER.findall(chunk):
        number = _GROUPS.sub("", written).lstrip("0")
        if not _PART_OF_DATE.fullmatch(number):
            marks.append(f"n:{number}")
    words = list(_WORD.finditer(chunk))
    names = [plain_word(word[0].lower()) if word[0][0].isupper() else "" for word in words]
    whole = [name.replace("-", "") for name in names]
    marks += [
        f"w:{name}" for name, written in zip(whole, names, strict=True) if len(written) >= _SHORTEST_NAME
    ]
    for (one, name), (other, after) in pairwise(zip(words, whole, strict=True)):
        if name and after and other.start() == one.end() + 1:
            marks.append(f"w:{name}{after}")
    first = whole[0] if words and words[0].start() == 0 else ""
    last = whole[-1] if words and words[-1].end() == len(chunk) else ""
    return _Chunk(tuple(marks), first, last) if marks or first or last else _NOTHING


_chunks: Cache[_Chunk] = Cache(_read_chunk, size=_MOST_CHUNKS)


def _beside_text(facts: PageFacts) -> Iterator[str]:
    for day in facts.dates:
        yield f"d:{day}"
    for mail in facts.emails:
        yield f"@{mail}"
    for phone in facts.phones:
        digits = "".join(filter(str.isdigit, phone))
        yield f"t:{digits[-_PHONE_TAIL:]}"
    for document in facts.documents:
        if document.place is Place.MAIN:
            yield f"f:{_file_name(document.url)}"
    for image in facts.images:
        yield f"i:{_file_name(image.url)}"
    for frame in facts.frames:
        yield f"e:{frame.partition('://')[2]}"
    own = host_of(facts.url)
    for link in facts.links:
        if link.place is Place.MAIN and host_of(link.url) != own and link.url.startswith("http"):
            yield f"l:{host_of(link.url)}{_neutral_path(link.url)}"
    yield from _build(facts)


def _build(facts: PageFacts) -> Iterator[str]:
    """Yield the order of building parts, and counts that are telling."""
    tags = [block.tag for block in facts.blocks if block.place is Place.MAIN]
    order = [tag for tag, after in pairwise([*tags, ""]) if tag != after]
    if len(order) >= 3:
        yield f"b:{'.'.join(order[:60])}"
    levels = [str(heading.level) for heading in facts.headings if heading.place is Place.MAIN]
    if len(levels) >= 3:
        yield f"h:{''.join(levels)}"
    for table in facts.tables:
        if table.rows >= 3:
            yield f"r:{table.rows}x{len(table.headers)}"
    names = [field.name.lower() for form in facts.forms for field in form.fields if form.place is Place.MAIN]
    if names:
        yield f"q:{'.'.join(names[:20])}"


def file_language(url: str) -> str:
    """Return `en` when the name of a file ends in a mark of English: `report_en.pdf`; else nothing."""
    mark = _LANGUAGE_MARK.search(unquote(urlsplit(url).path))
    return "en" if mark and mark["en"] else ""


def _file_name(url: str) -> str:
    name = unquote(urlsplit(url).path).rpartition("/")[2].lower()
    return _LANGUAGE_MARK.sub("", name)


def _neutral_path(url: str) -> str:
    path = unquote(urlsplit(url).path).lower().rstrip("/")
    kept = [part for part in path.split("/") if part not in {"en", "vi", "eng", "vn", "english"}]
    return _LANGUAGE_MARK.sub("", "/".join(kept))
