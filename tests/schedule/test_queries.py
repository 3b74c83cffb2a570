"""Reading the plan, on both databases."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event as hooks
from sqlalchemy.exc import InvalidRequestError

from outreach.audit.actions import Machine
from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid, NotFound
from outreach.periods import Period
from outreach.schedule import queries
from outreach.schedule.campaigns import actions as campaign_actions
from outreach.schedule.campaigns import edition_actions
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.schedule.models import Assignment, Event, EventForm, JoiningTeam
from outreach.schedule.queries import Filters
from outreach.schedule.rules import Form, Status, Track
from tests.making import NOW, make_edition, make_event, make_person, make_place, make_team, stored

MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


def titles(events: Iterable[Event]) -> list[str]:
    return [event.title for event in events]


def test_events_come_by_day_start_and_id(app_context: Flask) -> None:
    for title, hours in (("丁", 26), ("乙", 1), ("甲", 0), ("丙", 25), ("前", -24 * 9), ("后", 24 * 40)):
        make_event(title=title, starts_at=NOW + timedelta(hours=hours))
    assert titles(queries.events_in(MARCH)) == ["甲", "乙", "丙", "丁"]


def test_filters_narrow_by_every_dimension(app_context: Flask) -> None:
    park, pension, edition, person = make_place(), make_team("pension"), make_edition(), make_person()
    inner = make_place(parent=make_place(parent=park), name="一号厂房")
    make_event(title="甲", place=inner, track=Track.ENTERPRISE)
    make_event(title="乙", team=pension, editions=(edition,), partners="100%总工会")
    joined = make_event(title="丙", status=Status.HELD)
    stored(JoiningTeam(event_id=joined.id, team_id=pension.id))
    stored(Assignment(event_id=joined.id, person_id=person.id))
    stored(EventForm(event_id=joined.id, form=Form.QUIZ))

    def shown(**asked: object) -> set[str]:
        filters = Filters(**asked)  # type: ignore[arg-type]
        assert {each.title for each in queries.page_of_events(filters)} == set(
            titles(queries.events_in(MARCH, filters))
        )
        return set(titles(queries.events_in(MARCH, filters)))

    assert shown(place_id=park.id) == {"甲"}
    assert shown(team_id=pension.id) == {"乙", "丙"}
    assert shown(campaign_id=edition.campaign_id) == shown(edition_id=edition.id) == {"乙"}
    assert shown(track=Track.ENTERPRISE) == {"甲"}
    assert shown(form=Form.QUIZ) == {"丙"}
    assert shown(status=Status.HELD) == {"丙"}
    assert shown(person_id=person.id) == {"丙"}
    assert shown(text=" 厂房 ") == {"甲"}
    assert shown(text="100%") == {"乙"}
    assert shown(text="1_0") == set()


def test_each_order_of_the_list_is_total_both_ways(app_context: Flask) -> None:
    pension = make_team("pension")
    for hours in range(7):
        make_event(starts_at=NOW + timedelta(hours=hours), team=pension if hours % 2 else make_team())
    for order in queries.ORDERS:
        there = [queries.page_of_events(order=order, number=number, size=3).rows for number in (1, 2, 3)]
        back = [queries.page_of_events(order="-" + order, number=number, size=3).rows for number in (1, 2, 3)]
        ids = [event.id for rows in there for event in rows]
        assert len(set(ids)) == 7
        assert ids == [event.id for rows in back for event in rows][::-1]
    assert queries.page_of_events(number=99, size=3).number == 3


def test_a_list_event_does_not_ask_behind_its_back(app_context: Flask) -> None:
    event_id = make_event().id
    db.session.expire_all()
    (event,) = queries.events_in(MARCH)
    with pytest.raises(InvalidRequestError):
        _staff = event.staff
    db.session.expunge_all()
    (whole,) = queries.events_in(MARCH, whole=True)
    assert (whole.id, whole.staff) == (event_id, [])
    with pytest.raises(NotFound):
        queries.event(make_place().id)


def test_a_calendar_shows_what_began_before_its_days(app_context: Flask) -> None:
    fair = make_event(title="三天", starts_at=NOW, ends_at=NOW + timedelta(days=2))
    shown = Period(date(2025, 3, 6), date(2025, 3, 9))
    assert titles(queries.events_shown(shown)) == [fair.title]
    assert titles(queries.events_in(shown)) == []


def test_the_days_of_the_plan_reach_from_the_first_event_to_the_last(app_context: Flask) -> None:
    make_event()
    assert queries.days_with_events() == Period(date(2025, 3, 4), date(2025, 3, 4))
    assert queries.days_with_events(Filters(track=Track.INTERNAL)) is None


def test_the_editions_of_some_days_are_those_that_touch_them(app_context: Flask) -> None:
    long = make_edition(first_day=date(2024, 11, 1), last_day=date(2025, 3, 1))
    short = make_edition(first_day=date(2025, 3, 31), last_day=date(2025, 3, 31))
    make_edition(first_day=date(2025, 4, 1), last_day=date(2025, 4, 30))
    assert [each.id for each in campaign_queries.editions_covering(MARCH)] == [long.id, short.id]


def test_a_new_bureau_knows_the_campaigns_of_the_trade_but_no_days(app_context: Flask) -> None:
    with transaction():
        campaign_actions.add_known_campaigns(now=NOW, by=Machine())
        campaign_actions.add_known_campaigns(now=NOW, by=Machine())
    known = {campaign.name: campaign for campaign in campaign_queries.campaigns()}
    assert len(known) == 18
    assert known["治理欠薪冬季行动"].aliases == ["根治欠薪冬季行动"]
    assert not any(campaign.editions for campaign in known.values())


def test_a_campaign_has_one_name_and_one_edition_a_year(app_context: Flask) -> None:
    facts = {"by": Machine(), "now": NOW}
    with transaction():
        campaign = campaign_actions.add_campaign(name="春风行动", name_en="Spring Breeze", **facts)
        edition_actions.add_edition(campaign, first_day=date(2025, 1, 20), last_day=date(2025, 4, 8), **facts)
    assert campaign.code == "spring_breeze"
    with pytest.raises(Conflict), transaction():
        campaign_actions.add_campaign(name=" 春风行动 ", **facts)
    campaign = campaign_queries.campaign(campaign.id)
    with pytest.raises(Conflict), transaction():
        edition_actions.add_edition(campaign, first_day=date(2025, 5, 1), last_day=date(2025, 5, 2), **facts)
    with pytest.raises(Invalid), transaction():
        edition_actions.add_edition(campaign, first_day=date(2026, 5, 2), last_day=date(2026, 5, 1), **facts)


def test_a_month_of_one_team_is_found_by_its_days(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        filters = Filters(team_id=make_team().id)
        asked: list[tuple[str, Any]] = []

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            asked.append((statement, parameters))

        hooks.listen(db.engine, "before_cursor_execute", note)
        queries.counts_by_day(MARCH, filters)
        queries.events_in(MARCH, filters)
        hooks.remove(db.engine, "before_cursor_execute", note)
        plans = [_plan(statement, parameters) for statement, parameters in asked if "FROM events" in statement]
        assert len(plans) == 2
        assert all("ix_events_day_starts_at_id" in plan for plan in plans)


def _plan(statement: str, parameters: Any) -> str:
    cursor = db.engine.raw_connection().cursor()
    return str(cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())
