"""Passwords and second factors."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Final

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 256
_STEP: Final = 30  # seconds, RFC 6238 §5.2


@cache
def _hasher() -> PasswordHasher:
    """argon2id with 19 MiB and two passes, the least that OWASP's cheat sheet on password storage advises."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobody() -> str:
    """A hash that no password has, so that an unknown name takes as long as a wrong password (CWE-208)."""
    return _hasher().hash("\x00")


def fault_of(password: str, *others: str) -> str:
    """Return the code of what is wrong with a new password; empty when nothing is (NIST SP 800-63B §5.1.1.2).

    Args:
        password: As typed.
        others: What it must not be: the person's name and address.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    lowered = password.casefold()
    if len(set(lowered)) < 5 or any(len(other) > 3 and other.casefold() in lowered for other in others):
        return "guessable"
    return ""


def hash_of(password: str) -> str:
    """Return what is kept of a password."""
    return _hasher().hash(password)


def is_right(hashed: str, password: str) -> bool:
    """Whether a password is the one that was hashed; takes the same time when there is none to compare with."""
    if len(password) > LONGEST:
        password, hashed = "", ""
    try:
        _hasher().verify(hashed or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(hashed)


def is_dated(hashed: str) -> bool:
    """Whether a hash was made by weaker parameters than today's."""
    return _hasher().check_needs_rehash(hashed)


def new_totp() -> str:
    """Return a new secret for a second factor, base32."""
    return pyotp.random_base32()


def totp_address(secret: str, login: str, issuer: str) -> str:
    """Return the `otpauth:` address that an authenticator takes in."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def totp_step(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step that a code belongs to: this one, or one beside it for clocks that differ; None when it is wrong."""
    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    now = int(at.timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if pyotp.utils.strings_equal(totp.at(step * _STEP), digits):
            return step
    return None
