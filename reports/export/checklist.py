"""The findings of an agency as a Markdown checklist, by cause: what to do, where, and the id to name when answering. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reports.export.agency import advice
from reports.i18n import N_, Speech
from reports.labels import EFFORTS, THEMES, VERDICTS
from reports.rows import in_order
from reports.run import RunInfo
from reports.safety import safe_href, visible
from reports.sentences import finding_title, verdict_sentence
from reports.views import AgencyView, FindingView

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|~&!])")
_NOT_IN_ADDRESS: Final = re.compile(r"[\s<>\\]")
_TITLE: Final = N_("Checklist: %(agency)s")
_HEAD: Final = N_("Run %(run)s, rules of %(day)s.")
_POINTS: Final = N_("+%(points)s points")
_EFFORT: Final = N_("effort: %(effort)s")
_PAGES: Final = N_("Pages it touches: %(count)s")
_LOOKED: Final = N_("Nearest places:")
_NOTHING: Final = N_("Nothing to fix was found among the criteria of this run.")
_CAUSES: Final = N_("Causes that touch many pages")
_ANSWER: Final = N_(
    "Name the id in code when you answer or ask for a re-check: it is the same in every form of the report."
)


def checklist(view: AgencyView, run: RunInfo, speech: Speech) -> str:
    """Return the checklist: causes that many pages share first, then what is missing, by subject.

    Args:
        view: The agency.
        run: The run.
        speech: Language of the sentences.
    """
    return "\n".join(_lines(view, run, speech)) + "\n"


def _lines(view: AgencyView, run: RunInfo, speech: Speech) -> Iterator[str]:
    result = view.result
    agency = result.agency_vi if speech.locale == "vi" else result.agency_en
    yield f"# {speech.text(_TITLE) % {'agency': plain(agency)}}"
    yield ""
    places = {"run": plain(run.run_id), "day": speech.day(result.audited_on)}
    yield speech.text(_HEAD) % places + " " + plain(verdict_sentence(view, speech))
    yield ""
    if not view.findings:
        yield speech.text(_NOTHING)
        return
    yield speech.text(_ANSWER)
    for name, items in _by_cause(view.findings):
        yield ""
        yield f"## {plain(speech.text(THEMES.get(name, name) if name else _CAUSES))}"
        yield ""
        for item in items:
            yield from _item(item, speech)


def _by_cause(findings: Iterable[FindingView]) -> Iterator[tuple[str, list[FindingView]]]:
    found: dict[str, list[FindingView]] = {}
    for item in findings:
        found.setdefault(item.row.criterion.group if item.row else "", []).append(item)
    for name in in_order(found, ["", *THEMES]):
        yield name, found[name]


def _item(item: FindingView, speech: Speech) -> Iterator[str]:
    finding, row = item.finding, item.row
    title = speech.name(row.criterion.title) if row else finding_title(item, speech)
    facts = [speech.text(VERDICTS[item.verdict].name)] if row else []
    if finding.gain > 0:
        facts.append(speech.text(_POINTS) % {"points": speech.points(finding.gain)})
    facts.append(speech.text(_EFFORT) % {"effort": speech.text(EFFORTS[finding.effort])})
    yield f"- [ ] **{plain(title)}** `{finding.id}`: {plain(', '.join(facts))}"
    yield f"  - {plain(advice(item, speech))}"
    if row is None:
        yield f"  - {speech.text(_PAGES) % {'count': speech.number(finding.count)}}"
    near = () if row is None or finding.urls else row.judgement.english.looked.places
    if near:
        yield f"  - {speech.text(_LOOKED)}"
    yield from (f"    - {address(url)}" for url in (finding.urls or near))


def plain(text: str) -> str:
    r"""Return text that Markdown shows as it is, in one line.

    >>> print(plain("*a* <b>"))
    \*a\* \<b\>
    """
    return _SIGNS.sub(r"\\\1", " ".join(visible(text).split()))


def address(url: str) -> str:
    """Return a link to an address of the web; any other text stays text."""
    safe = safe_href(url)
    if not safe:
        return plain(url)
    quoted = _NOT_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", safe)
    return f"<{quoted}>"
