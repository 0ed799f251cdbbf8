"""Bytes to text: which encoding a page is really in, whatever it says."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from bs4.dammit import EncodingDetector, UnicodeDammit

from crawler.page import wide_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SAMPLE = 20_000  # bytes that are enough to guess by
_HEAD = 4_096  # bytes in which a declaration is looked for (HTML 13.2.3.2 asks for 1024; portals put scripts first)
_NEARLY = 0.02  # share of undecodable characters up to which the declaration is still believed
_MARKS = re.compile("[a-zA-ZÂâÊêÔôĂăƠơƯư][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_MARK_BYTE = b"\xcc"  # begins each of these marks in UTF-8: sound pages have none
_COMPOSED = re.compile("[\u1ea0-\u1ef9]")
_FEW = 3
_DECOMPOSED = 0.05  # decomposed letters per composed one from which the whole page is meant


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and how it was read."""

    text: str
    encoding: str
    problem: str = ""
    """`nfd`, `undecodable`, or empty."""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page.

    The order is: byte order mark, or the zeros of UTF-16 without one; valid UTF-8, whatever is declared; the HTTP header; the page's own declaration;
    a guess from the bytes.

    Args:
        body: The page as it came, after content decoding.
        content_type: The Content-Type header, whole.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _lenient(body[len(mark) :] if encoding == "utf-8" else body, encoding)
    if wide := wide_encoding(body):
        return _lenient(body, wide)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, content_type)
    return Decoded(*_checked(text, "utf-8")) if _MARK_BYTE in body else Decoded(text, "utf-8")


def _not_utf8(body: bytes, content_type: str) -> Decoded:
    tried = []
    for name in _declared(body, content_type):
        decoded = _strict(body, name)
        if decoded:
            return decoded
        tried.append(name)
    lenient = _lenient(body, "utf-8")
    foreign = sum(byte > 0x7F for byte in body[:_SAMPLE])
    if lenient.text[:_SAMPLE].count("\ufffd") <= _NEARLY * max(foreign, 1) or not foreign:
        return lenient
    guessed = UnicodeDammit(body[:_SAMPLE], exclude_encodings=tried, is_html=True).original_encoding
    return _lenient(body, _codec(guessed or "") or "cp1252")


def _declared(body: bytes, content_type: str) -> list[str]:
    """Return the encodings that header and page declare, usable ones only, the header's first."""
    names = [match[1] for match in [_CHARSET.search(content_type)] if match]
    declared = EncodingDetector.find_declared_encoding(body[:_HEAD], is_html=True)
    names += [declared] if declared else []
    return [codec for codec in map(_codec, names) if codec]


def _codec(name: str) -> str:
    """Return the codec that browsers use for an encoding's name, empty when there is none."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    if codec in {"iso8859-1", "ascii", "latin-1"}:
        return "cp1252"
    return "" if codec.startswith(("utf-16", "utf-32", "utf-7")) or not _is_text(codec) else codec


def _is_text(codec: str) -> bool:
    try:
        return isinstance(b"a".decode(codec), str)
    except (LookupError, ValueError):
        return False  # a codec of Python's own that decodes no text, such as hex


def _strict(body: bytes, encoding: str) -> Decoded | None:
    try:
        text = body.decode(encoding)
    except ValueError:
        return None
    return Decoded(text, encoding)


def _lenient(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    bad = text.count("\ufffd")
    text, encoding, problem = _checked(text, encoding)
    return Decoded(text, encoding, "undecodable" if bad > _FEW and bad > len(text) / 1000 else problem)


def _checked(text: str, encoding: str) -> tuple[str, str, str]:
    """Name decomposed Vietnamese: equal on the screen, unequal to every search."""
    if text.isascii():
        return text, encoding, ""
    if unicodedata.is_normalized("NFC", text):
        return text, encoding, ""
    decomposed = len(_MARKS.findall(text))
    nfd = decomposed >= _FEW and decomposed > _DECOMPOSED * len(_COMPOSED.findall(text))
    return text, encoding, "nfd" if nfd else ""
