"""Each test begins with the database as it was made, whatever the one before it did."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from outreach.db import db
from tests.emptying import empty_database
from tests.making import make_event, make_person, make_tally


def test_no_row_is_left_not_even_of_the_ledger(app: Flask) -> None:
    with app.app_context():
        make_tally(make_event(), by=make_person())
    empty_database(app)
    with app.app_context():
        assert [name for name, table in db.metadata.tables.items() if db.session.query(table).first()] == []
        make_tally(make_event(), by=make_person())
        with pytest.raises(IntegrityError, match="is only added to"):  # the ledger refuses it as before
            db.session.execute(text("DELETE FROM tallies"))


@pytest.mark.parametrize("deed", ["CREATE TABLE of_a_test (id INTEGER)", "DROP TRIGGER tallies_no_delete"])
def test_a_schema_that_was_changed_is_put_back(sqlite_app: Flask, deed: str) -> None:
    with sqlite_app.app_context(), db.engine.begin() as connection:
        connection.execute(text(deed))
    empty_database(sqlite_app)
    with sqlite_app.app_context():
        assert "of_a_test" not in inspect(db.engine).get_table_names()
        assert db.session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'tallies_no_delete'")) == 1


def test_a_file_that_somebody_writes_to_is_put_back(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_person()
        with db.engine.connect() as writing:
            writing.execute(text("UPDATE people SET name = 'left behind'"))
            empty_database(sqlite_app)
            writing.invalidate()
        assert db.session.scalar(text("SELECT count(*) FROM people")) == 0


def test_a_file_that_is_gone_is_put_back(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        file = Path(str(db.engine.url.database))
        db.engine.dispose()
        for each in file.parent.glob(f"{file.name}*"):
            each.unlink()
    empty_database(sqlite_app)
    with sqlite_app.app_context():
        assert inspect(db.engine).has_table("tallies")
