"""The example on a database of its own of each kind, loaded once for all tests that only read it."""

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
from tests.conftest import BACKENDS, WHAT_IT_SAID, example_on, load_example, new_postgresql_database
from tests.sharing import copied

#: Monday 2026-11-23, 10:20 in Shanghai.
LOADED = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
#: The PostgreSQL database, and the folders, of which each test process copies its own.
PATTERN, FOUNDED = "loaded_on_postgresql", "founded_with_the_example"
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
class Loaded:
    """The app with the example, and how many statements loading it sent."""

    app: Flask
    statements: int


@pytest.fixture(scope="session", params=BACKENDS)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The example as loaded at `LOADED`: on SQLite by the set-up page, on PostgreSQL into a bureau of its own."""
    url = None
    if request.param == "sqlite":
        folder = copied(tmp_path_factory, FOUNDED, found_on_the_page)
    else:
        server = request.getfixturevalue("postgresql_url")
        folder = copied(tmp_path_factory, PATTERN, lambda files: _load(files, new_postgresql_database(server, PATTERN)))
        url = new_postgresql_database(server, like=PATTERN)
    app = example_on(folder, url)
    yield Loaded(app, int((folder / "statements").read_text()))
    with app.app_context():
        db.engine.dispose()


def found_on_the_page(folder: Path) -> None:
    """Found a bureau with the example in `folder`, and keep what the page said to its founder."""
    app = example_on(folder)
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


def _load(folder: Path, url: str) -> None:
    with _counted(folder):
        load_example(example_on(folder, url), password="Weida-Zuop-4827", now=LOADED)


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
def example(loaded: Loaded) -> Iterator[Flask]:
    """The app with the example, its context pushed."""
    with loaded.app.app_context():
        yield loaded.app
