"""Pictures that were there before there were kinds of them: they are photos, and nothing else of them changes."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import Engine, column, insert, select, table
from sqlalchemy.types import Boolean, DateTime, Uuid

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.evidence.models import Evidence
from tests.conftest import BACKENDS

AFTER = "0020"
NOON = datetime(2025, 3, 4, 4, 0, tzinfo=UTC)
ROW = table(
    "evidence",
    column("id", Uuid()),
    column("subject_type"),
    column("subject_id", Uuid()),
    column("sha256"),
    column("name"),
    column("shows_people", Boolean()),
    column("added_at", DateTime(timezone=True)),
    column("added_by_id", Uuid()),
)
FILE = table(
    "stored_files", *[column(name) for name in ("sha256", "media_type", "size")], column("stored_at", DateTime())
)


def known(engine: Engine, *columns: str) -> list[tuple[object, ...]]:
    """The pictures, by name."""
    with engine.connect() as connection:
        return [
            tuple(row) for row in connection.execute(select(*[ROW.c[name] for name in columns]).order_by(ROW.c.name))
        ]


@pytest.mark.parametrize("backend", BACKENDS)
def test_pictures_that_are_there_are_photos(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    file = {"sha256": "a" * 64, "media_type": "image/jpeg", "size": 9, "stored_at": NOON}
    event, person = uuid.uuid4(), uuid.uuid4()
    rows = [
        {
            "id": uuid.uuid4(),
            "subject_type": "events",
            "subject_id": event if shows_people else uuid.uuid4(),
            "sha256": "a" * 64,
            "name": f"{shows_people}.jpg",
            "shows_people": shows_people,
            "added_at": NOON,
            "added_by_id": person,
        }
        for shows_people in (False, True)
    ]
    with app.app_context():
        upgrade(revision=AFTER)
        downgrade()
        with db.engine.begin() as connection:
            connection.execute(insert(FILE), file)
            connection.execute(insert(ROW), rows)
        upgrade(revision=AFTER)
        found = db.session.execute(
            select(Evidence.name, Evidence.kind, Evidence.keep_until).order_by(Evidence.name)
        ).all()
        assert [tuple(row) for row in found] == [("False.jpg", "photo", None), ("True.jpg", "photo", None)]
        db.session.remove()
        downgrade()
        assert known(db.engine, "name", "shows_people") == [("False.jpg", False), ("True.jpg", True)]
        db.engine.dispose()
