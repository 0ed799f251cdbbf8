"""Reads documents that were fetched, apart from everything else."""

from __future__ import annotations

from audit.documents.apart import DocumentReader, read_apart

__all__ = ["DocumentReader", "read_apart"]
