"""Each number of an event, beside what the figures say, and the text that is drafted from them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given

from outreach.db import db
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.reports.briefs.counting import numbers_of
from outreach.reports.briefs.drafting import draft_of
from outreach.reports.briefs.rules import Field
from outreach.reports.figures import figure, figures_of
from outreach.reports.filters import Filters
from outreach.reports.values import draw
from outreach.schedule.models import Event, EventForm
from outreach.schedule.rules import Form, Standing, Status, Track
from tests.making import (
    NOW,
    make_bureau,
    make_event,
    make_material,
    make_person,
    make_place,
    make_tally,
    make_team,
    make_topic,
)
from tests.reports.briefs.event import logged_event
from tests.reports.test_sums import invariant
from tests.reports.worlds import build, worlds

TODAY = NOW.date()


def values(event: Event) -> dict[str, int | None]:
    return {key: each.number.value for key, each in numbers_of(event).items()}


def texts(event: Event) -> dict[Field, str]:
    return draft_of(event, numbers_of(event), today=TODAY)


def test_each_number_is_the_sum_of_its_lines_and_what_the_figures_say(app_context: Flask) -> None:
    counted = numbers_of(logged_event().event)
    for key in ("handouts", "handouts_副", "consultations", "displays", "material_leaflet"):
        each = counted[key]
        assert (
            each.number.value
            == sum(line.quantity for line in each.lines)
            == draw(figure(key), Filters.of_year(2025)).value
        )
    assert counted["topic_t1"].number.value == 34 and counted["attendance"].number.value is None
    assert counted["handouts"].number.is_estimated and counted["handouts"].number.wording == "1200余份"
    assert [each.number.name for each in counted.values()][:5] == ["发放资料", "发放资料·副", "咨询", "受众", "横幅"]


@given(worlds)
@invariant
def test_the_briefs_of_all_events_add_up_to_the_figures(app_context: Flask, drawn: Any) -> None:
    try:
        counted = [event for event in build(drawn).events if event.status is Status.HELD and event.day.year == 2025]
        found = [numbers_of(event) for event in counted if event.track is not Track.INTERNAL]
        for each in figures_of(Filters.of_year(2025)):
            if each.of == "tally":
                values = [numbers[each.key].number.value or 0 for numbers in found if each.key in numbers]
                assert sum(values) == draw(each, Filters.of_year(2025)).value, each.key
    finally:
        db.session.rollback()


def test_what_came_after_the_review_is_no_part_of_a_number(app_context: Flask) -> None:
    event = make_event(status=Status.HELD, reviewed_at=NOW + timedelta(hours=3))
    make_tally(event, 50)
    make_tally(event, 7, received_at=NOW + timedelta(hours=4))
    assert values(event)["handouts"] == 50


def test_zero_is_said_and_blank_is_not(app_context: Flask) -> None:
    silent, none = make_event(status=Status.HELD), make_event(status=Status.HELD)
    make_tally(none, 0)
    assert values(silent)["handouts"] is None and values(none)["handouts"] == 0
    assert "{发放资料}" in texts(silent)[Field.OUTCOME] and "{发放资料}" not in texts(none)[Field.OUTCOME]


def test_what_was_taken_back_says_nothing_any_more(app_context: Flask) -> None:
    event = make_event(status=Status.HELD)
    line = make_tally(event, 9)
    undone = make_tally(event, -9, reverses_id=line.id, reason="记错")
    assert values(event)["handouts"] is None
    make_tally(event, 9, reverses_id=undone.id, reason="没有记错")
    assert values(event)["handouts"] == 9


def test_two_topics_of_one_name_keep_slots_of_their_own(app_context: Flask) -> None:
    event = make_event(status=Status.HELD)
    for code in ("a", "b"):
        make_tally(event, 2, kind=CountKind.CONSULTATION, item_id=make_topic(name="退休", code=code).id)
    names = [each.number.name for each in numbers_of(event).values()]
    assert len(names) == len(set(names))


def test_the_draft_tells_what_plan_and_log_know_in_four_parts(app_context: Flask) -> None:
    written = logged_event()
    make_event(
        team=written.event.lead_team, place=make_place(name="新院区"), title="下一场", starts_at=NOW + timedelta(days=7)
    )
    draft = texts(written.event)
    assert draft[Field.HEADLINE] == "走进滨江工地　开展“安全生产月”活动"
    assert draft[Field.OPENING] == (
        "3月4日，围绕“安全生产月”，示例县人力资源和社会保障局工伤保险分队联合县住建局在滨江工地开展"
        "“工伤预防进工地”活动。劳动关系分队一同参加。"
    )
    assert draft[Field.DOING] == (
        "活动中，工作人员以集中宣讲、设台咨询等形式，重点宣讲《工伤保险条例》，围绕工伤认定、工伤待遇等问题答疑解惑，"
        "发放“工伤折页”“扑克”等宣传资料，现场悬挂横幅。"
    )
    assert draft[Field.OUTCOME] == (
        "据现场登记，本次活动发放宣传资料{发放资料}、扑克{发放资料·副}，接受咨询{咨询}"
        "（其中工伤认定{咨询·工伤认定}、工伤待遇{咨询·工伤待遇}），现场受众{受众}，悬挂横幅{横幅}。"
    )
    assert draft[Field.NEXT] == "下一步，于3月11日在新院区开展“下一场”活动，继续把工伤保险政策法规送到群众身边。"


@pytest.mark.parametrize(
    ("changes", "opening"),
    [
        ({}, "示例县人力资源和社会保障局就业创业分队在集市开展“普法”活动。"),
        ({"partners": "县总工会\n县妇联"}, "示例县人力资源和社会保障局就业创业分队联合县总工会、县妇联在集市开展"),
        ({"standing": Standing.CO_HOST, "partners": "县总工会"}, "就业创业分队与县总工会共同在集市举办“普法”活动。"),
        (
            {"standing": Standing.INVITED, "partners": "县总工会"},
            "就业创业分队应县总工会邀请参加在集市举办的“普法”活动。",
        ),
        ({"standing": Standing.INVITED}, "就业创业分队应邀参加在集市举办的“普法”活动。"),
    ],
)
def test_who_hosts_is_told_as_it_was(sqlite_app: Flask, changes: dict[str, object], opening: str) -> None:
    with sqlite_app.app_context():
        make_bureau()
        event = make_event(place=make_place(name="集市"), title="普法活动", status=Status.HELD, **changes)
        assert opening in texts(event)[Field.OPENING]


@pytest.mark.parametrize(
    ("track", "forms", "asked_for"),
    [
        (Track.PUBLIC, (Form.DESK,), ["{发放资料}", "{咨询}"]),
        (Track.PUBLIC, (Form.TALK,), ["{发放资料}", "{受众}"]),
        (Track.TRAINING, (Form.LECTURE,), ["{发放资料}", "{受众}"]),
        (Track.INTERNAL, (), []),
    ],
)
def test_a_blank_number_is_asked_for_where_such_an_event_has_one(
    sqlite_app: Flask, track: Track, forms: tuple[Form, ...], asked_for: list[str]
) -> None:
    with sqlite_app.app_context():
        event = make_event(status=Status.HELD, track=track, forms=[EventForm(form=form) for form in forms])
        outcome = texts(event)[Field.OUTCOME]
        assert [slot for slot in ("{发放资料}", "{咨询}", "{受众}", "{横幅}") if slot in outcome] == asked_for


def test_an_estimate_stays_one_whatever_is_added(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        event, item = make_event(status=Status.HELD), make_material()
        guess = make_tally(event, 100, item_id=item.id, basis=Basis.ESTIMATED)
        make_tally(event, 20, item_id=item.id)
        assert numbers_of(event)["handouts"].number.wording == "约120份"
        facts = {"reverses_id": guess.id, "reason": "数过了", "basis": Basis.ESTIMATED, "item_id": item.id}
        make_tally(event, -100, by=make_person(team=make_team()), **facts)
        assert numbers_of(event)["handouts"].number.wording == "20份"
        db.session.rollback()
