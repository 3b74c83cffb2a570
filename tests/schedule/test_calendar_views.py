"""The views of the calendar, as a lead opens them and sends them on."""

import re
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from outreach import clock
from outreach.schedule.rules import Status, Track
from outreach.workdays.rules import DayKind
from tests.making import make_deadline, make_edition, make_event, make_place, make_special_day, make_team

VIEWS = ("month", "week", "list", "year")


def at(day: int, hour: int = 9) -> datetime:
    """An instant of March 2025, by the bureau's wall clock."""
    return clock.instant(datetime(2025, 3, day, hour))


@pytest.mark.parametrize("view", VIEWS)
def test_every_link_of_a_view_keeps_what_narrows_it(lead: FlaskClient, view: str) -> None:
    edition, place = make_edition(), make_place()
    make_event(editions=(edition,), place=make_place(parent=place), team=make_team("pension"), track=Track.ENTERPRISE)
    asked = f"team=pension&campaign={edition.campaign_id}&place={place.id}&track=enterprise&mine=1"
    page = lead.get(f"/calendar?view={view}&{asked}").text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/calendar\?[^"]+)"', page)]
    changed_one = [link for link in links if not all(part in link for part in asked.split("&"))]
    assert len(links) > 10
    assert all("team" not in link or "mine=1" in link or "pension" in link for link in changed_one)
    for steps in re.findall(r'href="([^"]+)" rel="(?:prev|next)"', page):
        assert all(part in steps.replace("&amp;", "&") for part in asked.split("&"))
    for name, value in (part.split("=") for part in asked.split("&")[:1]):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_switching_the_view_keeps_the_place_in_time(lead: FlaskClient) -> None:
    page = lead.get("/calendar?month=2025-07").text
    switch = page[page.index("view-switch") :]
    assert "view=week&amp;week=2025-06-30" in switch
    assert "view=list&amp;month=2025-07" in switch
    assert "view=year&amp;year=2025" in switch


def test_a_week_places_its_events_by_their_hours(lead: FlaskClient) -> None:
    make_event(title="早会", starts_at=at(5, 9), ends_at=at(5, 11))
    make_event(title="同时", team=make_team("pension"), starts_at=at(5, 10), ends_at=at(5, 12))
    make_event(title="三天招聘会", starts_at=at(6), ends_at=at(8, 17))
    make_event(title="下周的", starts_at=at(12))
    page = lead.get("/calendar?view=week&week=2025-03-05").text
    assert "at-9 quarter-0 lasts-2 and-0 column-0 of-2" in page
    assert "at-10 quarter-0 lasts-2 and-0 column-1 of-2" in page
    assert "from-4 span-3" in page
    assert "下周的" not in page
    assert "/events/new?day=2025-03-05&amp;from=14:00" in page or "from=14%3A00" in page


def test_a_year_counts_by_day_month_and_team(lead: FlaskClient) -> None:
    pension = make_team("pension")
    for hour in (9, 14):
        make_event(starts_at=at(5, hour))
    make_event(starts_at=at(5), team=pension)
    make_event(starts_at=at(6), status=Status.CANCELLED)
    make_edition(first_day=date(2025, 2, 20), last_day=date(2025, 3, 5))
    page = lead.get("/calendar?view=year&year=2025").text
    assert "共 3 场活动" in page
    march = page[page.index('aria-labelledby="month-3"') : page.index('aria-labelledby="month-4"')]
    assert "<b>3</b>" in march
    assert re.search(r'day=2025-03-05[^<]+<span class="small-number">5</span>.*?就</b>.*?养</b>.*?3</span>', march)
    assert "主题活动" in march
    assert "month=2025-03" in march
    of_one_team = lead.get("/calendar?view=year&team=employment").text
    assert "养" not in of_one_team[of_one_team.rindex('<div class="year"') :]


@pytest.mark.parametrize("view", VIEWS)
def test_holidays_worked_weekends_and_deadlines_stand_on_their_days(lead: FlaskClient, view: str) -> None:
    make_special_day(date(2025, 3, 6), name="植树节")
    make_special_day(date(2025, 3, 8), DayKind.WORKED, "植树节")
    make_deadline(title="年度报告", day=date(2025, 3, 3))
    make_deadline(title="总结", day=date(2025, 3, 7), sent_on=date(2025, 3, 1))
    make_event(starts_at=at(6))
    make_event(starts_at=at(8))
    page = lead.get(f"/calendar?view={view}&week=2025-03-04").text
    assert "休" in page
    assert "班" in page
    assert "植树节" in page
    assert re.search(r'class="due overdue" title="年度报告"', page)
    assert re.search(r'class="due sent" title="总结"', page)
    assert "未公布" not in page


def test_a_year_that_is_not_announced_is_said_once(lead: FlaskClient) -> None:
    make_special_day(date(2025, 1, 1))
    page = lead.get("/calendar?view=year&year=2026").text
    assert page.count("2026年节假日安排未公布") == 1
    assert "未公布" not in lead.get("/calendar?month=2025-12").text


def test_the_list_has_dates_that_are_quick_to_choose(lead: FlaskClient) -> None:
    make_event(title="明天的", starts_at=at(5))
    page = lead.get("/calendar?view=list").text
    quick = page[page.index("quick-dates") :]
    for address in ("day=2025-03-04", "day=2025-03-05", "week=2025-03-03", "week=2025-03-10", "month=2025-04"):
        assert address in quick
    assert "明天的" in lead.get("/calendar?view=list&day=2025-03-05").text
    assert "明天的" not in lead.get("/calendar?view=list&day=2025-03-04").text


def test_an_hour_of_the_week_begins_the_form(lead: FlaskClient) -> None:
    form = lead.get("/events/new?day=2025-03-12&from=14:00").text
    assert re.search(r'name="starts_on"[^>]*value="2025-03-12"', form)
    assert re.search(r'name="starts_at"[^>]*value="14:00"', form)
    assert re.search(r'name="ends_at"[^>]*value="16:00"', form)
    assert re.search(r'name="ends_at"[^>]*value="17:30"', lead.get("/events/new?from=14:00&to=17:30").text)
    assert re.search(r'name="ends_at"[^>]*value="23:59"', lead.get("/events/new?from=23:00").text)
    assert lead.get("/events/new?day=x&from=25:00&to=x").status_code == 200


@pytest.mark.parametrize("view", VIEWS)
def test_a_deadline_leads_to_its_line_among_the_deadlines(lead: FlaskClient, view: str) -> None:
    deadline = make_deadline(day=date(2025, 3, 6))
    asked = "year=2025" if view == "year" else "month=2025-03" if view == "month" else "week=2025-03-06"
    page = lead.get(f"/calendar?view={view}&{asked}").text
    assert f'href="/deadlines?year=2025#deadline-{deadline.id}"' in page
    assert f'id="deadline-{deadline.id}"' in lead.get("/deadlines?year=2025").text
