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
from outreach.reports.behind import lines_behind
from outreach.reports.boards.year import CARDS
from outreach.reports.doubts import months_without_base
from outreach.reports.figures import BESIDE, figure, figures_of
from outreach.reports.filters import Chosen, Filters, chosen_row, chosen_team
from outreach.reports.online import BESIDE as ONLINE_BESIDE
from outreach.reports.online import FIGURES as ONLINE
from outreach.reports.online import METRICS
from outreach.reports.report import draw_from
from outreach.reports.stock.four_numbers import four_numbers
from outreach.reports.sums import WHOLE, Cell, YearSums, glance_sums, year_sums
from outreach.reports.undecided import Undecided, undecided_part
from outreach.reports.values import Drawn, draw, draw_all
from outreach.schedule.rules import Form, Track
from tests.long import examples
from tests.reports.worlds import World, build, online_worlds, without_voided, worlds

#: Without shrinking: a failing year is small enough to read, and a database makes it a matter of minutes.
invariant = settings(
    max_examples=examples(8),
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


#: What the online ledger does not know: under such a filter its figures have no value.
_NOT_ONLINE: dict[str, Any] = dict.fromkeys(("place", "track", "form", "place_kind", "reviewed"))


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
def test_figures_their_lines_their_cells_and_the_board_agree(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        year = Filters.of_year(2025)
        for filters in (year, filters_of(world, chosen)):
            sums, alone = year_sums(filters), draw_all(filters)
            assert facts(draw_from(sums, filters)) == facts(alone)
            for each in [*alone, *(draw(figure(key), filters) for key in BESIDE)]:
                _lines_add_up(each, filters)
            for row in four_numbers(filters):
                assert row.undecided == draw(figure(row.key), filters).undecided
            _cells_are_the_figure_under_their_filter(sums, filters, world)
            if filters == year:
                _board_says_what_the_report_says(sums, filters)
    finally:
        db.session.rollback()


def _lines_add_up(drawn: Drawn, filters: Filters) -> None:
    """The lines behind a figure, as people open it, are its value, and the marked ones its undecided part."""
    found = figure(drawn.figure.key)
    if found.reason(filters) is not None:
        assert drawn.value is None and drawn.reason
        return
    lines = list(lines_behind(found, filters))
    assert len({line.id for line in lines}) == len(lines)
    assert all(line.day in filters.period for line in lines)
    if drawn.value is None:
        assert drawn.figure.of == "reading" and not lines
    else:
        assert sum(line.quantity for line in lines) == drawn.value
    assert sum(line.quantity for line in lines if line.is_undecided) == drawn.undecided


def _cells_are_the_figure_under_their_filter(sums: YearSums, filters: Filters, world: World) -> None:
    figures = {each.key: each for each in figures_of(filters)}
    for cell, values in sums.cells.items():
        if cell == WHOLE:
            continue
        inside = narrowed(filters, cell, world)
        undecided = undecided_part(inside)
        for key in values:
            if figures[key].reason(inside) is None:
                alone = draw(figures[key], inside, {}, undecided)
                assert sums.value(key, cell) == alone.value, (cell, key)
                assert sums.in_doubt(key, cell) == alone.undecided, (cell, key)


def _board_says_what_the_report_says(year: YearSums, filters: Filters) -> None:
    glance = glance_sums(filters)
    shown = [[each for each in facts(draw_from(sums, filters)) if each[0] in CARDS] for sums in (glance, year)]
    assert shown[0] == shown[1] and len(shown[0]) == len(CARDS)
    for cell in [cell for cell in year.cells if cell[0] in ("month", "month_team")]:
        assert glance.value("events_public", cell) == year.value("events_public", cell)


@given(online_worlds, choices())
@invariant
def test_a_voided_reading_counts_as_if_it_had_never_been(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    said = []
    for year in (drawn, without_voided(drawn)):
        try:
            filters = replace(filters_of(build(year), chosen), **_NOT_ONLINE)
            drawings = [draw(each, filters) for each in (*ONLINE, *ONLINE_BESIDE)]
            months = [months_without_base(filters, key) for key in METRICS]
            glance = facts(draw_from(glance_sums(filters), filters))
            said.append((facts(drawings), facts(draw_from(year_sums(filters), filters)), glance, months))
        finally:
            db.session.rollback()
    assert said[0] == said[1]


@given(worlds, st.sampled_from([date(2025, 1, 1), date(2025, 2, 11)]))
@invariant
def test_what_stands_in_no_cell_has_no_lines(undone: None, drawn: Any, first: date) -> None:
    """From the year's first day, and from the middle of a month: the statements of two periods are made once."""
    try:
        world = build(drawn)
        filters = Filters(2025, Period(first, date(2025, 11, 20)))
        sums = year_sums(filters)
        cells: list[Cell] = [("team", team.id) for team in world.teams]
        cells += [("campaign", campaign.id) for campaign in world.campaigns]
        for each in figures_of(filters):
            empty = [narrowed(filters, cell, world) for cell in cells if each.key not in sums.cells[cell]]
            months = [n for n in _months(filters) if each.key not in sums.cells["month", n]]
            for stretch in stretches(months) if each.key not in METRICS else [[n] for n in months]:
                days = Period(month(2025, stretch[0]).first, month(2025, stretch[-1]).last)
                empty.append(replace(filters, period=filters.period & days))
            for inside in empty:
                if each.reason(inside) is None:
                    assert draw(each, inside, {}, Undecided()).lines == 0, (inside, each.key)
    finally:
        db.session.rollback()


def _months(filters: Filters) -> range:
    return range(filters.period.first.month, filters.period.last.month + 1)


def stretches(numbers: list[int]) -> list[list[int]]:
    """Those that follow one another together: of a month's views alone the months before it are no part."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found
