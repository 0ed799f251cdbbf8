"""Templates are compiled once for a language, whichever process asks, and anew when their text or the program has changed."""

from __future__ import annotations

import sys

import pytest
from jinja2 import Environment

from audit.reasons import REASONS
from reports import compiled
from reports.compiled import Compiled, program_stamp
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


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Templates as if they were this package's, and where what was compiled of them is kept for other processes."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "one.html").write_text("{{ 1234.5|number }}", encoding="utf-8")
    monkeypatch.setattr(compiled, "_TEMPLATES", templates)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def another_process(package, locale="en") -> str:
    """What one says that has compiled nothing yet."""
    env = environment(locale, REASONS, templates=package / "templates")
    env.bytecode_cache = Compiled(package / "kept")
    return env.get_template("one.html").render()


def test_another_process_compiles_nothing_again(package, compilations):
    assert [another_process(package) for _ in range(3)] == ["1,234"] * 3
    assert compilations == ["one.html"]


@pytest.mark.parametrize("fault", ["damaged", "cut off", "empty", "of another version"])
def test_what_is_kept_and_wrong_is_compiled_anew(package, compilations, monkeypatch, fault):
    another_process(package)
    (kept,) = (package / "kept").iterdir()
    whole = kept.read_bytes()
    if fault == "of another version":
        monkeypatch.setattr(compiled, "program_stamp", lambda: "another")
    else:
        kept.write_bytes({"damaged": whole[:-9] + b"x" * 9, "cut off": whole[:-9], "empty": b""}[fault])

    assert another_process(package) == "1,234"
    assert compilations == ["one.html", "one.html"]
    assert another_process(package) == "1,234"
    assert compilations == ["one.html", "one.html"]


def test_where_nothing_can_be_written_nothing_is(package, compilations, monkeypatch):
    (package / "kept").write_text("a file where the folder would be", encoding="utf-8")

    assert [another_process(package) for _ in range(2)] == ["1,234"] * 2
    assert compilations == ["one.html", "one.html"]

    (package / "kept").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert another_process(package) == "1,234"
    assert not (package / "kept").exists()


def test_templates_of_others_are_not_kept_for_other_processes(package, compilations, monkeypatch):
    monkeypatch.setattr(compiled, "_TEMPLATES", package / "elsewhere")

    assert another_process(package) == "1,234"
    assert not (package / "kept").exists()


def test_other_code_is_another_version(tmp_path, monkeypatch):
    for name in ("reports", "audit", "crawler"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(compiled, "_HERE", tmp_path / "reports")
    stamps = []
    for name in ("reports/labels.py", "audit/reasons.py", "crawler/urls.py", "reports/vi.po"):
        (tmp_path / name).write_text("x", encoding="utf-8")
        stamps.append(program_stamp.__wrapped__())

    assert len(set(stamps)) == 4
    assert program_stamp.__wrapped__() == stamps[-1]
