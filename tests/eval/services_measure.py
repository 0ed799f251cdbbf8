"""How well the inventory of services agrees with the keys of the fixture portals.

    python -m tests.eval.services_measure [portal …] [--held-out] [--wrong]

Recall and precision are of services, matched by code or else by name; the rest is measured on the services found. `--held-out`
takes the portals that were held out; `--wrong` lists what differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.services.model import Service
from audit.services.naming import normal_name
from audit.site.addresses import key_of
from tests.eval.service_portals import HELD_OUT, SERVICE_PORTALS, inventory_of, load


@dataclass
class Tally:
    """Counts over one portal or several."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    same: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def share(self, what: str) -> float:
        """Return the share of services on which a property is as in the key."""
        return self.same.get(what, 0) / self.asked[what] if self.asked.get(what) else 1.0

    def note(self, what: str, said: object, true: object, name: str) -> None:
        self.asked[what] = self.asked.get(what, 0) + 1
        self.same[what] = self.same.get(what, 0) + (said == true)
        if said != true:
            self.wrong.append(f"{what}: {name}: said {said!r}, key {true!r}")

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.wanted + other.wanted, self.found + other.found, self.right + other.right,
            _sum(self.same, other.same), _sum(self.asked, other.asked), self.wrong + other.wrong,
        )  # fmt: skip


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {*one, *other}}


def measure(name: str) -> Tally:
    """Compare the inventory of one fixture with its key."""
    portal = load(name)
    found = list(inventory_of(name).services)
    tally = Tally(wanted=len(portal.key), found=len(found))
    left = {service.id: service for service in found}
    for line, service in _matched(portal.key, left):
        label = f"{line['code']} {line['name'] or line['name_en']}"
        if service is None:
            tally.wrong.append(f"missed: {label}")
            continue
        tally.right += 1
        _compare(tally, line, service, label)
    tally.wrong += [
        f"extra: {s.codes} {s.name or s.name_en} ({s.url or s.english_url}; {s.listed_on[:1]})"
        for s in left.values()
    ]
    return tally


def _matched(key, left: dict[str, Service]) -> Iterator[tuple[dict, Service | None]]:
    by_code = {code: service for service in left.values() for code in service.codes}
    by_name: dict[str, list[Service]] = {}
    for service in left.values():
        for name in {normal_name(service.name), normal_name(service.name_en)} - {""}:
            by_name.setdefault(name, []).append(service)
    for line in sorted(key, key=lambda line: not line["code"]):
        service = by_code.get(line["code"]) if line["code"] else None
        names = [normal_name(line["name"]), normal_name(line["name_en"])]
        service = service or next((s for n in names for s in by_name.get(n, ()) if n and s.id in left), None)
        if service is not None and service.id not in left:
            service = None
        if service is not None:
            del left[service.id]
        yield line, service


def _compare(tally: Tally, line: dict, service: Service, label: str) -> None:
    tally.note("checked", service.checked, line["checked"], label)
    tally.note("published", service.published.value, line["published"], label)
    tally.note("missing", [f.value for f in service.missing], line["missing"], label)
    english = line["english"]
    for flag in ("name", "summary", "form", "guidance"):
        tally.note(f"en_{flag}", getattr(service.english, flag), english[flag], label)
    tally.note("en_fields", [f.value for f in service.english.fields], english["fields"], label)
    same = (
        service.english.name == english["name"]
        and [f.value for f in service.english.fields] == english["fields"]
    )
    same = same and all(getattr(service.english, f) == english[f] for f in ("summary", "form", "guidance"))
    tally.note("english", same, True, label)
    tally.note("foreigners", service.foreigners, line["foreigners"], label)
    tally.note("dead_end", *map(key_of, (service.reach.dead_end, line["dead_end"])), label)
    tally.note("login_wall", service.reach.login_wall, line["login_wall"], label)
    tally.note("name", normal_name(service.name), normal_name(line["name"]), label)
    tally.note("name_en", normal_name(service.name_en), normal_name(line["name_en"]), label)
    for flag in ("field", "body"):
        if line[flag]:
            tally.note(flag, normal_name(getattr(service, flag)), normal_name(line[flag]), label)


def main(args: list[str]) -> None:
    """Print a line for each portal and one for all."""
    every = HELD_OUT if "--held-out" in args else SERVICE_PORTALS
    names = [name for name in args if not name.startswith("-")] or list(every)
    total = Tally()
    for name in names:
        tally = measure(name)
        print(_line(name, tally))
        if "--wrong" in args:
            print(*(f"    {wrong}" for wrong in tally.wrong if not wrong.startswith("english:")), sep="\n")
        total += tally
    if len(names) > 1:
        print(_line("all", total))


def _line(name: str, tally: Tally) -> str:
    shares = " · ".join(f"{what} {tally.share(what):.2f}" for what in sorted(tally.asked))
    return f"{name}: {tally.wanted} services, recall {tally.recall:.3f}, precision {tally.precision:.3f} · {shares}"


if __name__ == "__main__":
    main(sys.argv[1:])
