"""Search in the portal: what is in sight, and nothing else; with links that lead to copies and findings; hostile text stays text."""

import html
import re
from urllib.parse import urlencode

import pytest

from reports.search.index import Index, remove
from reports.search.model import Entry, Kind

HIT = re.compile(r'<p class="pt-hit"[^>]*>(.*?)</p>', re.DOTALL)


def hits(visitor, words: str = "thu nghiem", **more: str) -> list[str]:
    answer = visitor.get(f"/search?{urlencode({'q': words, **more})}")
    assert answer.status_code == 200
    return HIT.findall(answer.text)


def agencies(visitor, **more: str) -> set[str]:
    text = visitor.get(f"/search?{urlencode({'q': 'thu nghiem', **more})}").text
    return set(re.findall(r'<p class="small">.*?href="/agencies/(\w+)"', text))


@pytest.mark.parametrize(
    ("who", "seen"),
    [("operator", {"bo", "cuc", "tinh"}), ("reader", {"bo", "cuc"}), ("stranger", {"tinh"})],
)
def test_only_agencies_in_sight_are_searched(shared, who, seen):
    visitor = shared.visitor(who)

    assert agencies(visitor) == seen
    for agency_id in ("bo", "cuc", "tinh"):
        found = agencies(visitor, agency=agency_id)
        # What is out of sight is as if it had not been named.
        assert found == ({agency_id} if agency_id in seen else seen)
    assert f"{4 * len(seen)} results." in visitor.get("/search?q=co+quan&kind=page").text


def test_a_page_leads_to_its_archived_copy_and_a_finding_to_its_page(shared):
    reader = shared.visitor("reader")
    for found, leads in (
        (hits(reader, "lien he", kind="page", agency="bo"), "/agencies/bo/copies/"),
        (hits(reader, "dien thoai", kind="finding", agency="bo"), "/findings/"),
    ):
        href = html.unescape(re.search(r'href="([^"]+)"', found[0])[1])
        assert href.startswith(leads)
        assert reader.get(href).status_code == 200


def test_a_finding_is_told_in_the_readers_language(shared):
    reader = shared.visitor("reader")
    assert any("Phones" in re.sub("<.*?>", "", hit) for hit in hits(reader, "phones", kind="finding"))
    reader.get("/language/vi")

    assert any("Hiển thị" in re.sub("<.*?>", "", hit) for hit in hits(reader, "phones", kind="finding"))


def test_words_are_marked(shared):
    found = hits(shared.visitor("reader"), "gioi thieu", kind="page", agency="bo")

    assert "<mark>Giới thiệu</mark>" in found[0]


def test_hostile_text_stays_text(portal):
    evil = '<img src=x onerror=alert(1)> "><script>alert(2)</script> bẫy {{ 7 * 7 }}'
    with Index(portal.data.search) as index:
        entry = Entry(Kind.PAGE, "crawl-00000.warc.gz:1", "javascript:alert(1)//bẫy", "vi", evil, evil, evil)
        index.replace("bo", "20180630T070000Z", "x", [entry])
    text = portal.visitor("reader").get("/search?q=bay+script").text

    assert "<mark>bẫy</mark>" in text
    assert "&lt;img src=x" in text
    assert not re.search(r"<script|<img|href=\"javascript|\b49\b", text)
    shown = portal.visitor("reader").get('/search?q="><script>alert(1)</script>').text
    assert "<script" not in shown


@pytest.mark.parametrize(
    "query",
    [
        "", "q=", "q=%22", "q=*", "q=%00", "q=%ff%fe", "q=AND", "q=x&kind=nix", "q=x&language=xx", "q=x&agency=../..",
        "q=x&from=-1", "q=x&from=999999", "q=x&from=99999999999999999999", f"q={'a' * 5000}", f"q={'a+' * 900}", "q=x&q=y",
        "q=%F0%9F%98%80", "q=%ED%A0%80",
    ],
)  # fmt: skip
def test_an_odd_question_is_answered(shared, query):
    assert shared.visitor("operator").get(f"/search?{query}").status_code == 200


def test_what_has_no_answer_says_so(shared):
    reader = shared.visitor("reader")

    assert "0 results." in reader.get("/search?q=zyzzyva").text
    assert "There is no word in the question." in reader.get("/search?q=%22*%22").text
    assert "results." not in reader.get("/search").text


def test_a_finding_that_is_not_known_any_more_is_left_out(portal):
    with Index(portal.data.search) as index:
        index.replace("bo", "r", "x", [Entry(Kind.FINDING, "0" * 16, "", "", "Bẫy", "0", "Trap")])

    assert hits(portal.visitor("reader"), "bay") == []


def test_answers_go_on_from_page_to_page(portal):
    entries = [
        Entry(Kind.PAGE, f"crawl-00000.warc.gz:{n}", f"http://bo.example/{n}", "vi", f"Bẫy {n:02}", "", "")
        for n in range(45)
    ]
    with Index(portal.data.search) as index:
        index.replace("bo", "20180630T070000Z", "x", entries)
    reader = portal.visitor("reader")
    seen, path = [], "/search?q=bay"
    for _ in range(3):
        text = reader.get(path).text
        seen += HIT.findall(text)
        following = re.search(r'<a rel="next" href="([^"]+)"', text)
        path = html.unescape(following[1]) if following else ""

    assert path == ""
    assert len(set(seen)) == 45


def test_without_an_index_the_page_says_so(portal):
    remove(portal.data.search)

    assert "Nothing is indexed yet" in portal.visitor("reader").get("/search?q=x").text


def test_a_damaged_index_is_a_fault_that_is_told(portal):
    remove(portal.data.search)
    portal.data.search.write_bytes(b"x" * 5000)

    assert portal.visitor("reader").get("/search?q=x").status_code == 503


def test_where_nothing_is_found_it_says_what_to_try(shared):
    reader = shared.visitor("reader")
    page = reader.get("/search?q=khongcodau+gico&kind=page&agency=bo").text
    assert "0 results." in page
    assert "Try fewer words" in page
    assert '<a href="/search?q=khongcodau+gico">Search everywhere</a>' in page

    assert "Search everywhere" not in reader.get("/search?q=khongcodau").text
    assert "Try fewer words" not in reader.get("/search?q=thu+nghiem").text
