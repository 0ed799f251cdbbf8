"""A mail server of loopback that speaks TLS and asks for a password."""

from __future__ import annotations

import email
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.mockgov.certificate import self_signed

SECRET = "mat-khau-4711"


class Box:
    """Keeps what comes in; refuses as the test says."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.answers: list[str] = []
        """For the next mails; afterwards all are taken."""
        self.to: dict[str, str] = {}
        """What is said to a recipient; others are taken."""
        self.sessions = 0
        """Mails that were begun."""

    async def handle_RCPT(self, _server, _session, envelope, address, rcpt_options):  # noqa: N802 - the library's name
        self.sessions += 1
        if address in self.to:
            return self.to[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 taken"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


class AnyPort(Controller):
    """On a port that the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def allow(_server, _session, _envelope, _mechanism, data) -> AuthResult:
    return AuthResult(success=data.login == b"audit" and data.password == SECRET.encode(), handled=False)


@contextmanager
def mail_server(
    box: Box, folder: Path, *, utf8: bool = True, at_once: bool = False
) -> Iterator[dict[str, str]]:
    """Run the server and yield the environment of a program that may use it.

    Args:
        box: Where mails end up.
        folder: For its certificate and the password's file.
        utf8: Whether it takes addresses beyond ASCII.
        at_once: Whether it speaks TLS from the first byte, instead of by STARTTLS.
    """
    certificate = self_signed(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = AnyPort(
        box,
        hostname="127.0.0.1",
        port=0,
        enable_SMTPUTF8=utf8,
        ssl_context=context if at_once else None,
        tls_context=None if at_once else context,
        require_starttls=not at_once,
        authenticator=allow,
        auth_required=not at_once,
        auth_require_tls=not at_once,  # the library takes only STARTTLS for TLS
    )
    controller.start()
    password = folder / "password"
    password.write_text(f"{SECRET}\n", encoding="utf-8")
    try:
        yield {
            "OSI_AUDIT_SMTP": f"smtp{'s' if at_once else ''}://audit@127.0.0.1:{controller.port}",
            "OSI_AUDIT_MAIL_FROM": "audit@operator.example",
            "OSI_AUDIT_SMTP_PASSWORD_FILE": str(password),
            "OSI_AUDIT_SMTP_CA": str(certificate),
        }
    finally:
        controller.stop()
