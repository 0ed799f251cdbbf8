"""Values that are worked out when they are asked for: a mapping to whoever reads it."""

from __future__ import annotations

import pytest

from audit.cli.one_by_one import OneByOne


def test_it_reads_as_a_mapping_of_what_has_a_value():
    values = OneByOne(["b", "a", "none"], {"a": 1, "b": 2}.get)

    assert values == {"a": 1, "b": 2}
    assert len(values) == 2
    assert values.get("none") is None
    with pytest.raises(KeyError):
        values["none"]


def test_a_value_is_worked_out_when_it_is_asked_for_and_not_kept():
    asked = []
    values = OneByOne(["a", "b"], lambda id_: asked.append(id_) or id_.upper())

    assert asked == []
    assert (values["a"], values["a"], asked) == ("A", "A", ["a", "a"])


def test_an_id_that_cannot_have_one_is_not_asked_about():
    values = OneByOne(["a"], lambda id_: pytest.fail(f"asked for {id_}"))

    assert values.get("stranger") is None
