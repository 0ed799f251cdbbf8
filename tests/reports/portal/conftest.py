"""A portal over a real run of three small agencies: a ministry, a unit of it, and a province that is a stranger to both."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra `portal` is not installed")

from starlette.testclient import TestClient

from audit.__main__ import run
from audit.datadir import DataDir
from audit.place import Place
from reports.portal import passwords
from reports.portal.access import Role
from reports.portal.accounts.db import Accounts
from reports.portal.accounts.users import Newcomer
from reports.portal.app import create_app
from reports.portal.books import Books
from reports.portal.settings import PortalSettings
from tests.audit.cli.conftest import DAY, PAGES, small_rules
from tests.mockgov import MockGov, agency, write_registry

BASE = "http://portal.example"
PASSWORD = "bốn chiếc thuyền giấy"
PEOPLE = {
    "operator": Newcomer("operator@portal.example", Role.OPERATOR, "", "Người điều hành", "en"),
    "reviewer": Newcomer("reviewer@portal.example", Role.REVIEWER, "", "Người kiểm tra", "en"),
    "webmaster": Newcomer("webmaster@bo.example", Role.WEBMASTER, "bo", "Trần Thị Bình", "en"),
    "reader": Newcomer("reader@bo.example", Role.READER, "bo", "Lê Văn An", "en"),
    "stranger": Newcomer("webmaster@tinh.example", Role.WEBMASTER, "tinh", "Người ngoài", "en"),
}
OURS = {"origin": BASE, "sec-fetch-site": "same-origin"}
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Clock:
    """The moment, that a test moves on."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


class Visitor:
    """A browser of one person, who has a token for programs, too."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str, **more):
        return self.client.get(path, follow_redirects=False, **more)

    def csrf(self, page: str = "/account") -> str:
        return _CSRF.search(self.get(page).text)[1]

    def post(self, path: str, headers=OURS, **fields: str):
        """Send a form as a browser sends one of ours."""
        if "csrf" not in fields and self.client.cookies.get("osi"):
            fields["csrf"] = self.csrf()
        sent = {name: value for name, value in fields.items() if value is not None}
        return self.client.post(path, data=sent, headers=headers, follow_redirects=False)

    def sign_in(self, login: str, password: str = PASSWORD, **more: str):
        return self.post("/login", login=login, password=password, **more)


class Portal:
    """The application, and whoever visits it."""

    def __init__(self, folder: Path, ministry: MockGov, stack: ExitStack, base: str = BASE) -> None:
        self.ministry = ministry
        self.clock = Clock()
        config, sites = folder / "config", folder / "sites.yaml"
        self.data = DataDir(folder / "var")
        self.books = Books(PortalSettings.read(Place(self.data, config, sites, named=True), base), self.clock)
        self.app = create_app(self.books)
        self.options = ["--config", str(config), "--sites", str(sites)]
        self._stack = stack
        stack.enter_context(TestClient(self.app, base_url=BASE))  # begins and ends the application

    def visitor(self, who: str = "", **more) -> Visitor:
        """A browser, of somebody who has signed in where a name is given."""
        found = Visitor(TestClient(self.app, base_url=BASE, **more))
        self._stack.callback(found.client.close)
        if who:  # as signing in does, without its slow hash
            accounts = self.books.accounts
            user = accounts.users.by_login(PEOPLE[who].login)
            found.client.cookies.set("osi", accounts.sessions.begin(user.id, self.clock()))
            found.token = self.token(user.agency_id)
        return found

    def url(self, path: str) -> str:
        """Where a browser finds a page of it."""
        return f"{self.books.settings.base_url}{path}"

    def token(self, agency_id: str = "") -> str:
        """A token of the read API."""
        day = timedelta(days=1)
        return self.books.accounts.tokens.add("test", agency_id, "test", self.clock(), day)[1]

    def finding(self, agency_id: str = "bo") -> str:
        """Id of a finding of an agency."""
        return self.books.store.lives.of(agency_id)[0].finding.id


@pytest.fixture(scope="session")
def audited(tmp_path_factory) -> Iterator[tuple[Path, MockGov]]:
    """A folder with rules, registry, a run and people; and the ministry's portal, that is still there."""
    folder = tmp_path_factory.mktemp("portal")
    small_rules(folder)
    with MockGov(PAGES) as ministry, MockGov(PAGES) as unit, MockGov(PAGES) as province:
        write_registry(
            folder / "sites.yaml",
            agency("bo", ministry.url()),
            {**agency("cuc", unit.url()), "kind": "unit", "parent": "bo"},
            {**agency("tinh", province.url()), "kind": "province"},
        )
        options = [
            "--data",
            str(folder / "var"),
            "--config",
            str(folder / "config"),
            "--sites",
            str(folder / "sites.yaml"),
        ]
        assert run(["run", "--on", DAY, "--workers", "1", *options]) == 0
        _let_in(folder)
        yield folder, ministry


def _let_in(folder: Path) -> None:
    at = datetime.now(UTC)
    hashed = passwords.hash_of(PASSWORD)
    with Accounts(folder / "var" / "portal.db") as accounts:
        for newcomer in PEOPLE.values():
            user = accounts.users.add(newcomer, at)
            accounts.users.accept(accounts.users.invite(user.id, "test", at), hashed, at)


@pytest.fixture(scope="module")
def shared(audited, tmp_path_factory) -> Iterator[Portal]:
    """A copy for tests that only read."""
    folder = tmp_path_factory.mktemp("shared") / "portal"
    shutil.copytree(audited[0], folder)
    with ExitStack() as stack:
        yield Portal(folder, audited[1], stack)


@pytest.fixture
def portal(audited, tmp_path) -> Iterator[Portal]:
    """A copy that a test may change."""
    shutil.copytree(audited[0], tmp_path / "portal")
    before = audited[1].pages
    with ExitStack() as stack:
        yield Portal(tmp_path / "portal", audited[1], stack)
    audited[1].pages = before


@pytest.fixture(scope="module")
def live(audited, tmp_path_factory) -> Iterator[Portal]:
    """A copy that a browser reaches, and that the tests of a module change one after the other."""
    pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")
    from tests.reports.portal.served import served

    folder = tmp_path_factory.mktemp("live") / "portal"
    shutil.copytree(audited[0], folder)
    before = audited[1].pages
    with served(folder, audited[1]) as portal:
        yield portal
    audited[1].pages = before


@pytest.fixture
def enter(browser, live):
    """Sign in as somebody; any console message, page error or request elsewhere fails the test at its end."""
    from tests.reports.portal.served import sign_in

    noise: list[str] = []
    with ExitStack() as stack:

        def _enter(who: str, locale: str = "en", width: int = 1280, **more):
            context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale, **more)
            stack.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: noise.append(message.text))
            page.on("pageerror", lambda error: noise.append(str(error)))
            page.on(
                "request",
                lambda r: None if r.url.startswith((live.url("/"), "data:")) else noise.append(r.url),
            )
            page.goto(live.url(f"/language/{locale}"))
            sign_in(page, live, who)
            return page

        yield _enter
    assert noise == []
