"""What is true of the services of one portal, read from `data/<portal>.yaml`, before any page is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import yaml

from audit.facts.services.model import ProcedureField as P
from audit.facts.services.model import Published
from tools.service_portals.model import English, Fee, Returned, Shown, Truth, Way

DATA = Path(__file__).parent / "data"
LEVELS = {
    "whole": Published.WHOLE,
    "part": Published.PART,
    "info": Published.INFORMATION,
    "-": Published.UNSTATED,
}
FEES = {"free": Fee.FREE, "pay": Fee.ONLINE, "cash": Fee.COUNTER}
RETURNS = {"rnet": Returned.ONLINE, "rpost": Returned.POST, "rhand": Returned.COUNTER}
BARE = frozenset({P.NAME, P.AGENCY, P.TIME_LIMIT})
BY_ALL = "Tổ chức, cá nhân Việt Nam; tổ chức, cá nhân nước ngoài"
BY_CITIZENS = "Công dân Việt Nam (không áp dụng đối với người nước ngoài)"
BRIEF = frozenset({P.NAME, P.TIME_LIMIT, P.WHO, P.RESULT})
"""What a short page in English tells."""
FLAGS = frozenset({"form", "twice", "trunc", "updating", "nocode", "guide", "second"})


class Seen(StrEnum):
    """How far a reader gets to the service's page."""

    DESCRIBED = "described"
    LISTED = "list"
    GONE = "dead"  # the list leads to a page that is not there
    WALLED = "wall"  # what it is, is told after signing in only


@dataclass(frozen=True, slots=True)
class Entry:
    """One service: who gives what to whom, and what the portal's pages are to show of it."""

    number: int
    name: str
    out: str
    """What it results in."""
    act: str
    """grant, again, extend, amend, register, notify, approve, certify, report or aid."""
    days: int
    field: str
    field_en: str
    body: str
    who: str
    laws: tuple[tuple[str, str, str, str], ...]
    """Number, abstract, day, issuing body."""
    paper: str
    """What is handed in in this field beside the usual papers."""
    name_en: str
    code: str
    level: Published
    seen: Seen
    told: frozenset[P]
    way: Way
    fee: Fee
    returned: Returned
    english: str
    """full, brief, shell (English words around Vietnamese text), title (a name in a list only) or empty."""
    foreigners: bool | None
    flags: frozenset[str]

    @property
    def shown(self) -> Shown | None:
        """What its pages show; None when none of them can be read."""
        if self.seen is not Seen.DESCRIBED:
            return None
        return Shown(self.told, "form" in self.flags, self.way, self.fee, self.returned)

    @property
    def told_in_english(self) -> frozenset[P]:
        """Points that its English page tells."""
        return {"full": self.told, "brief": BRIEF}.get(self.english, frozenset())

    def truth(self, url: str = "", english_url: str = "", dead_end: str = "") -> Truth:
        """Return its line of the key; addresses of pages that cannot be read count for nothing."""
        real = self.english in {"full", "brief"}
        english = English(
            name=real or self.english == "title",
            summary=real,
            fields=tuple(point for point in P if point in self.told_in_english),
            form=self.english == "full" and "form" in self.flags,
            guidance=self.english == "full" and "guide" in self.flags,
        )
        return Truth(
            name=self.name, code=self.code, name_en=self.name_en if english.name else "",
            url=url if self.seen is Seen.DESCRIBED else "", english_url=english_url if real else "",
            field=self.field, body=self.body, published=self.level, shown=self.shown, english=english,
            foreigners=self.foreigners, dead_end=dead_end, login_wall=self.seen is Seen.WALLED,
        )  # fmt: skip


def entries(portal: str) -> tuple[Entry, ...]:
    """Return the services of a portal in the order of its data.

    Raises:
        ValueError: a plan has an unknown word or contradicts itself.
    """
    data = yaml.safe_load((DATA / f"{portal}.yaml").read_text(encoding="utf-8"))
    found: list[Entry] = []
    for group in data["fields"]:
        laws = tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in group["laws"])
        blank = Entry(
            0, "", "", "", 0, group["name"], group["english"], group["body"], group["who"], laws, group["paper"],
            "", "", Published.UNSTATED, Seen.DESCRIBED, frozenset(P), Way.NONE, Fee.UNTOLD, Returned.UNTOLD,
            "", None, frozenset(),
        )  # fmt: skip
        for line in group["services"]:
            number = len(found)
            code = f"{number % 3 + 1}.{data['codes'] + 37 * number:06}" if data["codes"] else ""
            found.append(_read(line, replace(blank, number=number, code=code)))
    return tuple(found)


def _read(line: str, entry: Entry) -> Entry:
    parts = [part.strip() for part in line.split("|")]
    act, days = parts[2].split()
    more = dict(part.split("=", 1) for part in parts[4:] if "=" in part)
    found = replace(
        entry, name=parts[0], out=parts[1], act=act, days=int(days),
        name_en=more.get("en", ""), who=more.get("who", entry.who),
    )  # fmt: skip
    level, *words = parts[3].split()
    found = replace(
        found, level=LEVELS.get(level) or (Published(level) if level != "-" else Published.UNSTATED)
    )
    for word in words:
        found = _planned(found, word)
    if "nocode" in found.flags:
        found = replace(found, code="")
    if found.seen is not Seen.DESCRIBED:
        found = replace(found, told=frozenset())
    _consistent(found)
    return found


def _planned(entry: Entry, word: str) -> Entry:
    kind, _, value = word.partition(":")
    if word in FLAGS:
        return replace(entry, flags=entry.flags | {word})
    if word in FEES:
        return replace(entry, fee=FEES[word])
    if word in RETURNS:
        return replace(entry, returned=RETURNS[word])
    if kind == "way":
        return replace(entry, way=Way(value))
    if kind == "en":
        return replace(entry, english=value)
    if kind == "foreign":
        yes = value == "yes"
        return replace(entry, foreigners=yes, who=BY_ALL if yes else BY_CITIZENS)
    if kind == "no":
        return replace(entry, told=entry.told - {P(point) for point in value.split(",")})
    if word == "bare":
        return replace(entry, told=BARE)
    return replace(entry, seen=Seen(word))


def _consistent(entry: Entry) -> None:
    if entry.seen is not Seen.DESCRIBED:
        return
    fees = (P.CONDITIONS in entry.told) == (entry.fee is not Fee.UNTOLD)
    ways = (P.CHANNELS in entry.told) == (P.MANNER in entry.told) == (entry.returned is not Returned.UNTOLD)
    form = "form" not in entry.flags or P.CONDITIONS in entry.told
    told = entry.foreigners is None or P.WHO in entry.told
    if not (told and fees and ways and form and (entry.english != "brief" or entry.told >= BRIEF)):
        raise ValueError(f"{entry.name}: the plan contradicts itself")
    if entry.english and not entry.name_en:
        raise ValueError(f"{entry.name}: no English name")
