"""One criterion, whole, as text for a person."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit.criteria.loader import families
from audit.criteria.model import AppliesTo, Criterion, Edition
from audit.criteria.numbers import thresholds_of
from audit.detectors import DETECTORS
from audit.detectors.checks import CHECKS
from audit.lexicon import LANGUAGES, Lexicon
from crawler.registry import Names

_WIDTH = 100
_LANGUAGE = {
    "both": "judged in English and in Vietnamese apart",
    "neutral": "has no language",
    "english": "a duty in English",
    "vietnamese": "a duty in Vietnamese",
}


def page(edition: Edition, criterion: Criterion, editions: Sequence[Edition], lexicon: Lexicon) -> str:
    """Return everything that is known of a criterion.

    Args:
        edition: Its edition.
        criterion: As loaded.
        editions: All, to tell which criteria ask for the same.
        lexicon: For families, terms and thresholds.
    """
    return "\n".join((*_head(edition, criterion, editions), *_decided(criterion, lexicon)))


def _head(edition: Edition, criterion: Criterion, editions: Sequence[Edition]) -> Iterator[str]:
    yield f"{criterion.id}   {edition.title.en} (version {edition.version})"
    yield from _both(criterion.title)
    yield ""
    yield from _both(criterion.advice)
    yield ""
    effort = {1: "an hour", 2: "days", 3: "weeks"}[criterion.effort]
    yield _row(
        "sub-index", f"{criterion.subindex}, group {criterion.group}, sector {criterion.sector or 'none'}"
    )
    yield _row("weight", f"{criterion.weight:g}; effort {criterion.effort} of 3 ({effort})")
    yield _row("language", _LANGUAGE[criterion.language.value])
    if criterion.locus:
        yield _row("locus", criterion.locus.replace("_", " "))
    yield _row("applies to", " or ".join(map(_asked, criterion.applies_to)) or "all agencies")
    yield _row("in force", _in_force(edition, criterion))
    yield _row("source", criterion.source.text + (" (unconfirmed)" if criterion.source.unconfirmed else ""))
    if criterion.like:
        root = f", in the end {criterion.root}" if criterion.root != criterion.like else ""
        yield _row("like", f"{criterion.like}{root}")
    same = [c.id for e in editions for c in e.criteria if c.root == criterion.root and c.id != criterion.id]
    if same:
        yield _row("the same as", ", ".join(same))


def _decided(criterion: Criterion, lexicon: Lexicon) -> Iterator[str]:
    yield ""
    yield _row("detector", criterion.detector)
    for name, value in criterion.params.items():
        shown = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        yield _row("", f"{name}: {shown}")
    detector = DETECTORS.get(criterion.detector)
    yield from _thresholds(thresholds_of(detector) if detector else (), lexicon)
    if criterion.review:
        yield _row("a person", "has to decide:")
        yield from _both(criterion.review)
    for name in dict.fromkeys(families(criterion)):
        yield ""
        yield from _family(name, lexicon)


def _family(name: str, lexicon: Lexicon) -> Iterator[str]:
    family = lexicon.families.get(name)
    if family is None:
        yield _row("family", f"{name}: there is none of that name")
        return
    traits = [f"named in: {family.placement}", f"confidence: {family.confidence.value}"]
    if family.link != "none":
        traits.append(f"link that is enough: {family.link}")
    traits += [
        word for word, on in (("weak names allowed", family.weak), ("news allowed", family.news)) if on
    ]
    yield _row("family", f"{name} ({'; '.join(traits)})")
    yield _row("check", family.check)
    check = CHECKS.get(family.check)
    yield from _thresholds(thresholds_of(check) if check else (), lexicon)
    for language in LANGUAGES:
        terms = family.terms(language)
        for kind in ("strong", "weak", "negative"):
            words = getattr(terms, kind)
            if words:
                yield from _wrapped(f"{language} {kind}: {' | '.join(words)}")


def _thresholds(names: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    values: Mapping[str, object] = lexicon.thresholds.model_dump()
    shown = ", ".join(f"{name} {values[name]}" for name in names)
    if shown:
        yield _row("thresholds", shown)


def _in_force(edition: Edition, criterion: Criterion) -> str:
    start = max(filter(None, (criterion.valid.start, edition.valid.start)), default="")
    end = min(filter(None, (criterion.valid.end, edition.valid.end)), default="")
    if not (start or end):
        return "without limit"
    return " ".join(f"{word} {day}" for word, day in (("from", start), ("until", end)) if day)


def _asked(wanted: AppliesTo) -> str:
    parts = (
        ("kind", wanted.kinds),
        ("sector", wanted.sectors),
        ("portal", wanted.portals),
    )
    return " and ".join(f"{name} {'/'.join(values)}" for name, values in parts if values)


def _both(names: Names) -> Iterator[str]:
    yield from _wrapped(names.en)
    yield from _wrapped(names.vi)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _row(name: str, value: str) -> str:
    return f"  {name + ':' if name else '':<13} {value}"
