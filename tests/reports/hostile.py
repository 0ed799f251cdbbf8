"""An agency whose portal is full of attacks on the report that quotes it."""

from __future__ import annotations

from dataclasses import replace

from audit.results import AgencyResult, Evidence, Looked, Message, PortalState, Side, Verdict
from tests.reports import samples

PAYLOADS = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "</style><script>document.title='owned'</script>",
    "</title></bdi></q><svg onload=\"document.title='owned'\">",
    "{{ 7*7 }}{% for x in [] %}{{ cycler.__init__.__globals__ }}",
    "%(score)s %s %d 100%",
    "${7*7} #{7*7} <%= 7*7 %>",
    "\u202egnihtemos\u2066 \u0000\u0007\ufeff",
    '=HYPERLINK("http://evil.example")',
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<iframe src=//evil.example></iframe><base href=//evil.example/>",
    "A" * 4000,
)
URLS = (
    "javascript:document.title='owned'",
    "data:text/html,<script>document.title='owned'</script>",
    "https://hostile.gov.example/\"onmouseover=\"document.title='owned'",
    "https://hostile.gov.example/<script>document.title='owned'</script>",
    "https://hostile.gov.example/" + "a" * 3000,
    "http://[broken",
)


def _evidence(index: int) -> Evidence:
    payload, url = PAYLOADS[index % len(PAYLOADS)], URLS[index % len(URLS)]
    return Evidence(
        url=url,
        quote=payload,
        language=payload,
        where=payload,
        fetched_at=payload,
        record=payload,
        found_on=url,
    )


def _side(index: int) -> Side:
    payload = PAYLOADS[index % len(PAYLOADS)]
    item = _evidence(index)
    looked = Looked(pages=3, terms=PAYLOADS, places=URLS)
    return Side(Verdict.NOT_MET, Message("weak_name", {"name": payload}), (item,), (item,), looked)


def hostile_agency() -> AgencyResult:
    """Every text and address that a crawl could bring is an attack."""
    base = samples.shell_ministry()
    judged = tuple(
        replace(j, english=_side(index), local=_side(index + 1), verdict=Verdict.NOT_MET)
        for index, j in enumerate(base.judgements)
        if j.verdict is not Verdict.NOT_APPLICABLE
    )
    findings = tuple(
        replace(
            f,
            urls=URLS,
            count=900,
            title=Message("fault_placeholder", {"count": 3, "quote": PAYLOADS[i % 13]}),
        )
        for i, f in enumerate(base.findings)
    )
    portals = tuple(
        PortalState(url, PAYLOADS[0], confirmed=True, status=status, detail=PAYLOADS[1], tls=PAYLOADS[2])
        for url in URLS
        for status in ("forbidden", "<b>unknown</b>")
    )
    return replace(
        base,
        agency_id="hostile",
        agency_vi=f"Bộ {PAYLOADS[0]}",
        agency_en=f"Ministry {PAYLOADS[3]}",
        kind=PAYLOADS[1],
        portals=portals,
        judgements=judged,
        findings=findings,
        coverage=replace(
            base.coverage,
            by_status={PAYLOADS[0]: 5},
            words_by_language={PAYLOADS[1]: 9},
            stop_reason=PAYLOADS[2],
            first_fetch=PAYLOADS[3],
        ),
    )
