"""Who may do what: roles, what each grants, and which agencies a person sees. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person is to the audit."""

    OPERATOR = "operator"
    REVIEWER = "reviewer"
    WEBMASTER = "webmaster"
    READER = "reader"

    @property
    def of_agency(self) -> bool:
        """Whether such a person belongs to one agency and sees it and its units alone."""
        return self in {Role.WEBMASTER, Role.READER}


class May(StrEnum):
    """One thing that can be done. Each route of the application names the one that it needs."""

    READ = "read"
    """Agencies in sight: scores, findings, services, page pairs, coverage, archived copies, downloads, feeds, search."""
    NATION = "nation"
    """What is about all agencies at once, and runs that are not done."""
    ANSWER = "answer"
    """Dispute a finding, comment on it, ask that it be waived."""
    RECHECK = "recheck"
    REVIEW = "review"
    """Answer what a crawl cannot decide."""
    DECIDE = "decide"
    """Grant or refuse disputes, waive findings."""
    RUN = "run"
    """Start, cancel, confirm and reject runs."""
    SHARE = "share"
    """Give one report to somebody without an account."""
    ACCOUNTS = "accounts"
    """See who has access and what was changed by whom."""
    DATA = "data"
    """Ask audit.db itself, by its tables and by SQL."""


_READS: Final = frozenset({May.READ})
GRANTS: Final[dict[Role, frozenset[May]]] = {
    Role.OPERATOR: frozenset(May),
    Role.REVIEWER: _READS | {May.NATION, May.RECHECK, May.REVIEW},
    Role.WEBMASTER: _READS | {May.ANSWER, May.RECHECK, May.SHARE},
    Role.READER: _READS,
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, or a program with a token, as far as access goes."""

    user_id: str
    name: str
    """What others are shown: in histories, in the log of changes."""
    role: Role
    agency_id: str = ""
    """Whose person it is; empty for operators and reviewers."""
    agencies: frozenset[str] | None = frozenset()
    """Ids of the agencies in sight; None for all."""

    def may(self, what: May) -> bool:
        """Whether the role grants it at all."""
        return what in GRANTS[self.role]

    def sees(self, agency_id: str) -> bool:
        """Whether an agency is in sight."""
        return self.agencies is None or agency_id in self.agencies


def in_sight(role: Role, agency_id: str, units: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the agencies that a person sees: their own with its units, or all.

    Args:
        role: Of the person.
        agency_id: Whose person it is.
        units: Ids of the units below each agency.

    >>> sorted(in_sight(Role.READER, "moh", {"moh": frozenset({"moh-ytdp"})}))
    ['moh', 'moh-ytdp']
    >>> in_sight(Role.OPERATOR, "", {}) is None
    True
    """
    if not role.of_agency:
        return None
    return frozenset({agency_id}) | units.get(agency_id, frozenset())
