"""Services of the held-out portals, planned in one line each: what their pages show, and the line of the key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from audit.facts.services.model import ProcedureField as P
from audit.facts.services.model import Published
from tools.service_portals.model import DESCRIBED, English, Fee, Returned, Shown, Truth, Way

DATA = Path(__file__).parent / "data"
LEVELS = {
    "w": Published.WHOLE,
    "p": Published.PART,
    "i": Published.INFORMATION,
    "-": Published.UNSTATED,
}
FEES = {"free": Fee.FREE, "pay": Fee.ONLINE, "cash": Fee.COUNTER}
RETURNS = {"rnet": Returned.ONLINE, "rpost": Returned.POST, "rhand": Returned.COUNTER}
WAYS = {way.value: way for way in Way}
NO_PAGE = frozenset({"list", "pdf", "next", "gone", "wall"})
"""Named in a list, in a table of PDF files, in a page's data only; its page is gone, or behind a login."""
BARE = {
    "b1": frozenset({P.NAME, P.AGENCY}),
    "b2": frozenset({P.NAME, P.TIME_LIMIT, P.RESULT}),
    "b3": frozenset({P.NAME, P.AGENCY, P.WHO, P.LEGAL_BASIS}),
}
"""What a page tells that describes nothing."""
FOREIGNERS = {"fy": True, "fn": False}
BODIES = {"xa": "Ủy ban nhân dân cấp xã", "stp": "Sở Tư pháp"}
"""Who handles it when the group's body does not."""
FLAGS = frozenset({"guide", "nosum", "cond", "inline"})
"""A guide in English, no summary, conditions without a fee, an electronic form on the page itself."""
HALF = frozenset({P.NAME, P.TIME_LIMIT, P.WHO, P.RESULT, P.CONDITIONS})
BRIEF = frozenset({P.NAME, P.WHO, P.TIME_LIMIT, P.CONDITIONS, P.AGENCY})


@dataclass(frozen=True, slots=True)
class Planned:
    """One service of a held-out portal."""

    number: int
    name: str
    out: str
    """What the applicant gets."""
    name_en: str
    out_en: str
    summary_en: str
    code: str
    field: str
    field_en: str
    body: str
    body_en: str
    laws: tuple[tuple[str, str], ...]
    """Vietnamese and English, the latter empty on a portal without an English part; so are papers."""
    papers: tuple[tuple[str, str], ...]
    level: Published = Published.UNSTATED
    seen: str = ""
    """One of NO_PAGE, or empty when a page of it can be read."""
    told: frozenset[P] = frozenset(P)
    way: Way = Way.NONE
    fee: Fee = Fee.UNTOLD
    returned: Returned = Returned.UNTOLD
    form: bool = False
    foreigners: bool | None = None
    english: str = ""
    """full, only (no Vietnamese page), half, brief, label (labels over Vietnamese text), shell, title (in a list) or empty."""
    flags: frozenset[str] = frozenset()
    english_only: frozenset[P] = frozenset()
    """Points that only the English page tells."""

    @property
    def days(self) -> int:
        """Working days that it takes."""
        return 3 + (self.number * 7) % 26

    @property
    def in_full(self) -> bool:
        """Whether its English page tells all that is told."""
        return self.english in {"full", "only"}

    def said(self, point: str) -> bool:
        """Whether a page of it tells a point."""
        return P(point) in self.told

    @property
    def shown(self) -> Shown | None:
        """What its pages show; None when none of them can be read."""
        if self.seen:
            return None
        return Shown(self.told, self.form, self.way, self.fee, self.returned)

    @property
    def told_in_english(self) -> frozenset[P]:
        """Points that its English page tells in English."""
        parts = {"half": HALF, "brief": BRIEF, "label": frozenset({P.NAME})}
        return self.told if self.in_full else self.told & parts.get(self.english, frozenset())

    def truth(self, url: str = "", english_url: str = "", dead_end: str = "") -> Truth:
        """Return its line of the key."""
        english = English(
            name=self.in_full or self.english in {"half", "label", "title", "brief"},
            summary=(self.in_full or self.english == "brief")
            and bool(self.summary_en)
            and "nosum" not in self.flags,
            fields=tuple(point for point in P if point in self.told_in_english),
            form=self.in_full and (self.form or self.way is Way.FORM),
            guidance=self.in_full and "guide" in self.flags,
        )
        vietnamese = self.english != "only"
        return Truth(
            name=self.name if vietnamese else "",
            code=self.code,
            name_en=self.name_en if english.name else "",
            url=url,
            english_url=english_url,
            field=self.field if vietnamese else "",
            body=self.body if vietnamese and P.AGENCY in self.told else "",
            published=self.level,
            shown=self.shown,
            english=english,
            foreigners=None if self.seen else self.foreigners,
            dead_end=dead_end,
            login_wall=self.seen == "wall",
        )


