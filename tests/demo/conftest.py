"""The example on a database of each kind, loaded once for all tests that only read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from outreach import clock
from outreach.db import db, transaction
from outreach.people.actions import make_set_up_link
from tests.conftest import BACKENDS, WHAT_IT_SAID, example_on, new_postgresql_database
from tests.demo.copying import copy_rows
from tests.sharing import copied

#: Monday 2026-11-23, 10:20 in Shanghai.
LOADED = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
#: The PostgreSQL database, and the folder with its files, of which each test process copies its own.
PATTERN = "founded_with_the_example"
#: What the set-up page is told by who begins with the example.
FOUNDER = {
    "bureau_name": "某县人社局",
    "admin_name": "王敏",
    "username": "wang.min",
    "password": "Kmpd-Wxyz-4827",
    "again": "Kmpd-Wxyz-4827",
    "start": "example",
}


@dataclass(frozen=True)
class Founded:
    """The files of a bureau that was founded with the example at `LOADED`, and the URL of its PostgreSQL database.

    In the folder lie its rows in an SQLite file, too, what the set-up page said, and how many statements it sent.
    """

    folder: Path
    url: str


@pytest.fixture(scope="session")
def founded(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """A copy of this process's own of the bureau that was founded once."""

    def found(folder: Path) -> None:
        url = new_postgresql_database(postgresql_url, PATTERN)
        _found_on_the_page(folder, url)
        copy_rows(url, example_on(folder))

    folder = copied(tmp_path_factory, PATTERN, found)
    return Founded(folder, new_postgresql_database(postgresql_url, like=PATTERN))


@pytest.fixture(scope="session", params=BACKENDS)
def loaded(request: pytest.FixtureRequest, founded: Founded) -> Iterator[Flask]:
    """The app with the example of `LOADED`: the very rows of the one founded, on each kind of database."""
    app = example_on(founded.folder, founded.url if request.param == "postgresql" else None)
    yield app
    with app.app_context():
        db.engine.dispose()


def _found_on_the_page(folder: Path, url: str) -> None:
    """Found a bureau with the example at `url`, and keep what the page said to its founder."""
    app = example_on(folder, url)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: LOADED)
        with app.app_context():
            db.create_all()
            with transaction():
                token = make_set_up_link(now=LOADED)
        with _counted(folder):
            answer = client.post(f"/set-up/{token}", data=FOUNDER)
    assert answer.status_code == 302, answer.text
    with client.session_transaction() as session:
        (folder / WHAT_IT_SAID).write_text(" ".join(text for _category, text in session["_flashes"]), "utf-8")
    with app.app_context():
        db.engine.dispose()


@contextmanager
def _counted(folder: Path) -> Iterator[None]:
    """Write down in `folder` how many statements are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    (folder / "statements").write_text(str(len(sent)))


@pytest.fixture
def example(loaded: Flask) -> Iterator[Flask]:
    """The app with the example, its context pushed."""
    with loaded.app_context():
        yield loaded
