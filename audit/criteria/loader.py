"""Editions of criteria from `config/criteria/`, checked against the detectors, families and sectors that exist."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from audit.criteria.detectors import DETECTORS
from audit.criteria.inherit import Catalogue, catalogue_in
from audit.criteria.model import Criterion, Edition
from audit.lexicon import Lexicon, load_lexicon
from crawler.errors import ConfigError, UsageError
from crawler.yamlfile import load_yaml, validated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


def load_edition(path: Path, lexicon: Lexicon | None = None, catalogue: Catalogue | None = None) -> Edition:
    """Read one edition.

    Args:
        path: A file in the form of `config/criteria/osi-2024.yaml`; the files beside it are what `like` may name.
        catalogue: Of the file's folder, when it is at hand already.
        lexicon: When given, families and sectors that a criterion names must exist in it.

    Raises:
        ConfigError: The file is missing or breaks the model, an id stands twice, a criterion names a detector, family,
            sector or criterion that does not exist, or `like` goes round in a circle; file, line and key are named.
    """
    data, lines = catalogue.file(path) if catalogue else load_yaml(path)
    edition = validated(path, _complete(path, data, lines, catalogue), lines, Edition)
    first: dict[str, int] = {}
    for index, criterion in enumerate(edition.criteria):
        key = f"criteria.{index}"
        known = (lexicon.families, lexicon.sectors.known) if lexicon else (None, None)
        fault = next(faults(criterion, *known), None)
        if criterion.id in first:
            fault = ("id", f"the id {criterion.id!r} is used twice (first at line {first[criterion.id]})")
        if fault:
            name, message = fault
            line = lines.get(f"{key}.{name}") or lines.get(key)
            raise ConfigError(path, message, key=f"{key}.{name}", line=line)
        first[criterion.id] = lines.get(f"{key}.id", 0)
    return edition


def load_editions(
    config_dir: Path, names: Iterable[str], day: date | None, lexicon: Lexicon | None = None
) -> tuple[Edition, ...]:
    """Read editions and keep what is in force on a day.

    Args:
        config_dir: The configuration folder.
        names: Editions, as named in `criteria/<name>.yaml`.
        day: The day the agencies are judged at; None keeps all.
        lexicon: Of that folder, when it is at hand already.

    Raises:
        UsageError: There is no edition of that name.
        ConfigError: See `load_edition`.
    """
    lexicon = lexicon or load_lexicon(config_dir)
    catalogue = catalogue_in(config_dir / "criteria")
    editions = (load_edition(_path(config_dir, name), lexicon, catalogue) for name in names)
    return tuple(edition if day is None else in_force(edition, day) for edition in editions)


def load_catalogue(config_dir: Path) -> dict[str, Criterion]:
    """Return every criterion of every edition by id, whenever it is in force.

    Raises:
        ConfigError: See `load_edition`.
    """
    catalogue = catalogue_in(config_dir / "criteria")
    editions = (load_edition(_path(config_dir, n), catalogue=catalogue) for n in edition_names(config_dir))
    return {criterion.id: criterion for edition in editions for criterion in edition.criteria}


def edition_names(config_dir: Path) -> tuple[str, ...]:
    """Return the names of the editions that a configuration folder holds, sorted."""
    return tuple(sorted(path.stem for path in (config_dir / "criteria").glob("*.yaml")))


def _path(config_dir: Path, name: str) -> Path:
    path = config_dir / "criteria" / f"{name}.yaml"
    if name not in edition_names(config_dir):
        known = ", ".join(edition_names(config_dir)) or "none"
        raise UsageError(f"no edition {name!r} of criteria; there are: {known}")
    return path


def in_force(edition: Edition, day: date) -> Edition:
    """Return an edition with the criteria that are in force on a day."""
    inside = edition.valid.covers(day)
    kept = tuple(c for c in edition.criteria if inside and c.valid.covers(day))
    return edition.model_copy(update={"criteria": kept})


def _complete(path: Path, data: Any, lines: dict[str, int], catalogue: Catalogue | None) -> Any:
    """Fill in what `like` hands on; data of another shape are left to the model's error."""
    if not isinstance(data, dict) or not isinstance(data.get("criteria"), list):
        return data
    catalogue = catalogue or Catalogue(path.parent)
    for number, criterion in enumerate(data["criteria"]):
        if isinstance(criterion, dict) and "root" in criterion:
            key = f"criteria.{number}.root"
            raise ConfigError(path, "is worked out and cannot be set", key=key, line=lines.get(key))
    whole = [catalogue.complete(c) if isinstance(c, dict) and "id" in c else c for c in data["criteria"]]
    return {**data, "criteria": whole}


def faults(
    criterion: Criterion, known_families: Collection[str] | None, known_sectors: Collection[str] | None
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a criterion beyond its model, as (key, message).

    Args:
        criterion: Any.
        known_families: Those that exist; None leaves them unchecked.
        known_sectors: Sectors and fields that exist; None leaves them unchecked.
    """
    if criterion.detector not in DETECTORS:
        yield "detector", f"there is no detector {criterion.detector!r}"
    if (criterion.detector == "person") != (criterion.review is not None):
        yield "review", "is for the detector `person`, and that one needs it"
    for family in families(criterion):
        if known_families is not None and family not in known_families:
            yield "params", f"there is no family {family!r} in the lexicon"
    for sector in sectors(criterion):
        if known_sectors is not None and sector not in known_sectors:
            yield "sector", f"there is no sector {sector!r}"


def families(criterion: Criterion) -> Sequence[str]:
    """Return the families of terms that a criterion's parameters name."""
    return families_in(criterion.params)


def families_in(params: Mapping[str, Any]) -> Sequence[str]:
    """Return the families of terms that parameters name; values of another shape name none."""
    found = [params[key] for key in ("family",) if key in params]
    for key in ("families", "parts", "province_parts"):
        named = params.get(key, ())
        found.extend(named if isinstance(named, (list, tuple)) else ())
    return found


def sectors(criterion: Criterion) -> Sequence[str]:
    """Return the sectors and fields that a criterion names."""
    named = [criterion.sector] if criterion.sector else []
    return [*named, *(s for wanted in criterion.applies_to for s in wanted.sectors)]
