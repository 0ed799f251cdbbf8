"""Sheets that hold data, and sheets that wait for being filled in."""

from __future__ import annotations

import pytest

from audit.results import Verdict
from tests.audit.detectors.one_page import asked
from tests.audit.sites import paragraphs

ENVIRONMENT = {"sectors": ("environment",)}


def page_with(*files: str) -> str:
    """Return the main content of a page with links to files; each is given as `text|name`."""
    links = "".join(
        f'<p><a href="/tep/{name}">{text}</a></p>' for text, _, name in (f.partition("|") for f in files)
    )
    return paragraphs("vi", 1) + links


@pytest.mark.parametrize(
    "file",
    ["Mẫu đơn xin cấp phép xả thải|1.xlsx", "Biểu mẫu kê khai chất thải|2.ods", "Kế hoạch công tác|3.xls"],
)
def test_a_sheet_to_fill_in_is_no_data_set(file):
    side = asked("OSI2024-EP-170", "Hướng dẫn", page_with(file), **ENVIRONMENT)
    assert (side.verdict, side.reason.code) == (Verdict.NOT_MET, "datasets_none")


@pytest.mark.parametrize(
    ("label", "file"),
    [
        ("Hướng dẫn", "Số liệu quan trắc nước mặt|1.xlsx"),
        ("Hướng dẫn", "Biểu mẫu và dữ liệu|2.csv"),
        ("Thống kê môi trường", "Tải về|3.xlsx"),
    ],
)
def test_a_file_of_data_is_one(label, file):
    side = asked("OSI2024-EP-170", label, page_with(file), **ENVIRONMENT)
    assert (side.verdict, side.reason.code) == (Verdict.MET, "datasets_full")


def test_a_sheet_to_fill_in_beside_data_is_not_counted():
    files = ("Số liệu nước mặt|1.xlsx", "Tờ khai phí môi trường|2.xlsx")
    side = asked("OSI2024-EP-170", "Môi trường", page_with(*files), **ENVIRONMENT)
    assert side.verdict is Verdict.MET
    assert side.reason.params["count"] == 1
