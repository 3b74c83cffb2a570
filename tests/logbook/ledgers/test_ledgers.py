"""Ledgers of past years: each row's verdict, the sums, stored once, and taken back as a whole."""

import io
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from outreach import clock
from outreach.audit.models import Change
from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.jobs.actions import new_source, store_reading
from outreach.jobs.reading import Reading, judged, match
from outreach.jobs.templates import list_workbook
from outreach.jobs.verdicts import Verdict
from outreach.logbook.ledgers.actions import take_back
from outreach.logbook.ledgers.adding_up import Sum, agrees, totals_of, years_of
from outreach.logbook.ledgers.columns import COLUMNS, SAMPLES
from outreach.logbook.ledgers.importer import TALLIES
from outreach.logbook.ledgers.models import Ledger, LedgerEvent
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from outreach.sheets.counts import parse_count
from outreach.sheets.xlsx_files import Sheet, write_workbook
from tests.guards.test_html import complaints
from tests.logbook.sending import phone_of
from tests.making import (
    NOW,
    make_bureau,
    make_display,
    make_event,
    make_material,
    make_person,
    make_place,
    make_tally,
    make_team,
)

TODAY = date(2025, 3, 4)
HEADINGS = ["日期", "活动名称", "地点", "责任分队", "资料名称及份数", "发放资料", "咨询人次", "受众人数", "填报人"]
BAD_FILES = Path(__file__).parents[2] / "sheets" / "files"


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    make_bureau()
    make_team(), make_team("pension")
    for name in ("三江镇", "人民广场"):
        make_place(name=name)
    make_material(code="injury", name="工伤预防宣传折页")
    make_material(code="book", name="保险读本", unit="册", counted_as="份")
    make_material(code="cup", name="普法水杯", unit="个")
    make_display(code="banner", name="横幅")
    return make_person(Role.CLERK, name="孙敏")


def row(day: Any = "2023-06-16", title: Any = "咨询日", place: Any = "三江镇", **more: Any) -> list[Any]:
    """A row of the ledger in the order of HEADINGS."""
    said = {"日期": day, "活动名称": title, "地点": place, "责任分队": "就业创业分队"} | more
    return [said.get(heading) for heading in HEADINGS]


def read(*rows: list[Any], headings: list[str] = HEADINGS) -> Reading:
    content = write_workbook([Sheet("台账", headings, rows)], created=NOW)
    return judged(TALLIES, match(TALLIES, content, "台账.xlsx"), today=TODAY)


def verdicts(reading: Reading) -> list[str]:
    return [each.verdict.value for each in reading.rows]


def notes(reading: Reading) -> str:
    return " ".join(str(note) for each in reading.rows for note in each.notes)


def bring_in(*rows: list[Any], by: Person | None = None, now: Any = NOW, **more: Any) -> Reading:
    reading = read(*rows, **more)
    with transaction():
        store_reading(
            reading=reading,
            importer=TALLIES,
            source=new_source("台账.xlsx", b"x"),
            leave_refused_out=False,
            by=by,
            now=now,
        )
    db.session.expire_all()
    return reading


def ledger_lines() -> list[tuple[CountKind, str | None, int, Basis]]:
    found = db.session.scalars(select(Tally).order_by(Tally.received_at, Tally.id)).unique()
    return [(each.kind, each.item and each.item.code, each.quantity, each.basis) for each in found]


