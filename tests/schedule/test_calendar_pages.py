"""The calendar and the list of events, as a lead sees them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as hooks

from outreach import clock
from outreach.db import db, transaction
from outreach.schedule.models import Assignment, CampaignTag, Event, ExplainedLaw, JoiningTeam, PlannedItem
from outreach.schedule.rules import Status, Track
from tests.making import (
    NOW,
    make_edition,
    make_event,
    make_law,
    make_material,
    make_person,
    make_place,
    make_special_day,
    make_team,
)


def test_the_list_is_filtered_by_its_address(lead: FlaskClient) -> None:
    township, edition = make_place(), make_edition()
    village = make_place(parent=township)
    make_event(title="甲", place=village, track=Track.ENTERPRISE)
    make_event(title="乙", team=make_team("pension"), editions=(edition,))
    make_event(title="丙", status=Status.CANCELLED, starts_at=NOW - timedelta(days=60))

    def shown(address: str) -> set[str]:
        return set(re.findall(r">([甲乙丙])</a>", lead.get(f"/events?when=all&{address}").text))

    assert shown("") == {"甲", "乙", "丙"}
    assert shown(f"place={township.id}") == {"甲"}
    assert shown("team=pension") == {"乙"}
    assert shown(f"campaign={edition.campaign_id}") == {"乙"}
    assert shown("track=enterprise") == {"甲"}
    assert shown("status=cancelled") == {"丙"}
    assert shown("text=甲") == {"甲"}
    assert shown("first=2025-03-01") == {"甲", "乙"}
    assert shown("last=2025-01-31") == {"丙"}
    assert shown("team=nobody&place=x&first=32&order=x&page=x") == {"甲", "乙", "丙"}
    assert lead.get("/events?first=2025-03-02&last=2025-03-01").status_code == 200
    assert "甲" in lead.get("/events.csv?when=all&track=enterprise").data.decode("utf-8-sig")
    assert lead.get("/events.xlsx?when=all").data.startswith(b"PK")


def test_the_calendar_shows_the_month_that_its_address_says(lead: FlaskClient) -> None:
    make_edition(first_day=date(2025, 2, 20), last_day=date(2025, 3, 5))
    make_event(title="广场宣传", starts_at=clock.instant(datetime(2025, 3, 10, 9)))
    make_event(
        title="三天招聘会",
        starts_at=clock.instant(datetime(2025, 2, 28, 9)),
        ends_at=clock.instant(datetime(2025, 3, 2, 17)),
    )
    make_event(title="下雨了", status=Status.CANCELLED, starts_at=clock.instant(datetime(2025, 3, 11, 9)))
    make_team("pension")
    page = lead.get("/calendar?month=2025-03").text
    for words in ("2025年3月", "广场宣传", "三天招聘会", "下雨了", "/events/new?day=2025-03-10"):
        assert words in page or words.replace("2025年3月", "3月 2025") in page
    assert "广场宣传" not in lead.get("/calendar?month=2025-05").text
    assert "广场宣传" in lead.get("/calendar?month=2025-03&view=list").text
    assert "广场宣传" not in lead.get("/calendar?month=2025-03&team=pension").text
    narrowed = "team=x&campaign=x&place=x&track=x&view=x"
    for nonsense in ("month=2025-13", "month=x", "month=9999-01", "week=x&view=week", "view=year&year=0", narrowed):
        assert lead.get(f"/calendar?{nonsense}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/calendar?month=2025-03",
        "/calendar?view=week&week=2025-03-04",
        "/calendar?view=list&month=2025-03",
        "/calendar?view=year&year=2025",
        "/events?when=all",
        "/events.csv?when=all",
    ],
)
def test_a_page_of_a_hundred_events_asks_as_often_as_one_of_three(lead: FlaskClient, address: str) -> None:
    person, item, edition, law = make_person(), make_material(), make_edition(), make_law()
    pension = make_team("pension")

    def fill(count: int) -> None:
        like = make_event(editions=(edition,))
        facts = {"title": "多", "track": like.track, "lead_team_id": like.lead_team_id, "place_id": like.place_id}
        facts |= {"made_at": NOW, "changed_at": NOW, "day": like.day, "ends_at": NOW + timedelta(days=1)}
        with transaction() as session:
            for number in range(count - 1):
                event = Event(**facts, starts_at=NOW + timedelta(minutes=number), status=Status.PLANNED)
                event.tags = [CampaignTag(edition_id=edition.id)]
                event.staff = [Assignment(person_id=person.id)]
                event.planned_items = [PlannedItem(item_id=item.id)]
                event.laws = [ExplainedLaw(law_id=law.id)]
                event.joining = [JoiningTeam(team_id=pension.id)]
                session.add(event)

    def asked() -> int:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        hooks.listen(db.engine, "before_cursor_execute", note)
        try:
            with lead.application.app_context():  # a session of its own, which knows nothing of what was made here
                assert lead.get(address).status_code == 200
        finally:
            hooks.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    fill(3)
    few = asked()
    fill(97)
    assert asked() == few <= 25


@pytest.mark.parametrize("view", ["month", "list"])
def test_a_crowded_day_shows_some_of_its_events_and_the_way_to_the_rest(lead: FlaskClient, view: str) -> None:
    team = make_team("pension")
    for number in range(30):
        make_event(title=f"第{number}场", team=team, starts_at=clock.instant(datetime(2025, 3, 10, 9, number)))
    page = lead.get(f"/calendar?month=2025-03&team=pension&view={view}").text
    assert "第12场" not in page
    assert "第3场" in page
    ways = re.findall(r'href="(/events\?first=2025-03-10[^"]*team=pension)"[^>]*>[^<]*?(\d+)', page)
    assert [left for _way, left in ways] == (["27", "18"] if view == "month" else ["18"])
    assert "第29场" in lead.get(ways[0][0].replace("&amp;", "&")).text


def test_the_first_of_the_next_month_leaves_its_holiday_to_the_mark(lead: FlaskClient) -> None:
    """Its "10月1日" fills the head of the cell, so that no name would fit beside it."""
    for number in (1, 2):
        make_special_day(date(2025, 10, number), name="国庆节" if number == 1 else "中秋节")
    september, october = (lead.get(f"/calendar?month=2025-{month}").text for month in ("09", "10"))
    name = '<span class="day-name" aria-hidden="true">国庆节</span>'
    assert name not in september
    assert 'title="国庆节"' in september
    assert name in october
