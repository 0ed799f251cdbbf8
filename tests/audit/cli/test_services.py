"""`osi-audit services`: what was found, out as text and tables; lists in; both set against each other."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from audit.cli.reconciled import NO_LIST
from crawler.paths import config_dir
from tests.audit.cli.office import LIST, furnished


@pytest.fixture
def office(tmp_path):
    return furnished(tmp_path)


def test_services_are_listed_one_a_line(office, capsys):
    assert office("services", "list") == 0
    shown = capsys.readouterr()

    assert shown.out.splitlines() == [
        "moa\tCấp giấy phép lái xe\t1.930001\t4\t3\tyes\t2\thttp://dvc.a.example/1",
        "moa\tCấp thẻ (cấp huyện)\t-\t-\t?\tno\t?\thttp://dvc.a.example/2",
        "moa\tCấp thẻ (cấp xã)\t1.930003\t-\t0\tno\t?\t-",
        "moa\t=Gia hạn thẻ[U+001B][31m\t-\t-\t?\tno\t?\thttp://dvc.a.example/4",
    ]
    assert "tinhb: its service portal could not be read (robots_disallowed)" in shown.err
    assert "moc: judged before services were told" in shown.err
    assert "4 services" in shown.err


@pytest.mark.parametrize(
    "command", [("list",), ("export", "x.csv"), ("reconcile",), ("match", "export", "x.csv")]
)
def test_an_agency_without_a_result_is_a_usage_error(office, command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert office("services", *command, "--agency", "nobody") == 2
    assert "has no result of nobody" in capsys.readouterr().err
    assert not (tmp_path / "x.csv").exists()


def table(office, name: str) -> list[list[object]]:
    path = office.folder / name
    assert office("services", "export", str(path)) == 0
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [list(row) for row in csv.reader(stream)]
    sheet = load_workbook(path).worksheets[0]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("name", ["out.csv", "OUT.XLSX"])
def test_services_are_exported_as_the_annex_has_them(office, name):
    head, first, second, third, fourth = table(office, name)

    assert head[:9] == ["TT", "Tên thủ tục/dịch vụ", "Mã TTHC", "Mức độ công bố", "Mức độ kiểm tra", "Có tiếng Anh", "Địa chỉ", "Ghi chú", "run_id"]  # fmt: skip
    assert [str(cell) for cell in first[:8]] == ["1", "Cấp giấy phép lái xe", "1.930001", "Mức độ 4", "Mức độ 3", "Có: tên, mô tả, 1/11 nội dung", "http://dvc.a.example/1", ""]  # fmt: skip
    assert fourth[1] == "'=Gia hạn thẻ[U+001B][31m"
    assert [second[4], second[5], second[7]] == [
        "Không xác định",
        "Chưa tìm thấy",
        "Chưa đọc được trang mô tả",
    ]
    raw = dict(zip(head, third, strict=True))
    assert (raw["agency_id"], raw["service_id"], str(raw["checked"])) == ("moa", "aaaa000000000003", "0")
    assert (raw["english_name"], raw["foreigners"], raw["clicks"]) == ("no", "", "")


def test_a_workbook_holds_numbers_as_numbers(office):
    head, first, *_ = table(office, "out.xlsx")

    assert (first[0], first[head.index("checked")], first[head.index("clicks")]) == (1, 3, 2)


def test_another_ending_is_refused(office, capsys):
    assert office("services", "export", str(office.folder / "out.pdf")) == 2
    assert "name it .csv or .xlsx" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(office, capsys):
    assert office("services", "export", str(office.folder / "none" / "out.xlsx")) == 2
    assert "out.xlsx: cannot be written: No such file" in capsys.readouterr().err


def test_without_a_list_nothing_is_counted(office, capsys):
    assert office("services", "reconcile") == 0
    assert capsys.readouterr().out == f"{NO_LIST}\n"
    assert "danh mục chưa được nạp" in NO_LIST
    for command in (("lists",), ("match", "export", "-")):
        assert office("services", *command) == 0
        assert NO_LIST in capsys.readouterr().err


def test_a_list_comes_in_and_says_what_changes(office, capsys):
    assert office("services", "import", office.file(*LIST)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1/QĐ-VD: 4 services: 4 added, 0 removed, 0 changed, 0 the same",
        "  + moa: Cấp GPLX",
        "  + moa: Cấp thẻ",
        "  + moa: Đăng ký khai tử",
        "  + kind:province: Đăng ký kết hôn",
    ]
    changed = (*LIST[0][:4], "3", "2019")

    assert office("services", "import", office.file(changed, *LIST[1:3], name="later.csv")) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1/QĐ-VD: 3 services: 0 added, 1 removed, 1 changed, 2 the same",
        "  - kind:province: Đăng ký kết hôn",
        "  ~ moa: Cấp GPLX: level 4 -> 3, year 2017 -> 2019",
    ]
    assert office("services", "lists") == 0
    (line,) = capsys.readouterr().out.splitlines()
    decision, count, number, _at, file, _digest = line.split("\t")
    assert (decision, count, number, file) == ("1/QĐ-VD", "3", "2", "later.csv")
    assert office("services", "lists", "--history") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_same_list_again_changes_nothing(office, capsys):
    file = office.file(*LIST)
    office("services", "import", file)
    capsys.readouterr()

    assert office("services", "import", file) == 0
    assert capsys.readouterr().out == "1/QĐ-VD: 4 services, nothing changes\n"
    with office.store as store:
        assert len(store.required.history()) == 1


def test_a_dry_run_keeps_nothing(office, capsys):
    assert office("services", "import", office.file(*LIST), "--dry-run") == 0
    assert "4 added" in capsys.readouterr().out
    with office.store as store:
        assert store.required.history() == []


def test_a_wrong_list_is_told_whole_and_keeps_nothing(office, capsys):
    file = office.file(LIST[0], ("2/QĐ-VD", "nobody", "", "", "9", "18"))

    assert office("services", "import", file) == 2
    shown = capsys.readouterr().err
    assert "error: the list was not taken in:" in shown
    for place in ("B “Cơ quan”", "C “Tên thủ tục”", "E “Mức độ”", "F “Năm”"):
        assert f"{file}: row 3, column {place}" in shown
    assert "4 faults; nothing was kept" in shown
    with office.store as store:
        assert store.required.standing() == []


def test_a_list_can_be_withdrawn(office, capsys):
    office("services", "import", office.file(*LIST))

    assert office("services", "withdraw", "1/QĐ") == 2
    assert "no list of the decision '1/QĐ' stands (there are: 1/QĐ-VD)" in capsys.readouterr().err
    assert office("services", "withdraw", "1/QĐ-VD") == 0
    capsys.readouterr()
    assert office("services", "reconcile") == 0
    assert capsys.readouterr().out == f"{NO_LIST}\n"


def test_lists_and_services_are_set_against_each_other(office, capsys):
    office("services", "import", office.file(*LIST))
    capsys.readouterr()

    assert office("services", "reconcile") == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line}
    # required, found, published, checked, at level, English name, English text, overdue
    assert rows["moa"] == ["3", "1/3+1", "1/3+1", "0/3+1", "0/3+1", "1/3+1", "1/3+1", "2/3"]
    assert rows["tinhb"] == ["1", *["0/1+1"] * 6, "0/1"]
    assert rows["health"] == rows["moa"]
    assert rows["all"] == ["4", "1/4+2", "1/4+2", "0/4+2", "0/4+2", "1/4+2", "1/4+2", "2/4"]


def test_each_required_service_can_be_listed(office, capsys):
    office("services", "import", office.file(*LIST))
    capsys.readouterr()

    assert office("services", "reconcile", "--details") == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(line[0], line[2], line[3], line[7], line[8], line[9]) for line in lines] == [
        ("moa", "found", "4", "overdue", "Cấp GPLX", "http://dvc.a.example/1"),
        ("moa", "for a person", "3", "-", "Cấp thẻ", "-"),
        ("moa", "missing", "3", "overdue", "Đăng ký khai tử", "-"),
        ("tinhb", "could not tell", "whole", "-", "Đăng ký kết hôn", "-"),
    ]


def test_the_example_says_in_every_row_that_it_is_one(capsys, tmp_path):
    from audit.__main__ import run
    from audit.cli.demo import SITES

    path = config_dir(None) / "services" / "example-list.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert len(rows) >= 20
    assert all(row["Quyết định"].startswith("VÍ DỤ/EXAMPLE") for row in rows)
    assert all("not a government list" in row["Ghi chú"] for row in rows)
    assert (
        run(["services", "import", str(path), "--dry-run", "--data", str(tmp_path), "--sites", str(SITES)])
        == 0
    )
    assert f"{len(rows)} added" in capsys.readouterr().out


def test_a_decision_that_is_spelt_nearly_the_same_is_pointed_out(office, capsys):
    office("services", "import", office.file(*LIST))
    capsys.readouterr()
    twin = [("1/QD-VD", *row[1:]) for row in LIST]

    assert office("services", "import", office.file(*twin)) == 0
    assert "warning: a list of “1/QĐ-VD” stands, too" in capsys.readouterr().err


def test_the_reports_hold_what_lists_ask(office):
    out = office.folder / "reports"
    office("services", "import", office.file(*LIST))

    assert office("report", "--out", str(out)) == 0
    page = (out / "vi" / "moa.html").read_text(encoding="utf-8")
    assert "Danh mục chưa được nạp" not in page
    assert "Cấp GPLX" in page
    assert "1/QĐ-VD" in (out / "vi" / "index.html").read_text(encoding="utf-8")
