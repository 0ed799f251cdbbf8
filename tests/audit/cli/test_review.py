"""`osi-audit review`: out, answered, in, judged."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest

from audit.store.db import Store
from tests.audit.cli.conftest import Workplace

TODAY = datetime.now(UTC).date()


def exported(place: Workplace, *more: str) -> list[dict[str, str]]:
    path = place.folder / "out.csv"
    assert place("review", "export", str(path), *more) == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def answered(place: Workplace, *answers: dict[str, str], separator: str = ",", encoding: str = "utf-8-sig"):
    """Write a table with answers to T-mail, unless told otherwise."""
    base = {
        "agency_id": "bo", "criterion_id": "T-mail", "english": "Đạt", "vietnamese": "Chưa đạt",
        "reviewer": "Trần Thị Bình", "date": TODAY.isoformat(), "proof": "=công văn 12/VP", "note": "",
    }  # fmt: skip
    path = place.folder / "answers.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(base), delimiter=separator)
        writer.writeheader()
        writer.writerows({**base, **answer} for answer in (answers or ({},)))
    return str(path)


def kept(place: Workplace) -> int:
    with Store(place.data / "audit.db") as store:
        return len(store.reviews.all())


def test_the_table_lists_what_a_person_has_to_decide(place, capsys):
    rows = {row["criterion_id"]: row for row in exported(place)}

    row = rows["T-mail"]
    assert row["agency"] == "Bộ Thử nghiệm (Ministry of Tests)"
    assert row["why"] == "for a person"
    assert row["title_vi"] == "'=Trả lời thư điện tử"
    assert row["what_to_do_vi"] == "Gửi một thư hỏi thông tin."
    assert row["audit_english"] == "could_not_tell"
    assert row["leads"].startswith("http://127.0.0.1:")
    assert [row[c] for c in ("english", "vietnamese", "reviewer", "date", "proof", "note")] == [""] * 6
    assert "T-viewport" not in rows
    assert "answered already" in capsys.readouterr().err


def test_everything_can_be_listed(place):
    rows = {row["criterion_id"]: row for row in exported(place, "--all")}

    assert set(rows) == {"T-contact", "T-viewport", "T-mail"}
    assert rows["T-viewport"]["why"] == "decided by the audit"


@pytest.mark.parametrize("separator", [",", ";"])
def test_answers_count_once_judged_again_and_come_out_filled_in(place, separator, capsys):
    file = answered(place, separator=separator)

    assert place("review", "import", file) == 0
    shown = capsys.readouterr().out
    assert "1 answer: 1 new, 0 changed, 0 the same" in shown
    assert "osi-audit audit latest" in shown
    assert place.verdicts()["T-mail"] == ("could_not_tell", "could_not_tell")

    assert place("audit", "latest") == 0
    assert "reviewed       T-mail             could_not_tell -> met" in capsys.readouterr().out
    assert place.verdicts()["T-mail"] == ("met", "not_met")
    judged = {j.criterion_id: j for j in place.result().judgements}["T-mail"]
    assert judged.review is not None
    assert judged.review.proof == "=công văn 12/VP"

    row = {r["criterion_id"]: r for r in exported(place)}["T-mail"]
    assert [row[c] for c in ("english", "vietnamese", "date")] == ["met", "not_met", TODAY.isoformat()]
    assert row["proof"] == "'=công văn 12/VP"
    assert row["audit_english"] == "could_not_tell"


def test_an_exported_table_comes_in_again_without_a_change(place, capsys):
    place("review", "import", answered(place))
    exported(place)
    capsys.readouterr()

    assert place("review", "import", str(place.folder / "out.csv")) == 0
    shown = capsys.readouterr().out
    assert "1 answer: 0 new, 0 changed, 1 the same" in shown
    assert "judged again" not in shown


def test_import_can_judge_at_once(place):
    assert place("review", "import", answered(place), "--judge") == 0

    assert place.verdicts()["T-mail"] == ("met", "not_met")


def test_a_newer_answer_replaces_and_the_history_stays(place, capsys):
    yesterday = (TODAY - timedelta(days=1)).strftime("%d/%m/%Y")
    place("review", "import", answered(place, {"date": yesterday}))
    place("review", "import", answered(place, {"english": "partly"}))
    capsys.readouterr()

    assert place("review", "list", "--history") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[2] for line in lines] == ["met", "partly"]
    assert [line.split("\t")[6] for line in lines] == ["replaced", "counts once judged again"]


def test_a_wrong_table_is_told_whole_and_keeps_nothing(place, capsys):
    tomorrow = (TODAY + timedelta(days=2)).isoformat()
    file = answered(
        place,
        {},
        {"agency_id": "nobody"},
        {"criterion_id": "T-none"},
        {"criterion_id": "T-viewport", "vietnamese": ""},
        {"english": "good", "reviewer": "", "proof": "", "date": tomorrow},
    )

    assert place("review", "import", file) == 2
    shown = capsys.readouterr().err
    for place_of_fault in (
        "row 3, column “agency_id”: there is no agency 'nobody'",
        "row 4, column “criterion_id”: there is no criterion 'T-none'",
        "row 5, column “criterion_id”: needs no review",
        "row 6, column “criterion_id”: this agency and criterion were answered in row 2 already",
        "row 6, column “english”: 'good' is no verdict",
        "row 6, column “reviewer”: is missing",
        "row 6, column “proof”: is missing",
        "row 6, column “date”:",
    ):
        assert f"{file}: {place_of_fault}" in shown
    assert "8 faults; nothing was kept" in shown
    assert kept(place) == 0


def test_a_table_in_another_encoding_is_refused(place, capsys):
    assert place("review", "import", answered(place, {"vietnamese": "", "english": "met", "reviewer": "Bình"}, encoding="utf-16")) == 2  # fmt: skip
    assert "is UTF-16, not UTF-8" in capsys.readouterr().err
    assert kept(place) == 0


def test_a_dispute_is_kept_and_shown_and_does_not_count(place, capsys):
    before = place.verdicts()["T-viewport"]
    said = "met" if before[0] == "not_met" else "not_met"
    file = answered(place, {"criterion_id": "T-viewport", "english": said, "vietnamese": ""})

    assert place("review", "import", file, "--disputes", "--judge") == 0
    assert "differs from what the audit decided (English): the verdict stays" in capsys.readouterr().err
    assert place.verdicts()["T-viewport"] == before
    assert place("review", "list", "--differing") == 0
    assert "T-viewport" in capsys.readouterr().out


def test_an_answer_about_another_time_is_told(place, capsys):
    long_ago = (TODAY - timedelta(days=900)).isoformat()

    assert place("review", "import", answered(place, {"date": long_ago}), "--judge") == 0
    assert "is about another time than run" in capsys.readouterr().err
    assert place.verdicts()["T-mail"] == ("could_not_tell", "could_not_tell")


def test_an_agency_without_a_result_is_a_usage_error(place, capsys):
    assert place("review", "export", str(place.folder / "x.csv"), "--agency", "nobody") == 2
    assert "has no result of nobody" in capsys.readouterr().err
    assert not (place.folder / "x.csv").exists()


def test_a_table_of_an_old_kind_is_not_written(place, capsys):
    assert place("review", "export", str(place.folder / "x.xls")) == 2
    assert "name it .csv or .xlsx" in capsys.readouterr().err
