"""A portal.db, and the copy of it from before an upgrade, is its owner's alone."""

from __future__ import annotations

import os
import stat

import pytest

from reports.portal.accounts.db import Accounts
from reports.portal.accounts.schema import SCHEMA
from tests.audit.store.databases import KEPT
from tests.audit.store.old_versions import build


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_the_copy_is_never_for_others_to_read(tmp_path, tmp_path_factory, mask):
    path = tmp_path / "portal.db"
    build(path, 1, KEPT[SCHEMA.file].rows(tmp_path_factory.mktemp("now")), SCHEMA)
    path.chmod(0o600)
    before = os.umask(mask)
    try:
        Accounts(path).close()
    finally:
        os.umask(before)

    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_a_new_one_needs_no_copy_and_is_its_owners_alone(tmp_path):
    Accounts(tmp_path / "var" / "portal.db").close()

    (made,) = (tmp_path / "var").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
