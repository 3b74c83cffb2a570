"""Exports that somebody has rearranged, cut or annotated: known as what they are, or not at all."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import Invalid
from outreach.media.exports.shapes import READERS, SHAPES, Recognised, recognise
from outreach.media.exports.shapes.signatures import MADE_BY_HAND
from outreach.media.exports.tables.columns import COLUMNS
from outreach.sheets.grid import Grid, Line
from outreach.sheets.headings import heading_key
from tests.long import examples
from tests.media import exported
from tests.media.exported import csv_file, side_by_side

#: The headings of each export, those without which it is not known, and a row of it.
TABLES: dict[str, tuple[tuple[str, ...], frozenset[str], tuple[Any, ...]]] = {
    "wechat_articles": (exported.ARTICLES, frozenset({"内容标题", "总阅读次数"}), exported.ARTICLE),
    "wechat_totals": (
        exported.TOTALS,
        frozenset({"内容标题", "总阅读人数"}),
        ("示例", "20260329", 1859, 41, 3, 20412, 0.07, 0.53, "https://mp.weixin.qq.com/s/example"),
    ),
    "wechat_daily": (
        exported.DAILY,
        frozenset({"日期", "渠道", "阅读次数"}),
        ("2025-10-01", 163, 94, 12, 9, 4, 3, 2, 2, "全部"),
    ),
    "wechat_followers": (exported.FOLLOWERS, frozenset({"时间"}), ("2025-10-01", 12, 3, 9, 20412)),
    "channels_videos": (
        exported.CHANNELS,
        frozenset({"视频描述", "播放量"}),
        ("示例", "export/1", "2025/03/06", "28%", "14秒", 14892, 210, 318, 12, 95, 7, *[0] * 8),
    ),
    "douyin_works": (
        exported.DOUYIN,
        frozenset({"作品名称", "播放量"}),
        ("示例", "2025-09-12", "视频", "公开", 17718, 0.1, 0.4, 75, 0.4, 9.5, 402, 31, 77, 60, 12, 3),
    ),
}
EVERY_HEADING = sorted(
    {*(each for header, _needed, _row in TABLES.values() for each in header)}
    | {each for header in exported.TREND for each in header}
    | {"审核状态", "曝光", "曝光量", "阅读原文人数", "群发篇数", "备注", "序号", "责任分队", "账号名称"}
)
#: What may be understood as a reading; 曝光, 阅读原文, 送达 and parts of the reads may not.
READ = {"people": {"总阅读人数", "阅读人数"}, "times": {"总阅读次数"}, "plays": {"播放量"}}
STRANGE = st.sampled_from(["备注", "序号", "曝光量", "阅读原文人数", "曝光次数", "阅读率", "企业自查", "小计"])


def disguised(heading: str, how: int) -> str:
    """The heading in full width, with blanks, with a unit, or as it is."""
    wide = "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in heading)
    return (heading, wide, " ".join(heading), f"{heading}（合计）", f" {heading}：")[how % 5]


def grid_of(*rows: tuple[Any, ...]) -> Grid:
    return Grid(tuple(Line(number, tuple(row)) for number, row in enumerate(rows, 1) if any(row)))


def fitting(grid: Grid) -> list[Recognised | Invalid]:
    """What every reader says of the grid's first line, but for those whose export it is not."""
    answers: list[Recognised | Invalid] = []
    for reader in READERS:
        try:
            found = reader(grid, 0, "f")
        except Invalid as refusal:
            answers.append(refusal)
        else:
            answers += [] if found is None else [found]
    return answers


def answer_to(content: bytes) -> Recognised | Invalid | None:
    """What is said of a file, be it a refusal."""
    try:
        return recognise(content, "f.csv")
    except Invalid as refusal:
        return refusal


@settings(max_examples=examples(150))
@given(st.lists(st.sampled_from([*EVERY_HEADING, None]), min_size=2, max_size=24), st.data())
def test_no_line_of_headings_is_that_of_two_exports(headings: list[str | None], data: st.DataObject) -> None:
    cells = tuple(data.draw(st.sampled_from([1, "全部", "2025-10-01", None])) for _heading in headings)
    found = fitting(grid_of(tuple(headings), cells))
    assert len(found) <= 1
    for each in found:
        if isinstance(each, Recognised):
            for key, allowed in READ.items():
                place = each.matched.places.get(key)
                assert place is None or each.matched.table.header[place] in allowed


@given(st.sampled_from(sorted(TABLES)), st.sampled_from(sorted(TABLES)), st.data())
def test_two_exports_mixed_are_never_both(one: str, other: str, data: st.DataObject) -> None:
    headings = data.draw(st.permutations([*TABLES[one][0], *TABLES[other][0]]))
    assert len(fitting(grid_of(tuple(headings), (1,) * len(headings)))) <= 1


