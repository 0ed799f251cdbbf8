"""What reviewers answer in a browser: the same store, the same rules and the same faults as the table of the command line."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from audit.__main__ import run as command
from audit.results import Review, Verdict
from audit.review.faults import SENTENCES
from audit.review.judged import Effect
from audit.review.sheet import ANSWER_COLUMNS
from reports.portal.accounts.jobs import JobKind, JobState
from reports.portal.review_texts import EFFECTS, FAULTS

MET = {"english": "met", "vietnamese": "not_met", "proof": "công văn 12/VP", "note": ""}
PAGE = "/review/bo/T-mail"


def answers(portal, agency_id: str = "bo") -> list[Review]:
    return portal.books.store.reviews.history(agency_id, "T-mail")


def answer(portal, who: str = "reviewer", path: str = PAGE, **fields: str):
    visitor = portal.visitor(who)
    seen = {"seen": str(len(answers(portal))), "date": portal.books.today()}
    return visitor.post(f"{path}/answer", **{**MET, **seen, **fields})


def sent(portal, who: str, *rows: dict[str, str], name: str = "review.csv", separator: str = ","):
    """Send a table as a browser does."""
    base = {
        "agency_id": "bo", "criterion_id": "T-mail", "english": "Đạt", "vietnamese": "Chưa đạt",
        "reviewer": "Người kiểm tra", "date": portal.books.today(), "proof": "công văn 12/VP", "note": "",
    }  # fmt: skip
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(base), delimiter=separator)
    writer.writeheader()
    writer.writerows({**base, **row} for row in rows)
    return upload(portal.visitor(who), stream.getvalue().encode(), name)


def upload(visitor, data: bytes, name: str = "review.csv", **fields: str):
    return visitor.client.post(
        "/review/table",
        data={"csrf": visitor.csrf(), **fields},
        files={"table": (name, data, "text/csv")},
        headers={"origin": "http://portal.example", "sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_first_page_says_how_far_it_is_and_leads_to_what_waits(shared):
    reviewer = shared.visitor("reviewer")
    page = reviewer.get("/review").text

    assert "0 of 3 questions are answered." in page
    assert "3 questions wait for an answer" in page
    assert '<a href="/review/list?agency=tinh">' in page
    assert "<code>T-mail</code>" in reviewer.get("/review?by=criterion").text
    listed = reviewer.get("/review/list?agency=tinh").text
    assert re.findall(r'href="(/review/\w+/T-mail)"', listed) == ["/review/tinh/T-mail"]


def test_a_question_tells_what_to_do_in_both_languages_and_what_the_crawl_found(shared):
    page = shared.visitor("reviewer").get(PAGE).text

    assert "Send a mail that asks for information." in page
    assert '<p class="small" lang="vi">Gửi một thư hỏi thông tin.</p>' in page
    assert "No crawl can decide it" in page
    assert "A crawl cannot decide this: a person has to look." in page
    assert shared.books.registry.get("bo").portals[0].url in page
    assert "Nobody has answered yet." in page


def test_an_answer_is_kept_as_the_command_line_keeps_it(portal):
    given = answer(portal, note="gọi lại")

    assert given.headers["location"] == f"{PAGE}?done=review_kept"
    assert answers(portal) == [
        Review(
            "T-mail", "bo", Verdict.MET, Verdict.NOT_MET, "Người kiểm tra", portal.books.today(),
            "công văn 12/VP", "gọi lại",
        )
    ]  # fmt: skip
    (_number, change), *_ = portal.books.accounts.log.newest(1)
    assert (change.action, change.agency_id, change.target, change.detail) == (
        "reviewed", "bo", "T-mail", "met/not_met",
    )  # fmt: skip
    page = text_of(portal.visitor("reviewer").get(PAGE))
    assert "In English: Met ; In Vietnamese: Not met" in page
    assert "The answer counts once the run is judged again" in page
    assert "1 of 3 questions are answered." in text_of(portal.visitor("reviewer").get("/review"))


def test_an_answer_counts_once_the_operator_has_the_run_judged_again(portal):
    answer(portal)
    run_id = portal.books.store.run().id
    assert "Judge run" not in portal.visitor("reviewer").get("/review").text
    operator = portal.visitor("operator")
    assert f"Judge run {run_id} again" in text_of(operator.get("/review"))
    report = portal.data.reports(run_id) / "en" / "bo.html"
    assert "công văn 12/VP" not in report.read_text(encoding="utf-8")

    assert operator.post("/review/judged", run=run_id).status_code == 303
    assert command(["worker", "--once", "--data", str(portal.data.root), *portal.options]) == 0
    (job,) = portal.books.accounts.jobs.newest(1)
    assert (job.kind, job.target, job.state) == (JobKind.JUDGE, run_id, JobState.DONE)
    assert "The answer counts in the newest result." in portal.visitor("reviewer").get(PAGE).text
    assert "công văn 12/VP" in portal.visitor("reader").get("/agencies/bo/criteria").text
    assert "công văn 12/VP" in report.read_text(encoding="utf-8")
    assert "once its run is judged again" not in operator.get("/review").text


def test_only_a_run_with_questions_is_judged_again(portal):
    operator = portal.visitor("operator")
    for run_id in ("", "20990101T000000Z", "--data /etc"):
        assert operator.post("/review/judged", run=run_id).status_code == 404
    assert (
        portal.visitor("reviewer").post("/review/judged", run=portal.books.store.run().id).status_code == 403
    )


def test_another_answer_stands_and_the_one_before_stays(portal):
    answer(portal)
    changed = answer(portal, english="partly")

    assert changed.headers["location"] == f"{PAGE}?done=review_changed"
    assert [review.english for review in answers(portal)] == [Verdict.MET, Verdict.PARTLY]
    assert answer(portal, english="partly").headers["location"] == f"{PAGE}?done=review_same"
    earlier = (date.fromisoformat(portal.books.today()) - timedelta(days=1)).isoformat()
    assert answer(portal, date=earlier).headers["location"] == f"{PAGE}?done=review_older"
    assert [review.english for review in answers(portal)][-1] is Verdict.PARTLY


def test_two_people_who_differ_are_shown(portal):
    answer(portal)
    answer(portal, "operator", english="not_met")
    reviewer = portal.visitor("reviewer")

    page = text_of(reviewer.get(PAGE))
    assert "Two people differ. The newest answer stands; the others say otherwise: Người kiểm tra" in page
    assert "1 question on which two people differ" in text_of(reviewer.get("/review"))
    listed = reviewer.get("/review/list?standing=differing").text
    assert re.findall(r'href="(/review/\w+/T-mail)"', listed) == [PAGE]
    answer(portal, english="not_met")
    assert "Two people differ" not in reviewer.get(PAGE).text


def test_who_answers_over_an_answer_not_seen_is_told(portal):
    answer(portal, "operator", english="not_met")
    refused = answer(portal, seen="0")

    assert refused.status_code == 422
    assert "In the meantime somebody else answered" in refused.text
    assert "công văn 12/VP" in refused.text
    assert len(answers(portal)) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"english": ""}, "Choose an answer."),
        ({"english": "vietnamese_only"}, "is no answer"),
        ({"proof": "  "}, "This is missing."),
        ({"proof": "x" * 2001}, "This has 2001 characters; at most 2000 are kept."),
        ({"note": "x" * 4001}, "This has 4001 characters; at most 4000 are kept."),
        ({"date": ""}, "This is missing."),
        ({"date": "soon"}, "“soon” is no date like 30/06/2018."),
        ({"date": "2999-01-01"}, "01/01/2999 lies in the future."),
        ({"proof": "https://evil.example/x"}, "This address is on no host of the agency."),
        ({"proof": "HTTP://127.0.0.1:1/x"}, "This address is on no host of the agency."),
        ({"proof": "http://[x"}, "This address is on no host of the agency."),
    ],
)
def test_an_answer_that_is_wrong_keeps_nothing_and_loses_nothing(portal, wrong, told):
    refused = answer(portal, **{"note": "đã gọi lại", **wrong})

    assert refused.status_code == 422
    assert told in refused.text
    assert wrong.get("note", "đã gọi lại") in refused.text
    assert answers(portal) == []


def test_a_proof_on_a_host_of_the_agency_or_in_words_is_taken(portal):
    own = portal.books.registry.get("bo").portals[0].url
    assert answer(portal, proof=f"{own}gioi-thieu").status_code == 303
    assert f'href="{own}gioi-thieu"' in portal.visitor("operator").get(PAGE).text
    assert answer(portal, proof="Máy tìm kiếm https://tim.example, hạng 3").status_code == 303


def test_what_the_audit_decided_is_not_answered(portal):
    page = portal.visitor("reviewer").get("/review/bo/T-viewport").text
    assert "The audit decided this by itself" in page
    assert 'name="english"' not in page

    assert answer(portal, path="/review/bo/T-viewport", vietnamese="").status_code == 422
    assert portal.books.store.reviews.all() == []


@pytest.mark.parametrize("path", ["/review/nix/T-mail", "/review/bo/T-none", "/review/bo/x%2e%2e"])
def test_what_is_not_there_is_not_answered(portal, path):
    assert portal.visitor("reviewer").get(path).status_code == 404
    assert answer(portal, path=path).status_code == 404


def test_an_answer_is_shown_as_it_is_and_never_runs(portal):
    hostile = "<script>alert(1)</script>\u202e{{ 7*7 }}"
    answer(portal, proof=hostile, note=hostile)
    shown = portal.visitor("operator").get(PAGE).text

    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;alert(1)") == 2
    assert "\u202e" not in shown


@pytest.mark.parametrize("who", ["webmaster", "reader", "stranger"])
def test_agencies_answer_nothing(portal, who):
    visitor = portal.visitor(who)
    for path in ("/review", "/review/list", "/review/table.csv", PAGE):
        assert visitor.get(path).status_code == 403
    assert answer(portal, who).status_code == 403
    assert upload(visitor, b"x").status_code == 403
    assert answers(portal) == []


def test_an_answer_from_elsewhere_does_nothing(portal):
    for how in (
        {"csrf": ""},
        {"csrf": "x"},
        {"headers": {}},
        {"headers": {"origin": "https://evil.example"}},
    ):
        assert answer(portal, **how).status_code == 403
    assert answers(portal) == []


def test_the_table_goes_out_and_comes_back(portal):
    reviewer = portal.visitor("reviewer")
    out = reviewer.get("/review/table.csv?agency=bo&separator=semicolon")
    assert out.headers["content-disposition"] == 'attachment; filename="review-bo.csv"'
    (row,) = csv.DictReader(io.StringIO(out.content.decode("utf-8-sig")), delimiter=";")
    assert (row["agency_id"], row["criterion_id"], row["why"]) == ("bo", "T-mail", "for a person")
    row |= {
        "english": "Đạt", "vietnamese": "Chưa đạt", "reviewer": "Người kiểm tra", "date": portal.books.today(),
        "proof": "=công văn 12/VP",
    }  # fmt: skip
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(row), delimiter=";")
    writer.writeheader()
    writer.writerow(row)

    page = text_of(upload(reviewer, stream.getvalue().encode("utf-8-sig")))
    assert "New answers: 1; changed: 0; the same as before: 0" in page
    assert [review.proof for review in answers(portal)] == ["=công văn 12/VP"]
    again = reviewer.get("/review/table.csv?agency=bo")
    assert "'=công văn 12/VP" in again.text  # no spreadsheet takes it for a formula
    assert "the same as before: 1" in text_of(upload(reviewer, again.content))
    (_number, change), *_ = portal.books.accounts.log.newest(1)
    assert (change.action, change.detail) == ("reviews_imported", "1")


def test_a_wrong_table_is_told_by_row_and_column_and_keeps_nothing(portal):
    refused = sent(
        portal,
        "reviewer",
        {},
        {"agency_id": "nobody"},
        {"criterion_id": "T-none"},
        {"agency_id": "tinh", "english": "good", "proof": "https://evil.example/"},
        {"agency_id": "cuc", "reviewer": "Người khác"},
    )

    assert refused.status_code == 422
    page = text_of(refused)
    for told in (
        "Row 3, column “Agency”: There is no agency “nobody”.",
        "Row 4, column “Criterion”: There is no criterion “T-none”.",
        "Row 5, column “In English”: “good” is no answer",
        "Row 6, column “Reviewer”: You are Người kiểm tra: answers of somebody else are brought in by the operator.",
    ):
        assert told in page
    assert portal.books.store.reviews.all() == []


def test_the_operator_brings_in_what_others_answered(portal):
    assert sent(portal, "operator", {"reviewer": "Người khác"}).status_code == 200
    assert [review.reviewer for review in answers(portal)] == ["Người khác"]
    # Which is then no fault in a table that a reviewer takes out and brings back.
    assert sent(portal, "reviewer", {"reviewer": "Người khác"}, {"agency_id": "cuc"}).status_code == 200


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"\xff\xfea", b"\xff", b"a,b\n1,2\n", b'"', b"agency_id\n" * 3, b"\x00"]
)
def test_what_is_no_table_is_refused(portal, data):
    refused = upload(portal.visitor("reviewer"), data, '<b>"../x.csv')

    assert refused.status_code == 422
    assert "The table was not taken in; nothing was kept." in refused.text
    assert "<b>" not in refused.text.partition('id="table"')[2].replace("<b>The table", "")


def test_no_file_is_told(portal):
    assert "Choose a file." in upload(portal.visitor("reviewer"), b"").text
    assert "Choose a file." in portal.visitor("reviewer").post("/review/table").text


def test_a_table_that_is_too_large_is_not_read(portal):
    refused = upload(portal.visitor("reviewer"), b"x" * (4 * 1024 * 1024 + 1))

    assert refused.status_code == 413
    assert "Nothing was changed." in refused.text


def test_a_table_from_elsewhere_does_nothing(portal):
    reviewer = portal.visitor("reviewer")
    assert upload(reviewer, b"x", csrf="x").status_code == 403


def test_every_fault_and_effect_has_a_sentence():
    assert set(FAULTS) == {*SENTENCES, "newer"}
    assert set(EFFECTS) == set(Effect)
    assert set(ANSWER_COLUMNS) >= set(MET)


def test_a_finding_that_rests_on_low_confidence_leads_reviewers_to_its_question(portal):
    with closing(sqlite3.connect(portal.data.db)) as db, db:
        db.execute(
            "update verdicts set confidence = 'low', payload = json_set(payload, '$.confidence', 'low') where criterion_id = 'T-contact'"
        )
    finding = next(
        life.finding for life in portal.books.store.lives.of("bo") if life.finding.criterion_id == "T-contact"
    )
    link = 'href="/review/bo/T-contact"'
    reviewer = portal.visitor("reviewer")

    assert link in reviewer.get(f"/findings/{finding.id}").text
    assert 'name="english"' in reviewer.get("/review/bo/T-contact").text
    assert link not in portal.visitor("webmaster").get(f"/findings/{finding.id}").text
    assert "The crawl decided with low confidence" in reviewer.get("/review/list?agency=bo").text
