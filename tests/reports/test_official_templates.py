from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reports.official.files import TEMPLATES
from tests.reports.official import draft, lines, parts
from tools.build_official_templates import WORDS, built

NAMES = [f"{name}.{language}.docx" for name in ("agency", "letter", "thematic") for language in ("vi", "en")]
DOCS = Path(__file__).parents[2] / "docs" / "official-documents.md"


@pytest.fixture(scope="module")
def made():
    return dict(built())


def test_the_templates_are_those_that_the_tool_builds(made):
    assert sorted(made) == sorted(NAMES) == sorted(path.name for path in TEMPLATES.iterdir())
    for name in NAMES:
        assert parts((TEMPLATES / name).read_bytes()) == parts(made[name]), f"rebuild {name}"


def test_building_twice_gives_the_same_bytes(made):
    assert dict(built()) == made


def test_both_languages_have_the_same_words_to_say():
    for name, languages in yaml.safe_load(WORDS.read_text(encoding="utf-8")).items():
        vi, en = languages["vi"], languages["en"]
        assert set(vi) == set(en), name
        for key in vi:
            if isinstance(vi[key], list):
                assert len(vi[key]) == len(en[key]), f"{name}.{key}"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_opens_in_word_with_its_tags_as_text_that_an_office_can_edit(name):
    text = "\n".join(lines(draft(TEMPLATES / name)))
    assert "{{ r." in text
    assert text.count("{%p if") + text.count("{%tr if") == text.count("{%p endif") + text.count("{%tr endif")
    assert text.count("{%p for") + text.count("{%tr for") == text.count("{%p endfor") + text.count(
        "{%tr endfor"
    )


def test_the_page_for_offices_names_every_field_and_template():
    from dataclasses import fields

    from reports.official.annexes import AnnexLine, ServiceLine
    from reports.official.bodies import BodyLine
    from reports.official.gap_report import FindingLine, GapReport, PortalLine
    from reports.official.results import SectorLine
    from reports.official.thematic import TaskLine, ThematicReport, UnreadLine
    from reports.official.year import RunLine, YearView

    text = DOCS.read_text(encoding="utf-8")
    kinds = (
        *(GapReport, PortalLine, FindingLine, SectorLine, AnnexLine, ServiceLine),
        *(ThematicReport, TaskLine, BodyLine, UnreadLine, YearView, RunLine),
    )
    for kind in kinds:
        section = text.partition(f"### `{kind.__name__}`")[2].partition("\n##")[0]
        missing = [field.name for field in fields(kind) if f"`{field.name}`" not in section]
        assert not missing, f"{kind.__name__}: {missing}"
    assert all(f"`{name}`" in text for name in NAMES)
