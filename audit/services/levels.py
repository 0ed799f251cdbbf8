"""The level that a service's own pages show (Decree 43/2011/NĐ-CP Art. 3(4), Circular 32/2017/TT-BTTTT Art. 5)."""

from __future__ import annotations

from collections.abc import Sequence

from audit.facts.services.model import ActionKind, Procedure, ProcedureField
from audit.services.filing import Target, Way
from audit.services.mentions import Mention
from audit.services.model import LevelStep
from audit.services.rules import ServiceRules

STEPS = (
    "points", "few_points", "form_file", "form", "sign_in", "portal", "script", "pays", "free", "returned_online", "returned_by_post",
)  # fmt: skip
"""Codes of the reasons for a level; `audit.service_reasons` has their sentences."""
_WAYS = {Way.FORM: "form", Way.SIGN_IN: "sign_in", Way.PORTAL: "portal", Way.SCRIPT: "script"}


def told_fields(described: Sequence[Mention]) -> frozenset[ProcedureField]:
    """Return the points that the pages of a service tell, in any language."""
    return frozenset(
        each.field for one in described if one.procedure is not None for each in one.procedure.fields
    )


def check_level(
    described: Sequence[Mention], targets: Sequence[Target], rules: ServiceRules
) -> tuple[int | None, tuple[LevelStep, ...]]:
    """Return the level and the reasons for it, lowest first.

    Args:
        described: The mentions of the service that are its own pages.
        targets: What is behind its buttons to file.
        rules: How many points make it described.

    Returns:
        None for the level where no page of its own was read, or where its only button leads to what was not read.
    """
    if not described:
        return None, ()
    procedures = [one.procedure for one in described if one.procedure is not None]
    points = told_fields(described)
    first = described[0].page.url
    steps = [
        LevelStep(
            "points" if len(points) >= rules.described_fields else "few_points", first, str(len(points))
        )
    ]
    level = int(len(points) >= rules.described_fields)
    form = next((file for one in procedures for file in one.forms), None)
    if level and form is not None:
        level = 2
        steps.append(LevelStep("form_file", form.url, form.text))
    way = _way(described, targets)
    if way is None:
        unread = any(target.way is Way.UNREAD for target in targets)
        return (None if unread else level), tuple(steps)
    steps.append(way)
    level = 3
    paid, returned = _paid(described, procedures), _returned(described)
    steps += [step for step in (paid, returned) if step is not None]
    return (4 if paid and returned else level), tuple(steps)


def _way(described: Sequence[Mention], targets: Sequence[Target]) -> LevelStep | None:
    for one in described:
        if one.procedure is not None and one.procedure.has_form:
            return LevelStep("form", one.page.url, one.name)
    best = next((target for target in targets if target.way.files), None)
    return LevelStep(_WAYS[best.way], best.url, best.quote) if best is not None else None


def _paid(described: Sequence[Mention], procedures: Sequence[Procedure]) -> LevelStep | None:
    url = described[0].page.url
    for one in procedures:
        for action in one.actions:
            if action.kind is ActionKind.PAY:
                return LevelStep("pays", action.url or url, action.text)
    if any(one.pays_online for one in procedures):
        return LevelStep("pays", url)
    return LevelStep("free", url) if any(one.is_free for one in procedures) else None


def _returned(described: Sequence[Mention]) -> LevelStep | None:
    for one in described:
        procedure = one.procedure
        if procedure is not None and procedure.returned_online:
            return LevelStep("returned_online", one.page.url)
        if procedure is not None and procedure.returned_by_post:
            return LevelStep("returned_by_post", one.page.url)
    return None
