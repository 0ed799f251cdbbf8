"""Results of four agencies as an audit would hand them over: a good ministry, a shell ministry, a province in
Vietnamese only, and one that keeps the crawler out. Hosts are reserved names; verdicts are planned, scores are worked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from audit.criteria.model import Criterion, Edition, Language
from audit.findings import find
from audit.results import (
    AgencyResult,
    Confidence,
    Coverage,
    Evidence,
    Finding,
    Judgement,
    Looked,
    Message,
    PortalState,
    Review,
    Side,
    Verdict,
)
from audit.rules import Rules, load_rules
from audit.scoring import gains, own_scores, points, score
from crawler.registry import Kind
from reports.run import RunInfo

V = Verdict
CONFIG = Path(__file__).parents[2] / "config"
DAY = date(2018, 6, 30)
FETCHED = "2018-06-30T02:14:07Z"
RUN = RunInfo(
    run_id="20180630T020000Z",
    started_at="2018-06-30T02:00:00Z",
    finished_at="2018-06-30T02:40:00Z",
    deadline="2018-08-15",
    user_agent="osi-audit/0.1 (+mailto:audit@operator.example)",
    contact="audit@operator.example",
    version="0.1.0",
)
EDITIONS = ("osi-2024", "vn-law")
REASON = {
    V.MET: Message("duties_full", {"name": "Chức năng, nhiệm vụ", "count": 2}),
    V.PARTLY: Message("duties_some", {"name": "Chức năng, nhiệm vụ", "count": 1}),
    V.NOT_MET: Message("nothing_named"),
    V.COULD_NOT_TELL: Message("unread_blocked"),
}
Plan = Callable[[Criterion], tuple[Verdict, Verdict]]
"""Verdicts planned for a criterion: in English and in Vietnamese."""


def _asks(id_: str, subindex: str, title: str, **more: object) -> dict[str, object]:
    return {
        "id": id_,
        "subindex": subindex,
        "group": "content",
        "title": {"vi": f"{title} (mẫu)", "en": f"Sample {id_}"},
        "advice": {"vi": "Hãy công bố nội dung này.", "en": "Publish it."},
        "detector": "named",
        "params": {"family": "privacy"},
        "source": {"text": "OSI 2024 #999"},
        **more,
    }


_PERSON = {
    "detector": "person",
    "params": {},
    "review": {"vi": "Gửi một thư điện tử thử và chờ trả lời.", "en": "Send a test e-mail and wait."},
}
SHARED, DUTY, MAIL, RANK = "OSI2024-TEC-008", "SAMPLE-DUTY", "SAMPLE-MAIL", "SAMPLE-RANK"
MORE = Edition.model_validate(
    {
        "edition": "sample-more",
        "version": "1",
        "title": {"vi": "Bộ tiêu chí mẫu", "en": "Sample edition"},
        "criteria": [
            _asks("SAMPLE-EGL", "EGL", "Cùng yêu cầu", root=SHARED),
            _asks(
                DUTY,
                "LAW",
                "Nghĩa vụ bằng tiếng Việt",
                root=SHARED,
                language="vietnamese",
                source={"text": "Nghị định 43/2011/NĐ-CP, Điều 10"},
                valid={"from": "2011-10-01", "until": "2022-08-14"},
            ),
            _asks(MAIL, "CP", "Trả lời thư điện tử", **_PERSON),
            _asks(RANK, "TEC", "Thứ hạng tìm kiếm", **_PERSON),
        ],
    }
)
CITY = Edition.model_validate(
    {
        "edition": "sample-city",
        "version": "1",
        "title": {"vi": "Chỉ số địa phương mẫu", "en": "Sample city index"},
        "own_index": True,
        "criteria": [
            _asks("CITY-1", "TEC", "Như tiêu chí chung", root=SHARED, applies_to={"kinds": ["province"]}),
            _asks("CITY-2", "PE", "Riêng của địa phương", applies_to={"kinds": ["province"]}),
            _asks("CITY-3", "PE", "Trả lời thư", root=MAIL, applies_to={"kinds": ["province"]}, **_PERSON),
        ],
    }
)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The real rules in force on the day, a few criteria for a person, and an index of its own."""
    real = load_rules(CONFIG, EDITIONS, DAY)
    return replace(real, editions=(*real.editions, MORE, CITY))


def criteria() -> dict[str, Criterion]:
    """The real criteria in force on the day, by id."""
    return rules().criteria


def evidence(host: str, language: str, quote: str, path: str = "/") -> Evidence:
    """One quoted page."""
    return Evidence(
        url=f"https://{host}{path}",
        quote=quote,
        language=language,
        where="main",
        fetched_at=FETCHED,
        record="crawl-00000.warc.gz:18344",
        clicks=2,
    )


