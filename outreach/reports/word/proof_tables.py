"""The tables of the proof copy: all numbers, the lines behind one, and the numbers of a chart."""

from collections.abc import Callable, Sequence
from typing import Any

from outreach.documents import rules
from outreach.reports.word.backing import Backing, LedgerLine, Picture
from outreach.reports.word.tables import number_cell, red_cell, table_of

#: Of the columns that every table of lines has; what they leave is the line's own words.
_NUMBER, _DAY, _TEAM, _BY, _QUANTITY, _MARKS = 560, 1290, 1100, 900, 1300, 950


def numbers_table(backings: Sequence[Backing]) -> Any:
    """All numbers of the text, in the order of their references."""
    rows = [
        (
            f"[{each.number}]",
            each.label,
            number_cell(each.value),
            each.unit,
            each.wording,
            number_cell(None if each.is_typed else backing.count),
        )
        for backing in backings
        for each in (backing.reference,)
    ]
    heads = ("编号", "数字名称", "数值", "单位", "文中写法", "登记条数")
    widths = (700, 3744, 1250, 750, 1400, 1000)
    return table_of(heads, rows, widths=widths, title="数字一览", about="正文引用的全部数字，按编号排列")


def lines_table(backing: Backing) -> Any:
    """The lines behind a number; a column in which nothing would stand is left away. The last row is the number."""
    each, left = backing.reference, backing.count - len(backing.lines)
    columns = _columns(backing)
    rows = [[number_cell(place), *(cell(line) for _head, _width, cell in columns)] for place, line in _counted(backing)]
    quantity = next(place for place, (head, _width, _cell) in enumerate(columns, 1) if head.startswith("数量"))
    if left:
        rows.append(_summed(len(columns) + 1, f"其余{left:,}条，见本项页面", quantity, backing.rest))
    total = _summed(len(columns) + 1, "合计", quantity, backing.total)
    return table_of(
        ["序号", *(head for head, _width, _cell in columns)],
        rows,
        widths=[_NUMBER, *(width for _head, width, _cell in columns)],
        total=total,
        title=f"[{each.number}] {each.label}的登记",
        about=f"{each.label}背后的登记，共{backing.count:,}条，合计{backing.total:,}{each.unit}",
    )


def table_below(picture: Picture) -> Any:
    """The numbers of a chart, each row and column with its sum."""
    rows = [
        [label, *(number_cell(row.values[place]) for row in picture.rows), number_cell(_across(picture, place))]
        for place, label in enumerate(picture.labels)
    ]
    total = ["合计", *(number_cell(sum(row.values)) for row in picture.rows), number_cell(picture.total)]
    heads = [picture.head, *(row.name for row in picture.rows), "合计"]
    if len(picture.rows) == 1:
        rows, total, heads = [row[:-1] for row in rows], total[:-1], heads[:-1]
    width = rules.TEXT_WIDTH // len(heads)
    return table_of(heads, rows, widths=[width] * len(heads), total=total, title=picture.title, about=picture.alt)


_Column = tuple[str, int, Callable[[LedgerLine], str]]


def _columns(backing: Backing) -> list[_Column]:
    last: list[_Column] = []
    if any(line.team for line in backing.lines):
        last.append(("分队", _TEAM, lambda line: line.team))
    if any(line.by for line in backing.lines):
        last.append(("填报人", _BY, lambda line: line.by))
    last.append((f"数量（{backing.reference.unit}）", _QUANTITY, lambda line: number_cell(line.quantity)))
    if any(line.marks for line in backing.lines):
        last.append(("备注", _MARKS, lambda line: red_cell("、".join(line.marks))))
    left = rules.TEXT_WIDTH - _NUMBER - _DAY - sum(width for _head, width, _cell in last)
    return [("日期", _DAY, lambda line: line.day.isoformat()), ("内容", left, lambda line: line.label), *last]


def _counted(backing: Backing) -> enumerate[LedgerLine]:
    return enumerate(backing.lines, 1)


def _summed(count: int, said: str, place: int, value: int) -> list[str]:
    """A row that only says what it is and its sum; words stand in the third column."""
    row = [""] * count
    row[2], row[place] = said, number_cell(value)
    return row


def _across(picture: Picture, place: int) -> int:
    return sum(row.values[place] for row in picture.rows)
