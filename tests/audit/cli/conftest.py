"""A run over a loopback portal, crawled once for all tests of a session, and small rules of its own."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.__main__ import run
from audit.store.db import Store
from crawler.clock import BEHIND
from tests.audit.small_lexicon import forget_nesting
from tests.mockgov import MockGov, agency, write_registry

CONFIG = Path(__file__).parents[3] / "config"
DAY = "2018-06-30"
CONTACT = "Địa chỉ: số 1 phố Ví Dụ, Hà Nội. Điện thoại: 024 3825 1234. Thư điện tử: vanthu@bothu.gov.vn. Fax: 024 3825 9999."


def page(title: str, body: str = "", contact: str = "/lien-he", hidden: str = "/giay-phep") -> str:
    return f"""<!DOCTYPE html><html lang="vi"><head><title>{title}</title></head><body>
<nav><a href="/">Trang chủ</a> <a href="/gioi-thieu">Giới thiệu</a> <a href="{hidden}">Cấp phép</a></nav>
<main><h1>{title}</h1><p>Bộ Thử nghiệm là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về thử nghiệm.</p>
{body}</main><footer><a href="{contact}">Liên hệ</a></footer></body></html>"""


PAGES = {
    "/": page("Bộ Thử nghiệm"),
    "/gioi-thieu": page("Giới thiệu"),
    "/giay-phep": page("Cấp phép"),
    "/lien-he": page("Liên hệ", f"<p>{CONTACT}</p>"),
}
EDITION = """\
edition: mine
version: "1"
title: {vi: Bộ tiêu chí thử, en: Trial}
criteria:
  - id: T-contact
    subindex: TEC
    group: contact
    title: {vi: Thông tin liên hệ, en: Contact}
    advice: {vi: Hãy công bố thông tin liên hệ., en: Publish how to reach you.}
    detector: named
    params: {family: contact}
    source: {text: "none"}
  - id: T-viewport
    subindex: TEC
    group: technology
    language: neutral
    title: {vi: Hiển thị trên điện thoại, en: Phones}
    advice: {vi: Hãy thiết kế cho điện thoại., en: Design for phones.}
    detector: responsive
    source: {text: "none"}
  - id: T-mail
    subindex: EP
    group: contact
    title: {vi: "=Trả lời thư điện tử", en: A reply to a mail}
    advice: {vi: Hãy trả lời thư trong ba ngày., en: Answer within three days.}
    detector: person
    review: {vi: Gửi một thư hỏi thông tin., en: Send a mail that asks for information.}
    source: {text: "none"}
"""

NEWS = {
    f"/tin/{n}": (
        200,
        {"ETag": f'"{n}"', "Content_Type": "text/html; charset=utf-8"},
        page(f"Tin số {n}", f"<p>{hashlib.sha256(bytes([n])).hexdigest() * 40}</p>").encode(),
    )
    for n in range(12)
}
LINKS = "".join(f'<a href="{path}">Tin</a> ' for path in NEWS)
DAY_S = 86_400


@dataclass(frozen=True)
class Workplace:
    """Data, rules and registry of a test, and how to call commands on them."""

    folder: Path
    gov: MockGov
    """The portal, that is still there."""

    @property
    def data(self) -> Path:
        return self.folder / "var"

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def options(self) -> list[str]:
        return [
            "--data",
            str(self.data),
            "--config",
            str(self.config),
            "--sites",
            str(self.folder / "sites.yaml"),
        ]

    def __call__(self, *arguments: str) -> int:
        return run([*arguments, *self.options])

    def run_ids(self) -> list[str]:
        with Store(self.data / "audit.db") as store:
            return [r.id for r in store.runs()]

    def result(self, agency_id: str = "bo"):
        with Store(self.data / "audit.db") as store:
            return store.results(store.run().id, [agency_id])[0]

    def verdicts(self) -> dict[str, tuple[str, str]]:
        return {j.criterion_id: (j.english.verdict, j.local.verdict) for j in self.result().judgements}

    def snapshot(self, agency_id: str = "bo") -> Path:
        return self.data / "snapshots" / self.run_ids()[0] / agency_id

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.config / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def crawl_again(self, pages: dict[str, object], **limits: float) -> None:
        """Audit the portal once more, with other pages on it."""
        before, self.gov.pages = self.gov.pages, pages
        self.registry(agency("bo", self.gov.url()), **limits)
        assert self("run", "--on", DAY) in {0, 3}
        self.gov.pages = before

    def registry(self, *agencies: dict[str, object], **limits: float) -> None:
        write_registry(self.folder / "sites.yaml", *agencies, **limits)


def small_rules(folder: Path) -> None:
    """Write a configuration of few criteria and terms, quickly read, into a folder."""
    (folder / "config" / "criteria").mkdir(parents=True)
    (folder / "config" / "criteria" / "mine.yaml").write_text(EDITION, encoding="utf-8")
    few = shutil.ignore_patterns("[!it]*.yaml")  # two groups of families are enough, and quickly read
    shutil.copytree(CONFIG / "lexicon", folder / "config" / "lexicon")
    shutil.copytree(CONFIG / "services", folder / "config" / "services")
    shutil.rmtree(folder / "config" / "lexicon" / "families")
    shutil.copytree(CONFIG / "lexicon" / "families", folder / "config" / "lexicon" / "families", ignore=few)
    forget_nesting(folder / "config" / "lexicon")
    for name in ("guard.yaml", "notify.yaml", "retention.yaml", "sectors.yaml", "weights.yaml"):
        shutil.copy(CONFIG / name, folder / "config")


@pytest.fixture(scope="session")
def crawled(tmp_path_factory) -> Iterator[Workplace]:
    folder = tmp_path_factory.mktemp("crawled")
    small_rules(folder)
    with MockGov(PAGES) as gov:
        place = Workplace(folder, gov)
        place.registry(agency("bo", gov.url()))
        assert place("run", "--on", DAY) == 0
        yield place


@pytest.fixture
def place(crawled, tmp_path) -> Workplace:
    """A copy that a test may change."""
    shutil.copytree(crawled.folder, tmp_path / "place")
    return Workplace(tmp_path / "place", crawled.gov)


@pytest.fixture(scope="session")
def aged(crawled, tmp_path_factory) -> Workplace:
    """A portal with news that nothing cites, audited three times, under a policy that keeps one run whole."""
    place = Workplace(tmp_path_factory.mktemp("aged") / "place", crawled.gov)
    shutil.copytree(crawled.folder, place.folder)
    pages = {**PAGES, **NEWS, "/": page("Bộ Thử nghiệm", LINKS)}
    place.crawl_again(pages)
    place.crawl_again(pages)
    for was, now in (
        ("whole_runs: 4", "whole_runs: 1"),
        ("whole_for_good: year", "whole_for_good: none"),
        ("pairs: 60", "pairs: 2"),
        ("addresses: 50", "addresses: 3"),
        ("least_freed: 0.2", "least_freed: 0"),
        ("silent_days: 400", "silent_days: 2000"),
    ):
        place.edit("retention.yaml", was, now)
    place.registry(agency("bo", place.gov.url()))
    return place


@pytest.fixture
def old(aged, tmp_path, monkeypatch) -> Workplace:
    """A copy of it, more than a year later."""
    shutil.copytree(aged.folder, tmp_path / "place")
    monkeypatch.setenv(BEHIND, str(-400 * DAY_S))
    return Workplace(tmp_path / "place", aged.gov)
