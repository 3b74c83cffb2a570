"""The words for what evidence is grow by the letter, both ways, and what is there stays."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, insert, select, table, text
from sqlalchemy.types import Boolean, DateTime, Uuid

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from tests.conftest import BACKENDS

BEFORE = "0027"
NOON = datetime(2025, 3, 4, 4, 0, tzinfo=UTC)
EVIDENCE = table(
    "evidence",
    column("id", Uuid()),
    column("subject_type"),
    column("subject_id", Uuid()),
    column("sha256"),
    column("name"),
    column("kind"),
    column("shows_people", Boolean()),
    column("added_at", DateTime(timezone=True)),
    column("added_by_id", Uuid()),
)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_letter_goes_back_as_a_photo(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    rows = [
        {
            "id": uuid.uuid4(),
            "subject_type": "events",
            "subject_id": uuid.uuid4(),
            "sha256": "a" * 64,
            "name": kind,
            "kind": kind,
            "shows_people": False,
            "added_at": NOON,
            "added_by_id": uuid.uuid4(),
        }
        for kind in ("photo", "screenshot", "letter")
    ]
    with app.app_context():
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            file = "INSERT INTO stored_files (sha256, media_type, size, stored_at) VALUES (:sha, 'image/jpeg', 9, :at)"
            connection.execute(text(file), {"sha": "a" * 64, "at": NOON})
            connection.execute(insert(EVIDENCE), rows[:2])
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(insert(EVIDENCE), rows[2:])
            kinds = select(EVIDENCE.c.kind).order_by(EVIDENCE.c.name)
            assert list(connection.scalars(kinds)) == ["letter", "photo", "screenshot"]
        downgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            assert list(connection.scalars(kinds)) == ["photo", "photo", "screenshot"]
        db.engine.dispose()
