"""Files that come into the online ledger, on both databases."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import Forbidden
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.jobs.verdicts import Verdict
from outreach.media.models import Article, FileRow, OnlineFile, Placement, Reading
from outreach.media.rules import ArticleKind, Medium, Metric, Platform
from outreach.people.rules import Role
from tests.making import make_person, make_team
from tests.media.exports.making import DAY, bring_in, link, make_account, preview, verdicts, wechat

THREE = wechat(
    ("工伤怎么认定", "2025-03-01 10:00:00", 120, 150, link(1)),
    ("欠薪怎么办", "2025-03-01 10:00:00", 60, 70, link(2)),
    ("灵活就业参保", "2025-03-02 09:00:00", 30, 33, link(3)),
)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def kinds() -> dict[ArticleKind, int]:
    rows = db.session.execute(select(Article.kind, func.count()).group_by(Article.kind))
    return dict(list(rows))


def test_rows_of_one_push_become_a_post_with_its_pieces(app_context: Flask) -> None:
    make_team()
    make_account()
    file = bring_in(THREE)
    assert file is not None
    assert kinds() == {ArticleKind.POST: 2, ArticleKind.PIECE: 3}
    pieces = db.session.scalars(select(Article).where(Article.kind == ArticleKind.PIECE).order_by(Article.id)).all()
    assert [piece.post.title for piece in pieces if piece.post] == ["工伤怎么认定", "工伤怎么认定", "灵活就业参保"]
    times = select(Reading.value).where(Reading.metric == Metric.TIMES).order_by(Reading.value.desc())
    assert list(db.session.scalars(times)) == [150, 70, 33]
    assert (file.rows, file.new_items, file.day, file.shape) == (3, 3, DAY, "wechat_articles")
    assert store.content(file.sha256) == THREE
    assert db.session.get_one(StoredFile, file.sha256).media_type == "application/octet-stream"


def test_the_same_file_twice_changes_nothing(app_context: Flask) -> None:
    make_team()
    make_account()
    bring_in(THREE)
    before = {model: count(model) for model in (Article, Placement, Reading, OnlineFile, FileRow)}
    assert verdicts(preview(THREE)) == [Verdict.SAME] * 3
    assert bring_in(THREE) is None
    assert before == {model: count(model) for model in before}


FILES = Path(__file__).parents[1] / "files"


@pytest.mark.parametrize("name", sorted(file.name for file in FILES.iterdir() if file.is_file()))
def test_every_kind_of_file_comes_in_and_twice_is_once(app_context: Flask, name: str) -> None:
    make_team()
    make_account()
    content, said = (FILES / name).read_bytes(), {"today": date(2026, 12, 1), "day": date(2026, 11, 30)}
    said |= {"day": None} if name in ("daily.xls", "followers.xls", "trend.xls") else {}
    file = bring_in(content, name, **said)
    assert file is not None and file.rows
    assert bring_in(content, name, **said) is None


def test_a_table_made_by_hand_touches_no_other_teams_items(app_context: Flask) -> None:
    lead = make_person(Role.LEAD, team=make_team("pension"))
    make_team()
    make_account(platform=Platform.OTHER, medium=Medium.WEBSITE)
    table = "标题,发布日期,渠道,阅读量\n工伤怎么认定,2025-03-01,示例县人社局,{}"
    bring_in(table.format(10).encode())
    with pytest.raises(Forbidden) as refused:
        bring_in(table.format(999).encode(), by=lead)
    assert refused.value.code == "other_team"
    assert list(db.session.scalars(select(Reading.value))) == [10]
    assert bring_in(table.format(11).encode(), by=make_person(Role.CLERK)) is not None
