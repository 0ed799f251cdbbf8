"""What exactly an answer said: every sentence of `PageRecord.detail` as a code with parameters, for readers of any language.

Snapshots keep the English sentence, which webmasters can read and old snapshots have, too; `understand` reads it back. A test
holds that every sentence that a crawl writes is one of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

DETAILS: dict[str, str] = {
    # the server's answer
    "answers": "the server answers %(code)s",
    "login": "the server asks for a login (401)",
    "refuses": "the server refuses the page (403)",
    "fewer": "the server asks for fewer requests (429)",
    "fails": "the server fails with %(code)s",
    "no_end": "the server answers %(code)s, which is no end of a request",
    "empty_page": "the server sends an empty page",
    "empty_file": "the server sends an empty file",
    "empty_answer": "the server sends an empty answer",
    "no_html": "the body is no HTML",
    "no_json": "the data source sends no JSON",
    "challenge": "a script sets a cookie before the page is shown: %(quote)s",
    "refusal": "the server answers with a refusal: %(quote)s",
    "maintained": "the server says that it is being maintained: %(quote)s",
    "file": "the server sends a file, not a page",
    # the way there
    "no_address": "the host name has no address",
    "local_name": "the host name has a local address",
    "connection_refused": "the server refused the connection",
    "no_connection": "no connection: %(error)s",
    "too_late": "no whole answer within the time limit",
    "lost": "the connection was lost: %(error)s",
    "no_secure": "no secure connection: %(why)s",
    "no_proxy": "the proxy gave no way through",
    "too_large": "the body is larger than the limit",
    "too_large_unpacked": "the unpacked body is larger than the limit",
    "broken_off": "the answer broke off or its chunks are damaged",
    "no_http_length": "the answer is not HTTP or its length is wrong",
    "no_http": "the answer is not HTTP: %(error)s",
    "no_scheme": "the address has no scheme that can be fetched",
    "unsupported": "the answer is of a kind that is not supported: %(error)s",
    "unreadable": "the answer cannot be read: %(error)s",
    "our_fault": "the page could not be read: %(error)s",
    # redirects
    "redirects": "redirects to %(url)s",
    "redirects_then": "redirects to %(url)s: %(why)s",
    "redirects_back": "redirects to %(url)s, which leads back here",
    "redirects_nowhere": "redirects to %(quote)s, which is no web address",
    "redirects_itself": "redirects to itself",
    "redirects_cookie": "redirects to itself until the visitor sends back a cookie, which search engines do not",
    "redirects_many": "more than %(number)s redirects one after the other",
    "redirects_endless": "leads into endless redirects: %(why)s",
    "sent_on": "sends the visitor on: %(why)s",
    "other_door": "read at %(url)s, since the address itself fails: %(why)s",
    # robots.txt
    "robots": "robots.txt forbids this address to our crawler",
    "robots_answers": "robots.txt answers %(code)s",
    "robots_lost": "robots.txt cannot be had: %(why)s",
    # our own decisions
    "dead_host": "not asked for, since the host fails: %(why)s",
    "shut_host": "not asked for, since the server asks to be left alone for longer than the crawl has time",
    "not_opened": "not opened: %(why)s",
    "not_had": "a file that could not be had: %(why)s",
    "foreign": "not one of the agency's hosts",
    "local": "%(host)s is a local address",
    "extension": "a %(extension)s file",
    "screen": "a screen of the content management system: %(name)s",
    "budget_pages": "the budget of %(number)s pages was spent before its turn",
    "budget_minutes": "the budget of %(number)s minutes was spent before its turn",
    "budget_clicks": "more than %(number)s clicks from the home page",
    "stopped": "the crawl was stopped before its turn",
    "ended": "the crawl ended before its turn",
    "not_askable": "the address cannot be asked for",
    # endless addresses
    "trap_long": "the address is longer than %(number)s characters",
    "trap_deep": "the path has more than %(number)s parts",
    "trap_languages": "language codes follow one another in the path",
    "trap_repeats": "a part of the path repeats",
    "trap_parameters": "the query has more than %(number)s parameters",
    "trap_calendar": "more than %(number)s dates of the calendar %(url)s",
    "trap_pattern": "more than %(number)s addresses of the form %(url)s",
    "trap_queries": "more than %(number)s queries on %(url)s",
    "trap_listing": "more than %(number)s pages of the listing %(url)s",
    # certificates, as OpenSSL calls what is wrong with them
    "tls_valid": "valid",
    "tls_untrusted": "untrusted: %(why)s",
    "tls_self_signed": "self-signed certificate",
    "tls_self_signed_chain": "self-signed certificate in certificate chain",
    "tls_expired": "certificate has expired",
    "tls_not_yet": "certificate is not yet valid",
    "tls_chain": "unable to get local issuer certificate",
    "tls_chain_first": "unable to verify the first certificate",
    "tls_name": "Hostname mismatch, certificate is not valid for '%(host)s'",
    "tls_address": "IP address mismatch, certificate is not valid for '%(host)s'",
    "tls_weak_dh": "dh key too small",
    "tls_weak_certificate": "ee key too small",
    "tls_weak_digest": "ca md too weak",
    "tls_old": "unsupported protocol",
    "tls_old_version": "wrong version number",
    "tls_old_alert": "tlsv1 alert protocol version",
    "tls_old_none": "no protocols available",
    "tls_handshake": "sslv3 alert handshake failure",
    "tls_renegotiation": "unsafe legacy renegotiation disabled",
}
"""Code to English sentence; `why` is a sentence of these itself."""

NESTED = "why"
WEAK = frozenset(
    {
        "tls_weak_dh",
        "tls_weak_certificate",
        "tls_weak_digest",
        "tls_old",
        "tls_old_alert",
        "tls_old_none",
        "tls_renegotiation",
    }
)
"""Codes of what is not wrong with a secure connection but too weak for today's programs."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A sentence taken apart."""

    code: str
    params: dict[str, str | Detail]


@lru_cache(maxsize=4096)
def understand(text: str) -> Detail | None:
    """Take a sentence apart.

    Returns:
        Its code and parameters; what stands for a sentence of these is taken apart itself. None for any other text.

    >>> understand("redirects to http://a.example/: the server answers 404")
    Detail(code='redirects_then', params={'url': 'http://a.example/', 'why': Detail(code='answers', params={'code': '404'})})
    >>> understand("no such sentence") is None
    True
    """
    for code, pattern in _patterns():
        match = pattern.fullmatch(text.removesuffix("."))  # OpenSSL ends some of its sentences
        if match is not None:
            return Detail(code, {name: _value(name, value) for name, value in match.groupdict().items()})
    return None


def _value(name: str, value: str) -> str | Detail:
    return (understand(value) or value) if name == NESTED else value


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences with the most words of their own first: they are the most telling."""
    order = sorted(DETAILS.items(), key=lambda item: -len(re.sub(r"%\(\w+\)s", "", item[1])))
    return tuple((code, _pattern(sentence)) for code, sentence in order)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", sentence)
    source = "".join(
        f"(?P<{part}>{_FORMS.get(part, '.+?')})" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )
    return re.compile(source, re.DOTALL | re.IGNORECASE)


_FORMS = {"code": r"\d+", "number": r"[\d.]+", "url": r"\S+?", "extension": r"\w+", "host": r"\S+"}
