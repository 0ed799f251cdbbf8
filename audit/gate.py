"""Whether a portal may go out: its score and its findings against a baseline. For a webmaster's pipeline. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from audit.results import AgencyResult, Finding
from crawler.errors import UsageError
from crawler.registry import Agency, Portal

DEFAULT_SCHEME: Final = "http"
"""Of a staging host that is named without one."""


class FailOn(StrEnum):
    """Which findings stop the pipeline."""

    NEW = "new"
    REGRESSED = "regressed"


@dataclass(frozen=True, slots=True)
class Gated:
    """A finding at the gate."""

    finding: Finding
    standing: str
    """new, regressed or known."""
    stops: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says."""

    agency_id: str
    score: tuple[float, float]
    """Low and high end of the English score."""
    readable: bool
    findings: tuple[Gated, ...]
    reasons: tuple[str, ...]
    """Why the gate stays shut, one sentence each; none when it opens."""

    @property
    def opens(self) -> bool:
        """Whether the pipeline may go on."""
        return self.readable and not self.reasons


def gate(
    result: AgencyResult,
    *,
    fail_under: float | None = None,
    fail_on: Collection[FailOn] = (),
    baseline: Collection[str] | None = None,
    mended: Collection[str] = (),
) -> Verdict:
    """Judge a result at the gate.

    Args:
        result: Of the portal that wants out.
        fail_under: Lowest English score, 0-100; the low end of the interval counts, since what could not be told is no proof.
        fail_on: Findings that stop it.
        baseline: Ids of the findings of the run to compare with; None where there is none, then every finding is new.
        mended: Ids of findings that were fixed or gone once, which are regressed when they are back.
    """
    before = frozenset(baseline or ())
    gated = tuple(_gated(finding, before, mended, fail_on) for finding in result.findings)
    reasons = []
    low, high = result.score.english.low, result.score.english.high
    if fail_under is not None and low < fail_under:
        reasons.append(f"the English score is {low:.1f}, and {fail_under:g} is wanted")
    for which in (FailOn.NEW, FailOn.REGRESSED):
        count = sum(one.stops and one.standing == which for one in gated)
        if count:
            reasons.append(
                f"{count} finding{'s' if count > 1 else ''} {'are' if count > 1 else 'is'} {which.value}"
            )
    return Verdict(result.agency_id, (low, high), result.coverage.readable, gated, tuple(reasons))


def _gated(
    finding: Finding, before: Collection[str], mended: Collection[str], fail_on: Collection[FailOn]
) -> Gated:
    standing = "known" if finding.id in before else "regressed" if finding.id in mended else "new"
    return Gated(finding, standing, any(standing == which.value for which in fail_on))


def staged(agency: Agency, hosts: Mapping[str, str]) -> Agency:
    """Return an agency whose portals stand on other hosts.

    Args:
        agency: From the registry.
        hosts: Staging host (with port, and `https://` where it speaks TLS) by the portal's host name.

    Raises:
        UsageError: No portal stands on one of the hosts, or a staging host is none.
    """
    unknown = sorted(set(hosts) - {portal.host for portal in agency.portals})
    if unknown:
        own = ", ".join(sorted({portal.host for portal in agency.portals}))
        raise UsageError(f"--host-map: no portal of {agency.id} stands on {unknown[0]} (they stand on {own})")
    portals = [_staged(portal, hosts) for portal in agency.portals if portal.host in hosts]
    return agency.model_copy(update={"portals": tuple(portals), "aliases": ()})


def _staged(portal: Portal, hosts: Mapping[str, str]) -> Portal:
    target = hosts[portal.host]
    scheme, _, netloc = target.partition("://") if "://" in target else (DEFAULT_SCHEME, "", target)
    parts = urlsplit(portal.url)
    try:
        port = urlsplit(f"{scheme}://{netloc}").port
    except ValueError:
        port = None
        netloc = ""
    if scheme not in {"http", "https"} or not netloc or "/" in netloc or "@" in netloc or port == 0:
        raise UsageError(f"--host-map: {target!r} is no host like 127.0.0.1:8080 or https://staging.example")
    return portal.model_copy(update={"url": parts._replace(scheme=scheme, netloc=netloc).geturl()})


def host_map(pairs: Iterable[str]) -> dict[str, str]:
    """Read `--host-map` options.

    >>> host_map(["moh.gov.vn=127.0.0.1:8080"])
    {'moh.gov.vn': '127.0.0.1:8080'}

    Raises:
        UsageError: One of them is not `HOST=STAGING`.
    """
    found = {}
    for pair in pairs:
        host, _, target = pair.partition("=")
        if not host or not target:
            raise UsageError(f"--host-map: {pair!r} is not like moh.gov.vn=127.0.0.1:8080")
        found[host.lower()] = target
    return found
