"""How the product opens SQLite: what was answered is on the disk, and nothing slips past the triggers."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from outreach.db import engine
from outreach.db.base import db
from tests.conftest import SHIPPED_PRAGMAS


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 15000),
    ],
)
def test_each_connection_is_opened_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pragma: str, value: object
) -> None:
    monkeypatch.setattr(engine, "_PRAGMAS", SHIPPED_PRAGMAS)
    opened = create_engine(f"sqlite:///{tmp_path / 'own.db'}")
    engine.prepare_engine(opened)
    with opened.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value
    opened.dispose()


def test_nothing_holds_on_to_what_a_vanished_machine_had_locked(fresh_postgresql: str) -> None:
    app = Flask("small")
    engine.init_database(app, fresh_postgresql)
    with app.app_context():
        assert db.session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "10min"
        assert db.session.scalar(text("SHOW client_connection_check_interval")) == "5s"
        sent = db.session.connection().connection.dbapi_connection.info.get_parameters()  # type: ignore[union-attr]
        assert sent["tcp_user_timeout"] == "20000"  # of the server's own nothing shows where both are one machine
        db.session.remove()
        db.engine.dispose()
