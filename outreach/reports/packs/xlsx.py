"""The ledger of a pack as a workbook: the ledger, its numbers by event, every line of it, and the check."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from outreach import clock
from outreach.logbook.labels import WITHOUT_ITEM
from outreach.logbook.labels import said as said_of_line
from outreach.reports.packs.ledger import COLUMNS
from outreach.reports.packs.pieces import Check, Contents
from outreach.reports.packs.queries import LedgerLine
from outreach.reports.rules import label_with_unit
from outreach.sheets.written import display_width, plain_cell

_WIDTHS = (5, 11, 12, 18, 11, 12, 16, 13, 13, 11, 13, 19, 23, 7, 7, 24, 9, 10, 9, 17)
_FONT = "仿宋"
_A3 = 8  # twenty columns
_LINE_HEIGHT = 14
_LINES = (
    *("日期", "活动名称", "类别", "名称", "数量", "单位", "计入单位", "方式", "登记人", "收到时间", "更正原因"),
    *("是否计入", "编号"),
)


def write_ledger(file: BinaryIO, contents: Contents, lines: Iterable[LedgerLine]) -> None:
    """Write the workbook into `file`, one row in memory at a time; `lines` are gone through once.

    The same contents give the same bytes.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": contents.at.astimezone(UTC).replace(tzinfo=None), "title": contents.title})
        _Book(workbook, contents).write(lines)


