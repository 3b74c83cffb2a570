"""Every migration, one after the other, back to the first and forward again, with rows in (almost) every table."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from outreach.db import db
from outreach.db.revisions import revisions_in
from tests.conftest import BACKENDS, example_on, load_now
from tests.sharing import made_once
from tests.upgrades.filling import fill, fill_empty, unguarded

#: Tables in which no row can be made up of what their columns take: one of two must be named, by a CHECK.
UNFIT = {"packs"}
#: The last revision of the version before: while servers are changed one by one, its program writes to this database.
VERSION_BEFORE = "0044"
#: A step back to the revision -> where it has to let go of rows, since the version before has no place for them.
LOST = {"0026": {"readings"}}


@pytest.fixture(params=BACKENDS)
def bureau(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A bureau whose tables were made by the migrations."""
    url = request.getfixturevalue("fresh_postgresql") if request.param == "postgresql" else None
    app = example_on(tmp_path, url)
    with app.app_context():
        upgrade()
        fill(db.engine, made_once(tmp_path_factory, "example", load_now) / "outreach.db")
        yield app
        db.session.remove()
        db.engine.dispose()


def counted() -> dict[str, int]:
    """Table -> its rows."""
    with db.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}


def kept(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    """The tables that are there before and after and have not the same number of rows."""
    return {name: (before[name], after[name]) for name in before.keys() & after.keys() if before[name] != after[name]}


def columns() -> dict[str, list[str]]:
    """Table -> its columns."""
    seen = inspect(db.engine)
    return {name: [str(each["name"]) for each in seen.get_columns(name)] for name in counted()}


def write_as_the_version_before(known: dict[str, list[str]]) -> None:
    """Write every row anew, naming only the columns that are `known` to a program that still runs."""
    with unguarded(db.engine) as connection:
        for table, names in known.items():
            said = ", ".join(f'"{name}"' for name in names)
            for statement in (
                f"CREATE TEMPORARY TABLE written AS SELECT {said} FROM {table}",
                f"DELETE FROM {table}",
                f"INSERT INTO {table} ({said}) SELECT {said} FROM written",
                "DROP TABLE written",
            ):
                connection.execute(text(statement))


def test_every_migration_carries_the_rows_back_and_forward(bureau: Flask, showed: Callable[[str], None]) -> None:
    assert fill_empty(db.engine) == UNFIT
    revisions = sorted(revisions_in(Path(bureau.extensions["migrate"].directory))[0], reverse=True)
    head, known = counted(), columns()
    before = head
    for revision in revisions[1:]:
        downgrade(revision=revision)
        after = counted()
        assert (revision, set(kept(before, after))) == (revision, LOST.get(revision, set()))
        before, known = after, known if revision < VERSION_BEFORE else columns()
    upgrade()
    assert kept(before, counted()) == {}
    write_as_the_version_before(known)
    assert kept(before, counted()) == {}
    with db.engine.connect() as connection, pytest.raises(DBAPIError, match="only added to"):
        connection.execute(text("UPDATE tallies SET quantity = 0"))
    showed(f"{len(revisions)} migrations, {len(head)} tables, {sum(head.values())} rows")
