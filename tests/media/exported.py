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

TREND = (
    ("日期", "渠道", "阅读人数"),
    ("日期", "分享人数", "跳转阅读原文人数", "微信收藏人数", "发表篇数"),
    ("传播渠道", "发表日期", "内容标题", "阅读人数", "阅读人数占比"),
)
DAILY = (
    *("日期", "阅读次数", "阅读人数", "分享次数", "分享人数", "阅读原文次数", "阅读原文人数", "收藏次数", "收藏人数"),
    "渠道",
)
FOLLOWERS = ("时间", "新关注人数", "取消关注人数", "净增关注人数", "累积关注人数")
CHANNELS = (
    *(
        "视频描述",
        "视频ID",
        "发布时间",
        "完播率",
        "平均播放时长",
        "播放量",
        "推荐",
        "喜欢",
        "评论量",
        "分享量",
        "关注量",
    ),
    *("转发聊天和朋友圈", "设为铃声", "设为状态", "设为朋友圈封面", "企微链接点击次数", "企微链接点击人数"),
    *("添加到通讯录次数", "添加到通讯录人数"),
)
DOUYIN = (
    *(
        "作品名称",
        "发布时间",
        "体裁",
        "发布状态",
        "播放量",
        "完播率",
        "5s完播率",
        "作品时长",
        "2s跳出率",
        "平均播放时长",
    ),
    *("点赞量", "评论量", "分享量", "收藏量", "主页访问量", "粉丝增量"),
)

#: A row of the articles file.
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


def side_by_side(*tables: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The rows of tables that stand side by side, an empty column before each; the first row of each is its title."""
    rows: list[list[Any]] = []
    for number in range(max(map(len, tables))):
        row: list[Any] = []
        for table in tables:
            cells = table[number] if number < len(table) else ()
            row += [None, *cells, *[None] * (max(map(len, table)) - len(cells))]
        rows.append(row)
    return rows


def csv_file(rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8-sig") -> bytes:
    """A CSV file with these rows."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)
