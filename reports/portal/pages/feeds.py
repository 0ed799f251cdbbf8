"""Feeds and calendar, for people who are in, and for their programs by a secret address; and that address itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from starlette.responses import Response

from audit.life.model import Event
from audit.results import Finding
from crawler.registry import Agency
from reports.i18n import Speech
from reports.portal.access import May
from reports.portal.accounts.moment import text_of
from reports.portal.atom import MEDIA_TYPE, Entry, Feed, atom
from reports.portal.days import bound_in_sight, days_for
from reports.portal.ics import MEDIA_TYPE as CALENDAR
from reports.portal.ics import ics
from reports.portal.news import News, news
from reports.portal.pages.account import account_page
from reports.portal.parts import packed, unpacked
from reports.portal.route import Route
from reports.portal.standing import agency_of
from reports.portal.texts import FEEDS, NEWS
from reports.portal.unchanged import sent
from reports.portal.visit import Visit, not_found

_HEADERS: Final = {"referrer-policy": "no-referrer"}


def agency_feed(visit: Visit) -> Response:
    """What happened to the findings of an agency, for somebody who is in."""
    return _feed(visit)


def calendar_file(visit: Visit) -> Response:
    """Deadlines and survey windows, for somebody who is in."""
    return _calendar(visit)


def secret_feed(visit: Visit) -> Response:
    """The same feed, for the feed reader of a person."""
    return _feed(_as_person(visit))


def secret_calendar(visit: Visit) -> Response:
    """The same calendar, for a person's program."""
    return _calendar(_as_person(visit))


def _as_person(visit: Visit) -> Visit:
    """Return the visit of the person whose secret an address holds, seen by what that person may see now.

    Raises:
        Refused: There is none (any more), or too many wrong ones came from there.
    """
    books, key = visit.books, (f"link:{visit.address}",)
    user_id = books.accounts.feeds.find(visit.param("secret"), visit.now)
    user = books.accounts.users.by_id(user_id) if user_id is not None else None
    if user is None or not user.active:
        if user_id is None and not books.accounts.failures.wait(key, visit.now):
            books.accounts.failures.add(key, visit.now)
        raise not_found()
    return Visit(visit.request, books, user.locale, books.viewer(user))


def _locale(visit: Visit) -> Visit:
    """The visit in the language that the address asks for; where it asks for none, the person's."""
    wanted = visit.query("lang")
    if wanted not in {"vi", "en"}:
        return visit
    return Visit(visit.request, visit.books, "en" if wanted == "en" else "vi", visit.person)


def _feed(asked: Visit) -> Response:
    visit = _locale(asked)
    agency, books = agency_of(visit, visit.param("agency_id")), visit.books
    key = ("feed", visit.locale, agency.id, agency.name.vi, agency.name.en, books.told_of(agency.id))
    body = books.parts.get_or(key, lambda: packed(_written(visit, agency)))
    return sent(visit.request, unpacked(body), MEDIA_TYPE, _HEADERS)


def _written(visit: Visit, agency: Agency) -> bytes:
    """The feed of an agency, as everybody reads it who may."""
    books, ledger = visit.books, visit.books.store.ledger
    found = news(ledger.courses(agency.id), ledger.gains(agency.id))
    whole = ledger.named([(item.finding_id, item.number) for item in found])
    say, host = Speech(visit.locale).text, books.settings.host.partition(":")[0]
    feed = Feed(
        f"tag:{host},2026:agencies/{agency.id}/{visit.locale}",
        say(FEEDS["feed"]) % {"agency": Speech(visit.locale).name(agency.name)},
        visit.locale,
        visit.absolute(visit.url("agency", agency_id=agency.id)),
        text_of(found[0].at) if found else "1970-01-01T00:00:00Z",
        "osi-audit",
        tuple(
            _entry(
                visit, item, *whole[item.finding_id, item.number], f"tag:{host},{item.at:%Y-%m-%d}:findings"
            )
            for item in found
            if (item.finding_id, item.number) in whole
        ),
    )
    return atom(feed)


def _entry(visit: Visit, item: News, finding: Finding, event: Event, tag: str) -> Entry:
    titles = visit.books.titles
    title = (titles.name if item.what == "fixed" else titles.say)(finding)[0 if visit.locale == "vi" else 1]
    return Entry(
        f"{tag}/{item.finding_id}/{item.number}",
        f"{Speech(visit.locale).text(NEWS[item.what])}: {title}",
        text_of(item.at),
        visit.absolute(visit.url("finding", finding_id=item.finding_id)),
        item.what,
        event.text,
    )


def _calendar(asked: Visit) -> Response:
    visit = _locale(asked)
    path = visit.books.place.config / "calendar.yaml"
    if not path.is_file():
        raise not_found()
    file, today, bound = path.stat(), visit.books.today(), bound_in_sight(visit)
    host = visit.books.settings.host.partition(":")[0]

    def made() -> bytes:
        days = days_for(path, bound, date.fromisoformat(today), visit.locale, host)
        name = Speech(visit.locale).text(FEEDS["calendar"])
        return packed(ics(days, name, datetime.fromtimestamp(file.st_mtime, UTC)))

    key = ("calendar", visit.locale, file.st_mtime_ns, file.st_size, today, bound)
    return sent(visit.request, unpacked(visit.books.parts.get_or(key, made)), CALENDAR, _HEADERS)


def address_made(visit: Visit) -> Response:
    """Make a secret address for one's programs, and show it this once; the one before holds no more."""
    secret = visit.books.accounts.feeds.make(visit.viewer.user_id, visit.now)
    visit.note("feed_address")
    return account_page(visit, feed_secret=secret)


def address_ended(visit: Visit) -> Response:
    """End one's secret address."""
    visit.books.accounts.feeds.end(visit.viewer.user_id)
    visit.note("feed_address_ended")
    return visit.to(visit.url("account"), "feeds_ended")


ROUTES: Final = (
    Route("/agencies/{agency_id}/feed.atom", agency_feed, May.READ),
    Route("/calendar.ics", calendar_file, May.READ),
    Route("/feeds/{secret}/agencies/{agency_id}/feed.atom", secret_feed, None),
    Route("/feeds/{secret}/calendar.ics", secret_calendar, None),
    Route("/account/feeds", address_made, May.READ, post=True),
    Route("/account/feeds/end", address_ended, May.READ, post=True),
)
