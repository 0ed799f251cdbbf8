"""The message that tells a webhook what a run changed for an agency, by `reports/schema/notice-1.json`. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from audit.results import Finding
from reports.bulletin import Bulletin
from reports.export.document import NOTICE_FORMAT, VERSION, bounds
from reports.export.records import Record
from reports.i18n import LOCALES
from reports.labels import CHANGES, CLOSED
from reports.safety import visible

TYPE: Final = "run.changes"
"""Of the event, in the words of Standard Webhooks."""
Say = Callable[[Finding], tuple[str, str]]
"""Says something of a finding in Vietnamese and in English."""


def bulletin_body(bulletin: Bulletin, title: Say, about: Say, *, message_id: str, most: int) -> bytes:
    """Return the body of the message: the same bytes for the same run, however often it is tried.

    Args:
        bulletin: What there is to tell.
        title: Says a finding's title.
        about: Says what it is about, without saying that it is missing.
        message_id: What the message is known by, as its header says.
        most: Changes that are named, those that mails name first in front; all are counted.
    """
    record = {
        "format": NOTICE_FORMAT,
        "version": VERSION,
        "message_id": message_id,
        "type": TYPE,
        "timestamp": bulletin.finished_at,
        "data": _data(bulletin, title, about, most),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _data(bulletin: Bulletin, title: Say, about: Say, most: int) -> Record:
    before = bulletin.before
    found = [(change, f) for change in CHANGES for f in getattr(bulletin.changes, change)]
    return {
        "run_id": bulletin.run_id,
        "before_run_id": bulletin.since,
        "audited_on": bulletin.day,
        "agency_id": bulletin.agency_id,
        "agency_vi": bulletin.agency.vi,
        "agency_en": bulletin.agency.en,
        "report_vi": bulletin.report("vi"),
        "report_en": bulletin.report("en"),
        "score_now": bounds(bulletin.score) if bulletin.readable else None,
        "score_before": bounds(before) if before else None,
        "changed": {change: len(getattr(bulletin.changes, change)) for change in CHANGES},
        "changes": [
            _change(bulletin, change, finding, (about if change in CLOSED else title)(finding))
            for change, finding in found[:most]
        ],
    }


def _change(bulletin: Bulletin, change: str, finding: Finding, titles: tuple[str, str]) -> Record:
    before, now = bulletin.conditions[finding.id]
    vi, en = map(visible, titles)
    place = "" if change in CLOSED else f"#f-{finding.id}"
    links = {
        f"link_{locale}": f"{url}{place}" if (url := bulletin.report(locale)) else "" for locale in LOCALES
    }
    return {
        "finding_id": finding.id,
        "criterion_id": finding.criterion_id,
        "change": change,
        "state_before": str(before or ""),
        "state_now": str(now or ""),
        "title_vi": vi,
        "title_en": en,
        **links,
    }
