"""What exactly an answer said, in both languages, old snapshots included."""

from __future__ import annotations

import pytest

from reports.details import say_detail
from reports.i18n import Speech


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("the server answers 404", "máy chủ trả lời mã 404"),
        (
            "redirects to http://bo.example/: no secure connection: certificate has expired",
            "chuyển hướng tới http://bo.example/: không thiết lập được kết nối bảo mật: chứng thư số đã hết hạn",
        ),
        (
            "untrusted: Hostname mismatch, certificate is not valid for 'bo.example'.",
            "không được tin cậy: chứng thư số không được cấp cho tên miền bo.example",
        ),
        ("untrusted: some new word of OpenSSL", "không được tin cậy: some new word of OpenSSL"),
        ("HTTP 403 for / and /robots.txt", "HTTP 403 for / and /robots.txt"),
    ],
)
def test_details_are_said_in_the_language_of_the_report(text, vietnamese):
    assert say_detail(text, Speech("vi")) == vietnamese
    assert say_detail(text, Speech("en")) == text.removesuffix(".")
