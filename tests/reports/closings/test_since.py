"""What comes after a closing never moves it, and is told as "since closing"."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from outreach.check_ups.rules import Found
from outreach.db import Base, db, new_id, transaction
from outreach.logbook.merging.actions import merge_events
from outreach.media.models import Reading
from outreach.orders import queries as orders
from outreach.orders.actions import decline_order
from outreach.orders.models import Order
from outreach.orders.rules import CODE_LENGTH, State
from outreach.orders.unreal import say_real, say_unreal
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.merging.actions import merge_places
from outreach.places.rules import PlaceKind
from outreach.reports.closings.actions import Restated, close_period, leave_lines
from outreach.reports.closings.late_orders import orders_since
from outreach.reports.closings.models import Closing
from outreach.reports.closings.queries import closing_of
from outreach.reports.closings.rules import Kind, Stretch
from outreach.reports.closings.since import (
    answers_since,
    changes_since,
    closings_around,
    count_waiting,
    lines_since,
    waiting,
    waiting_of_event,
)
from outreach.reports.drawings.checking import is_sound
from outreach.reports.drawings.models import DrawnTyped
from outreach.reports.drawings.queries import figures_in, lines_in, since_then
from outreach.schedule import queries as schedule
from outreach.schedule.actions import cancel_event, move_event
from outreach.schedule.models import CampaignTag, Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Status, Track
from tests.making import (
    make_check_list,
    make_check_up,
    make_edition,
    make_event,
    make_order,
    make_person,
    make_place,
    make_tally,
    make_typed,
    make_typed_value,
    make_void,
    stored,
)
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

JANUARY = datetime(2026, 1, 8, 2, tzinfo=UTC)
LATER = JANUARY + timedelta(days=3)
YEAR, MARCH = Stretch(Kind.YEAR, 2025), Stretch(Kind.MONTH, 2025, 3)


def closed(year: SmallYear, stretch: Stretch = YEAR, now: datetime = JANUARY, **facts: Any) -> Closing:
    with transaction(one_instant=True):
        return close_period(stretch, by=year.clerk, now=now, reason="先报，后补", **facts)


def test_answers_of_check_ups_that_came_later_are_told(app_context: Flask) -> None:
    year = small_year()
    company, point = make_place(PlaceKind.ENTERPRISE), make_check_list("合同").points[0]
    held = datetime(2025, 3, 12, 2, tzinfo=UTC)
    event = make_event(place=company, track=Track.ENTERPRISE, starts_at=held)
    make_check_up(event, company, {point: Found.RISK}, now=held)
    closing = closed(year)
    assert answers_since(closing) == ([], 0)
    sender = make_person()
    make_check_up(event, company, {point: Found.IN_ORDER}, by=sender, now=LATER)
    (late,), count = answers_since(closing)
    assert (late.company, late.point, late.found, late.by, late.received_at) == (
        company.name,
        "合同",
        Found.IN_ORDER,
        sender.name,
        LATER,
    )
    assert count == 1


def test_orders_answered_or_taken_for_none_later_are_told(app_context: Flask) -> None:
    year, came = small_year(), datetime(2025, 12, 30, 2, tzinfo=UTC)
    declined, unreal, restored, answered_before, of_january = (
        make_order(code=letter * CODE_LENGTH, made_at=made_at)
        for letter, made_at in zip("BCDEF", [came] * 4 + [came + timedelta(days=3)], strict=True)
    )
    person = make_person(Role.ADMIN)

    def act(deed: Callable[..., Any], order: Order, **facts: Any) -> None:
        with transaction():
            deed(orders.order(order.id, lock=True), by=person, **facts)

    act(decline_order, answered_before, reason="无人可派", now=came)
    act(say_unreal, restored, reason="刷单", now=came)
    closing = closed(year)
    assert orders_since(closing) == ([], 0)
    for order in (declined, of_january):
        act(decline_order, order, reason="无人可派", now=LATER)
    act(say_unreal, unreal, reason="刷单", now=LATER)
    act(say_real, restored, now=LATER)
    found, count = orders_since(closing)
    assert ({order.id for order in found}, count) == ({declined.id, unreal.id, restored.id}, 3)


def test_the_page_tells_of_orders_to_those_who_answer_them(sqlite_app: Flask) -> None:
    readers = {role: sqlite_app.test_client() for role in (Role.CLERK, Role.VIEWER)}
    with sqlite_app.app_context():
        closing_id = closed(small_year()).id
        make_order(made_at=datetime(2025, 12, 30, 2, tzinfo=UTC), state=State.WITHDRAWN, ended_at=LATER)
        for role, client in readers.items():
            sign_in(client, make_person(role))
    pages = {role: client.get(f"/reports/2025/closings/{closing_id}").text for role, client in readers.items()}
    assert "封账后状态有变的企业点单" in pages[Role.CLERK]
    assert "封账后状态有变的企业点单" not in pages[Role.VIEWER]


def all_of(closing: Closing) -> list[Any]:
    """Everything that the closing holds, as its rows say it now."""
    figures = [(each.key, each.value, each.wording, each.label) for each in figures_in(closing.drawing_id)]
    lines = [tuple(line) for key, *_rest in figures for line in lines_in(closing.drawing_id, key)]
    typed = select(DrawnTyped.code, DrawnTyped.value).where(DrawnTyped.drawing_id == closing.drawing_id)
    return [figures, lines, [tuple(row) for row in db.session.execute(typed)]]


def changed(thing: Base, **facts: Any) -> None:
    with transaction():
        row = db.session.get_one(type(thing), thing.id)  # type: ignore[attr-defined]
        for name, value in facts.items():
            setattr(row, name, value)


def correct_everything(year: SmallYear, hotline: Any) -> None:
    """All that can move a figure of the year after it was closed."""
    make_tally(year.desk, 500, by=year.clerk, received_at=LATER)
    undone = {"reverses_id": year.line.id, "reason": "记错", "received_at": LATER}
    make_tally(year.desk, -12_000, item_id=year.line.item_id, by=year.clerk, **undone)
    with transaction():
        cancel_event(schedule.event(year.fair.id, lock=True), reason="误记", by=year.clerk, now=LATER)
    moved = timedelta(days=365)
    starts_at, ends_at = year.session.starts_at + moved, year.session.ends_at + moved
    changed(year.session, starts_at=starts_at, ends_at=ends_at, day=starts_at.date())
    changed(year.desk, lead_team_id=year.pension.id, title="改了名的活动")
    spot = make_event(team=year.pension, place=year.town, starts_at=year.fair.starts_at, status=Status.HELD)
    stored(SpotEvent(event_id=spot.id, content_hash="0" * 64, received_at=LATER))
    with transaction():
        events = [schedule.event(each.id, lock=True) for each in (spot, year.desk)]
        merge_events(events[0], db.session.get_one(SpotEvent, spot.id), events[1], by=year.clerk, now=LATER)
    stored(CampaignTag(event_id=year.desk.id, edition_id=make_edition().id))
    changed(year.town, name="改了名的镇")
    changed(year.village, name="改了名的村")
    for reading in db.session.scalars(select(Reading).where(Reading.day > date(2025, 1, 1))).all():
        make_void(reading)
    make_typed_value(hotline, 2_000, reason="口径改了")


def test_a_closed_year_is_unmoved_by_every_later_correction(app_context: Flask) -> None:
    year, hotline = small_year(), make_typed()
    make_typed_value(hotline, 1_025)
    closing = closed(year)
    before, code = all_of(closing), closing.drawing.seal.code  # type: ignore[union-attr]
    correct_everything(year, hotline)
    db.session.expire_all()
    assert all_of(closing) == before
    assert closing.drawing.seal.code == code and is_sound(closing.drawing)  # type: ignore[union-attr]
    assert ("hotline", 1_025) in before[2]
    since = {each.key: each for each in since_then(closing.drawing)}
    assert (since["handouts"].then, since["handouts"].today) == (12_734, 500)
    assert (since["views_times"].then, since["views_times"].today) == (100_500, None)
    assert (since["events_public"].then, since["events_public"].today) == (3, 2)
    assert closing_of(YEAR.period) == closing
    changes, count = changes_since(closing)
    said = [(each.change.field, each.title, each.change.by_name, each.change.reason) for each in changes]
    assert ("status", year.fair.title, year.clerk.name, "误记") in said and count == len(changes)


def test_a_company_merged_after_a_closing_is_one_today_and_two_in_the_closing(app_context: Flask) -> None:
    year = small_year()
    names = ("宏达机械", "宏达机械有限公司")
    old, into = (make_place(PlaceKind.ENTERPRISE, name=name) for name in names)
    visit = {"starts_at": year.session.starts_at, "status": Status.HELD, "track": Track.ENTERPRISE}
    for there in (old, into):
        make_event(team=year.pension, place=there, **visit)
    closing = closed(year)
    before = all_of(closing)
    with transaction():
        merge_places(old.id, into.id, by=db.session.merge(year.clerk), now=LATER)
    db.session.expire_all()
    assert all_of(closing) == before and is_sound(closing.drawing)  # type: ignore[arg-type]
    since = {each.key: each for each in since_then(closing.drawing)}
    assert since["enterprises"].then - since["enterprises"].today == 1  # type: ignore[operator]
    assert [each.change.new for each in changes_since(closing)[0]] == ["宏达机械有限公司"]


def test_lines_after_a_closing_wait_until_the_lead_leaves_them(app_context: Flask) -> None:
    year = small_year()
    closing = closed(year)
    lead, other = make_person(Role.LEAD, team=year.employment), make_person(Role.LEAD, team=year.pension)
    assert count_waiting(None) == 0
    line = make_tally(year.desk, 30, by=year.clerk, received_at=LATER)
    assert [each.id for each in lines_since(closing, 1).rows] == [line.id]
    assert (count_waiting({year.employment.id}), count_waiting({year.pension.id})) == (1, 0)
    assert waiting_of_event(year.desk.id) == 1 and [each.id for each in closings_around(year.desk)] == [closing.id]
    for person, left in ((other, 0), (lead, 1), (lead, 0)):
        with transaction():
            assert leave_lines([line.id], by=person, now=LATER) == left
    assert count_waiting(None) == 0 and not waiting(None, 1).rows
    assert [each.left_by for each in lines_since(closing, 1).rows] == [lead.name]


def test_a_later_closing_takes_up_what_came_after_the_earlier(app_context: Flask) -> None:
    year = small_year()
    march = closed(year, MARCH, now=datetime(2025, 4, 2, 2, tzinfo=UTC))
    make_tally(year.desk, 30, by=year.clerk, received_at=datetime(2025, 4, 20, tzinfo=UTC))
    assert count_waiting(None) == 1
    whole = closed(year)
    assert count_waiting(None) == 0, "the year has it"
    assert [each.quantity for each in lines_since(march, 1).rows] == [30], "the month never will"
    make_tally(year.desk, 5, by=year.clerk, received_at=LATER)
    assert count_waiting(None) == 1 and len(lines_since(march, 1).rows) == 2
    closed(year, now=LATER + timedelta(days=1), restated=Restated(whole.id, "补登"))
    assert count_waiting(None) == 0


def test_a_phone_is_answered_as_ever_and_pages_say_that_the_day_is_closed(
    client: FlaskClient, sqlite_app: Flask
) -> None:
    with sqlite_app.app_context():
        year = small_year()
        closing, fair_id, clerk = closed(year).id, year.fair.id, year.clerk.id
        desk = year.desk.id
        sign_in(client, year.clerk)
    line = {"id": str(new_id()), "event": str(desk), "kind": "handout", "item": None, "quantity": 7}
    batch = {"tallies": [line | {"at": "2026-01-10T09:00:00+08:00"}]}
    answer = client.post("/api/tallies", json=batch, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.json["answers"][line["id"]]["answer"] == "recorded"  # type: ignore[index]
    assert "这场活动的日期已经封账" in client.get(f"/events/{desk}").text
    home = client.get("/").text
    assert "封账后又来了1条登记" in home and "/closings/check?period=" in home
    page = client.get("/reports/2025/closings/since").text
    assert "赶集日政策咨询" in page
    client.post("/reports/2025/closings/since", data={"lines": line["id"]})
    assert "封账后没有新的登记" in client.get("/reports/2025/closings/since").text
    with sqlite_app.app_context():
        make_tally(db.session.get_one(Event, desk), 30, by=make_person(), sent_by_id=clerk, received_at=LATER)
        with transaction():
            fair, person = schedule.event(fair_id, lock=True), db.session.get_one(Person, clerk)
            starts_at, ends_at = (at + timedelta(days=700) for at in (fair.starts_at, fair.ends_at))
            move_event(fair, starts_at=starts_at, ends_at=ends_at, reason="日期录错", by=person, now=LATER)
        name = db.session.get_one(Person, clerk).name
    page = client.get(f"/reports/2025/closings/{closing}").text
    assert f"由{name}代报" in page
    moved = page.partition("封账后改动的活动和稿件")[2]
    assert f"/events/{fair_id}" in moved and "日期录错" in moved and name in moved


def test_two_people_who_close_at_once_make_one_closing(app: Flask) -> None:
    with app.app_context():
        year = small_year()
        clerks = [year.clerk, make_person(Role.CLERK)]
        clients = [app.test_client() for _ in clerks]
        for client, clerk in zip(clients, clerks, strict=True):
            sign_in(client, clerk)
    ready, answers = Barrier(2), []

    def close(client: FlaskClient) -> None:
        ready.wait()
        answer = client.post("/reports/2025/closings/new?period=2025", data={"reason": "催报", "note": "报送"})
        answers.append(answer.status_code)

    threads = [Thread(target=close, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) in ([302, 409], [302, 422])
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Closing)) == 1
        assert len(figures_in(db.session.scalars(select(Closing.drawing_id)).one())) > 14


def test_only_the_office_opens_the_page_that_closes_a_year(sqlite_app: Flask) -> None:
    readers = {}
    with sqlite_app.app_context():
        team = small_year().pension
        for role in (Role.VIEWER, Role.STAFF, Role.LEAD, Role.CLERK):
            readers[role] = sqlite_app.test_client()
            sign_in(readers[role], make_person(role, team=team))
    for role, client in readers.items():
        seen = client.get("/reports/2025/closings/new?period=2025").status_code
        assert seen == (200 if role is Role.CLERK else 403), role
        month = "/reports/2025/closings/new?period=2025-06&team=pension"
        assert client.get(month).status_code == (200 if role in (Role.LEAD, Role.CLERK) else 403), role
        assert client.get("/reports/2025/closings/check?period=2025").status_code == 200, role
        assert client.get("/reports/2025/closings/check?period=2024").status_code == 404, role
