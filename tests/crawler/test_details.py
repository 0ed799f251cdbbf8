"""Every sentence of an answer can be taken apart, so that reports say it in their language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler import answers, hosthealth, leftovers, robots, traps
from crawler.answers import answer_to_error, answer_to_status
from crawler.details import DETAILS, Detail, understand


@pytest.mark.parametrize("code", DETAILS)
def test_each_sentence_comes_back_with_its_parameters(code):
    names = re.findall(r"%\((\w+)\)s", DETAILS[code])
    values = {
        "code": "503",
        "number": "40",
        "url": "http://bo.example/a",
        "extension": "pdf",
        "host": "bo.example",
        "why": "a",
    }
    params = {name: values.get(name, "some: words, 'quoted'") for name in names}

    assert understand(DETAILS[code] % params) == Detail(code, params)


def test_sentences_within_sentences_are_taken_apart():
    text = (
        "read at http://bo.example/, since the address itself fails: no secure connection: dh key too small"
    )

    why = Detail("no_secure", {"why": Detail("tls_weak_dh", {})})
    assert understand(text) == Detail("other_door", {"url": "http://bo.example/", "why": why})


@pytest.mark.parametrize("text", ["", "Thông báo từ chối truy cập", "HTTP 403 for / and /robots.txt"])
def test_other_text_is_left_alone(text):
    assert understand(text) is None


def test_every_status_code_is_understood():
    said = [answer for code in range(100, 600) if (answer := answer_to_status(code)) is not None]

    assert [answer.detail for answer in said if understand(answer.detail) is None] == []


def test_every_exception_is_understood():
    kinds = [
        kind
        for kind in answers._EXCEPTIONS
        if kind not in {answers.PrivateHostError, answers.ForeignHostError, answers.PauseError}
    ]

    assert [
        kind for kind in kinds if understand(answers._EXCEPTIONS[kind][1].format(error="why")) is None
    ] == []
    assert understand(answer_to_error(answers.PauseError(answers.TOO_LONG)).detail).code == "shut_host"
    assert understand(answer_to_error(ZeroDivisionError("by zero")).detail).code == "unreadable"


@pytest.mark.parametrize("module", [answers, hosthealth, leftovers, robots, traps], ids=lambda m: m.__name__)
def test_no_sentence_in_the_code_is_missing(module):
    """Sentences of the code with their places filled: each literal that follows a status."""
    lines = Path(module.__file__).read_text(encoding="utf-8").splitlines()
    source = "\n".join(line for line in lines if ">>>" not in line).replace("{_NOUNS[purpose]}", "file")
    found = re.findall(r'(?:Answer\(\s*FetchStatus\.\w+,\s*|return )f?"([a-z][^"]{8,})"', source)

    assert [text for text in found if understand(re.sub(r"\{[^}]*\}", "7", text)) is None] == []
