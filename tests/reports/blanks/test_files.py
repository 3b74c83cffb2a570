"""Filling a file: only what is filled changes, numbers are numbers, texts are texts, formulas stay and compute anew."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill

import outreach
from outreach.demo.content.others_forms import quarterly_form
from outreach.reports.blanks.files import fill, layout_of
from outreach.reports.blanks.layouts import Grid, Labelling, Place
from outreach.reports.blanks.packages import Kind, read_parts, with_parts
from tests.reports.blanks.making import word_form

PRODUCT = Path(outreach.__file__).parent
SHEET = "xl/worksheets/sheet1.xml"
SHAPE = b"<drawing-that-no-library-knows/>"


def adorned_form() -> bytes:
    """The quarterly form with a chart, a coloured cell, a list to choose from and a part that no library knows."""
    book = openpyxl.load_workbook(io.BytesIO(quarterly_form()))
    sheet: Any = book.active
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=5, max_row=8))
    sheet.add_chart(chart, "J2")
    sheet["C5"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["C6"].number_format = "yyyy-mm-dd"
    sheet["C7"].number_format = "0.00%"
    made = io.BytesIO()
    book.save(made)
    return with_extra_part(made.getvalue())


def with_extra_part(content: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("xl/ctrlProps/shape1.xml", SHAPE)
    return made.getvalue()


def cells_of(content: bytes) -> dict[str, Any]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def without_filled(sheet: bytes, references: set[str]) -> bytes:
    """The sheet's XML, canonical, without the content of some cells, and without what formulas gave."""
    root = etree.fromstring(sheet)
    for cell in root.iter("{*}c"):
        if cell.get("r") in references:
            cell.attrib.pop("t", None)
            cell[:] = []
        elif cell.find("{*}f") is not None:
            cell[:] = [child for child in cell if not child.tag.endswith("}v")]
    made: bytes = etree.tostring(root, method="c14n")
    return made


def test_only_the_filled_cells_of_a_workbook_change() -> None:
    content = adorned_form()
    filled = fill(content, "a.xlsx", Kind.XLSX, {"季报表!C5": 12, "季报表!D5": "12700余份"})
    before, after = read_parts(content, "a"), read_parts(filled, "a")
    assert list(before) == list(after)
    assert {path for path in before if before[path] != after[path]} == {SHEET, "xl/workbook.xml"}
    assert after["xl/ctrlProps/shape1.xml"] == SHAPE
    assert without_filled(before[SHEET], {"C5", "D5"}) == without_filled(after[SHEET], {"C5", "D5"})
    books = [etree.fromstring(parts["xl/workbook.xml"]) for parts in (before, after)]
    assert books[1].find("{*}calcPr").get("fullCalcOnLoad") == "1"
    for book in books:
        book.remove(book.find("{*}calcPr"))
    assert etree.tostring(books[0], method="c14n") == etree.tostring(books[1], method="c14n")


def test_numbers_are_numbers_texts_are_texts_and_days_are_days() -> None:
    values = {
        "季报表!C5": 12,
        "季报表!D5": "=1+1",
        "季报表!E5": Decimal("81.11"),
        "季报表!C6": date(2025, 7, 4),
        "季报表!A2#0": "示例局",
        "季报表!A12#2": date(2025, 7, 4),
    }
    filled = fill(adorned_form(), "a.xlsx", Kind.XLSX, values)
    cells = cells_of(filled)
    assert (cells["C5"], cells["D5"], cells["E5"]) == (12, "=1+1", 81.11)
    assert cells["C6"].date() == date(2025, 7, 4)
    assert cells["A2"] == "填报单位（盖章）：示例局"
    assert cells["A12"].startswith("填报人：  ") and cells["A12"].endswith("填报日期：2025年7月4日")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(filled)).active
    assert sheet["D5"].data_type == "s" or sheet["D5"].data_type == "inlineStr"
    assert sheet["C5"].fill.fgColor.rgb == "00FFFF00"
    assert b"<f>=1+1</f>" not in read_parts(filled, "a")[SHEET]


