from __future__ import annotations

import json
import subprocess
import sys

_LOADED = "import json, sys, reports.portal.factory; print(json.dumps(sorted(sys.modules)))"
_NOT_SERVED = (
    "audit.detectors",
    "audit.facts.page",
    "audit.runs",
    "audit.site.view",
    "bs4",
    "crawler.snapshot",
    "fsspec",
    "langdetect",
    "rapidfuzz",
    "requests",
    "scrapy",
    "tldextract",
    "twisted",
    "warcio",
)


def test_a_process_that_serves_loads_nothing_that_crawls_or_judges():
    said = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, check=True, text=True).stdout
    assert set(json.loads(said)).isdisjoint(_NOT_SERVED)
