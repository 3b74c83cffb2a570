"""A form from its coming in to the filled file, as the clerk does it; and who may do what."""

import io
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.demo.content.others_forms import quarterly_form
from outreach.reports.blanks import filling, queries
from outreach.reports.blanks.models import Blank, BlankTie, FilledCell, Filling
from outreach.reports.blanks.rules import TieKind
from outreach.reports.drawings.models import DrawnFigure
from outreach.schedule.rules import Status
from tests.making import make_event, make_material, make_tally, make_team
from tests.reports.hearing import heard_while_writing, reads_the_ledger
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

FORMS = "/reports/2025/forms"


@pytest.fixture
def year(sqlite_app: Flask) -> SmallYear:
    with sqlite_app.app_context():
        return small_year()


@pytest.fixture
def clerk(sqlite_app: Flask, year: SmallYear) -> FlaskClient:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(client, db.session.merge(year.clerk))
    client.set_cookie("language", "en")
    return client


def brought_in(client: FlaskClient, content: bytes | None = None) -> str:
    file = (io.BytesIO(quarterly_form() if content is None else content), "季报表.xlsx")
    answer = client.post(f"{FORMS}/new", data={"file": file, "title": "季报", "sender": "司法局"})
    assert answer.status_code == 302, answer.text[:3000]
    return str(answer.location)


def tied(client: FlaskClient) -> str:
    page = brought_in(client)
    assert client.post(f"{page}/suggestions").status_code == 302
    return page


def filled(client: FlaskClient, page: str, stretch: str = "year", **sent: str) -> Any:
    """What the form answers to the clerk who confirms all that it asks."""
    path = f"{page}/fill?stretch={stretch}"
    confirmed: list[str] = []
    answer = client.post(path, data=sent)
    for _question in range(2):
        found = re.search(r'name="confirm"[^>]*value="([^"]+)"', answer.text)
        if answer.status_code != 409 or not found:
            break
        confirmed.append(found[1])
        answer = client.post(path, data={**sent, "confirm": confirmed})
    return answer


def cells_on(client: FlaskClient, address: str) -> str:
    return client.get(address).text.partition("<tbody>")[2].partition("</tbody>")[0]


def sheet_of(client: FlaskClient, address: str) -> Any:
    answer = client.get(f"{address}/file")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.data)).active


def test_a_form_is_brought_in_tied_by_its_headings_and_filled(sqlite_app: Flask, clerk: FlaskClient) -> None:
    assert clerk.get(f"{FORMS}/new").status_code == 200
    page = tied(clerk)
    assert all(clerk.get(path).status_code == 200 for path in (page, f"{page}/fill?stretch=year"))
    with sqlite_app.app_context(), heard_while_writing() as heard:
        answer = filled(clerk, page)
    assert answer.status_code == 302, unescape(answer.text)[:3000]
    assert any("INTO drawn_lines" in each for each in heard) and not [each for each in heard if reads_the_ledger(each)]
    sheet = sheet_of(clerk, answer.location)
    assert (sheet["C5"].value, sheet["C9"].value) == (2, "=SUM(C5:C8)")
    assert sheet["A2"].value.startswith("填报单位（盖章）：") and len(sheet["A2"].value) > 10
    assert sheet["A11"].value.startswith("本季度接受群众法律政策咨询125人次")
    cells = unescape(clerk.get(answer.location).text)
    href = re.search(r'href="([^"]+handouts[^"]+)"', cells)
    assert href and clerk.get(href[1]).status_code == 200


def test_what_was_filled_in_stays_when_the_ledger_is_corrected(
    sqlite_app: Flask, clerk: FlaskClient, year: SmallYear
) -> None:
    address = filled(clerk, tied(clerk)).location
    before, sheet = cells_on(clerk, address), sheet_of(clerk, address)
    with sqlite_app.app_context():
        make_tally(db.session.merge(year.desk), 500, by=db.session.merge(year.clerk), item_id=make_material().id)
    assert cells_on(clerk, address) == before
    assert sheet_of(clerk, address)["D5"].value == sheet["D5"].value
    with sqlite_app.app_context():
        kept = db.session.scalars(select(FilledCell).where(FilledCell.kind == TieKind.FIGURE)).all()
        drawing = db.session.scalars(select(Filling)).one().drawing_id
        for cell in kept:
            figure = db.session.get(DrawnFigure, (drawing, cell.word))
            assert figure is not None and cell.written == str(figure.value)


