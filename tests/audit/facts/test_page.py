import json
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.facts.model import PageFacts, Place
from audit.facts.page import read_page

CORPORA = Path(__file__).parents[3] / ".." / "shared" / "corpora"
HOSTS = {
    "sg-mse": "www.mse.gov.sg",
    "uk-service-manual": "www.gov.uk",
    "us-vote-gov": "fixture.vote.gov",
    "us-lametro-mybus": "mybus.metro.net",
    "vn-phapdien-sample": "phapdien-sample.moj.gov.vn",
}
SNIPPETS = [
    b"<table>", b"<tr><td>", b"<th>H\xe1\xbb\x8d t\xc3\xaan", b"<a href=", b"'http://[", b">", b"</p>", b"<form>", b"<input name=q", b"<select><option value=/x>",
    b"05/03/2018", b"<time datetime=", b"<h1>", b"</h1>", b"<script>", b"<!--", b"-->", b"<meta charset=", b"utf-16", b"\xff\xfe", b"\x00", b"&#55296;", b"&#x110000;",
    b"<svg><title>", b"<li>", b"<nav>", b"</body>", b"<body class='menu'>", b"<base href='//['>", b"\xcc\x80", b"<![CDATA[", b"<?xml encoding='x'?>", b"<p hidden>", b"024.38244404",
    b"<meta http-equiv=refresh content='0;url=", b"<link rel=canonical href=", b"<div role=heading aria-level=9>", b"B\xe1\xbb\x99 tr\xc6\xb0\xe1\xbb\x9fng", b"<table><caption>", b"<ol>",
    b"<script type='application/ld+json'>{\"@type\":", b"a@b.vn", b"<iframe src=", b"<noscript>", b"<template>", b"<frameset>",
]  # fmt: skip


@given(
    body=st.one_of(st.binary(max_size=400), st.lists(st.sampled_from(SNIPPETS), max_size=40).map(b"".join)),
    header=st.text(max_size=40),
)
@settings(max_examples=400, deadline=None)
def test_never_fails(body, header):
    facts = read_page(body, "http://a.gov.vn/x", f"text/html; charset={header}", fetched_on=date(2018, 6, 30))
    assert isinstance(facts, PageFacts)
    for block in facts.blocks:
        assert block.text == " ".join(block.text.split()) == unicodedata.normalize("NFC", block.text)
    assert all(link.url.startswith(("http://", "https://")) and "#" not in link.url for link in facts.links)


@pytest.mark.parametrize("url", ["", "http://[bad", "ftp://a", "http://a.vn"])
def test_any_address_will_do(url):
    assert read_page(b"<a href=/x>y</a>", url).url == url


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\xef\xbb\xbfChi c\xc3\xb3 ch\xe1\xbb\xaf", "Chi có chữ"),
        (b"<p>Vi&#7879;t&nbsp;Nam", "Việt Nam"),
        (
            b"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>a</p></body></html>",
            "a",
        ),
        (b'<meta charset="utf8"><p>B\xe1\xbb\x99', "Bộ"),
        (
            b'<p><span style="font-family:"Times New Roman",serif">1- C\xc3\xb4ng d\xc3\xa2n</span></p>',
            "1- Công dân",
        ),
        (b"<p>a\x00b</p>", "ab"),
        ("<p>Bộ</p>".encode("utf-16"), "Bộ"),
        (b"<o:p>x</o:p>", "x"),
    ],
    ids=["bom", "entities", "xml", "utf8", "broken quotes", "nul", "utf-16", "office"],
)
def test_reads_what_real_pages_do(body, text):
    assert [block.text for block in read_page(body, "http://a.vn/").blocks] == [text]


@pytest.mark.parametrize("body", [b"", b"  \n", b"<!-- nothing -->", b"<html></html>", b"\x00" * 100])
def test_an_empty_page_has_no_facts(body):
    facts = read_page(body, "http://a.vn/")
    assert (facts.blocks, facts.links, facts.main_language) == ((), (), "und")


