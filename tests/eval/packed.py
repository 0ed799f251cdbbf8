"""The portals under `portals/`: what their content systems sent, packed as one archive each, beside a list of all answers."""

from __future__ import annotations

import atexit
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import yaml

from crawler.status import FetchStatus

PORTALS_FOLDER = Path(__file__).parent / "portals"
PACKED = tuple(sorted(path.parent.name for path in PORTALS_FOLDER.glob("*/manifest.json")))
"""Names of the packed portals."""


@dataclass(frozen=True)
class Answer:
    """One line of `pages.jsonl`; `file` is the page that came in the end, `url` its address."""

    url: str
    status: int
    content_type: str
    file: Path | None


@dataclass(frozen=True)
class Packed:
    """One portal, unpacked for as long as the process runs."""

    folder: Path
    host: str
    home: str
    day: date
    names: dict[str, str]
    kind: str
    sectors: tuple[str, ...]
    answers: dict[str, Answer]

    def answer(self, url: str) -> Answer | None:
        """Return what the server sent for an address, redirects followed."""
        return self.answers.get(_key(url))

    def why_not(self, url: str) -> FetchStatus:
        """Say why an address has no page. What was never asked for is behind the robots.txt of all three."""
        answer = self.answer(url)
        if answer is None:
            return FetchStatus.ROBOTS
        return FetchStatus.NOT_FOUND if answer.status == 404 else FetchStatus.NOT_A_PAGE

    def pages(self) -> Iterator[tuple[str, Path]]:
        """Yield address and file of every page, sorted by file."""
        found = {answer.file: answer.url for answer in self.answers.values() if answer.file}
        for file in sorted(found):
            yield found[file], file

    @property
    def sitemap(self) -> bool:
        """Whether /sitemap.xml led to one."""
        answer = self.answer(f"http://{self.host}/sitemap.xml")
        return answer is not None and answer.status == 200 and "xml" in answer.content_type


def _key(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.hostname}{parts.path or '/'}?{parts.query}")


@cache
def unpack(name: str) -> Packed:
    """Unpack a portal into a temporary folder that goes with the process."""
    source = PORTALS_FOLDER / name
    place = TemporaryDirectory(prefix=f"{name}-")
    atexit.register(place.cleanup)
    folder = Path(place.name).resolve()
    with tarfile.open(source / "site.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
    registry = yaml.safe_load((PORTALS_FOLDER / "portals.yaml").read_text(encoding="utf-8"))
    agency = next(found for found in registry["agencies"] if found["id"] == name)
    return Packed(
        folder / "site",
        manifest["host"],
        manifest["home"],
        date.fromisoformat(manifest["captured"]),
        agency["name"],
        agency["kind"],
        tuple(agency["sectors"]),
        _answers(source / "pages.jsonl", folder / "site"),
    )


def _answers(listed: Path, folder: Path) -> dict[str, Answer]:
    lines = {}
    for text in listed.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        lines[_key(line["url"])] = line
    found = {}
    for key, line in lines.items():
        last, hops = line, 0
        while "location" in last and _key(last["location"]) in lines and hops < 5:
            last, hops = lines[_key(last["location"])], hops + 1
        file = folder / last["file"] if "file" in last else None
        found[key] = Answer(last["url"], last["status"], last["content_type"], file)
    return found
