"""Secrets and signatures, by the published example of Standard Webhooks."""

from __future__ import annotations

import base64

import pytest

from audit.telling.signing import secrets_from, signature_headers
from crawler.errors import UsageError
from tests.mockgov.hooks import OTHER, SECRET

FILE, ALONE = "OSI_AUDIT_WEBHOOK_SECRETS_FILE", "OSI_AUDIT_WEBHOOK_SECRET"


def key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsec_"))


def test_a_signature_is_that_of_the_published_example():
    headers = signature_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', (key(SECRET),)
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_while_secrets_change_both_sign():
    both = signature_headers("msg_1", 1, b"{}", (key(OTHER), key(SECRET)))["webhook-signature"].split(" ")
    alone = [
        signature_headers("msg_1", 1, b"{}", (one,))["webhook-signature"] for one in (key(OTHER), key(SECRET))
    ]
    assert both == alone
    assert len(set(both)) == 2


def test_each_agency_has_its_own_secret_and_the_others_that_of_all(tmp_path):
    path = tmp_path / "secrets"
    path.write_text(
        f"# made today\nmoa {OTHER} {SECRET}  # the old one until March\n\n* {SECRET}\n", encoding="utf-8"
    )
    secrets = secrets_from({FILE: str(path)})
    assert secrets.of("moa") == (key(OTHER), key(SECRET))
    assert secrets.of("mob") == (key(SECRET),)
    assert "MfKQ" not in repr(secrets)


def test_a_file_stands_before_the_one_for_all(tmp_path):
    path = tmp_path / "secrets"
    path.write_text(f"moa {OTHER}\n", encoding="utf-8")
    secrets = secrets_from({FILE: str(path), ALONE: SECRET})
    assert (secrets.of("moa"), secrets.of("mob")) == ((key(OTHER),), (key(SECRET),))
    assert secrets_from({FILE: str(path)}).of("mob") == ()


@pytest.mark.parametrize(
    ("environment", "fault"),
    [
        ({}, "webhooks are signed: OSI_AUDIT_WEBHOOK_SECRETS_FILE names a file"),
        ({FILE: "/none/secrets"}, "/none/secrets: cannot be read: No such file"),
        ({ALONE: "geheim-4711"}, "OSI_AUDIT_WEBHOOK_SECRET: a secret is whsec_ and 24 to 64 random bytes"),
        ({ALONE: "whsec_Z2VoZWlt"}, "a secret is whsec_ and 24 to 64 random bytes"),
        ({ALONE: "whsec_" + "Z2Vo" * 22}, "a secret is whsec_ and 24 to 64 random bytes"),
        ({ALONE: SECRET.removeprefix("whsec_")}, "a secret is whsec_"),
        ({ALONE: f"{SECRET} {SECRET} {SECRET}"}, "one secret, or two"),
    ],
)
def test_wrong_secrets_are_named_and_not_shown(environment, fault):
    with pytest.raises(UsageError) as caught:
        secrets_from(environment)
    assert fault in str(caught.value)
    assert not any(text in str(caught.value) for text in ("geheim", "Z2Vo", "MfKQ"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"moa {SECRET}\nmoa {OTHER}\n", ":2: moa stands twice"),
        (f"{SECRET}\n", ":1: an agency's id, or *, comes first"),
        ("\nmoa\n", ":2: one secret, or two"),
        ("moa whsec_x\n", ":1: a secret is whsec_"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path, text, fault):
    path = tmp_path / "secrets"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        secrets_from({FILE: str(path)})
    assert f"{path}{fault}" in str(caught.value)
    assert "MfKQ" not in str(caught.value)
