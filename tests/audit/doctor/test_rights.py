"""What every user of a machine can read is told; what nobody else can come to is not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from audit.doctor.model import Level
from audit.doctor.rights import found, judge


@pytest.fixture
def root():
    """A data folder to which everybody can come, as below /var/lib: pytest's own are its user's alone."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if any(not above.stat().st_mode & 0o001 for above in folder.parents):
            pytest.skip("nobody else can come to the folder of temporary files")
        folder.chmod(0o755)
        yield folder


def say(root, **environment: str) -> dict[Level, str]:
    return {said.level: f"{said.what} → {said.do}" for said in judge(found(root, environment))}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("audit.db", Level.WARNING),
        ("search.db-wal", Level.WARNING),
        ("portal.db", Level.FAULT),
        ("portal.db.before-p005", Level.FAULT),
    ],
)
def test_a_database_that_everybody_can_read_is_told(root, name, level):
    path = root / name
    path.touch(mode=0o600)
    assert set(say(root)) == {Level.OK}

    path.chmod(0o644)
    said = say(root)
    assert set(said) == {level}
    assert f"chmod o-rwx {path}" in said[level]

    root.chmod(0o750)  # as with UMask=0077 in the unit
    assert set(say(root)) == {Level.OK}


@pytest.mark.parametrize(
    "name",
    [
        "OSI_AUDIT_SMTP_PASSWORD_FILE",
        "OSI_AUDIT_WEBHOOK_SECRETS_FILE",
        "OSI_AUDIT_OIDC_SECRET_FILE",
    ],
)
def test_a_secret_that_everybody_can_read_is_told_and_not_shown(root, name):
    path = root / "secret"
    path.write_text("hunter2", encoding="utf-8")
    path.chmod(0o644)
    said = say(root, **{name: str(path)})
    assert str(path) in said[Level.FAULT]
    assert "hunter2" not in said[Level.FAULT]

    path.chmod(0o640)  # the service's group
    assert set(say(root, **{name: str(path)})) == {Level.OK}


def test_files_that_are_not_there_are_for_others_to_tell(root):
    assert say(root, OSI_AUDIT_SMTP_PASSWORD_FILE=str(root / "none")) == {}
    assert say(root / "none") == {}
