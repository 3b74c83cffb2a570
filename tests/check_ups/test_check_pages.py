"""Check-ups at a desk: the list, one of them, answering a point without a script, deciding between two answers."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.check_ups.lists.models import CheckListVersion
from outreach.check_ups.models import CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Status, Track
from tests.check_ups.sending import a_check, at, found_at, send_checks, the_check_up
from tests.logbook.sending import phone_of, typed
from tests.making import (
    NOW,
    make_bureau,
    make_check_list,
    make_check_up,
    make_event,
    make_law,
    make_person,
    make_place,
    make_team,
)


@pytest.fixture
def desk(sqlite_app: Flask) -> Iterator[FlaskClient]:
    with sqlite_app.app_context():
        make_bureau()
        yield phone_of(sqlite_app, make_person(Role.CLERK, team=make_team()))


@pytest.fixture
def version(desk: FlaskClient) -> CheckListVersion:
    return make_check_list("合同", "名册", title="劳动合同清单")


@pytest.fixture
def check_up(version: CheckListVersion) -> CheckUp:
    first, second = version.points
    return make_check_up(found={first: Found.RISK, second: Found.IN_ORDER})


def test_the_list_tells_what_was_found(desk: FlaskClient, check_up: CheckUp) -> None:
    other = make_check_up()
    page = desk.get("/check-ups").text
    assert check_up.place.name in page
    assert "1项风险" in page
    narrowed = desk.get(f"/check-ups?words={other.place.name}").text
    assert other.place.name in narrowed
    assert check_up.place.name not in narrowed


def test_a_check_up_shows_each_point_at_its_key(
    desk: FlaskClient, check_up: CheckUp, version: CheckListVersion
) -> None:
    page = desk.get(f"/check-ups/{check_up.id}").text
    for point in version.points:
        assert f'id="{point.key}"' in page
        assert point.title in page


def test_a_point_is_answered_without_a_script(desk: FlaskClient, check_up: CheckUp, version: CheckListVersion) -> None:
    address = f"/check-ups/{check_up.id}/points/{version.points[0].id}"
    hidden = typed(desk.get(address), address)
    sent = hidden | {"found": "in_order", "note": "已补签"}
    answer = desk.post(address, data=sent)
    assert answer.location == f"/check-ups/{check_up.id}#{version.points[0].key}"
    assert desk.post(address, data=sent).status_code == 302  # sent twice it counts once
    assert found_at(check_up) == {"合同": Found.IN_ORDER, "名册": Found.IN_ORDER}
    page = desk.get(f"/check-ups/{check_up.id}").text
    assert "已补签" in page
    assert "另有1条先前的结果已被替换" in page


def test_what_was_typed_stays_where_nothing_was_chosen(
    desk: FlaskClient, check_up: CheckUp, version: CheckListVersion
) -> None:
    address = f"/check-ups/{check_up.id}/points/{version.points[0].id}"
    answer = desk.post(address, data=typed(desk.get(address), address) | {"found": "", "note": "三人"})
    assert answer.status_code == 422
    assert "三人" in answer.text


def test_who_sees_both_answers_decides(
    sqlite_app: Flask, desk: FlaskClient, check_up: CheckUp, version: CheckListVersion
) -> None:
    point = version.points[0]
    other = phone_of(sqlite_app, make_person())
    send_checks(other, a_check(check_up.event, point, "in_order", **at(check_up.place)))
    assert found_at(check_up)["合同"] is None
    assert "两人查看结果不一致" in desk.get(f"/check-ups/{check_up.id}").text
    assert "待核1项" in desk.get("/check-ups?state=undecided").text
    address = f"/check-ups/{check_up.id}/points/{point.id}"
    desk.post(address, data=typed(desk.get(address), address) | {"found": "risk"})
    assert found_at(check_up)["合同"] is Found.RISK


def test_a_check_up_begins_at_its_event(desk: FlaskClient, version: CheckListVersion) -> None:
    park = make_place(PlaceKind.PARK)
    company = make_place(PlaceKind.ENTERPRISE, name="宏达", parent=park)
    event = make_event(place=park, track=Track.ENTERPRISE)
    assert f"/check-ups/new?event={event.id}" in desk.get(f"/events/{event.id}").text
    assert "宏达" in desk.get(f"/check-ups/new?event={event.id}").text
    answer = desk.post(f"/check-ups/new?event={event.id}", data={"company": "宏达"})
    begun = the_check_up()
    assert (begun.place_id, answer.location) == (company.id, f"/check-ups/{begun.id}")
    assert "宏达" in desk.get(f"/events/{event.id}").text
    assert "法律体检" in desk.get(f"/places/{company.id}").text


def test_it_is_finished_and_opened_again(desk: FlaskClient, check_up: CheckUp) -> None:
    desk.post(f"/check-ups/{check_up.id}/finish")
    db.session.refresh(check_up)
    assert check_up.finished_at is not None
    assert "已有人标为完成" in desk.post(f"/check-ups/{check_up.id}/finish", follow_redirects=True).text
    desk.post(f"/check-ups/{check_up.id}/reopen")
    db.session.refresh(check_up)
    assert check_up.finished_at is None


def test_a_law_out_of_force_on_the_day_is_marked(desk: FlaskClient) -> None:
    version = make_check_list("合同")
    version.points[0].law_id = make_law(title="旧法", in_force_to=date(2024, 12, 31)).id
    db.session.commit()
    check_up = make_check_up(found={version.points[0]: Found.RISK})
    assert "当日不在有效期" in desk.get(f"/check-ups/{check_up.id}").text


def test_what_was_found_before_stands_beside_it(desk: FlaskClient, version: CheckListVersion) -> None:
    company = make_place(PlaceKind.ENTERPRISE)
    point = version.points[0]
    make_check_up(make_event(place=company), company, {point: Found.RISK})
    later = make_event(place=company, starts_at=NOW + timedelta(days=90))
    revisit = make_check_up(later, company, {point: Found.IN_ORDER})
    assert "上次体检：有风险" in desk.get(f"/check-ups/{revisit.id}").text
    assert [each.is_mended for each in revisit.results] == [True]


def test_a_cancelled_event_is_said_on_the_page(desk: FlaskClient, version: CheckListVersion) -> None:
    event = make_event(status=Status.CANCELLED)
    check_up = make_check_up(event, found={version.points[0]: Found.RISK})
    assert "不计入统计" in desk.get(f"/check-ups/{check_up.id}").text


def test_viewers_see_none_of_it(sqlite_app: Flask, desk: FlaskClient, check_up: CheckUp) -> None:
    viewer = phone_of(sqlite_app, make_person(Role.VIEWER))
    for address in ("/check-ups", f"/check-ups/{check_up.id}", "/check-lists"):
        assert viewer.get(address).status_code == 403
    assert not re.search("check-ups", viewer.get(f"/events/{check_up.event_id}").text)
