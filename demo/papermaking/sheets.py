"""Annexes as workbooks: the published figures, and for item 1 every agency and province by code."""

from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from demo.content.markup import Script
from demo.content.organisations import AGENCIES, PROVINCES, Organisation, province_name

_FACE = "Times New Roman"
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHARE_TO_WIDTH = 1.35
_LINE = 17
_WAITING = "Chờ kỳ thống kê tháng 9 năm 2020"


def make_xlsx(script: Script) -> bytes:
    """The annex as a workbook in the decree's face; decimal figures are numbers, not text."""
    book = Workbook()
    main = book.active
    main.title = "Số liệu"
    table = next(part for part in script.parts if part.kind == "table")
    lead = next(part.text for part in script.parts if part.kind == "paragraph")
    _fill(main, script.head["title"], lead, table.rows, table.widths)
    if script.name == "i1_phu_luc_bo_tinh":
        known = {(row[0], row[2], row[4]): row for row in table.rows[1:]}
        _fill(book.create_sheet("Bộ, cơ quan"), "Bộ, cơ quan ngang bộ", lead, _listing(AGENCIES, known))
        _fill(book.create_sheet("Tỉnh, thành phố"), "Tỉnh, thành phố", lead, _listing(PROVINCES, known))
    book.properties.title, book.properties.creator = script.head["title"], script.head["agency"]
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _listing(organisations: tuple[Organisation, ...], known: dict) -> tuple[tuple[str, ...], ...]:
    rows = [("Mã", "Cơ quan", "Số liệu đã công bố")]
    for organisation in organisations:
        name = province_name(organisation) if organisation.gso_code else organisation.name
        lines = [
            f"{row[2]}: {row[3]}% ({row[4]})" for key, row in known.items() if key[0] == organisation.code
        ]
        rows.append((organisation.code, name, "; ".join(lines) or _WAITING))
    return tuple(rows)


def _fill(
    sheet: Worksheet,
    title: str,
    lead: str,
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[int, ...] = (8, 42, 50),
) -> None:
    wide = len(rows[0])
    for at, (text, face) in enumerate(
        ((title.upper(), Font(_FACE, 14, bold=True)), (lead, Font(_FACE, 12, italic=True))), start=1
    ):
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=wide)
        cell = sheet.cell(at, 1, text)
        cell.font, cell.alignment = face, Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.row_dimensions[at].height = 36
    for at, row in enumerate(rows, start=4):
        sheet.row_dimensions[at].height = _LINE * max(map(_lines, row, widths))
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column, _value(text))
            cell.font, cell.border = Font(_FACE, 12, bold=at == 4), _BOX
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="top",
                horizontal="center"
                if at == 4 or column == 1 or isinstance(cell.value, int | float)
                else None,
            )
    for column, share in enumerate(widths, start=1):
        sheet.column_dimensions[chr(64 + column)].width = share * _SHARE_TO_WIDTH
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(text: str, share: int) -> int:
    return max(1, ceil(len(text) / (share * _SHARE_TO_WIDTH * 0.95)))


def _value(text: str) -> str | float | int:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
