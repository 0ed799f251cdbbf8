"""`osi-audit demo --year` before it plays: what it refuses."""

from __future__ import annotations

import pytest

from audit.__main__ import run
from audit.cli import demo
from audit.store.db import Store


def test_a_day_and_a_year_do_not_go_together(tmp_path, capsys):
    assert run(["demo", "--year", "--on", "2018-06-30", "--data", str(tmp_path)]) == 2
    assert "days of its own" in capsys.readouterr().err


def test_a_folder_with_runs_is_left_as_it_is(place, capsys):
    before = place.run_ids()
    assert run(["demo", "--year", "--data", str(place.data)]) == 2
    assert "has runs already" in capsys.readouterr().err
    assert place.run_ids() == before


def test_a_mail_server_of_the_environment_is_not_used(tmp_path, monkeypatch):
    """The demo's agencies are made up: nothing is sent to them, whatever the machine is set up for."""
    monkeypatch.setenv("OSI_AUDIT_SMTP", "smtp://nobody@127.0.0.1:1")
    stages = []
    monkeypatch.setattr("audit.cli.year.play", lambda _year, stage: stages.append(stage) or iter(()))
    monkeypatch.setattr(demo, "take_example_list", lambda *_: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "run", lambda *_: type("Run", (), {"id": "r"}))
        assert run(["demo", "--year", "--data", str(tmp_path)]) == 0
    assert [stage.posted for stage in stages] == [False]