def planned(portal: str) -> tuple[Planned, ...]:
    """Return the services of a portal in the order of its data.

    Raises:
        ValueError: a plan has an unknown word or contradicts itself.
    """
    data = yaml.safe_load((DATA / f"{portal}.yaml").read_text(encoding="utf-8"))
    found: list[Planned] = []
    for group in data["groups"]:
        for line in group["services"]:
            number = len(found)
            code = f"{number % 3 + 1}.{data['codes'] + number * 53:06}"
            found.append(_read(line, number, code, group))
    return tuple(found)


def _read(line: str, number: int, code: str, group: Mapping[str, Any]) -> Planned:
    """Read `name | result | plan [| English name | English result | English summary]`."""
    name, out, plan, name_en, out_en, summary_en, *_ = [
        *(part.strip() for part in line.split("|")),
        "",
        "",
        "",
    ]
    one = Planned(
        number, name, out, name_en, out_en, summary_en, code, group["field"], group.get("field_en", ""),
        group["body"], group.get("body_en", ""), _pairs(group["laws"]), _pairs(group["papers"]),
    )  # fmt: skip
    for word in plan.split():
        one = _with(one, word)
    if one.seen:
        return replace(one, told=frozenset())
    _check(one)
    return one


def _pairs(lines: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((line, "") if isinstance(line, str) else (line[0], line[1]) for line in lines)


def _with(one: Planned, word: str) -> Planned:
    kind, _, value = word.partition(":")
    if kind == "en":
        return replace(one, english=value)
    if kind in {"no", "vino"}:
        points = frozenset(P(point) for point in value.split(","))
        return replace(one, told=one.told - points) if kind == "no" else replace(one, english_only=points)
    if word in FLAGS:
        return replace(one, flags=one.flags | {word})
    if word in {"f", "nocode"}:
        return replace(one, form=True) if word == "f" else replace(one, code="")
    if word in NO_PAGE:
        return replace(one, seen=word)
    tables: dict[str, Mapping[str, object]] = {
        "level": LEVELS, "fee": FEES, "returned": RETURNS, "way": WAYS, "told": BARE, "foreigners": FOREIGNERS, "body": BODIES,
    }  # fmt: skip
    for attribute, table in tables.items():
        if word in table:
            changed: dict[str, Any] = {attribute: table[word]}
            return replace(one, **changed)
    raise ValueError(f"{one.name or one.name_en}: {word}")


def _check(one: Planned) -> None:
    conditions = one.fee is not Fee.UNTOLD or "cond" in one.flags
    channels = one.returned is not Returned.UNTOLD
    agree = (
        (P.CONDITIONS in one.told) == conditions
        and (P.CHANNELS in one.told) == channels
        and (P.MANNER in one.told or not channels)
        and (P.CONDITIONS in one.told or not one.form)
        and (P.WHO in one.told or one.foreigners is None)
    )
    if not agree:
        raise ValueError(f"{one.name or one.name_en}: the plan contradicts itself")
    if one.english and not one.name_en:
        raise ValueError(f"{one.name}: no English name")


def related(one: Planned, services: tuple[Planned, ...]) -> list[Planned]:
    """Return others of its field whose pages can be read."""
    return [other for other in services if other.field == one.field and other is not one and not other.seen]


def is_bare(one: Planned) -> bool:
    """Whether its page describes nothing."""
    return len(one.told) < DESCRIBED


def slug(text: str, size: int = 70) -> str:
    """Return a text as a part of an address."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain)[:size].strip("-")


def short(text: str, size: int) -> str:
    """Cut a text at a word, with an ellipsis."""
    return text if len(text) <= size else text[:size].rsplit(" ", 1)[0].rstrip(",;") + "…"
