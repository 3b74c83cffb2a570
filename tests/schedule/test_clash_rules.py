"""What meets what, by tables: ends are free, midnight divides nothing, a way takes its time."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach import clock
from outreach.periods import Period
from outreach.places.rules import PlaceKind
from outreach.schedule.clashes.rules import (
    BETWEEN_TOWNSHIPS,
    WITHIN_A_TOWNSHIP,
    Away,
    Clash,
    ClashKind,
    Slot,
    Spot,
    Surroundings,
    clashes_of,
    minutes_between,
    short_materials,
)
from outreach.schedule.rules import days_of
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar

TEAM, OTHER_TEAM = uuid.UUID(int=1), uuid.UUID(int=2)
ANNA, BEN, CARL = (uuid.UUID(int=number) for number in (11, 12, 13))
TOWN, OTHER_TOWN = uuid.UUID(int=21), uuid.UUID(int=22)
HALL = Spot(uuid.UUID(int=23), PlaceKind.HALL, frozenset({TOWN}))
VILLAGE = Spot(uuid.UUID(int=24), PlaceKind.COMMUNITY, frozenset({TOWN}))
FACTORY = Spot(uuid.UUID(int=25), PlaceKind.ENTERPRISE, frozenset({OTHER_TOWN}))
LEAFLET = uuid.UUID(int=31)


def at(text: str) -> datetime:
    """The instant of a wall-clock time in March 2025: "10 09:30" is the tenth."""
    return clock.instant(datetime.fromisoformat(f"2025-03-{text}"))


def slot(
    start: str,
    end: str,
    spot: Spot = HALL,
    *,
    teams: Collection[uuid.UUID] = (TEAM,),
    people: Collection[uuid.UUID] = (),
) -> Slot:
    return Slot(uuid.uuid4(), at(start), at(end), spot, frozenset(teams), frozenset(people))


def kinds(of: Slot, *others: Slot, **around: object) -> list[ClashKind]:
    return [clash.kind for clash in clashes_of(of, {}, Surroundings(others, **around))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        ("10 08:00", "10 09:00", False),
        ("10 11:00", "10 12:00", False),
        ("10 08:00", "10 09:01", True),
        ("10 10:59", "10 12:00", True),
        ("10 09:30", "10 10:00", True),
        ("09 20:00", "12 08:00", True),
        ("09 20:00", "10 09:00", False),
        ("11 09:00", "11 11:00", False),
    ],
    ids=[
        "until it begins",
        "from its end",
        "a minute in",
        "a minute out",
        "inside",
        "around",
        "over night",
        "next day",
    ],
)
def test_ends_are_free_and_everything_else_that_overlaps_meets(start: str, end: str, meets: bool) -> None:
    mine = slot("10 09:00", "10 11:00", people={ANNA})
    found = kinds(mine, slot(start, end, people={ANNA}))
    assert found == ([ClashKind.PERSON_BUSY, ClashKind.PLACE_BUSY, ClashKind.TEAM_BUSY] if meets else [])


@given(st.integers(0, 60), st.integers(1, 30), st.integers(0, 60), st.integers(1, 30))
def test_a_clash_is_one_from_both_sides(start: int, length: int, other_start: int, other_length: int) -> None:
    def made(first: int, hours: int) -> Slot:
        begins = at("10 00:00") + timedelta(hours=first)
        return Slot(uuid.uuid4(), begins, begins + timedelta(hours=hours), HALL, frozenset({TEAM}), frozenset({ANNA}))

    one, other = made(start, length), made(other_start, other_length)
    assert kinds(one, other) == kinds(other, one)
    shares_an_hour = set(range(start, start + length)) & set(range(other_start, other_start + other_length))
    assert (ClashKind.PERSON_BUSY in kinds(one, other)) == bool(shares_an_hour)


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        (PlaceKind.TOWNSHIP, False),
        (PlaceKind.PARK, False),
        (PlaceKind.COMMUNITY, True),
        (PlaceKind.HALL, True),
        (PlaceKind.ENTERPRISE, True),
        (PlaceKind.WORKSITE, True),
        (PlaceKind.SQUARE, True),
    ],
)
def test_only_a_place_with_room_for_several_is_never_taken(kind: PlaceKind, asks: bool) -> None:
    spot = Spot(uuid.uuid4(), kind)
    found = kinds(slot("10 09:00", "10 11:00", spot), slot("10 10:00", "10 12:00", spot, teams={OTHER_TEAM}))
    assert found == ([ClashKind.PLACE_BUSY] if asks else [])


def test_a_place_inside_of_another_is_not_taken_with_it() -> None:
    around = Spot(TOWN, PlaceKind.OTHER)
    assert kinds(slot("10 09:00", "10 11:00"), slot("10 09:00", "10 11:00", around, teams={OTHER_TEAM})) == []


@pytest.mark.parametrize(
    ("first", "last", "asks"), [(8, 9, False), (9, 10, True), (10, 10, True), (11, 11, True), (12, 13, False)]
)
def test_a_leave_counts_on_each_day_of_the_event(first: int, last: int, asks: bool) -> None:
    away = [Away(ANNA, Period(date(2025, 3, first), date(2025, 3, last)))]
    found = kinds(slot("10 09:00", "11 11:00", people={ANNA, BEN}), away=away)
    assert found == ([ClashKind.PERSON_ON_LEAVE] if asks else [])


def test_an_event_until_midnight_has_nothing_of_the_next_day() -> None:
    assert days_of(at("10 20:00"), at("11 00:00")) == Period(date(2025, 3, 10), date(2025, 3, 10))
    assert days_of(at("10 20:00"), at("11 00:01")).last == date(2025, 3, 11)


def test_a_way_is_measured_where_it_can_be_and_guessed_where_not() -> None:
    assert minutes_between(HALL, HALL) == 0
    assert minutes_between(HALL, VILLAGE) == WITHIN_A_TOWNSHIP
    assert minutes_between(HALL, Spot(TOWN, PlaceKind.TOWNSHIP)) == WITHIN_A_TOWNSHIP
    assert minutes_between(HALL, FACTORY) == BETWEEN_TOWNSHIPS
    here, there = (
        Spot(uuid.uuid4(), PlaceKind.OTHER, position=position) for position in ((28.8, 113.0), (28.9, 113.0))
    )
    assert minutes_between(here, there) == 24, "11.1 km through the air, 15.6 on the road"


@pytest.mark.parametrize(
    ("start", "end", "asks"),
    [
        ("10 11:00", "10 12:00", True),
        ("10 11:44", "10 12:30", True),
        ("10 11:45", "10 12:30", False),
        ("10 07:00", "10 09:00", True),
        ("10 07:00", "10 08:15", False),
        ("11 09:00", "11 11:00", False),
    ],
)
def test_a_person_needs_time_for_the_way(start: str, end: str, asks: bool) -> None:
    mine = slot("10 09:00", "10 11:00", people={ANNA})
    (clash, *none) = clashes_of(mine, {}, Surroundings([slot(start, end, FACTORY, people={ANNA})])) or (None,)
    assert none == []
    assert (clash is not None and clash.kind is ClashKind.TRAVEL) == asks


def test_a_way_over_midnight_is_a_way_too() -> None:
    mine = slot("10 22:00", "11 00:00", people={ANNA})
    assert kinds(mine, slot("11 00:10", "11 02:00", FACTORY, people={ANNA})) == [ClashKind.TRAVEL]


def test_who_is_at_the_same_place_needs_no_way() -> None:
    assert kinds(slot("10 09:00", "10 11:00", people={ANNA}), slot("10 11:00", "10 12:00", people={ANNA})) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "away", "short"),
    [
        ({ANNA}, {BEN}, set(), None),
        ({ANNA}, {BEN, CARL}, set(), None),
        ({ANNA, BEN}, {BEN, CARL}, set(), (4, 3)),
        (set(), {ANNA, BEN}, set(), None),
        (set(), {ANNA, BEN}, {CARL}, (3, 2)),
        (set(), set(), {ANNA, BEN}, (2, 1)),
    ],
)
def test_a_team_is_short_where_more_are_needed_at_once_than_are_there(
    mine: set[uuid.UUID], theirs: set[uuid.UUID], away: set[uuid.UUID], short: tuple[int, int] | None
) -> None:
    around = Surroundings(
        [slot("10 10:00", "10 12:00", FACTORY, people=theirs)],
        [Away(person_id, Period(date(2025, 3, 10), date(2025, 3, 10))) for person_id in away],
        {TEAM: frozenset({ANNA, BEN, CARL})},
    )
    found = clashes_of(slot("10 09:00", "10 11:00", people=mine), {}, around)
    assert next(((c.needed, c.there) for c in found if c.kind is ClashKind.TEAM_SHORT), None) == short


def test_two_events_one_after_the_other_share_the_teams_people() -> None:
    mine = slot("10 08:00", "10 12:00", people={ANNA})
    others = [slot("10 08:00", "10 10:00", VILLAGE, people={BEN}), slot("10 10:00", "10 12:00", VILLAGE, people={BEN})]
    assert ClashKind.TEAM_SHORT not in kinds(mine, *others, members={TEAM: frozenset({ANNA, BEN})})


def test_a_team_of_which_nobody_is_known_is_not_short() -> None:
    assert kinds(slot("10 09:00", "10 11:00"), members={TEAM: frozenset()}) == []


def test_a_public_holiday_is_asked_about_and_a_weekend_is_not() -> None:
    named = {date(2025, 3, 12): NamedDay(date(2025, 3, 12), DayKind.OFF, "植树节")}
    named |= {date(2025, 3, 15): NamedDay(date(2025, 3, 15), DayKind.WORKED, "调休")}
    calendar = WorkCalendar(named, {2025})
    assert kinds(slot("12 09:00", "12 11:00"), calendar=calendar) == [ClashKind.HOLIDAY]
    assert kinds(slot("11 20:00", "12 02:00"), calendar=calendar) == [ClashKind.HOLIDAY]
    for day in ("15", "16"):
        assert kinds(slot(f"{day} 09:00", f"{day} 11:00"), calendar=calendar) == []


@pytest.mark.parametrize(
    ("left", "short"), [({}, None), ({LEAFLET: 300}, None), ({LEAFLET: 299}, 299), ({LEAFLET: -20}, 0)]
)
def test_materials_run_short_only_where_they_are_kept_in_stock(left: dict[uuid.UUID, int], short: int | None) -> None:
    assert [clash.there for clash in short_materials({LEAFLET: 300}, left)] == ([] if short is None else [short])


def test_of_an_event_put_in_afterwards_only_double_bookings_are_said() -> None:
    mine = slot("10 09:00", "10 11:00", people={ANNA})
    around = Surroundings(
        [slot("10 10:00", "10 12:00", VILLAGE, people={ANNA})],
        [Away(ANNA, Period(date(2025, 3, 10), date(2025, 3, 10)))],
        {TEAM: frozenset({ANNA})},
    )
    found = [clash.kind for clash in clashes_of(mine, {LEAFLET: 1}, around, is_past=True)]
    assert found == [ClashKind.PERSON_BUSY, ClashKind.TEAM_BUSY]


@pytest.mark.parametrize(
    ("clash", "is_known"),
    [
        (Clash(ClashKind.MATERIALS_SHORT, LEAFLET, needed=300, there=100), True),
        (Clash(ClashKind.MATERIALS_SHORT, LEAFLET, needed=250, there=100), True),
        (Clash(ClashKind.MATERIALS_SHORT, LEAFLET, needed=301, there=100), False),
        (Clash(ClashKind.MATERIALS_SHORT, ANNA, needed=300, there=100), False),
        (Clash(ClashKind.HOLIDAY, day=date(2025, 3, 10)), False),
    ],
)
def test_what_is_known_is_the_same_and_no_worse(clash: Clash, is_known: bool) -> None:
    assert clash.is_within(Clash(ClashKind.MATERIALS_SHORT, LEAFLET, needed=300, there=100)) == is_known
