"""Voiding a file as a whole, on both databases."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.jobs.verdicts import Verdict
from outreach.media.articles.actions import change_article
from outreach.media.exports.voiding import void_file
from outreach.media.models import Article, OnlineFile
from outreach.media.queries import latest_values
from outreach.media.readings.actions import record_readings
from outreach.media.rules import ArticleKind, Metric
from outreach.people.rules import Role
from tests.making import NOW, make_person, make_team
from tests.media.exports.making import bring_in, link, make_account, preview, verdicts, wechat

AT = "2025-03-01 10:00:00"
FIRST = wechat(("工伤怎么认定", AT, 120, 150, link(1)), ("欠薪怎么办", AT, 60, 70, link(2)))
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def lists(app_context: Flask) -> None:
    make_team()
    make_account()


def void(file: OnlineFile, role: Role = Role.CLERK, reason: str = "账号选错", confirmed: tuple[str, ...] = ()) -> None:
    by = make_person(role, team=make_team())
    with transaction():
        found = db.session.get_one(OnlineFile, file.id)
        void_file(found, reason=reason, by=by, now=LATER, confirmed=confirmed)


def standing() -> list[str]:
    wanted = select(Article.title).where(Article.withdrawn_at.is_(None), Article.kind == ArticleKind.PIECE)
    return sorted(db.session.scalars(wanted))


def item(title: str) -> Article:
    return db.session.scalars(select(Article).where(Article.title == title, Article.kind == ArticleKind.PIECE)).one()


def test_what_only_the_file_brought_is_withdrawn_and_comes_again() -> None:
    file = bring_in(FIRST)
    assert file is not None
    void(file)
    assert standing() == []
    assert not db.session.scalars(select(Article).where(Article.withdrawn_at.is_(None))).all()
    assert latest_values([item("工伤怎么认定").id]) == {}
    reading = preview(FIRST)
    assert verdicts(reading) == [Verdict.CHANGED] * 2 and "恢复" in str(reading.rows[0].notes[0])
    again = bring_in(FIRST, now=LATER + timedelta(hours=1))
    assert again is not None and standing() == ["工伤怎么认定", "欠薪怎么办"]
    assert db.session.scalars(select(Article.withdrawn_at).where(Article.kind == ArticleKind.POST)).all() == [None]
    assert latest_values([item("工伤怎么认定").id])[item("工伤怎么认定").id][Metric.TIMES] == 150


def test_what_a_later_file_reads_stays_and_is_asked_about() -> None:
    first = bring_in(FIRST, day=date(2025, 3, 2))
    second = wechat(("工伤怎么认定", AT, 130, 160, link(1)))
    assert first is not None and bring_in(second, "第二次.csv", now=NOW + timedelta(minutes=5)) is not None
    with pytest.raises(Question) as asked:
        void(first)
    assert asked.value.code == "built_on" and standing() == ["工伤怎么认定", "欠薪怎么办"]
    void(first, confirmed=("built_on",))
    assert standing() == ["工伤怎么认定"]
    kept = item("工伤怎么认定")
    assert kept.post is not None and kept.post.withdrawn_at is None
    assert latest_values([kept.id])[kept.id][Metric.TIMES] == 160


def test_what_somebody_typed_or_changed_stays() -> None:
    file = bring_in(FIRST)
    assert file is not None
    clerk = make_person(Role.CLERK)
    with transaction():
        typed = item("工伤怎么认定").placements[0]
        record_readings(typed, {Metric.LIKES: 4}, day=date(2025, 3, 3), by=clerk, now=NOW + timedelta(minutes=3))
    with transaction():
        changed = item("欠薪怎么办")
        facts = {"kind": changed.kind, "day": changed.day, "team_id": changed.team_id, "event_id": None}
        change_article(changed, by=clerk, now=NOW + timedelta(minutes=4), title="欠薪怎么办？", edition_ids=(), **facts)
    void(file, confirmed=("built_on",))
    assert standing() == ["工伤怎么认定", "欠薪怎么办？"]
    kept = item("工伤怎么认定")
    assert latest_values([kept.id])[kept.id] == {Metric.LIKES: 4}


def test_a_file_is_voided_with_a_reason_by_who_may() -> None:
    file = bring_in(FIRST)
    assert file is not None
    with pytest.raises(Invalid):
        void(file, reason="")
    with pytest.raises(Forbidden):
        void(file, role=Role.LEAD)
    void(file)
    with pytest.raises(Conflict):
        void(file)


def test_days_of_an_account_of_a_voided_file_count_no_longer() -> None:
    daily = "时间,新关注人数,取消关注人数,净增关注人数,累积关注人数\n2025-03-01,12,3,9,20412\n".encode()
    file = bring_in(daily, day=None)
    assert file is not None and verdicts(preview(daily)) == [Verdict.SAME]
    void(file)
    assert verdicts(preview(daily)) == [Verdict.NEW]
