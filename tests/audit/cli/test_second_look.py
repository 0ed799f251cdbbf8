"""A second look at one finding says of it what judging the whole portal says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from audit.agency_audit import audit_pages
from audit.facts.page import read_page
from audit.rules import load_rules
from audit.second_look import Question, second_look
from crawler.registry import load_registry
from crawler.snapshot import Snapshot
from tests.audit.cli.conftest import DAY

SHELL = b'<html lang="vi"><head><title>App</title></head><body><div id="root"></div><script src="/a.js"></script></body></html>'


@pytest.fixture
def judged(crawled):
    """How to judge the portal, whole or for a question, one page of which is built by script: a cause beside its gaps."""
    rules = load_rules(crawled.config, (), date.fromisoformat(DAY))
    registry = load_registry(crawled.folder / "sites.yaml")
    agency = registry.get("bo")
    with closing(Snapshot(crawled.snapshot())) as snapshot:
        records = tuple(snapshot.pages())

        def judge(before=None, question=None):
            pages = ((r, SHELL if "gioi-thieu" in r.url else body) for r, body in snapshot.fetched())
            rest = (agency, rules, registry, (), None, read_page)
            if question is None:
                return audit_pages(snapshot.result, records, pages, *rest)
            return second_look(question, before, snapshot.result, records, pages, *rest)

        yield rules, judge


def plain(finding):
    return replace(finding, gain=0.0)


def test_each_finding_alone_is_as_among_all(judged):
    rules, judge = judged
    whole = judge()
    assert {f.criterion_id for f in whole.findings} == {"", "T-contact", "T-viewport"}
    for finding in whole.findings:
        question = Question.about([finding], rules)
        alone = judge(whole, question)
        asked = {criterion.id for criterion in question.criteria}
        assert alone.judgements == tuple(j for j in whole.judgements if j.criterion_id in asked)
        assert plain(finding) in [plain(other) for other in alone.findings]
        assert {other.id for other in alone.findings} <= {other.id for other in whole.findings}
        assert alone.coverage.readable


def test_all_findings_together_are_all(judged):
    rules, judge = judged
    whole = judge()
    alone = judge(whole, Question.about(whole.findings, rules))
    assert sorted(map(plain, alone.findings), key=lambda f: f.id) == sorted(
        map(plain, whole.findings), key=lambda f: f.id
    )


def test_a_finding_of_one_criterion_asks_for_nothing_else(judged):
    rules, judge = judged
    (finding,) = [f for f in judge().findings if f.criterion_id == "T-viewport"]
    question = Question.about([finding], rules)
    assert [criterion.id for criterion in question.criteria] == ["T-viewport"]
    assert not question.causes
    assert not question.services
