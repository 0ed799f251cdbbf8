"""The client's secret at a provider of OpenID Connect, from the environment or a file; never from the command line, which others see."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from crawler.errors import UsageError

SECRETS: Final = ("OSI_AUDIT_OIDC_SECRET_FILE", "OSI_AUDIT_OIDC_SECRET")
"""Environment variables that say where it is, or hold it."""


def client_secret_from(environment: Mapping[str, str] = os.environ) -> str:
    """Return the secret; empty where there is none: a public client, whom PKCE alone protects.

    Raises:
        UsageError: There are two, or the file cannot be used; the message never holds a secret.
    """
    file, alone = (environment.get(name, "") for name in SECRETS)
    if file and alone:
        raise UsageError(f"{' and '.join(SECRETS)}: one of them, not both")
    if not file:
        return _whole(alone.strip(), SECRETS[1]) if alone else ""
    place = f"{SECRETS[0]}: {file}"
    try:
        return _whole(Path(file).read_text(encoding="utf-8").strip(), place)
    except OSError as error:
        raise UsageError(f"{place}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{place}: is not UTF-8 (byte {error.start})") from error


def _whole(secret: str, place: str) -> str:
    if not secret or not secret.isprintable():
        raise UsageError(f"{place}: one line with the secret, and nothing else")
    return secret