def test_a_row_becomes_a_held_event_with_its_lines(clerk: Person) -> None:
    named = make_person(name="李晓芳", team=make_team())
    reading = bring_in(
        row(资料名称及份数="工伤预防宣传折页200余份、保险读本50册", 咨询人次="二十余", 受众人数=60, 填报人="李晓芳"),
        by=clerk,
    )
    assert verdicts(reading) == ["new"]
    (event,) = db.session.scalars(select(Event))
    assert (event.status, event.day, event.track, event.title) == (
        Status.HELD,
        date(2023, 6, 16),
        Track.PUBLIC,
        "咨询日",
    )
    assert ledger_lines() == [
        (CountKind.HANDOUT, "injury", 200, Basis.ESTIMATED),
        (CountKind.HANDOUT, "book", 50, Basis.COUNTED),
        (CountKind.CONSULTATION, None, 20, Basis.ESTIMATED),
        (CountKind.ATTENDANCE, None, 60, Basis.COUNTED),
    ]
    lines = db.session.scalars(select(Tally)).unique().all()
    assert {each.by_id for each in lines} == {named.id} and {each.sent_by_id for each in lines} == {clerk.id}
    assert {clock.local(each.at).strftime("%m-%d %H:%M") for each in lines} == {"06-16 12:00"}
    assert "二十余" in {note.text for note in db.session.scalars(select(TallyNote))}
    (change,) = db.session.scalars(select(Change).where(Change.subject_id == event.id))
    assert change.moves_figure and "台账.xlsx" in (change.reason or "")


def test_the_same_ledger_twice_changes_nothing(clerk: Person) -> None:
    rows = [
        row(发放资料=200, 咨询人次=35),
        row("2023.7.1", "下乡", 发放资料="约300"),
        row("2023/8/1", "无数", "人民广场"),
    ]
    assert verdicts(bring_in(*rows, by=clerk)) == ["new"] * 3
    before = ledger_lines()
    assert verdicts(bring_in(*rows, by=clerk)) == ["same"] * 3
    assert ledger_lines() == before and db.session.query(Event).count() == 3


def test_a_corrected_ledger_does_not_count_beside_the_first(clerk: Person) -> None:
    bring_in(row(发放资料=200), by=clerk)
    reading = read(row(发放资料=230))
    assert verdicts(reading) == ["refused"] and "200" in notes(reading) and "230" in notes(reading)


def test_a_number_that_is_missing_here_is_added(clerk: Person) -> None:
    bring_in(row(发放资料=200), by=clerk)
    assert verdicts(bring_in(row(发放资料=200, 咨询人次=35), by=clerk)) == ["changed"]
    assert sorted(line[2] for line in ledger_lines()) == [35, 200]


def test_an_event_that_was_logged_by_phone_is_not_counted_twice(clerk: Person) -> None:
    event = make_event(title="咨询日", place=make_place(name="江口村"), status=Status.HELD)
    make_tally(event, 150), make_tally(event, 50)
    day = event.day.isoformat()
    assert verdicts(read(row(day, place="江口村", 发放资料=200))) == ["same"]
    other = read(row(day, place="江口村", 发放资料=230))
    assert verdicts(other) == ["refused"] and "200" in notes(other)
    added = bring_in(row(day, place="江口村", 发放资料=200, 受众人数=80), by=clerk)
    assert verdicts(added) == ["changed"] and sum(line[2] for line in ledger_lines()) == 280


def test_a_planned_event_is_held_when_its_numbers_come(clerk: Person) -> None:
    event = make_event(title="咨询日", place=make_place(name="江口村"))
    bring_in(row(event.day.isoformat(), place="江口村", 发放资料=200), by=clerk)
    db.session.refresh(event)
    assert event.status is Status.HELD


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"place": "月球"}, "月球"),
        ({"day": "2023-02-30"}, "2023-02-30"),
        ({"day": "2025-06-01"}, "还没有到"),
        ({"责任分队": "宣传科"}, "宣传科"),
        ({"发放资料": "200-300"}, "200-300"),
        ({"发放资料": "很多"}, "很多"),
        ({"发放资料": 5_000_000}, "5000000"),
        ({"资料名称及份数": "印制工伤预防宣传折页500份"}, "印制"),
        ({"资料名称及份数": "近5万册(张)"}, "5万册"),
        ({"资料名称及份数": "工伤预防宣传折页200份", "发放资料": 350}, "350"),
    ],
)
def test_rows_that_cannot_be_counted_are_refused_with_the_reason(
    clerk: Person, changes: dict[str, Any], word: str
) -> None:
    reading = read(row(**changes))
    assert verdicts(reading) == ["refused"] and word in notes(reading)


