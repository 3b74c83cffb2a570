"""The platforms' exports are known by their headings, and give only what they say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from outreach import errors
from outreach.media.exports.shapes import SHAPES, Recognised, recognise
from outreach.media.exports.shapes.videos import headline
from outreach.media.exports.tables.columns import COLUMNS
from tests.media.exported import (
    ARTICLE,
    ARTICLES,
    CHANNELS,
    DAILY,
    DOUYIN,
    TOTALS,
    TREND,
    csv_file,
    side_by_side,
    workbook,
)

#: One of each kind; the .xls ones made with xlwt, but for the page that is called one.
FILES = Path(__file__).parents[1] / "files"


def recognised(content: bytes, name: str = "某文件.xls") -> Recognised:
    found = recognise(content, name)
    assert found is not None
    return found


def of_file(name: str) -> Recognised:
    return recognised((FILES / name).read_bytes())


def values(found: Recognised) -> list[dict[str, Any]]:
    """The rows by key, without what they do not say."""
    return [
        {key: value for key, value in record.values.items() if value is not None} for record in found.matched.records()
    ]


KINDS = {
    "articles.xlsx": ("wechat_articles", 4, date(2025, 3, 15), date(2025, 3, 29)),
    "totals.xls": ("wechat_totals", 4, date(2026, 3, 29), date(2026, 5, 11)),
    "trend.xls": ("wechat_trend", 3, date(2026, 7, 14), date(2026, 8, 12)),
    "daily.xls": ("wechat_daily", 2, date(2025, 10, 1), date(2025, 10, 2)),
    "followers.xls": ("wechat_followers", 3, date(2025, 10, 1), date(2025, 10, 3)),
    "channels.csv": ("channels_videos", 2, date(2025, 3, 6), date(2025, 6, 13)),
    "douyin.xlsx": ("douyin_works", 2, date(2025, 9, 12), date(2025, 9, 13)),
}


@pytest.mark.parametrize("name", KINDS)
def test_one_file_of_each_kind_is_known_whatever_it_is_called(name: str) -> None:
    code, rows, first, last = KINDS[name]
    found = of_file(name)
    assert (found.shape.code, len(values(found)), found.first_day, found.last_day) == (code, rows, first, last)
    assert set(found.matched.places) | set(found.matched.absent) == {column.key for column in COLUMNS}


def test_every_shape_has_its_file_and_goes_by_its_code() -> None:
    assert {code for code, *_rest in KINDS.values()} == set(SHAPES)
    assert all(shape.code == code and len(code) <= 40 for code, shape in SHAPES.items())


def test_the_articles_file_gives_people_and_times_and_no_rate() -> None:
    found = of_file("articles.xlsx")
    assert (found.shape.item_kind, found.shape.needs_day) == ("piece", True)
    first, _second, third, fourth = values(found)
    assert first == {
        "title": "示例：工伤认定的三十天和一年",
        "published": 20250329,
        "people": 94,
        "times": "163",
        "sharers": 7,
        "shares": 10,
        "follows": 0,
        "delivered": "2,112",
        "url": "https://mp.weixin.qq.com/s/example-1",
    }
    assert (third["title"], third["people"], third["times"]) == ("=HYPERLINK(示例标题)", 18592, "2.1万")
    assert fourth["people"] == "--"
    assert {"送达阅读率", "公众号消息阅读次数", "分享产生阅读次数", "阅读完成率"} <= set(found.matched.unknown)


def test_the_file_of_2026_has_no_times_and_absent_is_not_zero() -> None:
    found = of_file("totals.xls")
    records = list(found.matched.records())
    assert [record.number for record in records] == [4, 5, 6, 7]
    assert {record.values["times"] for record in records} == {None}
    assert (records[0].values["people"], records[3].values["delivered"]) == (1859, None)
    assert records[2].values["title"] == "=示例：合同里的“押金”条款"
    assert found.matched.table.sheet == "New Sheet1"


def test_the_trend_file_gives_the_rows_of_all_channels_and_says_what_it_leaves_aside() -> None:
    found = of_file("trend.xls")
    assert found.shape.needs_day is False
    assert values(found) == [
        {"title": "示例：高温天气怎么发津贴", "published": "20260801", "people": 15},
        {
            "counted_day": "2026-08-01",
            "day_readers": 10,
            "day_sharers": 2,
            "day_original_readers": 1,
            "day_favouriters": 0,
            "day_published": 1,
        },
        {
            "counted_day": "2026-08-02",
            "day_readers": 7,
            "day_sharers": 0,
            "day_original_readers": 0,
            "day_favouriters": 1,
            "day_published": 0,
        },
    ]
    assert [row.number for row in found.matched.table.rows] == [4, 4, 8]
    channels, older = map(str, found.told)
    assert "(8)" in channels
    assert "“示例：毕业季求职三个坑”" in older
    assert "2026-07-14" in older


def trend(*articles: tuple[Any, ...], days: tuple[Any, ...] = (), title: str = "数据来源概况") -> bytes:
    tables = [[(title,), head] for head in TREND]
    tables[0] += days
    tables[2] += articles
    return workbook([[], *side_by_side(*tables)])


def test_without_days_in_the_title_the_rows_of_days_say_where_a_trend_file_begins() -> None:
    days = (("2026-08-01", "全部", 10), ("2026-08-03", "全部", 12))
    inside = ("全部", "20260801", "示例：新", 9, 1)
    found = recognised(trend(inside, ("全部", "20260731", "示例：旧", 9, 1), days=days))
    assert (found.first_day, found.last_day) == (date(2026, 8, 1), date(2026, 8, 3))
    assert [row["title"] for row in values(found) if "title" in row] == ["示例：新"]


def test_the_days_of_both_tables_of_a_trend_file_are_kept_and_each_is_one_row() -> None:
    tables = [[("趋势",), head] for head in TREND]
    tables[0] += [("2026-08-01", "全部", 10), ("2026-08-02", "全部", 11), ("2026-08-02", "全部", 12)]
    tables[1] += [("2026-08-03", 1, 1, 1, 1), ("20260802", 2, 2, 2, 2)]
    found = recognised(workbook(side_by_side(*tables)))
    days = [(row["counted_day"], row.get("day_readers"), row.get("day_sharers")) for row in values(found)]
    assert days == [("2026-08-01", 10, None), ("2026-08-02", 11, 2), ("2026-08-02", 12, None), ("2026-08-03", None, 1)]


def test_a_trend_file_that_does_not_say_its_days_gives_no_running_total() -> None:
    with pytest.raises(errors.Invalid, match="—") as refused:
        recognise(trend(("全部", "20260801", "示例：新", 9, 1)), "f.xlsx")
    assert refused.value.code == "no_rows"


def test_the_daily_report_gives_whole_days_only_and_the_original_is_no_reading() -> None:
    first, second = values(of_file("daily.xls"))
    assert first == {
        "counted_day": "2025-10-01",
        "day_reads": 163,
        "day_readers": 94,
        "day_shares": 12,
        "day_sharers": 9,
        "day_original_reads": 4,
        "day_original_readers": 3,
        "day_favourites": 2,
        "day_favouriters": 2,
    }
    assert second["day_reads"] == 71


def test_a_daily_report_of_noughts_is_an_answer_without_numbers() -> None:
    rows = [
        ("日报（2025-10-01至2025-10-02）",),
        DAILY,
        *[(day, *[0] * 8, "全部") for day in ("2025-10-01", "2025-10-02")],
    ]
    with pytest.raises(errors.Invalid) as refused:
        recognise(workbook(rows), "f.xlsx")
    assert refused.value.code == "all_zero"
    assert recognised(workbook([DAILY, ("2025-10-01", 0, 0, 0, 0, 0, 0, 0, 1, "全部")]))


def test_a_daily_report_of_single_channels_gives_nothing() -> None:
    with pytest.raises(errors.Invalid, match=r"\(1\)") as refused:
        recognise(workbook([DAILY, ("2025-10-01", 5, 5, 0, 0, 0, 0, 0, 1, "推荐")]), "f.xlsx")
    assert refused.value.code == "no_rows"


def test_followers_come_as_a_page_and_the_net_gain_is_no_count() -> None:
    found = of_file("followers.xls")
    assert values(found)[1] == {
        "counted_day": "2025-10-02",
        "day_followed": "0",
        "day_unfollowed": "1",
        "day_followers": "20411",
    }
    assert found.matched.unknown == ("净增关注人数",)


def test_videos_of_channels_have_their_numbers_and_plain_titles() -> None:
    first, second = values(of_file("channels.csv"))
    assert first == {
        "title": "示例短剧：招聘会上的三个坑",
        "platform_id": "export/UzFfShili0001",
        "published": "2025/03/06",
        "plays": "14892",
        "likes": "318",
        "comments": "12",
        "shares": "95",
        "follows": "7",
    }
    assert (second["title"], second["plays"]) == ("（无描述）hili0002", "1.5万")
    table = of_file("channels.csv").matched.table
    as_it_stands = table.rows[0].values[table.header.index("视频描述")]
    assert str(as_it_stands).endswith("别急着交押金 #普法 #就业")


def test_works_of_douyin_that_nobody_can_see_are_left_aside() -> None:
    found = of_file("douyin.xlsx")
    first, second = values(found)
    assert first == {
        "title": "示例情景短片：爸妈的社保账本",
        "published": "2025-09-12 18:05:11",
        "kind": "视频",
        "plays": 17718,
        "likes": 402,
        "comments": 31,
        "shares": 77,
        "favourites": 60,
    }
    assert second["kind"] == "动态"
    (told,) = map(str, found.told)
    assert "审核中 1、私密 1" in told
    assert "发布状态" not in found.matched.unknown


@pytest.mark.parametrize("heading", ["审核状态", "发布状态", "作品状态"])
def test_the_state_of_a_work_goes_by_several_names(heading: str) -> None:
    header = tuple(heading if each == "发布状态" else each for each in DOUYIN)
    hidden = ("示例", "2025-09-14", "视频", "未通过", 5)
    with pytest.raises(errors.Invalid, match="未通过 1"):
        recognise(workbook([header, hidden]), "f.xlsx")
    assert recognised(workbook([header, hidden, ("示例", "2025-09-14", "视频", "公开", 5)])).told


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("示例标题", "示例标题"),
        ("示例标题 #普法 #社保", "示例标题"),
        ("示例标题#普法", "示例标题"),
        ("\n 示例标题 \n正文 #普法", "示例标题"),
        ("#普法 示例标题", "#普法 示例标题"),
        ("#普法 #社保", "#普法 #社保"),
        ("", "（无描述）"),
        ("长" * 300, "长" * 100 + "…"),
    ],
)
def test_a_work_is_called_by_its_first_line(text: str, title: str) -> None:
    assert headline(text) == title


def test_a_table_that_names_accounts_or_teams_is_made_by_hand() -> None:
    for heading in ("账号名称", "责任分队", "发布渠道"):
        assert recognise(workbook([(*ARTICLES, heading), (*ARTICLE, "示例人社")]), "f.xlsx") is None
    for header in (
        ("标题", "发布日期", "阅读量"),
        ("内容标题", "发表时间", "总阅读人数"),
        ("作品名称", "播放量", "备注"),
    ):
        assert recognise(csv_file([header, ("示例", "2025-03-01", "12")]), "f.csv") is None


def test_a_file_with_a_heading_twice_is_asked_about() -> None:
    assert recognise(workbook([(*CHANNELS, "播放量"), ("示例", "1", "2025/03/06", *[1] * 17)]), "f.xlsx") is None


@pytest.mark.parametrize("header", [ARTICLES, TOTALS, DAILY, CHANNELS, DOUYIN], ids=lambda each: each[0])
def test_an_export_without_rows_says_so(header: tuple[str, ...]) -> None:
    with pytest.raises(errors.Invalid) as refused:
        recognise(workbook([header]), "f.xlsx")
    assert refused.value.code == "no_rows"


def test_pasted_cells_of_an_export_are_known() -> None:
    pasted = "\n".join("\t".join(map(str, row)) for row in (ARTICLES, ARTICLE))
    assert recognised(pasted.encode(), "").shape.code == "wechat_articles"


def test_headings_printed_once_more_are_no_row() -> None:
    assert len(values(recognised(workbook([ARTICLES, ARTICLE, ARTICLES, ARTICLE])))) == 2
