import pytest

from audit.facts.model import Alternate
from audit.facts.page import read_page


def read(html):
    return read_page(html.encode(), "http://a.gov.vn/x/y")


def test_meta_names_in_lower_case_first_value():
    meta = read(
        """<meta name="Description" CONTENT=" Bộ  Y tế "><meta name=description content=second><meta property="og:type" content=article>
        <meta name=DC.Title content=T><meta http-equiv=Content-Language content=vi><meta name=viewport content="width=device-width"><meta name=x>"""
    ).meta
    assert meta == {
        "description": "Bộ Y tế",
        "og:type": "article",
        "dc.title": "T",
        "content-language": "vi",
        "viewport": "width=device-width",
    }


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/vi/", "http://a.gov.vn/vi/"),
        ("0;URL='http://a.gov.vn/vi'", "http://a.gov.vn/vi"),
        ("3", ""),
        ("5; url=javascript:x()", ""),
    ],
)
def test_refresh(content, target):
    assert read(f'<meta http-equiv=Refresh content="{content}">').refresh == target


def test_link_elements():
    facts = read(
        """<link rel="canonical" href="/x"><link rel="alternate" hreflang="EN" href="/en"><link rel=alternate hreflang=x-default href=/>
        <link rel=alternate type="application/rss+xml" href="/rss"><link rel=stylesheet href=/x.css><link rel=alternate>"""
    )
    assert facts.canonical == "http://a.gov.vn/x"
    assert facts.alternates == (
        Alternate("en", "http://a.gov.vn/en"),
        Alternate("x-default", "http://a.gov.vn/"),
    )
    assert facts.feeds == ("http://a.gov.vn/rss",)


def test_schema_types():
    facts = read(
        """<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question"}]}</script>
        <script type="application/ld+json">{"@type": "GovernmentOrganization", broken</script>
        <script type="application/ld+json">"""
        + "[" * 5000
        + """</script><div itemscope itemtype="https://schema.org/NewsArticle">x</div>"""
    )
    assert facts.schema_types == ("FAQPage", "Question", "GovernmentOrganization", "NewsArticle")


def test_title():
    assert (
        read("<title> Bộ\n Y tế </title><svg><title>icon</title></svg><title>second</title>").title
        == "Bộ Y tế"
    )
    assert read("<svg><title>icon</title></svg>").title == ""