def test_a_formula_is_never_written_over_and_forgets_what_it_gave() -> None:
    content = quarterly_form()
    sheet = read_parts(content, "a")[SHEET]
    old = with_parts(content, {SHEET: re.sub(rb"(<f>SUM\(C5:C8\)</f>)<v ?/?>(</v>)?", rb"\1<v>99</v>", sheet)})
    filled = fill(old, "a.xlsx", Kind.XLSX, {"季报表!C9": 1, "季报表!C5": 2})
    assert cells_of(filled)["C9"] == "=SUM(C5:C8)"
    assert b"<v>99</v>" in read_parts(old, "a")[SHEET] and b"<v>99</v>" not in read_parts(filled, "a")[SHEET]


def test_the_spots_of_a_workbook_are_named_by_their_headings() -> None:
    layout = layout_of(quarterly_form(), "a.xlsx", Kind.XLSX)
    labels = {address.rpartition("!")[2]: spot.label for address, spot in layout.spots.items()}
    assert labels["D6"] == "养老保险 · 集中宣传活动 · 发放资料（份）"
    assert labels["F10"].startswith("短视频（个）")
    assert labels["A11#0"] == "本季度接受群众法律政策咨询 人次"
    assert not {"A5", "B5", "C9", "C3", "A1"} & set(labels)
    assert isinstance(layout.blocks[0], Grid) and layout.blocks[0].rows[2][2].columns == 2


def test_a_label_with_a_place_of_its_own_names_no_other_cell() -> None:
    said = (("统计时段：", "数量"), ("数量", ""), ("", ""), ("填报人：", ""))
    places = [
        Place(row, column, text, address=f"{'AB'[column]}{row}")
        for row, texts in enumerate(said)
        for column, text in enumerate(texts)
    ]
    labels = {spot.address: spot.label for place in places for spot in Labelling(places).spots_of(place)}
    assert labels["A2"] == "数量" and labels["A0#0"] == "统计时段" and labels["B1"] == "数量" and not labels["B3"]


def test_only_the_body_of_a_document_changes_and_gaps_keep_their_look() -> None:
    content = word_form()
    values = {"p1#0": "示例局", "p2#0": 33, "p2#1": 12734, "p2#2": 4017, "t0.r1.c1": 5, "c0": "示例局"}
    filled = fill(content, "a.docx", Kind.DOCX, values)
    before, after = read_parts(content, "a"), read_parts(filled, "a")
    assert {path for path in before if before[path] != after[path]} == {"word/document.xml"}
    document = Document(io.BytesIO(filled))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[1].startswith("填报单位：示例局  ") and "年  月  日" in texts[1]
    assert texts[2] == "全年共开展集中宣传活动 33 场次，发放资料12734份，接受咨询4017人次。"
    assert [run.text for run in document.paragraphs[2].runs if run.underline] == [" 33 "]
    assert document.tables[0].cell(1, 1).text == "5"
    assert b"showingPlcHdr" not in after["word/document.xml"] and "示例局" in after["word/document.xml"].decode()


def test_the_spots_of_a_document_are_named_by_what_stands_around_them() -> None:
    labels = {address: spot.label for address, spot in layout_of(word_form(), "a.docx", Kind.DOCX).spots.items()}
    assert labels["p2#0"] == "全年共开展集中宣传活动 场次"
    assert (labels["p2#2"], labels["c0"]) == ("咨询人次", "报送单位")
    assert labels["t0.r2.c1"] == "发放资料（份） · 上半年"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_form_filled_with_nothing_is_the_form(kind: Kind) -> None:
    content = word_form() if kind is Kind.DOCX else quarterly_form()
    assert layout_of(fill(content, "a", kind, {}), "a", kind) == layout_of(content, "a", kind)


def test_no_start_loads_what_reads_workbooks() -> None:
    """Every command would wait for it, and few people ever tie a form: it is imported where a form is read."""
    names = re.compile(
        r"^(?:from|import) .*\b(?:openpyxl|blanks\.workbooks|blanks import .*\bworkbooks)\b", re.MULTILINE
    )
    files = {path.relative_to(PRODUCT).as_posix(): path.read_text("utf-8") for path in PRODUCT.rglob("*.py")}
    importing = {path for path, source in files.items() if names.search(source)}
    assert importing == {"reports/blanks/workbooks.py", "demo/content/others_forms.py"}
    assert [path for path, source in files.items() if re.search(r"^from .*\bothers_forms\b", source, re.MULTILINE)] == [
        "demo/filling_forms.py"
    ]
