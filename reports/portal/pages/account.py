"""One's own account: password, second factor, language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from reports.portal import passwords
from reports.portal.access import May
from reports.portal.accounts.users import User
from reports.portal.route import Route
from reports.portal.visit import Visit, not_found

ISSUER: Final = "osi-audit"


def account(visit: Visit) -> Response:
    """What one's account is, and the forms to change it."""
    return account_page(visit)


def account_page(
    visit: Visit, *, fault: str = "", totp: str = "", totp_address: str = "", feed_secret: str = ""
) -> Response:
    """The page of one's account.

    Args:
        visit: Who asks.
        fault: What was wrong in a form that was sent.
        totp: A secret for an authenticator, that waits for its first code.
        totp_address: The same as an address.
        feed_secret: Of an address for feed readers that was made just now.
    """
    return visit.page(
        "account.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
        user=user_of(visit),
        fault=fault,
        totp=totp,
        totp_address=totp_address,
        feed_secret=feed_secret,
    )


def password_sent(visit: Visit) -> Response:
    """Choose another password; other browsers are signed out, this one goes on with a new session."""
    user, new = _with_password(visit), visit.form.get("password", "")
    accounts = visit.books.accounts
    key = (f"login:{user.login}",)
    fault = ""
    if accounts.failures.wait(key, visit.now) or not passwords.is_right(
        user.password, visit.form.get("now", "")
    ):
        accounts.failures.add(key, visit.now)
        fault = "wrong"
    fault = fault or passwords.fault_of(new, user.login.partition("@")[0], user.name)
    fault = fault or ("" if new == visit.form.get("again", "") else "differ")
    if fault:
        return account_page(visit, fault=fault)
    accounts.users.set_password(user.id, passwords.hash_of(new))
    visit.note("password")
    response = visit.to(visit.url("account"), "password")
    settings = visit.books.settings
    response.set_cookie(
        settings.session_cookie, accounts.sessions.begin(user.id, visit.now), path="/", secure=settings.secure, httponly=True,
        samesite="lax",
    )  # fmt: skip
    return response


def totp(visit: Visit) -> Response:
    """Begin a second factor: a new secret to take into an authenticator, and a form for its first code."""
    user = _with_password(visit)
    secret = passwords.new_totp()
    address = passwords.totp_address(secret, user.login, ISSUER)
    return account_page(visit, totp=secret, totp_address=address)


def totp_sent(visit: Visit) -> Response:
    """Keep the second factor once its first code is right, or end it with the password."""
    user = _with_password(visit)
    users = visit.books.accounts.users
    if visit.form.get("end"):
        if not passwords.is_right(user.password, visit.form.get("now", "")):
            return account_page(visit, fault="wrong")
        users.set_totp(user.id, "")
        visit.note("totp_off")
        return visit.to(visit.url("account"), "totp_off")
    secret = visit.form.get("secret", "")
    step = passwords.totp_step(secret, visit.form.get("code", ""), visit.now) if _is_secret(secret) else None
    if step is None:
        address = passwords.totp_address(secret, user.login, ISSUER) if _is_secret(secret) else ""
        return account_page(visit, fault="code", totp=secret if address else "", totp_address=address)
    users.set_totp(user.id, secret)
    users.use_totp(user.id, step)
    visit.note("totp_on")
    return visit.to(visit.url("account"), "totp_on")


def _is_secret(secret: str) -> bool:
    return len(secret) == 32 and all(c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" for c in secret)


def user_of(visit: Visit) -> User:
    """Return who is in.

    Raises:
        Refused: They have no account any more.
    """
    user = visit.books.accounts.users.by_id(visit.viewer.user_id)
    if user is None:
        raise not_found()
    return user


def _with_password(visit: Visit) -> User:
    """Who is in, by passwords or not, where people may come in by them.

    Raises:
        Refused: They may not.
    """
    if not visit.books.settings.options.passwords:
        raise not_found()
    return user_of(visit)


ROUTES: Final = (
    Route("/account", account, May.READ),
    Route("/account/password", password_sent, May.READ, post=True),
    Route("/account/totp", totp, May.READ),
    Route("/account/totp", totp_sent, May.READ, post=True),
)
