"""Files of the online ledger of before, when they learn what was said of them."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, select

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.media.models import OnlineFile
from tests.conftest import BACKENDS
from tests.media.test_carried_online import made

NOON = datetime(2025, 3, 4, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("backend", BACKENDS)
def test_of_a_file_that_was_there_nothing_was_said(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    counts = {"rows": 1, "new_items": 1, "new_readings": 1}
    rows = [
        made("stored_files", sha256="a" * 64, media_type="text/csv", size=1, stored_at=NOON),
        made("online_files", id=uuid.uuid4(), sha256="a" * 64, name="f", shape="table", brought_at=NOON, **counts),
    ]
    with app.app_context():
        upgrade()
        downgrade(revision="0028")
        with db.engine.begin() as connection:
            for into, values in rows:
                connection.execute(insert(into), values)
        upgrade()
        assert db.session.scalars(select(OnlineFile.said)).all() == [{}]
        db.session.remove()
        db.engine.dispose()
