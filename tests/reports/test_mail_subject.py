"""Subjects of mails on their way out: nothing is lost where they are folded."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import policy

import pytest

from audit.life.changes import Changes
from audit.results import Finding, Interval, Message, Score
from audit.store.scores import EarlierScore
from crawler.registry import Names
from reports.bulletin import Bulletin
from reports.mail import digest_mail

HALF = Interval(40, 50)
FINDING = Finding("f" * 16, "criterion", "C-1", Message("finding_not_met", {"criterion": "C-1"}), ())
BEFORE = EarlierScore("r0", "2019-01-12", Interval(30, 40), HALF, True, (), "", "")
BULLETIN = Bulletin(
    "r1",
    "2019-05-04",
    "2019-05-04T01:00:00Z",
    "bo",
    Names(vi="Bộ Thử nghiệm", en="Ministry of Trial"),
    Score(HALF, HALF, HALF),
    BEFORE,
    Changes(fixed=(FINDING,)),
    {},
)


def sent(bulletin: Bulletin, locale: str = "vi"):
    mail = digest_mail(
        bulletin,
        locale,
        lambda _: "Liên hệ: chưa tìm thấy",
        lambda _: "Liên hệ",
        sender="audit@operator.example",
        to="vp@bo.example",
        at=datetime(2019, 5, 4, tzinfo=UTC),
    )
    return bytes(mail), email.message_from_bytes(bytes(mail), policy=policy.default)


@pytest.mark.parametrize("words", range(1, 30))
def test_no_space_of_a_subject_is_lost(words):
    """Python's own folding drops one between two encoded words."""
    name = " ".join(["Ủy", "ban", "nhân", "dân", "tỉnh"][number % 5] for number in range(words))
    raw, mail = sent(replace(BULLETIN, agency=Names(vi=name, en="x")))
    assert mail["Subject"] == f"{name}: 1 đã khắc phục"
    assert max(map(len, raw.split(b"\r\n\r\n")[0].split(b"\r\n"))) <= 78


def test_a_subject_in_ascii_stays_plain():
    raw, _ = sent(BULLETIN, "en")
    assert b"Subject: Ministry of Trial: 1 mended\r\n" in raw
