"""A reading that was wrong counts no longer, and says why."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.media import queries
from outreach.media.articles.actions import publish_article
from outreach.media.models import Reading, VoidedReading
from outreach.media.readings.actions import record_readings
from outreach.media.readings.voiding import void_reading
from outreach.media.rules import ArticleKind, Metric, Standing
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_person,
    make_placement,
    make_reading,
    make_team,
    make_void,
)

DAY = date(2025, 3, 4)


def void(reading: Reading, by: Person, reason: str = "抄成了另一篇的数") -> None:
    """The reading voided through the action."""
    with transaction():
        void_reading(reading.id, by=by, now=NOW, reason=reason)


def test_a_voided_reading_is_in_no_value_and_the_item_tells_why(app_context: Flask) -> None:
    item, clerk = make_article(), make_person(Role.CLERK)
    placement = make_placement(item, make_channel(name="公众号"))
    make_reading(placement, 100, DAY)
    wrong = make_reading(placement, 9_000, DAY + timedelta(days=1))
    void(wrong, clerk)
    assert queries.latest_values([item.id]) == {item.id: {Metric.TIMES: 100}}
    assert queries.readings_of(placement.id, Metric.TIMES) == [(DAY, 100)]
    assert queries.standings(queries.article(item.id))[wrong.id] is Standing.VOIDED
    (told,) = changes_of(item)
    assert (told.field, told.new, told.reason, told.moves_figure) == ("reading", None, "抄成了另一篇的数", True)
    assert told.old == "公众号 2025-03-05 阅读次数（次） 9000"
    assert db.session.scalar(select(AuditEntry.act).order_by(AuditEntry.at.desc()).limit(1)) == "reading.voided"


def test_the_reading_before_of_the_same_day_holds_again(app_context: Flask) -> None:
    item = make_article()
    placement = make_placement(item)
    first = make_reading(placement, 100, DAY)
    void(make_reading(placement, 9_000, DAY, recorded_at=NOW + timedelta(hours=1)), make_person(Role.CLERK))
    assert queries.readings_of(placement.id, Metric.TIMES) == [(DAY, 100)]
    assert queries.standings(queries.article(item.id))[first.id] is Standing.COUNTS


def test_a_void_has_a_reason_is_said_once_and_by_the_own_team(app_context: Flask) -> None:
    clerk, reading = make_person(Role.CLERK), make_reading(make_placement(make_article()), 100, DAY)
    with pytest.raises(Invalid) as refused:
        void(reading, clerk, reason="")
    assert refused.value.field == "reason"
    with pytest.raises(Forbidden):
        void(reading, make_person(Role.LEAD, team=make_team("pension")))
    void(reading, clerk)
    with pytest.raises(Conflict):
        void(reading, clerk)
    assert db.session.scalar(select(func.count()).select_from(VoidedReading)) == 1


def test_what_was_voided_is_recorded_again(app_context: Flask) -> None:
    clerk, placement = make_person(Role.CLERK), make_placement(make_article())
    make_reading(placement, 500, DAY)
    later = {"day": DAY + timedelta(days=1), "by": clerk, "now": NOW + timedelta(days=2)}
    with pytest.raises(Question), transaction():
        record_readings(placement, {Metric.TIMES: 50}, **later)
    void(placement.readings[0], clerk)
    with transaction():
        record_readings(placement, {Metric.TIMES: 50}, **later)
    assert queries.readings_of(placement.id, Metric.TIMES) == [(DAY + timedelta(days=1), 50)]


def test_a_post_whose_own_reading_was_voided_takes_its_first_piece_without_a_question(app_context: Flask) -> None:
    clerk, post = make_person(Role.CLERK), make_article(ArticleKind.POST)
    placement = make_placement(post)
    make_void(make_reading(placement, 500, DAY))
    facts = {"title": "第一条", "day": DAY, "team_id": post.team_id, "channel_id": placement.channel_id}
    with transaction():
        piece = publish_article(by=clerk, now=NOW, kind=ArticleKind.PIECE, post_id=post.id, **facts)
    assert piece.post_id == post.id
