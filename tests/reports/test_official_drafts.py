from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from audit.facts.services.model import Published
from audit.services.model import Service, ServiceEnglish, ServiceInventory
from reports.official.files import TEMPLATES
from reports.render import ReportError, render_run
from reports.told import Told
from tests.reports import samples
from tests.reports.hostile import hostile_agency
from tests.reports.official import cells, draft, heads, lines, parts, said, with_head

INVENTORY = ServiceInventory(
    services=(
        Service(
            "a" * 16,
            "Cấp giấy phép lao động",
            "Work permit",
            codes=("1.000001",),
            url="https://good.gov.example/tthc/1",
            published=Published("4"),
            checked=4,
            english=ServiceEnglish(name=True, summary=True),
            foreigners=True,
        ),
        Service("b" * 16, "Đăng ký mẫu", published=Published("4"), checked=2),
        Service("c" * 16, "Thủ tục không rõ mức độ"),
    )
)
ANNEX_1 = [
    "TT",
    "Nội dung yêu cầu",
    "Căn cứ",
    "Kết quả",
    "Minh chứng (địa chỉ trang, ngày truy cập)",
    "Đơn vị chủ trì",
    "Thời hạn",
    "Ghi chú",
]
ANNEX_2 = [
    "TT",
    "Tên thủ tục/dịch vụ",
    "Mã TTHC",
    "Mức độ công bố",
    "Mức độ kiểm tra",
    "Có tiếng Anh",
    "Địa chỉ",
    "Ghi chú",
]


def _told(**more):
    good, *others = samples.all_results()
    results = [replace(good, inventory=INVENTORY), *others, hostile_agency()]
    return Told(results, samples.rules(), replace(samples.RUN, **more))


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    """Drafts of the four samples, one of them with services, and of the hostile agency."""
    out = tmp_path_factory.mktemp("drafts")
    render_run(_told(), out, formats=("docx",))
    return out


def test_each_agency_has_a_report_and_a_letter_in_both_languages(drafts):
    names = {path.relative_to(drafts).as_posix() for path in drafts.rglob("*.docx")}
    agencies = ("good", "shell", "province", "blocked", "hostile")
    drafts_of = {f"{name}{kind}" for name in agencies for kind in ("", "-letter")} | {"thematic"}
    assert names == {f"{locale}/{name}.docx" for locale in ("vi", "en") for name in drafts_of}


@pytest.mark.parametrize("name", ["vi/shell", "en/shell", "vi/shell-letter", "vi/thematic", "en/thematic"])
def test_the_sheet_is_that_of_decree_30_of_2020(drafts, name):
    document = draft(drafts / f"{name}.docx")
    first, *annexes = document.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert 20 <= round(first.top_margin.mm) <= 25
    assert 20 <= round(first.bottom_margin.mm) <= 25
    assert 30 <= round(first.left_margin.mm) <= 35
    assert 15 <= round(first.right_margin.mm) <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert 13 <= document.styles["Normal"].font.size.pt <= 14
    assert all(section.orientation == WD_ORIENT.LANDSCAPE for section in annexes)
    assert len(annexes) == (2 if "shell" in name and "letter" not in name else 0)
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
        numbers = section.header._element.findall(f".//{qn('w:instrText')}")
        assert [number.text for number in numbers] == ["PAGE"]
        assert section.header.paragraphs[0].alignment == 1
    for table in document.tables[1:]:
        if table.style.name == "Table Grid":
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_it_is_marked_as_a_draft_with_number_date_signature_and_name_left_blank(drafts):
    for name in ("vi/shell", "vi/shell-letter", "vi/thematic"):
        document = draft(drafts / f"{name}.docx")
        text = said(document)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text
        assert " DỰ THẢO " in text
        assert "…………, ngày …… tháng …… năm ………" in text
        assert re.search(r"Số: +/", text)
        assert "[Họ và tên]" in text
        assert "[TÊN CƠ QUAN BAN HÀNH]" in text
        assert "chưa phải văn bản được ban hành" in document.sections[0].footer.paragraphs[0].text


