"""Several people at one instant, on both databases."""

import functools
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.audit.actions import Machine
from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.people.actions import change_person, disable_person
from outreach.people.actions.signing_in import count_try
from outreach.people.lockout import ACCOUNT_FAILURES, FAILURES
from outreach.people.models import Person
from outreach.people.queries import person_by_id
from outreach.people.rules import Role
from tests import together
from tests.making import NOW, make_person


def at_once(app: Flask, works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each of `works` gave, all begun at one instant, each in a context of its own."""

    def one(work: Callable[[], Any]) -> Any:
        with app.app_context():
            return work()

    return together.at_once([functools.partial(one, work) for work in works])


def test_of_many_tries_at_once_five_are_looked_at(app: Flask) -> None:
    with app.app_context():
        make_person(username="li.na")

    def guess() -> bool:
        with transaction():
            tried, _wait = count_try(username="li.na", address="203.0.113.9", now=NOW)
        return tried is not None

    assert sum(at_once(app, [guess] * 24)) == FAILURES


def test_guesses_at_an_account_are_counted_over_all_addresses_at_once(app: Flask) -> None:
    with app.app_context():
        make_person(username="li.na")

    def guess_from(number: int) -> Callable[[], bool]:
        def guess() -> bool:
            at = NOW + timedelta(milliseconds=number)
            with transaction():
                tried, _wait = count_try(username="li.na", address=f"203.0.113.{number}", now=at)
            return tried is not None

        return guess

    assert sum(at_once(app, [guess_from(number) for number in range(30)])) == ACCOUNT_FAILURES


@pytest.mark.parametrize("act", ["disable", "make a reader"])
def test_two_administrators_cannot_shut_each_other_out(app: Flask, act: str) -> None:
    with app.app_context():
        ids = [make_person(Role.ADMIN).id for _each in range(2)]
    works = [functools.partial(_shut_out, each, act) for each in ids]
    assert sorted(at_once(app, works)) == ["", "last_admin"]
    with app.app_context():
        left = select(func.count()).where(Person.role == Role.ADMIN, Person.disabled_at.is_(None))
        assert db.session.scalar(left) == 1


def _shut_out(person_id: uuid.UUID, act: str) -> str:
    """The code with which it was refused, "" where it was done."""
    by = Machine()
    try:
        with transaction():
            person = person_by_id(person_id)
            if act == "disable":
                disable_person(person=person, by=by, now=NOW)
            else:
                change_person(person=person, username=person.username, name="王芳", role=Role.VIEWER, by=by, now=NOW)
    except Conflict as refusal:
        return str(refusal.code)
    return ""
