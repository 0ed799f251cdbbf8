"""Checks of substance by name; `config/lexicon/families/` says which family needs which."""

from __future__ import annotations

from audit.detectors.checks import data, documents, duties, institution, participation, services
from audit.detectors.checks.base import Check, Level, Substance

CHECKS: dict[str, Check] = {
    "units": institution.units,
    "duties": institution.duties,
    "people": institution.people,
    "officials": institution.officials,
    "channel": institution.channel,
    "full_contact": institution.full_contact,
    "prose": institution.prose,
    "statement": institution.statement,
    "own_links": institution.own_links,
    "counter": institution.counter,
    "document": documents.document,
    "collection": documents.collection,
    "legal_texts": documents.legal_texts,
    "figures": documents.figures,
    "budget": documents.budget,
    "dated": documents.dated,
    "awards": documents.awards,
    "news": documents.news,
    "catalogue": services.catalogue,
    "service": services.service,
    "vacancies": services.vacancies,
    "offer": services.offer,
    "group": services.group,
    "store": services.store,
    "phone_form": services.phone_form,
    "places": services.places,
    "steps": services.steps,
    "questions": services.questions,
    "reporting": participation.reporting,
    "open_consultation": participation.open_consultation,
    "held_consultation": participation.held_consultation,
    "input": participation.open_input,
    "user_form": participation.user_form,
    "datasets": data.datasets,
    "licence": data.licence,
    "fields": data.fields,
    "guidance": data.guidance,
    "filters": data.filters,
    "identity": data.identity,
    "chat": data.chat,
    "biographies": duties.biographies,
    "listing": duties.listing,
    "projects": duties.projects,
    "draft_comments": duties.draft_comments,
    "tracked": duties.tracked,
    "lookup": duties.lookup,
    "file_counts": duties.file_counts,
    "scale": duties.scale,
}

__all__ = ["CHECKS", "Check", "Level", "Substance"]
