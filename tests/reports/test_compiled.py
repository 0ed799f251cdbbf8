"""Templates are compiled once for a language, and anew when their text has changed."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from audit.reasons import REASONS
from reports.environment import environment


@pytest.fixture
def compilations(monkeypatch):
    """Names of templates, as they are compiled."""
    names: list[str] = []
    compile_ = Environment.compile

    def noted(self, source, name=None, *more, **given):
        names.append(name)
        return compile_(self, source, name, *more, **given)

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def test_a_second_environment_of_the_language_compiles_nothing_again(tmp_path, compilations):
    (tmp_path / "one.html").write_text("{{ 1234.5|number }}", encoding="utf-8")
    said = [
        environment("en", REASONS, templates=tmp_path).get_template("one.html").render() for _ in range(2)
    ]

    assert compilations == ["one.html"]
    assert said[0] == said[1]


def test_another_language_shares_nothing(tmp_path, compilations):
    """The compiler works out what a filter makes of a constant."""
    (tmp_path / "one.html").write_text("{{ 1234.5|number }}", encoding="utf-8")
    said = {
        locale: environment(locale, REASONS, templates=tmp_path).get_template("one.html").render()
        for locale in ("en", "vi")
    }

    assert said["en"] != said["vi"]


def test_a_template_whose_text_has_changed_is_compiled_anew(tmp_path, compilations):
    said = []
    for text in ("before", "after"):
        (tmp_path / "one.html").write_text(text, encoding="utf-8")
        said.append(environment("en", REASONS, templates=tmp_path).get_template("one.html").render())

    assert said == ["before", "after"]
    assert compilations == ["one.html", "one.html"]
