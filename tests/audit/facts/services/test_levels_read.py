import pytest

from audit.facts.services.levels import level_in_column, level_of_mark, published_level
from audit.facts.services.model import Published


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Mức độ 4", "4"),
        ("Mức 3", "3"),
        ("MĐ2", "2"),
        ("DVC mức độ 3", "3"),
        ("MỨC ĐỘ IV", "4"),
        ("Mức độ: 1", "1"),
        ("Dịch vụ công trực tuyến mức độ 4 (toàn trình)", "4"),
        ("Toàn trình", "whole"),
        ("DVC trực tuyến một phần", "part"),
        ("Chưa toàn trình", "part"),
        ("Cung cấp thông tin trực tuyến", "information"),
        ("Level 4", "4"),
        ("Fully online", "whole"),
        ("Full process", "whole"),
        ("Partial", "part"),
        ("Information only", "information"),
        ("Mức độ 3, mức độ 4", ""),
        ("Toàn trình / Một phần", ""),
        ("Mức 3 triệu đồng", ""),
        ("Mức độ 4,5/5", ""),
        ("Mức độ hài lòng", ""),
        ("Tầng 4", ""),
        ("Mục 4", ""),
        ("muc do 4", "4"),
    ],
)
def test_words(text, level):
    assert published_level(text) is Published(level)


@pytest.mark.parametrize(("text", "level"), [("4", "4"), ("III", "3"), ("Mức 2", "2"), ("12", ""), ("", "")])
def test_bare_number_in_its_column(text, level):
    assert level_in_column(text) is Published(level)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("muc-do-4", "4"),
        ("icon_level3", "3"),
        ("MucDo2.png", "2"),
        ("badge-mucdo4", "4"),
        ("dvc-toan-trinh", "whole"),
        ("col-md-4", ""),
        ("d-md-4", ""),
        ("h4", ""),
    ],
)
def test_classes_and_pictures(name, level):
    assert level_of_mark(name) is Published(level)
