"""The example on a database of its own of each kind, loaded once for all tests that only read it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db, transaction
from outreach.demo.actions import load_demo
from tests.conftest import BACKENDS, new_postgresql_database

#: Monday 2026-11-23, 10:20 in Shanghai.
LOADED = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
PASSWORD = "Weida-Zuop-4827"


@dataclass(frozen=True)
class Loaded:
    """The app with the example, and the seconds of work that loading took."""

    app: Flask
    seconds: float


@pytest.fixture(scope="session", params=BACKENDS)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The example as loaded at `LOADED`."""
    folder = tmp_path_factory.mktemp(f"example-{request.param}")
    url = f"sqlite:///{folder / 'outreach.db'}"
    if request.param == "postgresql":
        url = new_postgresql_database(request.getfixturevalue("postgresql_url"))
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, folder), testing=True)
    with app.app_context():
        db.create_all()
        began = time.process_time()
        with transaction():
            load_demo(password=PASSWORD, now=LOADED)
        seconds = time.process_time() - began
    yield Loaded(app, seconds)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def example(loaded: Loaded) -> Iterator[Flask]:
    """The app with the example, its context pushed."""
    with loaded.app.app_context():
        yield loaded.app
