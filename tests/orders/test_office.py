"""What the office makes of an order: an event in one click, a refusal, or nothing yet."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.orders import actions, menu_actions, queries
from outreach.orders.models import MenuForm, MenuTopic, Order
from outreach.orders.rules import Half, Shown, State
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Standing, Track
from outreach.upkeep.doctor import keys
from tests.making import NOW, make_event, make_menu_topic, make_order, make_person, make_place, make_team
from tests.schedule.conftest import lead as lead  # noqa: PLC0414 (the fixture)
from tests.schedule.test_pages import the_event
from tests.signing_in import sign_in

LATER = NOW + timedelta(hours=1)
MONDAY = date(2025, 3, 10)
#: What the button sends.
CLICK = {"half": "morning"}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant on the bureau's clock."""
    return clock.instant(datetime(day.year, day.month, day.day, hour, minute))


def accept(order: Order, **changes: Any) -> Event:
    """The lead of the order's team accepts it."""
    by = changes.pop("by", None) or make_person(Role.LEAD, team=order.team)
    with transaction():
        return actions.accept_order(queries.order(order.id), by=by, now=LATER, **changes)


def test_an_order_becomes_an_event_of_its_team(app_context: Flask) -> None:
    topic = make_menu_topic(team=make_team("labor_relations"), title="劳动合同")
    topic.forms = [MenuForm(form=Form.TALK), MenuForm(form=Form.CASES)]
    db.session.commit()
    order = make_order(topic, people=60, note="带案例", phone="13812341234")
    place = make_place(PlaceKind.ENTERPRISE)
    event = accept(order, place=place)
    assert (event.title, event.track, event.standing) == ("送法入企：宏达机械有限公司", Track.ENTERPRISE, Standing.HOST)
    assert (event.lead_team_id, event.place_id, event.expected_attendance) == (topic.team_id, place.id, 60)
    assert (event.starts_at, event.ends_at) == (at(MONDAY, 9), at(MONDAY, 11))
    assert {each.form for each in event.forms} == {Form.ON_DEMAND, Form.TALK, Form.CASES}
    assert event.note == "企业点单：劳动合同"
    order = queries.order(order.id)
    assert (order.state, order.event_id, order.ended_at) == (State.ACCEPTED, event.id, LATER)


