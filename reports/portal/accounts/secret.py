"""Secrets that open something: made here, kept as their SHA-256 only."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """Return 256 bits that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what of a secret is kept. It needs no salt and no slow hash: there is nothing to try out in 256 bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
