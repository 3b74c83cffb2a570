"""Where the numbers of the report are not sure: each mark and each count is what its own select says."""

from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import given

from outreach.db import db
from outreach.periods import month
from outreach.reports.doubts import estimated_cells, late_lines, months_without_base
from outreach.reports.figures import figure
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.queries import count_of
from outreach.reports.sums import year_sums
from outreach.reports.values import estimated_parts
from outreach.schedule.rules import Status
from tests.making import NOW, make_event, make_tally
from tests.reports.test_sums import invariant
from tests.reports.worlds import World, build, worlds


@given(worlds)
@invariant
def test_every_mark_and_count_is_what_its_own_select_says(app_context: Flask, drawn: Any) -> None:
    try:
        world = build(drawn)
        _check_estimates(world)
        lacking = months_without_base(Filters.of_year(2025), "views_times")
        for number in range(1, 13):
            filters = Filters(2025, month(2025, number))
            assert lacking.get(number, 0) == count_of(figure("unbased_times").lines(filters)), number
    finally:
        db.session.rollback()


def _check_estimates(world: World) -> None:
    marked = estimated_cells(Filters.of_year(2025), year_sums(Filters.of_year(2025)))
    parts: dict[Any, Filters] = {("month", n): Filters(2025, month(2025, n)) for n in range(1, 13)}
    whole = Filters.of_year(2025)
    parts |= {("team", each.id): Filters(2025, whole.period, team=chosen_team(each)) for each in world.teams}
    parts |= {("campaign", each.id): Filters(2025, whole.period, campaign=chosen_row(each)) for each in world.campaigns}
    kinds = {each.kind for each in world.places}
    parts |= {("place_kind", kind): Filters(2025, whole.period, place_kind=kind) for kind in kinds}
    for cell, filters in parts.items():
        said = {key for key, total in estimated_parts(filters).items() if total}
        assert {key for where, key in marked if where == cell} == said, cell


def test_lines_that_came_after_the_review_are_told(app_context: Flask) -> None:
    reviewed = make_event(status=Status.HELD, reviewed_at=NOW + timedelta(days=1), title="审核后又登记")
    make_tally(reviewed, 5, received_at=NOW)
    make_tally(reviewed, 9, received_at=NOW + timedelta(days=2))
    make_tally(make_event(status=Status.HELD), 7, received_at=NOW + timedelta(days=2))
    (late,) = late_lines(Filters.of_year(2025)).events
    assert (late.event_id, late.title, late.count) == (reviewed.id, "审核后又登记", 1)
