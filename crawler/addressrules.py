"""What of an address is no part of a page's name: the rules of `crawler/rules/cms.yaml`, with what the registry adds for one agency."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from crawler.words import rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.registry import Agency

LOOKS = 3
"""Pages of a host that are searched for the signs of its content management system."""
SIGNS_WITHIN = 256 << 10
"""Bytes of a page that are searched."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the addresses of one host."""

    drop: re.Pattern[str]
    values: dict[str, re.Pattern[str]]
    rewrite: tuple[tuple[str, re.Pattern[str], str], ...]
    backstage: tuple[tuple[str, re.Pattern[str]], ...]

    def query(self, query: str) -> str:
        """A query without what is the state of a visit.

        >>> rules_of(("liferay",)).query("p_p_id=a&p_p_state=normal&_a_cur=2&8831")
        'p_p_id=a&_a_cur=2&8831'
        """
        return "&".join(part for part in query.split("&") if part and not self._drops(part))

    def path(self, rest: str) -> str:
        """Path and query, rewritten."""
        for sign, pattern, put in self.rewrite:
            if sign in rest:
                rest = pattern.sub(put, rest)
        return rest

    def screen(self, rest: str) -> str:
        """Name of the system's own screen (sign-in, edit, dialogue) that path and query lead to, or an empty string."""
        return next((name for name, pattern in self.backstage if pattern.search(rest)), "")

    def _drops(self, part: str) -> bool:
        name, mark, value = part.partition("=")
        name = name.lower()
        if not mark:
            return False  # a bare query is an id: ?25975
        wanted = self.values.get(name)
        return (wanted is not None and wanted.fullmatch(value) is not None) or self.drop.fullmatch(
            name
        ) is not None


@dataclass(slots=True, eq=False)
class AddressRules:
    """The rules of one agency's hosts; two are the same only when they are one."""

    drop: tuple[str, ...] = ()
    """Parameters that the registry calls state; * stands for any letters."""
    keep: tuple[str, ...] = ()
    """Parameters, rewritings and screens that no rule may touch."""
    systems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Content management systems by host, with port; `*` for what the registry says of all."""
    _looked: dict[str, int] = field(default_factory=dict)

    @classmethod
    def for_agency(cls, agency: Agency) -> AddressRules:
        """The rules that the registry gives an agency."""
        said = agency.canonical
        return cls(said.drop, said.keep, {"*": said.cms} if said.cms else {})

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> AddressRules:
        """The rules that a crawl went by; the general ones for an older snapshot."""
        systems = {host: tuple(names) for host, names in record.get("systems", {}).items()}
        return cls(tuple(record.get("drop", ())), tuple(record.get("keep", ())), systems)

    def to_record(self) -> dict[str, Any]:
        """As `result.json` keeps them."""
        systems = {host: list(names) for host, names in sorted(self.systems.items()) if names}
        record = {"drop": list(self.drop), "keep": list(self.keep), "systems": systems}
        return {name: value for name, value in record.items() if value}

    def rules(self, host: str, rest: str) -> Rules:
        """What holds for one address.

        Args:
            host: With port.
            rest: Path and query.
        """
        names = self.systems.get(host) or self.systems.get("*", ())
        shown = system_in_address(rest)
        if shown and shown not in names:
            names = (*names, shown)
        return rules_of(names, self.drop, self.keep)

    def learn(self, host: str, body: bytes) -> str:
        """Look for the signs of a content management system on one of a host's first pages.

        Returns:
            The system when it was not known of the host before, else an empty string.
        """
        if host in self.systems or "*" in self.systems or self._looked.get(host, 0) >= LOOKS:
            return ""
        self._looked[host] = self._looked.get(host, 0) + 1
        system = system_on_page(body)
        if system:
            self.systems[host] = (system,)
        return system


GENERAL = AddressRules()
"""For addresses of which nothing is known but themselves."""


@lru_cache(maxsize=256)
def rules_of(systems: tuple[str, ...], drop: tuple[str, ...] = (), keep: tuple[str, ...] = ()) -> Rules:
    """The rules of content management systems together with those that hold everywhere."""
    data = rules("cms")
    parts = [data["everywhere"], *(data["systems"][name] for name in systems)]
    kept = _names(keep)
    ids = _names(tuple(data["ids"]))
    names = {name.lower() for part in parts for name in part.get("drop", ())}
    chosen = [_name(name) for name in sorted(names) if not kept.fullmatch(name) and not ids.fullmatch(name)]
    guard = f"(?!(?:{kept.pattern}|{ids.pattern})$)"
    own = "|".join(_name(name.lower()) for name in drop)
    system = f"{guard}(?:{'|'.join(chosen)})"
    return Rules(
        drop=re.compile(f"(?:{own})|{system}" if own else system),
        values={
            name: re.compile(value)
            for name, value in data["everywhere"]["values"].items()
            if not kept.fullmatch(name)
        },
        rewrite=tuple(
            (rule["sign"], re.compile(rule["match"], re.IGNORECASE), rule["put"])
            for part in parts
            for rule in part.get("rewrite", ())
            if rule["name"].lower() not in _lower(keep)
        ),
        backstage=tuple(
            (name, re.compile(pattern, re.IGNORECASE))
            for part in parts
            for name, pattern in part.get("backstage", {}).items()
            if name.lower() not in _lower(keep)
        ),
    )


@cache
def system_names() -> tuple[str, ...]:
    """The content management systems that have rules."""
    return tuple(rules("cms")["systems"])


def system_in_address(rest: str) -> str:
    """The content management system that an address shows, or an empty string.

    >>> system_in_address("/webcenter/portal/vi/menu?centerWidth=100%25"), system_in_address("/tin/1.html")
    ('webcenter', '')
    """
    found = _addresses().search(rest)
    return str(found.lastgroup) if found else ""


def system_on_page(body: bytes) -> str:
    """The content management system that has left its signs in a page's source, or an empty string."""
    head = body[:SIGNS_WITHIN]
    return next((name for name, signs in _signs() if any(sign in head for sign in signs)), "")


@cache
def _addresses() -> re.Pattern[str]:
    systems = rules("cms")["systems"].items()
    names = "|".join(f"(?P<{n}>{'|'.join(s['address'])})" for n, s in systems)
    # One set of letters in front: most places of an address are passed over at once.
    return re.compile(f"[/?&;](?:{names})", re.IGNORECASE)


@cache
def _signs() -> tuple[tuple[str, tuple[bytes, ...]], ...]:
    systems = rules("cms")["systems"].items()
    return tuple((name, tuple(sign.encode() for sign in system["page"])) for name, system in systems)


@lru_cache(maxsize=256)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_name(name.lower()) for name in names) or "(?!)")


def _lower(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def _name(name: str) -> str:
    return re.escape(name.lower()).replace(r"\*", "[^=]*")