def test_cells_without_a_value_are_listed_and_left_empty_only_when_said_so(
    sqlite_app: Flask, clerk: FlaskClient
) -> None:
    page = tied(clerk)
    at = quote("季报表!H10")
    sent = {"kind": "figure", "figure": "views_people", "printed": "wording"}
    assert clerk.post(f"{page}/cell?at={at}", data=sent).status_code == 302
    asked = clerk.post(f"{page}/fill?stretch=q1")
    text = unescape(asked.text)
    assert asked.status_code == 409 and "would stay empty" in text and "No reading was taken" in text
    with sqlite_app.app_context():
        assert db.session.scalar(select(Filling)) is None
    address = filled(clerk, page, "q1").location
    assert sheet_of(clerk, address)["H10"].value is None
    assert "No reading was taken" in unescape(clerk.get(address).text)


def test_days_that_are_not_over_and_what_is_owed_of_them_are_said_and_refuse_nothing(
    sqlite_app: Flask, clerk: FlaskClient, year: SmallYear
) -> None:
    page = tied(clerk)
    with sqlite_app.app_context():
        make_event(team=make_team(), starts_at=datetime(2025, 9, 3, 1, tzinfo=UTC), status=Status.HELD)
    third = unescape(clerk.get(f"{page}/fill?stretch=q3").text)
    assert "Something is still owed of these days" in third and "Held, and nothing is logged" in third
    assert "These days are not over" not in third
    with sqlite_app.app_context():
        now = clock.today().year
    running = unescape(clerk.get(page.replace("/2025/", f"/{now}/") + "/fill?stretch=year").text)
    assert "These days are not over" in running
    assert filled(clerk, page, "q3").status_code == 302


def test_the_sum_of_no_lines_is_filled_in_and_named(clerk: FlaskClient) -> None:
    page = tied(clerk)
    sent = {"kind": "figure", "figure": "attendance", "printed": "number", "of_days": "month=12"}
    assert clerk.post(f"{page}/cell?at={quote('季报表!H10')}", data=sent).status_code == 302
    said = "it is the 0 of no lines"
    assert said in unescape(clerk.get(f"{page}/fill?stretch=year").text)
    address = filled(clerk, page).location
    assert sheet_of(clerk, address)["H10"].value == 0
    assert said in unescape(clerk.get(address).text)
    assert said in unescape(clerk.get("/reports/2025/figures/attendance?from=2025-12-01").text)


