"""Files in the shapes of the platforms' exports, made in memory."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

ARTICLES = (
    *("内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数", "阅读后关注人数", "送达人数"),
    *("公众号消息阅读次数", "送达阅读率", "首次分享次数", "分享产生阅读次数", "首次分享率", "每次分享带来阅读次数"),
    *("阅读完成率", "内容url"),
)
TOTALS = (
    *("内容标题", "发表时间", "总阅读人数", "总分享人数", "阅读后关注人数", "送达人数", "送达阅读率", "阅读完成率"),
    "内容url",
)

#: A row of the articles file, and what is understood of it.
ARTICLE = (
    *("示例：工伤认定的三十天和一年", 20250329, 94, "163", 7, 10, 0, "2,112", 79, 0.0374, 5, 69, 0.0633, 6.9, 0.6889),
    "https://mp.weixin.qq.com/s/example-1",
)


def workbook(rows: Sequence[Sequence[Any]], *, sheet: str = "Sheet1") -> bytes:
    """An .xlsx file with these rows."""
    out = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm", "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(number, column, cell)
    return out.getvalue()


def csv_file(rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8-sig") -> bytes:
    """A CSV file with these rows."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)
