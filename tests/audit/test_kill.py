"""A run that is killed whole, ten times over, ends as one that nobody disturbed."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from audit.__main__ import run
from crawler.snapshot import Snapshot
from crawler.warc_tail import warc_files
from tests.mockgov import MockGov, agency, write_registry
from tests.mockgov.killing import KillableRun

CHOICE = ("--on", "2018-06-30", "--edition", "osi-2024")
SEED = 6
NEWS = 14
LIST = {"items": [{"ma": "1.000105", "ten": "Cấp giấy phép lao động"}]}
MENU = "".join(
    f'<a href="{path}">{name}</a> '
    for path, name in {
        "/": "Trang chủ",
        "/gioi-thieu": "Chức năng, nhiệm vụ",
        "/thu-tuc": "Thủ tục hành chính",
        "/en": "English",
        "/tin": "Tin tức",
        "/lien-he": "Liên hệ",
    }.items()
)
SITE_MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://{host}/rieng</loc></url></urlset>'


def page(title: str, more: str = "", lang: str = "vi") -> str:
    text = "Bộ Thử nghiệm là cơ quan của Chính phủ, thực hiện chức năng quản lý nhà nước về thử nghiệm."
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title></head><body><nav>{MENU}</nav>'
        f"<main><h1>{title}</h1><p>{text}</p>{more}</main></body></html>"
    )


def portal(gov: MockGov) -> None:
    """News one behind the other, a site map, a list drawn from data, documents, a search and a redirect."""
    news = {
        f"/tin/{n}": page(f"Tin số {n}", f'<a href="/tin/{min(n + 3, NEWS)}">Tin sau</a>')
        for n in range(1, NEWS)
    }
    files = "".join(f'<a href="/van-ban/so-{n}.pdf">Quyết định số {n}</a> ' for n in range(4))
    form = '<form action="/tim-kiem"><input type="search" name="tu-khoa"></form>'
    gov.pages.update(
        {
            "/": page("Bộ Thử nghiệm", form),
            "/gioi-thieu": page("Chức năng, nhiệm vụ", files),
            "/thu-tuc": page(
                "Thủ tục hành chính",
                '<table data-url="/api/thu-tuc"></table><a href="/thu-tuc/1">1.000105 - Cấp giấy phép lao động</a>',
            ),
            "/thu-tuc/1": page("Cấp giấy phép lao động", "<p>Mã thủ tục: 1.000105</p>"),
            "/tin": page(
                "Tin tức",
                '<a href="/tin/1">1</a> <a href="/tin/2">2</a> <a href="/tin/3">3</a> <a href="/cu">Tin cũ</a>',
            ),
            "/cu": (301, {"Location": "/gioi-thieu"}, b""),
            f"/tin/{NEWS}": page("Tin cuối"),
            "/lien-he": page("Liên hệ", "<p>Điện thoại: 024 3827 0000</p>"),
            "/en": page(
                "Ministry of Tests", "<p>The Ministry of Tests is a body of the Government.</p>", "en"
            ),
            "/rieng": page("Trang riêng"),
            "/tim-kiem": page("Kết quả tìm kiếm", "<p>Cấp giấy phép lao động</p>"),
            "/api/thu-tuc": (200, {"Content_Type": "application/json"}, json.dumps(LIST).encode()),
            "/sitemap.xml": (200, {"Content_Type": "text/xml"}, SITE_MAP.format(host=gov.host).encode()),
            **{f"/van-ban/so-{n}.pdf": (200, {"Content_Type": "application/pdf"}, _pdf(n)) for n in range(4)},
            **news,
        }
    )


def _pdf(number: int) -> bytes:
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": f"Quyết định số {number}"})
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def is_beside(path: str) -> bool:
    return path.startswith(("/api/", "/van-ban/", "/tim-kiem"))


class Moments:
    """When to kill: at the nth request of a kind since the last kill, or some time into a state of the run."""

    def __init__(self, govs: list[MockGov], database: Path) -> None:
        self._govs = govs
        self._database = database

    def at_page(self, number: int) -> Callable[[], bool]:
        """While pages are crawled."""
        return self._at_hit(number, lambda path: not is_beside(path))

    def at_beside(self, number: int) -> Callable[[], bool]:
        """While documents, data and searches are fetched."""
        return self._at_hit(number, is_beside)

    def _at_hit(self, number: int, fits: Callable[[str], bool]) -> Callable[[], bool]:
        starts = [len(gov.hits) for gov in self._govs]

        def came() -> bool:
            later = (p for gov, at in zip(self._govs, starts, strict=True) for p in gov.paths()[at:])
            return sum(map(fits, later)) >= number

        return came

    def in_state(self, state: str, seconds: float) -> Callable[[], bool]:
        """While the run is judged, or its reports are written."""
        since: list[float] = []

        def came() -> bool:
            if not since and self._state() == state:
                since.append(time.monotonic())
            return bool(since) and time.monotonic() - since[0] >= seconds

        return came

    def _state(self) -> str:
        try:
            with closing(sqlite3.connect(f"{self._database.as_uri()}?mode=ro", uri=True)) as database:
                row = database.execute("select state from runs").fetchone()
        except sqlite3.Error:  # not there yet
            return ""
        return row[0] if row else ""


def pages_of(var: Path, agency_id: str) -> dict[str, tuple[object, ...]]:
    (folder,) = (var / "snapshots").glob(f"*/{agency_id}")
    with Snapshot(folder) as snapshot:
        records = list(snapshot.pages())
        assert len({r.url for r in records}) == len(records)
        assert snapshot.result.counts == Counter(str(r.status) for r in records)
    return {r.url: (r.status, r.depth, r.final_url, r.source, r.size, r.body_sha256) for r in records}


def archived(var: Path, agency_id: str) -> Counter[tuple[str, str]]:
    """How often each address has a response of its own in the archive; records of another visit point to it."""
    (folder,) = (var / "snapshots").glob(f"*/{agency_id}")
    found: Counter[tuple[str, str]] = Counter()
    for path in warc_files(folder):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                if record.rec_type == "response":
                    found[record.rec_headers.get_header("WARC-Target-URI"), record.rec_type] += 1
    return found


def verdicts(var: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(var / "audit.db")) as database:
        assert database.execute("select state from runs").fetchall() == [("done",)]
        assert database.execute("select count(*) from results").fetchone() == (2,)
        said = database.execute(
            "select agency_id, criterion_id, verdict, english, local from verdicts order by 1, 2"
        ).fetchall()
        found = database.execute("select agency_id, finding_id from findings order by 1, 2").fetchall()
    assert len({row[:2] for row in said}) == len(said)
    assert len(set(found)) == len(found)
    return said + found


@pytest.fixture
def govs():
    with MockGov() as first, MockGov() as second:
        for gov in (first, second):
            portal(gov)
        yield [first, second]


def test_a_run_that_is_killed_ten_times_ends_as_an_undisturbed_one(tmp_path, govs):
    chance = random.Random(SEED)
    sites = write_registry(
        tmp_path / "sites.yaml",
        *(agency(name, gov.url()) for name, gov in zip(("mot", "hai"), govs, strict=True)),
        delay_s=0.04,
    )
    where = ["--sites", str(sites), "--workers", "2"]
    calm, harried = tmp_path / "calm", tmp_path / "harried"
    assert run(["run", *CHOICE, *where, "--data", str(calm)]) == 0

    moments = Moments(govs, harried / "audit.db")
    crawling = [lambda: moments.at_page(chance.randint(1, 30)) for _ in range(4)]
    beside = [lambda: moments.at_beside(chance.randint(1, 6)) for _ in range(2)]
    judging = [lambda: moments.in_state("auditing", chance.uniform(0, 2)) for _ in range(2)]
    reporting = [lambda: moments.in_state("reporting", chance.uniform(0, 0.5)) for _ in range(2)]
    arguments = ["run", *CHOICE, *where, "--data", str(harried)]
    killed = []
    for moment in (*crawling, *beside, *judging, *reporting):
        killed.append(KillableRun(*arguments).kill_when(moment()))
        if (harried / "audit.db").exists():
            arguments = ["run", "--resume", "latest", *where, "--data", str(harried)]

    assert all(killed), killed  # not one came to its end before its moment
    assert max(killed) >= 3
    assert run(["run", "--resume", "latest", *where, "--data", str(harried)]) == 0
    for agency_id in ("mot", "hai"):
        assert pages_of(harried, agency_id) == pages_of(calm, agency_id)
        assert archived(harried, agency_id) == archived(calm, agency_id)
    assert verdicts(harried) == verdicts(calm)
    assert _reports(harried) == _reports(calm)


def _reports(var: Path) -> set[str]:
    (folder,) = (var / "reports").iterdir()
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
