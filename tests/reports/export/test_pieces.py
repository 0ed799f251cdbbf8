"""Documents that are written piece by piece: the same text as at once."""

from __future__ import annotations

import pytest

from reports.export.document import dumped, dumped_in_pieces


@pytest.mark.parametrize(
    "rows",
    [[], [{"a": 1, "b": []}], ["plain", {"lines": ["one\ntwo", "\u202ehidden"], "more": {"x": None}}, 3]],
    ids=["nothing", "one", "several"],
)
def test_a_document_in_pieces_is_the_document(rows):
    whole = {"format": "x", "run": {"id": "r", "of": []}, "rows": rows, "last": "\u2028"}
    pieces = list(dumped_in_pieces({**whole, "rows": iter(rows)}))

    assert "".join(pieces) == dumped(whole)
    assert len(pieces) > len(rows)


def test_an_element_is_asked_for_when_the_ones_before_it_are_written():
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield number

    pieces = dumped_in_pieces({"rows": rows()})
    while "0" not in next(pieces):
        pass
    assert asked == [0]