def test_plain_text_is_read_as_such():
    facts = read_page(b"one < two\nthree <b> four", "http://a.vn/robots.txt", "text/plain; charset=utf-8")
    assert [block.text for block in facts.blocks] == ["one < two", "three <b> four"]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (b"<p>" + "Bộ Y tế ban hành thông tư. ".encode() * 170_000, 1),
        (b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000 + b"<p>after", 2),
        (b"<p>x" * 100_000, 100_000),
        (b"<font>" * 20_000 + b"unclosed", 1),
        (b"<table>" + b"<tr><td>a<td>01/02/2018<td><a href=/x>y</a>" * 20_000, 60_000),
        (b"<ul>" + b"<li><a href=/x>y</a>" * 50_000, 50_000),
        (b"<p " + b"a=b " * 200_000 + b">x", 1),
        (b"<a href=/>" * 30_000 + b"x", 1),
    ],
    ids=["5 MB of text", "deep", "1e5 elements", "unclosed", "rows", "links", "attributes", "open links"],
)
def test_monsters_are_read_in_time(body, blocks):
    start = time.process_time()
    facts = read_page(body, "http://a.vn/")
    assert len(facts.blocks) == blocks
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000 + "@", "a." * 50_000, "1 " * 50_000, "Tel " * 50_000, "1/" * 50_000, "tháng " * 50_000, "A b " * 50_000 + "Giám đốc",
     "[at] " * 50_000, "a@" + "b.c." * 50_000, "2018 " * 50_000, "Ã¡" * 50_000],
    ids=["mail", "dots", "digits", "labels", "dates", "months", "names", "at", "host", "years", "mojibake"],
)  # fmt: skip
def test_no_text_makes_a_pattern_run_away(text):
    start = time.process_time()
    read_page(f"<main><p>{text}</p><a href='/x'>{text[:9000]}</a></main>".encode(), "http://a.vn/")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "body",
    [b"<header>" * 20_000, b"<div><input name=a>" * 20_000, b"<div>" + b"<p>x<input name=a>" * 20_000, b"<ol><li>" * 20_000,
     b"<h1>x" * 20_000, b"<table><tr><td>x<tr><td>" * 5_000, b"<div class=breadcrumb>" * 20_000 + b"x", b"<form><select><option value=/x>y" * 10_000,
     b"<div class=date>01/02/2018" * 10_000, b"<label>x<input>" * 20_000],
    ids=["headers", "deep inputs", "inputs", "lists", "headings", "tables", "paths", "forms", "dates", "labels"],
)  # fmt: skip
def test_no_structure_makes_the_reader_run_away(body):
    start = time.process_time()
    read_page(body, "http://a.vn/")
    assert time.process_time() - start < 10


def truth(name):
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [(json.loads(line), folder) for line in lines]


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("sg-mse", 13),
        ("uk-service-manual", 5),
        ("us-vote-gov", 4),
        ("us-lametro-mybus", 1),
        ("vn-phapdien-sample", 6),
    ],
)
def test_real_pages(name, step):
    pages = [
        (line, read_page((folder / line["file"]).read_bytes(), f"http://{HOSTS[name]}{line['url']}"))
        for line, folder in truth(name)[::step]
        if line["text_chars"] > 500
    ]
    assert pages
    for line, facts in pages:
        assert any(block.place is Place.MAIN for block in facts.blocks), line["url"]
        assert facts.title == unicodedata.normalize("NFC", " ".join((line["title"] or "").split())), line[
            "url"
        ]
        assert (facts.declared or None) == (line["lang_attr"] or "").lower() or not line["lang_attr"]
        assert facts.encoding_problem == ""
    links = sum(len(facts.links) for _, facts in pages)
    assert links > len(pages)
    if name != "vn-phapdien-sample":
        places = {block.place for _, facts in pages for block in facts.blocks}
        assert {Place.NAV, Place.MAIN, Place.FOOTER} <= places
        assert sum(bool(facts.headings) for _, facts in pages) > 0.9 * len(pages)


@pytest.mark.corpora
def test_a_ministry_s_pages():
    facts = {
        line["url"]: read_page((folder / line["file"]).read_bytes(), f"http://www.mse.gov.sg{line['url']}")
        for line, folder in truth("sg-mse")
        if line["url"] in {"/", "/contact-us/", "/news/", "/faq.html"}
        or "written-reply-to-pq-on-separate" in line["url"]
    }
    home, contact, news = facts["/"], facts["/contact-us/"], facts["/news/"]
    (reply,) = [page for url, page in facts.items() if "written-reply" in url]
    assert {link.text for link in home.links if link.place is Place.NAV} >= {
        "About Us",
        "Contact Us",
        "Careers",
        "Policies",
    }
    assert {link.text for link in home.links if link.place is Place.FOOTER} >= {
        "Privacy Statement",
        "Terms of Use",
    }
    assert {form.action for form in home.forms} == {"http://www.mse.gov.sg/search/"}
    assert {"social:facebook", "social:youtube"} <= set(home.widgets)
    assert contact.phones == ("6731 9000",)
    assert contact.breadcrumb == ("HOME", "ABOUT US", "CONTACT US")
    assert len(news.dated) > 500
    assert (reply.published, reply.dated) == ("2021-02-02", ())
