"""The server's log of requests tells no secret."""

import logging
import logging.config

import pytest

pytest.importorskip("uvicorn", reason="the extra `portal` is not installed")

from reports.portal.accounts.secret import new_secret
from reports.portal.discreet import logging_config, masked


@pytest.mark.parametrize(
    "path",
    ["/shared/{}", "/shared/{}/vi/bo.html", "/invitation/{}", "/language/en?next=%2Fshared%2F{}", "/feeds/{}/calendar.ics"],
)  # fmt: skip
def test_no_secret_is_left_of_an_address(path):
    for _ in range(20):
        secret = new_secret()

        assert secret[5:] not in masked(path.format(secret))


def test_no_code_of_a_provider_is_left():
    code = "1f0c.6d2a-9b.Q"

    assert masked(f"/login/oidc/callback?state=x&code={code}&iss=y") == "/login/oidc/callback?…"


def test_what_is_no_secret_stays():
    path = "/agencies/bo/files/20261122T151723Z/vi/bo.html?state=new"

    assert masked(path) == path


def test_requests_are_logged_without_their_secrets(capsys):
    logger = logging.getLogger("uvicorn.access")
    loggers = [logger, logging.getLogger("uvicorn"), logging.getLogger("uvicorn.error")]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    secret = new_secret()
    try:
        logging.config.dictConfig(logging_config() | {"disable_existing_loggers": False})
        logger.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5", "GET", f"/shared/{secret}", "1.1", 200)
    finally:
        for one, handlers, level, propagate in before:
            one.handlers, one.propagate = handlers, propagate
            one.setLevel(level)
    said = capsys.readouterr()

    assert secret not in said.out + said.err
    assert "/shared/…" in said.out
