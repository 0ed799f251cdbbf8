"""`NotLetIn`: why somebody who came from a provider is not let in."""

from __future__ import annotations


class NotLetIn(Exception):  # noqa: N818 - an answer, not a fault of ours
    """Raised by whatever takes part in signing in through a provider, when it does not come to its end.

    Args:
        code: Key of `reports.portal.texts.LOGIN_FAULTS`: the sentence that a person is told.
        why: For the log: what exactly; never a token, a code or a secret.
    """

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why


def down(why: str) -> NotLetIn:
    """Return the refusal while a provider cannot be asked."""
    return NotLetIn("oidc_down", why)


def untrusted(why: str) -> NotLetIn:
    """Return the refusal of what a provider, or a browser in its name, has said."""
    return NotLetIn("oidc_untrusted", why)
