"""An agency's services, merged from all its pages. Pure data; what decides each part stands in docs/services.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.facts.services.model import ProcedureField, Published


@dataclass(frozen=True, slots=True)
class ServiceEnglish:
    """What of a service is in English."""

    name: bool = False
    summary: bool = False
    fields: tuple[ProcedureField, ...] = ()
    """Those of the eleven points whose content is in English, in the order of the Circular."""
    form: bool = False
    """A form to download, or the electronic form."""
    guidance: bool = False
    """How to file it."""

    @property
    def is_told(self) -> bool:
        """Whether a foreigner learns what it is: its name, and something about it (Decree 43/2011/NĐ-CP Art. 13)."""
        return self.name and (self.summary or len(self.fields) > 1)

    @property
    def extent(self) -> Literal["full", "some", "none"]:
        """Whether it is told in English, in part only, or not at all."""
        if self.is_told:
            return "full"
        return "some" if any((self.name, self.summary, self.fields, self.form, self.guidance)) else "none"


@dataclass(frozen=True, slots=True)
class ServiceReach:
    """How a person gets to a service."""

    clicks: int = -1
    """From the home page; -1 when no chain of links leads there."""
    english_clicks: int = -1
    """From the English home page to the English page of it."""
    searched: bool | None = None
    """Whether the portal's own search finds it; None when that was not tried."""
    dead_end: str = ""
    """An address that the service sends its reader to and that does not work."""
    login_wall: bool = False
    """What it is, not only how to file it, is told after signing in only."""


@dataclass(frozen=True, slots=True)
class LevelStep:
    """One reason for the level that the pages show."""

    code: str
    """Of `audit.services.levels.STEPS`."""
    url: str
    quote: str = ""
    """At most 40 words, as on the page."""


@dataclass(frozen=True, slots=True)
class Service:
    """One procedure or online service of an agency."""

    id: str
    """16 hex digits of agency and code, or else of agency and normalised name."""
    name: str
    """Vietnamese; empty when there is an English one only."""
    name_en: str = ""
    codes: tuple[str, ...] = ()
    field: str = ""
    body: str = ""
    url: str = ""
    """Of the Vietnamese page that describes it; else of the list that names it."""
    english_url: str = ""
    described: bool = False
    """Whether a page that describes it was read."""
    published: Published = Published.UNSTATED
    published_text: str = ""
    published_others: tuple[Published, ...] = ()
    """Other levels that other pages of the agency print beside it."""
    checked: int | None = None
    """0 to 4: the level that its pages show; None when that could not be told."""
    steps: tuple[LevelStep, ...] = ()
    """What the checked level rests on, lowest first."""
    missing: tuple[ProcedureField, ...] = ()
    """Points of Circular 32/2017 Art. 5 that its pages do not tell in any language; empty when it is not described."""
    english: ServiceEnglish = ServiceEnglish()
    foreigners: bool | None = None
    """Whether foreigners can use it (Decree 43/2011 Art. 13); None when nothing tells."""
    reach: ServiceReach = ServiceReach()
    topics: tuple[str, ...] = ()
    """OSI services that it is one of: ids of criteria, `OSI2024-SP-045`."""
    listed_on: tuple[str, ...] = ()
    """Lists that name it, at most 5."""
    documents: tuple[str, ...] = ()
    """Files that name it, at most 5."""


@dataclass(frozen=True, slots=True)
class FilingHost:
    """A host on which services of an agency are filed, or were."""

    host: str
    services: int
    """Services whose button to file leads there."""
    takes_files: bool
    """Whether it still takes applications itself."""
    leads_to: str = ""
    """Host that it redirects to."""
    official: bool = False
    """The agency's one registered service portal, or the national one."""
    in_menu: bool = False
    """Whether the menu of the agency's home page leads there."""


@dataclass(frozen=True, slots=True)
class ServiceInventory:
    """All services of one agency."""

    services: tuple[Service, ...] = ()
    hosts: tuple[FilingHost, ...] = ()
    readable: bool = True
    """False when the service portal kept the crawler out or needs scripts: what is missing here could not be told."""
    why: str = ""
    """Status of the service portal when it is not readable."""
