"""Publications of the demo portals that appear again and again."""

import pytest

from audit.demo.content import load_portal
from crawler.errors import ConfigError

SITE = """
id: x
theme: classic
hosts: [{host: www.x-mau.example}]
branches: {vi: {host: www.x-mau.example, ui: vi, name: X, footer: X}}
"""
PAGES = """
branch: vi
pages: [{path: /, title: X}]
series:
  - newest: 12
    count: %(count)s
    every: 7
    page: {path: "/so-{n}", title: "Số {n}: {what} %(year)s", section: s%(days)s, body: "{what} {where} {d-0}"}
    words: {what: [a, b], where: [p, q, r]}
"""


def portal(folder, *, count=5, days=", days: 3", year="{y}"):
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "vi.yaml").write_text(PAGES % {"count": count, "days": days, "year": year}, encoding="utf-8")
    return load_portal(folder)


def test_issues_count_back_in_numbers_and_days(tmp_path):
    issues = portal(tmp_path).news("vi", "s")

    assert [page.path for page in issues] == ["/so-12", "/so-11", "/so-10", "/so-9", "/so-8"]
    assert [page.days for page in issues] == [3, 10, 17, 24, 31]


def test_words_take_turns_and_dates_are_left_for_the_day_of_serving(tmp_path):
    issues = portal(tmp_path).news("vi", "s")

    assert issues[1].title == "Số 11: b {y}"
    assert [page.body for page in issues] == [
        f"{words} {{d-0}}" for words in ("a p", "b q", "a r", "b p", "a q")
    ]


@pytest.mark.parametrize(
    ("given", "says"), [({"count": 13}, "cannot be 13 issues"), ({"days": ""}, "needs days")]
)
def test_a_series_that_cannot_be_names_its_file(tmp_path, given, says):
    with pytest.raises(ConfigError, match=says) as found:
        portal(tmp_path, **given)

    assert "vi.yaml" in str(found.value)
