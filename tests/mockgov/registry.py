"""Registries for tests, as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def agency(agency_id: str, *urls: str, role: str = "main", **more: Any) -> dict[str, Any]:
    """An agency with portals at `urls`; the first has `role`, the others are service portals."""
    roles = [role] + ["services"] * (len(urls) - 1)
    return {
        "id": agency_id,
        "name": {"vi": "Bộ Thử nghiệm", "en": "Ministry of Tests"},
        "kind": "ministry",
        "portals": [{"url": u, "role": r, "confirmed": True} for u, r in zip(urls, roles, strict=True)],
        **more,
    }


def write_registry(path: Path, *agencies: dict[str, Any], **limits: float) -> Path:
    """Write a registry (JSON is YAML too); limits without delay unless told otherwise."""
    defaults = {"delay_s": 0, "timeout_s": 2, "max_pages": 500, "max_minutes": 1, "max_body_mb": 1}
    data = {
        "version": 1,
        "defaults": {"user_agent_contact": "mailto:audit@example.gov.vn", "limits": {**defaults, **limits}},
        "agencies": list(agencies),
    }
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path
