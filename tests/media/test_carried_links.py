"""Links of before, when their keys are worked out anew."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import insert, select

from outreach.app import create_app
from outreach.config import Settings
from outreach.db import db
from outreach.media.models import Placement
from outreach.media.rules import link_key
from tests.media.test_carried_online import made

NOON = datetime(2025, 3, 4, 4, 0, tzinfo=UTC)


def test_links_get_the_key_that_is_worked_out_now(tmp_path: Path) -> None:
    links = [
        "https://mp.weixin.qq.com/s?__biz=MzA3%3D%3D&mid=2&idx=1&sn=a&chksm=f#rd",
        "https://mp.weixin.qq.com/s/abc?poc_token=H",
        "http://www.a.cn:80/新闻/?from=x&b=2&a=%41#/news/1",
        "http://a.cn:8080/s?src=1",
    ]
    app = create_app(
        Settings(f"sqlite:///{tmp_path / 'c.db'}", "for tests only", "Asia/Shanghai", "zh", None, tmp_path),
        testing=True,
    )
    team, channel, article = (uuid.uuid4() for _ in range(3))
    stands = {"article_id": article, "channel_id": channel, "day": NOON.date()}
    rows = [
        made("teams", id=team, code="t", name="分队", mark="分", palette=1, position=1),
        made("channels", id=channel, code="c", name="号", medium="micro", level="own", is_own=True, platform="other"),
        made(
            "articles", id=article, kind="article", title="题", day=NOON.date(), team_id=team, made_at=NOON, position=0
        ),
        *[made("placements", id=uuid.uuid4(), url=url, **stands) for url in links],
    ]
    with app.app_context():
        upgrade(revision="0034")
        with db.engine.begin() as connection:
            for into, values in rows:
                connection.execute(insert(into), values)
        upgrade()
        found = {row.url: row.link_key for row in db.session.execute(select(Placement.url, Placement.link_key))}
        assert found == {url: link_key(url) for url in links}
        db.session.remove()
        db.engine.dispose()
