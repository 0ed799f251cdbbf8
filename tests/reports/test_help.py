"""Help pages: the same sections in both languages, figures from the configuration, commands that exist."""

from __future__ import annotations

import re
from dataclasses import replace

import click
import pytest

from audit.cli import cli
from crawler.registry import Limits
from crawler.status import FetchStatus
from reports.help import PAGES, blocked_statuses, help_facts
from reports.i18n import Speech
from reports.kinds import FORMATS
from reports.render import render_run
from reports.statuses import STATUSES
from reports.told import Told
from tests.reports import samples
from tests.reports.pages import page, words

LOCALES = ("vi", "en")
_MARKED = re.compile(r"[^\W\d_×÷](?<![A-Za-z])")
"""A letter that English does not have."""
_COMMAND = re.compile(r"osi-audit ([a-z][^\n]*)")


def structure(soup):
    """What both languages have to share: sections with their tables, letters, cards and links to pages."""
    return [
        (
            tag.name,
            tag.get("id"),
            tag.get("aria-labelledby"),
            tag.get("href") if tag.name == "a" and "/" not in tag["href"] else None,
        )
        for tag in soup.select_one(".help-text").find_all(
            ["section", "h2", "h3", "tr", "li", "pre", "details", "div", "a"]
        )
    ]


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_sections(rendered, name):
    vietnamese, english = (page(rendered, f"{locale}/help/{name}") for locale in LOCALES)

    assert [h["id"] for h in vietnamese.select(".help-text h2")]
    assert structure(vietnamese) == structure(english)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_in_its_language_and_names_itself(rendered, locale, name):
    soup = page(rendered, f"{locale}/help/{name}")
    prose = [p.get_text(" ") for p in soup.select(".help-text p, .help-text li, .help-text dd")]

    assert len(prose) > 5
    assert all(bool(_MARKED.search(text)) == (locale == "vi") for text in prose), prose
    assert soup.h1.get_text() == Speech(locale).text(PAGES[name])
    assert soup.select_one(".help-nav [aria-current=page]")["href"] == f"{name}.html"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_link_of_the_help_leads_to_a_file(rendered, locale):
    for name in PAGES:
        path = rendered / locale / "help" / f"{name}.html"
        for link in page(rendered, f"{locale}/help/{name}").select("main a[href]"):
            target, _, anchor = link["href"].partition("#")
            assert (path.parent / target).resolve().is_file() if target else anchor


@pytest.mark.parametrize("name", ["good", "blocked", "index"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_report_leads_to_the_help(rendered, locale, name):
    hrefs = {a["href"] for a in page(rendered, f"{locale}/{name}").select("a[href]")}

    assert "help/index.html" in hrefs
    if name != "index":
        assert {f"help/{n}.html" for n in ("read", "score", "answer", "recheck")} <= hrefs
    assert name != "blocked" or "help/crawler.html" in hrefs


@pytest.mark.parametrize("locale", LOCALES)
def test_the_weights_are_those_of_the_configuration(rendered, locale):
    text = words(page(rendered, f"{locale}/help/score"))
    speech = Speech(locale)
    for weight in samples.rules().weights.weights.values():
        assert weight == 0 or f" {speech.number(weight, 1)} " in text


def test_other_figures_are_told_once_the_configuration_has_them(tmp_path):
    rules = samples.rules()
    weights = rules.weights.model_copy(
        update={"weights": {"IF": 13.5, "SP": 86.5, "LAW": 0.0}, "confirmed": True}
    )
    thresholds = rules.lexicon.thresholds.model_copy(update={"review_days_before": 4321})
    changed = replace(rules, weights=weights, lexicon=replace(rules.lexicon, thresholds=thresholds))
    render_run(Told(samples.all_results(), changed, samples.RUN), tmp_path, locales=("vi",))

    assert [cell.get_text() for cell in page(tmp_path, "vi/help/score").select("#weights ~ .scroll td")] == [
        "86,5", "13,5", "nêu riêng",
    ]  # fmt: skip
    assert "chưa được xác nhận" not in words(page(tmp_path, "vi/help/score"))
    assert "4.321" in words(page(tmp_path, "vi/help/answer"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_example_of_the_score_is_worked_out(rendered, locale):
    facts = help_facts(samples.rules())
    shown = Speech(locale).points(100 * (1 + 3 * facts.partly) / 4)

    assert f"÷ 4 = {shown}" in words(page(rendered, f"{locale}/help/score"))


@pytest.mark.parametrize("locale", LOCALES)
def test_there_is_a_letter_for_every_answer_that_keeps_the_crawler_out(rendered, locale):
    soup = page(rendered, f"{locale}/help/crawler")
    speech = Speech(locale)
    for status in FetchStatus:
        letter = soup.find(id=f"l-{status.value}")
        assert (letter is not None) == status.is_blocked
        if letter is not None:
            text = letter.select_one(".letter").get_text(" ")
            assert speech.text(STATUSES[status].sentence) in text
            assert samples.RUN.user_agent in text
            assert samples.RUN.contact in text
            assert ("Allow: /" in text) == (status in {FetchStatus.ROBOTS, FetchStatus.ROBOTS_UNREACHABLE})
    assert {status for status, _ in blocked_statuses()} == {s for s in FetchStatus if s.is_blocked}


@pytest.mark.parametrize("locale", LOCALES)
def test_limits_are_those_of_the_crawler(rendered, locale):
    text = words(page(rendered, f"{locale}/help/crawler"))
    speech = Speech(locale)
    limits = Limits()
    for value in (
        limits.max_pages,
        limits.max_minutes,
        limits.documents,
        limits.documents_mb,
        limits.searches,
    ):
        assert speech.number(value) in text


def _exists(line: str) -> bool:
    """Whether the program has this command with these options."""
    command: click.Command = cli
    rest = line.split()
    while rest and isinstance(command, click.Group):
        found = command.get_command(click.Context(command), rest.pop(0))
        assert found is not None
        command = found
    options = {name for parameter in command.params for name in parameter.opts}
    return {word for word in rest if word.startswith("--")} <= options


@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_that_the_help_names_exists(rendered, locale):
    named = {
        match[1]
        for name in PAGES
        for code in page(rendered, f"{locale}/help/{name}").select(".help-text code, .help-text pre")
        for match in _COMMAND.finditer(code.get_text())
    }

    assert len(named) >= 6
    assert all(map(_exists, named)), named


def test_without_a_contact_the_help_names_the_sender(tmp_path):
    run = replace(samples.RUN, contact="", user_agent="", deadline="")
    render_run(Told(samples.all_results(), samples.rules(), run), tmp_path)

    assert "@" not in words(page(tmp_path, "vi/help/answer"))
    assert "cơ quan đã gửi báo cáo" in words(page(tmp_path, "vi/help/answer"))
    assert "osi-audit" in page(tmp_path, "vi/help/crawler").select_one(".help-code").get_text()


def test_help_is_written_with_the_pages_only():
    assert any(kind.__module__ == "reports.help" for kind in FORMATS["html"])
    assert not any(
        kind.__module__ == "reports.help"
        for name, kinds in FORMATS.items()
        if name != "html"
        for kind in kinds
    )
