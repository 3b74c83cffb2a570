"""The score sheet: how it is read, who fills it, what proves an item, and what leads the evidence pack."""

import io
import re
import zipfile
from html import unescape
from typing import Any

import openpyxl
import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.db import db
from outreach.errors import Refusal
from outreach.people.rules import Role
from outreach.reports.filters import Filters
from outreach.reports.packs.asked import of_event, of_period
from outreach.reports.scores import actions, packing, queries
from outreach.reports.scores.models import ScoreItem, ScoreSheet, ScoreTie
from outreach.reports.scores.proofs import events_behind
from outreach.reports.scores.reading import read_file, read_rows
from outreach.reports.scores.rules import Shown, TieKind, parse_points, said_points
from tests.making import NOW, make_law, make_person
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

SHEETS = "/reports/2025/scores"
ROWS = (
    "序号\t一级指标\t考核内容\t评分标准\t分值\n"
    "1\t组织领导\t成立普法工作领导小组\t有文件得5分\t5分\n"
    "2\t\t开展宪法宣传周活动\t每场1分\t10\n"
    "\t社会宣传\t\t\t\n"
    "3\t\t发放宣传资料\t按份数\t2.5\n"
    "合计\t\t\t\t17.5\n"
)


@pytest.mark.parametrize(
    ("text", "hundredths"), [("5", 500), ("5分", 500), ("1.5", 150), ("０．2", 20), ("2.25 分", 225), ("", None)]
)
def test_points_are_read_and_said(text: str, hundredths: int | None) -> None:
    assert parse_points(text) == hundredths
    assert hundredths is None or parse_points(said_points(hundredths)) == hundredths


def test_what_is_no_number_of_points_is_refused(app_context: Flask) -> None:
    with pytest.raises(Refusal):
        parse_points("五分")


def test_rows_become_items_under_their_sections() -> None:
    rows = read_rows(ROWS)
    assert [(row.number, row.section, row.points) for row in rows] == [
        ("1", "组织领导", 500),
        ("2", "组织领导", 1000),
        ("3", "社会宣传", 250),
    ]
    assert rows[0].criteria == "有文件得5分"


def test_what_nobody_sees_in_a_cell_keeps_no_file_from_being_made() -> None:
    [row] = read_rows("序号\t考核内容\n1\x01\t成立\x0b领导\x07\u202e小组\ufffe\n")
    assert (row.number, row.text) == ("1", "成立领导小组")


def test_a_workbook_and_a_document_are_read_alike() -> None:
    book, document = openpyxl.Workbook(), Document()
    sheet: Any = book.active
    sheet.append(["2025年法治建设考核评分表"])
    document.add_paragraph("法治建设考核评分表")
    lines = [line.split("\t") for line in ROWS.splitlines()]
    table = document.add_table(rows=0, cols=5)
    for line in lines:
        sheet.append(line)
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    files = []
    for made in (book, document):
        stored = io.BytesIO()
        made.save(stored)
        files.append(stored.getvalue())
    assert read_file(files[0], "a.xlsx") == read_rows(ROWS)
    assert [row.text for row in read_file(files[1], "a.docx")] == [row.text for row in read_rows(ROWS)]


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


def sheet_of(year: SmallYear) -> tuple[ScoreSheet, list[ScoreItem]]:
    made = actions.bring_in(2025, read_rows(ROWS), title="法治考核", assessor="依法治县办", by=year.clerk, now=NOW)
    return made, list(queries.items_of(made))


def test_items_with_nothing_tied_come_first_and_points_add_up(year: SmallYear) -> None:
    sheet, items = sheet_of(year)
    actions.tie_thing(items[0], TieKind.EVENT, year.desk.id, by=year.clerk, now=NOW)
    actions.score_item(items[0], score=450, remark="已发文", by=year.clerk, now=NOW)
    numbers = [item.number for item in queries.page_of_items(sheet, 1, Shown.ALL, None)]
    assert numbers == ["2", "3", "1"]
    assert [item.number for item in queries.page_of_items(sheet, 1, Shown.TIED, None)] == ["1"]
    progress = queries.progress_of(sheet)
    assert (progress.items, progress.tied, progress.points, progress.tied_points, progress.scored) == (
        3,
        1,
        1750,
        500,
        450,
    )
    assert progress.per_cent == 28


def test_the_same_is_tied_once_and_more_points_than_there_are_are_refused(year: SmallYear) -> None:
    _sheet, items = sheet_of(year)
    for _twice in range(2):
        actions.tie_word(items[1], "events_public;team=employment", by=year.clerk, now=NOW)
        actions.tie_thing(items[1], TieKind.LAW, make_law().id, by=year.clerk, now=NOW) if not _twice else None
    assert len(items[1].ties) == 2
    with pytest.raises(Refusal):
        actions.score_item(items[2], score=251, remark="", by=year.clerk, now=NOW)


