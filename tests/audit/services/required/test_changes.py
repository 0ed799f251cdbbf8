from dataclasses import replace

from audit.facts.services.model import Published
from audit.services.required.changes import by_decision, changes, lines
from tests.audit.services.required.rules import required

A, B, C = required("Cấp thẻ"), required("Đăng ký", code="1.930001"), required("Thu hồi")


def test_added_removed_changed_and_same_are_told():
    later = replace(B, name="Đăng ký thẻ", level=Published.WHOLE, note="sửa")
    found = changes("1/QĐ", [A, B], [later, C])

    assert (found.added, found.removed, found.changed, found.same) == ((C,), (A,), ((B, later),), 0)
    assert list(lines(found, 9)) == [
        "+ moa: Thu hồi",
        "- moa: Cấp thẻ",
        "~ moa: Đăng ký thẻ (1.930001): name Đăng ký -> Đăng ký thẻ, level 3 -> whole, note (empty) -> sửa",
    ]


def test_the_same_list_in_another_order_changes_nothing():
    found = changes("1/QĐ", [A, B], [B, A])

    assert not found.any
    assert found.same == 2


def test_a_name_written_otherwise_is_a_change_and_not_another_service():
    found = changes("1/QĐ", [A], [replace(A, name="1. CẤP THẺ")])

    assert (len(found.changed), found.added, found.removed) == (1, (), ())


def test_what_is_too_much_to_print_is_counted():
    many = [required(f"Cấp thẻ {n}") for n in range(7)]

    assert list(lines(changes("1/QĐ", [], many), 2))[-1] == "+ ... and 5 more"


def test_lists_are_told_apart_by_decision():
    other = replace(A, decision="2/QĐ")

    assert by_decision([A, other, B]) == {"1/QĐ": [A, B], "2/QĐ": [other]}
