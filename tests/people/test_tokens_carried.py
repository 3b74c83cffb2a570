"""Tokens that were there before phones could be paired: they stay what they were, both ways."""

import uuid
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, insert, table
from sqlalchemy.types import Uuid

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import UTCDateTime, db
from outreach.people.phone_queries import phones_of
from outreach.people.queries import person_by_username, tokens_of
from tests.conftest import BACKENDS
from tests.making import NOW

BEFORE = "0017"
PEOPLE = table(
    "people",
    column("id", Uuid()),
    column("username"),
    column("name"),
    column("role"),
    column("must_change_password"),
    column("has_demo_password"),
    column("session_number"),
    column("made_at", UTCDateTime()),
)
TOKENS = table(
    "bearer_tokens",
    column("id", Uuid()),
    column("person_id", Uuid()),
    column("token_hash"),
    column("scope"),
    column("label"),
    column("made_at", UTCDateTime()),
)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_token_of_a_program_is_no_phone(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    person = {"id": uuid.uuid4(), "username": "li.na", "name": "李娜", "role": "staff", "made_at": NOW}
    person |= {"must_change_password": False, "has_demo_password": False, "session_number": 0}
    token = {"id": uuid.uuid4(), "person_id": person["id"], "token_hash": "a" * 64, "scope": "log", "made_at": NOW}
    with app.app_context():
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            connection.execute(insert(PEOPLE), [person])
            connection.execute(insert(TOKENS), [token | {"label": "统计程序"}])
        _stays_of_a_program()
        downgrade(revision=BEFORE)
        _stays_of_a_program()
        db.engine.dispose()


def _stays_of_a_program() -> None:
    upgrade()
    found = person_by_username("li.na")
    assert found is not None
    assert [each.label for each in tokens_of(found)] == ["统计程序"]
    assert not phones_of([found.id], NOW)
    db.session.remove()