def test_what_is_on_no_list_is_kept_as_text_and_said(clerk: Person) -> None:
    reading = bring_in(row(资料名称及份数="农民工维权手册100册、普法水杯20个", 填报人="调走的人"), by=clerk)
    assert "农民工维权手册" in notes(reading) and "调走的人" in notes(reading)
    assert ledger_lines() == [
        (CountKind.HANDOUT, None, 100, Basis.COUNTED),
        (CountKind.HANDOUT, "cup", 20, Basis.COUNTED),
    ]
    (event,) = db.session.scalars(select(Event))
    assert "调走的人" in (event.note or "")
    assert {each.by_id for each in db.session.scalars(select(Tally)).unique()} == {clerk.id}


def test_zero_says_none_and_blank_says_nothing(clerk: Person) -> None:
    reading = bring_in(row(发放资料=0), row("2023-06-17"), by=clerk)
    assert ledger_lines() == [(CountKind.HANDOUT, None, 0, Basis.COUNTED)]
    assert "没有数量" not in str(reading.rows[0].notes) and "没有数量" in str(reading.rows[1].notes)


def test_merged_cells_go_on_with_the_event_above(clerk: Person) -> None:
    reading = bring_in(
        row(资料名称及份数="工伤预防宣传折页200份", 咨询人次=35),
        row(None, None, None, 资料名称及份数="普法水杯20个"),
        row(None, "另一场", "人民广场", 发放资料=10),
        by=clerk,
    )
    assert verdicts(reading) == ["new"] * 3 and db.session.query(Event).count() == 2
    assert {event.day for event in db.session.scalars(select(Event))} == {date(2023, 6, 16)}
    assert sum(line[2] for line in ledger_lines()) == 265


def test_two_rows_of_the_same_event_are_not_added_up(clerk: Person) -> None:
    assert verdicts(read(row(发放资料=1), row(发放资料=2))) == ["new", "refused"]


def test_two_rows_of_headings_and_a_total_row_are_understood(clerk: Person) -> None:
    text = (
        "2023年普法宣传台账,,,,,,,\n序号,日期,活动名称,地点,牵头科室,成效,,\n,,,,,发放资料(份),咨询人次,参加（人）\n"
        "1,2023.6.16,咨询日,三江镇,就业创业,200,35,\n2,2023.7.1,下乡,人民广场,养老保险,100,5,20\n合计,,,,,310,40,20\n"
        "填表人：王某,,,,,审核：,,\n"
    )
    reading = judged(TALLIES, match(TALLIES, text.encode("gb18030"), "台账.csv"), today=TODAY)
    assert verdicts(reading) == ["new", "new"]
    assert (reading.totals, reading.matched.unknown) == ((6, 7), ())
    assert [(each.said, each.added, each.gap) for each in totals_of(reading)] == [
        (310, 300, -10),
        (40, 40, 0),
        (20, 20, 0),
    ]


def test_the_sums_stand_beside_what_was_published(clerk: Person) -> None:
    bring_in(row("2023-01-05", "旧的", 发放资料=1000), by=clerk)
    reading = read(
        row(资料名称及份数="工伤预防宣传折页12000份、保险读本734册、普法水杯20个", 咨询人次=4017),
        row("2022-06-16", 发放资料=5),
    )
    published = {"2023": {"handouts": "13700余", "consultations": "4000余", "events_public": "3"}}
    first, second = years_of(reading, published)
    assert (first.year, second.year) == (2022, 2023)
    sums = {each.key: each for each in second.sums}
    assert (sums["handouts"].in_ledger, sums["handouts"].beside, sums["handouts"].gap) == (12734, 1000, 0)
    assert (sums["handouts_个"].in_ledger, sums["consultations"].gap, sums["events_public"].gap) == (20, 0, -1)
    assert sums["attendance"].gap is None


