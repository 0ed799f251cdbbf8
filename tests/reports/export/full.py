"""A run with everything that a report can tell: services, page pairs, earlier runs, an attack, an agency without a result."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from audit.facts.services.model import ProcedureField, Published
from audit.results import Interval, PagePair, PairGap
from audit.services.model import (
    FilingHost,
    LevelStep,
    Service,
    ServiceEnglish,
    ServiceInventory,
    ServiceReach,
)
from reports.told import PastScore, Told
from tests.reports import samples
from tests.reports.hostile import PAYLOADS, URLS, hostile_agency

HOST = "https://shell.gov.example"
SERVICES = (
    Service(
        id="aaaa000000000001",
        name="Cấp giấy phép lái xe",
        name_en="Driving licence",
        codes=("1.930001", "1.930002"),
        url=f"{HOST}/dvc/1",
        described=True,
        published=Published.LEVEL_4,
        checked=3,
        steps=(LevelStep("form", f"{HOST}/dvc/1", "Tải biểu mẫu"),),
        missing=(ProcedureField.RESULT,),
        english=ServiceEnglish(name=True, summary=True, fields=(ProcedureField.NAME,)),
        foreigners=True,
        reach=ServiceReach(clicks=2, searched=True),
    ),
    Service(id="aaaa000000000002", name="=Cấp thẻ\t(cấp xã)"),
)
PAIRS = (
    PagePair(f"{HOST}/1", "Giới thiệu", PairGap.STUB, f"{HOST}/en/1", "About", "address", 412, 38, None, 1),
    PagePair(f"{HOST}/2", "@Tin tức", PairGap.NO_COUNTERPART, words=90),
)


def full_agency():
    hosts = (FilingHost("dvc.shell.gov.example", 1, takes_files=True, leads_to="dvc.example"),)
    return replace(samples.shell_ministry(), inventory=ServiceInventory(SERVICES, hosts), pairs=PAIRS)


def attacked():
    """The hostile agency, its services and page pairs among what attacks."""
    payload = PAYLOADS[8]
    services = tuple(
        replace(SERVICES[0], id=f"bbbb{n:012x}", name=text, url=URLS[n % len(URLS)], field=text, body=text)
        for n, text in enumerate(PAYLOADS)
    )
    pairs = tuple(
        replace(PAIRS[0], url=URLS[n % len(URLS)], title=text, how=text) for n, text in enumerate(PAYLOADS)
    )
    inventory = ServiceInventory(services, (FilingHost(payload, 3, takes_files=True),))
    return replace(hostile_agency(), inventory=inventory, pairs=pairs)


@lru_cache(maxsize=1)
def told() -> Told:
    results = (*samples.all_results()[:1], full_agency(), *samples.all_results()[2:], attacked())
    past = PastScore(
        "20180331T070000Z", "2018-03-31", Interval(20.0, 30.0), Interval(50.0, 55.0), readable=True
    )
    run = replace(samples.RUN, missing=(("lost", "the snapshot is damaged"),))
    return Told(results, samples.rules(), run, history={"shell": (past,)})
