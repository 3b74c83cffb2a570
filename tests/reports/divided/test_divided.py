"""The parts of a figure (rule of the count 1): each is the figure itself under the part's filter."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from outreach.db import db
from outreach.reports.divided.adding import divided
from outreach.reports.divided.places import place_sums
from outreach.reports.divided.queries import parents_of_all
from outreach.reports.divided.rules import Amount, rows_within, with_all_in_them
from outreach.reports.figures import BESIDE, figure, figures_of
from outreach.reports.filters import Filters, chosen_row
from outreach.reports.online import METRICS
from outreach.reports.report import draw_from
from outreach.reports.sums import whole_sums
from outreach.reports.undecided import undecided_part
from outreach.reports.values import draw, draw_all
from tests.long import examples
from tests.reports.test_sums import choices, facts, filters_of, invariant, narrowed, undone
from tests.reports.worlds import World, build, worlds

__all__ = ["undone"]

#: Each part asks its own select: a few years are enough for a test that runs every day.
few = settings(invariant, max_examples=examples(4))


def opened(filters: Filters, part: Any, world: World) -> Filters:
    """The filters with which a part opens."""
    dimension, value = part
    if dimension == "place":
        return replace(filters, place=chosen_row(next(each for each in world.places if each.id == value)))
    return replace(filters, **{dimension: value}) if dimension in ("track", "form") else narrowed(filters, part, world)


def is_asked(filters: Filters, part: Any) -> bool:
    """Whether the filters narrow that dimension already: then the page has no such table."""
    return part[0] not in ("month", "place") and getattr(filters, part[0]) is not None


@given(worlds, choices())
@few
def test_every_part_is_the_figure_under_its_filter(undone: None, drawn: Any, chosen: dict[str, Any]) -> None:
    try:
        world = build(drawn)
        both = Filters.of_year(2025), filters_of(world, chosen)
        for filters in both[chosen["first"] % 2 :]:
            _parts_are_figures(filters, world)
        for filters in both:
            _cells_of_places_are_figures(filters, world)
            assert facts(draw_from(whole_sums(filters), filters)) == facts(draw_all(filters))
    finally:
        db.session.rollback()


def _parts_are_figures(filters: Filters, world: World) -> None:
    """Every part by itself, and those that do not overlap together, are the figure."""
    parents = parents_of_all()
    for key in [each.key for each in figures_of(filters)] + list(BESIDE):
        asked = figure(key)
        whole = draw(asked, filters)
        division = divided(whole, filters)
        if key not in BESIDE or key == "events_planned":
            alone = {"team", "month", "track", "place", "place_kind"} & {*asked.dimensions, "month"}
            if asked.of == "enterprise":
                alone = {"place"}
            for dimension in alone - ({"month"} if key in METRICS else set()):
                assert sum(part.value for part in division.of(dimension).values()) == (whole.value or 0), key
        for place_id, amount in with_all_in_them(division.of("place"), parents).items():
            division.parts["place", place_id] = amount
        for part, amount in division.parts.items():
            if not is_asked(filters, part) and part[0] in (*asked.dimensions, "month"):
                inside = draw(asked, opened(filters, part, world))
                assert (amount.value, amount.undecided) == (inside.value, inside.undecided), (key, part)
                assert part[0] == "month" or amount.estimated == inside.estimated, (key, part)


def _cells_of_places_are_figures(filters: Filters, world: World) -> None:
    counted = place_sums(filters)
    for cell, values in counted.sums.cells.items():
        inside = opened(filters, cell, world)
        undecided = undecided_part(inside)
        for key in values:
            alone = draw(figure(key), inside, undecided=undecided)
            assert counted.sums.value(key, cell) == alone.value, (cell, key)
            assert counted.sums.in_doubt(key, cell) == alone.undecided, (cell, key)
            assert ((cell, key) in counted.estimated) == (alone.estimated != 0), (cell, key)


def test_a_place_holds_what_lies_in_it_at_any_depth() -> None:
    parents: Any = {"town": None, "village": "town", "stall": "village", "park": None}
    at: Any = {"town": Amount(1), "stall": Amount(4, 2), "park": Amount(9)}
    whole = with_all_in_them(at, parents)
    assert (whole["town"], whole["village"], whole["stall"]) == (Amount(5, 2), Amount(4, 2), Amount(4, 2))  # type: ignore[index]
    assert rows_within(whole, parents, None) == ["park", "town"]
    assert rows_within(whole, parents, "town") == ["village"]  # type: ignore[arg-type]


def test_places_in_a_ring_do_not_turn_for_ever() -> None:
    parents: Any = {"one": "other", "other": "one"}
    assert with_all_in_them({"one": Amount(1)}, parents) == {"one": Amount(1), "other": Amount(1)}  # type: ignore[dict-item, comparison-overlap]
