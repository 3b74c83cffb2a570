"""0069 finds two kinds of databases: most have the index that it is about, some have the one before."""

from importlib import import_module
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, inspect, text

from tests.conftest import BACKENDS

ONE, BEFORE = (f"ix_events_place_id_lead_team_id_status_{last}" for last in ("day_track", "track_day"))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("there", [ONE, BEFORE])
def test_the_index_is_there_afterwards(
    there: str, backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'some.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (place_id INT, lead_team_id INT, status INT, day INT, track INT)"))
        connection.execute(text(f"CREATE INDEX {there} ON events (place_id)"))
        with Operations.context(MigrationContext.configure(connection)):
            import_module("outreach.migrations.versions.0069_index_of_coverage").upgrade()
        assert [index["name"] for index in inspect(connection).get_indexes("events")] == [ONE]
    engine.dispose()
