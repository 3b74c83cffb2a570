"""When two people may have counted one desk (rule of the count 11), by tables and for any lines."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid
from outreach.logbook.doubles.rules import (
    TOUCH,
    Choice,
    Counted,
    Desk,
    Settled,
    Span,
    basis_of,
    corrected,
    in_doubt,
    met,
    overlap,
    seen,
    shares_of,
    spans,
    sums,
    to_take_back,
)
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind

NINE = datetime(2025, 3, 4, 1, tzinfo=UTC)
EVENT = Span(NINE, NINE + timedelta(hours=2))
PEOPLE = [uuid.UUID(int=number) for number in range(1, 9)]
ANNA, BEI, CAO = PEOPLE[:3]


def line(person: uuid.UUID, minute: float, quantity: int = 5, basis: Basis = Basis.COUNTED) -> Counted:
    return Counted(uuid.uuid4(), person, quantity, NINE + timedelta(minutes=minute), basis)


def taps(person: uuid.UUID, first: float, last: float) -> list[Counted]:
    return [line(person, first), line(person, (first + last) / 2), line(person, last)]


TOTAL, GUESS = Basis.BROUGHT_MINUS_LEFT, Basis.ESTIMATED


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (taps(ANNA, 0, 60) + taps(BEI, 30, 90), {ANNA, BEI}),
        (taps(ANNA, 0, 60) + taps(BEI, 70, 110), set()),  # one after the other
        (taps(ANNA, 0, 60) + taps(BEI, 59, 110), set()),  # a colleague takes over, and the clocks differ a little
        (taps(ANNA, 0, 60) + taps(BEI, 58, 110), set()),  # two minutes, and no longer
        (taps(ANNA, 0, 60) + taps(BEI, 57.9, 110), {ANNA, BEI}),
        (taps(ANNA, 0, 1) + taps(BEI, 0.5, 1), {ANNA, BEI}),  # short, but mostly the same minute
        ([*taps(ANNA, 0, 60), line(BEI, 30)], {ANNA, BEI}),  # one number in the midst of the other's
        ([line(ANNA, 30), line(BEI, 31)], set()),
        ([line(ANNA, 30), line(BEI, 30)], {ANNA, BEI}),
        (taps(ANNA, 0, 60) + taps(ANNA, 10, 50), set()),  # one person with two phones
        ([*taps(ANNA, 0, 60), line(BEI, 125, 64, TOTAL)], {ANNA, BEI}),  # a total speaks of the time before it
        ([*taps(ANNA, 0, 60), line(BEI, 100, 64, GUESS)], {ANNA, BEI}),
        ([line(ANNA, 130, 87, TOTAL), line(BEI, 150, 64, TOTAL)], {ANNA, BEI}),
        ([line(ANNA, 130, 87), line(BEI, 150, 64)], {ANNA, BEI}),  # two numbers typed when it was over
        ([line(ANNA, 100, 87), line(BEI, 110, 64)], set()),  # two numbers at two times of it
        (taps(ANNA, 0, 110) + taps(BEI, 121, 140), set()),  # it went on longer than planned
        ([line(ANNA, 40, 87, TOTAL), *taps(BEI, 50, 110)], set()),  # a total speaks of nothing after it
        (taps(ANNA, 0, 60) + taps(BEI, 30, 90) + taps(CAO, 100, 110), {ANNA, BEI}),
        (taps(ANNA, 0, 60) + taps(BEI, 50, 100) + taps(CAO, 90, 120), {ANNA, BEI, CAO}),
        ([*taps(ANNA, 0, 60), line(BEI, 30, 0)], set()),  # "none handed out" is no tally
        ([], set()),
    ],
)
def test_who_is_in_doubt(lines: list[Counted], people: set[uuid.UUID]) -> None:
    assert in_doubt(lines, EVENT) == people


@pytest.mark.parametrize(
    ("lines", "is_at_once"),
    [
        (taps(ANNA, 0, 60) + taps(BEI, 30, 90), True),
        ([line(ANNA, 30), line(BEI, 30)], True),
        ([line(ANNA, 40), line(BEI, 60 * 24 * 40)], False),  # typed weeks later
        ([*taps(ANNA, 0, 60), line(BEI, 125, 64, TOTAL)], False),
        (taps(ANNA, 0, 60), False),
        ([], False),
    ],
)
def test_whether_they_logged_at_the_same_time(lines: list[Counted], is_at_once: bool) -> None:
    assert met(lines) is is_at_once


BOTH = frozenset({ANNA, BEI})


@pytest.mark.parametrize(
    ("settled", "lines", "people"),
    [
        (Settled(Choice.KEEP, BOTH), [line(ANNA, 10), line(BEI, 100)], BOTH),  # whatever comes later is asked about
        (Settled(Choice.SPLIT, BOTH), [line(ANNA, 10), line(BEI, 100)], BOTH),
        (Settled(Choice.ADD, BOTH), taps(ANNA, 0, 60) + taps(BEI, 30, 90), BOTH),
        (Settled(Choice.ADD, BOTH, for_later=True), taps(ANNA, 0, 60) + taps(BEI, 30, 90), set()),
        (
            Settled(Choice.ADD, BOTH, for_later=True),
            taps(ANNA, 0, 20) + taps(BEI, 10, 90) + taps(CAO, 60, 90),
            {BEI, CAO},
        ),
    ],
)
def test_what_was_decided_weighs(settled: Settled, lines: list[Counted], people: set[uuid.UUID]) -> None:
    assert in_doubt(lines, EVENT, settled) == people


minutes = st.integers(min_value=-60, max_value=300)
spans_drawn = st.tuples(minutes, st.integers(0, 200)).map(
    lambda pair: Span(NINE + timedelta(minutes=pair[0]), NINE + timedelta(minutes=pair[0] + pair[1]))
)
lines_drawn = st.lists(
    st.builds(line, st.sampled_from([ANNA, BEI, CAO]), minutes, st.integers(0, 99), st.sampled_from(Basis)), max_size=12
)


@given(spans_drawn, spans_drawn)
def test_two_spans_meet_or_not_whoever_is_asked_first(one: Span, other: Span) -> None:
    assert overlap(one, other) == overlap(other, one)
    common = min(one.last, other.last) - max(one.first, other.first)
    assert not overlap(one, other) or common >= timedelta(0)
    assert overlap(one, other) or common <= TOUCH


@given(lines_drawn, st.integers(-500, 500))
def test_doubt_needs_two_and_knows_no_order(lines: list[Counted], minute: int) -> None:
    found = in_doubt(lines, EVENT)
    assert len(found) != 1
    assert found <= {each.person_id for each in lines if each.quantity}
    assert in_doubt(lines[::-1], EVENT) == found
    assert not in_doubt([each for each in lines if each.person_id == ANNA], EVENT)


def in_doubt_by_pairs(lines: list[Counted], settled: Settled) -> set[uuid.UUID]:
    """The same by its definition: every two of them are asked about, and what was decided about the two."""
    found: set[uuid.UUID] = set()
    for (one, first), (other, second) in combinations(spans(lines, EVENT).items(), 2):
        both = {one, other}
        is_settled = both <= settled.people
        if is_settled and settled.choice is Choice.ADD and settled.for_later:
            continue
        if (is_settled and settled.choice in (Choice.KEEP, Choice.SPLIT)) or overlap(first, second):
            found |= both
    return found


@given(
    st.lists(st.builds(line, st.sampled_from(PEOPLE), minutes, st.integers(0, 9), st.sampled_from(Basis)), max_size=24),
    st.builds(Settled, st.sampled_from(Choice), st.frozensets(st.sampled_from(PEOPLE)), st.booleans()),
)
def test_many_are_in_doubt_as_every_two_of_them_are(lines: list[Counted], settled: Settled) -> None:
    assert in_doubt(lines, EVENT, settled) == in_doubt_by_pairs(lines, settled)


@given(lines_drawn, st.data())
def test_a_decision_leaves_each_the_share_and_invents_nothing(lines: list[Counted], data: st.DataObject) -> None:
    lines = [each for each in lines if each.quantity]
    counted = sums(lines)
    drawn_for = sorted(counted)  # lines of one minute come in the order of their ids, which are others each time
    wanted = {person: data.draw(st.integers(0, counted[person])) for person in drawn_for}
    back, instead = to_take_back(lines, wanted)
    for person, total in counted.items():
        gone = sum(each.quantity for each in back if each.person_id == person)
        assert total - gone + instead.get(person, 0) == wanted[person]
        assert gone in (0, total)


@pytest.mark.parametrize(
    ("choice", "wanted", "shares"),
    [
        (Choice.ADD, {}, {ANNA: 87, BEI: 64}),
        (Choice.KEEP, {BEI: 0}, {ANNA: 0, BEI: 64}),
        (Choice.SPLIT, {ANNA: 87, BEI: 20}, {ANNA: 87, BEI: 20}),
    ],
)
def test_what_stands_after_a_decision(
    choice: Choice, wanted: dict[uuid.UUID, int], shares: dict[uuid.UUID, int]
) -> None:
    assert shares_of(choice, {ANNA: 87, BEI: 64}, wanted) == shares


@pytest.mark.parametrize(
    ("choice", "wanted", "code"),
    [
        (Choice.KEEP, {}, "nobody_kept"),
        (Choice.KEEP, {CAO: 1}, "nobody_kept"),
        (Choice.SPLIT, {ANNA: 87}, "part_missing"),
        (Choice.SPLIT, {ANNA: 88, BEI: 0}, "part_too_large"),
        (Choice.SPLIT, {ANNA: -1, BEI: 0}, "part_too_large"),
        (Choice.SPLIT, {ANNA: 0, BEI: 0}, "no_part"),
    ],
)
def test_a_split_that_can_not_be_is_refused(choice: Choice, wanted: dict[uuid.UUID, int], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        shares_of(choice, {ANNA: 87, BEI: 64}, wanted)
    assert refused.value.code == code


def test_a_clock_that_is_ahead_is_put_right() -> None:
    assert corrected(NINE, 90) == NINE - timedelta(seconds=90)
    assert corrected(NINE, None) == NINE
    assert corrected(datetime(2, 1, 1, tzinfo=UTC), 10**12) == datetime(2, 1, 1, tzinfo=UTC)


def test_a_number_for_many_lines_is_as_sure_as_the_least_sure() -> None:
    assert basis_of([line(ANNA, 1), line(ANNA, 2, basis=GUESS)]) is GUESS
    assert basis_of([line(ANNA, 1)]) is Basis.COUNTED


def test_a_desk_and_what_was_seen_of_it_have_one_name_each() -> None:
    desk = Desk(ANNA, CountKind.HANDOUT, None)
    assert desk.id == Desk(ANNA, CountKind.HANDOUT, None).id != Desk(ANNA, CountKind.CONSULTATION, None).id
    lines = taps(ANNA, 0, 10)
    assert seen(lines) == seen(lines[::-1]) != seen(lines[:2])
