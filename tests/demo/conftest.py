"""The example on a database of its own of each kind, loaded once for all tests that only read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from outreach.db import db
from tests.conftest import BACKENDS, example_on, load_example, new_postgresql_database
from tests.sharing import copied

#: Monday 2026-11-23, 10:20 in Shanghai.
LOADED = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
#: The PostgreSQL database, and the folder, of which each test process copies its own.
PATTERN = "loaded_on_postgresql"
PASSWORD = "Weida-Zuop-4827"


@dataclass(frozen=True)
class Loaded:
    """The app with the example, and how many statements loading it sent."""

    app: Flask
    statements: int


@pytest.fixture(scope="session", params=BACKENDS)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The example as loaded at `LOADED`."""
    url = None
    if request.param == "sqlite":
        folder = copied(tmp_path_factory, "loaded", _load)
    else:
        server = request.getfixturevalue("postgresql_url")
        folder = copied(tmp_path_factory, PATTERN, lambda files: _load(files, new_postgresql_database(server, PATTERN)))
        url = new_postgresql_database(server, like=PATTERN)
    app = example_on(folder, url)
    yield Loaded(app, int((folder / "statements").read_text()))
    with app.app_context():
        db.engine.dispose()


def _load(folder: Path, url: str | None = None) -> None:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        load_example(example_on(folder, url), password=PASSWORD, now=LOADED)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    (folder / "statements").write_text(str(len(sent)))


@pytest.fixture
def example(loaded: Loaded) -> Iterator[Flask]:
    """The app with the example, its context pushed."""
    with loaded.app.app_context():
        yield loaded.app
