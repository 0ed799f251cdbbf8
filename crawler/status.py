"""Why a page was or was not fetched: `FetchStatus`, a value and never an exception."""

from __future__ import annotations

from enum import StrEnum


class FetchStatus(StrEnum):
    """Outcome of one URL. Everything but OK says why there is no page."""

    OK = "ok"
    REDIRECT = "redirect"  # answered with a redirect; the target has a record of its own
    # fetched and kept beside the pages, which they are not
    DOCUMENT = "document"  # a PDF, Word or Excel file
    DATA = "data"  # JSON from which a page draws its list
    SEARCH = "search"  # what the portal's own search answered to a question of ours
    RENDERED = "rendered"  # a page that is empty without script, as a browser shows it
    # the site's answer
    NOT_FOUND = "not_found"  # 404, 410
    UNAUTHORIZED = "unauthorized"  # 401
    FORBIDDEN = "forbidden"  # 403
    RATE_LIMITED = "rate_limited"  # 429
    CLIENT_ERROR = "client_error"  # other 4xx
    SERVER_ERROR = "server_error"  # 5xx
    BLOCK_PAGE = "block_page"  # 200 with a firewall's refusal text
    JS_CHALLENGE = "js_challenge"  # cookie challenge by script
    EMPTY_BODY = "empty_body"
    # transport
    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    TLS_WEAK = "tls_weak"  # keys, digests or a version that OpenSSL of today refuses
    CONNECTION_LOST = "connection_lost"
    REDIRECT_LOOP = "redirect_loop"
    TOO_LARGE = "too_large"
    BAD_RESPONSE = "bad_response"  # garbage bytes, broken chunks or compression
    # our own decision
    ROBOTS = "robots"  # robots.txt forbids it
    ROBOTS_UNREACHABLE = (
        "robots_unreachable"  # robots.txt answered 5xx or nothing: stay out (RFC 9309, 2.3.1.4)
    )
    OFF_HOST = "off_host"  # not one of the agency's hosts
    PRIVATE_ADDRESS = "private_address"  # loopback or private address the registry does not name
    NOT_A_PAGE = "not_a_page"  # a file: recorded as a link, not fetched; or data and a search not asked for
    BACKSTAGE = "backstage"  # a screen of the content management system: sign-in, edit, dialogue
    BUDGET_PAGES = "budget_pages"
    BUDGET_DEPTH = "budget_depth"
    BUDGET_TIME = "budget_time"
    TRAP = "trap"  # endless URL pattern (calendar, session ids, growing paths)
    INTERRUPTED = "interrupted"  # the crawl was stopped before its turn

    @property
    def is_page(self) -> bool:
        """Whether there is a body to read."""
        return self is FetchStatus.OK

    @property
    def is_beside(self) -> bool:
        """Whether there is a body that is no page: a document, data, a search's answer."""
        return self in _BESIDE

    @property
    def is_own_decision(self) -> bool:
        """Whether the crawler chose not to fetch: no sign of a fault of the site."""
        return self in _OWN

    @property
    def is_blocked(self) -> bool:
        """Whether the site kept the crawler out: what lies behind is *could not tell*, never *not met*."""
        return self in _BLOCKED


_BESIDE = frozenset({FetchStatus.DOCUMENT, FetchStatus.DATA, FetchStatus.SEARCH, FetchStatus.RENDERED})
_OWN = frozenset(
    {
        FetchStatus.OFF_HOST,
        FetchStatus.PRIVATE_ADDRESS,
        FetchStatus.NOT_A_PAGE,
        FetchStatus.BACKSTAGE,
        FetchStatus.BUDGET_PAGES,
        FetchStatus.BUDGET_DEPTH,
        FetchStatus.BUDGET_TIME,
        FetchStatus.TRAP,
        FetchStatus.INTERRUPTED,
    }
)
_BLOCKED = frozenset(
    {
        FetchStatus.UNAUTHORIZED,
        FetchStatus.FORBIDDEN,
        FetchStatus.RATE_LIMITED,
        FetchStatus.SERVER_ERROR,
        FetchStatus.BLOCK_PAGE,
        FetchStatus.JS_CHALLENGE,
        FetchStatus.DNS,
        FetchStatus.REFUSED,
        FetchStatus.TIMEOUT,
        FetchStatus.TLS,
        FetchStatus.TLS_WEAK,
        FetchStatus.CONNECTION_LOST,
        FetchStatus.BAD_RESPONSE,
        FetchStatus.ROBOTS,
        FetchStatus.ROBOTS_UNREACHABLE,
    }
)