def test_the_report_has_the_five_parts_and_two_annexes_in_their_order(drafts):
    headings = [line for line in lines(draft(drafts / "vi/province.docx")) if re.match(r"[IV]+\. |PHỤ", line)]
    assert headings == [
        "I. CĂN CỨ",
        "II. PHẠM VI, PHƯƠNG PHÁP",
        "III. KẾT QUẢ",
        "IV. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "V. KIẾN NGHỊ",
        "PHỤ LỤC I",
        "PHỤ LỤC II",
    ]
    styles = {p.style.name for p in draft(drafts / "vi/province.docx").paragraphs}
    assert {"Heading 1", "Heading 2"} <= styles


def test_headings_are_numbered_without_a_gap(drafts):
    for name in ("good", "shell", "province", "blocked"):
        found: list[int] = []
        for paragraph in draft(drafts / f"vi/{name}.docx").paragraphs:
            if paragraph.style.name == "Heading 1":
                found = []
            elif paragraph.style.name == "Heading 2":
                found.append(int(paragraph.text.partition(".")[0]))
                assert found == list(range(1, len(found) + 1)), f"{name}: {paragraph.text}"


def test_the_report_says_verdict_law_results_and_what_to_do(drafts):
    document = draft(drafts / "vi/province.docx")
    text = said(document)
    assert "Kỳ báo cáo: Quý II/2018" in text
    assert "Tóm tắt: Từ 0,6 đến 20,6/100 điểm" in text
    assert "1. Văn bản quy phạm pháp luật có hiệu lực tại ngày 30/06/2018" in text
    assert "Nghị định số 43/2011/NĐ-CP" in text
    assert "Thông báo số 82/TB-VPCP ngày 16/02/2017" in text
    assert "Công văn số 7683" not in text
    assert "Nghĩa vụ pháp luật về tiếng Anh: đạt 0/5; đạt một phần 0; chưa đạt 4; không xác định 1." in text
    assert "Liên hệ của cán bộ, công chức có thẩm quyền bằng tiếng Anh: chưa tìm thấy tại thời điểm" in text
    assert "không phải là ước tính" in text
    assert "- Chỉ số địa phương mẫu." in text
    assert "Chỉ số địa phương mẫu" not in said(draft(drafts / "vi/shell.docx"))
    assert text.count("./.") == 1
    tasks = cells(with_head(document, "Nội dung kiến nghị"))
    assert [row[0] for row in tasks] == [str(number) for number in range(1, len(tasks) + 1)]
    assert tasks[0][2] == "nghĩa vụ pháp luật"
    assert all(row[3:] == ["", "15/08/2018"] for row in tasks)


def test_the_first_annex_has_every_requirement_in_the_columns_that_offices_know(drafts):
    table = with_head(draft(drafts / "vi/province.docx"), "Nội dung yêu cầu")
    assert heads(table) == ANNEX_1
    rows = cells(table)
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert {row[3] for row in rows} == {"Đạt", "Đạt một phần", "Chưa đạt", "Không xác định"}
    assert all(row[1] and row[2] for row in rows)
    assert {row[5] for row in rows} == {""}
    assert {row[6] for row in rows} == {"", "15/08/2018"}
    seen = [row[4] for row in rows if row[3] == "Đạt"]
    assert "https://province.gov.example/en/gioi-thieu, 30/06/2018" in seen
    assert "chưa tìm thấy tại thời điểm rà soát" in {row[4] for row in rows if row[3] == "Chưa đạt"}
    assert "mới có bằng tiếng Việt" in " ".join(row[7] for row in rows if row[3] == "Chưa đạt")
    ids = {finding.id for finding in samples.vietnamese_province().findings}
    assert ids <= set(re.findall(r"[0-9a-f]{16}", " ".join(row[7] for row in rows)))


def test_the_second_annex_has_the_services_or_says_that_there_are_none(drafts):
    table = with_head(draft(drafts / "vi/good.docx"), "Mã TTHC")
    assert heads(table) == ANNEX_2
    first, second, third = cells(table)
    assert first[1:7] == [
        "Cấp giấy phép lao động / Work permit",
        "1.000001",
        "Mức độ 4",
        "Mức độ 4",
        "có",
        "https://good.gov.example/tthc/1",
    ]
    assert second[3:5] == ["Mức độ 4", "Mức độ 2"]
    assert "mức độ công bố" in second[7].lower()
    assert third[3:6] == ["Không ghi mức độ", "Không xác định", "không"]
    assert (
        "Chưa tìm thấy thủ tục, dịch vụ nào"
        in said(draft(drafts / "vi/shell.docx")).rpartition("PHỤ LỤC II")[2]
    )


