"""Coming in through a provider of OpenID Connect, for those who have access already: it makes nobody a user and gives no role."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from reports.portal.accounts.departures import AWAY_FOR, Departure
from reports.portal.accounts.log import Change
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.secret import digest, new_secret
from reports.portal.accounts.users import User
from reports.portal.oidc import CALLBACK
from reports.portal.oidc.refusal import NotLetIn, untrusted
from reports.portal.pages import entry
from reports.portal.route import Route
from reports.portal.security import is_same, own_path
from reports.portal.visit import Visit, not_found

if TYPE_CHECKING:
    from reports.portal.oidc.client import Client
    from reports.portal.oidc.identity import Identity

_LONGEST: Final = 2048
"""Characters of a code, of a state."""


def provider_sent(visit: Visit) -> Response:
    """Send a browser to the provider.

    By a page that goes on by itself, not by a redirect: browsers hold redirects of a form to `form-action`, the provider's own, too.
    """
    provider, target = _provider(visit), own_path(visit.form.get("next", "/"))
    accounts, settings = visit.books.accounts, visit.books.settings
    if accounts.failures.wait((f"from:{visit.address}",), visit.now):
        return _anew(visit, "wait", target)
    browser = new_secret()
    state = accounts.departures.begin(browser, provider.issuer, target, visit.address, visit.now)
    if state is None:
        return _anew(visit, "wait", target)
    nonce, verifier = (_derived(browser, state, what) for what in ("nonce", "verifier"))
    try:
        url = provider.address(state, nonce, verifier, visit.locale)
    except NotLetIn as refusal:
        return _refused(visit, refusal, target)
    response = visit.page("leaving.html", url=url)
    response.headers["refresh"] = f"0; url={url}"
    response.set_cookie(
        settings.departure_cookie, browser, max_age=int(AWAY_FOR.total_seconds()), path="/", secure=settings.secure,
        httponly=True, samesite="lax",
    )  # fmt: skip
    return response


def provider_back(visit: Visit) -> Response:
    """Let somebody in who comes back from the provider."""
    provider, accounts, settings = _provider(visit), visit.books.accounts, visit.books.settings
    if accounts.failures.wait((f"from:{visit.address}",), visit.now):
        return _anew(visit, "wait", "/")
    target = "/"
    try:
        state = _said(visit, "state")
        departure = _departure(visit, state)
        target = departure.target
        identity = _identity(visit, provider, departure, state)
        response = entry.come_in(visit, _person(visit, identity), target, by="oidc")
    except NotLetIn as refusal:
        response = _refused(visit, refusal, target)
    response.delete_cookie(
        settings.departure_cookie, path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
    return response


def _provider(visit: Visit) -> Client:
    """The provider.

    Raises:
        Refused: None is set up.
    """
    provider = visit.books.provider
    if provider is None:
        raise not_found()
    return provider


def _derived(browser: str, state: str, what: str) -> str:
    """A secret of this browser and this departure alone, so that none has to be kept; 43 characters, fit for RFC 7636 §4.1."""
    made = hmac.digest(browser.encode("utf-8", "replace"), f"{what} {state}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _said(visit: Visit, name: str) -> str:
    """A parameter that the browser brought; one that comes twice is none (RFC 6749 §3.1)."""
    found = visit.request.query_params.getlist(name)
    return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST else ""


def _departure(visit: Visit, state: str) -> Departure:
    """What left with the state, from this browser and not from somebody else's (CWE-352), and only once.

    Raises:
        NotLetIn: Nothing did.
    """
    found = visit.books.accounts.departures.end(state, visit.now)
    browser = visit.request.cookies.get(visit.books.settings.departure_cookie, "")
    if found is None or not is_same(found.browser_sha256, digest(browser)):
        raise NotLetIn("oidc_late", "no such departure of this browser")
    return found


def _identity(visit: Visit, provider: Client, departure: Departure, state: str) -> Identity:
    """Who came back.

    Raises:
        NotLetIn: Nobody who can be believed.
    """
    if departure.issuer != provider.issuer or not provider.is_its(_said(visit, "iss")):
        raise untrusted("the answer is not the issuer's")
    code = _said(visit, "code")
    if error := _said(visit, "error"):
        known = "".join(c for c in error if c.isascii() and c.isprintable())[:80]
        code = "oidc_cancelled" if error == "access_denied" else "oidc_untrusted"
        raise NotLetIn(code, f"the provider says {known}")
    if not code:
        raise untrusted("the answer has no code")
    browser = visit.request.cookies[visit.books.settings.departure_cookie]
    return provider.identity(code, _derived(browser, state, "nonce"), _derived(browser, state, "verifier"))


def _person(visit: Visit, identity: Identity) -> User:
    """Whom the operator gave access: who is linked, else who has the verified address and is not linked yet.

    Raises:
        NotLetIn: There is nobody, or somebody who was shut out; all are told alike.
    """
    accounts, at = visit.books.accounts, visit.now
    link = accounts.identities.find(identity.issuer, identity.subject)
    user = accounts.users.by_id(link.user_id) if link is not None else None
    if user is None and identity.email:
        user = accounts.users.by_login(identity.email)
    said = f"{identity.subject} {identity.email}".strip()
    if user is None or not user.active:
        raise NotLetIn("oidc_nobody", f"{said}: {'shut out' if user else 'no access'}")
    if link is None:
        if not accounts.identities.link(identity.issuer, identity.subject, user.id, at):
            raise NotLetIn("oidc_nobody", f"{said}: linked with somebody else there")
        viewer = visit.books.viewer(user)
        detail = f"{identity.issuer} {identity.subject}"
        accounts.log.note(viewer, "oidc_link", at, target=user.login, detail=detail, address=visit.address)
    return user


def _refused(visit: Visit, refusal: NotLetIn, target: str) -> Response:
    accounts, at = visit.books.accounts, visit.now
    if refusal.code != "oidc_down":  # which is nobody's try
        accounts.failures.add((f"from:{visit.address}",), at)
    accounts.log.add(
        Change(text_of(at), "", "", "login_failed", target="oidc", detail=refusal.why, address=visit.address)
    )
    return _anew(visit, refusal.code, target)


def _anew(visit: Visit, fault: str, target: str) -> Response:
    """Back to where one signs in: away from an address with a code in it, and from a form that could be sent again."""
    return visit.to(visit.url("login", fault=fault, next=target))


ROUTES: Final = (
    Route("/login/oidc", provider_sent, None, post=True),
    Route(CALLBACK, provider_back, None),
)
