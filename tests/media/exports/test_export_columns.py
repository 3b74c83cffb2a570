"""The columns of a table of articles, by the names that people give them."""

import pytest

from outreach.errors import Invalid
from outreach.media.exports.tables.columns import BY_HAND, COLUMNS, DAY_PREFIX
from outreach.media.rules import DayMetric, Metric
from outreach.sheets import match_columns, read_pasted
from outreach.sheets.headings import heading_key


def places(*headings: str) -> dict[str, str]:
    table = read_pasted("\t".join(headings) + "\n" + "\t".join("1" for _ in headings), BY_HAND)
    return {key: headings[place] for key, place in match_columns(table, BY_HAND).places.items()}


def test_every_metric_has_a_column() -> None:
    keys = {column.key for column in COLUMNS}
    assert {metric.value for metric in Metric} <= keys
    assert {DAY_PREFIX + metric.value for metric in DayMetric} <= keys


def test_no_name_is_that_of_two_columns() -> None:
    names = [name for column in COLUMNS for name in {heading_key(each) for each in (*column.names, column.key)}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("渠道", "channel"),
        ("媒体", "channel"),
        ("责任分队", "team"),
        ("截至日期", "reading_day"),
        ("阅读量", "times"),
        ("阅读次数", "times"),
        ("点击量（次）", "times"),
        ("浏览量", "times"),
        ("阅读人数", "people"),
        ("播放量", "plays"),
        ("网址", "url"),
        ("级别", "level"),
    ],
)
def test_hand_made_headings_are_known(heading: str, key: str) -> None:
    assert places("稿件名称", "刊发日期", heading) == {"title": "稿件名称", "published": "刊发日期", key: heading}


@pytest.mark.parametrize(
    "heading", ["曝光量", "曝光次数", "阅读原文次数", "跳转阅读原文人数", "阅读完成率", "送达阅读率", "阅读人数占比"]
)
def test_what_is_no_reading_is_never_taken(heading: str) -> None:
    assert places("题目", "发布时间", heading) == {"title": "题目", "published": "发布时间"}


def test_two_counters_of_one_kind_are_asked_about() -> None:
    with pytest.raises(Invalid) as refused:
        places("标题", "日期", "浏览量", "点击量")
    assert refused.value.code == "column_twice"
