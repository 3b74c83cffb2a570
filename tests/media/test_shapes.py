"""The platforms' exports are known by their headings, and give only what they say."""

from typing import Any

import pytest

from outreach import errors
from outreach.media.exports.shapes import SHAPES, Recognised, recognise
from tests.media.exported import ARTICLE, ARTICLES, TOTALS, csv_file, workbook


def recognised(content: bytes, name: str = "某文件.xls") -> Recognised:
    found = recognise(content, name)
    assert found is not None
    return found


def values(found: Recognised) -> list[dict[str, Any]]:
    """The rows by key, without what they do not say."""
    return [
        {key: value for key, value in record.values.items() if value is not None} for record in found.matched.records()
    ]


def test_the_articles_file_gives_people_and_times_and_no_rate() -> None:
    found = recognised(workbook([ARTICLES, ARTICLE]))
    assert (found.shape.code, found.shape.item_kind, found.shape.needs_day) == ("wechat_articles", "piece", True)
    assert values(found) == [
        {
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
    ]
    assert "送达阅读率" in found.matched.unknown
    assert "公众号消息阅读次数" in found.matched.unknown
    assert found.first_day == found.last_day is not None


def test_the_file_of_2026_has_no_times_and_absent_is_not_zero() -> None:
    row = ["示例：最低缴费年限", "2026-03-29 18:05:11", "1.2万", 3, "--", None, 0.12, 0.5, "http://mp.example.cn/s/1"]
    found = recognised(workbook([[], ["", "数据概况"], ["", *TOTALS], ["", *row]], sheet="New Sheet1"))
    assert found.shape.code == "wechat_totals"
    (only,) = found.matched.records()
    assert only.number == 4
    assert only.values["people"] == "1.2万"
    assert only.values["times"] is None
    assert only.values["delivered"] is None


def test_a_table_that_names_accounts_or_teams_is_made_by_hand() -> None:
    for heading in ("账号名称", "责任分队", "发布渠道"):
        assert recognise(workbook([(*ARTICLES, heading), (*ARTICLE, "示例人社")]), "f.xlsx") is None
    assert recognise(csv_file([("标题", "发布日期", "阅读量"), ("示例", "2025-03-01", "12")]), "f.csv") is None


def test_an_export_without_rows_says_so() -> None:
    with pytest.raises(errors.Invalid) as refused:
        recognise(workbook([ARTICLES]), "f.xlsx")
    assert refused.value.code == "no_rows"


def test_every_shape_goes_by_its_code() -> None:
    assert all(shape.code == code and len(code) <= 40 for code, shape in SHAPES.items())
