"""What several answers to one point come to, and several check-ups of one company."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.check_ups.rules import Asked, Found, Given, Standing, agreed, agreeing, heads, standings
from tests.making import NOW

IDS = [uuid.UUID(int=number) for number in range(1, 7)]
R, G, N, U = Found.RISK, Found.IN_ORDER, Found.NOT_APPLICABLE, Found.NOT_SEEN


def said(number: int, found: Found = R, *replaces: int) -> Given:
    """The answer of that number, received so many seconds later."""
    return Given(IDS[number], found, NOW + timedelta(seconds=number), frozenset(IDS[each] for each in replaces))


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ([said(0)], [0]),
        ([said(0), said(1, G, 0)], [1]),
        ([said(0), said(1)], [0, 1]),
        ([said(0), said(1), said(2, G, 0, 1)], [2]),
        ([said(1, G, 0), said(0)], [1]),  # seen on another way than ours: the one that was seen came later
        ([said(0, R, 5)], [0]),  # what it takes the place of is still on its way
        ([said(0), said(1, G, 0), said(2, N, 0)], [1, 2]),
        ([said(0, R, 1), said(1, G, 0)], [0]),  # each claims to have seen the other
        ([said(0, R, 1), said(1, G, 2), said(2, G, 0)], [0]),
    ],
)
def test_an_answer_takes_the_place_of_those_alone_that_its_maker_had_seen(
    answers: list[Given], wanted: list[int]
) -> None:
    assert [each.id for each in heads(answers)] == [IDS[number] for number in wanted]


@given(st.lists(st.tuples(st.sampled_from(list(Found)), st.sets(st.integers(0, 5))), min_size=1, max_size=6))
def test_whatever_they_claim_to_have_seen_one_stands(claims: list[tuple[Found, set[int]]]) -> None:
    answers = [said(number, found, *replaces) for number, (found, replaces) in enumerate(claims)]
    standing = heads(answers)
    assert standing
    assert heads(reversed(answers)) == standing


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([R], R),
        ([R, R], R),
        ([R, G], None),
        ([R, N], None),
        ([U, R], R),  # who has not seen it says nothing against who has
        ([U, R, G], None),
        ([U, U], U),
    ],
)
def test_heads_that_differ_are_undecided(found: list[Found], wanted: Found | None) -> None:
    held = agreed([said(number, each) for number, each in enumerate(found)])
    assert (held and held.found) == wanted


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ([(1, R), (2, G), (2, R, 0, 1)], [0]),  # the second settles on what the first had found
        ([(1, R), (1, R, 0)], []),  # one's own earlier words
        ([(1, R), (1, G, 0), (2, R, 0, 1)], []),  # who has changed one's mind agrees no more
        ([(1, R), (1, R, 0), (2, G), (2, R, 0, 1, 2)], [1]),
        ([(1, R), (2, G, 0)], []),
        ([(1, R), (2, R, 0), (3, G)], [0]),  # undecided: it agrees with one of both
        ([(1, U), (2, R, 0)], []),
    ],
)
def test_who_found_the_same_agrees_whoever_took_the_place(answers: list[tuple[Any, ...]], wanted: list[int]) -> None:
    given = [
        replace(said(number, found, *seen), by=uuid.UUID(int=by)) for number, (by, found, *seen) in enumerate(answers)
    ]
    assert [each.id for each in agreeing(given, heads(given))] == [IDS[number] for number in wanted]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([R], [(None, False, True)]),
        ([R, G], [(None, False, False), (R, True, True)]),
        ([R, R], [(None, False, False), (R, False, True)]),
        ([G, R], [(None, False, False), (G, False, True)]),
        ([R, U], [(None, False, True), (R, False, False)]),
        ([R, U, G], [(None, False, False), (R, False, False), (R, True, True)]),
        ([R, None], [(None, False, True), (R, False, False)]),
        ([R, N, G], [(None, False, False), (R, True, False), (None, False, True)]),
        ([R, G, G], [(None, False, False), (R, True, False), (G, False, True)]),
    ],
)
def test_a_check_up_is_held_against_the_one_before(
    found: list[Found | None], wanted: list[tuple[Found | None, bool, bool]]
) -> None:
    asked = [Asked(IDS[number], IDS[0], each) for number, each in enumerate(found)]
    assert standings(asked) == [Standing(*each) for each in wanted]
