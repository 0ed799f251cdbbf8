from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from lxml import etree

from reports.official.files import TEMPLATES
from tests.reports.glossary import holds, plain, terms
from tests.reports.official import draft, lines, parts
from tools.build_official_templates import WORDS, built

NAMES = [f"{name}.{language}.docx" for name in ("agency", "letter", "thematic") for language in ("vi", "en")]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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


def _pairs(vi, en):
    """Each Vietnamese sentence with its English one, without tags."""
    if isinstance(vi, str):
        yield tuple(plain(re.sub(r"{{.*?}}|{%.*?%}", "", text)) for text in (vi, en))
    for key in vi if isinstance(vi, dict) else range(len(vi)) if isinstance(vi, list) else ():
        yield from _pairs(vi[key], en[key])


ORDER = {
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u bdr shd vertAlign lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "tblPr": "tblStyle tblW jc tblLayout tblLook",
}
"""Word, unlike others, refuses files whose properties stand in another order (ISO/IEC 29500-1, 17)."""


@pytest.mark.parametrize("name", NAMES)
def test_properties_stand_in_the_order_that_word_asks_for(name):
    content = parts((TEMPLATES / name).read_bytes())
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        tree = etree.fromstring(content[part])
        for kind, order in ORDER.items():
            places = {word: place for place, word in enumerate(order.split())}
            for properties in tree.iter(f"{{{W}}}{kind}"):
                found = [places[etree.QName(child).localname] for child in properties]
                assert found == sorted(found), etree.tostring(properties)
    body = etree.fromstring(content["word/document.xml"])[0]
    assert etree.QName(body[-1]).localname == "sectPr"
    assert etree.QName(body[-2]).localname == "p"
    assert all(etree.QName(cell[-1]).localname == "p" for cell in body.iter(f"{{{W}}}tc"))


def test_the_words_are_those_of_the_glossary():
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    pairs = [pair for languages in words.values() for pair in _pairs(languages["vi"], languages["en"])]
    assert len(pairs) > 100
    for vi, en in pairs:
        for term in terms():
            assert not [word for word in term.not_vietnamese if holds(vi, word)], vi
            assert not [word for word in term.not_english if holds(en, word)], en
            asked = any(holds(en, form) for form in term.forms)
            assert not asked or any(word.lower() in vi.lower() for word in term.vietnamese), (en, vi)


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