@settings(max_examples=examples(120))
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_an_export_is_known_in_any_order_with_more_or_less_and_in_any_type(code: str, data: st.DataObject) -> None:
    header, needed, row = TABLES[code]
    optional = [each for each in header if each not in needed]
    dropped = data.draw(st.sets(st.sampled_from(optional), max_size=min(2, len(optional) - 2)))
    cells = {heading: value for heading, value in zip(header, row, strict=True) if heading not in dropped}
    strange = data.draw(st.sets(STRANGE, max_size=3))
    columns = data.draw(st.permutations([*cells, *(each for each in strange if each not in header)]))
    how = data.draw(st.lists(st.integers(0, 9), min_size=len(columns), max_size=len(columns)))
    above = data.draw(st.integers(0, 3))
    shown = [disguised(heading, each) for heading, each in zip(columns, how, strict=True)]
    rows = [["某某分析"] for _line in range(above)] + [shown, [cells.get(each, "7") for each in columns]]
    found = recognise(csv_file(rows), "任意.csv")
    assert found is not None
    assert found.shape.code == code
    (record,) = found.matched.records()
    assert record.number == above + 2
    whole = recognise(csv_file([header, row]), "整.csv")
    assert whole is not None
    (expected,) = whole.matched.records()
    for key, place in whole.matched.places.items():
        heading = whole.matched.table.header[place].removesuffix("）").rpartition("取自")[2]
        if heading not in dropped:
            assert record.values[key] == expected.values[key], key
        else:
            assert record.values[key] is None


@given(st.sampled_from(sorted(TABLES)), st.sampled_from(MADE_BY_HAND), st.data())
def test_what_names_accounts_or_teams_is_no_export(code: str, heading: str, data: st.DataObject) -> None:
    header, _needed, row = TABLES[code]
    at = data.draw(st.integers(0, len(header)))
    rows = [(*header[:at], heading, *header[at:]), (*row[:at], "某", *row[at:])]
    assert recognise(csv_file(rows), "f.csv") is None


@given(st.permutations(range(3)), st.data())
def test_the_tables_of_a_trend_file_stand_in_any_order(order: list[int], data: st.DataObject) -> None:
    rows = (
        ("2026-08-01", "全部", 10),
        ("2026-08-01", 2, 1, 0, 1),
        ("全部", "20260801", "示例", 9, 0.5),
    )
    tables = []
    for which in order:
        columns = data.draw(st.permutations(range(len(rows[which]))))
        title = "数据概况（2026.07.14-2026.08.12）"
        tables.append([(title,), [exported.TREND[which][at] for at in columns], [rows[which][at] for at in columns]])
    found = recognise(exported.workbook(side_by_side(*tables)), "f.xls")
    assert found is not None
    assert found.shape.code == "wechat_trend"
    said = [
        {key: each for key, each in record.values.items() if each is not None} for record in found.matched.records()
    ]
    assert said == [
        {"title": "示例", "published": "20260801", "people": 9},
        {
            "counted_day": "2026-08-01",
            "day_readers": 10,
            "day_sharers": 2,
            "day_original_readers": 1,
            "day_favouriters": 0,
            "day_published": 1,
        },
    ]


@pytest.mark.parametrize("missing", range(3))
def test_a_trend_file_without_one_of_its_tables_is_one_still(missing: int) -> None:
    rows = (("2026-08-01", "全部", 10), ("2026-08-01", 2, 1, 0, 1), ("全部", "20260801", "示例", 9, 0.5))
    tables = [[exported.TREND[which], rows[which]] for which in range(3) if which != missing]
    titled = [[("趋势（2026.07.14-2026.08.12）",), *table] for table in tables]
    found = recognise(exported.workbook(side_by_side(*titled)), "f.xls")
    assert found is not None
    assert found.shape.code == "wechat_trend"


def test_a_trend_file_without_its_empty_columns_is_one_still() -> None:
    rows = (("2026-08-01", "全部", 10), ("2026-08-01", 2, 1, 0, 1), ("全部", "20260801", "示例", 9, 0.5))
    together = [[each for table in exported.TREND for each in table], [each for row in rows for each in row]]
    found = recognise(csv_file(together), "f.csv")
    assert found is not None
    assert (found.shape.code, len(found.matched.table.rows)) == ("wechat_trend", 2)


CELL = st.one_of(
    st.none(),
    st.sampled_from([*EVERY_HEADING, "全部", "2026-08-01", "20260801", "1.2万", "--", "数据(2026.07.14-2026.13.40)"]),
    st.integers(-5, 10**9),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELL, max_size=12), min_size=1, max_size=8))
def test_any_table_is_an_export_or_none_or_refused_with_a_sentence(rows: list[list[Any]]) -> None:
    found = answer_to(csv_file(rows))
    if isinstance(found, Invalid):
        assert str(found.message)
    elif found is not None:
        assert found.shape.code in SHAPES
        assert set(found.matched.places) | set(found.matched.absent) == {column.key for column in COLUMNS}
        assert all(str(sentence) for sentence in found.told)
        assert list(found.matched.records())


def test_the_disguises_are_disguises() -> None:
    assert len({disguised("内容url", how) for how in range(5)}) == 5
    assert unicodedata.normalize("NFKC", disguised("内容url", 1)) == "内容url"
    assert heading_key(disguised("内容url", 4)) == "内容url"
