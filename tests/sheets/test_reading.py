"""Messy tables: whichever way they were saved, the same headings and rows come out."""

import io
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from outreach import errors
from outreach.sheets import Column, Row, Table, match_columns, read_pasted, read_table

FILES = Path(__file__).parent / "files"  # the .xls ones made with xlwt, locked.xlsx with msoffcrypto-tool

PLACES = (
    Column("name", ("地点名称", "名称", "Name"), required=True),
    Column("kind", ("类型", "地点类型", "Kind")),
    Column("parent", ("所属乡镇", "上级", "Lies in")),
)

CSV = "地点名称,类型,所属乡镇\r\n兴业小区,社区,城关镇\r\n东门广场,广场,\r\n"
ROWS = (Row(2, ("兴业小区", "社区", "城关镇")), Row(3, ("东门广场", "广场", None)))


def workbook(*rows: tuple, merges: tuple = (), before: str | None = None) -> bytes:
    """An .xlsx file with these rows; a merge is (row, first column, last column, text)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        if before is not None:
            book.add_worksheet(before)
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
        for number, first, last, text in merges:
            sheet.merge_range(number, first, number, last, text)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_csv_is_read_in_every_usual_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    table = read_table(CSV.replace(",", delimiter).encode(encoding), "地点.csv")
    assert table.header == ("地点名称", "类型", "所属乡镇")
    assert table.rows == ROWS


def test_a_name_says_nothing_about_what_a_file_is() -> None:
    assert read_table(CSV.encode(), "places.xlsx").rows == ROWS
    assert read_table(workbook(("a", "b"), ("x", 1)), "places.csv").rows == (Row(2, ("x", 1)),)


def test_cells_of_csv_may_hold_commas_quotes_and_lines() -> None:
    text = '名称,备注\n"东门,广场","他说""好""\n第二行"\n西门,平常\n'
    table = read_table(text.encode(), "f.csv")
    assert table.rows == (Row(2, ("东门,广场", '他说"好"\n第二行')), Row(3, ("西门", "平常")))


def test_a_line_that_names_the_delimiter_is_obeyed_and_counted() -> None:
    assert read_table("sep=;\n名称;类型\n东门,西门;广场\n".encode(), "f.csv").rows == (Row(3, ("东门,西门", "广场")),)


def test_cells_copied_from_a_spreadsheet_keep_their_quotes_and_lines() -> None:
    table = read_pasted('名称\t备注\r\n"十四五"规划点\t"第一行\n第二行 ""好"""\r\n西门\t"未完\r\n')
    assert table.rows == (Row(2, ('"十四五"规划点', '第一行\n第二行 "好"')), Row(3, ("西门", '"未完')))


def test_pasted_csv_is_read_as_csv_and_a_list_as_a_list() -> None:
    assert read_pasted(CSV).rows == ROWS
    assert read_pasted("名称\n东门, 西门\n北门\n").rows == (Row(2, ("东门, 西门",)), Row(3, ("北门",)))


def test_a_pasted_list_without_headings_is_read_in_the_order_of_the_wanted_columns() -> None:
    table = read_pasted("兴业小区\t社区\n东门广场\t广场", PLACES)
    assert table.headings_assumed
    assert [dict(record.values) for record in match_columns(table, PLACES).records()] == [
        {"name": "兴业小区", "kind": "社区", "parent": None},
        {"name": "东门广场", "kind": "广场", "parent": None},
    ]
    assert [row.values for row in read_pasted("东门广场", PLACES).rows] == [("东门广场",)]


def test_headings_are_found_below_titles_and_beside_empty_columns() -> None:
    content = workbook(
        (None, "汝南县2025年普法地点一览表"),
        (None, "填报单位：人社局", None, None, "2025年3月"),
        (),
        (None, "序号", "地点名称", None, "类型"),
        (None, 1, "兴业小区", None, "社区"),
        (),
        (None, 2, "东门广场", None, "广场"),
        (None, "序号", "地点名称", None, "类型"),
        (None, 3, "西门", None, "广场"),
    )
    for table in (read_table(content, "f.xlsx"), read_table(content, "f.xlsx", PLACES)):
        assert table.header == ("序号", "地点名称", "类型")
        assert table.letters == ("B", "C", "E")
        assert table.rows == (
            Row(5, (1, "兴业小区", "社区")),
            Row(7, (2, "东门广场", "广场")),
            Row(9, (3, "西门", "广场")),
        )


def test_headings_in_two_rows_are_joined_where_cells_are_merged() -> None:
    content = workbook(
        ("2025年台账",),
        ("序号", None, None, None, None, "备注"),
        (None, "日期", "地点", "资料（份）", "咨询"),
        (1, date(2025, 3, 29), "兴业小区", 300, 42),
        merges=((0, 0, 5, "2025年台账"), (1, 1, 2, "活动"), (1, 3, 4, "数量")),
    )
    table = read_table(content, "f.xlsx")
    assert table.header == ("序号", "活动 · 日期", "活动 · 地点", "数量 · 资料（份）", "数量 · 咨询", "备注")
    assert table.rows == (Row(4, (1, date(2025, 3, 29), "兴业小区", 300, 42, None)),)
    matched = match_columns(table, [Column("day", ("日期",)), Column("handouts", ("资料",)), Column("law", ("法律",))])
    assert next(matched.records()).values == {"day": date(2025, 3, 29), "handouts": 300, "law": None}
    assert matched.unknown == ("活动 · 地点", "数量 · 咨询", "备注")
    assert matched.absent == ("law",)


def test_headings_in_two_rows_are_joined_in_pasted_cells() -> None:
    table = read_pasted("序号\t活动\t\t备注\n\t日期\t地点\t\n1\t3月29日\t东门\t\n2\t4月1日\t西门\t好")
    assert table.header == ("序号", "活动 · 日期", "活动 · 地点", "备注")
    assert [row.number for row in table.rows] == [3, 4]


