"""The notice for the chat group: six lines, whatever the event is like."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db
from outreach.schedule.models import Assignment, Event, JoiningTeam, PlannedItem
from outreach.schedule.papers.notices import notice_of
from outreach.schedule.rules import Answer, Duty, Standing, Status
from tests.making import (
    NOW,
    make_display,
    make_event,
    make_material,
    make_person,
    make_place,
    make_team,
    make_topic,
)


def lines_of(event: Event, address: str | None = None) -> list[str]:
    """The notice, by line."""
    return notice_of(event, address).split("\n")


def make_full_event(**changes: Any) -> Event:
    """An event with all that a notice can say."""
    place = make_place(name="幸福社区", parent=make_place(name="三江镇"), address="幸福路8号")
    event = make_event(title="三江镇普法宣传", team=make_team("labor_relations"), place=place, **changes)
    event.joining.append(JoiningTeam(team_id=make_team("pension").id))
    duties = (("张明", Duty.DRIVER), ("李梅", Duty.DESK), ("王强", Duty.LEAD), ("赵云", Duty.DESK))
    for name, duty in duties:
        event.staff.append(Assignment(person_id=make_person(name=name).id, duty=duty))
    for item, quantity in (
        (make_material(name="劳动法手册", bundle=50), 212),
        (make_material(name="折页"), None),
        (make_display(name="横幅"), 1),
        (make_topic(name="工资"), None),
    ):
        event.planned_items.append(PlannedItem(item_id=item.id, quantity=quantity))
    db.session.commit()
    return event


def test_a_notice_says_everything_in_six_lines(app_context: Flask) -> None:
    event = make_full_event(partners="县司法局\n县总工会", things="桌子 2张\n帐篷", note="带好工作证\n穿工装")
    assert lines_of(event, "https://pufa.example/events/1") == [
        "【通知】三江镇普法宣传：2025年3月4日 周二 09:00–11:00",
        "地点：三江镇 · 幸福社区（幸福路8号）",
        "人员：王强（负责人）；李梅、赵云（咨询台）；张明（驾驶员）",
        "携带：劳动法手册212份（4捆 + 12份）、折页、横幅1条；桌子2张、帐篷",
        "单位：劳动关系、养老保险主办，县司法局、县总工会参加",
        "备注：带好工作证、穿工装 https://pufa.example/events/1",
    ]


def test_who_has_declined_is_not_named(app_context: Flask) -> None:
    event = make_event(team=make_team())
    said = {"answer": Answer.DECLINED, "answered_at": NOW, "answer_reason": "出差"}
    event.staff.append(Assignment(person_id=make_person(name="李梅").id, duty=Duty.SPEAKER, **said))
    event.staff.append(Assignment(person_id=make_person(name="王强").id, duty=Duty.LEAD))
    db.session.commit()
    assert lines_of(event)[2] == "人员：王强（负责人）"


def test_a_bare_event_still_has_its_six_lines(app_context: Flask) -> None:
    event = make_event(title="集市宣传", place=make_place(name="东门广场"), team=make_team())
    assert lines_of(event) == [
        "【通知】集市宣传：2025年3月4日 周二 09:00–11:00",
        "地点：东门广场",
        "人员：待定",
        "携带：待定",
        "单位：就业创业",
        "备注：无",
    ]


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        (
            {"moved_from": NOW - timedelta(days=1)},
            "【改期】集市：改为2025年3月4日 周二 09:00–11:00（原定2025年3月3日 周一 09:00）",
        ),
        ({"status": Status.CANCELLED}, "【取消】集市：原定2025年3月4日 周二 09:00–11:00"),
        (
            {"ends_at": NOW + timedelta(days=1)},
            "【通知】集市：2025年3月4日 周二 09:00至2025年3月5日 周三 09:00",
        ),
    ],
)
def test_what_changed_stands_first(app_context: Flask, changes: dict[str, Any], first: str) -> None:
    lines = lines_of(make_event(title="集市", note="x" * 500, **changes))
    assert (lines[0], len(lines)) == (first, 6)
    if changes.get("status"):
        assert lines[5] == "备注：下雨"


@pytest.mark.parametrize(
    ("standing", "partners", "line"),
    [
        (Standing.HOST, None, "单位：就业创业"),
        (Standing.CO_HOST, "县司法局", "单位：就业创业与县司法局联合开展"),
        (Standing.CO_HOST, None, "单位：就业创业与其他单位联合开展"),
        (Standing.INVITED, "县司法局", "单位：县司法局邀请，就业创业参加"),
        (Standing.INVITED, None, "单位：受邀参加，就业创业负责"),
        (Standing.HOST, "50%(x)s 公司", "单位：就业创业主办，50%(x)s 公司参加"),
    ],
)
def test_whose_event_it_is_is_said_plainly(
    app_context: Flask, standing: Standing, partners: str | None, line: str
) -> None:
    assert lines_of(make_event(team=make_team(), standing=standing, partners=partners))[4] == line


def test_the_notice_stands_on_the_event_s_page_with_a_button(lead: FlaskClient) -> None:
    event = make_event(title="集市宣传", starts_at=datetime(2090, 3, 4, 1, tzinfo=UTC))
    page = lead.get(f"/events/{event.id}").text
    assert "【通知】集市宣传" in page
    assert 'data-copy="notice-text"' in page
