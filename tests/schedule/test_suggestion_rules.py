"""Which half days are suggested: tables and properties, without a database."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as some

from outreach.periods import Period
from outreach.schedule.rules import AFTERNOON, MORNING
from outreach.schedule.suggestions.rules import ENOUGH, Diary, Span, Suggestion, suggested
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar

#: Monday 3 March 2025 and the two weeks after it.
MONDAY = date(2025, 3, 3)
WEEKS = Period(MONDAY, MONDAY + timedelta(days=20))
KNOWN = WorkCalendar({}, {2025})
NOBODY = Diary([], {})


def on(day: date, start: int, end: int) -> Span:
    return Span(datetime.combine(day, time(start)), datetime.combine(day, time(end)))


def asked(
    diary: Diary = NOBODY,
    *,
    calendar: WorkCalendar = KNOWN,
    is_market: Callable[[date], bool] = lambda day: False,
    most: int = 5,
) -> list[Suggestion]:
    return suggested(WEEKS, calendar=calendar, is_market=is_market, diary=diary, most=most)


def test_the_next_working_mornings_are_suggested() -> None:
    found = asked(most=6)
    assert [each.day for each in found] == [MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7)]
    assert {(each.start, each.end) for each in found} == {MORNING}


def test_a_made_up_weekend_is_worked_and_a_holiday_not() -> None:
    named = [
        NamedDay(MONDAY, DayKind.OFF, "假"),
        NamedDay(MONDAY + timedelta(days=5), DayKind.WORKED, "班"),
    ]
    days = [each.day for each in asked(calendar=WorkCalendar({each.day: each for each in named}, {2025}), most=5)]
    assert MONDAY not in days and MONDAY + timedelta(days=5) in days


def test_a_busy_morning_leaves_the_afternoon_and_a_busy_day_nothing() -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = asked(Diary([on(MONDAY, 8, 10), on(tuesday, 9, 16)], {}), most=2)
    assert [(each.day, each.start) for each in found] == [
        (MONDAY, AFTERNOON[0]),
        (MONDAY + timedelta(days=2), MORNING[0]),
    ]


def test_an_event_that_ends_as_the_next_begins_is_in_nobodys_way() -> None:
    assert asked(Diary([on(MONDAY, 7, 9)], {}))[0].start == MORNING[0]


def test_where_there_is_a_market_only_its_mornings_are_suggested() -> None:
    market = {MONDAY + timedelta(days=n) for n in (2, 5, 7)}  # the second is a Saturday
    found = asked(Diary([on(MONDAY + timedelta(days=7), 9, 10)], {}), is_market=market.__contains__)
    assert [(each.day, each.start, each.is_market) for each in found] == [
        (MONDAY + timedelta(days=2), MORNING[0], True)
    ]


def test_without_a_market_day_that_suits_ordinary_days_are_suggested() -> None:
    found = asked(is_market=lambda day: day.weekday() == 6)
    assert len(found) == 5 and not any(each.is_market for each in found)


def test_people_on_leave_or_elsewhere_can_not_go() -> None:
    one, two, three = (uuid.UUID(int=number) for number in range(3))
    whole_day = Span(datetime.combine(MONDAY, time()), datetime.combine(MONDAY + timedelta(days=1), time()))
    diary = Diary([], {one: [whole_day], two: [on(MONDAY, 9, 10)], three: []})
    found = asked(diary, most=2)
    assert [(each.start, each.people_free) for each in found] == [(AFTERNOON[0], 2), (MORNING[0], 3)]
    assert diary.people_free(on(MONDAY, 9, 11)) == {three}


def test_a_team_of_one_is_enough_when_there_are_no_more() -> None:
    assert asked(Diary([], {uuid.UUID(int=1): []}))[0].people_free == 1


def test_a_year_that_is_not_announced_is_said_so() -> None:
    assert not asked(calendar=WorkCalendar())[0].is_known and asked()[0].is_known


spans = some.builds(
    lambda day, start, hours: on(MONDAY + timedelta(days=day), start, start + hours),
    some.integers(0, 20),
    some.integers(7, 17),
    some.integers(1, 6),
)


@given(
    team=some.lists(spans, max_size=25),
    people=some.dictionaries(some.uuids(), some.lists(spans, max_size=6), max_size=4),
    off=some.sets(some.integers(0, 20)),
    digits=some.sets(some.integers(0, 9), max_size=2),
)
def test_no_suggestion_is_on_a_day_off_or_in_the_way_of_anything(
    team: list[Span], people: dict[uuid.UUID, list[Span]], off: set[int], digits: set[int]
) -> None:
    named = {MONDAY + timedelta(days=n): NamedDay(MONDAY + timedelta(days=n), DayKind.OFF, "假") for n in off}
    calendar = WorkCalendar(named, {2025})
    found = asked(Diary(team, people), calendar=calendar, is_market=lambda day: day.day % 10 in digits)
    assert [each.day for each in found] == sorted({each.day for each in found})
    for each in found:
        span = Span(datetime.combine(each.day, each.start), datetime.combine(each.day, each.end))
        assert calendar.is_working(each.day)
        assert not any(span.meets(taken) for taken in team)
        free = [taken for taken in people.values() if not any(span.meets(one) for one in taken)]
        assert each.people_free == len(free) >= min(ENOUGH, len(people))
    assert len({each.is_market for each in found}) <= 1
