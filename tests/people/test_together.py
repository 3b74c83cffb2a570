"""Several people at one instant, on both databases."""

import functools
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event, Semaphore, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.audit.actions import Machine
from outreach.db import db, transaction
from outreach.errors import Conflict, Refusal, TooMany
from outreach.people import entering
from outreach.people.actions import change_person, disable_person
from outreach.people.actions.signing_in import count_try
from outreach.people.entering import enter
from outreach.people.lockout import ACCOUNT_FAILURES, FAILURES, LOOKS, LOOKS_EVERY, PENDING_FOR
from outreach.people.models import Person, SignInTry
from outreach.people.passwords import hash_password, is_password
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


@pytest.mark.parametrize(("typed", "got_in"), [("Kmpd-4827", 6), ("Wrong-4827", 0)])
def test_six_at_once_are_held_until_it_is_known_how_five_went(
    app: Flask, monkeypatch: pytest.MonkeyPatch, typed: str, got_in: int
) -> None:
    with app.app_context():
        make_person(username="li.na", password_hash=hash_password("Kmpd-4827"))
    looking, may_look, held = Semaphore(0), Event(), Event()

    def looked_at(password_hash: str | None, password: str) -> bool:
        looking.release()
        assert may_look.wait(30)
        return is_password(password_hash, password)

    monkeypatch.setattr(entering, "is_password", looked_at)
    monkeypatch.setattr(entering, "sleep", lambda _seconds: (held.set(), may_look.wait(30)))

    def sign_in(password: str) -> str:
        try:
            return enter(username="li.na", password=password, address="203.0.113.9", now=NOW).username
        except Refusal as refusal:
            return str(refusal.code)

    def sixth() -> str:
        for _each in range(FAILURES):
            assert looking.acquire(timeout=30)
        Thread(target=lambda: (held.wait(5), may_look.set())).start()
        return sign_in("Kmpd-4827")

    *five, last = at_once(app, [functools.partial(sign_in, typed)] * FAILURES + [sixth])
    assert [*five, last].count("li.na") == got_in
    assert last == ("li.na" if got_in else "locked")
    assert held.is_set()
    with app.app_context():
        assert db.session.scalars(select(SignInTry.is_pending).distinct()).all() == [False]


def test_a_try_whose_process_died_counts_as_failed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []
    monkeypatch.setattr(entering, "sleep", looks.append)
    with app.app_context():
        make_person(username="li.na", password_hash=hash_password("Kmpd-4827"))
        for _each in range(FAILURES):
            with transaction():
                count_try(username="li.na", address="203.0.113.9", now=NOW)
        for later, looked in ((PENDING_FOR, LOOKS), (PENDING_FOR + timedelta(seconds=1), 0)):
            looks.clear()
            with pytest.raises(TooMany):
                enter(username="li.na", password="Kmpd-4827", address="203.0.113.9", now=NOW + later)
            assert looks == [LOOKS_EVERY] * looked


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
