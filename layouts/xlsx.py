"""A table as XLSX, for those who go on working with it. Nothing a person typed becomes a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core import clock
from core.database import let_go_of_the_connection
from core.errors import DomainError
from layouts.checking import clean_text
from layouts.decree import FONT_ASKED

Value = str | int | float | Decimal | bool | date | datetime | None

# What a spreadsheet reads as the start of a formula, also after the file went through CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32767
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_THIN = Side(style="thin")


class CellTooLong(DomainError):
    """A text longer than a spreadsheet's cell can hold; cutting it would lose words."""

    code = "cell_too_long"
    sentence = _(
        "Nội dung ở hàng %(row)s, cột “%(column)s” dài quá mức một ô bảng tính chứa được (32.767 ký tự). "
        "Đề nghị xuất bản PDF hoặc DOCX."
    )


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title above the table, the columns' titles with their widths in characters, the rows."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[Value]] = field(default=())


def export_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as one workbook; numbers and days stay numbers and days (days in Hà Nội's time)."""
    let_go_of_the_connection()
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for at, sheet in enumerate(sheets, start=1):
        _fill(book.create_sheet(_sheet_name(sheet.title, at)), sheet)
    if not book.worksheets:
        book.create_sheet("1")
    book.properties.creator, book.properties.language = "e-Cabinet", "vi-VN"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def neutral(text: str) -> str:
    """`text` with an apostrophe in front when a spreadsheet could take it for a formula (OWASP, CSV injection)."""
    starts = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    text = clean_text(text)
    return f"'{text}" if starts else text


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.append([neutral(sheet.title)])
    page["A1"].font = Font(name=FONT_ASKED, size=14, bold=True)
    page.append([neutral(title) for title, _width in sheet.columns])
    for row, values in enumerate(sheet.rows, start=3):
        for column, value in enumerate(values, start=1):
            _put(page, row, column, value, sheet.columns[column - 1][0])
    for at, (_title, width) in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
        _look(page.cell(2, at), bold=True)
    page.freeze_panes = "A3"
    page.print_title_rows = "2:2"
    page.page_setup.paperSize, page.page_setup.fitToHeight = 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(page: Worksheet, row: int, column: int, value: Value, title: str) -> None:
    cell = page.cell(row, column)
    if isinstance(value, str):
        text = neutral(value)
        if len(text) > _LONGEST_CELL:
            raise CellTooLong(row=row, column=title)
        cell.value, cell.data_type = text, "s"
    elif isinstance(value, datetime):
        here = clock.local(value).replace(tzinfo=None) if value.tzinfo else value
        cell.value, cell.number_format = here, "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif value is not None:
        cell.value = value
    _look(cell)


def _look(cell: object, bold: bool = False) -> None:
    cell.font = Font(name=FONT_ASKED, size=12, bold=bold)  # type: ignore[attr-defined]
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if bold else None)  # type: ignore[attr-defined]
    cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)  # type: ignore[attr-defined]


def _sheet_name(title: str, at: int) -> str:
    """A name a workbook accepts: at most 31 characters, none of []:*?/\\'; numbered so that two may be alike."""
    plain = " ".join(clean_text(title).translate(_NOT_IN_SHEET_NAMES).split())
    return f"{at}. {plain}"[:31].strip()