def applies(criterion: Criterion, kind: Kind, sectors: tuple[str, ...]) -> bool:
    """Whether a body of that kind and sectors is asked."""
    return not criterion.applies_to or any(
        (not asked.kinds or kind in asked.kinds)
        and (not asked.sectors or bool({*asked.sectors} & {*sectors}))
        for asked in criterion.applies_to
    )


def _side(verdict: Verdict, host: str, language: str) -> Side:
    quotes = {
        "en": "The Ministry performs the State management of health care nationwide.",
        "vi": "Bộ thực hiện chức năng quản lý nhà nước về y tế trong phạm vi cả nước.",
    }
    seen = verdict in {V.MET, V.PARTLY}
    return Side(
        verdict=verdict,
        reason=REASON[verdict],
        evidence=(evidence(host, language, quotes[language], f"/{language}/gioi-thieu"),) if seen else (),
        near_misses=()
        if seen or verdict is not V.NOT_MET
        else (evidence(host, "vi", "Đang cập nhật", f"/{language}/about"),),
        looked=Looked(
            pages=38 if language == "en" else 412,
            terms=("organization chart", "sơ đồ tổ chức"),
            places=(f"https://{host}/{language}/about", f"https://{host}/{language}/sitemap"),
        ),
    )


def overall(english: Verdict, local: Verdict, criterion: Criterion) -> Verdict:
    """The verdict that leads: English, unless only Vietnamese has it."""
    if criterion.language is Language.BOTH and english is V.NOT_MET and local in {V.MET, V.PARTLY}:
        return V.VIETNAMESE_ONLY
    return english


def for_person(criterion: Criterion) -> Judgement:
    """One that a crawl cannot decide."""
    side = Side(V.COULD_NOT_TELL, Message("for_person"))
    return Judgement(criterion.id, V.COULD_NOT_TELL, side, side, weight=criterion.weight)


def reviewed(judged: Judgement, proof: str) -> Judgement:
    """The same after a person found it met."""
    review = Review(
        judged.criterion_id,
        "good",
        V.MET,
        V.MET,
        "Nguyễn Văn A",
        "2018-07-02",
        proof,
        note="Trả lời sau hai giờ.",
    )
    side = Side(
        V.MET, Message("reviewed", {"reviewer": review.reviewer, "date": "02/07/2018", "proof": proof})
    )
    return replace(
        judged,
        verdict=V.MET,
        english=side,
        local=side,
        points=judged.weight,
        local_points=judged.weight,
        review=review,
        audited=(judged.english, judged.local),
    )


def judgement(criterion: Criterion, host: str, english: Verdict, local: Verdict) -> Judgement:
    """One criterion decided as planned."""
    if criterion.detector == "person":
        return for_person(criterion)
    if criterion.id == DUTY and local is V.MET:
        local = V.PARTLY
    if criterion.language is Language.VIETNAMESE:
        english = local
    near = english is V.NOT_MET and _bucket(criterion) % 2 == 0
    return Judgement(
        criterion_id=criterion.id,
        verdict=overall(english, local, criterion),
        english=_side(english, host, "en"),
        local=_side(local, host, "vi"),
        confidence=Confidence.LOW if near else Confidence.HIGH,
        points=points(english, criterion.weight),
        local_points=points(local, criterion.weight),
        weight=criterion.weight,
    )


def not_asked(criterion: Criterion) -> Judgement:
    """A criterion that does not apply."""
    side = Side(V.NOT_APPLICABLE, Message("not_applicable"))
    return Judgement(criterion.id, V.NOT_APPLICABLE, side, side, weight=criterion.weight)


def result(
    agency_id: str,
    names: tuple[str, str],
    kind: Kind,
    plan: Plan,
    *,
    sectors: tuple[str, ...] = (),
    coverage: Coverage | None = None,
    portals: tuple[PortalState, ...] = (),
    faults: tuple[Finding, ...] = (),
) -> AgencyResult:
    """Work out one agency from its plan."""
    host = f"{agency_id}.gov.example"
    judged = tuple(
        judgement(c, host, *plan(c)) if applies(c, kind, sectors) else not_asked(c)
        for c in criteria().values()
    )
    if agency_id == "good":
        judged = tuple(
            reviewed(j, "https://good.gov.example/tra-loi") if j.criterion_id == MAIL else j for j in judged
        )
    total = score(judged, rules().main, rules().weights)
    gain = gains(judged, rules().main, total.parts)
    return AgencyResult(
        run_id=RUN.run_id,
        agency_id=agency_id,
        agency_vi=names[0],
        agency_en=names[1],
        kind=kind.value,
        sectors=sectors,
        editions=("osi-2024@2026.11", "vn-law@2026.11"),
        audited_on=DAY.isoformat(),
        portals=portals
        or (PortalState(f"https://{host}/", "main", confirmed=True, status="ok", pages=412, tls="valid"),),
        coverage=coverage or COVERAGE,
        score=total,
        judgements=judged,
        findings=faults + find(agency_id, judged, (), gain, criteria()),
        own_scores=own_scores(judged, rules().editions),
    )


