"""Worlds for the small runs of the benches: on the apps that other tests have made, so that none is begun anew."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import text

from bench.runs import Databases
from bench.worlds import World
from outreach.db import db
from tests.browser.conftest import browser_type_launch_args
from tests.conftest import app_on
from tests.emptying import empty_database

__all__ = ["browser_type_launch_args"]


@pytest.fixture(scope="session")
def second_apps() -> Iterator[dict[str, Flask]]:
    """The app once more, for what compares two worlds."""
    apps: dict[str, Flask] = {}
    yield apps
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def databases(whole_apps: dict[str, Flask], second_apps: dict[str, Flask], request: pytest.FixtureRequest) -> Databases:
    """What makes a world, on each kind of database."""
    free = [second_apps, whole_apps]

    @contextmanager
    def world_on(backend: str) -> Iterator[World]:
        apps = free.pop()
        app = app_on(backend, apps, request)
        empty_database(app)
        try:
            with app.app_context():
                command.stamp(app.extensions["migrate"].migrate.get_config(), "head")  # a backup says of which version
            yield World(app)
        finally:
            with app.app_context(), db.engine.begin() as connection:
                connection.execute(text("DROP TABLE alembic_version"))
            free.append(apps)

    return {"SQLite": lambda: world_on("sqlite"), "PostgreSQL": lambda: world_on("postgresql")}
