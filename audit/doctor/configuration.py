"""Registry and all other files of configuration: read as the commands read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from audit.calendar import calendar_in
from audit.doctor.model import Patient, Said, fault, ok, warning
from audit.guard import load_limits
from audit.lexicon.lexicon import load_sectors
from audit.retention.policy import load_policy
from audit.rules import load_rules
from audit.services.required.listterms import load_list_terms
from audit.services.required.rules import load_match_rules
from audit.telling.limits import load_limits as load_telling
from crawler.errors import ConfigError, UsageError
from crawler.registry import Registry, load_registry

_EXAMPLE: Final = ".example"
"""Ending of names that are nobody's (RFC 2606)."""


def look(patient: Patient) -> Iterator[Said]:
    """Read every file."""
    place = patient.place
    if not place.config.is_dir():
        yield fault(f"{place.config} is no folder of configuration", "name another one with --config")
        return
    try:
        yield from judge_registry(load_registry(place.sites))
    except ConfigError as error:
        yield fault(str(error), "mend the line; docs/registry.md says what belongs where")
    yield from judge_files(_readers(patient))
    yield from _schedule(place.config)


def judge_registry(registry: Registry) -> Iterator[Said]:
    """Say what the registry has."""
    contact = registry.defaults.user_agent_contact
    if contact.split("//")[-1].split("/")[0].split("@")[-1].endswith(_EXAMPLE):
        yield warning(
            f"the crawler names {contact} as whom webmasters can ask",
            "put your own address into defaults.user_agent_contact of sites.yaml before you crawl real portals",
        )
    portals = sum(len(agency.portals) for agency in registry.agencies)
    yield ok(f"the registry has {len(registry.agencies)} agencies with {portals} portals")


def judge_files(readers: Mapping[str, Callable[[], object]]) -> Iterator[Said]:
    """Read files and say which are wrong.

    Args:
        readers: By name of the file.
    """
    sound: list[str] = []
    wrong: set[str] = set()
    for name, read in readers.items():
        try:
            read()
        except (ConfigError, UsageError) as error:
            if str(error) not in wrong:  # one file may be read for another one
                yield fault(str(error), "mend it, or take the file that came with the program")
            wrong.add(str(error))
        except OSError as error:
            yield fault(f"{name} cannot be read: {error.strerror or error}", "see that this user may read it")
        else:
            sound.append(name)
    if sound:
        yield ok(f"in order: {', '.join(sound)}")


def _readers(patient: Patient) -> dict[str, Callable[[], object]]:
    config, day = patient.place.config, patient.now.date()
    return {
        "criteria, lexicon and weights": partial(load_rules, config, (), day),
        "calendar.yaml": partial(calendar_in, config),
        "guard.yaml": partial(load_limits, config),
        "retention.yaml": partial(load_policy, config),
        "notify.yaml": partial(load_telling, config),
        "sectors.yaml": partial(load_sectors, config),
        "services/matching.yaml": partial(load_match_rules, config),
        "services/lists.yaml": partial(load_list_terms, config),
        **(patient.beyond or {}),
    }


def _schedule(config: Path) -> Iterator[Said]:
    try:
        calendar = calendar_in(config)
    except ConfigError:
        return  # told already
    if calendar is None or calendar.schedule is None:
        yield warning(
            f"{config / 'calendar.yaml'} has no schedule: nothing is ever due",
            "docs/operations.md says how to write one; without a timer none is needed",
        )