def test_a_partly_estimated_number_stands_bare_only_when_said_so(
    sqlite_app: Flask, clerk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, read, usual = tied(clerk), [], filling.preview
    monkeypatch.setattr(filling, "preview", lambda *asked, **by: read.append(asked) or usual(*asked, **by))
    text = unescape(clerk.post(f"{page}/fill?stretch=q2").text)
    assert "partly estimated" in text and len(read) == 1, "the page shows the very numbers that it asks about"
    with sqlite_app.app_context():
        assert db.session.scalar(select(Filling)) is None
    assert filled(clerk, page, "q2").status_code == 302


def test_a_cell_holds_a_fact_a_text_or_an_answer(clerk: FlaskClient) -> None:
    page = tied(clerk)
    assert clerk.get(f"{page}/cell?at={quote('季报表!H5')}").status_code == 200
    for reference, sent in {
        "H5": {"kind": "text", "text": "=见附件"},
        "H6": {"kind": "fact", "fact": "year"},
        "H7": {"kind": "asked", "asked": "联系电话"},
        "H8": {"kind": "figure", "figure": "handouts", "printed": "wording", "of_days": "quarter=1"},
    }.items():
        answer = clerk.post(f"{page}/cell?at={quote('季报表!' + reference)}", data=sent)
        assert answer.status_code == 302, unescape(answer.text)[:2000]
    sheet = sheet_of(clerk, filled(clerk, page, answer_0="0730-1234567").location)
    assert [sheet[f"H{row}"].value for row in range(5, 9)] == ["=见附件", 2025, "0730-1234567", "12000份"]
    assert sheet["H5"].data_type != "f"
    assert "0730-1234567" in clerk.get(f"{page}/fill").text


def test_half_of_a_tie_is_asked_for_at_its_field(clerk: FlaskClient) -> None:
    page = brought_in(clerk)
    for kind in ("figure", "fact", "text", "asked"):
        assert clerk.post(f"{page}/cell?at={quote('季报表!H5')}", data={"kind": kind}).status_code == 422, kind
    assert clerk.get(f"{page}/cell?at={quote('季报表!C9')}").status_code == 404


def test_a_new_version_keeps_the_ties_of_cells_that_are_called_the_same(sqlite_app: Flask, clerk: FlaskClient) -> None:
    page = tied(clerk)
    book = openpyxl.load_workbook(io.BytesIO(quarterly_form()))
    sheet: Any = book.active
    sheet.unmerge_cells("A12:H12")
    sheet.move_range("A11:H12", rows=1)
    sheet["G3"] = "受教育人数（人次）"
    sheet["B6"] = "养老"
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    answer = clerk.post(f"{page}/versions/new", data={"file": (made, "新季报表.xlsx")})
    assert answer.status_code == 302, unescape(answer.text)[:2000]
    with sqlite_app.app_context():
        blank = db.session.scalars(select(Blank)).one()
        ties = {address.rpartition("!")[2] for address in queries.ties_of(queries.version_of(blank))}
        assert blank.version == 2 and db.session.scalar(select(BlankTie).limit(1)) is not None
    assert {"C5", "D8", "A13#0"} <= ties and not {"G5", "C6"} & ties
    assert sheet_of(clerk, filled(clerk, page).location)["G3"].value == "受教育人数（人次）"


def test_other_days_and_a_team_are_filled(clerk: FlaskClient) -> None:
    page = tied(clerk)
    address = filled(clerk, page, "own&from=2025-03-01&to=2025-03-31&team=employment").location
    sheet = sheet_of(clerk, address)
    assert sheet["C5"].value == 1 and "2025年3月" in sheet["F2"].value
    assert clerk.get(f"{page}/fill?stretch=own&from=2024-03-01&to=2025-03-31").status_code == 200


def test_a_reader_sees_all_and_changes_nothing(sqlite_app: Flask, clerk: FlaskClient, year: SmallYear) -> None:
    content = quarterly_form()
    page = brought_in(clerk, content)
    clerk.post(f"{page}/suggestions")
    address = filled(clerk, page).location
    reader = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(reader, db.session.merge(year.viewer))
    for path in (FORMS, page, address, f"{address}/file", f"{page}/original"):
        assert reader.get(path).status_code == 200
    assert reader.get(f"{page}/original").data == content
    for path in (f"{FORMS}/new", f"{page}/fill", f"{page}/versions/new", f"{page}/cell?at=x"):
        assert reader.get(path).status_code == 403


def test_a_form_that_cannot_be_taken_says_why_at_its_field(clerk: FlaskClient) -> None:
    file = (io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\0" * 600), "季报表.et")
    answer = clerk.post(f"{FORMS}/new", data={"file": file, "title": "季报"})
    assert answer.status_code == 422 and ".et, .wps" in unescape(answer.text) and 'value="季报"' in answer.text


def test_a_form_off_the_list_can_be_put_back(clerk: FlaskClient) -> None:
    page = brought_in(clerk)
    clerk.post(f"{page}/retired")
    assert "季报" not in clerk.get(FORMS).text and "季报" in clerk.get(f"{FORMS}?retired=1").text
    clerk.post(f"{page}/retired")
    assert "季报" in clerk.get(FORMS).text
