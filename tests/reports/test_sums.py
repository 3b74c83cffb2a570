"""The heart (rule of the count 1): for every figure, filter and cell, the lines behind add up to the value."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from outreach.db import db
from outreach.periods import Period, month
from outreach.places.rules import PlaceKind
from outreach.reports.boards.year import CARDS
from outreach.reports.doubts import months_without_base
from outreach.reports.figures import BESIDE, figure, figures_of
from outreach.reports.filters import Chosen, Filters, chosen_row, chosen_team
from outreach.reports.online import METRICS
from outreach.reports.report import draw_from
from outreach.reports.sums import WHOLE, Cell, glance_sums, year_sums
from outreach.reports.undecided import Undecided, undecided_part
from outreach.reports.values import Drawn, draw, draw_all
from outreach.schedule.rules import Form, Track
from tests.reports.worlds import World, build, without_voided, worlds

#: Without shrinking: a failing year is small enough to read, and a database makes it a matter of minutes.
invariant = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    """Some filters, by the number of what they name."""
    number = st.none() | st.integers(min_value=0, max_value=3)
    return {
        "team": draw(number),
        "campaign": draw(st.none() | st.integers(min_value=0, max_value=2)),
        "place": draw(number),
        "track": draw(st.none() | st.sampled_from(Track)),
        "form": draw(st.none() | st.sampled_from([Form.TALK, Form.QUIZ])),
        "place_kind": draw(st.none() | st.sampled_from([PlaceKind.ENTERPRISE, PlaceKind.PARK])),
        "reviewed": draw(st.none() | st.booleans()),
        "first": draw(st.integers(min_value=0, max_value=200)),
        "last": draw(st.integers(min_value=200, max_value=364)),
    }


def filters_of(world: World, chosen: dict[str, Any]) -> Filters:
    named: dict[str, Any] = dict(chosen)
    first, last = (date(2025, 1, 1) + timedelta(days=named.pop(name)) for name in ("first", "last"))
    for name, rows in (("team", world.teams), ("campaign", world.campaigns), ("place", world.places)):
        if named[name] is not None:
            named[name] = chosen_row(rows[named[name]])  # type: ignore[index]
    return Filters(2025, Period(first, last), **named)


@pytest.fixture
def undone(app_context: Flask) -> Iterator[None]:
    """What a test flushes goes away with it."""
    yield
    db.session.rollback()


def facts(drawn: list[Drawn]) -> list[tuple[str, int | None, str | None, int, int]]:
    """What must be equal however a figure was drawn."""
    return [(each.figure.key, each.value, each.reason, each.estimated, each.undecided) for each in drawn]


def behind(key: str, filters: Filters) -> list[Any]:
    return list(db.session.execute(figure(key).lines(filters)))


def value_of(key: str, filters: Filters) -> int | None:
    """The figure's value, without asking also how much of it was estimated or is in doubt."""
    return draw(figure(key), filters, {}, Undecided()).value


def narrowed(filters: Filters, cell: Cell, world: World) -> Filters:
    """The filters with which a cell of a table opens."""
    dimension, value = cell
    if dimension == "team":
        team = next(each for each in world.teams if each.id == value)
        return replace(filters, team=chosen_team(team))
    if dimension == "campaign":
        return replace(filters, campaign=Chosen(value, str(value), ""))  # type: ignore[arg-type]
    if dimension == "place_kind":
        return replace(filters, place_kind=value)  # type: ignore[arg-type]
    if dimension == "month":
        return replace(filters, period=filters.period & month(2025, value))  # type: ignore[arg-type]
    number, team_id = value  # type: ignore[misc]
    return narrowed(narrowed(filters, ("month", number), world), ("team", team_id), world)


@given(worlds, choices())
@invariant
def test_the_lines_behind_a_figure_add_up_to_it(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        for filters in (Filters.of_year(2025), filters_of(world, chosen)):
            keys = [each.key for each in figures_of(filters)] + list(BESIDE)
            for key in keys:
                value = value_of(key, filters)
                rows = behind(key, filters)
                assert len({row.id for row in rows}) == len(rows)
                assert all(row.day in filters.period for row in rows)
                if value is None:
                    assert figure(key).reason(filters) or (figure(key).of == "reading" and not rows)
                else:
                    assert sum(row.quantity for row in rows) == value
    finally:
        db.session.rollback()


@given(worlds, choices())
@invariant
def test_every_cell_of_the_one_pass_is_the_figure_under_its_filter(
    undone: None, drawn: Any, chosen: dict[str, Any]
) -> None:
    try:
        world = build(drawn)
        for filters in (Filters.of_year(2025), filters_of(world, chosen)):
            sums = year_sums(filters)
            assert facts(draw_from(sums, filters)) == facts(draw_all(filters))
            for cell, values in sums.cells.items():
                if cell == WHOLE:
                    continue
                inside = narrowed(filters, cell, world)
                undecided = undecided_part(inside)
                for key in values:
                    if figure(key).reason(inside) is None:
                        alone = draw(figure(key), inside, {}, undecided)
                        assert sums.value(key, cell) == alone.value, (cell, key)
                        assert sums.in_doubt(key, cell) == alone.undecided, (cell, key)
    finally:
        db.session.rollback()


@given(worlds, choices())
@invariant
def test_a_voided_reading_counts_as_if_it_had_never_been(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    said = []
    online = [], drawn[1]  # which desks are undecided hangs on their ids
    for year in (online, without_voided(online)):
        try:
            world = build(year)
            filters = filters_of(world, chosen)
            keys = [each.key for each in figures_of(filters)] + list(BESIDE)
            drawings = [draw(figure(key), filters) for key in keys]
            months = [months_without_base(filters, key) for key in METRICS]
            glance = facts(draw_from(glance_sums(filters), filters))
            said.append((facts(drawings), facts(draw_from(year_sums(filters), filters)), glance, months))
        finally:
            db.session.rollback()
    assert said[0] == said[1]


@given(worlds)
@invariant
def test_the_board_says_what_the_report_says(undone: None, drawn: Any) -> None:
    try:
        build(drawn)
        filters = Filters.of_year(2025)
        glance, year = glance_sums(filters), year_sums(filters)
        shown = [[each for each in facts(draw_from(sums, filters)) if each[0] in CARDS] for sums in (glance, year)]
        assert shown[0] == shown[1] and len(shown[0]) == len(CARDS)
        for cell in [cell for cell in year.cells if cell[0] in ("month", "month_team")]:
            assert glance.value("events_public", cell) == year.value("events_public", cell)
    finally:
        db.session.rollback()


@given(worlds, choices())
@invariant
def test_what_stands_in_no_cell_has_no_lines(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        filters = filters_of(world, chosen | {"track": None, "form": None, "reviewed": None, "place": None})
        filters = replace(filters, team=None, campaign=None, place_kind=None)
        sums = year_sums(filters)
        cells: list[Cell] = [("team", team.id) for team in world.teams]
        cells += [("campaign", campaign.id) for campaign in world.campaigns]
        cells += [("month", number) for number in range(filters.period.first.month, filters.period.last.month + 1)]
        for cell in cells:
            inside = narrowed(filters, cell, world)
            for each in figures_of(filters):
                if each.reason(inside) is None:
                    assert value_of(each.key, inside) == sums.value(each.key, cell), (cell, each.key)
    finally:
        db.session.rollback()
