"""Every fault of a configuration folder at once: editions, families, lexicon, sectors, weights and the calendar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from audit.calendar import Calendar
from audit.criteria.check_calendar import calendar_faults
from audit.criteria.check_terms import term_faults
from audit.criteria.inherit import Catalogue
from audit.criteria.loader import edition_names, families_in, faults, load_edition
from audit.criteria.model import Criterion, Edition
from audit.detectors.checks import CHECKS
from audit.guard import Limits
from audit.lexicon import Lexicon, Sectors, Thresholds, load_lexicon, load_sectors
from audit.lexicon.families import Family
from audit.lexicon.lexicon import LanguageTerms
from audit.lexicon.sureness import Sureness
from audit.retention.policy import Policy
from audit.scoring import Weights
from audit.telling.limits import Limits as TellingLimits
from crawler.errors import ConfigError
from crawler.yamlfile import faults_in, line_of, load_yaml

M = TypeVar("M", bound=BaseModel)
_SINGLE: dict[str, type[BaseModel]] = {
    "guard.yaml": Limits,
    "notify.yaml": TellingLimits,
    "retention.yaml": Policy,
    "weights.yaml": Weights,
    "sectors.yaml": Sectors,
    "lexicon/en.yaml": LanguageTerms,
    "lexicon/vi.yaml": LanguageTerms,
    "lexicon/thresholds.yaml": Thresholds,
    "lexicon/confidence.yaml": Sureness,
}
_TEXTS = ("title", "advice", "review")
_BY_CODE = frozenset({"news", "sector_budget"})
"""Families that the site view and a detector use by name, whether a criterion asks for them or not."""


@dataclass(slots=True)
class _File:
    """A YAML file on its way, and its faults."""

    path: Path
    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[ConfigError] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> _File:
        try:
            data, lines = load_yaml(path)
        except ConfigError as error:
            return cls(path, faults=[error])
        return cls(path, data, lines)

    def fault(self, key: str, message: str) -> None:
        self.faults.append(ConfigError(self.path, message, key=key, line=line_of(key, self.lines)))

    def model(self, data: object, model: type[M], key: str = "") -> M | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.faults.extend(faults_in(self.path, error, self.lines, key))
            return None


def check_config(config: Path) -> list[ConfigError]:
    """Return every fault of a configuration folder, by file and line; none when all is well.

    Args:
        config: The folder that holds `criteria/`, `lexicon/`, `sectors.yaml` and `weights.yaml`, and may hold `calendar.yaml`.
    """
    found: list[ConfigError] = []
    for name, model in _SINGLE.items():
        file = _File.read(config / name)
        if not file.faults:
            file.model(file.data, model)
        found.extend(file.faults)
    lexicon = _lexicon(config, found)
    known_families, family_files = _families(config)
    used = _editions(config, known_families, found)
    for file, loaded in family_files:
        for name, family in loaded.items():
            _family(file, f"families.{name}", family, lexicon)
            if name not in used | _BY_CODE:
                file.fault(f"families.{name}", "no criterion asks for this family")
        found.extend(file.faults)
    _calendar(config, found)
    unique = {str(fault): fault for fault in found}
    return sorted(unique.values(), key=lambda fault: (fault.path, fault.line or 0, fault.key))


def _calendar(config: Path, found: list[ConfigError]) -> None:
    """Check the calendar, where there is one; what it names can be looked up only where all else is sound."""
    path = config / "calendar.yaml"
    if not path.exists():
        return
    file = _File.read(path)
    calendar = None if file.faults else file.model(file.data, Calendar)
    if calendar is not None and not found:
        folder = config / "criteria"
        catalogue = Catalogue(folder)
        editions = [
            load_edition(folder / f"{name}.yaml", catalogue=catalogue) for name in edition_names(config)
        ]
        for key, message in calendar_faults(calendar, editions, load_sectors(config).known):
            file.fault(key, message)
    found.extend(file.faults)


def _lexicon(config: Path, found: list[ConfigError]) -> Lexicon | None:
    """The lexicon, to match examples by; a fault of one of its files that was named already is not named again."""
    try:
        return load_lexicon(config)
    except ConfigError as error:
        families = config / "lexicon" / "families"
        if Path(error.path).parent != families and error.path not in {fault.path for fault in found}:
            found.append(error)
        return None


def _families(config: Path) -> tuple[Collection[str], list[tuple[_File, dict[str, Family]]]]:
    """Return every name of a family, sound or not, and the sound families by file."""
    names: set[str] = set()
    files = []
    for path in sorted((config / "lexicon" / "families").glob("*.yaml")):
        file = _File.read(path)
        entries = file.data.get("families") if isinstance(file.data, dict) else None
        if not isinstance(entries, dict):
            entries = {}
            if not file.faults:
                file.fault("families", "is missing or is no mapping")
        sound = {}
        for name, data in entries.items():
            if name in names:
                file.fault(f"families.{name}", "the family stands in another file, too")
            names.add(name)
            family = file.model(data, Family, f"families.{name}")
            if family is not None:
                sound[name] = family
        files.append((file, sound))
    return names, files


def _family(file: _File, key: str, family: Family, lexicon: Lexicon | None) -> None:
    if family.check not in CHECKS:
        file.fault(f"{key}.check", f"there is no check {family.check!r}")
    if lexicon is not None:
        for place, message in term_faults(family, lexicon):
            file.fault(f"{key}.{place}", message)


def _editions(config: Path, known_families: Collection[str], found: list[ConfigError]) -> set[str]:
    """Check every edition; returns the families that criteria name."""
    try:
        known_sectors: Collection[str] | None = load_sectors(config).known
    except ConfigError:  # named already, with the other single files or by the lexicon
        known_sectors = None
    folder = config / "criteria"
    files = [_File.read(path) for path in sorted(folder.glob("*.yaml"))]
    broken = [file for file in files if file.faults]
    # A file that is no YAML would stop the catalogue of `like`; its own fault says all there is to say.
    catalogue = None if broken else Catalogue(folder)
    used: set[str] = set()
    for file in files:
        if isinstance(file.data, dict):
            used.update(_named(file.data))
            for key, criterion in _criteria(file, catalogue):
                for name, message in faults(criterion, known_families, known_sectors):
                    file.fault(f"{key}.{name}", message)
        found.extend(file.faults)
    if not files:
        found.append(ConfigError(folder, "holds no edition"))
    return used


def _criteria(file: _File, catalogue: Catalogue | None) -> Iterator[tuple[str, Criterion]]:
    """Yield the sound criteria of an edition with their keys; what is wrong with the others is noted."""
    raw = file.data.get("criteria")
    edition = file.model({**file.data, "criteria": []}, Edition)
    if edition is not None:
        _bilingual(file, "title", edition.title.vi, edition.title.en)
    if not isinstance(raw, list):
        file.fault("criteria", "is missing or is no list")
        return
    first: dict[str, int | None] = {}
    for number, data in enumerate(raw):
        key = f"criteria.{number}"
        try:
            whole = catalogue.complete(data) if catalogue and _has_id(data) else data
        except ConfigError as error:
            file.faults.append(error)
            continue
        criterion = file.model(whole, Criterion, key)
        if criterion is None:
            continue
        if criterion.id in first:
            line = first[criterion.id]
            file.fault(f"{key}.id", f"the id {criterion.id!r} is used twice (first at line {line})")
        first.setdefault(criterion.id, file.lines.get(f"{key}.id"))
        for name in _TEXTS:
            text = getattr(criterion, name)
            if name in data and text is not None:
                _bilingual(file, f"{key}.{name}", text.vi, text.en)
        yield key, criterion


def _named(data: dict[str, Any]) -> Iterator[str]:
    """Yield the families that an edition names, in sound and in broken criteria."""
    criteria = data.get("criteria")
    for criterion in criteria if isinstance(criteria, list) else ():
        params = criterion.get("params") if isinstance(criterion, dict) else None
        if isinstance(params, dict):
            yield from map(str, families_in(params))


def _has_id(data: object) -> bool:
    return isinstance(data, dict) and isinstance(data.get("id"), str)


def _bilingual(file: _File, key: str, vietnamese: str, english: str) -> None:
    for fault in text_faults(vietnamese, english, short=key.endswith("title")):
        file.fault(key, fault)


def text_faults(vietnamese: str, english: str, *, short: bool) -> Iterable[str]:
    """Yield what is wrong with a text in both languages.

    Args:
        vietnamese: Written with its marks.
        english: Another text, unless it is a name such as "HTTPS".
        short: Whether it may be a mere name: a title.

    >>> list(text_faults("HTTPS", "HTTPS", short=True)), list(text_faults("Lien he", "Contact", short=True))
    ([], ['the Vietnamese text has no diacritics'])
    """
    if not vietnamese.strip() or not english.strip():
        yield "the text is missing in one language"
        return
    same = vietnamese.strip().casefold() == english.strip().casefold()
    if same and short and len(re.findall(r"\w+", english)) <= 2:
        return
    if same:
        yield "the text is the same in both languages"
    elif not any(letter.isalpha() and not letter.isascii() for letter in vietnamese):
        yield "the Vietnamese text has no diacritics"
