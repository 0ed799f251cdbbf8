"""Reports of short results, gathered as whole ones pass: the same files to the byte, and none of the whole ones held."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import pytest

from audit.results import AgencyResult, Evidence, Judgement
from crawler.errors import StoreError
from crawler.registry import Kind
from reports.gathering import Gathering
from reports.render import ReportError, render_run
from reports.told import Told
from tests.reports import earlier, nation, samples
from tests.reports.export import full

FORMATS = ("html", "json", "csv", "xlsx", "md", "docx")


def gathered(told: Told) -> Told:
    """The same run with short results, and the whole ones behind a door."""
    gathering = Gathering(told.rules.criteria)
    whole = {result.agency_id: result for result in gathering.passing(told.results)}
    return replace(told, results=gathering.results, examples=gathering.examples, whole=whole.__getitem__)


def portal() -> AgencyResult:
    """A national portal from which links lead to the agencies' homes."""
    result = samples.good_ministry()
    link = Evidence(
        "https://shell.gov.example/", "Shell", "en", "link", clicks=1, found_on="https://portal.example/"
    )
    judgements = tuple(
        replace(j, english=replace(j.english, evidence=(*j.english.evidence, link)))
        for j in result.judgements
    )
    return replace(result, agency_id="portal", kind=Kind.NATIONAL_PORTAL, judgements=judgements)


def linked() -> Told:
    """A run whose ways begin at a national portal."""
    return replace(earlier.told(), results=(*earlier.told().results, portal()))


@pytest.mark.parametrize("told", [nation.told, full.told, linked])
def test_short_results_make_the_same_files(told, tmp_path):
    written = render_run(told(), tmp_path / "whole", formats=FORMATS)
    again = render_run(gathered(told()), tmp_path / "short", formats=FORMATS)

    names = [path.relative_to(tmp_path / "whole") for path in written]
    assert [path.relative_to(tmp_path / "short") for path in again] == names
    different = [
        str(n)
        for n in names
        if (tmp_path / "whole" / n).read_bytes() != (tmp_path / "short" / n).read_bytes()
    ]
    assert different == []
    assert any(name.name == "un.html" for name in names)


def judgement_of(result: AgencyResult) -> Judgement:
    return next(j for j in result.judgements if j.english.evidence)


def test_a_short_result_has_no_text_of_a_page_and_shares_what_others_have():
    shell = samples.shell_ministry()
    gathering = Gathering(samples.criteria())
    list(gathering.passing([shell, replace(shell, agency_id="other")]))
    first, second = gathering.results

    assert judgement_of(shell).english.evidence[0].quote
    assert {e.quote for j in first.judgements for e in (*j.english.evidence, *j.local.evidence)} == {""}
    assert [j.verdict for j in first.judgements] == [j.verdict for j in shell.judgements]
    assert all(a is b for a, b in zip(first.judgements, second.judgements, strict=True))
    assert len(first.findings) == len(shell.findings)


def test_of_results_that_pass_none_is_held():
    class Seen(str):
        """A run's id that tells when it is gone; a result itself cannot be looked at so."""

        __slots__ = ("__weakref__",)

    gathering = Gathering(samples.criteria())
    seen: list[weakref.ref[Seen]] = []

    def passing():
        for number in range(3):
            shell, note = samples.shell_ministry(), Seen("a page's text")
            seen.append(weakref.ref(note))
            judged = judgement_of(shell)
            proof = replace(judged.english.evidence[0], quote=note, clicks=90)
            others = tuple(j for j in shell.judgements if j is not judged)
            english = replace(judged.english, evidence=(*judged.english.evidence, proof))
            judgements = (*others, replace(judged, english=english))
            yield replace(shell, agency_id=f"a{number}", judgements=judgements)

    for result in gathering.passing(passing()):
        assert result.judgements
    del result
    gc.collect()
    assert [note() for note in seen] == [None, None, None]


def test_a_result_that_is_gone_breaks_its_own_reports_only(tmp_path):
    told = gathered(nation.told())
    whole = told.whole

    def most(agency_id: str) -> AgencyResult:
        if agency_id == nation.UNIT:
            raise StoreError("audit.db: damaged")
        return whole(agency_id)

    with pytest.raises(ReportError, match=r"audit\.db: damaged") as raised:
        render_run(replace(told, whole=most), tmp_path, locales=("vi",))
    failed = {failure.name for failure in raised.value.failures}
    assert failed == {f"vi/{nation.UNIT}.html", f"vi/{nation.UNIT}-fixes.html"}
    assert (tmp_path / "vi/shell.html").is_file()
