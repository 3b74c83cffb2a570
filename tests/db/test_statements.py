"""A statement is made once for what is asked for, and never handed to who asks for something else."""

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Select, literal, select

from outreach.db.statements import KEPT, made_of_it, made_once


def counting() -> tuple[Any, list[tuple[int, str]]]:
    """A function that makes statements, and what it was called with."""
    calls: list[tuple[int, str]] = []

    @made_once
    def statement(number: int, *, name: str = "") -> Select[Any]:
        calls.append((number, name))
        return select(literal(number).label(name or "number"))

    return statement, calls


def test_the_same_is_asked_for_and_made_once() -> None:
    statement, calls = counting()
    assert statement(1) is statement(1) and statement(1, name="a") is statement(1, name="a")
    assert calls == [(1, ""), (1, "a")]


def test_two_functions_keep_apart_what_is_asked_alike() -> None:
    one, _calls = counting()
    other, _others = counting()
    assert one(1) is not other(1)


def test_what_was_asked_for_long_ago_is_let_go_of() -> None:
    statement, calls = counting()
    for number in range(KEPT + 1):
        statement(number)
    statement(0)
    assert calls.count((0, "")) == 2
    assert statement(KEPT) is statement(KEPT) and calls.count((KEPT, "")) == 1


@pytest.fixture
def all_is_young() -> Iterator[None]:
    """Nothing new is counted among the old: what is gone is found without a look at all the objects of the suite."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("all_is_young")
def test_what_is_made_of_a_statement_goes_with_it() -> None:
    made = []

    @made_of_it
    def narrowed(source: Select[Any]) -> Select[Any]:
        made.append(source.with_only_columns(literal(2)))
        return made[-1]

    source = select(literal(1))
    assert narrowed(source) is narrowed(source)
    gone = weakref.ref(source)
    del source
    gc.collect(0)
    assert gone() is None
    narrowed(select(literal(1)))
    assert len(made) == 2
