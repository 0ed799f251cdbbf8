from __future__ import annotations

from dataclasses import replace

import pytest

from reports.render import render_run
from reports.told import Told
from tests.reports import samples


@pytest.mark.parametrize(
    ("language", "read", "scans", "said"),
    [
        ("en", 0, 0, "documents are noted, not opened"),
        ("en", 5, 0, "9 files (PDF, Word, Excel …) were linked. 5 of them were opened."),
        ("en", 5, 1, "5 of them were opened; 1 is a scan without text, which no search"),
        ("vi", 5, 2, "Đã mở 5 tệp; 2 tệp là bản quét ảnh không có văn bản"),
    ],
)
def test_the_coverage_statement_tells_of_documents(tmp_path, language, read, scans, said):
    result = next(r for r in samples.all_results() if r.coverage.words_by_language)
    told = replace(result.coverage, documents=9, documents_read=read, scans=scans)
    render_run(Told([replace(result, coverage=told)], samples.rules(), samples.RUN), tmp_path)

    assert said in (tmp_path / language / f"{result.agency_id}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "led to an English version, so 12 addresses at which portals usually have one were tried."),
        ("vi", "vì vậy đã thử 12 địa chỉ mà các cổng thông tin thường dùng cho bản tiếng Anh."),
    ],
)
def test_the_coverage_statement_tells_of_addresses_that_were_tried(tmp_path, language, said):
    result = next(r for r in samples.all_results() if r.coverage.words_by_language)
    told = replace(result, coverage=replace(result.coverage, probed=12))
    for folder, one in (("tried", told), ("plain", result)):
        render_run(Told([one], samples.rules(), samples.RUN), tmp_path / folder)

    page = f"{language}/{result.agency_id}.html"
    assert said in (tmp_path / "tried" / page).read_text(encoding="utf-8")
    assert said not in (tmp_path / "plain" / page).read_text(encoding="utf-8")
