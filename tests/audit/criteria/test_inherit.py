"""A folder of editions is read once in a process, and anew when a file of it is another one."""

from __future__ import annotations

import pytest

from audit.criteria.inherit import catalogue_in
from crawler.errors import ConfigError


def test_a_folder_is_read_again_when_a_file_changes(tmp_path):
    edition = tmp_path / "mine.yaml"
    edition.write_text("criteria: [{id: A, title: one}, {id: B, like: A}]\n", encoding="utf-8")
    first = catalogue_in(tmp_path)
    assert catalogue_in(tmp_path) is first
    assert first.complete({"id": "B", "like": "A"})["title"] == "one"

    edition.write_text("criteria: [{id: A, title: two}, {id: B, like: A}]\n", encoding="utf-8")
    assert catalogue_in(tmp_path).complete({"id": "B", "like": "A"})["title"] == "two"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "mine.yaml").mkdir()
    with pytest.raises(ConfigError, match=r"mine\.yaml: cannot be read"):
        catalogue_in(tmp_path)
