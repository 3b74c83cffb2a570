"""The rows of a PostgreSQL database in an SQLite file, as the product would have written them there."""

from flask import Flask
from sqlalchemy import Connection, create_engine, insert, select

from outreach.config import database_url
from outreach.db import Base, db


def copy_rows(source: str, app: Flask) -> None:
    """Make the tables in the app's SQLite file, which is not there yet, and copy into them all rows of the `source`.

    Triggers sleep meanwhile: what they would write is among the rows.
    """
    engine = create_engine(database_url(source))
    with app.app_context(), engine.connect() as old:
        db.create_all()
        with db.engine.begin() as new:
            new.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            awake = _put_to_sleep(new)
            for table in Base.metadata.sorted_tables:
                new.execute(table.delete())
                if rows := [row._asdict() for row in old.execute(select(table))]:
                    new.execute(insert(table), rows)
            for trigger in awake:
                new.exec_driver_sql(trigger)
        db.engine.dispose()
    engine.dispose()


def _put_to_sleep(connection: Connection) -> list[str]:
    """The statements that make the triggers, which are gone until then."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _sql in found:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in found]
