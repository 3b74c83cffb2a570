"""Items, readings and files of before, when lists, briefs, links and what is said of counters come to them."""

import uuid
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, insert, inspect, select, table, text

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.media.articles.listing.ranking import bring_totals_up
from outreach.media.models import OnlineFile, ShownTotal
from tests.conftest import BACKENDS
from tests.media.test_carried_online import DAY, NOON, made

BEFORE = "0028"
NEW = {
    "briefs",
    "brief_versions",
    "brief_numbers",
    "brief_lines",
    "link_runs",
    "link_checks",
    "article_batches",
    "article_merges",
    "articles_apart",
    "settled_falls",
    "settled_slips",
    "accepted_gaps",
    "shown_totals",
    "changed_totals",
}


@pytest.mark.parametrize("backend", BACKENDS)
def test_items_keep_what_they_say_both_ways(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'carried.db'}"
    if backend == "postgresql":
        url = request.getfixturevalue("fresh_postgresql")
    app = create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, tmp_path), testing=True)
    team, channel, article, placement, reading = (uuid.uuid4() for _ in range(5))
    counts = {"rows": 1, "new_items": 1, "new_readings": 1}
    exact = {"approximation": "exact", "recorded_at": NOON}
    rows = [
        made("teams", id=team, code="t", name="分队", mark="分", palette=1, position=1),
        made("channels", id=channel, code="c", name="号", medium="micro", level="own", is_own=True, platform="other"),
        made("articles", id=article, kind="article", title="题", day=DAY, team_id=team, made_at=NOON),
        made("placements", id=placement, article_id=article, channel_id=channel, day=DAY),
        made("readings", id=reading, placement_id=placement, metric="likes", day=DAY, value=7, **exact),
        made("stored_files", sha256="a" * 64, media_type="text/csv", size=1, stored_at=NOON),
        made("online_files", id=uuid.uuid4(), sha256="a" * 64, name="f", shape="table", brought_at=NOON, **counts),
    ]
    with app.app_context():
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            assert not NEW & set(inspect(connection).get_table_names())
            for into, values in rows:
                connection.execute(insert(into), values)
        upgrade()
        with db.session.begin():
            bring_totals_up()
            assert db.session.scalar(select(ShownTotal.value).where(ShownTotal.counter == "likes")) == 7
            assert db.session.scalar(text("SELECT position FROM articles")) == 0
            assert db.session.scalars(select(OnlineFile.said)).all() == [{}]  # of a file that was there
        db.session.remove()
        with db.engine.begin() as connection:  # the marks go on, and the readings still can't be changed
            connection.execute(text("UPDATE articles SET withdrawn_at = made_at, withdraw_reason = 'x'"))
            assert connection.scalar(text("SELECT count(*) FROM changed_totals")) == 1
        downgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            held = [connection.scalar(select(func.count()).select_from(table(into.name))) for into, _values in rows]
            assert held == [1] * len(rows)
            assert connection.scalar(text("SELECT title FROM articles")) == "题"
        db.session.remove()
        db.engine.dispose()
