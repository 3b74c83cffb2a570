"""Signing in with a password, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.audit.models import AuditEntry
from outreach.audit.rules import Outcome
from outreach.db import db, transaction
from outreach.errors import Invalid, TooMany
from outreach.people.actions.signing_in import count_try
from outreach.people.entering import enter, prove, prove_and_renew
from outreach.people.lockout import ADDRESS_FAILURES, KNOWN_FOR
from outreach.people.models import Person, SignInTry
from outreach.people.passwords import hash_password, is_password
from tests.making import NOW, make_person

RIGHT = "Kmpd-4827"
HASH = hash_password(RIGHT)
OFFICE = "10.1.1.7"


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(username="li.na", password_hash=HASH)


def fail(times: int, *, username: str = "li.na", address: str = OFFICE, at: timedelta = timedelta(0)) -> None:
    """Failures, counted as the sign-in counts them, without the work of hashing."""
    for number in range(times):
        with transaction():
            tried, _wait = count_try(username=username, address=address, now=NOW + at + timedelta(milliseconds=number))
            if tried is not None:
                tried.is_pending = False


def try_in(*, address: str = OFFICE, at: timedelta = timedelta(seconds=10), password: str = RIGHT) -> Person:
    return enter(username="li.na", password=password, address=address, now=NOW + at)


def test_the_right_password_lets_in_and_leaves_a_line(person: Person) -> None:
    assert enter(username=" Li.Na ", password=RIGHT, address=OFFICE, now=NOW) is person
    assert person.last_signed_in_at == NOW
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.outcome, entry.by_id, entry.address) == (
        "person.signed_in",
        Outcome.DONE,
        person.id,
        OFFICE,
    )


@pytest.mark.parametrize("username", ["li.na", "nobody"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(person: Person, username: str) -> None:
    with pytest.raises(Invalid) as refusal:
        enter(username=username, password="Wrong-4827", address=OFFICE, now=NOW)
    assert refusal.value.code == "wrong_password"
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.outcome == Outcome.REFUSED
    assert username == "li.na" or "nobody" not in f"{entry.by_name} {entry.facts}"
    assert db.session.scalars(select(SignInTry.username)).one() == "li.na" or username == "nobody"


def test_a_disabled_account_is_told_only_to_whom_knows_the_password(person: Person) -> None:
    with transaction():
        person.disabled_at = NOW
    with pytest.raises(Invalid) as refusal:
        try_in()
    assert refusal.value.code == "disabled"
    with pytest.raises(Invalid) as refusal:
        try_in(password="Wrong-4827")
    assert refusal.value.code == "wrong_password"


def test_the_demo_password_opens_nothing_through_a_proxy_on_this_machine(app: Flask, person: Person) -> None:
    with transaction():
        person.has_demo_password = True
    with app.test_request_context(headers={"Via": "1.1 proxy"}), pytest.raises(Invalid) as refusal:
        try_in(address="127.0.0.1")
    assert refusal.value.code == "demo_password"


def test_the_demo_password_opens_nothing_from_another_machine(person: Person) -> None:
    with transaction():
        person.has_demo_password = True
    with pytest.raises(Invalid) as refusal:
        try_in()
    assert refusal.value.code == "demo_password"
    assert db.session.scalars(select(AuditEntry)).one().facts["reason"] == "demo_password"
    with pytest.raises(Invalid) as refusal:
        try_in(password="Wrong-4827")
    assert refusal.value.code == "wrong_password"
    for address in ("127.0.0.1", "::1"):
        assert try_in(address=address) is person


def test_after_five_failures_even_the_right_password_waits(person: Person) -> None:
    fail(5)
    with pytest.raises(TooMany) as refusal:
        try_in(at=timedelta(minutes=4))
    assert 0 < refusal.value.facts["retry_after"] <= 61
    assert try_in(at=timedelta(minutes=6)) is person


def test_failures_elsewhere_do_not_lock_the_owner_out(person: Person) -> None:
    fail(5, address="203.0.113.9")
    assert try_in() is person


def test_a_success_begins_the_count_anew(person: Person) -> None:
    fail(4)
    try_in(at=timedelta(seconds=5))
    fail(4, at=timedelta(seconds=6))
    assert try_in() is person


def test_whoever_has_signed_in_before_passes_the_wider_limits(person: Person) -> None:
    try_in(at=timedelta(days=-7))
    for number in range(ADDRESS_FAILURES // 5 + 1):
        fail(5, username=f"guess{number}")
    assert try_in(at=timedelta(seconds=1)) is person
    with pytest.raises(TooMany):
        enter(username="newcomer", password=RIGHT, address=OFFICE, now=NOW + timedelta(seconds=1))


def test_guessing_at_an_open_session_is_counted_too(person: Person) -> None:
    fail(4)
    with pytest.raises(Invalid):
        prove(person=person, password="Wrong-4827", address=OFFICE, now=NOW + timedelta(seconds=1))
    with pytest.raises(TooMany):
        prove(person=person, password=RIGHT, address=OFFICE, now=NOW + timedelta(seconds=2))


def test_tries_too_old_to_count_are_forgotten_whoever_they_named(person: Person) -> None:
    fail(2, username="a password typed as a name", at=-KNOWN_FOR)
    fail(1, username="nobody", at=timedelta(hours=-1))
    try_in()
    assert sorted(db.session.scalars(select(SignInTry.at))) == [NOW - timedelta(hours=1), NOW + timedelta(seconds=10)]


@pytest.mark.parametrize(("new", "code"), [("abc", "weak"), (RIGHT, "unchanged"), ("Li.Na-4827", "username")])
def test_a_new_password_that_will_not_do_is_refused(person: Person, new: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        prove_and_renew(person=person, current=RIGHT, new=new, address=OFFICE, now=NOW)
    assert (refusal.value.field, refusal.value.code) == ("password", code)
    renewed = prove_and_renew(person=person, current=RIGHT, new="Other-4827", address=OFFICE, now=NOW)
    assert is_password(renewed, "Other-4827")
