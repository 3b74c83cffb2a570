"""The pages of a series, as a lead who repeats an event meets them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_babel import gettext

from outreach import clock
from outreach.db import db
from outreach.places.rules import MarketCalendar
from outreach.schedule import queries
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.models import Series
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import DayKind
from tests.making import NOW, make_edition, make_event, make_place, make_team, stored
from tests.schedule.test_questions import a_yes_to
from tests.schedule.test_series import repeated

FIRST = date(2025, 4, 8)  # a Tuesday
FORTNIGHTLY = "repeat=weeks&interval=2&weekdays=2&day_off=leave_out&until=2025-06-30&count="


def tuesday(day: date = FIRST, **facts: Any) -> Event:
    """The job market's Tuesday that a lead has planned."""
    starts_at = clock.instant(datetime(day.year, day.month, day.day, 9))
    return make_event(**{"title": "招聘日", "starts_at": starts_at} | facts)


def ticks(page: str) -> list[str]:
    """The days that are ticked on the page."""
    return re.findall(r'name="days" value="([^"]+)" checked', page)


def repeat(lead: FlaskClient, event: Event, *left_out: str, **said: Any) -> Any:
    """What comes of planning all days that are offered but those."""
    address = f"/events/{event.id}/repeat?{FORTNIGHTLY}"
    days = [day for day in ticks(lead.get(address).text) if day not in left_out]
    return lead.post(address, data={"days": days} | said)


def the_series() -> Series:
    db.session.rollback()
    return db.session.scalars(db.select(Series)).one()


def test_every_second_tuesday_is_shown_first_and_made_without_the_day_that_was_unticked(lead: FlaskClient) -> None:
    event = tuesday()
    assert f"/events/{event.id}/repeat" in lead.get(f"/events/{event.id}").text
    shown = lead.get(f"/events/{event.id}/repeat?{FORTNIGHTLY}").text
    assert ticks(shown) == ["2025-04-22", "2025-05-06", "2025-05-20", "2025-06-03", "2025-06-17"]
    assert "2025年4月22日 周二" in shown
    made = repeat(lead, event, "2025-05-20")
    series = the_series()
    assert made.location == f"/series/{series.id}"
    page = lead.get(made.location).text
    assert page.count('class="line event-line') == 5
    assert gettext("Not planned on this day") in page
    assert "每2周一次，周二" in page
    last = lead.get(f"/events/{series_queries.events_of_series(series.id)[-1].id}").text
    assert "第 5 场，共 5 场" in last
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


def test_a_holiday_is_named_and_left_out_and_an_unannounced_year_is_said(lead: FlaskClient) -> None:
    stored(AnnouncedYear(year=2025, changed_at=NOW))
    stored(SpecialDay(day=date(2025, 5, 6), year=2025, kind=DayKind.OFF, name="调休放假"))
    event = tuesday(date(2025, 12, 23))
    far = lead.get(f"/events/{event.id}/repeat?{FORTNIGHTLY.replace('2025-06-30', '2026-01-31')}").text
    assert "2026年的放假安排尚未公布" in far
    shown = lead.get(f"/events/{tuesday().id}/repeat?{FORTNIGHTLY}").text
    assert "调休放假" in shown
    assert "2025-05-06" not in ticks(shown)
    assert 'value="2025-05-06"' in shown, "it can be ticked all the same"


def test_what_a_day_meets_or_lies_outside_of_is_said_beside_it_and_asked_about_once(lead: FlaskClient) -> None:
    edition = make_edition(first_day=date(2025, 4, 1), last_day=date(2025, 4, 30))
    met = tuesday(date(2025, 6, 3), title="先定的")
    event = tuesday(editions=(edition,))
    shown = lead.get(f"/events/{event.id}/repeat?{FORTNIGHTLY}").text
    assert f'href="/events/{met.id}"' in shown
    assert edition.campaign.name in shown
    asked = repeat(lead, event)
    assert asked.status_code == 409
    assert "先定的" in asked.text
    assert len(ticks(asked.text)) == 5
    made = repeat(lead, event, confirm=a_yes_to(asked.text), anyway_reason="两边都有人")
    assert made.status_code == 302


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("repeat=weeks&interval=2&until=2025-06-30", "weekdays"),
        ("repeat=weeks&interval=0&weekdays=2&until=2025-06-30", "interval"),
        ("repeat=weeks&interval=1&weekdays=2&until=", "until"),
        ("repeat=weeks&interval=1&weekdays=2&until=2025-04-01", "until"),
        ("repeat=weeks&interval=1&weekdays=2&until=nonsense", "until"),
        ("repeat=weeks&interval=1&weekdays=2&weekdays=1&weekdays=3&weekdays=4&weekdays=5&until=2027-06-30", "until"),
        ("repeat=month_day&month_day=40&until=2025-06-30", "month_day"),
        ("repeat=market&until=2025-06-30", "repeat"),
    ],
)
def test_a_pattern_that_cannot_be_is_said_at_its_field(lead: FlaskClient, asked: str, field: str) -> None:
    event = tuesday()
    answer = lead.get(f"/events/{event.id}/repeat?day_off=leave_out&nth=1&weekday=2&{asked}")
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert lead.post(f"/events/{event.id}/repeat?{asked}", data={"days": "2025-04-22"}).status_code == 422


