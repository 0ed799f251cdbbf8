from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.safety import inert_cell, safe_href, visible


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/relative",
        "http://",
        "http://[broken",
        "https://good.example/\u202egpj.exe",
        "",
    ],
)
def test_only_web_addresses_become_links(url):
    assert safe_href(url) == ""


@pytest.mark.parametrize(
    "url", ["http://a.example/x?y=1&z=2", "https://bộ.example/đường-dẫn", "HTTPS://a.example/"]
)
def test_web_addresses_stay_as_they_are(url):
    assert safe_href(url) == url


def test_hidden_characters_become_visible():
    assert visible("abc\u202edef\u2066\x00\ufeff") == "abc[U+202E]def[U+2066][U+0000][U+FEFF]"
    assert visible("Bộ Y tế\tvà\n“trích dẫn”") == "Bộ Y tế\tvà\n“trích dẫn”"


@pytest.mark.parametrize("text", ["=1+1", "+84 4", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(“x”)"])
def test_formulas_are_defused(text):
    assert inert_cell(text) == "'" + text


@given(st.text())
def test_a_cell_never_begins_as_a_formula(text):
    assert not inert_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert inert_cell(text).endswith(text)
