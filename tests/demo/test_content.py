"""What the example is made of holds together, before anything is written."""

from datetime import UTC, date, datetime

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from outreach import clock
from outreach.demo.around import NOT_BEFORE, happenings_around
from outreach.demo.campaigns import editions_until
from outreach.demo.content import beside
from outreach.demo.content.ahead import PLANNED, TODAY
from outreach.demo.content.elsewhere import ELSEWHERE
from outreach.demo.content.held import HELD, ROUND
from outreach.demo.content.laws import LAWS
from outreach.demo.content.materials import MATERIALS
from outreach.demo.content.people import ACCOUNTS
from outreach.demo.content.places import INSIDE, WIDE
from outreach.demo.days_off import public_holidays
from outreach.demo.happenings import Happening
from outreach.demo.tallying import parts_of, taps_of
from outreach.demo.writing import of_the_year
from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Track

PLACES = {facts.name: facts for facts in [*WIDE, *(each for inside in INSIDE.values() for each in inside)]}
EVERYTHING: list[Happening] = [
    *of_the_year(),
    *beside.BEFORE,
    *beside.AFTER,
    *(each.happening for each in (*HELD, *PLANNED)),
    TODAY,
]


def named(happening: Happening) -> str:
    return f"{happening.on}-{happening.team}"


@pytest.mark.parametrize("happening", of_the_year(), ids=named)
def test_no_event_lies_on_a_public_holiday_and_only_fairs_on_a_saturday(happening: Happening) -> None:
    assert happening.on not in country_holidays("CN", years=2025)
    if happening.on.weekday() > 4:
        assert happening.on.weekday() == 5
        assert PLACES[happening.place].kind in (PlaceKind.JOB_FAIR, PlaceKind.SQUARE)


@pytest.mark.parametrize("happening", EVERYTHING, ids=named)
def test_an_event_names_what_there_is(happening: Happening) -> None:
    assert happening.place in PLACES
    assert set(happening.handed) <= set(MATERIALS)
    assert set(happening.laws) <= set(LAWS)
    assert set(happening.staff) <= {account.username for account in ACCOUNTS}
    assert happening.starts_at < happening.ends_at
    assert all(out <= brought for brought, out in happening.handed.values())
    if happening.track is Track.ENTERPRISE:
        assert PLACES[happening.place].kind is PlaceKind.ENTERPRISE


def test_what_is_done_again_is_done_elsewhere() -> None:
    assert set(ELSEWHERE) == {each.title for each in ROUND}
    again = [each for both in ELSEWHERE.values() for each in both]
    assert {each.place for each in again} <= set(PLACES)
    assert len({each.title for each in again} | set(ELSEWHERE)) == 3 * len(ELSEWHERE)


@pytest.mark.parametrize("happening", [each for each in of_the_year() if each.cancelled is None], ids=named)
def test_the_lines_of_an_event_add_up_to_what_was_handed_out(happening: Happening) -> None:
    taps = taps_of(happening)
    late = {slip.item for slip in happening.slips if slip.late}
    for item, (_brought, out) in happening.handed.items():
        if item not in late:
            assert sum(tap.quantity for tap in taps if tap.item == item) == out
    asked = sum(tap.quantity for tap in taps if tap.kind == "consultation")
    assert asked == sum(happening.asked.values())
    assert all(tap.minute > 0 for tap in taps)


@given(st.integers(1, 5000), st.integers(1, 8), st.integers(0, 30))
def test_parts_add_up(quantity: int, parts: int, turn: int) -> None:
    split = parts_of(quantity, parts, turn)
    assert sum(split) == quantity
    assert 1 <= len(split) <= parts
    assert min(split) > 0


@pytest.mark.parametrize(
    "now",
    [
        datetime(2025, 6, 16, 1, 0, tzinfo=UTC),
        datetime(2025, 12, 31, 15, 59, tzinfo=UTC),
        datetime(2026, 1, 5, 1, 0, tzinfo=UTC),
        datetime(2026, 2, 17, 20, 0, tzinfo=UTC),
        datetime(2026, 10, 8, 3, 0, tzinfo=UTC),
        datetime(2027, 12, 31, 17, 0, tzinfo=UTC),
        datetime(2032, 3, 1, 3, 0, tzinfo=UTC),
    ],
    ids=str,
)
def test_a_plan_laid_on_any_day_leaves_2025_alone(now: datetime) -> None:
    today = clock.local_day(now)
    holidays = public_holidays(range(2024, today.year + 3))
    around = happenings_around(now, holidays, editions_until(today.year + 1))
    assert all(each.on >= NOT_BEFORE for each in around)
    assert all(each.on < today for each in around if each.is_logged)
    assert [each.title for each in around if each.on == today] == ([TODAY.title] if today >= NOT_BEFORE else [])
    assert [each.on for each in around if each.on in holidays and each.on != today] == []
    assert all((each.on > today) == (not each.is_logged) for each in around if each.on != today and not unlogged(each))


def unlogged(happening: Happening) -> bool:
    return happening.title in {each.happening.title for each in HELD if not each.happening.is_logged}


def test_the_editions_of_the_year_are_those_of_its_notices() -> None:
    editions = editions_until(2026)
    assert editions["winter_wage_action", 2024] == (date(2024, 11, 1), date(2025, 1, 28))
    assert editions["winter_wage_action", 2025] == (date(2025, 11, 1), date(2026, 2, 16))
    assert editions["employment_assistance_month", 2025] == (date(2024, 12, 15), date(2025, 1, 28))
