"""What a company does without an account: orders by a menu, reads the reply by its code, takes it back."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.orders.models import MenuTopic, Order, OrderKnock
from outreach.orders.rules import DAY, HOUR, OF_ADDRESS, OF_ALL, Half, Knock, Limit, State
from tests.making import NOW, make_event, make_menu_topic, make_order, make_place, make_team


@pytest.fixture
def stranger(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """Somebody without an account, on 4 March 2025; an app context stays open."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        make_team()
        yield sqlite_app.test_client()


def typed(topic: MenuTopic, **changes: Any) -> dict[str, Any]:
    """What a company fills in."""
    said = {"company": "宏达机械有限公司", "topic_ids": [str(topic.id)], "day_1": "2025-03-10", "half_1": "afternoon"}
    return said | changes


def the_order() -> Order:
    """The one order that there is."""
    db.session.rollback()
    return db.session.scalars(db.select(Order)).unique().one()


def test_a_company_orders_and_gets_a_code(stranger: FlaskClient) -> None:
    topic = make_menu_topic(title="工资支付与根治欠薪")
    assert "工资支付与根治欠薪" in stranger.get("/order").text
    said = {"day_2": "3月12日", "half_2": "morning", "people": "６０", "contact": "李女士", "phone": "13812341234"}
    answer = stranger.post("/order", data=typed(topic, address="一号车间", note="带点案例\x00", **said))
    assert answer.status_code == 302
    order = the_order()
    assert (order.company, order.people, order.address, order.note) == ("宏达机械有限公司", 60, "一号车间", "带点案例")
    assert [(each.day.isoformat(), each.half) for each in order.wishes] == [
        ("2025-03-10", Half.AFTERNOON),
        ("2025-03-12", Half.MORNING),
    ]
    assert (order.team_id, order.state) == (topic.team_id, State.OPEN)
    page = stranger.get(answer.location)
    code = re.search(r"/order/([0-9A-Z-]{11})", answer.location)
    assert code is not None
    assert code[1] in page.text
    assert code[1].replace("-", "") not in order.code_hash
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    for secret in ("13812341234", "李女士"):
        assert secret not in page.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"company": ""}, "company"),
        ({"company": "长" * 101}, "company"),
        ({"topic_ids": []}, "topics"),
        ({"topic_ids": ["00000000-0000-0000-0000-000000000000"]}, "topics"),
        ({"day_1": ""}, "day_1"),
        ({"day_1": "2025-03-04"}, "day_1"),
        ({"day_1": "2027-03-04"}, "day_1"),
        ({"day_2": "改天"}, "day_2"),
        ({"people": "0"}, "people"),
        ({"people": "全体职工"}, "people"),
        ({"phone": "打给我"}, "phone"),
        ({"note": "长" * 501}, "note"),
        ({"website": "https://spam.example"}, "website"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(stranger: FlaskClient, changes: dict[str, Any], field: str) -> None:
    answer = stranger.post("/order", data=typed(make_menu_topic(), address="食堂二楼") | changes)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "食堂二楼" in answer.text
    assert db.session.scalar(db.select(Order)) is None


def test_tomorrow_is_the_first_day_and_the_page_says_so(stranger: FlaskClient) -> None:
    topic = make_menu_topic()
    assert "最早可选明天" in stranger.get("/order").text
    assert "请选明天（2025年3月5日" in stranger.post("/order", data=typed(topic, day_1="2025-03-04")).text
    assert stranger.post("/order", data=typed(topic, day_1="2025-03-05")).status_code == 302


def test_about_how_many_will_come_is_taken_and_kept_as_it_was_said(stranger: FlaskClient) -> None:
    assert stranger.post("/order", data=typed(make_menu_topic()) | {"people": "约40人"}).status_code == 302
    order = db.session.scalars(db.select(Order)).one()
    assert (order.people, order.people_said) == (40, "约40人")


def test_a_retired_topic_is_not_on_the_menu(stranger: FlaskClient) -> None:
    topic = make_menu_topic(title="过时的", retired_at=NOW)
    make_menu_topic()
    assert "过时的" not in stranger.get("/order").text
    assert stranger.post("/order", data=typed(topic)).status_code == 422


def test_an_empty_menu_says_so(stranger: FlaskClient) -> None:
    assert "菜单暂时是空的" in stranger.get("/order").text


def test_a_flood_from_one_address_stops_and_others_still_get_in(stranger: FlaskClient) -> None:
    topic, most = make_menu_topic(), OF_ADDRESS[Knock.ORDER][0].most
    answers = [stranger.post("/order", data=typed(topic)).status_code for _each in range(most + 5)]
    assert answers == [302] * most + [429] * 5
    assert db.session.scalar(db.select(db.func.count()).select_from(Order)) == most
    refused = stranger.post("/order", data=typed(topic))
    assert int(refused.headers["Retry-After"]) > 3000
    assert "请稍后再试" in refused.text
    other = stranger.post("/order", data=typed(topic), environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert other.status_code == 302
    kept = db.session.scalars(db.select(OrderKnock.address_hash)).all()
    assert len(kept) == most + 1
    assert not any("127.0.0.1" in each or "192.0.2.9" in each for each in kept)


def test_who_corrects_a_form_many_times_floods_nobody(stranger: FlaskClient) -> None:
    topic = make_menu_topic()
    for _each in range(OF_ADDRESS[Knock.ORDER][0].most + 2):
        assert stranger.post("/order", data=typed(topic, phone="打给我")).status_code == 422
    assert stranger.post("/order", data=typed(topic)).status_code == 302


def test_six_addresses_do_not_stop_all_ordering() -> None:
    for mine, of_all in zip(OF_ADDRESS[Knock.ORDER], OF_ALL[Knock.ORDER], strict=True):
        assert of_all.most >= 30 * mine.most  # a whole park of addresses


def test_a_flood_from_many_addresses_stops_too(stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OF_ALL, Knock.ORDER, (Limit(12, HOUR), Limit(40, DAY)))
    topic = make_menu_topic()
    answers = {
        stranger.post("/order", data=typed(topic), environ_base={"REMOTE_ADDR": f"198.51.100.{n}"}).status_code
        for n in range(14)
    }
    assert answers == {302, 429}
    assert db.session.scalar(db.select(db.func.count()).select_from(Order)) == 12


def test_the_door_opens_again_and_forgets(stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = make_menu_topic()
    for _each in range(11):
        stranger.post("/order", data=typed(topic))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1, minutes=1))
    assert stranger.post("/order", data=typed(topic)).status_code == 302
    assert db.session.scalar(db.select(db.func.count()).select_from(OrderKnock)) == 1


def test_wrong_codes_are_counted_and_say_nothing_of_others(stranger: FlaskClient) -> None:
    make_order(code="BBBBBBBBBB", company="别家公司")
    answers = [stranger.get("/order/CCCCC-CCCCC") for _each in range(21)]
    assert [each.status_code for each in answers] == [404] * 20 + [429]
    assert not any("别家公司" in each.text for each in answers)
    # the right one opens all the same: a neighbour behind the same address guessed
    assert stranger.get("/order/BBBBB-BBBBB").status_code == 200


def test_wrong_codes_from_everywhere_shut_out_no_right_one(
    stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OF_ALL, Knock.CODE, (Limit(3, HOUR),))
    make_order(code="BBBBBBBBBB")
    for last, status in ((1, 404), (2, 404), (3, 404), (4, 429)):
        asked = stranger.get("/order/CCCCC-CCCCC", environ_base={"REMOTE_ADDR": f"198.51.100.{last}"})
        assert asked.status_code == status
    assert stranger.get("/order/BBBBB-BBBBB", environ_base={"REMOTE_ADDR": "198.51.100.9"}).status_code == 200


def test_a_code_is_found_however_it_is_typed(stranger: FlaskClient) -> None:
    make_order(code="AB3DEFG7HK")
    found = stranger.get("/order/find?code=ab3de fg7hk")
    assert found.location == "/order/AB3DE-FG7HK"
    assert "宏达机械有限公司" in stranger.get("/order/ab3defg7hk").text
    assert stranger.get("/order/find?code=nonsense", follow_redirects=True).status_code == 404


def test_the_reply_says_what_became_of_it(stranger: FlaskClient) -> None:
    make_order(code="AAAAAAAAAA")
    make_order(code="BBBBBBBBBB", state=State.DECLINED, reason="本月已排满", ended_at=NOW)
    event = make_event(place=make_place(name="宏达机械"))
    make_order(code="CCCCCCCCCC", state=State.ACCEPTED, event_id=event.id, ended_at=NOW)
    assert "等待答复" in stranger.get("/order/AAAAAAAAAA").text
    assert "本月已排满" in stranger.get("/order/BBBBBBBBBB").text
    page = stranger.get("/order/CCCCCCCCCC").text
    assert "我们准时上门" in page
    assert "2025年3月4日" in page


def test_a_company_takes_its_order_back(stranger: FlaskClient) -> None:
    make_order(code="AAAAAAAAAA", contact="李女士", phone="13812341234", note="找李女士")
    stranger.post("/order/AAAAAAAAAA/withdraw")
    order = the_order()
    assert (order.state, order.contact, order.phone, order.note) == (State.WITHDRAWN, None, None, None)
    assert stranger.post("/order/AAAAAAAAAA/withdraw").status_code == 302
    assert stranger.post("/order/ZZZZZZZZZZ/withdraw").status_code == 404


def test_a_stranger_s_form_carries_its_token(sqlite_app: Flask, stranger: FlaskClient) -> None:
    topic = make_menu_topic()
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert stranger.post("/order", data=typed(topic)).status_code == 400
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get("/order").text)
        assert token is not None
        assert stranger.post("/order", data=typed(topic, csrf_token=token[1])).status_code == 302
    finally:
        sqlite_app.config["WTF_CSRF_ENABLED"] = False


def test_a_long_body_is_not_read(stranger: FlaskClient) -> None:
    answer = stranger.post("/order", data=typed(make_menu_topic(), note="x" * 100_000))
    assert answer.status_code == 413
