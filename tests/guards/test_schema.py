"""The migrations make exactly the tables, constraints, indexes and triggers that the models describe."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, create_engine, inspect, text

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.db.engine import prepare_engine
from tests.conftest import BACKENDS, new_postgresql_database


@pytest.fixture(scope="module", params=BACKENDS)
def app_to_migrate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on a database that has only just been created."""
    folder = tmp_path_factory.mktemp("migrated")
    url = f"sqlite:///{folder / 'migrated.db'}"
    if request.param == "postgresql":
        url = new_postgresql_database(request.getfixturevalue("postgresql_url"))
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, folder), testing=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def migrated(app_to_migrate: Flask) -> Flask:
    """The app on a database that the migrations have made; they make it once, until a test leads them back."""
    with app_to_migrate.app_context():
        upgrade()
    return app_to_migrate


@pytest.fixture
def modelled(migrated: Flask, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A second database made straight from the models."""
    with migrated.app_context():
        name = db.engine.dialect.name
    url = f"sqlite:///{tmp_path / 'modelled.db'}"
    if name == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    engine = create_engine(url)
    prepare_engine(engine)
    db.metadata.create_all(engine)
    yield engine
    engine.dispose()


def described(engine: Engine) -> dict[str, object]:
    """All that a database says of its tables, in a form that two databases can be compared by."""
    seen = inspect(engine)
    tables = {}
    for table in seen.get_table_names():
        if table == "alembic_version":
            continue
        tables[table] = {
            "columns": sorted((c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)),
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(
                (str(f["name"]), f["constrained_columns"], f["referred_table"], f["referred_columns"])
                for f in seen.get_foreign_keys(table)
            ),
            "unique": sorted((str(u["name"]), u["column_names"]) for u in seen.get_unique_constraints(table)),
            "checks": sorted(
                (str(c["name"]), re.sub(r"\s+", " ", c["sqltext"])) for c in seen.get_check_constraints(table)
            ),
            "indexes": sorted((str(i["name"]), i["column_names"], bool(i["unique"])) for i in seen.get_indexes(table)),
        }
    return {"tables": tables, "triggers": triggers(engine)}


def triggers(engine: Engine) -> list[tuple[str, str]]:
    """The name and the text of every trigger and function of ours, and which tables have no rowid."""
    statements = {
        "sqlite": (
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' UNION ALL "
            "SELECT name, 'WITHOUT ROWID' FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
        ),
        "postgresql": (
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION ALL "
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        ),
    }
    with engine.connect() as connection:
        rows = connection.execute(text(statements[engine.dialect.name])).all()
    return sorted((name, re.sub(r"\s+", "", sql)) for name, sql in rows)


def test_the_migrations_make_what_the_models_describe(migrated: Flask, modelled: Engine) -> None:
    with migrated.app_context():
        assert described(db.engine) == described(modelled)


def test_the_migrations_lead_back_to_nothing(migrated: Flask) -> None:
    with migrated.app_context():
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        assert triggers(db.engine) == []
