"""The tables of who was there keep a statement through later migrations, and go without touching the plan."""

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, MetaData, Table, Uuid, insert, inspect, text

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from tests.conftest import BACKENDS

BEFORE, WITH = "0021", "0022"
AT = datetime(2025, 3, 4, 1, tzinfo=UTC)
ID = uuid.UUID("01956a00-0000-7000-8000-000000000001")
PERSON = {"username": "wang", "name": "王秀英", "role": "staff", "session_number": 1, "made_at": AT}
EVENT = {"title": "东门设台", "track": "public", "standing": "host", "status": "held", "day": date(2025, 3, 4)}
EVENT |= {"starts_at": AT, "ends_at": AT + timedelta(hours=2), "made_at": AT, "changed_at": AT, "sequence": 0}
ROWS: dict[str, dict[str, Any]] = {
    "people": PERSON | {"must_change_password": False, "has_demo_password": False},
    "teams": {"code": "employment", "name": "就业创业", "mark": "就", "palette": 1, "position": 0},
    "places": {"name": "东门", "kind": "square", "made_at": AT}
    | dict.fromkeys(("is_key_enterprise", "is_under_construction"), False),
    "events": EVENT | {"counts_separately": False, "lead_team_id": ID, "place_id": ID},
    "presences": {"event_id": ID, "person_id": ID, "by_id": ID, "there": True, "at": AT, "received_at": AT},
}


def put(engine: Engine) -> None:
    """A row of each table, all with one id."""
    with engine.begin() as connection:
        for name, facts in ROWS.items():
            table = Table(name, MetaData(), autoload_with=engine, resolve_fks=False)
            for column in table.columns:
                if column.name == "id" or column.name.endswith("_id"):
                    column.type = Uuid()
            connection.execute(insert(table), [{"id": ID} | facts])


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_was_said_stays_and_the_plan_is_untouched(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    with app.app_context():
        upgrade(revision=WITH)
        put(db.engine)
        upgrade()
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT there FROM presences")).scalars().all() == [True]
            with pytest.raises(Exception, match="only added to"):
                connection.execute(text("DELETE FROM presences"))
        downgrade(revision=BEFORE)
        assert "presences" not in inspect(db.engine).get_table_names()
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT title FROM events")).scalars().all() == ["东门设台"]
        db.engine.dispose()