def test_what_services_count_up_to_is_said_as_fractions(drafts):
    text = said(draft(drafts / "vi/good.docx"))
    assert (
        "Tìm thấy 3 thủ tục, dịch vụ. Mức độ kiểm tra được trên các trang: mức độ 4: 1; mức độ 2: 1;" in text
    )
    assert "mức độ công bố khác mức độ kiểm tra được ở 1/3 dịch vụ" in text
    assert "Có thông tin bằng tiếng Anh (tên và nội dung): 1/3 dịch vụ" in text
    assert "Danh mục chưa được nạp" in text
    assert "toàn trình" not in text


def test_levels_in_the_words_of_2022_are_said_to_have_no_certain_counterpart(tmp_path):
    whole = Service("d" * 16, "Thủ tục toàn trình", published=Published.WHOLE, checked=4)
    result = replace(samples.good_ministry(), inventory=ServiceInventory((whole,)))
    render_run(Told([result], samples.rules(), samples.RUN), tmp_path, formats=("docx",), locales=("vi",))
    for name in ("good", "thematic"):
        assert "“Toàn trình” thường được hiểu là mức độ 4" in said(draft(tmp_path / f"vi/{name}.docx"))


def test_a_closed_portal_is_no_failing_one(drafts):
    document = draft(drafts / "vi/blocked.docx")
    text = said(document)
    assert "Chưa thể kết luận về các nội dung còn thiếu" in text
    assert "https://blocked.gov.example/: Máy chủ từ chối truy cập (403)." in text
    assert "Bảo đảm đọc được https://blocked.gov.example/" in text
    assert samples.RUN.user_agent in text
    assert {row[3] for row in cells(with_head(document, "Kết quả"))} == {"Không xác định"}
    assert not [table for table in document.tables if "Nội dung kiến nghị" in heads(table)]
    assert "Ngày đọc các trang" not in text


def test_the_english_draft_is_marked_as_a_translation_and_tells_the_same_numbers(drafts):
    vi, en = (draft(drafts / f"{locale}/shell.docx") for locale in ("vi", "en"))
    assert "UNOFFICIAL TRANSLATION. The Vietnamese draft prevails." in said(en)
    assert "unofficial translation" in en.sections[0].footer.paragraphs[0].text
    assert "DRAFT (DỰ THẢO)" in said(en)
    assert "30 June 2018" in said(en)
    assert len(vi.tables) == len(en.tables)
    ids = re.compile(r"[0-9a-f]{16}")
    assert ids.findall(said(vi)) == ids.findall(said(en))
    annexes = [cells(with_head(document, head)) for document, head in ((vi, "Kết quả"), (en, "Result"))]
    assert len(annexes[0]) == len(annexes[1])
    said_so = {
        "Đạt": "Met",
        "Đạt một phần": "Partly met",
        "Chưa đạt": "Not met",
        "Không xác định": "Could not tell",
    }
    assert [said_so[row[3]] for row in annexes[0]] == [row[3] for row in annexes[1]]


def test_an_english_draft_has_vietnamese_in_names_and_numbers_of_documents_only(drafts):
    marks = re.compile(r"[ăạảắặầấậẩẫđêệềếểễôốồộổỗơớờợởỡưứừựửữ]", re.IGNORECASE)
    for name in ("en/province", "en/province-letter", "en/thematic"):
        for line in lines(draft(drafts / f"{name}.docx")):
            rest = re.sub(r"\S*/\S+|\(đ\)|DỰ THẢO", "", line)
            assert not marks.search(rest), line


