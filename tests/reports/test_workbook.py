"""The workbook, read again: every number is the select's, every total a formula over its lines, nothing typed runs."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from outreach.db import transaction
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.filters import Filters, read_filters
from outreach.reports.parts import read_part
from outreach.reports.values import draw_all
from tests.making import make_event, make_material, make_tally
from tests.reports.years import JUNE, SmallYear, small_year
from tests.signing_in import sign_in

#: What people could type to make a spreadsheet run it.
EVIL = '=HYPERLINK("http://x","\'!A1")'


@pytest.fixture
def year(sqlite_app: Flask) -> SmallYear:
    with sqlite_app.app_context():
        return small_year()


@pytest.fixture
def reader(sqlite_app: Flask, client: FlaskClient, year: SmallYear) -> FlaskClient:
    with sqlite_app.app_context():
        sign_in(client, year.clerk)
    client.set_cookie("language", "en")
    return client


class Read:
    """A workbook as two readers see it: the formulas, and the values that they were stored with."""

    def __init__(self, content: bytes) -> None:
        self.formulas = openpyxl.load_workbook(BytesIO(content))
        self.stored = CalamineWorkbook.from_filelike(BytesIO(content))

    def totals(self) -> dict[str, tuple[Any, int, list[list[Any]]]]:
        """Of each figure its stored value, the value worked out anew, and its lines (none without a sheet)."""
        rows = self.stored.get_sheet_by_index(0).to_python()
        top = next(number for number, row in enumerate(rows) if row[:2] == ["Figure", "Value"])
        found = {}
        for number, row in enumerate(rows[top + 1 :], top + 2):
            formula = self.formulas.worksheets[0].cell(number, 2).value
            name, cell = re.fullmatch(r"='(.+)'!\$(\w+\$\d+)", formula).groups() if formula else (None, "")  # type: ignore[union-attr]
            worked = self.worked_out(name.replace("''", "'"), cell.replace("$", "")) if name else None
            found[row[0]] = (row[1], worked, self.lines(name.replace("''", "'")) if name else [])
        return found  # type: ignore[return-value]

    def worked_out(self, sheet: str, cell: str) -> int:
        """What the formula of a total adds up to, cell by cell."""
        worksheet = self.formulas[sheet]
        area = re.fullmatch(r"=SUM\((\w+(?::\w+)?)\)", worksheet[cell].value).group(1)  # type: ignore[union-attr]
        left, top, right, bottom = range_boundaries(area)
        cells = worksheet.iter_rows(top, bottom, left, right, values_only=True)
        return sum(value or 0 for row in cells for value in row)

    def lines(self, sheet: str) -> list[list[Any]]:
        """The lines of a sheet, its heading first."""
        rows = self.stored.get_sheet_by_name(sheet).to_python()
        return rows[next(number for number, row in enumerate(rows) if "Quantity" in row) :]


@pytest.mark.parametrize("query", ["", "?team=pension", "?from=2025-06-01&to=2025-06-30", "?track=enterprise"])
def test_every_number_of_the_workbook_is_that_of_its_select(sqlite_app: Flask, reader: FlaskClient, query: str) -> None:
    told = Read(reader.get(f"/reports/2025.xlsx{query}").data).totals()
    with sqlite_app.test_request_context(headers={"Accept-Language": "en"}):
        arguments = dict(pair.split("=") for pair in query[1:].split("&") if pair)
        drawn = draw_all(read_filters(2025, arguments))
    assert len(told) == len(drawn)
    for each, (value, worked, (*lines,)) in zip(drawn, told.values(), strict=True):
        if each.value is None:
            assert value == "" and not lines
            continue
        quantity = lines[0].index("Quantity")
        assert value == worked == sum(line[quantity] for line in lines[1:]) == each.value, each.figure.key


def test_the_sheets_are_made_to_work_in(reader: FlaskClient) -> None:
    book = Read(reader.get("/reports/2025.xlsx").data)
    sheet = book.formulas["Materials handed out"]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "No.")
    assert sheet.freeze_panes == f"A{top + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{top}:") and sheet.auto_filter.ref.endswith(str(sheet.max_row))
    assert sheet.print_title_rows == f"${top}:${top}" and sheet.page_setup.orientation == "landscape"
    assert sheet["B4"].value.startswith("=SUBTOTAL(109,")
    head, *lines = book.lines("Materials handed out")
    assert all(isinstance(line[head.index("Day")], date) for line in lines)
    assert all(isinstance(line[head.index("Quantity")], float | int) for line in lines)
    assert 8 <= sheet.column_dimensions["C"].width <= 62


def test_a_reversal_names_the_line_that_it_takes_back(reader: FlaskClient) -> None:
    head, *lines = Read(reader.get("/reports/2025.xlsx").data).lines("Materials handed out")
    back, number, quantity = (head.index(word) for word in ("Takes back No.", "No.", "Quantity"))
    (reversal,) = [line for line in lines if line[back] != ""]
    (undone,) = [line for line in lines if line[number] == reversal[back]]
    assert (undone[quantity], reversal[quantity]) == (77, -77)


def test_what_people_type_stays_text_and_names_stay_legal(
    sqlite_app: Flask, reader: FlaskClient, year: SmallYear
) -> None:
    with sqlite_app.app_context():
        event = make_event(title=EVIL, starts_at=JUNE, status=year.fair.status)
        for unit in ("盒[大]", "盒/大", "History", "'袋'"):
            make_tally(event, 3, item_id=make_material(unit=unit, name=EVIL).id)
    read = Read(reader.get("/reports/2025.xlsx").data)
    names = read.formulas.sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    formulas = {
        cell.value for sheet in read.formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert formulas and all(re.match(r"=(SUM\(|SUBTOTAL\(|')", str(text)) for text in formulas)
    told = read.totals()
    assert sorted(value for label, (value, *_rest) in told.items() if label.startswith("Handed out in")) == [
        3,
        3,
        3,
        3,
        40,
    ]
    assert EVIL in [cell for line in told["Handed out in 盒/大"][2] for cell in line]


def _kept(told: dict[str, Any]) -> Iterator[tuple[Any, list[int]]]:
    for figure in told.values():
        yield figure["value"], [line["quantity"] for line in figure["lines"]]


def test_a_kept_drawing_is_a_workbook_that_nothing_moves(
    sqlite_app: Flask, reader: FlaskClient, year: SmallYear
) -> None:
    with sqlite_app.app_context(), transaction():
        now = datetime(2026, 1, 5, 1, tzinfo=UTC)
        parts = [read_part("handouts;team=employment"), read_part("handouts;month=6")]
        kept = keep_drawing(Filters.of_year(2025), title="一月/稿", by=year.clerk, now=now, parts=parts).id
    before = reader.get(f"/reports/2025.xlsx?drawing={kept}")
    with sqlite_app.app_context():
        make_tally(year.fair, 1_000, received_at=now)
    after = reader.get(f"/reports/2025.xlsx?drawing={kept}")
    assert before.data == after.data and "%E4%B8%80%E6%9C%88_%E7%A8%BF" in after.headers["Content-Disposition"]
    read = Read(after.data)
    kept_json = json.loads(reader.get(f"/reports/2025.json?drawing={kept}").text)
    for (value, quantities), (stored, worked, lines) in zip(_kept(kept_json), read.totals().values(), strict=True):
        shown = [line[lines[0].index("Quantity")] for line in lines[1:]]
        assert shown == quantities and (value is None or value == stored == worked == sum(shown))
    about = {row[0]: row[1] for row in read.stored.get_sheet_by_index(0).to_python()[:8] if len(row) > 1}
    assert about["Drawing"] == "一月/稿" and re.fullmatch(r"([0-9A-F]{4} ?){4}", str(about["Check code"]))


@pytest.mark.parametrize("query", ["?drawing=x", "?drawing=9f9f9f9f-0000-7000-8000-000000000000&team=pension"])
def test_a_drawing_that_is_not_there_is_refused(reader: FlaskClient, query: str) -> None:
    assert reader.get(f"/reports/2025.xlsx{query}").status_code == 400
