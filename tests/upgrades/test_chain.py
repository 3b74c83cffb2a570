"""Every migration, one after the other, back to the first and forward again, with rows in (almost) every table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, inspect, text
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
#: A step back to the revision -> where it has to let go of rows, since the version before has no place for them, or
#: tells the audit what goes with it.
LOST = {"0026": {"readings"}, "0074": {"audit_entries"}}


@pytest.fixture(params=BACKENDS)
def bureau(request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A bureau whose tables were made by the migrations."""
    url = request.getfixturevalue("fresh_postgresql") if request.param == "postgresql" else None
    example = made_once(tmp_path_factory, "example", load_now)  # inside this app's context it would load into this app
    app = example_on(tmp_path, url)
    with app.app_context():
        upgrade()
        fill(db.engine, example / "outreach.db")
        yield app
        db.session.remove()
        db.engine.dispose()


def counted(connection: Connection) -> dict[str, int]:
    """Table -> its rows."""
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    in_each = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
    return {row[0]: row[1] for row in connection.execute(text(in_each))}


def kept(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int, int]]:
    """The tables that are there before and after and have not the same number of rows."""
    return {name: (before[name], after[name]) for name in before.keys() & after.keys() if before[name] != after[name]}


def columns(connection: Connection) -> dict[str, list[str]]:
    """Table -> its columns."""
    found = {name: each for (_schema, name), each in inspect(connection).get_multi_columns().items()}
    return {name: [each["name"] for each in found[name]] for name in found.keys() - {"alembic_version"}}


@contextmanager
def each_step_seen_by(look: Callable[..., None], app: Flask) -> Iterator[None]:
    """Have Alembic call `look` after each step that a command takes."""
    options = app.extensions["migrate"].configure_args
    options["on_version_apply"] = look
    yield
    del options["on_version_apply"]


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
    """One way back in one command, as an administrator goes it; it is looked at after each step."""
    unfit = fill_empty(db.engine)
    assert unfit.keys() == UNFIT, unfit
    revisions = sorted(revisions_in(Path(bureau.extensions["migrate"].directory))[0], reverse=True)
    with db.engine.connect() as connection:
        head = counted(connection)
    seen: list[dict[str, int]] = [head]
    known: dict[str, list[str]] = {}

    def look(*, ctx: Any, step: Any, **_facts: Any) -> None:
        [revision] = step.destination_revision_ids
        seen.append(counted(ctx.connection))
        assert (revision, set(kept(*seen[-2:]))) == (revisions[len(seen) - 1], LOST.get(revision, set()))
        if revision == VERSION_BEFORE:
            known.update(columns(ctx.connection))

    with each_step_seen_by(look, bureau):
        downgrade(revision=revisions[-1])
    assert len(seen) == len(revisions)
    upgrade()
    with db.engine.connect() as connection:
        after = counted(connection)
    assert kept(seen[-1], after) == {}
    write_as_the_version_before(known)
    with db.engine.connect() as connection:
        written = counted(connection)
    assert kept(after, written) == {}
    with db.engine.connect() as connection, pytest.raises(DBAPIError, match="only added to"):
        connection.execute(text("UPDATE tallies SET quantity = 0"))
    showed(f"{len(revisions)} migrations, {len(head)} tables, {sum(head.values())} rows")
