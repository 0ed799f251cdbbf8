"""Services of a run as a table: the columns of PHỤ LỤC II of a gap report, and all that is known beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from audit.facts.services.model import Published
from audit.results import AgencyResult
from audit.services.model import Service
from reports.export.records import Record, write_csv
from reports.safety import inert_cell, visible

ANNEX: Final = (
    "TT",
    "Tên thủ tục/dịch vụ",
    "Mã TTHC",
    "Mức độ công bố",
    "Mức độ kiểm tra",
    "Có tiếng Anh",
    "Địa chỉ",
    "Ghi chú",
)
"""As officials know it."""
RAW: Final = (
    "run_id",
    "agency_id",
    "service_id",
    "name_vi",
    "name_en",
    "codes",
    "field",
    "body",
    "described",
    "published",
    "published_text",
    "published_others",
    "checked",
    "steps",
    "missing",
    "english_name",
    "english_summary",
    "english_fields",
    "english_form",
    "english_guidance",
    "english_url",
    "foreigners",
    "clicks",
    "english_clicks",
    "searched",
    "dead_end",
    "login_wall",
    "topics",
    "listed_on",
    "documents",
)
"""For programs; words of `audit.services.model`, several of them separated by spaces, unknown ones empty."""
COLUMNS: Final = (*ANNEX, *RAW)
_PUBLISHED: Final = {
    **{Published(str(n)): f"Mức độ {n}" for n in range(1, 5)},
    Published.WHOLE: "Toàn trình",
    Published.PART: "Một phần",
    Published.INFORMATION: "Cung cấp thông tin",
    Published.UNSTATED: "",
}
_WIDTHS: Final = {"B": 60, "C": 14, "D": 16, "E": 16, "F": 28, "G": 40, "H": 40}
_UNKNOWN: Final = "Không xác định"


def write_services_csv(results: Iterable[AgencyResult], path: Path) -> int:
    """Write a CSV table (UTF-8 with byte order mark, RFC 4180, cells defused); returns how many services.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        return write_csv(_records(results), COLUMNS, stream, bom=True)


def write_services_xlsx(results: Iterable[AgencyResult], path: Path) -> int:
    """Write a workbook with one sheet, cells defused; returns how many services.

    Raises:
        OSError: The file cannot be written.
    """
    book = Workbook()
    sheet = book.create_sheet("Phụ lục II", 0)
    book.remove(book.worksheets[1])
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"
    count = 0
    for record in _records(results):
        sheet.append([_cell(record[column]) for column in COLUMNS])
        count += 1
    book.save(path)
    return count


def _records(results: Iterable[AgencyResult]) -> Iterator[Record]:
    number = 0
    for result in results:
        for service in result.inventory.services if result.inventory else ():
            number += 1
            yield {key: _seen(value) for key, value in _record(number, result, service).items()}


def _record(number: int, result: AgencyResult, service: Service) -> Record:
    english, reach = service.english, service.reach
    return {
        "TT": number,
        "Tên thủ tục/dịch vụ": service.name or service.name_en,
        "Mã TTHC": ", ".join(service.codes),
        "Mức độ công bố": _PUBLISHED[service.published],
        "Mức độ kiểm tra": _UNKNOWN if service.checked is None else f"Mức độ {service.checked}",
        "Có tiếng Anh": _english(service),
        "Địa chỉ": service.url or service.english_url,
        "Ghi chú": _note(service),
        "run_id": result.run_id,
        "agency_id": result.agency_id,
        "service_id": service.id,
        "name_vi": service.name,
        "name_en": service.name_en,
        "codes": " ".join(service.codes),
        "field": service.field,
        "body": service.body,
        "described": _told(service.described),
        "published": service.published.value,
        "published_text": service.published_text,
        "published_others": " ".join(service.published_others),
        "checked": "" if service.checked is None else service.checked,
        "steps": " ".join(step.code for step in service.steps),
        "missing": " ".join(service.missing),
        "english_name": _told(english.name),
        "english_summary": _told(english.summary),
        "english_fields": " ".join(english.fields),
        "english_form": _told(english.form),
        "english_guidance": _told(english.guidance),
        "english_url": service.english_url,
        "foreigners": _told(service.foreigners),
        "clicks": "" if reach.clicks < 0 else reach.clicks,
        "english_clicks": "" if reach.english_clicks < 0 else reach.english_clicks,
        "searched": _told(reach.searched),
        "dead_end": reach.dead_end,
        "login_wall": _told(reach.login_wall),
        "topics": " ".join(service.topics),
        "listed_on": " ".join(service.listed_on),
        "documents": " ".join(service.documents),
    }


def _english(service: Service) -> str:
    english = service.english
    parts = [
        *(["tên"] if english.name else []),
        *(["mô tả"] if english.summary else []),
        *([f"{len(english.fields)}/11 nội dung"] if english.fields else []),
        *(["biểu mẫu"] if english.form else []),
        *(["hướng dẫn"] if english.guidance else []),
    ]
    return f"Có: {', '.join(parts)}" if parts else "Chưa tìm thấy"


def _note(service: Service) -> str:
    others = ", ".join(_PUBLISHED[level] for level in service.published_others)
    parts = [
        *(["Chưa đọc được trang mô tả"] if not service.described else []),
        *([f"Nơi khác công bố: {others}"] if others else []),
        *([f"Liên kết không dùng được: {service.reach.dead_end}"] if service.reach.dead_end else []),
        *(["Phải đăng nhập mới xem được nội dung"] if service.reach.login_wall else []),
    ]
    return "; ".join(parts)


def _told(answer: bool | None) -> str:
    return "" if answer is None else ("yes" if answer else "no")


def _seen(value: Any) -> Any:
    return " ".join(visible(value).split()) if isinstance(value, str) else value


def _cell(value: Any) -> Any:
    return (inert_cell(value) or None) if isinstance(value, str) else value
