"""audit.db's schema as numbered migrations; nothing else ever changes a table.

Times are UTC ISO 8601 text. Keys are natural: a run's id, an agency's id, a criterion's id, a finding's id.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database, Migrations

from audit.store.migrating import Schema

migrations = Migrations("osi-audit")


@migrations()
def m001_runs_results_verdicts_findings(db: Database) -> None:
    """Create the tables of the first release."""
    db.table("runs").create(
        {
            "id": str,
            "state": str,  # planned, crawling, auditing, reporting, done, failed, cancelled
            "created_at": str,
            "finished_at": str,
            "day": str,  # the duties' and registry's day
            "agencies": str,  # JSON list of ids, in order
            "editions": str,  # JSON list of names
            "sites_file": str,
            "sites_sha256": str,
            "config_sha256": str,
            "version": str,
        },
        pk="id",
        not_null={"state", "created_at", "day", "agencies", "editions"},
        strict=True,
    )
    db.table("results").create(
        {
            "run_id": str,
            "agency_id": str,
            "audited_at": str,
            "english_low": float,
            "english_high": float,
            "local_low": float,
            "local_high": float,
            "pages": int,
            "payload": str,  # JSON: AgencyResult without judgements and findings
            "error": str,  # one sentence when the agency could not be judged, else empty
        },
        pk=("run_id", "agency_id"),
        foreign_keys=[("run_id", "runs", "id")],
        strict=True,
    )
    db.table("verdicts").create(
        {
            "run_id": str,
            "agency_id": str,
            "criterion_id": str,
            "position": int,
            "verdict": str,
            "english": str,
            "local": str,
            "confidence": str,
            "points": float,
            "weight": float,
            "payload": str,  # JSON: Judgement
        },
        pk=("run_id", "agency_id", "criterion_id"),
        foreign_keys=[("run_id", "runs", "id")],
        strict=True,
    )
    db.table("findings").create(
        {
            "run_id": str,
            "agency_id": str,
            "finding_id": str,
            "position": int,
            "kind": str,
            "criterion_id": str,
            "state": str,
            "gain": float,
            "count": int,
            "payload": str,  # JSON: Finding
        },
        pk=("run_id", "agency_id", "finding_id"),
        foreign_keys=[("run_id", "runs", "id")],
        strict=True,
    )
    db.table("verdicts").create_index(["criterion_id", "verdict"])
    db.table("findings").create_index(["finding_id"])


@migrations()
def m002_rules_of_results_and_reviews(db: Database) -> None:
    """Keep under which rules each result was made, and what persons answered."""
    # Empty in rows from before: their rules are unknown, so that comparing them judges again.
    db.table("results").add_column("config_sha256", str, not_null_default="")
    db.table("results").add_column("version", str, not_null_default="")
    db.table("reviews").create(
        {
            "agency_id": str,
            "criterion_id": str,
            "number": int,  # 1, 2, 3 … in the order of import: a history that nothing is taken from
            "english": str,  # a verdict; not_applicable where this side was not asked
            "local": str,
            "reviewer": str,
            "reviewed_on": str,
            "proof": str,
            "note": str,
            "imported_at": str,
        },
        pk=("agency_id", "criterion_id", "number"),
        not_null={"english", "local", "reviewer", "reviewed_on", "proof", "imported_at"},
        strict=True,
    )


@migrations()
def m003_services_and_required_lists(db: Database) -> None:
    """Keep the services of each result, the lists that ask for services, and what persons say is the same service."""
    db.table("services").create(
        {
            "run_id": str,
            "agency_id": str,
            "service_id": str,
            "position": int,
            "name": str,
            "name_en": str,
            "code": str,  # the first one
            "published": str,
            "checked": int,  # 0 to 4; null when it could not be told
            "english": int,  # 1 when its name is in English
            "url": str,
            "payload": str,  # JSON: Service
        },
        pk=("run_id", "agency_id", "service_id"),
        foreign_keys=[("run_id", "runs", "id")],
        not_null={"position", "name", "name_en", "code", "published", "english", "url", "payload"},
        strict=True,
    )
    db.table("services").create_index(["code"])
    db.table("required_lists").create(
        {
            "decision": str,
            "number": int,  # 1, 2, 3 … in the order of import: a history that nothing is taken from
            "imported_at": str,
            "file": str,
            "sha256": str,
            "rows": int,  # 0: the list was withdrawn
        },
        pk=("decision", "number"),
        not_null={"imported_at", "file", "sha256", "rows"},
        strict=True,
    )
    db.table("required_services").create(
        {
            "decision": str,
            "number": int,
            "position": int,
            "payload": str,  # JSON: RequiredService
        },
        pk=("decision", "number", "position"),
        not_null={"payload"},
        strict=True,
    )
    db.table("service_matches").create(
        {
            "decision": str,
            "agency_id": str,
            "name": str,  # normalised
            "number": int,  # 1, 2, 3 … in the order of import
            "code": str,  # of the service that it is; empty when that has none, or when it is none
            "service_name": str,  # normalised; code and name both empty: no service of the agency
            "reviewer": str,
            "decided_on": str,
            "reason": str,
            "imported_at": str,
        },
        pk=("decision", "agency_id", "name", "number"),
        not_null={"code", "service_name", "reviewer", "decided_on", "reason", "imported_at"},
        strict=True,
    )


@migrations()
def m004_life_of_findings(db: Database) -> None:
    """Keep what happens to each finding, from run to run and by persons, and what it amounts to."""
    db.table("finding_events").create(
        {
            "finding_id": str,
            "number": int,  # 1, 2, 3 … in the order of writing: a history that nothing is taken from
            "agency_id": str,
            "kind": str,  # run, recheck, waived, waiver_ended, disputed, dispute_accepted, dispute_rejected
            "at": str,
            "source": str,  # id of the run or re-check that looked; empty for a person's word
            "payload": str,  # JSON: Event
        },
        pk=("finding_id", "number"),
        not_null={"agency_id", "kind", "at", "source", "payload"},
        strict=True,
    )
    db.table("finding_events").create_index(["agency_id", "finding_id"])
    db.table("finding_lives").create(
        {
            "finding_id": str,
            "agency_id": str,
            "condition": str,
            "since": str,  # source of the look that brought it there
            "standing": str,  # JSON: Standing, what its events amount to
            "finding": str,  # JSON: Finding, as it was told last
            "told_by": str,  # id of that run
        },
        pk="finding_id",
        not_null={"agency_id", "condition", "since", "standing", "finding", "told_by"},
        strict=True,
    )
    db.table("finding_lives").create_index(["agency_id", "condition"])
    db.table("looked_runs").create(
        {
            "agency_id": str,
            "run_id": str,
            "readable": int,  # 0: the agency could not be read, so that nothing was seen
        },
        pk=("agency_id", "run_id"),
        not_null={"readable"},
        strict=True,
    )


@migrations()
def m005_states_of_runs(db: Database) -> None:
    """Keep what state each run was in, when and why."""
    db.table("run_events").create(
        {
            "run_id": str,
            "number": int,  # 1, 2, 3 …: a history that nothing is taken from
            "at": str,
            "state": str,
            "by": str,  # user of the machine
            "note": str,
        },
        pk=("run_id", "number"),
        foreign_keys=[("run_id", "runs", "id")],
        not_null={"at", "state", "by", "note"},
        strict=True,
    )


@migrations()
def m006_rechecks(db: Database) -> None:
    """Keep second looks at findings, with what was there before and after."""
    db.table("rechecks").create(
        {
            "id": str,  # the moment, as ids of runs are
            "finding_id": str,
            "agency_id": str,
            "look": str,  # failing, passing, gone, unseen
            "payload": str,  # JSON: Recheck
        },
        pk=("id", "finding_id"),
        not_null={"agency_id", "look", "payload"},
        strict=True,
    )
    db.table("rechecks").create_index(["finding_id"])
    db.table("rechecks").create_index(["agency_id", "id"])


@migrations()
def m007_notices(db: Database) -> None:
    """Keep whom each run was told to, so that nobody is told twice, and what could not be told."""
    db.table("notices").create(
        {
            "run_id": str,
            "agency_id": str,
            "target": str,  # mail address, or URL of a webhook
            "tries": int,
            "told_at": str,  # empty until it could be told
            "error": str,  # of the last try
        },
        pk=("run_id", "agency_id", "target"),
        not_null={"tries", "told_at", "error"},
        strict=True,
    )


@migrations()
def m008_waiting_notices(db: Database) -> None:
    """Keep when to try again what could not be told, and what is not tried again."""
    db.table("notices").add_column("next_at", str, not_null_default="")  # empty: by the next call
    # refused, gone or given_up; empty while it is tried, and once it is told
    db.table("notices").add_column("ended", str, not_null_default="")
    db.table("notices").create_index(["agency_id", "target"])


@migrations()
def m009_findings_by_state(db: Database) -> None:
    """Let findings be counted by state and listed page by page from indexes alone: a nation has some hundred thousand."""
    # Worked out from what the row holds, so that they can never say anything else.
    for name, type_, value in (
        ("kind", "text", "json_extract(finding, '$.kind')"),
        ("criterion_id", "text", "json_extract(finding, '$.criterion_id')"),
        # last day of a waiver; empty without one
        (
            "let_be",
            "text",
            "case when json_type(standing, '$.waiver') is not 'object' then ''"  # noqa: ISC004 - one expression
            " else coalesce(nullif(json_extract(standing, '$.waiver.until'), ''), '9999-12-31') end",
        ),
        # 1 while nobody has decided on an objection
        (
            "disputed",
            "integer",
            "json_type(standing, '$.dispute') is 'object' and json_type(standing, '$.dispute.accepted') is 'null'",
        ),
    ):
        db.execute(
            f"alter table finding_lives add column {name} {type_} generated always as ({value}) virtual"
        )
    db.table("finding_lives").create_index(["agency_id", "condition", "let_be", "disputed"], "finding_counts")
    db.table("finding_lives").create_index(
        ["agency_id", "finding_id", "condition", "let_be", "disputed", "kind", "criterion_id"],
        "finding_pages",
    )
    db.execute("drop index idx_finding_lives_agency_id_condition")  # the first one begins with it
    # Persons' words and re-checks, which are few among the looks of runs.
    db.execute("create index finding_words on finding_events (kind) where kind != 'run'")


@migrations()
def m010_results_by_agency(db: Database) -> None:
    """Let the results of an agency be told without opening them: in a row, `error` stands behind the whole payload."""
    db.table("results").create_index(["agency_id", "error", "run_id"])


SCHEMA: Final = Schema("audit.db", migrations)
