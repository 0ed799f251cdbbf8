"""Files that pages link to: what links tell of them, and what is in those that were opened."""

from __future__ import annotations

from audit.facts.documents.links import document_kind, document_year, read_documents
from audit.facts.documents.model import DocumentFacts, Trouble
from audit.facts.documents.read import read_document

__all__ = ["DocumentFacts", "Trouble", "document_kind", "document_year", "read_document", "read_documents"]
