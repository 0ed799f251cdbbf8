"""`portal.yaml` and the provider's secret: what is wrong is named, and no secret ever is."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")

from audit.datadir import DataDir
from audit.runs import Place
from crawler.errors import ConfigError, UsageError
from reports.portal.factory import handed_over
from reports.portal.oidc.secret import client_secret_from
from reports.portal.options import PortalOptions, load_options
from reports.portal.settings import PortalSettings

CONFIG = Path(__file__).parents[3] / "config"
GOOD = """\
oidc:
  issuer: https://login.example/realms/bo
  client_id: osi-audit
  name: {vi: Cổng, en: the gate}
"""
ISSUER = "https://login.example/realms/bo"


def written(folder: Path, text: str) -> Path:
    (folder / "portal.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_file_that_comes_with_the_program_changes_nothing(tmp_path):
    assert load_options(CONFIG) == load_options(tmp_path) == PortalOptions()


def test_what_it_shows_in_remarks_is_right(tmp_path):
    text = (CONFIG / "portal.yaml").read_text(encoding="utf-8")
    shown = "".join(
        line.removeprefix("# ") + "\n" for line in text.partition("(extra `oidc`):\n")[2].splitlines()
    )
    options = load_options(written(tmp_path, shown.replace("  ca_file:", "  # ca_file:")))

    assert options.oidc is not None
    assert options.oidc.name.vi == "Đăng nhập một lần của Bộ"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD.replace(ISSUER, "http://login.example"), "oidc.issuer: is no https:// address"),
        (GOOD.replace(ISSUER, "https://login.example/?a=b"), "oidc.issuer: has a query"),
        (GOOD.replace(ISSUER, "https://a:b@login.example"), "oidc.issuer: holds a name or a password"),
        (GOOD.replace(ISSUER, "login.example"), "oidc.issuer: is no address"),
        (GOOD.replace(ISSUER, "https://[::1"), "oidc.issuer: is no address"),
        (GOOD.replace("client_id: osi-audit", "client_id: ''"), "oidc.client_id"),
        (GOOD.replace("  client_id: osi-audit\n", ""), "oidc.client_id"),
        (GOOD.replace(", en: the gate", ""), "oidc.name.en"),
        (GOOD + "  client_secret: hush\n", "oidc.client_secret: unknown key"),
        (GOOD + "  ca_file: /nowhere/ca.pem\n", "oidc.ca_file: /nowhere/ca.pem: cannot be used"),
        (GOOD + "password: false\n", "password: unknown key"),
        ("passwords: false\n", "passwords: false shuts everybody out without oidc"),
        ("data: sometimes\n", "data"),
        ("[]", "portal.yaml"),
    ],
)
def test_what_is_wrong_is_named_with_its_key(tmp_path, text, key):
    with pytest.raises(ConfigError) as caught:
        load_options(written(tmp_path, text))

    assert str(caught.value).startswith(str(tmp_path / "portal.yaml"))
    assert key in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_file_of_certificates_that_is_none_is_named(tmp_path):
    (tmp_path / "ca.pem").write_text("none", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"oidc\.ca_file: .*cannot be used"):
        load_options(written(tmp_path, f"{GOOD}  ca_file: {tmp_path / 'ca.pem'}\n"))


@pytest.mark.parametrize(
    ("text", "package", "extra"), [(GOOD, "joserfc", "oidc"), ("data: true\n", "datasette", "datasette")]
)
def test_without_the_extra_it_is_said_how_to_get_it(tmp_path, monkeypatch, text, package, extra):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "reports.portal.options.find_spec", lambda name: None if name == package else found(name)
    )

    with pytest.raises(
        ConfigError, match=rf"portal.yaml:1: \w+: needs the extra `{extra}` \({package} is missing\): pip"
    ):
        load_options(written(tmp_path, text))


def test_the_secret_comes_from_the_environment_or_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text("hush\n", encoding="utf-8")

    assert client_secret_from({}) == ""
    assert client_secret_from({"OSI_AUDIT_OIDC_SECRET": "hush"}) == "hush"
    assert client_secret_from({"OSI_AUDIT_OIDC_SECRET_FILE": str(file)}) == "hush"


@pytest.mark.parametrize(
    "content", [b"", b"two\nlines", b"\xff\xfe", None], ids=["empty", "lines", "no text", "missing"]
)
def test_a_file_without_a_secret_is_named(tmp_path, content):
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(UsageError, match=rf"OSI_AUDIT_OIDC_SECRET_FILE: {file}: ") as caught:
        client_secret_from({"OSI_AUDIT_OIDC_SECRET_FILE": str(file)})
    assert "lines" not in str(caught.value)


def test_two_secrets_are_one_too_many():
    with pytest.raises(UsageError, match="one of them, not both"):
        client_secret_from({"OSI_AUDIT_OIDC_SECRET": "a", "OSI_AUDIT_OIDC_SECRET_FILE": "b"})


def test_the_secret_is_neither_shown_nor_handed_on(tmp_path):
    place = Place(DataDir(tmp_path / "var"), written(tmp_path, GOOD), tmp_path / "sites.yaml", named=True)
    settings = PortalSettings.read(place, "https://osi.example", {"OSI_AUDIT_OIDC_SECRET": "hush"})

    assert settings.client_secret == "hush"
    assert "hush" not in repr(settings)
    assert "hush" not in str(handed_over(settings))
    assert settings.departure_cookie == "__Host-osi-oidc"


def test_without_the_extras_the_portal_is_what_it_was():
    """In a process of its own, where none of their packages can be imported."""
    script = (
        "import sys\n"
        "for name in ('authlib', 'joserfc', 'httpx2', 'datasette'): sys.modules[name] = None\n"
        "from reports.portal.app import ALL_ROUTES\n"
        "import reports.portal.factory, audit.cli.serve, audit.cli.users\n"
        "print(len(ALL_ROUTES) > 50)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CONFIG.parent, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("True\n", "")