def test_the_first_row_of_values_is_no_second_row_of_headings() -> None:
    table = read_pasted("名称\t类型\t所属乡镇\n东门\t\t城关镇\n西门\t广场\t")
    assert table.header == ("名称", "类型", "所属乡镇")
    assert len(table.rows) == 2


def test_values_keep_their_kind() -> None:
    content = workbook(
        ("a", "b", "c", "d"), (" 文\u3000", 12.0, 0.5, date(2025, 3, 4)), (True, datetime(2025, 3, 4, 5, 6), "", "x")
    )
    (_, first), (_, second) = read_table(content, "f.xlsx").rows
    assert first == ("文", 12, 0.5, date(2025, 3, 4))
    assert isinstance(first[1], int)
    assert second[0] is True
    assert second[2:] == (None, "x")


def test_the_first_sheet_with_something_in_it_is_read_unless_another_is_named() -> None:
    content = workbook(("a", "b"), ("x", 1), before="说明")
    table = read_table(content, "f.xlsx")
    assert (table.sheet, table.other_sheets) == ("台账", ("说明",))
    assert read_table(content, "f.xlsx", sheet="台账").rows == table.rows
    with pytest.raises(errors.Invalid):
        read_table(content, "f.xlsx", sheet="说明")


def test_a_platforms_old_xls_is_read_from_its_third_row() -> None:
    table = read_table((FILES / "platform.xls").read_bytes(), "total.xls")
    assert table.header == ("内容标题", "发表时间", "总阅读人数", "送达阅读率", "内容url")
    assert table.rows[0] == Row(4, ("工伤保险这样办", date(2026, 3, 29), 18592, 0.25, "http://mp.example.cn/s/1"))
    assert table.rows[1].values[2] == "--"


def test_an_old_xls_with_merged_headings_is_read() -> None:
    table = read_table((FILES / "ledger.xls").read_bytes(), "台账.xls")
    assert table.header == ("序号", "活动 · 日期", "活动 · 地点", "数量 · 资料（份）", "数量 · 咨询", "备注")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_named_xls_is_read(encoding: str) -> None:
    page = (
        "<html><body><table><tr><td colspan=3>用户分析</td></tr>"
        "<tr><th>时间<th>新关注<br>人数</th><th>净增&amp;</th></tr>"
        "<tr><td> 2026-03-01 </td><td>12</td><td></td></tr></table><table><tr><td>x</td></tr></table></body></html>"
    )
    table = read_table(page.encode(encoding), "user_analysis.xls")
    assert table.header == ("时间", "新关注 人数", "净增&")
    assert table.rows == (Row(3, ("2026-03-01", "12", None)),)


def test_the_same_heading_is_known_by_any_of_its_names() -> None:
    for heading in ("名称", " 名 称*", "NAME", "name", "地点名称（必填）", "名称（全称）", "地点\n名称："):
        table = read_table(workbook((heading, "其他"), ("东门", 1)), "f.xlsx")
        assert match_columns(table, PLACES).places == {"name": 0}, heading


def test_missing_columns_are_named_all_at_once() -> None:
    table = read_pasted("单位\t电话\n东门\t123")
    wanted = (*PLACES, Column("unit", ("计量单位",), required=True, label="unit"))
    with pytest.raises(errors.Invalid) as refusal:
        match_columns(table, wanted)
    assert refusal.value.code == "columns_missing"
    assert refusal.value.facts["missing"] == ["name", "unit"]
    assert "地点名称, unit" in str(refusal.value.message)
    assert "单位, 电话" in str(refusal.value.message)


def test_two_headings_for_one_column_are_asked_about() -> None:
    with pytest.raises(errors.Invalid, match="数量（份）, 数量（册）") as refusal:
        match_columns(read_pasted("数量（份）\t数量（册）\n1\t2"), [Column("quantity", ("数量",))])
    assert refusal.value.code == "column_twice"
    exact = match_columns(read_pasted("数量\t数量（册）\n1\t2"), [Column("quantity", ("数量",))])
    assert exact.places == {"quantity": 0}


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    matched = match_columns(read_pasted("名称\t\t类型\n东门\t旧\t广场"), PLACES)
    assert matched.unknown == ("B",)


@given(
    st.lists(st.tuples(st.integers(0, 999), st.text('ab甲乙"\t\n,', min_size=1, max_size=9)), min_size=1, max_size=5)
)
def test_what_a_spreadsheet_copies_comes_back(rows: list[tuple[int, str]]) -> None:
    def copied(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set('\t\n"') else cell

    pasted = "\r\n".join(f"{number}\t{copied(text)}" for number, text in rows)
    table = read_pasted("序号\t说明\r\n" + pasted)
    expected = [(str(number), text.strip() or None) for number, text in rows]
    assert [(*row.values, None)[:2] for row in table.rows] == expected


def table_or_sentence(read: Callable[[], Table]) -> Table | str:
    """What was read, or the sentence of the refusal; any other exception is a failure."""
    try:
        return read()
    except errors.Invalid as refusal:
        return str(refusal.message)


@given(st.text(max_size=200))
def test_any_pasted_text_is_a_table_or_a_refusal(text: str) -> None:
    for columns in ((), PLACES):
        table = table_or_sentence(partial(read_pasted, text, columns))
        if isinstance(table, Table):
            assert all(len(row.values) == len(table.header) == len(table.letters) for row in table.rows)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"\xff\xfe"]),
)
def test_any_bytes_are_a_table_or_a_refusal(content: bytes, start: bytes) -> None:
    assert table_or_sentence(partial(read_table, start + content, "f"))
