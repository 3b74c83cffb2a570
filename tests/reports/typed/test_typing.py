"""Typing figures: who may, what is refused, what is asked, and that nothing said is ever lost."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DatabaseError

from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.typed.actions import add_figure, add_usual, carry_over, change_figure, facts_of, remove_figure
from outreach.reports.typed.models import TypedFigure, TypedValue
from outreach.reports.typed.queries import owed, standing, standings, values_of
from outreach.reports.typed.rules import Numbers, Shape
from outreach.reports.typed.saying import ValueFacts, say_value
from outreach.reports.typed.usual import USUAL, due_of
from tests.making import NOW, make_person, make_typed, make_typed_value


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


def say(figure: TypedFigure, numbers: Numbers, *, by: Person, **changes: Any) -> TypedValue:
    confirmed = changes.pop("confirmed", ())
    version = changes.pop("version", figure.version)
    with transaction():
        facts = ValueFacts(numbers, **{"source": "台账", "reason": "更正"} | changes)
        return say_value(figure, facts, version=version, by=by, now=NOW, confirmed=confirmed)


def test_a_new_value_leaves_the_old_one_in_the_history(clerk: Person) -> None:
    figure = make_typed()
    say(figure, Numbers(1020), by=clerk)
    say(figure, Numbers(1025), by=clerk, reason="补录5件")
    assert [value.value for value in values_of(figure)] == [1025, 1020]
    assert standing(2025, "hotline").said.numbers == Numbers(1025)
    with pytest.raises(DatabaseError), transaction() as session:
        session.execute(delete(TypedValue))


def test_the_owner_types_and_others_do_not(clerk: Person) -> None:
    owner, other = make_person(), make_person(Role.LEAD)
    figure = make_typed(owner_id=owner.id)
    say(figure, Numbers(3), by=owner)
    say(figure, Numbers(4), by=clerk)
    for person in (other, make_person(Role.VIEWER)):
        with pytest.raises(Forbidden):
            say(figure, Numbers(5), by=person)


@pytest.mark.parametrize(
    ("shape", "numbers", "changes", "field"),
    [
        (Shape.NUMBER, Numbers(5), {"source": ""}, "source"),
        (Shape.NUMBER, Numbers(), {}, None),
        (Shape.RATE, Numbers(None, 271, 270), {}, "numerator"),
        (Shape.RATE, Numbers(None, 219), {}, "denominator"),
        (Shape.EXAM, Numbers(40, 39, 38), {}, "passed"),
        (Shape.EXAM, Numbers(40, 39, 41), {}, "sat"),
    ],
)
def test_what_cant_be_true_is_refused_at_its_field(
    clerk: Person, shape: Shape, numbers: Numbers, changes: dict[str, Any], field: str | None
) -> None:
    figure = make_typed(shape=shape)
    with pytest.raises(Invalid) as refused:
        say(figure, numbers, by=clerk, **changes)
    assert refused.value.field == field
    assert db.session.scalar(select(func.count()).select_from(TypedValue)) == 0


def test_a_change_needs_a_reason_and_must_be_one(clerk: Person) -> None:
    figure = make_typed()
    make_typed_value(figure, 8)
    with pytest.raises(Invalid) as refused:
        say(figure, Numbers(9), by=clerk, reason="")
    assert refused.value.field == "reason"
    with pytest.raises(Invalid) as refused:
        say(figure, Numbers(8), by=clerk, source="业务系统")
    assert refused.value.code == "same"


def test_two_who_type_at_once_hear_of_each_other(clerk: Person) -> None:
    figure = make_typed()
    make_typed_value(figure, 8)
    with pytest.raises(Conflict) as refused:
        say(figure, Numbers(9), by=clerk, version=0)
    assert refused.value.code == "said_meanwhile"


def test_a_number_far_from_last_years_is_asked_about_once(clerk: Person) -> None:
    make_typed_value(make_typed(year=2024), 100)
    figure = make_typed()
    with pytest.raises(Question) as asked:
        say(figure, Numbers(1025), by=clerk)
    assert asked.value.code == "jump"
    assert say(figure, Numbers(1025), by=clerk, confirmed=["jump"]).value == 1025


def test_a_rate_far_from_last_years_is_asked_about_in_per_cent(clerk: Person) -> None:
    for year, numerator in ((2024, 212), (2025, None)):
        figure = make_typed("named", year, shape=Shape.RATE, numerator_name="调解结案", denominator_name="受理案件")
        if numerator:
            make_typed_value(figure, numerator=numerator, denominator=260)
    with pytest.raises(Question) as asked:
        say(figure, Numbers(None, 88, 260), by=clerk)
    assert "“比率”是33.85%，上年是81.54%" in str(asked.value.message)
    with pytest.raises(Question) as asked:
        say(figure, Numbers(None, 420, 520), by=clerk)
    assert "“受理案件”是520，上年是260" in str(asked.value.message)


def test_parts_that_do_not_add_up_are_asked_about(clerk: Person) -> None:
    total = make_typed("total")
    make_typed_value(total, 11)
    make_typed_value(make_typed("one", part_of="total"), 5)
    last = make_typed("two", part_of="total")
    with pytest.raises(Question) as asked:
        say(last, Numbers(7), by=clerk)
    assert asked.value.code == "sum"
    assert say(last, Numbers(6), by=clerk).value == 6


def test_the_usual_ones_are_added_once(clerk: Person) -> None:
    with transaction():
        assert add_usual(2025, [each.code for each in USUAL], by=clerk, now=NOW) == len(USUAL)
        assert add_usual(2025, ["hotline"], by=clerk, now=NOW) == 0
    assert {each.figure.due for each in standings(2025)} == {due_of(2025)}


def test_definitions_are_carried_over_and_values_are_not(clerk: Person) -> None:
    owner, gone = make_person(), make_person(disabled_at=NOW)
    make_typed_value(make_typed("hotline", 2023, owner_id=owner.id, due=due_of(2023)), 900)
    make_typed("left", 2023, owner_id=gone.id)
    make_typed("there", 2023)
    make_typed("there", 2025, name="本年自定")
    with transaction():
        assert carry_over(2025, by=clerk, now=NOW) == 2
    found = {each.figure.code: each for each in standings(2025)}
    hotline = found["hotline"].figure
    assert (hotline.owner_id, hotline.due, found["hotline"].value) == (owner.id, due_of(2025), None)
    assert (found["left"].figure.owner_id, found["there"].figure.name) == (None, "本年自定")


def test_unit_and_kind_stand_still_once_a_number_was_typed(clerk: Person) -> None:
    figure = make_typed()
    make_typed_value(figure, 8)
    for changes in ({"unit": "条"}, {"shape": Shape.RATE}):
        with pytest.raises(Conflict) as refused, transaction():
            change_figure(figure, replace(facts_of(figure), **changes), by=clerk, now=NOW)
        assert refused.value.code == "frozen"


@pytest.mark.parametrize("changes", [{"part_of": "nothing"}, {"part_of": "rate"}, {"part_of": "part"}, {"unit": ""}])
def test_a_figure_that_makes_no_sense_is_refused(clerk: Person, changes: dict[str, Any]) -> None:
    make_typed("rate", shape=Shape.RATE)
    make_typed("total")
    made = make_typed("part", part_of="total")
    with pytest.raises(Invalid), transaction():
        add_figure(2025, replace(facts_of(made), **changes), by=clerk, now=NOW)


def test_blank_figures_are_owed_until_somebody_says_them(clerk: Person) -> None:
    owner = make_person()
    mine = make_typed("mine", owner_id=owner.id, due=due_of(2025))
    make_typed("office", due=due_of(2025))
    removed = make_typed("removed", due=due_of(2025))
    with transaction():
        remove_figure(removed, by=clerk, now=NOW)

    def codes(owner_id: Any) -> list[str]:
        return [each.code for each in owed(due_of(2025), owner_id, most=9)]

    assert (codes(None), codes(owner.id)) == (["mine", "office"], ["mine"])
    say(mine, Numbers(0), by=owner)
    assert codes(owner.id) == []
    say(mine, Numbers(), by=owner, reason="还没有数")
    assert codes(owner.id) == ["mine"]
