"""Forms with a file in them: read as browsers send them, and whatever is sent never a fault of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.portal.upload import MOST_PARTS, Upload, is_multipart, parts_of

TYPE = "multipart/form-data; boundary=----WebKitFormBoundaryAbc123"
MARK = b"------WebKitFormBoundaryAbc123"


def part(name: str, data: bytes, file: str | None = None) -> bytes:
    disposition = f'form-data; name="{name}"' + (f'; filename="{file}"' if file is not None else "")
    return (
        MARK
        + f"\r\nContent-Disposition: {disposition}\r\n".encode()
        + b"Content-Type: text/csv\r\n\r\n"
        + data
        + b"\r\n"
    )


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + MARK + b"--\r\n"


@given(st.binary(max_size=400), st.text(max_size=50))
def test_fields_and_files_come_as_they_were_sent(data, text):
    if MARK in data or MARK.decode() in text:
        return
    fields, files = parts_of(
        TYPE, body(part("note", text.encode("utf-8", "replace")), part("table", data, "a.csv"))
    )

    assert fields == {"note": text.encode("utf-8", "replace").decode()}
    assert files == {"table": Upload("a.csv", data)}


@given(st.binary(max_size=300))
def test_anything_else_is_told_from_a_form(data):
    try:
        fields, files = parts_of(TYPE, data)
    except ValueError:
        return
    assert fields or files or MARK + b"--" in b"\r\n" + data


@pytest.mark.parametrize("name", ["C:\\Users\\an\\bảng.csv", "../../bảng.csv", "bảng.csv"])
def test_a_file_is_called_without_its_folders(name):
    assert parts_of(TYPE, body(part("table", b"x", name)))[1]["table"].name == "bảng.csv"


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("multipart/form-data", body(part("a", b"1"))),
        (TYPE, b""),
        (TYPE, part("a", b"1")),
        (TYPE, body(MARK + b"\r\n\r\n1\r\n")),
        (TYPE, body(part("a", b"\xff"))),
        (TYPE, body(*[part("a", b"1")] * (MOST_PARTS + 1))),
    ],
)
def test_what_is_no_form_in_parts_is_refused(kind, sent):
    with pytest.raises(ValueError):  # noqa: PT011 - the caller tells all of them alike
        parts_of(kind, sent)


def test_a_form_in_parts_is_told_by_its_type():
    assert is_multipart(TYPE.upper())
    assert not is_multipart("application/x-www-form-urlencoded; boundary=multipart/form-data")


def test_only_forms_for_files_take_parts(portal):
    """Elsewhere they are as any other text that is no form."""
    webmaster = portal.visitor("webmaster")
    path = f"/findings/{portal.finding()}/commented"
    refused = webmaster.client.post(
        path, data={"csrf": webmaster.csrf(), "text": "x"}, files={"table": b"x"},
        headers={"origin": "http://portal.example", "sec-fetch-site": "same-origin"}, follow_redirects=False,
    )  # fmt: skip

    assert refused.status_code in {400, 403}
    assert not [e for e in portal.books.store.lives.events(portal.finding()) if e.kind == "commented"]
