"""Mail over SMTP with TLS; where and as whom comes from the environment, never from the registry."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from audit.telling.outcome import Kind, Outcome
from crawler.errors import UsageError

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
    if "@" not in sender or not sender.isascii():
        raise UsageError("OSI_AUDIT_MAIL_FROM says who writes, in ASCII: audit@operator.example")
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


def send(mail: EmailMessage, server: MailServer, timeout_s: float) -> Outcome:
    """Hand a mail in, once, and say what came of it.

    What fails before the mail itself is spoken of (no connection, no TLS, no login) is a fault of our side. Of what the server
    then says, 5xx is for good and 4xx passes (RFC 5321, 4.2.1), as a greylisting server has it.

    Args:
        mail: With its addresses; one beyond ASCII needs a server that takes such (SMTPUTF8, RFC 6531).
        server: Where.
        timeout_s: For each answer of the server.
    """
    try:
        with _opened(server, timeout_s) as client:
            try:
                return _hand_in(client, mail, server)
            except (smtplib.SMTPException, OSError) as fault:
                return _failed(fault)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as fault:
        return Outcome(Kind.SETUP, _said(fault), ours=True)
    except (smtplib.SMTPException, OSError) as fault:
        return Outcome(Kind.UNREACHED, _said(fault), ours=True)


def knock(server: MailServer, timeout_s: float) -> str:
    """Go as far as one goes before the first mail: connect, TLS, log in. Nothing is sent.

    Args:
        server: Where.
        timeout_s: For each answer of the server.

    Returns:
        Why the server does not take us, in one sentence without the password; empty when it does.
    """
    try:
        with _opened(server, timeout_s) as client:
            code, answer = client.noop()
    except (smtplib.SMTPException, OSError) as fault:
        return _said(fault)
    return "" if code == 250 else _said(smtplib.SMTPResponseException(code, answer))


@contextmanager
def _opened(server: MailServer, timeout_s: float) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context(cafile=server.authorities or None)
    if server.is_tls:
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout_s, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=timeout_s)
    try:
        if not server.is_tls:
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password)
        client.ehlo_or_helo_if_needed()
        yield client
    finally:
        # However it says good-bye: a mail that was taken before is taken.
        with suppress(smtplib.SMTPException, OSError):
            client.quit()
        client.close()


def _hand_in(client: smtplib.SMTP, mail: EmailMessage, server: MailServer) -> Outcome:
    if not str(mail["To"]).isascii() and not client.has_extn("smtputf8"):
        return Outcome(
            Kind.REFUSED,
            f"{server.host} does not take addresses beyond ASCII (no SMTPUTF8): name another one",
        )
    client.send_message(mail)
    return Outcome(Kind.TOLD)


def _failed(fault: smtplib.SMTPException | OSError) -> Outcome:
    if isinstance(fault, smtplib.SMTPSenderRefused):
        # It is us whom the server does not want, whoever is written to; greylisting servers wait until they know that.
        return Outcome(
            Kind.SETUP if fault.smtp_code >= 500 else Kind.LATER, _said(fault), ours=fault.smtp_code >= 500
        )
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        (code, text), *_ = fault.recipients.values()
        return Outcome(
            Kind.REFUSED if code >= 500 else Kind.LATER, _said(smtplib.SMTPResponseException(code, text))
        )
    if isinstance(fault, smtplib.SMTPResponseException):
        return Outcome(Kind.REFUSED if fault.smtp_code >= 500 else Kind.LATER, _said(fault))
    return Outcome(Kind.LATER, _said(fault))


def _said(fault: BaseException) -> str:
    text = str(fault)
    if isinstance(fault, smtplib.SMTPResponseException):
        said = fault.smtp_error
        text = f"{fault.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    shown = "".join(c if c.isprintable() else " " for c in f"{type(fault).__name__}: {text}")
    return " ".join(shown.split())[:300]