class _Book:
    def __init__(self, workbook: xlsxwriter.Workbook, contents: Contents) -> None:
        self.contents, self.workbook = contents, workbook
        base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        boxed = base | {"border": 1, "border_color": "#9aa5a1"}
        self.title = workbook.add_format(base | {"font_size": 18, "bold": True, "align": "center"})
        self.plain = workbook.add_format(base | {"text_wrap": False})
        self.head = workbook.add_format(boxed | {"bold": True, "align": "center", "bg_color": "#e2eeee"})
        self.text = workbook.add_format(boxed)
        self.number = workbook.add_format(boxed | {"num_format": "#,##0", "align": "right"})
        self.day = workbook.add_format(boxed | {"num_format": "yyyy-mm-dd", "align": "center"})
        self.sum = workbook.add_format(boxed | {"bold": True, "num_format": "#,##0", "bg_color": "#f6f7f5"})
        self.wrong = workbook.add_format(boxed | {"bold": True, "font_color": "#a3281e"})

    def write(self, lines: Iterable[LedgerLine]) -> None:
        self._ledger()
        self._numbers()
        self._lines(lines)
        self._checks()

    def _sheet(self, name: str, columns: Sequence[str], widths: Sequence[int]) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C— &P —")
        sheet.repeat_rows(2)
        sheet.set_row(2, 2 * _LINE_HEIGHT)
        sheet.freeze_panes(3, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.merge_range(0, 0, 0, len(columns) - 1, f"{self.contents.bureau}{name}", self.title)
        sheet.set_row(0, 30)
        made = f"{clock.local(self.contents.at):%Y-%m-%d %H:%M}"
        sheet.write_string(1, 0, f"{self.contents.title}　{self.contents.said}　制表：{made}", self.plain)
        for column, name_of in enumerate(columns):
            sheet.write_string(2, column, name_of, self.head)
        return sheet

    def _ledger(self) -> None:
        sheet = self._sheet("普法活动台账", COLUMNS, _WIDTHS)
        sheet.set_paper(_A3)
        rows = self.contents.rows
        for number, row in enumerate(rows, 1):
            self._row(sheet, number + 2, (number, *row.cells), _WIDTHS)
        last = len(rows) + 3
        for column, value in enumerate(self.contents.totals):
            is_added = column in (13, 14) and all(isinstance(row.cells[column - 1], int | None) for row in rows)
            if is_added and rows:
                name = xl_col_to_name(column)
                sheet.write_formula(last, column, f"=SUM({name}4:{name}{last})", self.sum, value or 0)
            else:
                self._cell(sheet, last, column, value, self.sum)

    def _numbers(self) -> None:
        checks = [each for each in self.contents.checks if each.ledger is not None and _is_counted(each)]
        heads = ("序号", "日期", "活动名称", *(label_with_unit(each.label, each.unit) for each in checks))
        sheet = self._sheet("分项数量", heads, (6, 12, 40, *(16 for _each in checks)))
        rows = self.contents.rows
        for number, row in enumerate(rows, 1):
            self._row(sheet, number + 2, (number, row.day, row.title, *(row.sums.get(each.key) for each in checks)))
        last = len(rows) + 3
        for offset, words in enumerate(("合计", "统计数", "差")):
            for column, text in enumerate(("", "", words)):
                sheet.write_string(last + offset, column, text, self.sum)
        for column, each in enumerate(checks, 3):
            name = xl_col_to_name(column)
            total = f"=SUM({name}4:{name}{last})" if rows else "=0"
            sheet.write_formula(last, column, total, self.sum, each.ledger or 0)
        for column, each in enumerate(checks, 3):
            sheet.write_number(last + 1, column, each.figure or 0, self.sum)
        for column, each in enumerate(checks, 3):
            name = xl_col_to_name(column)
            rest = (each.ledger or 0) - (each.figure or 0)
            sheet.write_formula(last + 2, column, f"={name}{last + 1}-{name}{last + 2}", self.sum, rest)

    def _lines(self, lines: Iterable[LedgerLine]) -> None:
        sheet = self._sheet("登记明细", _LINES, (12, 34, 10, 26, 9, 7, 9, 12, 12, 17, 20, 22, 38))
        for number, line in enumerate(lines, 3):
            self._row(sheet, number, _line_cells(line))

    def _checks(self) -> None:
        heads = ("统计数", "单位", "本包合计", "系统统计数", "核对", "报告写法")
        if self.contents.kept:
            heads = (*heads[:3], "存档统计数", *heads[4:])
        sheet = self._sheet("合计核对", heads, (26, 8, 14, 14, 12, 36))
        for number, each in enumerate(self.contents.checks, 3):
            cells = (each.label, each.unit, each.ledger, each.figure, each.said, each.wording)
            for column, cell in enumerate(cells):
                self._cell(sheet, number, column, cell, None if each.agrees else self.wrong)
        sheet.write_string(len(self.contents.checks) + 4, 0, self.contents.verdict)

    def _row(self, sheet: Worksheet, number: int, cells: Sequence[Any], widths: Sequence[int] = ()) -> None:
        if widths:
            sheet.set_row(number, _LINE_HEIGHT * _lines_needed(cells, widths))
        for column, cell in enumerate(cells):
            self._cell(sheet, number, column, cell)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Any, look: Any = None) -> None:
        value = plain_cell(value)
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, look or self.day)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, look or self.number)
        elif value is None:
            sheet.write_blank(row, column, None, look or self.text)
        else:
            sheet.write_string(row, column, str(value), look or self.text)


def _is_counted(check: Check) -> bool:
    return check.key.partition("_")[0] in ("handouts", "consultations", "attendance", "displays")


def _lines_needed(cells: Sequence[Any], widths: Sequence[int]) -> int:
    """How many lines the highest cell has: programs that open a workbook do not all find that out by themselves."""
    return max(
        sum(-(-display_width(line) // max(1, width - 1)) or 1 for line in str(cell or "").split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )


def _line_cells(line: LedgerLine) -> tuple[Any, ...]:
    counts = "计入" if line.counts else "不计入（活动未举办、内部学法，或审核后收到）"
    if line.reverses_id is not None:
        counts += f"；更正 {line.reverses_id}"
    return (
        line.day,
        line.title,
        said_of_line(line.kind),
        line.item or str(WITHOUT_ITEM.get(line.kind, "")),
        line.quantity,
        line.unit,
        line.counted_unit,
        said_of_line(line.basis),
        line.by,
        clock.local(line.received_at).replace(tzinfo=None),
        line.reason,
        counts,
        str(line.id),
    )
