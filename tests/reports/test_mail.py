"""The mail to a contact: ten lines at most, hostile text inert, and known again when it comes twice."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta
from email import policy

import pytest

from reports.mail import MOST_LINES, digest_mail
from tests.reports.bulletins import bulletin, names, titles

AT = datetime(2018, 6, 30, 9, tzinfo=UTC)
LINK = "https://audit.example/reports"


def mail(told, locale="en", to="vp@moa.example", at=AT):
    made = digest_mail(
        told,
        locale,
        lambda finding: titles(finding)[locale == "en"],
        lambda finding: names(finding)[locale == "en"],
        sender="audit@operator.example",
        to=to,
        at=at,
    )
    return email.message_from_bytes(bytes(made), policy=policy.default)


def lines(told, locale="en") -> list[str]:
    return [line for line in mail(told, locale).get_content().splitlines() if line.strip()]


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("link", ["", LINK])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("new", [1, 5, 6, 7, 8, 2700])
def test_a_mail_has_ten_lines_at_most_and_accounts_for_every_finding(locale, link, first, new):
    told = lines(bulletin({"regressed": 1, "new": new, "gone": 1}, link=link, first=first), locale)
    assert len(told) <= MOST_LINES == 10
    named = sum(line.startswith("- ") for line in told)
    more = [line for line in told if "more in the report" in line or "trong báo cáo" in line]
    left = int("".join(c for c in more[0] if c.isdigit())) if more else 0
    assert named + left == new + 2
    assert named >= min(new + 2, 5)
    if len(told) < MOST_LINES:
        assert not more
    assert any(link and link in line for line in told) == bool(link)


def test_what_is_back_again_is_told_first():
    told = mail(bulletin({"regressed": 1, "new": 30, "fixed": 2, "gone": 3}))
    assert told["Subject"] == "Ministry A: 1 back again, 30 new, 2 mended, 3 gone"
    assert next(line for line in told.get_content().splitlines() if line.startswith("- ")).startswith(
        "- back again:"
    )


def test_crawled_text_begins_no_line_and_no_header():
    told = mail(bulletin({"new": 2}))
    assert "Bcc" not in told
    assert told["To"] == "vp@moa.example"
    text = told.get_content()
    assert "Bcc: x@y.example [U+001B][31m[U+202E]=cmd" in text
    assert not any(line.startswith("Bcc") for line in text.splitlines())


def test_a_copy_has_the_same_id_and_another_mail_another_one():
    made = mail(bulletin())["Message-ID"]
    assert mail(bulletin(), at=AT + timedelta(days=2))["Message-ID"] == made
    others = {
        mail(bulletin(), to="desk@moa.example")["Message-ID"],
        mail(bulletin(agency="mob"))["Message-ID"],
    }
    assert len({made, *others}) == 3


def test_machines_know_it_for_a_machine_s():
    told = mail(bulletin())
    assert told["Auto-Submitted"] == "auto-generated"
    assert told["List-Id"] == "<osi-audit.operator.example>"
    assert told.get_content_type() == "text/plain"


def test_an_address_beyond_ascii_stands_as_it_is_and_its_host_as_the_net_has_it():
    assert mail(bulletin(), to="văn.phòng@bộ.example")["To"] == "văn.phòng@xn--b-8xm.example"
    assert mail(bulletin(), to="vp@bộ.example")["To"] == "vp@xn--b-8xm.example"


def test_what_is_mended_is_called_by_its_name():
    told = lines(bulletin({"fixed": 1}))
    assert "- mended: Name T-0 (0000000000000000)" in told


def test_a_score_of_what_was_not_read_is_not_told():
    assert (
        "could not be read this time; score in English before: 38.0–44.0"
        in lines(bulletin(readable=False))[1]
    )
    assert "could not be read, so there is no score" in lines(bulletin(readable=False, first=True))[1]
    assert "41.5–44.0 of 100, before: 38.0–44.0" in lines(bulletin())[1]
