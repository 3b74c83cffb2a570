"""Figures that were kept before anything could be undecided are kept as they were, on both databases."""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON, Date, DateTime, Uuid, column, insert, select, table

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.reports.drawings.models import DrawnFigure, DrawnLine
from tests.conftest import BACKENDS

BEFORE = "0022"
AT = datetime(2025, 12, 31, tzinfo=UTC)
DRAWING = table(
    "drawings",
    column("id", Uuid()),
    column("at", DateTime(timezone=True)),
    column("title"),
    column("year"),
    column("first_day", Date()),
    column("last_day", Date()),
    column("filters", JSON()),
)
FIGURE = table(
    "drawn_figures",
    column("drawing_id", Uuid()),
    column("key"),
    column("position"),
    column("value"),
    column("unit"),
    column("wording"),
    column("definition"),
)
LINE = table(
    "drawn_lines",
    column("drawing_id", Uuid()),
    column("key"),
    column("line_id", Uuid()),
    column("day", Date()),
    column("quantity"),
    column("label"),
    column("url"),
)


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_was_kept_is_not_undecided(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    drawing, line = uuid.uuid4(), uuid.uuid4()
    day = date(2025, 3, 4)
    with app.app_context():
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            facts = {"title": "三月", "year": 2025, "first_day": day, "last_day": day, "filters": {}}
            connection.execute(insert(DRAWING), [{"id": drawing, "at": AT} | facts])
            figure = {"value": 87, "unit": "份", "wording": "87份", "definition": "发放"}
            connection.execute(insert(FIGURE), [{"drawing_id": drawing, "key": "handouts", "position": 0} | figure])
            facts = {"day": day, "quantity": 87, "label": "街头咨询", "url": "/events/1"}
            connection.execute(insert(LINE), [{"drawing_id": drawing, "key": "handouts", "line_id": line} | facts])
        upgrade()
        assert db.session.execute(select(DrawnFigure.value, DrawnFigure.undecided)).all() == [(87, 0)]
        assert db.session.execute(select(DrawnLine.line_id, DrawnLine.is_undecided)).all() == [(line, False)]
        db.session.remove()
        downgrade(revision=BEFORE)
        with db.engine.connect() as connection:
            assert connection.execute(select(FIGURE.c.wording)).scalars().all() == ["87份"]
        db.engine.dispose()
