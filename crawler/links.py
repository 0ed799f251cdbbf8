"""The order of the crawl: what a link's address and text promise, and which addresses are no pages."""

from __future__ import annotations

import re
from functools import cache

from crawler.words import flat, fold, words

DEPTH_STEP = 10
"""Points that one click costs; a bonus below lets a page overtake others about as many clicks nearer."""
ENGLISH_BONUS = 15
SECTION_BONUS = 12
LATE_MALUS = 25
SUBDOMAIN_MALUS = 20
UNKNOWN_DEPTH = 3
"""Clicks that a page of the site map counts as, until a chain of links leads to it."""

DOCUMENT_EXTENSIONS = frozenset(
    [
        "pdf", "doc", "docx", "docm", "dot", "dotx", "odt", "rtf", "xls", "xlsx", "xlsm", "xlsb", "ods", "csv", "tsv",
        "ppt", "pptx", "pps", "ppsx", "odp", "txt", "epub", "json", "geojson", "xml", "rdf", "ttl", "kml", "kmz",
        "zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "exe", "msi", "apk", "dmg", "iso", "bin", "jar",
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "ico", "svg", "svgz", "tif", "tiff", "webp", "avif", "heic",
        "psd", "ai", "eps", "cdr", "dwg", "dxf", "shp",
        "mp3", "wav", "wma", "ogg", "oga", "m4a", "aac", "flac", "mp4", "m4v", "avi", "wmv", "mov", "mkv", "webm",
        "flv", "mpg", "mpeg", "3gp", "swf", "ts", "m3u8",
        "css", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "ics", "vcf", "p7s", "p7m", "sig", "torrent",
        "rss", "atom",
    ]
)  # fmt: skip
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,7})$")


def document_extension(url: str) -> str:
    """The extension of an address that names a file and no page, else an empty string.

    >>> document_extension("http://moj.gov.vn/a/Luat.signed.PDF?x=1"), document_extension("http://moj.gov.vn/a.aspx")
    ('pdf', '')
    """
    path = url.partition("?")[0]
    match = _EXTENSION.search(path, path.rfind("/"))
    if match is None or path.count("/") < 3:
        return ""
    extension = match[1].lower()
    return extension if extension in DOCUMENT_EXTENSIONS else ""


def bonus(url: str, text: str, hreflang: str = "") -> int:
    """Points by which a link overtakes its neighbours, negative for what should come last.

    >>> bonus("http://moj.gov.vn/en/Pages/home.aspx", "English") > bonus("http://moj.gov.vn/tin/1.aspx", "Tin tức")
    True
    """
    rules = _rules()
    folded = fold(text)
    names = rules.section_url.search(url.partition("://")[2].lower())
    if names or (len(folded) < 60 and rules.section_text.search(folded)):
        return hints(url, text, hreflang) + SECTION_BONUS
    return hints(url, text, hreflang)


def hints(url: str, text: str, hreflang: str = "") -> int:
    """Points by what an address looks like, whatever it names (`crawler.needs` tells that).

    >>> hints("http://moj.gov.vn/en/Pages/home.aspx", "English"), hints("http://moj.gov.vn/print/1.aspx", "")
    (15, -25)
    """
    points = 0
    if hreflang[:2] == "en" or is_english(url, text):
        points += ENGLISH_BONUS
    if _rules().late_url.search(url.partition("://")[2].lower()):
        points -= LATE_MALUS
    return points


def is_english(url: str, text: str) -> bool:
    """Whether a link leads into an English version, by its address or by its whole text.

    >>> is_english("http://moj.gov.vn/en/news", ""), is_english("http://moj.gov.vn/x", "English"), is_english("http://moj.gov.vn/x", "")
    (True, True, False)
    """
    rules = _rules()
    address = url.partition("://")[2].lower()
    return bool(rules.english_url.search(address)) or fold(text) in rules.english_text


def is_language(name: str) -> bool:
    """Whether a part of a path names a language version.

    >>> is_language("en"), is_language("vi-VN"), is_language("van-ban")
    (True, True, False)
    """
    return name.lower() in _rules().languages


def names_english(url: str, text: str) -> bool:
    """Whether an address, or the text of a link to it, names an English version.

    >>> names_english("http://moj.gov.vn/en/news/1", ""), names_english("http://moj.gov.vn/tin/1", "Tin")
    (True, False)
    """
    rules = _rules()
    return (
        fold(text) in rules.english_text
        or rules.english_url.search(url.partition("://")[2].lower()) is not None
    )


def door_to(url: str, text: str) -> str:
    """The language whose version a link opens, by the end of its address or by its text: `en`, `vi` or none.

    >>> door_to("http://moj.gov.vn/en/", ""), door_to("http://moj.gov.vn/x", "Tiếng Việt"), door_to("http://moj.gov.vn/en/news", "")
    ('en', 'vi', '')
    """
    rules = _rules()
    address = url.partition("://")[2].lower()
    folded = fold(text)
    for language, (ends, labels) in rules.doors.items():
        if folded in labels or ends.search(address):
            return language
    return ""


def _ends(names: str) -> re.Pattern[str]:
    """A host label or the last part of an address that is one of the names."""
    return re.compile(rf"^(?:{names})\.[^/]+/?$|[/=](?:{names})/?$")


class _Rules:
    def __init__(self) -> None:
        data = words("links")
        english = "|".join(map(re.escape, data["english"]["url"]))
        self.english_url = re.compile(rf"(?:^|[/.=])(?:{english})(?=[/.?&]|$)")
        self.english_text = frozenset(flat(data["english"]["text"]))
        self.languages = frozenset((*data["english"]["url"], *data["vietnamese"]["url"]))
        self.doors = {
            "en": (_ends(english), self.english_text),
            "vi": (
                _ends("|".join(map(re.escape, data["vietnamese"]["url"]))),
                frozenset(flat(data["vietnamese"]["text"])),
            ),
        }
        self.section_url = re.compile("|".join(map(re.escape, data["sections"]["url"])))
        terms = "|".join(map(re.escape, flat(data["sections"]["text"])))
        self.section_text = re.compile(rf"\b(?:{terms})")
        self.late_url = re.compile("|".join(map(re.escape, data["late"]["url"])))


@cache
def _rules() -> _Rules:
    return _Rules()
