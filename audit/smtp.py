"""Mail over SMTP with TLS; where and as whom comes from the environment, never from the registry."""

from __future__ import annotations

import os
import smtplib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.errors import UsageError

TRIES: Final = 3
PAUSE_S: Final = 2.0
"""Before the second try; twice as long before each further one."""
TIMEOUT_S: Final = 30.0
_PORTS: Final = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    is_tls: bool
    """TLS from the first byte; else STARTTLS, without which nothing is sent."""
    sender: str
    user: str = ""
    password: str = ""
    authorities: str = ""
    """File of certificates to trust instead of the system's."""


def server_from(environment: Mapping[str, str] = os.environ) -> MailServer:
    """Read where mail goes.

    `OSI_AUDIT_SMTP` is `smtp://user@host:587` (STARTTLS) or `smtps://user@host:465`; `OSI_AUDIT_MAIL_FROM` the sender;
    `OSI_AUDIT_SMTP_PASSWORD`, or a file that `OSI_AUDIT_SMTP_PASSWORD_FILE` names, the password; `OSI_AUDIT_SMTP_CA` a file of
    certificates to trust.

    Raises:
        UsageError: One of them is missing or wrong; the message never holds the password.
    """
    address = environment.get("OSI_AUDIT_SMTP", "")
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UsageError("OSI_AUDIT_SMTP says where mail goes: smtp://user@host:587 or smtps://user@host:465")
    if parts.password:
        raise UsageError("OSI_AUDIT_SMTP holds a password: put it into OSI_AUDIT_SMTP_PASSWORD_FILE")
    sender = environment.get("OSI_AUDIT_MAIL_FROM", "")
    if "@" not in sender:
        raise UsageError("OSI_AUDIT_MAIL_FROM says who writes: audit@operator.example")
    password = _password(environment)
    if not password.isascii():
        raise UsageError(
            "the password for OSI_AUDIT_SMTP has letters beyond ASCII, which SMTP logins do not carry"
        )
    return MailServer(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        sender=sender,
        user=unquote(parts.username or ""),
        password=password,
        authorities=environment.get("OSI_AUDIT_SMTP_CA", ""),
    )


def _password(environment: Mapping[str, str]) -> str:
    file = environment.get("OSI_AUDIT_SMTP_PASSWORD_FILE", "")
    if not file:
        return environment.get("OSI_AUDIT_SMTP_PASSWORD", "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"OSI_AUDIT_SMTP_PASSWORD_FILE: {file}: cannot be read: {error.strerror}") from error


def send(mail: EmailMessage, server: MailServer) -> str:
    """Hand a mail in, and try again where that may help.

    Args:
        mail: With its addresses.
        server: Where.

    Returns:
        Why it could not be handed in, in one sentence; empty when it was.
    """
    error = ""
    for number in range(TRIES):
        if number:
            time.sleep(PAUSE_S * 2 ** (number - 1))
        try:
            _hand_in(mail, server)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as fault:
            return _said(fault)  # the same tomorrow
        except smtplib.SMTPResponseException as fault:
            error = _said(fault)
            if fault.smtp_code >= 500:
                return error
        except smtplib.SMTPRecipientsRefused as fault:
            (code, text), *_ = fault.recipients.values()
            error = f"refused: {code} {text.decode('utf-8', 'replace')}"
            if code >= 500:
                return error
        except (smtplib.SMTPException, OSError) as fault:
            error = _said(fault)
        else:
            return ""
    return error


def _hand_in(mail: EmailMessage, server: MailServer) -> None:
    context = ssl.create_default_context(cafile=server.authorities or None)
    if server.is_tls:
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    with client:
        if not server.is_tls:
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password)
        client.send_message(mail)


def _said(fault: BaseException) -> str:
    return " ".join(f"{type(fault).__name__}: {fault}".split())[:300]
