"""A part of a figure: its word, what it asks for, and that the parts of a whole add up to it."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from outreach.db import db
from outreach.errors import NotFound, Refusal
from outreach.periods import Period
from outreach.reports.filters import Filters, read_filters
from outreach.reports.parts import Part, draw_part, found_together, part_of, read_part
from tests.reports.years import SmallYear, small_year


@pytest.fixture
def year(app_context: Flask) -> SmallYear:
    return small_year()


@pytest.mark.parametrize("word", ["handouts", "handouts;month=3", "handouts;team=employment;years_ago=1"])
def test_a_part_is_the_same_in_its_word(year: SmallYear, word: str) -> None:
    assert read_part(word).word == word


@pytest.mark.parametrize(
    "word", ["handouts;month=13", "handouts;month=x", "handouts;team", "handouts;colour=red", "handouts;team=a;team=b"]
)
def test_what_names_no_part_is_refused(year: SmallYear, word: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_part(word)
    assert refused.value.code == "bad_part"


def test_a_part_of_no_figure_is_not_found(year: SmallYear) -> None:
    with pytest.raises(NotFound):
        read_part("pamphlets;month=3")


@pytest.mark.parametrize(
    ("word", "around", "days"),
    [
        ("handouts", (date(2025, 2, 1), date(2025, 6, 30)), (date(2025, 2, 1), date(2025, 6, 30))),
        ("handouts;month=6", (date(2025, 2, 1), date(2025, 6, 20)), (date(2025, 6, 1), date(2025, 6, 20))),
        ("handouts;quarter=1", (date(2025, 2, 1), date(2025, 6, 30)), (date(2025, 2, 1), date(2025, 3, 31))),
        ("handouts;years_ago=1", (date(2024, 2, 29), date(2024, 2, 29)), (date(2023, 2, 28), date(2023, 2, 28))),
        ("handouts;month=9", (date(2025, 2, 1), date(2025, 6, 30)), None),
    ],
)
def test_which_days_a_part_asks_for(
    year: SmallYear, word: str, around: tuple[date, date], days: tuple[date, date] | None
) -> None:
    filters = Filters(around[0].year, Period(*around))
    if days is None:
        with pytest.raises(Refusal):
            read_part(word).filters(filters)
        return
    asked = read_part(word).filters(filters)
    assert (asked.period, asked.year) == (Period(*days), days[0].year)


def test_a_part_can_not_ask_for_another_than_what_is_around_it(year: SmallYear) -> None:
    around = read_filters(2025, {"track": "public"})
    assert Part("handouts", {"track": "public"}).filters(around) == around
    drawn = draw_part(Part("handouts", {"track": "training"}), around)
    assert drawn.value is None and drawn.reason is not None


def test_the_months_of_a_figure_add_up_to_it(year: SmallYear) -> None:
    whole = Filters.of_year(2025)
    parts = [draw_part(Part("handouts", {"month": str(number)}), whole).value or 0 for number in range(1, 13)]
    assert sum(parts) == draw_part(Part("handouts"), whole).value == 12_734


def test_a_part_comes_of_fields_of_filters(year: SmallYear) -> None:
    around = Filters.of_year(2025)
    team = read_filters(2025, {"team": year.desk.lead_team.code}).team
    assert part_of("handouts", around, team=team).word == f"handouts;team={year.desk.lead_team.code}"


def test_parts_that_are_narrowed_alike_look_for_their_team_once(year: SmallYear) -> None:
    words = [f"{key};team=employment" for key in ("handouts", "events_public", "articles")]
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        found = found_together([*map(read_part, words), read_part("handouts;team=nobody")])
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len([each for each in sent if "WHERE teams.code" in each]) == 2
    around = Filters.of_year(2025)
    assert [part.filters(around) for part in found[:3]] == [read_part(word).filters(around) for word in words]
    with pytest.raises(Refusal):
        found[3].filters(around)
