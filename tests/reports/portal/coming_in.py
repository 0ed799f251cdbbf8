"""What tests of coming in through a provider share: a portal that has one, the way there and back, and how a refusal looks."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")

import httpx2

from reports.portal.oidc import client as client_module
from tests.reports.portal.conftest import BASE, PEOPLE, Portal
from tests.reports.portal.provider import CLIENT, SECRET, Provider

READER = PEOPLE["reader"].login


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(client_module, "SLOWEST_S", 2.0)


@pytest.fixture(scope="module")
def kept():
    """One provider for all tests, which `provider` makes right again."""
    with Provider() as found:
        yield found


@pytest.fixture
def provider(kept):
    kept.reset()
    return kept


def made(audited, folder: Path, stack: ExitStack, provider: Provider, more: str = "") -> Portal:
    """A portal that people come into by a provider; with more in its portal.yaml."""
    shutil.copytree(audited[0], folder)
    (folder / "config" / "portal.yaml").write_text(
        f"oidc:\n  issuer: {provider.issuer}\n  client_id: {CLIENT}\n"
        f"  name: {{vi: cổng đăng nhập thử, en: the trial sign-in}}\n{more}",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OSI_AUDIT_OIDC_SECRET", SECRET)
        return Portal(folder, audited[1], stack)


@pytest.fixture
def make(audited, kept, tmp_path):
    """A portal of the test's own."""
    kept.reset()
    with ExitStack() as stack:

        def _make(more: str = "", provider: Provider = kept) -> Portal:
            portal = made(audited, tmp_path / "portal", stack, provider, more)
            provider.now = lambda: portal.clock().timestamp()
            return portal

        yield _make


@pytest.fixture(scope="module")
def _shared(audited, kept, tmp_path_factory):
    with ExitStack() as stack:
        yield made(audited, tmp_path_factory.mktemp("provider") / "portal", stack, kept)


@pytest.fixture
def portal(_shared, provider):
    """A portal for tests that change nobody's access: nobody is linked, nobody tried, nothing is known of the provider."""
    accounts = _shared.books.accounts
    for user in accounts.users.all():
        accounts.identities.unlink(user.id)
    accounts.failures.forget("from:testclient")
    _shared.books.__dict__.pop("provider", None)
    _shared.clock.on(minutes=16)  # who was away comes back no more
    provider.now = lambda: _shared.clock().timestamp()
    return _shared


def leave(visitor, target: str = "/agencies/bo"):
    """Press the button; returns the page that goes on to the provider."""
    return visitor.post("/login/oidc", next=target)


def onwards(page) -> str:
    assert page.status_code == 200
    return page.headers["refresh"].partition("url=")[2]


def back(url: str) -> str:
    """Sign in there; returns the path by which the browser comes back."""
    answer = httpx2.get(url, follow_redirects=False, trust_env=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{BASE}/login/oidc/callback?")
    return answer.headers["location"].removeprefix(BASE)


def sign_in(visitor, target: str = "/agencies/bo"):
    return visitor.get(back(onwards(leave(visitor, target))))


def last(portal, number: int = 1):
    return [change for _number, change in portal.books.accounts.log.newest(number)]


def refused(portal, answer, why: str, fault: str = "") -> str:
    """Nobody was let in, and the log says why; returns what the person is told."""
    assert answer.status_code == 303
    told = parse_qs(urlsplit(answer.headers["location"]).query)["fault"][0]
    assert told.startswith("oidc_")
    assert not fault or told == fault
    assert not [name for name in answer.headers.get_list("set-cookie") if name.startswith("osi=")]
    (change,) = last(portal)
    assert change.action == "login_failed"
    assert why in change.detail
    page = portal.visitor().get(answer.headers["location"], headers={"accept-language": "en"})
    assert page.status_code == 200
    return re.search(r'role="alert">([^<]+)<', page.text)[1]
