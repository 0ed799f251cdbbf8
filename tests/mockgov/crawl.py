"""How tests run a crawl: as a job, in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawler.job import CrawlJob, CrawlOutcome, run_job
from tests.mockgov.registry import agency, write_registry


def job_for(folder: Path, *urls: str, agency_id: str = "bo", **limits: float) -> CrawlJob:
    """A job for an agency with portals at `urls`, and its registry."""
    sites = write_registry(folder / f"{agency_id}.yaml", agency(agency_id, *urls), **limits)
    return CrawlJob(agency_id, sites, folder / "run" / agency_id, "run")


def crawl(folder: Path, *urls: str, **limits: Any) -> CrawlOutcome:
    """Crawl an agency with portals at `urls` to the end."""
    return run_job(job_for(folder, *urls, **limits))
