"""Coming in and going out: login, logout, invitations, language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from reports.portal import passwords, texts
from reports.portal.accounts.log import Change
from reports.portal.accounts.moment import text_of
from reports.portal.accounts.sessions import LASTS_FOR
from reports.portal.accounts.users import User
from reports.portal.route import Route
from reports.portal.security import own_path
from reports.portal.visit import Visit, not_found

LANGUAGE_FOR_S: Final = 365 * 24 * 3600


def login(visit: Visit) -> Response:
    """The form to sign in."""
    if visit.person is not None:
        return visit.to(own_path(visit.query("next") or "/"))
    fault = visit.query("fault") if visit.books.provider is not None else ""
    fault = fault if fault in texts.LOGIN_FAULTS else ""
    return visit.page("login.html", next=own_path(visit.query("next") or "/"), fault=fault, login="")


def login_sent(visit: Visit) -> Response:
    """Sign in with name, password and, where one is set up, the code of an authenticator."""
    if not visit.books.settings.options.passwords:
        raise not_found()
    name, target = visit.form.get("login", "").strip().lower()[:320], own_path(visit.form.get("next", "/"))
    accounts, at = visit.books.accounts, visit.now
    keys = (f"login:{name}", f"from:{visit.address}")
    if accounts.failures.wait(keys, at):
        return visit.page("login.html", HTTPStatus.TOO_MANY_REQUESTS, next=target, fault="wait", login=name)
    user = accounts.users.by_login(name)
    right = passwords.is_right(
        user.password if user is not None and user.active else "", visit.form.get("password", "")
    )
    if user is None or not right or not _second(visit, user):
        accounts.failures.add(keys, at)
        accounts.log.add(
            Change(
                text_of(at),
                user.id if user else "",
                user.name if user else "",
                "login_failed",
                target=name,
                address=visit.address,
            )
        )
        return visit.page("login.html", HTTPStatus.FORBIDDEN, next=target, fault="wrong", login=name)
    accounts.failures.forget(keys[0])
    if passwords.is_dated(user.password):
        accounts.users.rehash(user.id, passwords.hash_of(visit.form["password"]))
    return come_in(visit, user, target)


def _second(visit: Visit, user: User) -> bool:
    """Whether the code is right, where one is asked for; a code opens once."""
    if not user.totp:
        return True
    step = passwords.totp_step(user.totp, visit.form.get("code", ""), visit.now)
    return step is not None and visit.books.accounts.users.use_totp(user.id, step)


def come_in(visit: Visit, user: User, target: str, by: str = "") -> Response:
    """Let somebody in, with a session that is new.

    Args:
        visit: The request.
        user: Who has shown who they are.
        target: Path to go on to.
        by: By which way, for the log; empty for a password.
    """
    accounts, settings = visit.books.accounts, visit.books.settings
    if visit.session is not None:
        accounts.sessions.end(visit.session.token)
    secret = accounts.sessions.begin(user.id, visit.now)
    accounts.log.note(visit.books.viewer(user), "login", visit.now, detail=by, address=visit.address)
    response = visit.to(target)
    response.set_cookie(
        settings.session_cookie, secret, max_age=int(LASTS_FOR.total_seconds()), path="/", secure=settings.secure,
        httponly=True, samesite="lax",
    )  # fmt: skip
    return response


def logout(visit: Visit) -> Response:
    """End the session."""
    settings = visit.books.settings
    if visit.session is not None and visit.person is not None:
        visit.books.accounts.sessions.end(visit.session.token)
        visit.note("logout")
    response = visit.to(visit.url("login"), "signed_out")
    response.delete_cookie(
        settings.session_cookie, path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
    return response


def invitation(visit: Visit) -> Response:
    """The form in which somebody who was invited chooses a password, or where there are none comes in once."""
    user = _invited(visit)
    return visit.page("invitation.html", user=user, fault="")


def invitation_sent(visit: Visit) -> Response:
    """Take up an invitation."""
    user = _invited(visit)
    if not visit.books.settings.options.passwords:
        return _taken_up(visit, "")
    password = visit.form.get("password", "")
    fault = passwords.fault_of(password, user.login.partition("@")[0], user.name)
    fault = fault or ("" if password == visit.form.get("again", "") else "differ")
    if fault:
        return visit.page("invitation.html", HTTPStatus.UNPROCESSABLE_ENTITY, user=user, fault=fault)
    return _taken_up(visit, passwords.hash_of(password))


def _taken_up(visit: Visit, hashed: str) -> Response:
    taken = visit.books.accounts.users.accept(visit.param("secret"), hashed, visit.now)
    if taken is None:
        raise not_found()
    return come_in(visit, taken, "/", by="invitation")


def _invited(visit: Visit) -> User:
    accounts, key = visit.books.accounts, (f"link:{visit.address}",)
    if accounts.failures.wait(key, visit.now):
        raise not_found()
    user = accounts.users.invited(visit.param("secret"), visit.now)
    if user is None:
        accounts.failures.add(key, visit.now)
        raise not_found()
    return user


def language(visit: Visit) -> Response:
    """Show everything in another language from now on."""
    locale = visit.param("locale")
    if locale not in {"vi", "en"}:
        raise not_found()
    response = visit.to(own_path(visit.query("next") or "/"))
    settings = visit.books.settings
    response.set_cookie(
        "lang",
        locale,
        max_age=LANGUAGE_FOR_S,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return response


ROUTES: Final = (
    Route("/login", login, None),
    Route("/login", login_sent, None, post=True),
    Route("/logout", logout, None, post=True),
    Route("/invitation/{secret}", invitation, None),
    Route("/invitation/{secret}", invitation_sent, None, post=True),
    Route("/language/{locale}", language, None),
)
