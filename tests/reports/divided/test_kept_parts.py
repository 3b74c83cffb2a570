"""Words of parts hold rule 1 too: the lines behind a number add up to it, in any random year.

Drawings of such years, with their parts, are kept in `drawings/test_drawings.py`.
"""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.db import db
from outreach.reports.figures import FIGURES
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.parts import Part, draw_part, part_of
from outreach.reports.values import Drawn
from outreach.schedule.rules import Form, Track
from tests.long import examples
from tests.reports.test_sums import behind, choices, filters_of, invariant, undone
from tests.reports.worlds import World, build, worlds

__all__ = ["undone"]
few = settings(invariant, max_examples=examples(4))


@st.composite
def narrowings(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Figures, each with what narrows it: the number of a team, campaign or place, a word, or some days."""
    one = st.one_of(
        st.tuples(st.just("team"), st.integers(0, 3)),
        st.tuples(st.just("campaign"), st.integers(0, 2)),
        st.tuples(st.just("place"), st.integers(0, 5)),
        st.tuples(st.just("track"), st.sampled_from(Track)),
        st.tuples(st.just("form"), st.sampled_from([Form.TALK, Form.DESK])),
        st.tuples(st.just("month"), st.integers(1, 12)),
        st.tuples(st.just("quarter"), st.integers(1, 4)),
        st.tuples(st.just("years_ago"), st.integers(1, 2)),
    )
    parts = st.tuples(st.sampled_from(sorted(FIGURES)), st.lists(one, min_size=1, max_size=2).map(dict))
    return draw(st.lists(parts, min_size=4, max_size=8))


def parts_in(world: World, chosen: list[tuple[str, dict[str, Any]]]) -> list[Part]:
    """The parts that were drawn, as words say them."""
    whole, found = Filters.of_year(2025), []
    for key, narrowed in chosen:
        fields = {name: value for name, value in narrowed.items() if name in ("track", "form")}
        if "team" in narrowed:
            fields["team"] = chosen_team(world.teams[narrowed["team"]])
        for name, rows in (("campaign", world.campaigns), ("place", world.places)):
            if name in narrowed:
                fields[name] = chosen_row(rows[narrowed[name]])  # type: ignore[index]
        days = {name: str(narrowed[name]) for name in ("month", "quarter", "years_ago") if name in narrowed}
        found.append(Part(key, {**part_of(key, whole, **fields).narrowed, **days}))
    return found


def lines_of(part: Part, drawn: Drawn, around: Filters) -> list[Any]:
    return [] if drawn.reason else behind(drawn.figure.key, part.filters(around))


@given(worlds, choices(), narrowings())
@few
def test_the_lines_behind_a_part_add_up_to_it(undone: None, drawn: Any, chosen: dict[str, Any], words: Any) -> None:
    try:
        world = build(drawn)
        for around in (Filters.of_year(2025), filters_of(world, chosen)):
            for part in parts_in(world, words):
                found = draw_part(part, around)
                assert sum(row.quantity for row in lines_of(part, found, around)) == (found.value or 0), part.word
                assert found.value is not None or found.reason, part.word
    finally:
        db.session.rollback()
