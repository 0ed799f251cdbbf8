"""`osi-audit tokens`: made once, listed without the secret, revoked."""

import re

import pytest

pytest.importorskip("starlette", reason="the extra `portal` is not installed")

from audit.__main__ import run
from reports.portal.accounts.db import Accounts


@pytest.fixture
def tokens(place, capsys):
    def _tokens(*arguments: str) -> tuple[int, str]:
        code = run(["tokens", *arguments, *place.options])
        return code, capsys.readouterr().out

    return _tokens


def accounts(place) -> Accounts:
    return Accounts(place.data / "portal.db")


def test_a_token_is_printed_once_and_listed_without_its_secret(tokens, place):
    code, out = tokens("add", "bảng điều khiển", "--agency", "bo", "--days", "30")
    assert code == 0
    assert re.fullmatch(r"osi_[\w-]{43}\n", out)

    code, listed = tokens("list")
    id_, state, whose, _ends, used, name = listed.strip().split("\t")
    assert (state, whose, used, name) == ("valid", "bo", "never", "bảng điều khiển")
    assert out.strip() not in listed

    assert tokens("revoke", id_) == (0, f"{id_}: revoked\n")
    assert tokens("list")[1].split("\t")[1] == "revoked"
    with accounts(place) as kept:
        actions = [(change.action, change.agency_id, change.target) for _, change in kept.log.newest(5)]
    assert actions == [("token_revoke", "bo", id_), ("token_add", "bo", id_)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "x"),
        ("add", "x", "--agency", "nix"),
        ("add", " ", "--all"),
        ("add", "x", "--all", "--days", "0"),
        ("revoke", "nix"),
    ],
)
def test_what_cannot_be_meant_is_refused(tokens, place, arguments):
    assert tokens(*arguments)[0] == 2
    with accounts(place) as kept:
        assert kept.tokens.all() == []


def test_whose_data_it_reads_is_said_once(tokens, place):
    assert tokens("add", "x", "--all", "--agency", "bo")[0] == 2
    assert tokens("add", "x", "--all")[0] == 0
    assert tokens("list")[1].split("\t")[2] == "all"