COVERAGE = Coverage(
    found=1342,
    fetched=450,
    skipped=860,
    failed=20,
    left=12,
    by_status={
        "ok": 450,
        "not_a_page": 610,
        "off_host": 240,
        "redirect": 10,
        "not_found": 20,
        "budget_depth": 12,
    },
    pages_by_language={"en": 38, "vi": 404, "mixed": 6, "und": 2},
    words_by_language={"en": 14210, "vi": 188430, "other": 310},
    documents=610,
    first_fetch="2018-06-30T02:00:04Z",
    last_fetch="2018-06-30T02:39:51Z",
)
NOTHING_READ = Coverage(
    found=3,
    failed=3,
    by_status={"forbidden": 2, "timeout": 1},
    stop_reason="finished",
    readable=False,
)


def _bucket(criterion: Criterion) -> int:
    """A number from 0 to 9, the same for criteria that ask for the same."""
    return int(hashlib.sha256((criterion.root or criterion.id).encode()).hexdigest(), 16) % 10


def _good(criterion: Criterion) -> tuple[Verdict, Verdict]:
    number = _bucket(criterion)
    if criterion.language is Language.NEUTRAL:
        return V.MET, V.MET
    return ((V.NOT_MET if number == 0 else V.PARTLY if number == 1 else V.MET), V.MET)


def _shell(criterion: Criterion) -> tuple[Verdict, Verdict]:
    number = _bucket(criterion)
    if criterion.language is Language.NEUTRAL:
        return V.MET, V.MET
    english = (V.NOT_MET, V.NOT_MET, V.NOT_MET, V.PARTLY, V.MET)[number % 5]
    return english, (V.NOT_MET if number == 3 else V.MET)


def _vietnamese(criterion: Criterion) -> tuple[Verdict, Verdict]:
    number = _bucket(criterion)
    if criterion.language is Language.NEUTRAL:
        return V.MET, V.MET
    if number == 7:
        return V.COULD_NOT_TELL, V.COULD_NOT_TELL
    return V.NOT_MET, (V.NOT_MET if number < 4 else V.MET)


def _blocked(_criterion: Criterion) -> tuple[Verdict, Verdict]:
    return V.COULD_NOT_TELL, V.COULD_NOT_TELL


def good_ministry() -> AgencyResult:
    """Nearly everything in both languages."""
    names = ("Bộ Mẫu mực", "Ministry of Good Example")
    return result("good", names, Kind.MINISTRY, _good, sectors=("health",))


def shell_ministry() -> AgencyResult:
    """English menus over Vietnamese content."""
    fault = Finding(
        id="5ba1f00d5ba1f00d",
        kind="english_shell",
        criterion_id="",
        title=Message("fault_english_shell", {"count": 27, "total": 31}),
        urls=("https://shell.gov.example/en/news", "https://shell.gov.example/en/services"),
        count=27,
    )
    names = ("Bộ Vỏ bọc", "Ministry of the Shell")
    return result("shell", names, Kind.MINISTRY, _shell, sectors=("education",), faults=(fault,))


def vietnamese_province() -> AgencyResult:
    """Good, but in Vietnamese only, with a service portal of its own that asks for a log-in."""
    portals = (
        PortalState(
            "https://province.gov.example/", "main", confirmed=True, status="ok", pages=388, tls="valid"
        ),
        PortalState(
            "https://dichvucong.province.gov.example/", "services", confirmed=True, status="js_challenge"
        ),
        PortalState("https://en.province.gov.example/", "english", confirmed=False, status="dns"),
    )
    names = ("Ủy ban nhân dân tỉnh Thí Dụ", "People's Committee of Thi Du Province")
    return result("province", names, Kind.PROVINCE, _vietnamese, portals=portals)


def blocked_agency() -> AgencyResult:
    """Answers every visit of the crawler with 403."""
    portals = (
        PortalState(
            "https://blocked.gov.example/",
            "main",
            confirmed=True,
            status="forbidden",
            detail="HTTP 403 for / and /robots.txt",
        ),
    )
    names = ("Cơ quan Chặn truy cập", "Agency Behind a Firewall")
    return result("blocked", names, Kind.GOVERNMENT_AGENCY, _blocked, coverage=NOTHING_READ, portals=portals)


@lru_cache(maxsize=1)
def all_results() -> tuple[AgencyResult, ...]:
    """The four, in the order of a registry."""
    return good_ministry(), shell_ministry(), vietnamese_province(), blocked_agency()
