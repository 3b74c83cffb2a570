"""The days that a campaign's rule proposes, by table and for every year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid
from outreach.schedule.campaigns.known import CAMPAIGNS
from outreach.schedule.campaigns.rules import Recurrence, check_recurrence, day_of_year, spring_festival
from outreach.schedule.rules import DayRule, check_days

KNOWN = {each.code: each.recurrence for each in CAMPAIGNS}


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
        (2028, date(2028, 1, 26)),
        (2029, date(2029, 2, 13)),
        (2030, date(2030, 2, 3)),
    ],
)
def test_spring_festival_is_where_the_state_calendar_has_it(year: int, day: date) -> None:
    assert spring_festival(year) == day


@pytest.mark.parametrize(
    ("code", "year", "days"),
    [
        ("winter_wage_action", 2025, (date(2025, 11, 1), date(2026, 2, 16))),
        ("winter_wage_action", 2027, (date(2027, 11, 1), date(2028, 1, 25))),
        ("spring_breeze", 2026, (date(2026, 1, 25), date(2026, 4, 8))),
        ("spring_breeze", 2025, (date(2025, 1, 22), date(2025, 4, 8))),
        ("spring_breeze", 2028, (date(2028, 1, 19), date(2028, 4, 8))),
        ("safety_month", 2026, (date(2026, 6, 1), date(2026, 6, 30))),
        ("constitution_week", 2026, (date(2026, 12, 1), date(2026, 12, 7))),
        ("occupational_disease_week", 2026, (date(2026, 4, 25), date(2026, 5, 1))),
        ("legal_education_law_day", 2024, None),
        ("legal_education_law_day", 2025, (date(2025, 11, 1), date(2025, 11, 1))),
        ("warm_social_insurance", 2026, None),
        ("social_insurance_week", 2026, None),
    ],
)
def test_the_campaigns_of_the_trade_have_their_days(code: str, year: int, days: tuple[date, date] | None) -> None:
    assert KNOWN[code].days_in(year) == days


@pytest.mark.parametrize(("year", "length"), [(2025, 108), (2027, 86)])
def test_the_winter_action_is_as_long_as_the_moon_says(year: int, length: int) -> None:
    first, last = KNOWN["winter_wage_action"].days_in(year) or (date.max, date.min)
    assert (last - first).days + 1 == length


def test_a_last_day_before_the_first_is_next_years() -> None:
    rule = Recurrence(DayRule.FIXED, "12-15", "01-31")
    assert rule.days_in(2026) == (date(2026, 12, 15), date(2027, 1, 31))


def test_an_action_that_begins_before_the_festival_ends_before_the_same_one() -> None:
    assert Recurrence(DayRule.UNTIL_SPRING_FESTIVAL, "01-01").days_in(2026) == (date(2026, 1, 1), date(2026, 2, 16))
    assert Recurrence(DayRule.UNTIL_SPRING_FESTIVAL, "02-17").days_in(2026) == (date(2026, 2, 17), date(2027, 2, 5))


def test_the_last_of_february_is_there_in_every_year() -> None:
    assert [day_of_year(year, "02-29") for year in (2026, 2028)] == [date(2026, 2, 28), date(2028, 2, 29)]


@given(st.sampled_from(sorted(KNOWN)), st.integers(1950, 2150))
def test_no_rule_proposes_an_edition_that_would_be_refused(code: str, year: int) -> None:
    days = KNOWN[code].days_in(year)
    if days is not None:
        check_days(*days)
        assert days[0].year == year
        assert days[1] - days[0] < timedelta(days=366)


@pytest.mark.parametrize(
    ("recurrence", "field"),
    [
        (Recurrence(DayRule.FIXED), "rule_first"),
        (Recurrence(DayRule.FIXED, "12-01"), "rule_last"),
        (Recurrence(DayRule.AROUND_SPRING_FESTIVAL, "01-25"), "rule_last"),
        (Recurrence(DayRule.UNTIL_SPRING_FESTIVAL), "rule_first"),
        (Recurrence(DayRule.FIXED, "02-30", "03-01"), "rule_first"),
        (Recurrence(DayRule.NOTICE, "01-01", "13-01"), "rule_last"),
        (Recurrence(DayRule.NOTICE, "1-1"), "rule_first"),
    ],
)
def test_half_a_rule_is_refused_at_its_field(recurrence: Recurrence, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_recurrence(recurrence)
    assert refused.value.field == field


def test_a_rule_keeps_only_what_it_uses() -> None:
    checked = check_recurrence(Recurrence(DayRule.UNTIL_SPRING_FESTIVAL, "11-01", "12-01", 2019))
    assert checked == Recurrence(DayRule.UNTIL_SPRING_FESTIVAL, "11-01", None, 2019)
