"""Coming in through a provider of OpenID Connect in a real browser, from one site to another and back."""

from __future__ import annotations

import shutil

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")
pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from tests.reports.portal.conftest import PEOPLE
from tests.reports.portal.provider import CLIENT, SECRET, Provider
from tests.reports.portal.served import served

pytestmark = pytest.mark.browser
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Trial sign-in</title>'
    '<h1>Trial sign-in</h1><p><a href="{url}">Go on as the reader</a></p></html>'
)


@pytest.fixture
def provider():
    """On another site than the portal: `localhost` is not 127.0.0.1 to a browser."""
    with Provider("localhost") as found:
        found.shows = PAGE
        yield found


@pytest.fixture
def live(audited, provider, tmp_path, monkeypatch):
    monkeypatch.setenv("OSI_AUDIT_OIDC_SECRET", SECRET)
    folder = tmp_path / "portal"
    shutil.copytree(audited[0], folder)
    (folder / "config" / "portal.yaml").write_text(
        f"oidc:\n  issuer: {provider.issuer}\n  client_id: {CLIENT}\n"
        "  name: {vi: cổng đăng nhập thử, en: the trial sign-in}\n",
        encoding="utf-8",
    )
    with served(folder, audited[1]) as portal:
        yield portal


@pytest.mark.parametrize("how", [("vi", True), ("en", True), ("vi", False)], ids=str)
def test_somebody_signs_in_there_and_comes_back(live, provider, browser, broken_rules, how):
    locale, script = how
    base = live.books.settings.base_url
    noise: list[str] = []
    context = browser.new_context(
        locale=locale, viewport={"width": 320, "height": 800}, java_script_enabled=script
    )
    page = context.new_page()
    page.on("console", lambda message: noise.append(message.text))
    page.goto(f"{base}/agencies/bo?state=all")
    assert page.url.startswith(f"{base}/login?")
    assert page.locator("html").get_attribute("lang") == locale
    if script:
        assert broken_rules(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.keyboard.press("Tab")
    button = page.get_by_role(
        "button",
        name={"vi": "Đăng nhập bằng cổng đăng nhập thử", "en": "Sign in with the trial sign-in"}[locale],
    )
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{provider.issuer}/authorize?*")
    assert f"ui_locales={locale}" in page.url
    page.click("text=Go on as the reader")
    page.wait_for_url(f"{base}/agencies/bo?state=all")
    page.goto(f"{base}/account")
    assert PEOPLE["reader"].login in page.content()
    if script:
        assert broken_rules(page) == []
    (session,) = [c for c in context.cookies(base) if c["name"] == "osi"]
    assert (session["httpOnly"], session["sameSite"]) == (True, "Lax")
    assert not [c for c in context.cookies(base) if c["name"] == "osi-oidc"]
    context.close()
    assert noise == []


def test_what_went_wrong_is_said_where_one_signs_in(live, provider, browser, broken_rules):
    base = live.books.settings.base_url
    context = browser.new_context(locale="en")
    page = context.new_page()
    provider.person = {"sub": "s-9", "email": "nobody@bo.example", "email_verified": True}
    page.goto(f"{base}/login?next=/queue")
    page.get_by_role("button", name="Sign in with").click()
    page.click("text=Go on as the reader")
    page.wait_for_url(f"{base}/login?fault=oidc_nobody&next=%2Fqueue")
    assert page.get_by_role("alert").is_visible()
    assert broken_rules(page) == []
    provider.person = {"sub": "s-1", "email": "reader@bo.example", "email_verified": True}
    page.get_by_role("button", name="Sign in with").click()
    page.click("text=Go on as the reader")
    page.wait_for_url(f"{base}/queue")
    context.close()
