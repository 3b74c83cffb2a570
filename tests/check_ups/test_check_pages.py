"""Check-ups at a desk: the list, one of them, answering a point without a script, deciding between two answers."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.models import AuditEntry
from outreach.check_ups import soundness
from outreach.check_ups.lists.models import CheckListVersion
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.rules import State
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
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
    stored,
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


def test_a_note_that_may_name_somebody_is_asked_about(
    desk: FlaskClient, check_up: CheckUp, version: CheckListVersion
) -> None:
    address = f"/check-ups/{check_up.id}/points/{version.points[0].id}"
    sent = typed(desk.get(address), address) | {"found": "risk", "note": "负责人李娟 13800138000"}
    asked = desk.post(address, data=sent)
    assert asked.status_code == 409 and "李娟、13800138000" in asked.text
    yes = re.findall(r'name="confirm" value="([^"]+)"', asked.text)[0]
    assert desk.post(address, data=sent | {"confirm": yes}).status_code == 302


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
    before_it_was = make_check_up(make_event(place=company, starts_at=NOW + timedelta(days=60)), company, {})
    assert "上次有风险，待查看：1项" in desk.get(f"/check-ups/{before_it_was.id}").text
    assert "待查看" not in desk.get(f"/check-ups/{revisit.id}").text
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


@pytest.fixture
def companies(desk: FlaskClient) -> tuple[Event, Place]:
    """A session at one company, and another company whose name is near what people type."""
    here = make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司")
    return make_event(place=here, track=Track.ENTERPRISE), make_place(PlaceKind.ENTERPRISE, name="万顺物流有限公司")


def test_the_company_of_the_event_stands_there_already(desk: FlaskClient, companies: tuple[Event, Place]) -> None:
    event, _near = companies
    page = desk.get(f"/check-ups/new?event={event.id}").text
    assert re.search(r'name="company"[^>]*value="宏达机械有限公司"', page)


def test_a_name_that_is_near_another_is_asked_about(desk: FlaskClient, companies: tuple[Event, Place]) -> None:
    event, near = companies
    address = f"/check-ups/new?event={event.id}"
    asked = desk.post(address, data={"company": "万顺物流公司"})
    assert asked.status_code == 422
    assert "新企业：万顺物流公司" in asked.text and str(near.id) in asked.text
    assert not db.session.scalars(db.select(CheckUp)).all()
    sent = typed(asked, address) | {"company": "万顺物流公司"}
    other = desk.post(address, data=sent | {"company": "万顺物流集团", "which": "new"})
    assert other.status_code == 422  # what was chosen held for the other name
    assert desk.post(address, data=sent | {"which": str(near.id)}).status_code == 302
    assert the_check_up().place_id == near.id


def test_whoever_means_a_new_company_gets_it(desk: FlaskClient, companies: tuple[Event, Place]) -> None:
    event, near = companies
    address = f"/check-ups/new?event={event.id}"
    sent = typed(desk.post(address, data={"company": "万顺物流"}), address) | {"company": "万顺物流", "which": "new"}
    assert desk.post(address, data=sent).status_code == 302
    begun = the_check_up()
    assert (begun.place.name, begun.place_id == near.id) == ("万顺物流", False)


def test_a_check_up_begun_at_the_wrong_company_goes_over_whole(
    desk: FlaskClient, check_up: CheckUp, companies: tuple[Event, Place]
) -> None:
    _event, right = companies
    wrong, found = check_up.place, found_at(check_up)
    address = f"/check-ups/{check_up.id}/company"
    assert address in desk.get(f"/check-ups/{check_up.id}").text
    assert desk.post(address, data={"company": right.name, "reason": ""}).status_code == 422
    assert desk.post(address, data={"company": wrong.name, "reason": "选错了"}).status_code == 422
    moved = desk.post(address, data={"company": right.name, "reason": "选错了"})
    assert moved.location == f"/check-ups/{check_up.id}"
    db.session.expire_all()
    assert (check_up.place_id, found_at(check_up)) == (right.id, found)
    (told,) = db.session.scalars(db.select(AuditEntry).where(AuditEntry.act == "check_up.company_changed"))
    assert (told.facts["before"], told.facts["company"], told.facts["reason"]) == (wrong.name, right.name, "选错了")
    assert list(soundness.findings()) == []


def test_it_joins_the_check_up_that_the_right_company_has(
    desk: FlaskClient, check_up: CheckUp, version: CheckListVersion
) -> None:
    right = make_place(PlaceKind.ENTERPRISE, name="万顺物流有限公司")
    there = make_check_up(check_up.event, right, {version.points[0]: Found.RISK})
    old = check_up.place
    moved = desk.post(f"/check-ups/{check_up.id}/company", data={"company": right.name, "reason": "同一家"})
    assert moved.location == f"/check-ups/{there.id}"
    db.session.expire_all()
    assert found_at(there) == {"合同": Found.RISK, "名册": Found.IN_ORDER}
    assert list(soundness.findings()) == []
    back = desk.post(f"/check-ups/{there.id}/company", data={"company": old.name, "reason": "又错了"})
    assert back.status_code == 409  # they are one for good


def test_a_company_that_has_its_notice_on_paper_stays(desk: FlaskClient, check_up: CheckUp) -> None:
    facts = {"made_at": NOW, "made_by_id": check_up.made_by_id, "changed_at": NOW, "reviewed_at": NOW}
    reviewer = check_up.made_by_id
    stored(
        Notice(
            check_up_id=check_up.id,
            state=State.REVIEWED,
            reviewed_by_id=reviewer,
            revisit_on=NOW.date(),
            promised_on=NOW.date(),
            **facts,
        )
    )
    right = make_place(PlaceKind.ENTERPRISE, name="万顺物流有限公司")
    refused = desk.post(f"/check-ups/{check_up.id}/company", data={"company": right.name, "reason": "选错了"})
    assert refused.status_code == 409
    db.session.expire_all()
    assert check_up.place_id != right.id
