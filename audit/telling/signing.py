"""Secrets of webhooks and signatures by them, as Standard Webhooks has them.

The specification: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from crawler.errors import UsageError

SECRETS: Final = ("OSI_AUDIT_WEBHOOK_SECRETS_FILE", "OSI_AUDIT_WEBHOOK_SECRET")
"""Environment variables that hold them, or say where they are."""
ALL: Final = "*"
"""Stands for every agency that has no line of its own."""
_PREFIX: Final = "whsec_"
_FEWEST, _MOST = 24, 64
"""Bytes of a secret (the specification, "Symmetric: HMAC-SHA256")."""
_MOST_SECRETS: Final = 2
"""Of an agency: while one takes the place of another one, both are valid."""
_NEITHER: Final = (
    "webhooks are signed: OSI_AUDIT_WEBHOOK_SECRETS_FILE names a file with a line “AGENCY whsec_…” for each agency, "
    "or OSI_AUDIT_WEBHOOK_SECRET is one for all (docs/webhooks.md)"
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Keys by agency."""

    keys: Mapping[str, tuple[bytes, ...]] = field(repr=False)

    def of(self, agency_id: str) -> tuple[bytes, ...]:
        """Return the keys of an agency, the new one first; empty where it has none."""
        return self.keys.get(agency_id) or self.keys.get(ALL, ())


def secrets_from(environment: Mapping[str, str] = os.environ) -> Secrets:
    """Read the secrets.

    `OSI_AUDIT_WEBHOOK_SECRETS_FILE` names a file of lines `AGENCY whsec_… [whsec_…]`; `*` stands for all agencies without a
    line of their own, and what follows a `#` is for people. Or `OSI_AUDIT_WEBHOOK_SECRET` has one or two for all agencies.

    Raises:
        UsageError: There is neither, or something is wrong; the message never holds a secret.
    """
    file, alone = (environment.get(name, "") for name in SECRETS)
    if not file and not alone:
        raise UsageError(_NEITHER)
    keys = {ALL: _keys(alone.split(), "OSI_AUDIT_WEBHOOK_SECRET")} if alone else {}
    if file:
        keys |= _in_file(Path(file))
    return Secrets(keys)


def _in_file(path: Path) -> dict[str, tuple[bytes, ...]]:
    name = f"OSI_AUDIT_WEBHOOK_SECRETS_FILE: {path}"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: is not UTF-8 (byte {error.start})") from error
    keys: dict[str, tuple[bytes, ...]] = {}
    for number, line in enumerate(lines, 1):
        agency_id, *secrets = line.partition("#")[0].split() or ("",)
        if not agency_id:
            continue
        if agency_id.startswith(_PREFIX):
            raise UsageError(f"{name}:{number}: an agency's id, or *, comes first")
        if agency_id in keys:
            raise UsageError(f"{name}:{number}: {agency_id} stands twice")
        keys[agency_id] = _keys(secrets, f"{name}:{number}")
    return keys


def _keys(secrets: list[str], place: str) -> tuple[bytes, ...]:
    if not 1 <= len(secrets) <= _MOST_SECRETS:
        raise UsageError(f"{place}: one secret, or two while one takes the other's place")
    return tuple(_key(secret, place) for secret in secrets)


def _key(secret: str, place: str) -> bytes:
    fault = f"{place}: a secret is {_PREFIX} and {_FEWEST} to {_MOST} random bytes in base64"
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise UsageError(fault) from None  # whose cause would show the secret
    if not secret.startswith(_PREFIX) or not _FEWEST <= len(key) <= _MOST:
        raise UsageError(fault)
    return key


def signature_headers(message_id: str, moment: int, body: bytes, keys: tuple[bytes, ...]) -> dict[str, str]:
    """Return the headers that tell who sent a message and that nothing of it was changed.

    Args:
        message_id: The same for every try.
        moment: Of this try, seconds since 1970.
        body: As it is sent.
        keys: One or, while they change, two; the receiver takes either. Without any the message is not signed.
    """
    signed = f"{message_id}.{moment}.".encode() + body
    signatures = (base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode() for key in keys)
    headers = {"webhook-id": message_id, "webhook-timestamp": str(moment)}
    return headers | ({"webhook-signature": " ".join(f"v1,{one}" for one in signatures)} if keys else {})