@pytest.mark.parametrize(
    ("value", "published", "same"),
    [
        (12734, "12700余", True),
        (12800, "12700余", False),
        (12699, "12700余", False),
        (12734, "12734", True),
        (12735, "12734", False),
        (361200, "超36万", True),
        (300, "约300", True),
    ],
)
def test_a_rounded_number_agrees_with_what_it_was_rounded_from(value: int, published: str, same: bool) -> None:
    assert agrees(value, parse_count(published)) is same
    assert (Sum("handouts", value, 0, parse_count(published)).gap == 0) is same


def test_a_ledger_is_taken_back_as_a_whole_and_can_come_again(clerk: Person) -> None:
    rows = [row(发放资料=200, 咨询人次=35), row("2023-07-01", "下乡", 发放资料="约300")]
    bring_in(*rows, by=clerk)
    (ledger,) = db.session.scalars(select(Ledger))
    with transaction():
        take_back(ledger, reason="年份弄错了", by=clerk, now=NOW + timedelta(hours=1))
    db.session.expire_all()
    assert sum(line[2] for line in ledger_lines()) == 0
    assert {event.status for event in db.session.scalars(select(Event))} == {Status.CANCELLED}
    with pytest.raises(Conflict), transaction():
        take_back(db.session.scalars(select(Ledger)).one(), reason="再来", by=clerk, now=NOW)
    assert verdicts(bring_in(*rows, by=clerk, now=NOW + timedelta(hours=2))) == ["new", "new"]
    db.session.expire_all()
    assert sum(line[2] for line in ledger_lines()) == 535
    assert verdicts(read(*rows)) == ["same", "same"]


def test_numbers_added_to_an_event_that_was_here_are_taken_back_and_it_stays(clerk: Person) -> None:
    event = make_event(title="咨询日", place=make_place(name="江口村"), status=Status.HELD)
    rows = [row(event.day.isoformat(), place="江口村", 发放资料=200)]
    bring_in(*rows, by=clerk)
    with transaction():
        take_back(db.session.scalars(select(Ledger)).one(), reason="弄错了", by=clerk, now=NOW)
    db.session.expire_all()
    assert event.status is Status.HELD and sum(line[2] for line in ledger_lines()) == 0
    assert verdicts(bring_in(*rows, by=clerk)) == ["changed"]
    assert sum(line[2] for line in ledger_lines()) == 200


def test_a_ledger_on_which_others_went_on_is_not_taken_back(clerk: Person) -> None:
    bring_in(row(发放资料=200), by=clerk)
    event = db.session.scalars(select(Event)).one()
    make_tally(event, 5)
    with pytest.raises(Conflict), transaction():
        take_back(db.session.scalars(select(Ledger)).one(), reason="弄错了", by=clerk, now=NOW)
    db.session.expire_all()
    assert event.status is Status.HELD and sum(line[2] for line in ledger_lines()) == 205


def test_a_ledger_that_went_out_changes_nothing_when_it_comes_in(clerk: Person) -> None:
    place = make_place(PlaceKind.COMMUNITY, name="江口村", parent=make_place(name="柳河镇"))
    event = make_event(title="=活动", place=place, status=Status.HELD, starts_at=clock.now() - timedelta(hours=2))
    book = db.session.scalars(select(Item).where(Item.code == "book")).one()
    banner = db.session.scalars(select(Item).where(Item.code == "banner")).one()
    for quantity, kind, item in (
        (150, CountKind.HANDOUT, None),
        (20, CountKind.HANDOUT, book),
        (35, CountKind.CONSULTATION, None),
        (60, CountKind.ATTENDANCE, None),
        (2, CountKind.DISPLAY, banner),
    ):
        make_tally(event, quantity, kind=kind, item_id=item and item.id)
    content = list_workbook(TALLIES, now=NOW)
    reading = judged(TALLIES, match(TALLIES, content, "台账.xlsx"), today=clock.today())
    assert [(each.label, each.verdict, each.notes) for each in reading.rows] == [("=活动", Verdict.SAME, ())]


