from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import crawler
from crawler.words import flat, fold, words

FILES = sorted(p.stem for p in (Path(crawler.__file__).parent / "data").glob("*.yaml"))


def strings(value) -> list[str]:
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in strings(v)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", FILES)
def test_every_term_is_lower_case_and_nfc(name):
    terms = strings(words(name))

    assert terms
    assert [t for t in terms if t != unicodedata.normalize("NFC", t).lower()] == []


def test_terms_are_matched_in_nfc():
    decomposed = unicodedata.normalize("NFD", "Liên  HỆ")

    assert fold(decomposed) == "liên hệ"
    assert flat({"vi": [decomposed], "en": ["Contact"]}) == ("liên hệ", "contact")
