"""Readings, links and kinds of before, when the online ledger learns where its numbers come from."""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import Boolean, Date, DateTime, Uuid, column, insert, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import TableClause

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.media.rules import link_key
from tests.conftest import BACKENDS

AFTER = "0027"
NOON = datetime(2025, 3, 4, 4, 0, tzinfo=UTC)
DAY = date(2025, 3, 4)
LINK = "https://example.test/a/1/?from=timeline&id=7"
TYPES = {"id": Uuid(), "day": Date(), "is_own": Boolean(), "is_active": Boolean()}


def made(into: str, /, **values: object) -> tuple[TableClause, dict[str, object]]:
    """A row for a table, its columns typed by what they are called."""
    types = {key: TYPES.get(key, Uuid() if key.endswith("_id") else None) for key in values}
    types |= {key: DateTime(timezone=True) for key in values if key.endswith("_at")}
    return table(into, *[column(key, kind) for key, kind in types.items()]), values


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_was_there_is_carried_both_ways(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    team, channel, article, placement, reading = (uuid.uuid4() for _ in range(5))
    rows = [
        made("teams", id=team, code="t", name="分队", mark="分", palette=1, position=1),
        made("channels", id=channel, code="c", name="号", medium="micro", level="own", is_own=True),
        made("articles", id=article, kind="article", title="题", day=DAY, team_id=team, made_at=NOON),
        made("placements", id=placement, article_id=article, channel_id=channel, day=DAY, url=LINK),
        made("readings", id=reading, placement_id=placement, metric="likes", day=DAY, value=7, recorded_at=NOON),
    ]
    with app.app_context():
        upgrade(revision=AFTER)
        downgrade()
        with db.engine.begin() as connection:
            for into, values in rows:
                connection.execute(insert(into), values)
        upgrade(revision=AFTER)
        with db.engine.begin() as connection:
            assert connection.execute(text("SELECT link_key FROM placements")).scalar_one() == link_key(LINK)
            kept = connection.execute(text("SELECT value, approximation, file_id FROM readings")).one()
            assert tuple(kept) == (7, "exact", None)
            connection.execute(text("UPDATE articles SET kind = 'screen'"))
        for wrong in ("UPDATE readings SET value = 8", "DELETE FROM readings", "UPDATE articles SET kind = 'song'"):
            with pytest.raises(DBAPIError), db.engine.begin() as connection:
                connection.execute(text(wrong))
        downgrade()
        with db.engine.begin() as connection:
            assert connection.execute(text("SELECT kind FROM articles")).scalar_one() == "article"
            assert connection.execute(select(rows[-1][0].c.value)).scalar_one() == 7
        for wrong in ("UPDATE articles SET kind = 'screen'", "DELETE FROM readings"):
            with pytest.raises(DBAPIError), db.engine.begin() as connection:
                connection.execute(text(wrong))
        db.engine.dispose()