def test_what_the_company_wrote_is_read_at_the_event_by_who_logs_alone(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        order = make_order(make_menu_topic(), note="找张三13812341234")
        address = f"/events/{accept(order, place=make_place(PlaceKind.ENTERPRISE)).id}"
    for role, reads in ((Role.VIEWER, False), (Role.STAFF, True)):
        client = sqlite_app.test_client()
        with sqlite_app.app_context():
            sign_in(client, make_person(role))
        page = client.get(address)
        assert page.status_code == 200 and ("找张三13812341234" in page.text) is reads


def test_the_first_wish_that_meets_nothing_is_taken(app_context: Flask) -> None:
    team = make_team()
    make_event(team=team, starts_at=at(MONDAY, 9))
    order = make_order(make_menu_topic(team=team), wishes=(MONDAY, MONDAY + timedelta(days=1)))
    assert accept(order, place=make_place()).day == MONDAY + timedelta(days=1)


def test_it_is_said_why_a_wished_day_was_passed_over(sqlite_app: Flask, client: FlaskClient) -> None:
    first, second = clock.today() + timedelta(days=20), clock.today() + timedelta(days=21)
    with sqlite_app.app_context():
        team = make_team()
        make_event(team=team, starts_at=at(first, 9), title="春风行动")
        order = make_order(make_menu_topic(team=team), wishes=(first, second))
        place = make_place(PlaceKind.ENTERPRISE, name=order.company)
        assert (
            actions.passed_over(order, place=place, by=make_person(Role.LEAD, team=team), now=LATER)[0][0][0] == first
        )
        sign_in(client, make_person(Role.LEAD, team=team))
        here = f"/orders/{order.id}"
    done = client.post(here, data=CLICK, follow_redirects=True)
    assert "春风行动" in done.text and "没有排在" in done.text


def test_where_all_wishes_meet_something_it_is_asked_and_may_go_on(app_context: Flask) -> None:
    team = make_team()
    make_event(team=team, starts_at=at(MONDAY, 9))
    order = make_order(make_menu_topic(team=team))
    place, by = make_place(), make_person(Role.LEAD, team=team)
    with pytest.raises(Question):
        accept(order, place=place, by=by)
    assert accept(order, place=place, by=by, anyway=Anyway("企业只有这天有空")).day == MONDAY


def test_wishes_that_have_passed_need_another_day(app_context: Flask) -> None:
    order = make_order(wishes=(date(2025, 3, 3),))
    with pytest.raises(Invalid) as refusal:
        accept(order, place=make_place())
    assert refusal.value.field == "day"
    event = accept(order, place=make_place(), slot=(MONDAY, Half.AFTERNOON))
    assert event.starts_at == at(MONDAY, 14, 30)


def test_an_order_is_answered_once_and_by_its_own_team(app_context: Flask) -> None:
    order = make_order(make_menu_topic(team=make_team()))
    stranger = make_person(Role.LEAD, team=make_team("pension"))
    with pytest.raises(Forbidden):
        accept(order, place=make_place(), by=stranger)
    with pytest.raises(Forbidden), transaction():
        actions.decline_order(queries.order(order.id), reason="没空", by=stranger, now=LATER)
    accept(order, place=make_place())
    with pytest.raises(Conflict):
        accept(order, place=make_place())
    with pytest.raises(Conflict), transaction():
        actions.withdraw_order(queries.order(order.id), now=LATER)


@pytest.mark.parametrize(
    ("left", "named"),
    [({"contact": "李女士", "phone": "13812341234"}, ("contact", "phone")), ({"note": "找李女士，在三楼"}, ("note",))],
)
def test_contact_and_note_go_30_days_after_the_end_and_60_after_the_days_that_nobody_answered(
    app_context: Flask, left: dict[str, str], named: tuple[str, ...]
) -> None:
    event = make_event(starts_at=NOW + timedelta(days=20))
    orders = {
        "open": make_order(code="A" * 10, **left),
        "declined": make_order(code="B" * 10, state=State.DECLINED, reason="没空", ended_at=NOW, **left),
        "coming": make_order(code="C" * 10, state=State.ACCEPTED, event_id=event.id, ended_at=NOW, **left),
    }
    said = {}
    for days in (29, 31, 52, 65, 66):
        now = NOW + timedelta(days=days)
        assert queries.any_contact_over(now) == (days in (31, 52, 66))
        with transaction():
            actions.erase_contacts(now=now)
        kept = {name: [getattr(queries.order(each.id), field) for field in named] for name, each in orders.items()}
        assert all(all(values) or not any(values) for values in kept.values())
        said[days] = [name for name, values in kept.items() if any(values)]
    assert said == {29: ["open", "declined", "coming"], 31: ["open", "coming"], 52: ["open"], 65: ["open"], 66: []}
    assert queries.order(orders["open"].id).state is State.OPEN


def test_who_answers_is_told_two_weeks_before_a_contact_goes(lead: FlaskClient) -> None:
    topic, today = make_menu_topic(), clock.today()
    for number in range(6):
        make_order(topic, code=f"E{number:09}", made_at=NOW - timedelta(days=100), wishes=(today + timedelta(days=20),))
    going = {}
    for days in (0, 1, 14, 15):
        facts = {"company": f"企业{days}", "phone": "13812341234", "made_at": NOW - timedelta(days=90)}
        going[days] = make_order(topic, code=f"D{days:09}", wishes=(today + timedelta(days=days - 60),), **facts)
    for address in ("/orders", "/"):
        page = lead.get(address).text
        assert [day for day in (4, 5, 18, 19) if f"联系方式3月{day}日删除" in page] == [5, 18], address
    assert "如果一直没有答复，2025年3月19日" in lead.get(f"/orders/{going[15].id}").text
    assert "自动删除" not in lead.get(f"/orders/{going[0].id}").text
    db.session.rollback()
    assert (queries.order(going[0].id).phone, queries.order(going[0].id).state) == (None, State.OPEN)


def test_open_orders_stand_first_the_oldest_before_the_others(app_context: Flask) -> None:
    topic = make_menu_topic()
    late, early = (
        make_order(topic, code=each * 10, made_at=NOW - timedelta(days=n)) for n, each in ((1, "A"), (3, "B"))
    )
    done = make_order(topic, code="C" * 10, state=State.DECLINED, reason="没空", ended_at=NOW)
    found = db.session.scalars(queries.orders()).unique().all()
    assert [each.id for each in found] == [early.id, late.id, done.id]
    assert [each.days for each in queries.waiting(None, date(2025, 3, 4), most=5)] == [2, 1]
    assert queries.waiting([make_team("pension").id], date(2025, 3, 4), most=5) == []


def test_the_usual_menu_is_put_there_once(app_context: Flask) -> None:
    for code in ("employment", "pension", "work_injury", "labor_relations"):
        make_team(code)
    by = make_person(Role.ADMIN)
    for _each in range(2):
        with transaction():
            menu_actions.add_usual_topics(now=NOW, by=by)
    assert len(queries.menu()) == len(menu_actions.USUAL)


def test_a_lead_makes_the_event_with_one_click(lead: FlaskClient) -> None:
    order = make_order(make_menu_topic(team=make_team()), address="工业路8号", phone="13812341234")
    board = lead.get("/").text
    assert "企业点单待答复" in board
    assert "13812341234" in lead.get(f"/orders/{order.id}").text
    assert "138****1234" in lead.get("/orders").text
    answer = lead.post(f"/orders/{order.id}", data=CLICK)
    event = the_event()
    assert answer.location == f"/events/{event.id}"
    assert (event.place.name, event.place.kind, event.place.address) == (
        "宏达机械有限公司",
        PlaceKind.ENTERPRISE,
        "工业路8号",
    )
    page = lead.get(answer.location).text
    assert f"/orders/{order.id}" in page
    assert "企业点单待答复" not in lead.get("/").text


def test_another_team_does_not_read_whom_to_ask_for(lead: FlaskClient) -> None:
    order = make_order(make_menu_topic(team=make_team("pension")), contact="李女士", phone="13812341234")
    page = lead.get(f"/orders/{order.id}").text
    assert "138****1234" in page
    assert "李女士" not in page


def test_a_name_that_is_like_a_place_is_asked_about(lead: FlaskClient) -> None:
    like = make_place(PlaceKind.ENTERPRISE, name="宏达机械")
    order = make_order(make_menu_topic(team=make_team()))
    asked = lead.post(f"/orders/{order.id}", data=CLICK)
    assert asked.status_code == 422
    assert "名字相近" in asked.text
    lead.post(f"/orders/{order.id}", data={"which": str(like.id)})
    assert the_event().place_id == like.id


def test_a_name_that_is_near_a_company_s_is_asked_about_too(lead: FlaskClient) -> None:
    like = make_place(PlaceKind.ENTERPRISE, name="示例恒丰纺织有限公司")
    order = make_order(make_menu_topic(team=make_team()), company="示例恒丰纺织公司")
    asked = lead.post(f"/orders/{order.id}", data=CLICK)
    assert asked.status_code == 422 and "示例恒丰纺织有限公司" in asked.text
    lead.post(f"/orders/{order.id}", data=CLICK | {"which": str(like.id)})
    assert the_event().place_id == like.id


def test_a_place_is_not_added_for_an_event_that_meets_another(lead: FlaskClient) -> None:
    make_event(team=make_team(), title="先定的", starts_at=at(MONDAY, 9))
    order = make_order(make_menu_topic(team=make_team()))
    before = db.session.scalar(db.select(db.func.count()).select_from(Place))
    asked = lead.post(f"/orders/{order.id}", data=CLICK)
    assert asked.status_code == 409
    assert "先定的" in asked.text
    assert db.session.scalar(db.select(db.func.count()).select_from(Place)) == before


def test_a_lead_declines_with_a_reason(lead: FlaskClient) -> None:
    order = make_order(make_menu_topic(team=make_team()))
    assert lead.post(f"/orders/{order.id}/decline", data={"reason": ""}).status_code == 422
    lead.post(f"/orders/{order.id}/decline", data={"reason": "本月已排满"})
    db.session.rollback()
    assert queries.order(order.id).state is State.DECLINED


def test_another_team_s_lead_sees_but_does_not_answer(lead: FlaskClient) -> None:
    order = make_order(make_menu_topic(team=make_team("pension")), phone="13812341234")
    page = lead.get(f"/orders/{order.id}").text
    assert "13812341234" not in page
    assert "排成活动" not in page
    assert lead.post(f"/orders/{order.id}", data=CLICK).status_code == 403
    assert lead.get(f"/orders/{order.id}/decline").status_code == 403
    assert "企业点单待答复" not in lead.get("/").text


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_who_plans_nothing_sees_no_orders(lead: FlaskClient, role: Role) -> None:
    order = make_order(phone="13812341234")
    sign_in(lead, make_person(role))
    assert lead.get("/orders").status_code == 403
    assert lead.get(f"/orders/{order.id}").status_code == 403


def test_a_lead_keeps_the_own_part_of_the_menu(lead: FlaskClient) -> None:
    said = {"title": "年金讲解", "team_id": str(make_team().id), "forms": ["talk"], "is_offered": "y"}
    lead.post("/orders/menu/new", data=said)
    topic = db.session.scalars(db.select(MenuTopic)).one()
    assert (topic.title, [each.form for each in topic.forms]) == ("年金讲解", [Form.TALK])
    lead.post(f"/orders/menu/{topic.id}", data=said | {"title": "企业年金", "is_offered": ""})
    db.session.rollback()
    assert (queries.topic(topic.id).title, queries.menu()) == ("企业年金", [])
    assert "暂不提供" in lead.get("/orders/menu").text
    other = make_menu_topic(team=make_team("pension"))
    assert lead.get(f"/orders/menu/{other.id}").status_code == 403


def test_the_list_is_narrowed_by_state_and_team(lead: FlaskClient) -> None:
    make_order(make_menu_topic(team=make_team()), company="甲公司")
    make_order(make_menu_topic(team=make_team("pension")), code="B" * 10, company="乙公司")
    assert "乙公司" not in lead.get("/orders?team=employment").text
    assert "甲公司" in lead.get("/orders?team=employment&state=open").text
    assert "甲公司" not in lead.get("/orders?state=declined").text


def test_the_poster_shows_the_way_to_the_menu(lead: FlaskClient) -> None:
    make_menu_topic(title="工资支付")
    page = lead.get("/orders/poster").text
    assert "/order" in page
    assert "工资支付" in page


def test_whom_to_ask_for_lies_sealed_and_what_was_written_is_found_all_the_same(app_context: Flask) -> None:
    topic = make_menu_topic()
    left = {"contact": "王某", "phone": "13800001111", "note": "门口保安处登记，找 Wang"}
    noted = make_order(topic, code="N" * 10, made_at=NOW - timedelta(days=1), **left)
    placed = make_order(topic, code="P" * 10, address="保安处旁 B 栋")
    for kept in db.session.execute(text("SELECT contact, phone, note FROM orders WHERE phone IS NOT NULL")).one():
        assert not any(each in kept for each in ("王", "1380000", "保安", "Wang"))
    read = queries.order(noted.id)
    assert {name: getattr(read, name) for name in left} == left

    def found(words: str, since: date | None = None) -> list[Order]:
        return list(queries.found_among(Shown.OPEN, words, since, None))

    assert found("保安处") == [placed, noted]
    assert found("宏达 wang") == [noted]
    assert found("b") == [placed] and found("保安处", clock.local_day(NOW)) == [placed]
    assert found("王某") == found("13800001111") == [], "a person is not searched for"


def test_what_the_version_before_wrote_in_clear_is_read(app_context: Flask) -> None:
    order = make_order()
    db.session.execute(text("UPDATE orders SET phone = '13800001111'"))
    db.session.commit()
    assert queries.order(order.id).phone == "13800001111"
    assert list(keys.findings()) == []


def test_a_flood_is_declined_at_once_and_a_real_one_opened_again(lead: FlaskClient) -> None:
    topic, theirs = make_menu_topic(), make_menu_topic(team=make_team("pension"))
    flood = [make_order(topic, code=f"F{number:09}", company=f"抢单 {number}") for number in range(60)]
    real, other = make_order(topic, code="R" * 10), make_order(theirs, code="S" * 10, company="外队抢单")
    page = lead.get("/orders/decline?words=抢单").text
    assert page.count('name="order_ids"') == 60 and "宏达机械" not in page
    ids = [str(each.id) for each in flood]
    assert lead.post("/orders/decline?words=抢单", data={"order_ids": ids, "reason": ""}).status_code == 422
    assert lead.post("/orders/decline?words=抢单", data={"reason": "恶意刷单"}).status_code == 422
    strange = lead.post("/orders/decline?words=抢单", data={"order_ids": [str(other.id)], "reason": "恶意刷单"})
    assert strange.status_code == 422
    done = lead.post("/orders/decline?words=抢单", data={"order_ids": ids, "reason": "恶意刷单"})
    assert done.status_code == 302
    db.session.rollback()
    states = [each.state for each in db.session.scalars(db.select(Order)).unique()]
    assert states.count(State.DECLINED) == 60 and states.count(State.OPEN) == 2
    here = f"/orders/{flood[0].id}"
    assert "open-again" in lead.get(here).text
    assert lead.post(f"{here}/open-again").status_code == 302
    assert lead.post(f"/orders/{real.id}/open-again").status_code == 409
    db.session.rollback()
    assert db.session.get_one(Order, flood[0].id).state is State.OPEN
    assert lead.get("/orders").status_code == 200
