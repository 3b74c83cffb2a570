"""How a month's calendar page is laid out, on plain values."""

from datetime import date, datetime

from outreach import clock
from outreach.people.models import Team
from outreach.periods import Period, month
from outreach.schedule.calendar.day_marks import Marks, mark_of
from outreach.schedule.calendar.months import Week, days_listed, shown_days, weeks_of
from outreach.schedule.models import Edition, Event
from outreach.workdays.rules import WorkCalendar

MARCH = month(2025, 3)


def unmarked(month: Period) -> Marks:
    """The marks of days of which no notice says anything."""
    return Marks((day, mark_of(day, WorkCalendar())) for day in shown_days(month))


def laid_out(month: Period, events: list[Event], editions: list[Edition]) -> list[Week]:
    return weeks_of(month, events, editions, unmarked(month))


def an_event(start: datetime, end: datetime) -> Event:
    """An event at wall-clock times, not stored."""
    starts_at = clock.instant(start)
    return Event(title="x", lead_team=Team(), day=start.date(), starts_at=starts_at, ends_at=clock.instant(end))


def test_an_event_that_ends_at_midnight_has_nothing_of_the_day_after() -> None:
    evening = an_event(datetime(2025, 3, 4, 19), datetime(2025, 3, 5))
    night = an_event(datetime(2025, 3, 4, 19), datetime(2025, 3, 5, 0, 1))
    assert (evening.days.days, night.days.days) == (1, 2)


def test_a_bar_goes_on_in_the_next_week_and_no_two_share_a_lane() -> None:
    run = Edition(first_day=date(2025, 2, 20), last_day=date(2025, 3, 4))
    day = Edition(first_day=date(2025, 3, 4), last_day=date(2025, 3, 4))
    fair = an_event(datetime(2025, 3, 5, 9), datetime(2025, 3, 7, 17))
    short = an_event(datetime(2025, 3, 4, 9), datetime(2025, 3, 4, 11))
    weeks = laid_out(MARCH, [short, fair], [run, day])
    placed = [[(bar.column, bar.span, bar.lane, bar.begins, bar.ends) for bar in week.bars] for week in weeks[:2]]
    assert placed == [[(1, 7, 1, False, False)], [(1, 2, 1, False, True), (2, 1, 2, True, True), (3, 3, 1, True, True)]]
    assert [each.lanes for each in weeks[1].days] == [1, 2, 1, 1, 1, 0, 0]
    tuesday, wednesday = weeks[1].days[1:3]
    assert (tuesday.events, wednesday.passing) == ([short], [fair])
    assert [each.day.day for each in days_listed(MARCH, [short, fair], unmarked(MARCH))] == [4, 5, 6, 7]


def test_a_month_has_no_week_without_a_day_of_it() -> None:
    assert len(laid_out(month(2027, 2), [], [])) == 4
    assert len(laid_out(MARCH, [], [])) == 6
    full = [an_event(datetime(2025, 3, 4, 8 + n), datetime(2025, 3, 4, 9 + n)) for n in range(6)]
    busy = laid_out(MARCH, full, [])[1].days[1]
    assert (len(busy.shown), busy.hidden) == (3, 3)
