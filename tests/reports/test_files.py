"""Files are written in one step, whole or piece by piece."""

from __future__ import annotations

import pytest

from reports.files import replace_file


def test_pieces_are_written_one_after_the_other(tmp_path):
    path = tmp_path / "vi" / "index.html"
    replace_file(path, (piece for piece in ("Bộ ", "Y tế", "\r\n")))

    assert path.read_bytes() == "Bộ Y tế\r\n".encode()


def test_a_piece_that_cannot_be_made_leaves_the_file_that_was_there(tmp_path):
    def broken():
        yield "half of it"
        raise ValueError("no more")

    path = tmp_path / "index.html"
    replace_file(path, b"before")
    with pytest.raises(ValueError, match="no more"):
        replace_file(path, broken())

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("index.html", b"before")]
