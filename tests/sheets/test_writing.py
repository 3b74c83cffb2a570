"""CSV and workbooks that open well, hold what was put in, and run nothing."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from flask_babel import lazy_gettext
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from outreach.sheets import Sheet, legal_name, read_table, write_csv, write_workbook
from outreach.sheets.written import display_width

AT = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def written_rows(content: bytes, sheet: str = "台账") -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def workbook(*rows: tuple) -> bytes:
    return write_workbook([Sheet("台账", ("名称", "数"), rows)], created=AT)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+86 731", "'+86 731"),
        ("-", "'-"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (Decimal(-12), "-12"),
        (None, ""),
        ("东门", "东门"),
        (date(2025, 3, 4), "2025-03-04"),
        (AT, "2026-01-05 09:30"),
        (time(8, 30), "08:30"),
        ("a\x00\x1bb", "ab"),
        (lazy_gettext("Name"), "Name"),
        (4306811199001011234, "4306811199001011234"),
    ],
)
def test_csv_neutralises_text_and_leaves_numbers(cell, text: str) -> None:
    assert write_csv(["a", "b"], [(cell, "x")]) == b"\xef\xbb\xbfa,b\r\n" + f"{text},x\r\n".encode()


@given(st.lists(texts.map(str.strip).filter(lambda text: text.isprintable()), min_size=1, max_size=6))
def test_what_csv_says_is_read_back(cells: list[str]) -> None:
    table = read_table(write_csv(["标题", "说明"], [("x", cell) for cell in cells]), "f.csv")
    kept = [row.values[1] if len(row.values) > 1 else None for row in table.rows]
    assert kept == [cell.strip("\ufeff\u200b\u200c\u200d\u2060").strip() or None for cell in cells]


def test_a_workbook_holds_real_numbers_days_and_text() -> None:
    rows = written_rows(
        workbook(("=1+1", 12), (date(2025, 3, 4), AT), ("http://x.cn", time(8, 30)), (None, True), ("\x00a\x0bb", -0.5))
    )
    assert rows[1:] == [
        ["=1+1", 12],
        [date(2025, 3, 4), datetime(2026, 1, 5, 9, 30)],
        ["http://x.cn", time(8, 30)],
        ["", True],
        ["ab", -0.5],
    ]


def test_numbers_too_long_for_a_spreadsheet_stay_text_and_no_number_stays_empty() -> None:
    rows = written_rows(workbook(("a", 4306811199001011234), ("b", float("nan")), ("c", date(1899, 1, 1))))
    assert [row[1] for row in rows[1:]] == ["4306811199001011234", "", "1899-01-01"]


def test_the_same_sheets_give_the_same_bytes() -> None:
    rows = [("东门", 1), ("西门", date(2025, 3, 4))]
    assert workbook(*rows) == workbook(*rows)
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        assert b"2026-01-05T01:30:00Z" in package.read("docProps/core.xml")


def test_the_headings_stay_in_view_and_columns_fit_chinese() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(("汝南县人力资源和社会保障局", 1)))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert display_width("汝南县人力资源和社会保障局") == 26
    assert 'width="28.7' in sheet
    assert "<f>" not in sheet


def test_sheet_names_are_made_legal_and_different() -> None:
    assert legal_name("2025/6月 [一队]: '") == "2025-6月 -一队--"
    assert legal_name("") == "Sheet"
    assert legal_name("History") == "History-"
    assert legal_name("六月", taken={"六月", "六月 (2)"}) == "六月 (3)"
    content = write_workbook([Sheet("长" * 40, ("a",), []), Sheet("长" * 40, ("a",), [])], created=AT)
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["长" * 31, "长" * 27 + " (2)"]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_names_make_a_workbook(names: list[str]) -> None:
    content = write_workbook([Sheet(name, ("a",), [("x",)]) for name in names], created=AT)
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names) == len(names)


@given(
    st.lists(
        st.one_of(texts, st.integers(-(10**12), 10**12), st.dates(date(1901, 1, 1)), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
def test_any_cells_make_a_workbook_that_can_be_read(cells: list) -> None:
    rows = written_rows(workbook(*[("x", cell) for cell in cells]))
    for (_, read), cell in zip(rows[1:], cells, strict=True):
        if not isinstance(cell, str):
            assert read == cell


def test_rows_above_the_heading_say_what_the_table_is_of() -> None:
    sheet = Sheet("台账", ("名称", "数"), [("东门", 3)], above=[("单位", "示例县人力资源和社会保障局"), ()])
    rows = written_rows(write_workbook([sheet], created=AT))
    assert rows == [["单位", "示例县人力资源和社会保障局"], ["", ""], ["名称", "数"], ["东门", 3.0]]
