"""What each `FetchStatus` means to a reader, and what to do about it. Message ids, in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crawler.status import FetchStatus
from reports.i18n import N_

BUCKETS: Final[dict[str, str]] = {
    "fetched": N_("read"),
    "skipped": N_("skipped"),
    "failed": N_("failed"),
    "left": N_("left over"),
}
"""The four parts that the found addresses fall into (`audit.coverage.group_of`), in the order of the statement."""


@dataclass(frozen=True, slots=True)
class StatusText:
    """One sentence and one piece of advice."""

    sentence: str
    advice: str


_NOTHING = N_("Nothing to do.")
_ALLOW = N_(
    "Allow the user agent named in this report through the firewall and answer it as you answer a visitor; "
    "then ask for a re-check."
)

STATUSES: Final[dict[FetchStatus, StatusText]] = {
    FetchStatus.OK: StatusText(N_("The page was read."), _NOTHING),
    FetchStatus.REDIRECT: StatusText(N_("The address leads on to another one."), _NOTHING),
    FetchStatus.DOCUMENT: StatusText(N_("A PDF, Word or Excel file was opened."), _NOTHING),
    FetchStatus.DATA: StatusText(
        N_("The data behind a list was read, as the page's own script reads it."), _NOTHING
    ),
    FetchStatus.SEARCH: StatusText(
        N_("The portal's own search was asked for one of its procedures, and its answer kept."), _NOTHING
    ),
    FetchStatus.RENDERED: StatusText(
        N_("The page is empty without script and was read as a browser shows it."),
        N_("Let the server send the text of the page; use script for extras only."),
    ),
    FetchStatus.NOT_FOUND: StatusText(
        N_("The address answers that there is no such page (404 or 410)."),
        N_("Publish the page again, or correct the links that lead to it."),
    ),
    FetchStatus.UNAUTHORIZED: StatusText(
        N_("The page asks for a user name and password (401)."),
        N_("If the page is meant for the public, take the log-in away."),
    ),
    FetchStatus.FORBIDDEN: StatusText(N_("The server refused the visit (403)."), _ALLOW),
    FetchStatus.RATE_LIMITED: StatusText(
        N_("The server asked us to come less often (429)."),
        N_("State a Crawl-delay in robots.txt; the crawler keeps to it."),
    ),
    FetchStatus.CLIENT_ERROR: StatusText(
        N_("The server called the request faulty (another 4xx answer)."),
        N_("Open the address in a browser and read the server's log for that minute."),
    ),
    FetchStatus.SERVER_ERROR: StatusText(
        N_("The server failed while answering (5xx)."),
        N_("Read the server's error log for that minute, mend the fault and ask for a re-check."),
    ),
    FetchStatus.BLOCK_PAGE: StatusText(
        N_("A firewall answered with a refusal in place of the page."), _ALLOW
    ),
    FetchStatus.JS_CHALLENGE: StatusText(
        N_("The server demands that a script be run before it shows the page."), _ALLOW
    ),
    FetchStatus.EMPTY_BODY: StatusText(
        N_("The server sent an empty page."), N_("Check the page template and the content behind it.")
    ),
    FetchStatus.DNS: StatusText(
        N_("The host name does not lead to any server."),
        N_("Check the DNS records; if the address was given up, tell us the new one."),
    ),
    FetchStatus.REFUSED: StatusText(
        N_("The server refused the connection."), N_("Check that the web server runs and the port is open.")
    ),
    FetchStatus.TIMEOUT: StatusText(
        N_("The server did not answer in time."),
        N_("Check the server's load and the connection from abroad and from other networks."),
    ),
    FetchStatus.TLS: StatusText(
        N_("The secure connection could not be made."),
        N_("See that the port speaks TLS 1.2 or 1.3, with a valid certificate and its full chain."),
    ),
    FetchStatus.TLS_WEAK: StatusText(
        N_(
            "The secure connection is too weak for the programs of today: short keys, or an old version of TLS."
        ),
        N_("Offer TLS 1.2 or 1.3; make Diffie-Hellman and certificate keys of 2,048 bits or more."),
    ),
    FetchStatus.CONNECTION_LOST: StatusText(
        N_("The connection broke off before the page was whole."),
        N_("Check the firewall, the proxy and the server's log for that minute."),
    ),
    FetchStatus.REDIRECT_LOOP: StatusText(
        N_("The address leads on in a circle."), N_("Correct the redirects between http, https and www.")
    ),
    FetchStatus.TOO_LARGE: StatusText(
        N_("The page is larger than the crawler takes."),
        N_("Split the page; put large files behind links of their own."),
    ),
    FetchStatus.BAD_RESPONSE: StatusText(
        N_("The answer could not be decoded."),
        N_("Check the compression and the length that the server announces."),
    ),
    FetchStatus.ROBOTS: StatusText(
        N_("The site's robots.txt asks crawlers to stay out of this address."),
        N_("If the page is meant for the public, allow it in robots.txt."),
    ),
    FetchStatus.ROBOTS_UNREACHABLE: StatusText(
        N_("The site's robots.txt could not be read, so the crawler stayed out."),
        N_("Let robots.txt answer with 200 or 404; with 5xx or no answer, crawlers must keep away."),
    ),
    FetchStatus.OFF_HOST: StatusText(N_("The address is on a host that is not this agency's."), _NOTHING),
    FetchStatus.PRIVATE_ADDRESS: StatusText(
        N_("The address lies in a private network."),
        N_("Replace links to internal addresses with public ones."),
    ),
    FetchStatus.NOT_A_PAGE: StatusText(N_("A document, picture or archive: noted, not opened."), _NOTHING),
    FetchStatus.BACKSTAGE: StatusText(
        N_(
            "A screen of the content management system, such as its sign-in or edit page: no page for readers."
        ),
        _NOTHING,
    ),
    FetchStatus.BUDGET_PAGES: StatusText(
        N_("Left out because the agreed number of pages was reached."),
        N_("The operator can raise the limit for this agency."),
    ),
    FetchStatus.BUDGET_DEPTH: StatusText(
        N_("Left out because it lies too many clicks from the home page."),
        N_("Link important pages closer to the home page."),
    ),
    FetchStatus.BUDGET_TIME: StatusText(
        N_("Left out because the agreed time was up."),
        N_("The operator can raise the limit; a faster server helps too."),
    ),
    FetchStatus.TRAP: StatusText(
        N_("An address pattern without end, such as a calendar or a growing path."),
        N_("Mark such links with rel=nofollow or keep them out in robots.txt."),
    ),
    FetchStatus.INTERRUPTED: StatusText(
        N_("The crawl was stopped before its turn came."), N_("Resume the run.")
    ),
}


def status_of(value: str) -> FetchStatus | None:
    """Return the status of that value, or None when this version does not know it."""
    try:
        return FetchStatus(value)
    except ValueError:
        return None