def test_a_figure_of_held_events_brings_these_events(year: SmallYear) -> None:
    _sheet, items = sheet_of(year)
    actions.tie_word(items[1], "events_public;team=employment", by=year.clerk, now=NOW)
    actions.tie_thing(items[1], TieKind.EVENT, year.desk.id, by=year.clerk, now=NOW)
    actions.tie_thing(items[1], TieKind.EVENT, year.session.id, by=year.clerk, now=NOW)
    behind = events_behind(items[1].ties, Filters.of_year(2025))
    assert behind == sorted({year.desk, year.fair, year.session}, key=lambda event: (event.day, str(event.id)))


def test_an_item_is_filled_by_the_clerk_and_its_owner_only(year: SmallYear) -> None:
    _sheet, items = sheet_of(year)
    staff, other = make_person(Role.STAFF), make_person(Role.STAFF)
    with pytest.raises(Refusal):
        actions.give_item(items[0], staff.id, by=staff, now=NOW)
    actions.give_item(items[0], staff.id, by=year.clerk, now=NOW)
    assert actions.score_item(items[0], score=100, remark="", by=staff, now=NOW).score == 100
    for attempt in (
        lambda: actions.score_item(items[0], score=1, remark="", by=other, now=NOW),
        lambda: actions.tie_word(items[1], "handouts", by=staff, now=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.status == 403


def test_a_sheet_is_copied_with_its_figures_but_without_what_proves_another_year(year: SmallYear) -> None:
    sheet, items = sheet_of(year)
    actions.tie_word(items[2], "handouts", by=year.clerk, now=NOW)
    actions.tie_thing(items[2], TieKind.EVENT, year.desk.id, by=year.clerk, now=NOW)
    actions.score_item(items[2], score=200, remark="x", by=year.clerk, now=NOW)
    copy = actions.copy_to(2026, sheet, by=year.clerk, now=NOW)
    copied = queries.items_of(copy)
    assert [item.text for item in copied] == [item.text for item in items]
    assert [tie.word for tie in copied[2].ties] == ["handouts"] and copied[2].score is None


def test_a_year_s_pack_begins_with_the_sheet_and_a_folder_for_each_tied_item(year: SmallYear) -> None:
    sheet, items = sheet_of(year)
    actions.tie_thing(items[0], TieKind.EVENT, year.desk.id, by=year.clerk, now=NOW)
    actions.tie_document(items[0], b"%PDF-1.4", "关于成立领导小组的通知.pdf", by=year.clerk, now=NOW)
    pieces = list(packing.leader(of_period(Filters.of_year(2025))))
    paths = [piece.path for piece in pieces]
    assert paths[:2] == ["00 法治考核.xlsx", "00 法治考核.docx"]
    folder = "00 考核评分/1 成立普法工作领导小组"
    assert paths[2:] == [f"{folder}/佐证清单.txt", f"{folder}/关于成立领导小组的通知.pdf"]
    said = pieces[2].content.decode("utf-8-sig")  # type: ignore[union-attr]
    assert f"活动/{year.desk.day.isoformat()} {year.desk.title}" in said
    assert list(packing.leader(of_event(year.desk))) == []
    assert sheet.title


def test_two_sheets_of_one_name_lie_side_by_side_in_a_pack(year: SmallYear) -> None:
    for _ in range(2):
        _sheet, items = sheet_of(year)
        actions.tie_document(items[0], b"%PDF-1.4", "通知.pdf", by=year.clerk, now=NOW)
    paths = [piece.path for piece in packing.leader(of_period(Filters.of_year(2025)))]
    assert len(set(paths)) == len(paths) == 8


@pytest.fixture
def clerk(sqlite_app: Flask) -> FlaskClient:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(client, small_year().clerk)
    client.set_cookie("language", "en")
    return client


def token(client: FlaskClient, path: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    assert found
    return {"csrf_token": found[1]}


def brought_in(client: FlaskClient) -> str:
    sent = token(client, f"{SHEETS}/new") | {"title": "法治考核", "rows": ROWS}
    answer = client.post(f"{SHEETS}/new", data=sent)
    assert answer.status_code == 302, unescape(answer.text)[:3000]
    return str(answer.location)


def test_what_somebody_else_said_of_an_item_meanwhile_is_not_written_over_unasked(
    sqlite_app: Flask, clerk: FlaskClient
) -> None:
    page = brought_in(clerk)
    with sqlite_app.app_context():
        here = f"{page}/items/{db.session.scalars(select(ScoreItem.id).where(ScoreItem.number == '3')).one()}"
        owner = make_person(name="李娜").id
    opened = clerk.get(here).text
    scoring, giving = (
        token(clerk, here) | dict(re.findall(r'name="(stood)" value="([^"]*)"', form))
        for form in (
            re.search(rf'(?s)<form[^>]+action="{here}/{each}".*?</form>', opened)[0] for each in ("score", "owner")
        )
    )
    assert clerk.post(f"{here}/score", data=scoring | {"score": "2", "remark": "先到"}).status_code == 302
    assert clerk.post(f"{here}/owner", data=giving | {"owner": str(owner)}).status_code == 302
    asked = clerk.post(f"{here}/score", data=scoring | {"score": "1", "remark": "后到"})
    assert asked.status_code == 409 and "先到" in asked.text
    assert f'<p><a href="{here}">' in asked.text, "the way back is the page, not what its form is sent to"
    assert clerk.post(f"{here}/owner", data=giving | {"owner": ""}).status_code == 409
    yes = re.search(r'name="confirm" value="([^"]+)"', asked.text)
    assert yes
    sent = scoring | {"score": "1", "remark": "后到", "confirm": yes[1]}
    assert clerk.post(f"{here}/score", data=sent).status_code == 302
    text = clerk.get(here).text
    assert "后到" in text and "先到" not in text


def test_a_form_that_is_refused_empties_no_other_on_the_page(sqlite_app: Flask, clerk: FlaskClient) -> None:
    page = brought_in(clerk)
    with sqlite_app.app_context():
        here = f"{page}/items/{db.session.scalars(select(ScoreItem.id).where(ScoreItem.number == '3')).one()}"
    sent = token(clerk, here)
    assert clerk.post(f"{here}/score", data=sent | {"score": "2", "remark": "全年达标"}).status_code == 302
    refused = clerk.post(f"{here}/document", data=sent)
    assert refused.status_code == 422 and "全年达标" in refused.text


def test_an_item_is_scored_and_tied_on_its_page(sqlite_app: Flask, clerk: FlaskClient) -> None:
    page = brought_in(clerk)
    with sqlite_app.app_context():
        item = db.session.scalars(select(ScoreItem).where(ScoreItem.number == "3")).one()
        here = f"{page}/items/{item.id}"
    sent = token(clerk, here)
    assert "12700余份" in clerk.get(here).text  # suggested by its words
    assert clerk.post(f"{here}/score", data=sent | {"score": "2.6"}).status_code == 422
    assert clerk.post(f"{here}/score", data=sent | {"score": "2.5", "remark": "全年达标"}).status_code == 302
    assert clerk.post(f"{here}/figure", data=sent | {"figure": "handouts"}).status_code == 302
    file = (io.BytesIO(b"%PDF-1.4 list"), "清单.pdf")
    assert clerk.post(f"{here}/document", data=sent | {"file": file}).status_code == 302
    found = clerk.get(f"{here}?q=赶集日").text
    thing = re.search(r'name="thing" value="([^"]+)"', found)
    assert thing and clerk.post(f"{here}/tie", data=sent | {"kind": "event", "thing": thing[1]}).status_code == 302
    text = unescape(clerk.get(here).text)
    assert "12700余份" in text and "清单.pdf" in text and "赶集日政策咨询" in text and "全年达标" in text
    document = re.search(r'href="([^"]+/ties/[^"]+/file)"', text)
    assert document and clerk.get(document[1]).data == b"%PDF-1.4 list"
    with sqlite_app.app_context():
        tie = db.session.scalars(select(ScoreTie).where(ScoreTie.kind == TieKind.EVENT)).one()
        gone = f"{here}/ties/{tie.id}/gone"
    assert gone in clerk.get(here).text
    assert clerk.post(gone, data=sent).status_code == 302 and gone not in clerk.get(here).text
    for kind, part in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        content = clerk.get(f"{page}/sheet.{kind}").data
        assert zipfile.ZipFile(io.BytesIO(content)).read(part)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(clerk.get(f"{page}/sheet.xlsx").data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["3", "社会宣传", "发放宣传资料", "按份数", 2.5, 2.5] in [row[:6] for row in rows]


def test_a_reader_sees_the_sheet_and_can_not_fill_it(sqlite_app: Flask, clerk: FlaskClient) -> None:
    page = brought_in(clerk)
    reader = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(reader, make_person(Role.VIEWER))
        here = f"{page}/items/{db.session.scalars(select(ScoreItem).limit(1)).one().id}"
    for path in (SHEETS, page, here, f"{page}/sheet.docx"):
        assert reader.get(path).status_code == 200
    sent = token(reader, here)
    assert reader.post(f"{here}/score", data=sent | {"score": "1"}).status_code == 403
    assert reader.post(f"{here}/figure", data=sent | {"figure": "handouts"}).status_code == 403
    assert reader.get(f"{SHEETS}/new").status_code == 403


def test_a_table_without_a_column_of_texts_says_what_it_lacks(clerk: FlaskClient) -> None:
    sent = token(clerk, f"{SHEETS}/new") | {"title": "法治考核", "rows": "序号\t分值\n1\t5\n"}
    answer = clerk.post(f"{SHEETS}/new", data=sent)
    assert answer.status_code == 422 and "Text of the item" in unescape(answer.text)
    assert "法治考核" in answer.text
