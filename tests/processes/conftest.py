"""Two processes on one PostgreSQL, begun once for all that is asked of them."""

from collections.abc import Iterator

import pytest

from bench.worlds import World, new_app
from outreach import clock
from outreach.db import db, transaction
from outreach.people.actions.accounts import change_own_password
from outreach.people.models import Person
from outreach.people.passwords import hash_password
from tests.conftest import new_postgresql_database
from tests.processes.running import Browser, Process, start_all

PASSWORD = "long enough for 2 processes"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> World:
    """A bureau with three events of today, and an administrator who has a password."""
    made = World(new_app(tmp_path_factory.mktemp("here"), new_postgresql_database(postgresql_url)))
    made.plan([clock.today()] * 3)
    with made.app.app_context(), transaction() as session:
        admin = session.get_one(Person, made.admin_id)
        change_own_password(person=admin, password_hash=hash_password(PASSWORD), now=clock.now())
    return made


@pytest.fixture(scope="module")
def processes(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Process]]:
    """Two processes that serve the bureau."""
    begun = [Process(world, tmp_path_factory.mktemp("machine")) for _ in range(2)]
    try:
        start_all(begun)
        yield begun
    finally:
        for each in begun:
            each.stop()
        with world.app.app_context():
            db.engine.dispose()


@pytest.fixture
def visitor() -> Iterator[Browser]:
    """A browser that nobody has signed in with."""
    with Browser() as browser:
        yield browser
