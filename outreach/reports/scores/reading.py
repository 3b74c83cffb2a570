"""A score sheet out of a file or out of pasted rows: workbook, CSV, or the largest table of a Word document."""

import csv
import io
from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.reports.blanks.documents import layout_of
from outreach.reports.blanks.layouts import Grid
from outreach.reports.blanks.packages import Kind, checked_kind
from outreach.reports.scores.rules import Row, rows_of
from outreach.sheets import Column, Table, match_columns, read_pasted, read_table
from outreach.sheets.typed import plain
from outreach.web.fields import clean_text

COLUMNS = (
    Column("number", ("序号", "编号", "项目编号", "指标编号", "No", "No.", "Number"), label=_("No.")),
    Column(
        "section",
        ("一级指标", "考核项目", "考评项目", "项目", "类别", "考核类别", "测评项目", "Section"),
        label=_("Section"),
    ),
    Column(
        "text",
        (
            "考核内容",
            "考评内容",
            "内容",
            "二级指标",
            "三级指标",
            "考核指标",
            "测评内容",
            "工作任务",
            "评价内容",
            "Text",
        ),
        required=True,
        label=_("Text of the item"),
    ),
    Column(
        "criteria",
        ("评分标准", "考核标准", "评分细则", "计分办法", "评分办法", "评分依据", "标准", "测评标准", "Criteria"),
        label=_("How it is scored"),
    ),
    Column("points", ("分值", "标准分", "满分", "权重", "分数", "基准分", "标准分值", "Points"), label=_("Points")),
)


def read_file(content: bytes, name: str) -> list[Row]:
    """The items in a file; Invalid with what to do for one that is no table, or has no column of texts."""
    is_document = content.startswith(b"PK") and checked_kind(content, name) is Kind.DOCX
    return _rows(_of_document(content, name) if is_document else read_table(content, name, COLUMNS))


def read_rows(text: str) -> list[Row]:
    """The items in pasted rows."""
    return _rows(read_pasted(text, COLUMNS))


def _rows(table: Table) -> list[Row]:
    """What nobody sees in a cell would stand in the way of every Word file that is made of it."""
    records = match_columns(table, COLUMNS).records()
    return rows_of({key: clean_text(plain(value)) for key, value in record.values.items()} for record in records)


def _of_document(content: bytes, name: str) -> Table:
    grids = [block for block in layout_of(content, name).blocks if isinstance(block, Grid)]
    if not grids:
        raise Invalid(_("There is no table in “%(name)s”.", name=name), code="no_table")
    grid = max(grids, key=lambda each: len(each.rows))
    return read_pasted(_as_rows(grid), COLUMNS)


def _as_rows(grid: Grid) -> str:
    """The table as cells are pasted; what is merged over columns leaves the others empty."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    covered: dict[tuple[int, int], str] = {}
    for number, row in enumerate(grid.rows):
        writer.writerow(_line(number, [(each.text, each.rows, each.columns) for each in row], covered))
    return written.getvalue()


def _line(number: int, cells: Sequence[tuple[str, int, int]], covered: dict[tuple[int, int], str]) -> list[str]:
    """The texts of a row, with an empty one wherever a cell from above or from the left lies over it."""
    line: list[str] = []
    for text, rows, columns in cells:
        while (number, len(line)) in covered:
            line.append("")
        for down in range(1, rows):
            for right in range(columns):
                covered[number + down, len(line) + right] = ""
        line += [" ".join(text.split()), *[""] * (columns - 1)]
    return line
