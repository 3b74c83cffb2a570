"""The year's plan comes in from messy tables and goes out again, on both databases."""

import time
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.jobs.actions import new_source, store_reading
from outreach.jobs.reading import Reading, judged, match
from outreach.jobs.templates import list_csv, list_workbook, template_csv
from outreach.jobs.verdicts import Verdict
from outreach.materials.rules import CountKind
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule import labels
from outreach.schedule.lists.book import Book
from outreach.schedule.lists.importer import COLUMNS, EVENTS, SAMPLES
from outreach.schedule.lists.judging import MOST
from outreach.schedule.lists.words import (
    DUTIES,
    FORMS,
    STANDINGS,
    TRACKS,
    name_and_duty,
    name_and_number,
    parts_of,
    times_of,
    word_of,
)
from outreach.schedule.models import AcceptedClash, Assignment, Campaign, Event, EventForm, PlannedItem
from outreach.schedule.rules import Duty, Form, Standing, Status, Track
from outreach.sheets.xlsx_files import Sheet, write_workbook
from tests.making import (
    NOW,
    make_edition,
    make_event,
    make_law,
    make_material,
    make_person,
    make_place,
    make_team,
    make_topic,
    stored,
)
from tests.signing_in import sign_in

TODAY = date(2025, 3, 4)
HEADINGS = ["日期", "起止时间", "活动名称", "地点", "责任分队"]


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """4 March 2025."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def make_lists() -> None:
    """What a plan names."""
    make_team()
    make_team("pension")
    for town in ("三江镇", "两河镇"):
        make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=make_place(name=town))
    make_place(PlaceKind.SQUARE, name="人民广场")


def read(rows: list[list[Any]], headings: list[str] = HEADINGS) -> Reading:
    """The table as it is judged out of a workbook."""
    content = write_workbook([Sheet("计划", headings, rows)], created=NOW)
    return judged(EVENTS, match(EVENTS, content, "计划.xlsx"), today=TODAY)


def bring_in(content: bytes, name: str) -> Reading:
    """Import the file and give what was judged."""
    reading = judged(EVENTS, match(EVENTS, content, name), today=TODAY)
    with transaction():
        store_reading(
            reading=reading,
            importer=EVENTS,
            source=new_source(name, content),
            leave_refused_out=False,
            by=None,
            now=NOW,
        )
    db.session.expire_all()
    return reading


def verdicts(reading: Reading) -> list[str]:
    return [row.verdict.value for row in reading.rows]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("8:30-11:00", None, ("08:30", "11:00", True)),
        ("８：３０至１１：００", None, ("08:30", "11:00", True)),
        ("14:30", "16:00", ("14:30", "16:00", True)),
        ("9:00", None, ("09:00", "11:00", True)),
        (None, None, ("09:00", "11:00", False)),
    ],
)
def test_times_as_people_write_them(begins: Any, ends: Any, expected: tuple[str, str, bool]) -> None:
    start, end, is_said = times_of(begins, ends)
    assert (f"{start:%H:%M}", f"{end:%H:%M}", is_said) == expected


def test_names_with_numbers_and_duties() -> None:
    assert parts_of("手册×200、折页*300；横幅") == ["手册×200", "折页*300", "横幅"]
    assert name_and_number("手册×200") == name_and_number("手册 200册") == ("手册", 200)
    assert name_and_number("２０２５年折页".replace("２０２５", "")) == ("年折页", None)
    assert name_and_duty("李娜(主讲)") == ("李娜", Duty.SPEAKER)
    assert name_and_duty("李娜") == ("李娜", Duty.HELP)


@pytest.mark.parametrize("kinds", [TRACKS, STANDINGS, FORMS, DUTIES])
def test_every_word_is_read_and_none_means_two_things(app_context: Flask, kinds: Any) -> None:
    words = [word for each in kinds.values() for word in each]
    assert len(words) == len(set(words))
    assert set(kinds) == set({Track: Track, Standing: Standing, Form: Form, Duty: Duty}[type(next(iter(kinds)))])
    for kind, said in kinds.items():
        assert labels.said(kind) == said[0]
        assert {word_of(kinds, word) for word in (*said, kind.value)} == {kind}


def test_a_messy_plan_is_understood_row_by_row(app_context: Flask) -> None:
    make_lists()
    rows = [
        [date(2025, 6, 18), "8:30-11:00", "新市镇活动", "人民广场", "就业创业"],
        [45826, "８：３０－１１：００", "=1+1活动", "三江镇·幸福社区", "养老保险分队"],
        ["６月１８日", None, "没有时间", "两河镇 › 幸福社区", "pension"],
        ["2025年6月19日（周四）", "9:00", "两个地方", "幸福社区", "就业创业"],
        ["2025/6/20", "9:00", "没有的地方", "月球", "就业创业"],
        ["2025/6/20", "11:00-9:00", "倒着", "人民广场", "就业创业"],
        ["六月底", "9:00", "没有的日子", "人民广场", "就业创业"],
        ["2025/6/20", "9:00", "没有的分队", "人民广场", "宣传科"],
        ["2025/6/20", "9:00", "", "人民广场", "就业创业"],
        ["合计", None, None, None, None],
    ]
    reading = read(rows)
    assert verdicts(reading) == ["new", "new", "new", *["refused"] * 6]
    assert len(reading.totals) == 1
    assert "9:00" in " ".join(map(str, reading.rows[2].notes))
    assert all(row.notes for row in reading.rows if row.verdict is Verdict.REFUSED)


def test_two_rows_of_headings_and_gbk_are_read(app_context: Flask) -> None:
    make_lists()
    headings = "2025年普法活动计划,,,,\n日期,起止时间,活动名称,地点,责任分队\n"
    text = f"{headings}2025.6.18,8:30—11:00,送法下乡,人民广场,就业创业\n"
    reading = judged(EVENTS, match(EVENTS, text.encode("gb18030"), "计划.csv"), today=TODAY)
    assert verdicts(reading) == ["new"]
    assert dict(reading.rows[0].entry.facts)["starts_at"] == clock.instant(datetime(2025, 6, 18, 8, 30))


def test_the_same_file_twice_changes_nothing(app_context: Flask) -> None:
    make_lists()
    campaign = make_edition(first_day=date(2025, 6, 1), last_day=date(2025, 6, 30)).campaign
    law, book = make_law(title="中华人民共和国社会保险法", short_title="社会保险法"), make_material(name="手册2025")
    make_person(name="李娜", team=make_team())
    content = (
        "日期,起止时间,活动名称,地点,责任分队,协同分队,主题活动,形式,工作人员,资料,法律法规,预计发放\n"
        f"2025-06-18,8:30-11:00,咨询日,人民广场,就业创业,养老保险,{campaign.name},宣讲、设台咨询,李娜（主讲）,"
        "手册2025×200,《社会保险法》,250\n"
    ).encode()
    assert verdicts(bring_in(content, "计划.csv")) == ["new"]
    event = db.session.scalars(db.select(Event)).one()
    assert [(each.item_id, each.quantity) for each in event.planned_items] == [(book.id, 200)]
    assert [each.law_id for each in event.laws] == [law.id] and event.expected_handouts == 250
    assert [each.duty for each in event.staff] == [Duty.SPEAKER] and len(event.tags) == len(event.joining) == 1
    assert verdicts(bring_in(content, "计划.csv")) == ["same"]
    changed = bring_in(content.replace(b",250", b",300"), "计划.csv")
    assert verdicts(changed) == ["changed"]
    db.session.refresh(event)
    assert event.expected_handouts == 300 and db.session.query(Event).count() == 1


def test_an_edition_is_named_with_its_year_or_without(app_context: Flask) -> None:
    """A campaign may have a year in its own name."""
    ids = {}
    for name in ("春风行动2007", "宪法宣传周"):
        campaign = stored(Campaign(code=f"c{len(ids)}", name=name, aliases=[]))
        for year in (2025, 2026):
            days = {"first_day": date(year, 3, 1), "last_day": date(year, 3, 31)}
            ids[make_edition(campaign, year=year, **days).id] = f"{name} {year}"
    book = Book(None, [])
    meant = {
        words: ids[book.edition(words, date(2026, 3, 3))]
        for words in (
            "春风行动2007 2025",
            "2025年春风行动2007",
            "春风行动2007（2025）",
            "春风行动2007",
            "宪法宣传周 2025",
            "2025宪法宣传周",
            "宪法宣传周（2025）",
            "宪法宣传周（第一届）",
        )
    }
    assert [*meant.values()] == [
        *["春风行动2007 2025"] * 3,
        "春风行动2007 2026",
        *["宪法宣传周 2025"] * 3,
        "宪法宣传周 2026",
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_plan_that_went_out_changes_nothing_when_it_comes_in(app_context: Flask, kind: str) -> None:
    make_lists()
    place = make_place(PlaceKind.ENTERPRISE, name="宏达·机械（一期）", parent=make_place(name="高新园"))
    event = make_event(title="=咨询", place=place, starts_at=NOW + timedelta(days=9), editions=(make_edition(),))
    twin = make_event(title="=咨询", place=place, starts_at=NOW + timedelta(days=9, hours=4), note="第一行\n第二行")
    person, book, topic = make_person(), make_material(name="折页2"), make_topic()
    stored(Assignment(event_id=event.id, person_id=person.id, duty=Duty.DRIVER))
    stored(EventForm(event_id=twin.id, form=Form.QUIZ))
    for item, quantity in ((book, 300), (topic, None)):
        stored(PlannedItem(event_id=event.id, item_id=item.id, quantity=quantity))
    make_event(starts_at=NOW + timedelta(days=3), status=Status.CANCELLED)
    make_event(starts_at=NOW + timedelta(days=12), ends_at=NOW + timedelta(days=14))
    db.session.expire_all()
    content = list_csv(EVENTS) if kind == "csv" else list_workbook(EVENTS, now=NOW)
    reading = judged(EVENTS, match(EVENTS, content, f"plan.{kind}"), today=TODAY)
    assert [(row.label, row.notes) for row in reading.rows if row.verdict is not Verdict.SAME] == []
    assert len(reading.rows) == 3


def test_what_was_held_is_not_changed_by_a_list(app_context: Flask) -> None:
    make_lists()
    held = make_event(title="旧活动", status=Status.HELD)
    row = [held.day, "9:00-11:00", "旧活动", held.place.name, held.lead_team.name]
    assert verdicts(read([row])) == ["same"]
    row[1] = "10:00-11:00"
    assert verdicts(read([row])) == ["refused"]


def test_what_stands_against_an_event_is_told_and_kept(app_context: Flask) -> None:
    make_lists()
    make_event(team=make_team(), starts_at=clock.instant(datetime(2025, 6, 18, 9)), title="别的活动")
    reading = read([[date(2025, 6, 18), "9:00-11:00", "同时的活动", "人民广场", "就业创业"]])
    (noted,) = EVENTS.noted(reading.rows)
    assert noted.verdict is Verdict.NEW and "别的活动" in " ".join(map(str, noted.notes))
    with transaction():
        EVENTS.store(reading.to_write, by=None, now=NOW, source=new_source("计划.xlsx", b""))
    (kept,) = db.session.scalars(db.select(AcceptedClash))
    assert "别的活动" in kept.said


def test_a_clerk_brings_the_plan_in_on_its_page(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_lists()
        sign_in(client, make_person(Role.CLERK))
    assert len(SAMPLES[0]) == len(SAMPLES[1]) == len(COLUMNS)
    text = "\t".join(HEADINGS) + "\n2025-06-18\t9:00\t新活动\t人民广场\t就业创业\n"
    preview = client.post("/imports/events", data={"text": text}, follow_redirects=True)
    seen = preview.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    client.post(preview.request.path, data={"seen": seen})
    with sqlite_app.app_context():
        assert db.session.scalars(db.select(Event.title)).all() == ["新活动"]
        assert template_csv(EVENTS).startswith(b"\xef\xbb\xbf")


def test_five_thousand_rows_are_judged_in_seconds(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_lists()
        rows = [
            [date(2025, 6, 1) + timedelta(days=n % 90), "9:00-11:00", f"活动{n}", "人民广场", "就业创业"]
            for n in range(5000)
        ]
        began = time.process_time()
        assert verdicts(read(rows)) == ["new"] * MOST + ["refused"] * (5000 - MOST)
        assert time.process_time() - began < 20


def test_a_long_plan_goes_in_a_part_at_a_time_by_bringing_it_again(app_context: Flask, monkeypatch: Any) -> None:
    make_lists()
    monkeypatch.setattr("outreach.schedule.lists.judging.MOST", 2)
    rows = [[date(2025, 6, n), "9:00-11:00", f"活动{n}", "人民广场", "就业创业"] for n in (3, 4, 5)]
    for expected in (["new", "new", "refused"], ["same", "same", "new"], ["same"] * 3):
        reading = read(rows)
        assert verdicts(reading) == expected
        assert all("2" in str(row.notes[0]) for row in reading.rows if row.verdict is Verdict.REFUSED)
        with transaction():
            store_reading(
                reading=reading,
                importer=EVENTS,
                source=new_source("计划.xlsx", b""),
                leave_refused_out=True,
                by=None,
                now=NOW,
            )
        db.session.expire_all()
    assert db.session.query(Event).count() == 3


def test_an_import_keeps_the_phones_waiting_for_seconds_at_most(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_lists()
        rows = [
            [date(2025, 6, 1) + timedelta(days=n), "9:00-11:00", f"活动{n}", "人民广场", "就业创业"]
            for n in range(MOST)
        ]
        reading = read(rows)
        began = time.process_time()
        with transaction():
            EVENTS.store(reading.to_write, by=None, now=NOW, source=new_source("计划.xlsx", b""))
        assert time.process_time() - began < 6  # two seconds alone; the phones wait for fifteen


def test_materials_alone_stand_in_the_list(app_context: Flask) -> None:
    make_lists()
    event = make_event(title="旧活动", starts_at=NOW + timedelta(days=2))
    topic, book = make_topic(), make_material(name="手册")
    stored(PlannedItem(event_id=event.id, item_id=topic.id, quantity=None))
    db.session.expire_all()
    text = f"编号,日期,活动名称,地点,责任分队,资料\n{event.id},{event.day},旧活动,{event.place.name},就业创业,手册×50\n"
    assert verdicts(bring_in(text.encode(), "a.csv")) == ["changed"]
    db.session.refresh(event)
    kinds = {each.item.kind: each.quantity for each in event.planned_items}
    assert kinds == {CountKind.CONSULTATION: None, CountKind.HANDOUT: 50} and book.name == "手册"
