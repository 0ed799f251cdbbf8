"""What the gate says, for pipelines: JUnit XML, and SARIF 2.1.0 (OASIS) for platforms that show findings beside code."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final
from xml.etree import ElementTree as ET

from audit.gate import Gated, Verdict
from audit.results import Finding
from crawler import __version__
from reports.safety import visible

_SARIF: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Title = Callable[[Finding], str]


def junit(verdict: Verdict, title: Title) -> str:
    """Return a JUnit file: one case for the gate itself, and one for each finding.

    Args:
        verdict: Of the gate.
        title: Says a finding's title.
    """
    stopping = sum(one.stops for one in verdict.findings)
    suite = ET.Element(
        "testsuite",
        {
            "name": f"osi-audit {verdict.agency_id}",
            "tests": str(len(verdict.findings) + 1),
            "failures": str(stopping + (verdict.readable and not verdict.opens)),
            "errors": str(int(not verdict.readable)),
        },
    )
    whole = ET.SubElement(suite, "testcase", {"classname": verdict.agency_id, "name": "gate"})
    if not verdict.readable:
        ET.SubElement(whole, "error", {"message": "the portal could not be read"})
    elif verdict.reasons:
        ET.SubElement(whole, "failure", {"message": "; ".join(verdict.reasons)})
    for one in verdict.findings:
        name = f"{_clean(title(one.finding))} ({one.finding.id})"
        case = ET.SubElement(suite, "testcase", {"classname": verdict.agency_id, "name": name})
        if one.stops:
            failure = ET.SubElement(case, "failure", {"message": f"{one.standing} finding"})
            failure.text = "\n".join(_clean(url) for url in one.finding.urls)
        else:
            out = ET.SubElement(case, "system-out")
            out.text = f"{one.standing} finding, which does not stop the pipeline"
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def sarif(verdict: Verdict, title: Title) -> str:
    """Return a SARIF log with a result for each finding; a rule is a criterion or a cause.

    Args:
        verdict: Of the gate.
        title: Says a finding's title.
    """
    rules = list(dict.fromkeys(_rule(one.finding) for one in verdict.findings))
    log: dict[str, Any] = {
        "$schema": _SARIF,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "osi-audit",
                        "version": __version__,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "results": [_result(one, rules, title) for one in verdict.findings],
                "properties": {
                    "agency": verdict.agency_id,
                    "englishScore": list(verdict.score),
                    "readable": verdict.readable,
                    "reasons": list(verdict.reasons),
                },
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(one: Gated, rules: list[str], title: Title) -> dict[str, Any]:
    rule = _rule(one.finding)
    return {
        "ruleId": rule,
        "ruleIndex": rules.index(rule),
        "level": "error" if one.stops else "note",
        "message": {"text": _clean(title(one.finding))},
        "baselineState": "unchanged" if one.standing == "known" else "new",
        "partialFingerprints": {"findingId/v1": one.finding.id},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _clean(url)}}} for url in one.finding.urls
        ],
        "properties": {"standing": one.standing, "points": round(one.finding.gain, 4)},
    }


def _rule(finding: Finding) -> str:
    return finding.criterion_id or finding.kind


def _clean(text: str) -> str:
    """XML has no place for control characters, and nobody one for what cannot be seen."""
    return " ".join(visible(text).split())
