"""The webmaster's list: each cause once, every address, what is expected, how to check, boxes to tick."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.results import Finding, Message, Spot
from reports.causes import CAUSES, cause_of
from reports.i18n import Speech
from reports.render import render_run
from reports.told import Told
from reports.webmaster import link_selector, webmaster_view
from tests.reports import samples
from tests.reports.hostile import hostile_agency
from tests.reports.pages import page, words

HOST = "https://faulty.gov.example"


def cause(kind: str, count: int = 1, **more: object) -> Finding:
    """A portal-wide cause as the audit tells it."""
    urls = more.pop("urls", tuple(f"{HOST}/{kind}/{n}" for n in range(count)))
    params = {
        "count": count,
        "total": count,
        "percent": 100,
        "where": f"faulty.gov.example/{kind}/*",
        "declared": "vi",
    }
    return Finding(
        id=(kind.encode().hex() + "0" * 16)[:16],
        kind=kind,
        criterion_id="",
        title=Message(f"fault_{kind}", params),
        urls=urls,
        count=count,
        **more,
    )


DEAD = (f"{HOST}/vi/mat?id=1", f"{HOST}/vi/cu/")
FAULTS = (
    cause("no_alt", 120),
    cause("wrong_lang_vi", 30),
    cause("wrong_lang_en", 7),
    cause("broken_links", 2, urls=DEAD, spots=(Spot(f"{HOST}/vi/", "Thư viện"), Spot(f"{HOST}/en/"))),
    replace(cause("no_title", 5), state="waived"),
)


def faulty():
    """The province of the samples, whose service portal is closed, with causes of every shape."""
    base = samples.vietnamese_province()
    return replace(base, agency_id="faulty", findings=(*FAULTS, *base.findings))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("fixes")
    render_run(Told([faulty(), samples.good_ministry()], samples.rules(), samples.RUN), out)
    return out


def test_causes_that_one_change_mends_stand_together():
    view = webmaster_view(faulty(), samples.criteria())

    assert [[f.view.finding.kind for f in group.faults] for group in view.causes] == [
        ["no_alt"],
        ["wrong_lang_vi", "wrong_lang_en"],
        ["broken_links"],
    ]
    assert [group.addresses for group in view.causes] == [120, 37, 2]
    assert view.addresses == 159


def test_every_open_finding_is_in_the_list_once():
    result = faulty()
    view = webmaster_view(result, samples.criteria())
    listed = [f.view.finding.id for group in view.causes for f in group.faults]
    listed += [item.finding.id for item in view.technical]
    listed += [item.finding.id for _, items in view.contents for item in items]

    assert sorted(listed) == sorted(f.id for f in result.findings if f.state != "waived")
    assert all(item.criterion.group == "technology" for item in view.technical)
    assert view.content_count == len(listed) - len(view.technical) - 4


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_each_cause_says_why_what_is_expected_and_how_to_check(written, locale):
    soup, speech = page(written, f"{locale}/faulty-fixes"), Speech(locale)
    for kind in ("no_alt", "wrong_lang_vi", "broken_links"):
        block = soup.find(id=kind).find_parent("div")
        text, shown = cause_of(kind), " ".join(block.get_text(" ").split())
        for sentence in (text.advice, text.why, text.expected, text.check):
            assert speech.text(sentence) in shown
        assert text.selector in shown


def test_every_address_is_named_and_boxed_for_a_pen(written):
    soup = page(written, "vi/faulty-fixes")
    links = {a["href"] for a in soup.select(".fx-cause a.address")}

    assert {url for f in FAULTS if f.state != "waived" for url in f.urls} <= links
    assert f"{HOST}/no_title/0" not in links
    assert len(soup.select(".first .fx-box")) == 3
    assert "159 địa chỉ" in words(soup)


def test_a_dead_link_says_where_it_stands_and_how_to_find_it_there(written):
    rows = page(written, "en/faulty-fixes").find(id="broken_links").find_parent("div").select("tbody tr")
    cells = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")[1:]] for row in rows]

    assert cells == [
        [f'{DEAD[0]} a[href$="/vi/mat?id=1"]', "Thư viện", f"{HOST}/vi/"],
        [f'{DEAD[1]} a[href$="/vi/cu/"]', "–", f"{HOST}/en/"],
    ]


@pytest.mark.parametrize(
    ("url", "selector"),
    [
        ("https://a.example/x", 'a[href$="/x"]'),
        ("https://a.example/", 'a[href="https://a.example/"]'),
        ("https://a.example", 'a[href="https://a.example"]'),
        ('https://a.example/"]\\x', 'a[href$="/\\"]\\\\x"]'),
        ("https://a.example/" + "x" * 300, ""),
        ("http://[broken", ""),
    ],
)
def test_a_selector_is_sound_css_or_left_out(url, selector):
    assert link_selector(url) == selector


def test_a_closed_portal_comes_first_with_a_letter_that_names_it(written):
    soup = page(written, "vi/faulty-fixes")

    assert words(soup).index("dichvucong.province.gov.example") < words(soup).index("Từng nguyên nhân", 900)
    (letter,) = soup.select("#access ~ .letter")
    assert "https://dichvucong.province.gov.example/" in letter.get_text()
    assert samples.RUN.user_agent in letter.get_text()
    assert not page(written, "vi/good-fixes").select(".letter")


def test_addresses_that_are_not_kept_are_counted(tmp_path):
    short = replace(cause("no_alt", 900), urls=(f"{HOST}/1", f"{HOST}/2"))
    menu = cause("broken_menu", 400, urls=DEAD[:1], spots=(Spot(f"{HOST}/vi/", "Cũ"),))
    result = replace(samples.good_ministry(), findings=(short, menu))
    view = webmaster_view(result, samples.criteria())

    assert [fault.more for group in view.causes for fault in group.faults] == [898, 0]


def test_it_leads_to_the_findings_of_the_report_and_back(written):
    soup = page(written, "vi/faulty-fixes")
    ids = {tag["id"] for tag in page(written, "vi/faulty").select("[id]")}
    targets = [a["href"] for a in soup.select('a[href^="faulty.html#"]')]

    assert len(targets) > 20
    assert {target.partition("#")[2] for target in targets} <= ids
    assert page(written, "vi/faulty").select('a[href="faulty-fixes.html"]')


def test_the_report_shows_twenty_addresses_and_leads_to_the_rest(written):
    finding = page(written, "vi/faulty").find(id=f"f-{FAULTS[0].id}")

    assert len(finding.select("ul.plain a.address")) == 20
    assert "Liệt kê 20 trong 120 địa chỉ." in finding.get_text()
    assert finding.select('a[href="faulty-fixes.html"]')


def test_an_agency_without_a_cause_gets_a_short_list(written):
    soup = page(written, "en/good-fixes")

    assert "No cause was found that touches many pages." in words(soup)
    assert not soup.select(".fx-cause")


def test_hostile_addresses_stay_text(tmp_path):
    result = replace(
        hostile_agency(),
        kind="ministry",
        findings=tuple(
            replace(f, kind="broken_links", criterion_id="", spots=tuple(Spot(url, url) for url in f.urls))
            for f in hostile_agency().findings[:3]
        ),
    )
    render_run(Told([result], samples.rules(), samples.RUN), tmp_path, locales=("en",))
    soup = page(tmp_path, "en/hostile-fixes")

    assert not soup.find_all(["script", "img", "iframe", "base"])
    assert not [a for a in soup.select("a") if a["href"].startswith(("javascript", "data"))]


def test_every_cause_can_be_checked():
    for kind, text in CAUSES.items():
        assert text.expected.endswith("."), kind
        assert text.check.endswith("."), kind
        assert text.expected != text.advice
