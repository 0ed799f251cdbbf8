"""Telephone numbers and e-mail addresses, plain, obfuscated or behind a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from audit.facts.data import words
from audit.facts.text import Cache, count_figures, fold
from audit.facts.tree import Node, Page

_AT = r"(?:@|\s?[\[({]\s?(?:at|@|a còng|a-còng)\s?[\])}]\s?|(?-i:\sAT\s))"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.|chấm)\s?[\])}]\s?)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])([\w.+-]{{1,64}}?){_AT}((?:[\w-]{{1,63}}{_DOT}){{1,5}}[a-zA-Z]{{2,24}})(?![\w-])",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[\[({]\s?(?:at|a[ -]còng)\s?[\])}]", re.IGNORECASE)
_IN_CAPITALS = re.compile(r"\sAT\s")
_SAID_DOT = re.compile(r"\s?[\[({]\s?(?:dot|\.|chấm)\s?[\])}]\s?", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js)$", re.IGNORECASE)
_LABELS = "|".join(map(re.escape, sorted(words("tables", "phone_labels"), key=len, reverse=True)))
_FAX = "|".join(map(re.escape, sorted(words("tables", "fax_labels"), key=len, reverse=True)))
_NUMBER = r"(?:\+|\(\+?)?\d[\d\s.()–-]{5,20}\d"
_PHONE = re.compile(
    rf"(?:\b(?P<fax>{_FAX})|\b(?P<label>{_LABELS}))?[\s.:]{{0,4}}(?<![\d.,-])(?P<number>{_NUMBER})(?!\d|/\d{{1,4}}(?![\d.])|/\D|[.,]\d)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"\b(?:{_LABELS})\s*:?\s*(?P<number>(?:1[89]00|1022)(?:[\s.]?\d{{2,4}}){{0,2}})(?!\d)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d")
_SEVEN = re.compile(r"\d(?:[\s.()–-]{0,3}\d){6}")
_DATE_LIKE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")
_BEFORE, _AFTER = 60, 60  # characters round seven figures that hold the whole number and its label
_MOST = 200
_FEWEST_FIGURES = 4  # of a short number …
_SEVEN_FIGURES = 7  # … and of any other


def _hides_address(text: str) -> bool:
    """Say whether a text may hold an address without its sign: asked of nearly every text."""
    brackets = "(" in text or "[" in text or "{" in text
    return (brackets and _IN_BRACKETS.search(text) is not None) or (
        "AT" in text and _IN_CAPITALS.search(text) is not None
    )


def find_emails(text: str) -> list[str]:
    """Return the e-mail addresses in a text, lower case, written with @ whatever stands there."""
    if "@" not in text and not _hides_address(text):
        return []
    found = []
    for name, host in _EMAIL.findall(text):
        address = f"{name.strip('.')}@{_SAID_DOT.sub('.', host)}".lower()
        if not _IMAGE.search(address):
            found.append(address)
    return found


def find_phones(text: str) -> list[str]:
    """Return the telephone numbers in a text as they are written.

    A number counts when a label names it, or when it starts as numbers are dialled (0, +, a bracket). Fax numbers,
    dates, years and long codes are left out.
    """
    found: list[str] = []
    figures = count_figures(text)
    if figures < _FEWEST_FIGURES:
        return found
    if "1900" in text or "1800" in text or "1022" in text:
        found = [match["number"].strip() for match in _SHORT.finditer(text)]
    places = [match.span() for match in _SEVEN.finditer(text)] if figures >= _SEVEN_FIGURES else []
    if not places:
        return found
    for match in _PHONE.finditer(text, max(0, places[0][0] - _BEFORE), places[-1][1] + _AFTER):
        number = match["number"].strip(" .-–(")
        digits = "".join(_DIGITS.findall(number))
        dialled = number.startswith(("0", "+", "(")) or match["number"].startswith("(")
        if match["fax"] or not (match["label"] or dialled) or _DATE_LIKE.search(number):
            continue
        if 7 <= len(digits) <= 13 and _closed(number):
            found.append(_tidy(match["number"]))
    return list(dict.fromkeys(found))


def _tidy(number: str) -> str:
    number = " ".join(number.split()).rstrip(" .-–(")
    return number if ")" in number else number.lstrip("(")


def _closed(number: str) -> bool:
    """Say whether a number is one number: not a row of amounts, not broken by a long gap."""
    return "   " not in number and not re.search(r"\d\s-\s\d{5,}\s-\s", number)


def read_contacts(page: Page, texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return telephone numbers and e-mail addresses of a page, each once, in reading order.

    Args:
        page: For `tel:`, `mailto:` and protected addresses.
        texts: The page's visible texts.
    """
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    for text in texts:
        found = _in_label[text] if len(text) <= _LABEL_LENGTH else _read(text)
        if found is not _NOTHING:
            phones.update(dict.fromkeys(found[0]))
            emails.update(dict.fromkeys(found[1]))
    for node in page.all("a"):
        href = node.attrs.get("href", "")
        if _contact_links[href]:
            if href[:4].lower() == "tel:":
                phones.setdefault(fold(unquote(href[4:])))
            else:
                emails.update(dict.fromkeys(linked_emails(node)))
    for node in page.marked:
        if "data-cfemail" in node.attrs:
            emails.update(dict.fromkeys(linked_emails(node)))
    return tuple(phones)[:_MOST], tuple(emails)[:_MOST]


_LABEL_LENGTH = 120
_Contacts = tuple[tuple[str, ...], tuple[str, ...]]
_NOTHING: _Contacts = ((), ())


def _read(text: str) -> _Contacts:
    phones, emails = find_phones(text), find_emails(text)
    return (tuple(phones), tuple(emails)) if phones or emails else _NOTHING


_in_label: Cache[_Contacts] = Cache(_read)
_contact_links: Cache[bool] = Cache(
    lambda href: href[:4].lower() in {"tel:", "mail"} or "/email-protection#" in href
)
"""Whether an address may be one to call or write to: menus link the same ones again and again."""


def linked_emails(node: Node) -> list[str]:
    """Return the addresses that a link or a protected text carries in its attributes."""
    href = node.attrs.get("href", "").strip()
    if href[:7].lower() == "mailto:":
        return find_emails(unquote(href[7:]).partition("?")[0])
    code = node.attrs.get("data-cfemail") or href.partition("/email-protection#")[2]
    return find_emails(_unprotected(code)) if code else []


def _unprotected(code: str) -> str:
    """Undo Cloudflare's hiding of addresses: hexadecimal bytes, each XORed with the first."""
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(byte ^ data[0] for byte in data[1:]).decode("utf-8", "replace") if data else ""
