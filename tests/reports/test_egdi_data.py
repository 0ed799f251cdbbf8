from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from reports.egdi_data import load_egdi

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"
SHARED = ROOT.parent / "shared" / "data" / "egdi_history.csv"
HEAD = "survey_year,country,iso3,egdi_rank,egdi,osi,tii,hci,epi\n"
ROW = "2024,Viet Nam,VNM,71,0.77092,0.70811,0.87798,0.72664,0.60270\n"


@pytest.fixture
def config(tmp_path):
    shutil.copy(CONFIG / "egdi.yaml", tmp_path)
    (tmp_path / "egdi_history.csv").write_text(HEAD + ROW, encoding="utf-8")
    return tmp_path


def test_the_figures_are_those_that_were_checked():
    if not SHARED.exists():
        pytest.skip("the folder of shared data is not here")
    copy, source = ((path.read_bytes()) for path in (CONFIG / "egdi_history.csv", SHARED))

    assert hashlib.sha256(copy).hexdigest() == hashlib.sha256(source).hexdigest()


def test_every_survey_has_every_member_state_with_all_values():
    egdi = load_egdi(CONFIG)

    assert list(egdi.surveys) == [2016, 2018, 2020, 2022, 2024]
    for year, states in egdi.surveys.items():
        assert len(states) == 193, year
        assert all(None not in (s.rank, s.egdi, s.osi, s.tii, s.hci) for s in states.values())


def test_the_decimals_are_those_that_each_survey_publishes():
    assert load_egdi(CONFIG).digits == {2016: 5, 2018: 4, 2020: 4, 2022: 4, 2024: 5}


def test_the_source_is_named_in_the_notice():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    assert "config/egdi_history.csv" in notice
    assert (
        "UN E-Government Knowledgebase" in notice.replace("\n", " ") or "E-Government Knowledgebase" in notice
    )


def test_a_configuration_without_figures_has_none(tmp_path):
    assert load_egdi(tmp_path) is None


def test_figures_without_settings_are_a_fault(config):
    (config / "egdi.yaml").unlink()

    with pytest.raises(ConfigError, match=r"egdi\.yaml"):
        load_egdi(config)


def test_what_the_un_gives_no_value_for_is_none(config):
    (config / "egdi_history.csv").write_text(HEAD + ROW + "2024,Nowhere,NWH,,,,0.1,0.2,\n", encoding="utf-8")

    state = load_egdi(config).surveys[2024]["NWH"]
    assert (state.rank, state.egdi, state.osi, state.tii) == (None, None, None, 0.1)


@pytest.mark.parametrize(
    ("text", "said", "line", "key"),
    [
        ("a,b\n" + ROW, "its columns are not", 1, ""),
        (HEAD, "holds no survey", None, ""),
        (HEAD + ROW + ROW, "VNM stands twice in 2024", 3, "iso3"),
        (HEAD + ROW.replace("0.70811", "70.811"), "is no number from 0 to 1", 2, "osi"),
        (HEAD + ROW.replace("0.70811", "0,70811"), "has not 9 columns", 2, ""),
        (HEAD + ROW.replace("0.70811", "nan"), "is no number from 0 to 1", 2, "osi"),
        (HEAD + ROW.replace(",71,", ",7.1,"), "is no whole number", 2, "egdi_rank"),
        (HEAD + ROW.replace("2024,", ",", 1), "is empty", 2, "survey_year"),
        (HEAD + "2024,Viet Nam\n", "has not 9 columns", 2, ""),
    ],
)
def test_a_wrong_table_is_named_with_line_and_column(config, text, said, line, key):
    (config / "egdi_history.csv").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=said) as caught:
        load_egdi(config)
    assert (caught.value.line, caught.value.key or "") == (line, key)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("country: VNM", "country: XXX", "XXX is not among"),
        ("above: 0.50", "above: 0.90", "from the highest bound"),
        ("above: -1", "above: 0.1", "down to one below 0"),
    ],
)
def test_wrong_settings_are_named(config, old, new, said):
    path = config / "egdi.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigError, match=said):
        load_egdi(config)
