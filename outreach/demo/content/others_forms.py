"""The form that the justice bureau of the example county sends every quarter, as it would come: .xlsx, made by hand."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

TITLE, SENDER = "“谁执法谁普法”责任制落实情况季报表", "示例县司法局"
FILE_NAME = "附件2：“谁执法谁普法”责任制落实情况季报表.xlsx"
_HEADS = ("序号", "责任分队", "集中宣传活动", "", "送法进企业", "", "受众人数（人次）", "备注")
_UNDER = ("", "", "场次（场）", "发放资料（份）", "场次（场）", "企业（家）", "", "")
_ONLINE: tuple[Any, ...] = (5, "线上宣传", "稿件（篇）", "", "短视频（个）", "", "阅读播放（次）", "")
_SENTENCE = "本季度接受群众法律政策咨询____人次，其中现场解答率达到____。"
_SIGNED = "填报人：              审核人：              填报日期：    年    月    日"
_TEAMS = ("就业创业", "养老保险", "工伤保险", "劳动关系")
_WIDTHS = (6, 14, 13, 15, 13, 13, 16, 14)
_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def quarterly_form() -> bytes:
    """The empty form: a row for each team, totals that it adds up by itself, what was online, who filled it in."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "季报表"
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _line(sheet, 1, "A1:H1", TITLE, bold=True, size=18, height=36)
    _line(sheet, 2, "A2:E2", "填报单位（盖章）：", align="left")
    _line(sheet, 2, "F2:H2", "统计期间：", align="left")
    for column, (head, under) in enumerate(zip(_HEADS, _UNDER, strict=True), start=1):
        _framed(sheet, 3, column, head, bold=True)
        _framed(sheet, 4, column, under, bold=True)
    for merged in ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4", "H3:H4"):
        sheet.merge_cells(merged)
    for at, team in enumerate(_TEAMS):
        for column, value in enumerate([at + 1, team, *[None] * 6], 1):
            _framed(sheet, 5 + at, column, value)
    for column in range(1, 9):
        letter = "ABCDEFGH"[column - 1]
        _framed(sheet, 9, column, f"=SUM({letter}5:{letter}8)" if 3 <= column <= 7 else None, bold=True)
    sheet["B9"] = "合计"
    for column, value in enumerate(_ONLINE, 1):
        _framed(sheet, 10, column, value)
    _line(sheet, 11, "A11:H11", _SENTENCE, align="left", framed=True)
    _line(sheet, 12, "A12:H12", _SIGNED, align="left")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage = 1, True
    sheet.print_area, sheet.freeze_panes = "A1:H12", "C5"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _line(
    sheet: Any,
    row: int,
    merged: str,
    text: str,
    *,
    bold: bool = False,
    size: int = 12,
    align: str = "center",
    height: int = 26,
    framed: bool = False,
) -> None:
    sheet.merge_cells(merged)
    cell = sheet[merged.partition(":")[0]]
    cell.value = text
    cell.font = Font(name="宋体", bold=bold, size=size)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = height
    if framed:
        for each in sheet[merged][0]:
            each.border = _FRAME


def _framed(sheet: Any, row: int, column: int, value: Any, *, bold: bool = False) -> None:
    cell = sheet.cell(row, column, value or None)
    cell.font = Font(name="宋体", bold=bold, size=12)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _FRAME
    sheet.row_dimensions[row].height = 28