def test_the_letter_is_three_short_paragraphs(drafts):
    text = lines(draft(drafts / "vi/province-letter.docx"))
    assert any(line.startswith("V/v gửi kết quả rà soát") for line in text)
    start = text.index("Kính gửi: Ủy ban nhân dân tỉnh Thí Dụ")
    first, second, third = text[start + 1 : start + 4]
    assert "Thông báo số 82/TB-VPCP" in first
    assert "trân trọng gửi Quý Cơ quan" in second
    assert "Từ 0,6 đến 20,6/100 điểm" in second
    assert third.startswith("Đề nghị Quý Cơ quan nghiên cứu kết quả, có giải pháp")
    assert "trước ngày 15/08/2018" in third
    assert third.endswith("./.")
    assert text[start + 4] == "Nơi nhận:"
    assert all(len(paragraph) < 450 for paragraph in (first, second, third))


def test_without_deadline_contact_or_run_days_nothing_is_left_hanging(tmp_path):
    told = _told(deadline="", contact="", user_agent="", finished_at="", started_at="")
    render_run(told, tmp_path, formats=("docx",), locales=("vi",))
    for name in ("province", "province-letter", "blocked-letter"):
        text = said(draft(tmp_path / f"vi/{name}.docx"))
        assert "trước ngày" not in text
        assert "gửi về" not in text
        assert "None" not in text
        assert " ." not in text
    assert b"dcterms:created" not in parts((tmp_path / "vi/province.docx").read_bytes())["docProps/core.xml"]


def test_a_provisional_run_says_so_in_every_draft(tmp_path):
    render_run(_told(provisional="mới đọc một nửa"), tmp_path, formats=("docx",), locales=("vi",))
    for path in (tmp_path / "vi").glob("*.docx"):
        assert "Kết quả tạm thời: mới đọc một nửa" in said(draft(path))


def test_hostile_text_stays_text_in_word(drafts):
    for name in ("vi/hostile", "en/hostile", "vi/hostile-letter", "vi/thematic"):
        content = parts((drafts / f"{name}.docx").read_bytes())
        own = parts((TEMPLATES / f"agency.{name[:2]}.docx").read_bytes())
        document = content["word/document.xml"].decode("utf-8")
        assert set(content) <= set(own)
        assert content["word/_rels/document.xml.rels"].count(b"hyperlink") == 0
        fields = set(
            re.findall(r"<w:(instrText|fldSimple|hyperlink|altChunk|object|drawing|pict)\b", document)
        )
        assert fields == set()
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07]", document)
        assert "&lt;script&gt;document.title=" in document
    text = said(draft(drafts / "vi/hostile.docx"))
    assert "{{ 7*7 }}" in text
    assert "[U+202E]gnihtemos" in text
    assert "A" * 1000 not in text


def test_the_same_results_give_the_same_bytes(drafts, tmp_path):
    render_run(_told(), tmp_path, formats=("docx",), locales=("vi",))
    for path in (tmp_path / "vi").glob("*.docx"):
        assert path.read_bytes() == (drafts / "vi" / path.name).read_bytes(), path.name


def test_an_offices_own_template_stands_in_place_of_ours(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    document = draft(TEMPLATES / "letter.vi.docx")
    for table in document.tables:
        for paragraph in table.rows[0].cells[0].paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace("[TÊN CƠ QUAN BAN HÀNH]", "CỤC THÍ DỤ")
    document.save(own / "letter.vi.docx")
    (own / "agency.vi.docx").write_bytes(b"no Word file")
    with pytest.raises(ReportError) as caught:
        render_run(_told(), tmp_path, formats=("docx",), locales=("vi",), templates=own)
    assert "CỤC THÍ DỤ" in said(draft(tmp_path / "vi/shell-letter.docx"))
    assert {failure.name for failure in caught.value.failures} == {
        f"vi/{name}.docx" for name in ("good", "shell", "province", "blocked", "hostile")
    }
    assert "agency.vi.docx: is no Word file (.docx)" in str(caught.value)


def test_an_agency_that_cannot_be_a_file_keeps_none_of_the_others_from_being_written(tmp_path):
    told = _told()
    results = [replace(told.results[0], agency_id="../outside"), told.results[1]]
    with pytest.raises(ReportError) as caught:
        render_run(replace(told, results=results), tmp_path / "out", formats=("docx",), locales=("vi",))
    assert {failure.name for failure in caught.value.failures} == {
        "vi/../outside.docx",
        "vi/../outside-letter.docx",
    }
    assert (tmp_path / "out/vi/shell.docx").is_file()
    assert not list(tmp_path.glob("*.docx"))
