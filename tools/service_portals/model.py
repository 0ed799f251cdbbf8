"""A fixture portal: its pages, and the truth about its services that the pages are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.facts.services.model import ProcedureField, Published

DESCRIBED = 8
"""A described page tells at least so many of the eleven points."""
HARDLY_TOLD = 4
"""A page that describes nothing tells at most so many; what lies between is nobody's case."""


class Way(StrEnum):
    """Where the button to file it leads."""

    NONE = "none"
    FORM = "form"  # an electronic form for the matter, on the page or behind the button
    LOGIN = "login"
    OFFICIAL = "official"  # another official portal
    DEAD = "dead"  # an error
    BARE = "bare"  # a page without form and login
    LOOP = "loop"  # back to the same page

    @property
    def works(self) -> bool:
        """Whether the service can be filed by it."""
        return self in {Way.FORM, Way.LOGIN, Way.OFFICIAL}


class Fee(StrEnum):
    """What a page says of fees."""

    UNTOLD = "untold"
    FREE = "free"
    ONLINE = "online"
    COUNTER = "counter"

    @property
    def online(self) -> bool:
        """Whether nothing has to be paid at a counter."""
        return self in {Fee.FREE, Fee.ONLINE}


class Returned(StrEnum):
    """How a page says that the result comes."""

    UNTOLD = "untold"
    ONLINE = "online"
    POST = "post"
    COUNTER = "counter"

    @property
    def delivered(self) -> bool:
        """Whether nobody has to come for it."""
        return self in {Returned.ONLINE, Returned.POST}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pages of one service show of it, in any language."""

    told: frozenset[ProcedureField]
    form: bool = False
    """A form to download."""
    way: Way = Way.NONE
    fee: Fee = Fee.UNTOLD
    returned: Returned = Returned.UNTOLD

    @property
    def missing(self) -> tuple[ProcedureField, ...]:
        """Points that are not told, in the order of the Circular."""
        return tuple(point for point in ProcedureField if point not in self.told)


def checked_level(shown: Shown | None) -> int | None:
    """Return the level that pages show, by the table of docs/services.md; None when no page of it can be read.

    Raises:
        ValueError: two careful people could differ on it.
    """
    if shown is None:
        return None
    told = len(shown.told)
    if HARDLY_TOLD < told < DESCRIBED or (told <= HARDLY_TOLD and (shown.way.works or shown.form)):
        raise ValueError(f"not a clear case: {told} points, way {shown.way}, form {shown.form}")
    if told <= HARDLY_TOLD:
        return 0
    if shown.way.works:
        return 4 if shown.fee.online and shown.returned.delivered else 3
    return 2 if shown.form else 1


@dataclass(frozen=True, slots=True)
class English:
    """What of a service is in English."""

    name: bool = False
    summary: bool = False
    fields: tuple[ProcedureField, ...] = ()
    """In the order of the Circular; NAME is among them when a page that describes the service has its name in English."""
    form: bool = False
    guidance: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """One line of the key."""

    name: str
    code: str = ""
    name_en: str = ""
    url: str = ""
    english_url: str = ""
    field: str = ""
    body: str = ""
    published: Published = Published.UNSTATED
    shown: Shown | None = None
    """None: named in a list only, or its page cannot be read."""
    english: English = English()
    foreigners: bool | None = None
    dead_end: str = ""
    login_wall: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the server sends for one address."""

    url: str
    body: str | bytes = ""
    """Of an HTML page with status 200, or of JSON that a page asks for; other answers have none."""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    """Absolute address that a redirect leads to."""


@dataclass(frozen=True, slots=True)
class Portal:
    """One fixture: `pages` holds every address that its pages link to on its own hosts."""

    folder: str
    family: str
    agency: dict[str, object]
    """As in the registry: id, name {vi, en}, kind, sectors, portals [{url, role, confirmed}]."""
    day: date
    habits: str
    mark: str
    """A string that the HTML of every portal of this software bears."""
    pages: tuple[Page, ...]
    key: tuple[Truth, ...]
