"""Procedures of four of the portals: one YAML of names, results and papers each → what their pages show and say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from audit.facts.services.model import ProcedureField as P
from audit.facts.services.model import Published
from tools.service_portals.model import English, Fee, Returned, Shown, Truth, Way

DATA = Path(__file__).parent / "data"

WAYS = {
    "4p": (Way.LOGIN, Returned.POST),
    "4o": (Way.LOGIN, Returned.ONLINE),
    "4f": (Way.FORM, Returned.ONLINE),
    "4x": (Way.OFFICIAL, Returned.POST),
    "3l": (Way.LOGIN, Returned.COUNTER),
    "3f": (Way.FORM, Returned.COUNTER),
    "3x": (Way.OFFICIAL, Returned.COUNTER),
    "2": (Way.NONE, Returned.COUNTER),
    "1": (Way.NONE, Returned.COUNTER),
    "2d": (Way.DEAD, Returned.COUNTER),
    "1d": (Way.DEAD, Returned.COUNTER),
    "2b": (Way.BARE, Returned.COUNTER),
    "1b": (Way.BARE, Returned.COUNTER),
    "2l": (Way.LOOP, Returned.COUNTER),
    "0": (Way.NONE, Returned.UNTOLD),
}
"""Case in the data → way to file it and how the result comes. Without a page: n named in a list only, g the page is gone, w behind a
login."""

LEFT_OUT: tuple[frozenset[P], ...] = (
    frozenset(),
    frozenset({P.CHANNELS}),
    frozenset({P.CHANNELS, P.LEGAL_BASIS}),
    frozenset(),
    frozenset({P.CHANNELS, P.MANNER}),
    frozenset({P.TIME_LIMIT}),
    frozenset({P.LEGAL_BASIS}),
    frozenset({P.CHANNELS, P.WHO}),
    frozenset(),
    frozenset({P.STEPS}),
    frozenset({P.CHANNELS, P.TIME_LIMIT}),
    frozenset({P.COMPONENTS, P.CHANNELS}),
    frozenset({P.WHO}),
)
"""Points that a described page leaves out, in turn."""

HARDLY: tuple[frozenset[P], ...] = (
    frozenset({P.NAME, P.AGENCY}),
    frozenset({P.NAME, P.AGENCY, P.TIME_LIMIT}),
    frozenset({P.NAME, P.AGENCY, P.COMPONENTS}),
    frozenset({P.NAME, P.AGENCY, P.TIME_LIMIT, P.RESULT}),
)

FOREIGNERS = (
    "người nước ngoài",
    "thương nhân nước ngoài",
    "nhà đầu tư nước ngoài",
    "chuyên gia nước ngoài",
    "tổ chức xúc tiến thương mại nước ngoài",
)
"""Names that say by themselves that foreigners ask for it."""

FULL = tuple(point for point in P)
MIXED = (P.NAME, P.STEPS, P.TIME_LIMIT, P.AGENCY, P.RESULT)


@dataclass(frozen=True)
class Group:
    """A field with the body that handles it."""

    field: str
    body: str
    laws: tuple[str, ...]
    common: tuple[str, ...]
    field_en: str = ""
    body_en: str = ""
    laws_en: tuple[str, ...] = ()
    common_en: tuple[str, ...] = ()
    slug: str = ""


@dataclass(frozen=True)
class Procedure:
    """One service as its portal knows it."""

    number: int
    group: Group
    name: str
    result: str
    papers: tuple[str, ...]
    days: int
    fee_thousands: int
    who: str
    case: str
    published: Published
    code: str = ""
    name_en: str = ""
    result_en: str = ""
    papers_en: tuple[str, ...] = ()
    english_kind: str = ""
    """full, mixed (name, steps, time limit, agency, result), named (its page has an English name over Vietnamese text), shell, list."""
    summary: str = ""
    summary_en: str = ""

    @cached_property
    def shown(self) -> Shown | None:
        """What its page shows; None without a page that can be read."""
        if self.case not in WAYS:
            return None
        if self.case == "0":
            return Shown(HARDLY[self.number % len(HARDLY)])
        way, returned = WAYS[self.case]
        left_out = LEFT_OUT[self.number % len(LEFT_OUT)]
        if self.case.startswith("4"):
            left_out -= {P.CHANNELS}
        told = frozenset(P) - left_out
        form = self.case.startswith("2") or (self.case[0] in "34" and self.number % 2 == 0)
        if not self.fee_thousands:
            fee = Fee.FREE
        elif self.case.startswith("4") or (self.case.startswith("3") and self.number % 3 == 0):
            fee = Fee.ONLINE
        else:
            fee = Fee.COUNTER
        return Shown(told, form, way, fee, returned if P.CHANNELS in told else Returned.UNTOLD)

    @property
    def described(self) -> bool:
        """Whether a page of its own can be read."""
        return self.shown is not None

    @property
    def foreigners(self) -> bool | None:
        """Whether foreigners can use it, as far as its page says who can, in so many words or in its name."""
        if self.shown is None:
            return None
        if self.who in {"nn", "fo"} and any(words in self.name for words in FOREIGNERS):
            return True
        if P.WHO not in self.shown.told:
            return None
        return {"nn": True, "fo": True, "cn": False}.get(self.who)

    @cached_property
    def english(self) -> English:
        """What of it is in English; forms and guidance go with pages that are English throughout."""
        if self.english_kind in {"", "shell"}:
            return English()
        if self.english_kind == "list":
            return English(name=True)
        if self.english_kind == "named" or self.shown is None:
            return English(name=True, fields=(P.NAME,))
        wanted = FULL if self.english_kind == "full" else MIXED
        fields = tuple(point for point in wanted if point in self.shown.told)
        full = self.english_kind == "full"
        return English(
            name=True,
            summary=bool(self.summary_en),
            fields=fields,
            form=full and (self.shown.form or self.shown.way is Way.FORM),
            guidance=full or P.STEPS in fields,
        )

    def truth(self, url: str, english_url: str = "", dead_end: str = "") -> Truth:
        """Return its line of the key."""
        return Truth(
            name=self.name,
            code=self.code,
            name_en=self.name_en if self.english.name else "",
            url=url,
            english_url=english_url if self.english.name else "",
            field=self.group.field if self.name else self.group.field_en,
            body=self.group.body if self.name else self.group.body_en,
            published=self.published,
            shown=self.shown,
            english=self.english,
            foreigners=self.foreigners,
            dead_end=dead_end,
            login_wall=self.case == "w",
        )


def read(folder: str) -> tuple[dict[str, Any], tuple[Procedure, ...]]:
    """Read `data/<folder>.yaml`: what it says of the agency, and its procedures in order."""
    data = yaml.safe_load((DATA / f"{folder}.yaml").read_text(encoding="utf-8"))
    found: list[Procedure] = []
    for entry in data["groups"]:
        group = Group(
            entry["field"],
            entry["body"],
            tuple(entry["laws"]),
            tuple(entry["common"]),
            entry.get("field_en", ""),
            entry.get("body_en", ""),
            tuple(entry.get("laws_en", ())),
            tuple(entry.get("common_en", ())),
            entry.get("slug", ""),
        )
        for line in entry["services"]:
            found.append(_procedure(len(found) + 1, group, line, data["codes"]))
    return data, tuple(found)


def _procedure(number: int, group: Group, line: list[Any], codes: int) -> Procedure:
    name, result, papers, days, fee, who, case, published = line[:8]
    more = line[8] if len(line) > 8 else {}
    english = more.get("en", [])
    code = f"{1 + number % 3}.{codes + 41 * number:06}"
    return Procedure(
        number,
        group,
        name,
        result,
        tuple(papers),
        days,
        fee,
        who,
        str(case),
        Published(str(published)),
        "" if more.get("no_code") else more.get("code", code),
        english[0] if english else "",
        english[1] if len(english) > 1 else "",
        tuple(english[2]) if len(english) > 2 else (),
        more.get("kind", ""),
        more.get("sum", ""),
        more.get("sum_en", ""),
    )
