"""Loading the example by command and on the set-up page, and when it is refused."""

import re

import pytest
from flask import Flask

from outreach.db import db, transaction
from outreach.demo.actions import load_demo
from outreach.errors import Conflict
from outreach.people.models import Person
from outreach.people.queries import people_with_demo_password, person_by_username, the_bureau
from outreach.people.rules import Role
from tests.conftest import EXAMPLE_PASSWORD, WHAT_IT_SAID, example_on, load_now
from tests.demo.conftest import LOADED, Founded
from tests.making import make_bureau, make_event, make_person
from tests.sharing import copied

USERS = {
    "admin",
    "clerk",
    "viewer",
    *(f"lead.{team}" for team in ("employment", "pension", "work_injury", "labor_relations")),
    *(f"staff.{number}" for number in range(1, 9)),
}


def test_the_command_loads_once_and_says_how_to_sign_in(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = copied(tmp_path_factory, "example", load_now)
    first, app = (folder / WHAT_IT_SAID).read_text("utf-8"), example_on(folder)
    app.config["WTF_CSRF_ENABLED"] = False
    assert "lead.work_injury" in first
    assert "python3 -m outreach" in first
    with app.app_context():
        people = {person.username: person for person in db.session.scalars(db.select(Person))}
        assert set(people) == USERS
        assert all(person.has_demo_password for person in people.values())
    signed_in = app.test_client().post("/sign-in", data={"username": "staff.1", "password": EXAMPLE_PASSWORD})
    assert signed_in.status_code == 302

    second = app.test_cli_runner().invoke(args=["demo", "--password", "x"])
    assert isinstance(second.exception, Conflict)
    assert second.exception.code == "not_empty"
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Person)) == len(USERS)
        db.engine.dispose()


def test_a_database_with_an_event_is_left_alone(app_context: Flask) -> None:
    make_bureau()
    make_event()
    with pytest.raises(Conflict) as refused, transaction():
        load_demo(password="x", now=LOADED)
    assert refused.value.code == "not_empty"
    assert "OUTREACH_DATA_DIR" in str(refused.value.message)


def test_accounts_with_the_same_user_names_are_named(app_context: Flask) -> None:
    make_bureau()
    make_person(Role.STAFF, username="staff.1")
    with pytest.raises(Conflict) as refused, transaction():
        load_demo(password="x", now=LOADED)
    assert refused.value.code == "accounts_there"
    assert "staff.1" in str(refused.value.message)
    assert person_by_username("admin") is None


def test_the_set_up_page_brings_it_and_tells_the_password_once(founded: Founded) -> None:
    (password,) = re.findall(r"[A-Z][a-z]{3}-[a-z]{4}-\d{4}", (founded.folder / WHAT_IT_SAID).read_text("utf-8"))
    app = example_on(founded.folder, founded.url)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        bureau, admin = the_bureau(), person_by_username("wang.min")
        assert bureau is not None
        assert admin is not None
        assert (bureau.name, bureau.is_example, admin.has_demo_password) == ("某县人社局", True, False)
        assert people_with_demo_password()
        assert person_by_username("admin") is None
    entered = app.test_client().post("/sign-in", data={"username": "viewer", "password": password})
    assert entered.status_code == 302
    with app.app_context():
        db.engine.dispose()
