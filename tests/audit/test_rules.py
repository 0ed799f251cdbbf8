"""The rules are read once as long as their files are the same."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from audit.rules import load_rules
from crawler.errors import ConfigError

CONFIG = Path(__file__).parents[2] / "config"
DAY = date(2026, 6, 30)


@pytest.fixture
def config(tmp_path):
    """A configuration folder that a test may change."""
    return shutil.copytree(CONFIG, tmp_path / "config")


def test_the_same_files_in_another_folder_are_not_read_again(config):
    assert load_rules(config, (), DAY) is load_rules(CONFIG, (), DAY)


def test_another_day_and_other_editions_are_other_rules():
    rules = load_rules(CONFIG, (), DAY)

    assert load_rules(CONFIG, (), date(2018, 6, 30)).day == date(2018, 6, 30)
    assert load_rules(CONFIG, ["osi-2024"], DAY).names != rules.names


def test_a_file_that_was_changed_is_read_again(config):
    before = load_rules(config, (), DAY)
    file = config / "services" / "rules.yaml"
    text = file.read_text("utf-8")
    needed = f"english_steps: {before.services.english_steps}"
    assert needed in text
    file.write_text(text.replace(needed, "english_steps: 7"), "utf-8")

    assert load_rules(config, (), DAY).services.english_steps == 7
    assert load_rules(CONFIG, (), DAY).services.english_steps == before.services.english_steps


def test_what_became_wrong_or_went_missing_is_said_although_it_was_read_before(config):
    load_rules(config, (), DAY)
    (config / "weights.yaml").write_text("none: 1\n", "utf-8")
    with pytest.raises(ConfigError, match=r"weights\.yaml"):
        load_rules(config, (), DAY)
    (config / "weights.yaml").unlink()
    with pytest.raises(ConfigError, match=r"weights\.yaml"):
        load_rules(config, (), DAY)
