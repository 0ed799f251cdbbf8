"""The language of whole pages of real sites, against the truth that their paths tell."""

import json
from pathlib import Path

import pytest

from audit.facts.language_page import page_language
from audit.facts.page import read_page

CORPORA = Path(__file__).parents[2] / ".." / "shared" / "corpora"
PORTALS = {
    # portal, and one page in how many is read
    "us-vote-gov": 1,
    "us-lametro-mybus": 1,
    "vn-phapdien-sample": 1,
    "uk-service-manual": 2,
    "sg-mse": 12,
}
FILLER = {"/news/sample-template.html"}  # filler text in Latin, marked as English
CONTENT = 200  # characters of text from which a page has content


def rows():
    for portal, step in PORTALS.items():
        lines = (CORPORA / portal / "truth.jsonl").read_text("utf-8").splitlines()
        host = json.loads((CORPORA / portal / "manifest.json").read_text("utf-8")).get("host", "example.org")
        yield from ((portal, host, json.loads(line)) for line in lines[::step])


@pytest.mark.corpora
def test_pages_with_content_are_told_right():
    if not CORPORA.exists():
        pytest.skip("no ../shared/corpora beside the checkout")
    wrong, count = [], 0
    for portal, host, row in rows():
        if row["text_chars"] >= CONTENT and row["url"] not in FILLER:
            count += 1
            body = (CORPORA / portal / row["file"]).read_bytes()
            facts = read_page(body, f"https://{host}{row['url']}", "text/html")
            wanted = row["lang_path"] if row["lang_path"] in {"en", "vi"} else "other"
            found = page_language(facts)
            if facts.main_language != wanted:
                wrong.append((portal, row["url"], wanted, found.main, found.kind, found.words))
    assert count > 300
    assert len(wrong) <= 0.01 * count, wrong


@pytest.mark.corpora
def test_a_page_that_contradicts_itself_is_told():
    if not CORPORA.exists():
        pytest.skip("no ../shared/corpora beside the checkout")
    told = {}
    for portal, host, row in rows():
        if portal == "us-lametro-mybus" and row["text_chars"] >= CONTENT:
            body = (CORPORA / portal / row["file"]).read_bytes()
            found = page_language(read_page(body, f"https://{host}{row['url']}", "text/html"))
            told[row["lang_path"]] = found.contradictions
    assert "declared" in told["vi"]  # lang="en" on all of eight languages
    assert "declared" not in told["en"]
