"""One agency as records: what its JSON document holds, and its tables show. Pure.

Keys are those of the data dictionary (`reports.export.dictionary`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.results import Evidence, Looked, Message, PagePair, Side, Verdict
from audit.rules import Rules
from reports.causes import cause_of
from reports.citations import cite, in_force
from reports.details import say_detail
from reports.export.records import Record
from reports.export.verdicts import all_evidence, leading_side
from reports.i18n import N_, Speech
from reports.labels import SUBINDICES
from reports.pairs import GAPS
from reports.rows import Row
from reports.sentences import finding_title
from reports.services import ServiceRowView, ServicesView
from reports.statuses import StatusText
from reports.views import AgencyView, FindingView

_TRANSLATE = N_("It is there in Vietnamese: publish it in English too.")
_UNCHECKED = N_("(wording not checked against the original)")


def finding_records(view: AgencyView, speech: Speech, deadline: str = "") -> Iterator[Record]:
    """Yield the findings, worst first.

    Args:
        view: The agency.
        speech: Language of the sentences.
        deadline: Day by which the agency should answer, YYYY-MM-DD; empty when there is none.
    """
    for item in view.findings:
        finding, row = item.finding, item.row
        side = row.judgement.english if row else None
        looked = side.looked if side else Looked()
        yield {
            "number": item.number,
            "finding_id": finding.id,
            "cause": finding.kind,
            "title": speech.name(row.criterion.title) if row else finding_title(item, speech),
            "finding_verdict": str(item.verdict) if row else "",
            "gain": round(finding.gain, 4),
            "effort": finding.effort,
            "state": finding.state,
            "duty": item.duty,
            "criterion_id": finding.criterion_id,
            "criterion_ids": [row.criterion.id for row in item.rows],
            "confidence": str(row.judgement.confidence) if row else "",
            "missing": _missing(item, speech),
            "basis": "; ".join(_basis(row, speech) for row in item.rows)
            or speech.text(cause_of(finding.kind).why),
            "advice": advice(item, speech),
            "count": finding.count,
            "urls": list(finding.urls),
            **_looked(looked),
            "evidence": [evidence_record(e) for e in all_evidence(row.judgement)] if row else [],
            "deadline": deadline,
        }


def advice(item: FindingView, speech: Speech) -> str:
    """Say what to publish or to mend."""
    if item.row is None:
        return speech.text(cause_of(item.finding.kind).advice)
    said = speech.name(item.row.criterion.advice)
    return f"{speech.text(_TRANSLATE)} {said}" if item.verdict is Verdict.VIETNAMESE_ONLY else said


def _missing(item: FindingView, speech: Speech) -> str:
    title = finding_title(item, speech)
    if item.row is None or item.row.judgement.review:
        return title
    return f"{title.rstrip('.')}. {speech.message(item.row.judgement.english.reason)}"


def _basis(row: Row, speech: Speech) -> str:
    source = row.criterion.source
    said = cite(source.text, speech.locale)
    if source.unconfirmed:
        said += f" {speech.text(_UNCHECKED)}"
    if dates := in_force(row.criterion.valid, speech):
        said += f" ({dates})"
    return said


def criterion_records(view: AgencyView, rules: Rules, speech: Speech) -> Iterator[Record]:
    """Yield every criterion judged, those that apply first, those of indices that do not ask the agency last."""
    edition_of = {c.id: edition.edition for edition in rules.editions for c in edition.criteria}
    asked = [row for group in view.groups for row in group.rows]
    rest = [row for group in view.groups for row in group.not_asked]
    listed = {row.criterion.id for row in (*asked, *rest)}
    unlisted = [j for j in view.result.judgements if j.criterion_id not in listed]
    rest += [Row(rules.criteria[judgement.criterion_id], judgement) for judgement in unlisted]
    for row in (*asked, *rest):
        criterion, judgement, review = row.criterion, row.judgement, row.judgement.review
        yield {
            "criterion_id": criterion.id,
            "edition": edition_of.get(criterion.id, ""),
            "subindex": str(criterion.subindex),
            "theme": str(criterion.group),
            "sector": criterion.sector or "",
            "title": speech.name(criterion.title),
            "verdict": str(judgement.verdict),
            "english": str(judgement.english.verdict),
            "local": str(judgement.local.verdict),
            "points": round(judgement.points, 4),
            "local_points": round(judgement.local_points, 4),
            "weight": judgement.weight,
            "confidence": str(judgement.confidence),
            "for_person": row.for_person,
            "finding_id": row.finding.id if row.finding else "",
            "basis": _basis(row, speech),
            "reason": _sentence(judgement.english, speech),
            "reason_local": _sentence(judgement.local, speech),
            **_looked(leading_side(judgement).looked),
            "evidence": [evidence_record(e) for e in all_evidence(judgement)],
            "near_misses": [evidence_record(e) for e in judgement.english.near_misses],
            "reviewer": review.reviewer if review else "",
            "reviewed_on": review.reviewed_on if review else "",
            "review_proof": review.proof if review else "",
            "review_note": review.note if review else "",
        }


def _sentence(side: Side, speech: Speech) -> Record:
    reason: Message = side.reason
    return {"code": reason.code, "params": dict(reason.params), "text": speech.message(reason)}


def _looked(looked: Looked) -> Record:
    return {
        "pages_looked_at": looked.pages,
        "terms": list(looked.terms),
        "places": list(looked.places),
    }


def evidence_record(evidence: Evidence) -> Record:
    """Return one piece of evidence."""
    return {
        "url": evidence.url,
        "quote": evidence.quote,
        "language": evidence.language,
        "where": evidence.where,
        "fetched_at": evidence.fetched_at,
        "record": evidence.record,
        "clicks": _known(evidence.clicks),
        "found_on": evidence.found_on,
        "by_script": evidence.by_script,
    }


def service_records(services: ServicesView | None) -> Iterator[Record]:
    """Yield the services in the order of the portal."""
    for row in services.rows if services else ():
        yield _service(row)


def _service(row: ServiceRowView) -> Record:
    service, english, reach = row.service, row.service.english, row.service.reach
    return {
        "service_id": service.id,
        "name_vi": service.name,
        "name_en": service.name_en,
        "codes": list(service.codes),
        "field": service.field,
        "body": service.body,
        "described": service.described,
        "published": service.published.value,
        "published_text": service.published_text,
        "published_others": [level.value for level in service.published_others],
        "checked": service.checked,
        "agrees": row.agrees,
        "steps": [{"code": step.code, "url": step.url, "quote": step.quote} for step in service.steps],
        "missing_points": [str(point) for point in service.missing],
        "in_english": row.in_english,
        "english_name": english.name,
        "english_summary": english.summary,
        "english_fields": [str(point) for point in english.fields],
        "english_form": english.form,
        "english_guidance": english.guidance,
        "lacks": [str(point) for point in row.lacks],
        "foreigners": service.foreigners,
        "url": service.url,
        "english_url": service.english_url,
        "clicks": _known(reach.clicks),
        "english_clicks": _known(reach.english_clicks),
        "searched": reach.searched,
        "dead_end": reach.dead_end,
        "login_wall": reach.login_wall,
        "topics": list(service.topics),
        "listed_on": list(service.listed_on),
        "documents": list(service.documents),
    }


def pair_records(pairs: Iterable[PagePair], speech: Speech) -> Iterator[Record]:
    """Yield the page pairs, nearest to the home page first."""
    for pair in pairs:
        paired = bool(pair.english_url and pair.words) and pair.how != "file"
        yield {
            "url": pair.url,
            "title": pair.title,
            "gap": pair.gap.value,
            "advice": speech.text(GAPS[pair.gap].advice),
            "english_url": pair.english_url,
            "english_title": pair.english_title,
            "how": pair.how,
            "words": pair.words,
            "english_words": pair.english_words,
            "word_ratio": round(pair.english_words / pair.words, 3) if paired else None,
            "days_behind": pair.days_behind,
            "clicks": _known(pair.clicks),
        }


def status_records(view: AgencyView, speech: Speech) -> Iterator[Record]:
    """Yield the outcomes of all addresses found, part by part."""
    for reason in view.reasons:
        yield {
            "bucket": reason.bucket,
            "status": reason.status,
            **_status(reason.text, speech),
            "count": reason.count,
        }


def portal_records(view: AgencyView, speech: Speech) -> Iterator[Record]:
    """Yield how each portal answered."""
    for portal, text in view.portals:
        yield {
            "url": portal.url,
            "role": portal.role,
            "confirmed": portal.confirmed,
            "status": portal.status,
            **_status(text, speech),
            "detail": say_detail(portal.detail, speech),
            "pages": portal.pages,
            "tls": say_detail(portal.tls, speech),
        }


def _status(text: StatusText | None, speech: Speech) -> Record:
    return {
        "status_text": speech.text(text.sentence) if text else "",
        "advice": speech.text(text.advice) if text else "",
    }


def subindex_name(name: str, speech: Speech) -> str:
    """Return what readers call a sub-index; a name that this version does not know stays."""
    return speech.text(SUBINDICES[name]) if name in SUBINDICES else name


def _known(clicks: int) -> int | None:
    return None if clicks < 0 else clicks
