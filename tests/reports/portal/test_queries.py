"""`queries.yaml`: what is wrong is named."""

from __future__ import annotations

import pytest

from crawler.errors import ConfigError
from reports.portal.data.queries import load_queries


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("queries:\n  - id: A b\n    title: {vi: a, en: a}\n    note: {vi: a, en: a}\n    sql: select 1\n", r"queries\.0\.id"),
        ("queries:\n  - id: a\n    title: {vi: a}\n    note: {vi: a, en: a}\n    sql: select 1\n", r"queries\.0\.title\.en"),
        ("queries: [" + ", ".join(["{id: a, title: {vi: a, en: a}, note: {vi: a, en: a}, sql: select 1}"] * 2) + "]", "a stands twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_questions_is_named(tmp_path, text, said):
    (tmp_path / "queries.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=said):
        load_queries(tmp_path)


def test_a_folder_without_one_has_none(tmp_path):
    assert load_queries(tmp_path) == ()
