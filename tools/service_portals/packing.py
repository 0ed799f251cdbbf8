"""Write a fixture portal: the same bytes whenever and wherever it is built."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from pathlib import Path

import yaml

from crawler.urls import canonical
from tools.service_portals.model import Page, Portal, Truth, checked_level


def pack(portal: Portal, folder: Path) -> None:
    """Write `portal.yaml`, `pages.jsonl`, `pages.tar.xz` and `key.jsonl` into a folder, which is made if need be.

    Raises:
        ValueError: an address has two answers, or the key has two services by one code or address, or one that is nobody's clear case.
    """
    _once([page.url for page in portal.pages])
    _once([truth.code for truth in portal.key if truth.code])
    _once([truth.url for truth in portal.key if truth.url])
    folder.mkdir(parents=True, exist_ok=True)
    named = [(page, f"site/{number:04}{_ending(page)}") for number, page in enumerate(portal.pages, 1)]
    (folder / "pages.tar.xz").write_bytes(_archive(named))
    _lines(folder / "pages.jsonl", _answers(named))
    _lines(folder / "key.jsonl", [key_line(truth) for truth in portal.key])
    about = {
        "family": portal.family,
        "agency": portal.agency,
        "day": portal.day.isoformat(),
        "mark": portal.mark,
        "habits": portal.habits,
    }
    text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False, width=110)
    (folder / "portal.yaml").write_text(text, encoding="utf-8")


def _once(values: list[str]) -> None:
    twice = {value for value in values if values.count(value) > 1}
    if twice:
        raise ValueError(f"more than once: {sorted(twice)}")


def _is_page(page: Page) -> bool:
    """Whether the archive holds it: an HTML page, or the JSON that a page draws its list from."""
    return page.status == 200 and ("html" in page.content_type or bool(page.body))


def _ending(page: Page) -> str:
    return ".json" if "json" in page.content_type else ".html"


def shared_address(url: str) -> str:
    """Return the address by which a crawl knows a page: without what only says how it is drawn.

    Raises:
        ValueError: it is no web address.
    """
    shared = canonical(url) if url else url
    if shared is None:
        raise ValueError(f"no web address: {url}")
    return shared


def _answers(named: list[tuple[Page, str]]) -> list[dict[str, object]]:
    """Return the answers to addresses as pages link to them, and once more to those that a crawl asks for: of several, the first."""
    lines: list[dict[str, object]] = []
    known = {page.url for page, _ in named}
    for page, name in named:
        line = _answer(page, name)
        lines.append(line)
        shared = shared_address(page.url)
        if shared not in known:
            known.add(shared)
            lines.append(line | {"url": shared})
    return lines


def _answer(page: Page, name: str) -> dict[str, object]:
    line: dict[str, object] = {"url": page.url, "status": page.status, "content_type": page.content_type}
    if page.location:
        line["location"] = page.location
    if _is_page(page):
        line["file"] = name.removeprefix("site/")
    return line


def _archive(named: list[tuple[Page, str]]) -> bytes:
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for page, name in named:
            if not _is_page(page):
                continue
            body = page.body.encode() if isinstance(page.body, str) else page.body
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return lzma.compress(plain.getvalue(), preset=9)


def key_line(truth: Truth) -> dict[str, object]:
    """Return one service as a line of the key."""
    english = truth.english
    return {
        "code": truth.code,
        "name": truth.name,
        "name_en": truth.name_en,
        "url": shared_address(truth.url),
        "english_url": shared_address(truth.english_url),
        "field": truth.field,
        "body": truth.body,
        "published": truth.published.value,
        "checked": checked_level(truth.shown),
        "missing": [point.value for point in truth.shown.missing] if truth.shown else [],
        "english": {
            "name": english.name,
            "summary": english.summary,
            "fields": [point.value for point in english.fields],
            "form": english.form,
            "guidance": english.guidance,
        },
        "foreigners": truth.foreigners,
        "dead_end": shared_address(truth.dead_end),
        "login_wall": truth.login_wall,
    }


def _lines(path: Path, lines: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
