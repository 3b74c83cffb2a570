"""0074 seals what companies left with their orders, and the way back opens it again."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect, text

from outreach.db.engine import prepare_engine
from outreach.db.sealing import opened
from tests.conftest import BACKENDS
from tests.db.test_sealing import NEW, keep

MIGRATION = import_module("outreach.migrations.versions.0074_sealed_orders")
#: The long one takes more room than the table gave it.
LEFT = [
    {"note": "门口保安处登记，找王某", "contact": "王" * 40, "phone": "13800001111"},
    {"note": None, "contact": None, "phone": "+86 (0730) 522-2222"},
    {"note": None, "contact": None, "phone": None},
]


@pytest.fixture(params=BACKENDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path, sqlite_app: Flask) -> Iterator[Engine]:
    """The table as it was before, with what three companies left."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'before.db'}" if is_sqlite else request.getfixturevalue("fresh_postgresql")
    made = create_engine(url)
    prepare_engine(made)
    kind = "CHAR(32)" if is_sqlite else "UUID"
    with made.begin() as connection:
        columns = f"id {kind} PRIMARY KEY, note TEXT, contact VARCHAR(40), phone VARCHAR(20), people_said VARCHAR(20)"
        connection.execute(text(f"CREATE TABLE orders ({columns})"))
        for number, each in enumerate(LEFT):
            values = f"'{number:032}', :note, :contact, :phone"
            connection.execute(text(f"INSERT INTO orders (id, note, contact, phone) VALUES ({values})"), each)
    with sqlite_app.app_context():
        yield made
    made.dispose()


def go(engine: Engine, way: str) -> None:
    """Take the step."""
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        getattr(MIGRATION, way)()


def kept(engine: Engine) -> list[dict[str, Any]]:
    """What the table holds, as it lies there."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT note, contact, phone FROM orders ORDER BY id"))
        return [dict(row) for row in rows.mappings()]


def types(engine: Engine) -> list[str]:
    return [str(each["type"]) for each in inspect(engine).get_columns("orders")][1:]


def test_what_companies_left_is_sealed_and_opened_again(engine: Engine, tmp_path: Path) -> None:
    before = types(engine)
    go(engine, "upgrade")
    sealed = kept(engine)
    assert [{name: text and opened(text) for name, text in row.items()} for row in sealed] == LEFT
    assert not any("1380000" in (text or "") or "王" in (text or "") for row in sealed for text in row.values())
    assert types(engine) == ["TEXT", "TEXT", "TEXT", "VARCHAR(20)"]
    if engine.dialect.name == "sqlite":
        engine.dispose()  # the last connection puts what stands beside the file into it
        assert b"13800001111" not in (tmp_path / "before.db").read_bytes()
    go(engine, "downgrade")
    assert (kept(engine), types(engine)) == (LEFT, before)


def test_on_the_way_back_goes_what_no_key_opens(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    go(engine, "upgrade")
    keep(monkeypatch, NEW)
    go(engine, "downgrade")
    assert all(text is None for row in kept(engine) for text in row.values())