def test_the_market_days_of_a_place_are_a_pattern(lead: FlaskClient) -> None:
    place = make_place(market_days="3,8", market_calendar=MarketCalendar.SOLAR)
    event = tuesday(place=place)
    asked = "repeat=market&until=2025-04-30&day_off=keep"
    assert ticks(lead.get(f"/events/{event.id}/repeat?{asked}").text) == [
        "2025-04-13",
        "2025-04-18",
        "2025-04-23",
        "2025-04-28",
    ]
    elsewhere = lead.get(f"/events/{tuesday().id}/repeat").text
    assert 'value="market"' not in elsewhere


def test_nothing_ticked_is_refused_and_the_days_stay(lead: FlaskClient) -> None:
    event = tuesday()
    refused = lead.post(f"/events/{event.id}/repeat?{FORTNIGHTLY}", data={})
    assert refused.status_code == 422
    assert 'id="days-error"' in refused.text
    assert refused.text.count('name="days"') == 5


def test_what_was_just_made_is_taken_back_with_one_button(lead: FlaskClient) -> None:
    event = tuesday()
    where = repeat(lead, event).location
    assert f'action="{where}/take-back"' in lead.get(where).text
    back = lead.post(f"{where}/take-back")
    assert back.location == f"/events/{event.id}"
    assert f"/events/{event.id}/repeat" in lead.get(back.location).text
    assert lead.post(f"{where}/take-back").status_code == 302, "twice does no harm"
    assert queries.event(event.id).status is Status.PLANNED


def test_an_hour_later_nothing_is_offered_to_be_taken_back(lead: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    where = repeat(lead, tuesday()).location
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=4))
    assert "take-back" not in lead.get(where).text


def test_a_series_is_added_to_by_a_later_end(lead: FlaskClient) -> None:
    event = tuesday()
    where = repeat(lead, event, "2025-05-20").location
    assert lead.get(f"/events/{event.id}/repeat").location == f"{where}/extend"
    asked = f"{where}/extend?until=2025-07-31"
    shown = lead.get(asked).text
    assert ticks(shown) == ["2025-07-01", "2025-07-15", "2025-07-29"]
    assert 'value="2025-05-20"' in shown
    assert lead.post(asked, data={"days": ["2025-05-20", "2025-07-01"]}).location == where
    days = [each.day for each in series_queries.events_of_series(the_series().id)]
    assert date(2025, 5, 20) in days
    assert date(2025, 7, 1) in days
    assert lead.get(f"{where}/extend?until=2025-05-01").status_code == 422


def test_another_team_sees_a_series_and_leaves_it_alone(lead: FlaskClient) -> None:
    event = tuesday(team=make_team("pension"))
    where = f"/series/{repeated(event).series.id}"
    page = lead.get(where)
    assert page.status_code == 200
    assert "extend" not in page.text
    assert lead.get(f"{where}/extend").status_code == 403
    assert lead.post(f"{where}/take-back").status_code == 403
    assert lead.get(f"/events/{tuesday(team=make_team('pension')).id}/repeat").status_code == 403


def test_a_copy_of_an_event_of_a_series_is_not_in_it(lead: FlaskClient) -> None:
    where = repeat(lead, tuesday()).location
    event = series_queries.events_of_series(the_series().id)[1]
    copy = lead.get(f"/events/new?copy={event.id}").text
    assert where not in copy
