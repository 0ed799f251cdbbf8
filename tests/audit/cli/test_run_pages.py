"""What `report` makes of the calendar and the figures of the EGDI in a configuration folder."""

from __future__ import annotations

import shutil
from pathlib import Path

CONFIG = Path(__file__).parents[3] / "config"
PRESETS = ("calendar.yaml", "egdi.yaml", "egdi_history.csv")


def test_pages_are_written_where_the_configuration_has_their_data(place, tmp_path):
    assert place("report", "--out", str(tmp_path / "without")) == 0
    assert {path.name for path in (tmp_path / "without" / "vi").glob("[ceu]*.html")} == {"un.html"}

    for name in PRESETS:
        shutil.copy(CONFIG / name, place.config)
    assert place("report", "--out", str(tmp_path / "with")) == 0
    for locale in ("vi", "en"):
        for name in ("un", "egdi", "calendar"):
            assert (tmp_path / "with" / locale / f"{name}.html").is_file()


def test_a_wrong_calendar_stops_a_run_before_it_begins(place, capsys):
    before = place.run_ids()
    (place.config / "calendar.yaml").write_text("version: 1\ndeadlines: 7\n", encoding="utf-8")

    for command in ("run", "report"):
        assert place(command) == 2
        assert "calendar.yaml:2: deadlines: Input should be a valid tuple" in capsys.readouterr().err
    assert place.run_ids() == before


def test_figures_that_are_wrong_are_named(place, capsys):
    for name in PRESETS:
        shutil.copy(CONFIG / name, place.config)
    table = place.config / "egdi_history.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("VNM,71,", "VNM,71st,"), encoding="utf-8")

    assert place("report") == 2
    assert "egdi_rank: is no whole number above 0 (found '71st')" in capsys.readouterr().err