def test_without_a_track_a_company_is_an_enterprise_session_and_the_rest_public(clerk: Person) -> None:
    make_place(PlaceKind.ENTERPRISE, name="宏达公司")
    reading = bring_in(
        row(place="宏达公司"), row("2023-06-17"), row("2023-06-18", place="宏达公司", title="咨"), by=clerk
    )
    assert sorted(event.track for event in db.session.scalars(select(Event))) == ["enterprise", "enterprise", "public"]
    assert "送法入企" in notes(reading) and "集中宣传" in notes(reading)


def test_two_thousand_rows_keep_the_phones_waiting_for_seconds_at_most(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_team()
        place, by = make_place(name="三江镇"), make_person(Role.CLERK)
        days = [date(2023, 1, 1) + timedelta(days=n % 700) for n in range(2000)]
        rows = [
            row(day.isoformat(), f"活动{n}", place.name, 发放资料="200余", 咨询人次=35) for n, day in enumerate(days)
        ]
        began = time.process_time()
        bring_in(*rows, by=by)
        taken_in = time.process_time()
        with transaction():
            take_back(db.session.scalars(select(Ledger)).one(), reason="弄错了", by=by, now=NOW)
        assert taken_in - began < 12 and time.process_time() - taken_in < 12  # about two seconds each, alone


def test_the_samples_fit_the_columns() -> None:
    assert {len(each) for each in SAMPLES} == {len(COLUMNS)}


@pytest.fixture
def office(app: Flask, clerk: Person) -> FlaskClient:
    client = phone_of(app, clerk)
    client.set_cookie("language", "en")
    return client


def upload(office: FlaskClient, *rows: list[Any], headings: list[str] = HEADINGS) -> TestResponse:
    content = write_workbook([Sheet("台账", headings, rows)], created=NOW)
    data = {"text": "", "file": (io.BytesIO(content), "台账.xlsx")}
    return office.post("/imports/tallies", data=data, follow_redirects=True)


def confirm(office: FlaskClient, preview: TestResponse, **more: str) -> TestResponse:
    seen = preview.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    return office.post(preview.request.path, data={"seen": seen, **more}, follow_redirects=True)


def test_the_clerk_brings_a_ledger_in_compares_and_takes_it_back(office: FlaskClient) -> None:
    preview = upload(office, row(发放资料=200), row("2023-07-01", "下乡", 发放资料=100, 咨询人次="约30"))
    assert "What it adds up to" in preview.text and db.session.query(Event).count() == 0
    job_id = preview.request.path.rpartition("/")[2]
    figures = {"published-2023-handouts": "310", "published-2023-events_public": "2", "published-2023-x": "1"}
    compared = office.post(f"/log/ledgers/published/{job_id}", data=figures, follow_redirects=True)
    assert "−10" in compared.text and "agrees" in compared.text and complaints(compared.text) == []
    wrong = office.post(
        f"/log/ledgers/published/{job_id}", data={"published-2023-handouts": "很多"}, follow_redirects=True
    )
    assert "很多" in wrong.text
    done = confirm(office, compared)
    assert "take it back" in done.text and db.session.query(Event).count() == 2
    ledger = db.session.scalars(select(Ledger)).one()
    assert "台账.xlsx" in office.get("/log/ledgers").text
    page = office.get(f"/log/ledgers/{ledger.id}")
    assert "下乡" in page.text and complaints(page.text) == [] and complaints(done.text) == []
    event_id = db.session.scalars(select(LedgerEvent.event_id)).first()
    assert "comes from the ledger" in office.get(f"/events/{event_id}").text
    assert office.post(f"/log/ledgers/{ledger.id}", data={"reason": ""}).status_code == 422
    office.post(f"/log/ledgers/{ledger.id}", data={"reason": "弄错了"})
    assert "Taken back" in office.get(f"/log/ledgers/{ledger.id}").text


def test_any_headings_will_do_and_are_remembered(office: FlaskClient) -> None:
    headings = ["啥时候", "干了啥", "在哪", "发了多少", "问了多少"]
    rows = (["2023-06-16", "咨询日", "三江镇", 200, 35], ["2023-07-01", "下乡", "人民广场", 100, 5])
    page = upload(office, *rows, headings=headings)
    assert "Which column is which?" in page.text and "啥时候 · 2023-06-16" in page.text
    missing = office.post(page.request.path, data={"heading-day": "啥时候"})
    assert missing.status_code == 422 and "Place" in missing.text and complaints(missing.text) == []
    said = {"day": "啥时候", "title": "干了啥", "place": "在哪", "handouts": "发了多少", "consultations": "问了多少"}
    data = {f"heading-{key}": heading for key, heading in said.items()} | {"same-team": "就业创业"}
    preview = office.post(page.request.path, data=data, follow_redirects=True)
    assert "Import 2 rows" in preview.text
    confirm(office, preview)
    assert [line[2] for line in ledger_lines()] == [200, 35, 100, 5]
    again = upload(office, ["2023-08-01", "新的", "人民广场", 7, 1], headings=headings)
    assert "Import 1 row" in again.text


def test_each_sheet_of_a_workbook_can_be_brought_in(office: FlaskClient) -> None:
    sheets = [Sheet("2022年", HEADINGS, [row("2022-06-16", 发放资料=7)]), Sheet("2023年", HEADINGS, [row(发放资料=8)])]
    data = {"text": "", "file": (io.BytesIO(write_workbook(sheets, created=NOW)), "台账.xlsx")}
    first = office.post("/imports/tallies", data=data, follow_redirects=True)
    assert "2022-06-16" in first.text and "Read “2023年” instead" in first.text
    second = office.post(f"{first.request.path}/sheet", data={"sheet": "2023年"}, follow_redirects=True)
    assert "2023-06-16" in second.text and "2022-06-16" not in second.text
    missing = office.post(f"{first.request.path}/sheet", data={"sheet": "没有"}, follow_redirects=True)
    assert "2023-06-16" in missing.text
    confirm(office, second)
    assert [line[2] for line in ledger_lines()] == [8]


@pytest.mark.parametrize("file", sorted(path.name for path in BAD_FILES.iterdir()) if BAD_FILES.exists() else [])
def test_any_file_gets_an_answer(office: FlaskClient, file: str) -> None:
    content = (BAD_FILES / file).read_bytes()
    data = {"text": "", "file": (io.BytesIO(content), file)}
    answer = office.post("/imports/tallies", data=data, follow_redirects=True)
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("role", [Role.LEAD, Role.STAFF, Role.VIEWER])
def test_others_neither_bring_a_ledger_in_nor_take_it_back(app: Flask, clerk: Person, role: Role) -> None:
    client = phone_of(app, make_person(role))
    assert {client.get(path).status_code for path in ("/log/ledgers", "/imports/tallies")} == {403}


def test_the_command_line_tells_first_and_then_brings_in(app: Flask, clerk: Person, tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(
        write_workbook([Sheet("台账", HEADINGS, [row(发放资料=200), ["合计", *[None] * 4, 200]])], created=NOW)
    )
    runner = app.test_cli_runner()
    told = runner.invoke(args=["import", "tallies", str(file), "--dry-run"])
    assert told.exit_code == 0 and "200" in told.output and db.session.query(Event).count() == 0
    done = runner.invoke(args=["import", "tallies", str(file)])
    assert done.exit_code == 0, done.output
    db.session.rollback()
    assert {each.sent_by_id for each in db.session.scalars(select(Tally)).unique()} == {clerk.id}
    assert db.session.scalar(select(func.count()).select_from(Ledger)) == 1
