"""Logging what was published, and what its counters showed."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry, Change
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.listing.queries import Filters, page_of_articles
from outreach.media.articles.queries import mark_of
from outreach.media.channels import actions as channel_actions
from outreach.media.channels.queries import channel as channel_of
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.readings import actions as reading_actions
from outreach.media.rules import ArticleKind, Metric, Standing
from outreach.people.models import Membership, Person
from outreach.people.rules import Role
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_edition,
    make_person,
    make_placement,
    make_reading,
    make_team,
    stored,
)

DAY = date(2025, 3, 4)


def published(by: Person, **changes: object) -> Article:
    """An article logged through the action."""
    facts = {"kind": ArticleKind.ARTICLE, "title": "送法入企", "day": DAY, "team_id": make_team().id}
    facts |= {"channel_id": make_channel().id, "url": "https://example.test/1"}
    with transaction():
        return actions.publish_article(by=by, now=NOW, **(facts | changes))


def test_an_article_stands_on_its_first_channel(app_context: Flask) -> None:
    edition = make_edition()
    item = queries.article(published(make_person(Role.CLERK), edition_ids=[edition.id]).id)
    assert [placement.url for placement in item.placements] == ["https://example.test/1"]
    assert [tag.edition_id for tag in item.tags] == [edition.id]


def test_the_same_link_twice_is_asked_about(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    published(clerk)
    with pytest.raises(Question) as asked:
        published(clerk, title="另一个标题")
    assert asked.value.code == "twice"
    published(clerk, confirmed=["twice"])


def test_the_same_title_on_one_channel_and_day_is_asked_about(app_context: Flask) -> None:
    clerk, channel = make_person(Role.CLERK), make_channel()
    published(clerk, channel_id=channel.id, url="")
    with pytest.raises(Question):
        published(clerk, channel_id=channel.id, url="https://example.test/2")
    published(clerk, channel_id=channel.id, url="", day=DAY - timedelta(days=1))


def test_the_same_link_is_known_however_it_was_copied(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    item = published(clerk, url="https://mp.weixin.qq.com/s/8fGh_1?from=timeline")
    with pytest.raises(Question) as asked:
        published(clerk, title="另一个标题", url="http://MP.weixin.qq.com/s/8fGh_1/#rd")
    assert asked.value.facts["twin"] == item.id
    published(clerk, title="第三个标题", url="https://mp.weixin.qq.com/s/8fGh_2")


def test_the_same_title_is_known_in_full_width(app_context: Flask) -> None:
    clerk, channel = make_person(Role.CLERK), make_channel()
    published(clerk, channel_id=channel.id, url="", title="送法入企：第1站")
    with pytest.raises(Question):
        published(clerk, channel_id=channel.id, url="", title="送法入企: 第1站")


def test_a_day_to_come_is_asked_about(app_context: Flask) -> None:
    clerk, tomorrow = make_person(Role.CLERK), DAY + timedelta(days=1)
    with pytest.raises(Question) as asked:
        published(clerk, day=tomorrow)
    assert asked.value.code == "coming_day"
    item = published(clerk, day=tomorrow, confirmed=["coming_day"])
    change(item, clerk, title="其他")
    with pytest.raises(Question):
        change(item, clerk, day=tomorrow + timedelta(days=1))
    with pytest.raises(Question):
        move(queries.article(item.id).placements[0], clerk, day=tomorrow + timedelta(days=1))


def test_a_placement_is_corrected_and_the_item_tells_it(app_context: Flask) -> None:
    clerk, item, county = make_person(Role.CLERK), make_article(), make_channel(name="县融媒")
    placement = make_placement(item, make_channel(name="公众号"), url="https://example.test/1")
    move(placement, clerk, channel_id=county.id, day=date(2025, 3, 3), url="https://example.test/2")
    told = {each.field: (each.old, each.new, each.moves_figure) for each in changes_of(item)}
    assert told == {
        "placement": ("公众号 2025-03-04", "县融媒 2025-03-03", True),
        "link": ("https://example.test/1", "https://example.test/2", False),
    }


def test_a_placement_is_not_moved_behind_its_readings(app_context: Flask) -> None:
    placement = make_placement(make_article(day=date(2025, 3, 1)), day=date(2025, 3, 1))
    make_reading(placement, 100, date(2025, 3, 2))
    with pytest.raises(Invalid) as refused:
        move(placement, make_person(Role.CLERK), day=date(2025, 3, 3))
    assert refused.value.code == "read_before"


def test_the_only_placement_follows_its_item_to_another_day(app_context: Flask) -> None:
    clerk, first = make_person(Role.CLERK), date(2025, 3, 1)
    item = published(clerk)
    change(item, clerk, day=first)
    assert [each.day for each in queries.article(item.id).placements] == [DAY]
    change(item, clerk, day=DAY)
    change(item, clerk, day=first, placement_along=True)
    assert [each.day for each in queries.article(item.id).placements] == [first]


def test_a_lead_logs_for_the_own_team_only(app_context: Flask) -> None:
    lead = make_person(Role.LEAD, team=make_team("pension"))
    published(lead, team_id=make_team("pension").id)
    with pytest.raises(Forbidden):
        published(lead, team_id=make_team("employment").id, url="")


def test_a_piece_belongs_to_a_post(app_context: Flask) -> None:
    clerk, post = make_person(Role.CLERK), make_article(ArticleKind.POST)
    piece = published(clerk, kind=ArticleKind.PIECE, post_id=post.id)
    assert [each.id for each in queries.article(post.id).pieces] == [piece.id]
    for wrong in ({"kind": ArticleKind.PIECE}, {"post_id": post.id}, {"kind": ArticleKind.PIECE, "post_id": piece.id}):
        with pytest.raises(Invalid):
            published(clerk, url="", **wrong)


def test_a_change_of_day_is_a_change_that_moves_a_figure(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    item = published(clerk)
    facts = {"kind": item.kind, "title": item.title, "team_id": item.team_id, "event_id": None, "edition_ids": []}
    with transaction():
        actions.change_article(queries.article(item.id), by=clerk, now=NOW, day=date(2024, 12, 31), **facts)
    moved = db.session.scalars(db.select(Change).filter_by(subject_id=item.id, moves_figure=True)).all()
    assert [(change.field, change.old, change.new) for change in moved] == [("day", "2025-03-04", "2024-12-31")]


def test_a_withdrawn_item_keeps_its_reason_and_can_be_restored(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    item = published(clerk)
    with transaction():
        actions.withdraw_article(queries.article(item.id), by=clerk, now=NOW, reason="重复登记")
    assert page_of_articles(Filters(), 1).total == 0
    with transaction():
        actions.restore_article(queries.article(item.id), by=clerk, now=NOW)
    assert page_of_articles(Filters(), 1).total == 1


def change(item: Article, by: Person, **changes: object) -> Article:
    """The item corrected through the action."""
    facts = {"kind": item.kind, "title": item.title, "day": item.day, "team_id": item.team_id}
    facts |= {"event_id": None, "edition_ids": ()}
    with transaction():
        return actions.change_article(queries.article(item.id, lock=True), by=by, now=NOW, **(facts | changes))


def move(placement: Placement, by: Person, **changes: object) -> None:
    """The placement corrected through the action."""
    facts = {"channel_id": placement.channel_id, "day": placement.day, "url": placement.url or ""}
    with transaction():
        actions.change_placement(queries.placement(placement.id, lock=True), by=by, now=NOW, **(facts | changes))


def own(channel: Channel, by: Person, **changes: object) -> None:
    """The channel changed through the action."""
    facts = {"name": channel.name, "medium": channel.medium, "level": channel.level, "is_retired": False}
    with transaction():
        channel_actions.change_channel(channel_of(channel.id), by=by, now=NOW, **(facts | changes))


def read(placement: Placement, by: Person, **facts: object) -> None:
    """A reading of times, stored through the action."""
    with transaction():
        found = queries.placement(placement.id)
        said = {"day": DAY, "now": NOW + timedelta(days=1)} | facts
        reading_actions.record_readings(found, {Metric.TIMES: 100}, by=by, **said)


def test_a_third_partys_number_wants_a_note(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    placement = make_placement(make_article(), make_channel(is_own=False))
    with pytest.raises(Question) as asked:
        read(placement, clerk)
    assert asked.value.code == "no_proof"
    read(placement, clerk, proof_note="县融媒体中心截图")
    read(placement, clerk, confirmed=["no_proof"])


def test_of_two_readings_for_one_day_the_later_holds(app_context: Flask) -> None:
    placement = make_placement(make_article())
    make_reading(placement, 500, DAY)
    make_reading(placement, 300, DAY, recorded_at=NOW + timedelta(hours=1))
    assert queries.readings_of(placement.id, Metric.TIMES) == [(DAY, 300)]
    assert queries.latest_values([placement.article_id]) == {placement.article_id: {Metric.TIMES: 300}}


def test_a_post_shows_what_its_pieces_show(app_context: Flask) -> None:
    post = make_article(ArticleKind.POST)
    for value in (100, 20):
        piece = make_article(ArticleKind.PIECE, post_id=post.id)
        make_reading(make_placement(piece), value, DAY)
    assert queries.latest_values([post.id]) == {post.id: {Metric.TIMES: 120}}
    assert [item.id for item in page_of_articles(Filters(), 1)] == [post.id]
    assert page_of_articles(Filters(kind=ArticleKind.PIECE), 1).total == 2


def test_a_post_with_pieces_stays_a_post(app_context: Flask) -> None:
    clerk, post = make_person(Role.CLERK), make_article(ArticleKind.POST)
    make_article(ArticleKind.PIECE, post_id=post.id)
    with pytest.raises(Invalid) as refused:
        change(post, clerk, kind=ArticleKind.ARTICLE)
    assert refused.value.code == "has_pieces"
    change(post, clerk, kind=ArticleKind.POST, title="更正后的标题")


def test_the_first_piece_of_a_post_with_readings_of_its_own_is_asked_about(app_context: Flask) -> None:
    clerk, post = make_person(Role.CLERK), make_article(ArticleKind.POST)
    make_reading(make_placement(post), 500, DAY)
    facts = {"kind": ArticleKind.PIECE, "post_id": post.id, "url": ""}
    with pytest.raises(Question) as asked:
        published(clerk, **facts)
    assert asked.value.code == "own_readings"
    published(clerk, title="第一条", confirmed=["own_readings"], **facts)
    published(clerk, title="第二条", **facts)


def test_a_reading_of_a_post_with_pieces_is_asked_about_and_stands_apart(app_context: Flask) -> None:
    clerk, post = make_person(Role.CLERK), make_article(ArticleKind.POST)
    piece, own = make_article(ArticleKind.PIECE, post_id=post.id), make_placement(post)
    make_reading(make_placement(piece), 120, DAY)
    with pytest.raises(Question) as asked:
        read(own, clerk)
    assert asked.value.code == "through_pieces"
    read(own, clerk, confirmed=["through_pieces"])
    assert queries.latest_values([post.id]) == {post.id: {Metric.TIMES: 120}}
    assert list(queries.standings(queries.article(post.id)).values()) == [Standing.THROUGH_PIECES]


def test_a_third_partys_number_without_a_note_is_in_no_sum(app_context: Flask) -> None:
    item = make_article()
    own, other = make_placement(item), make_placement(item, make_channel(is_own=False))
    make_reading(own, 100, DAY)
    unproven = make_reading(other, 900, DAY + timedelta(days=1))
    assert queries.latest_values([item.id]) == {item.id: {Metric.TIMES: 100}}
    assert queries.standings(queries.article(item.id))[unproven.id] is Standing.UNPROVEN
    make_reading(other, 30, DAY, proof_note="截图")
    assert queries.latest_values([item.id]) == {item.id: {Metric.TIMES: 130}}


def test_a_number_for_a_coming_day_is_refused(app_context: Flask) -> None:
    with pytest.raises(Invalid):
        read(make_placement(make_article()), make_person(Role.CLERK), day=DAY + timedelta(days=2))


def test_the_database_refuses_to_change_a_reading(app_context: Flask) -> None:
    reading = make_reading(make_placement(make_article()), 500, DAY)
    for statement in (db.update(Reading).values(value=1), db.delete(Reading)):
        with pytest.raises(DBAPIError, match="only added to"), transaction() as session:
            session.execute(statement)
    assert db.session.get_one(Reading, reading.id).value == 500


def test_nobody_writes_over_what_somebody_else_changed_meanwhile(app_context: Flask) -> None:
    item, clerk = make_article(title="原题"), make_person(Role.CLERK)
    seen = mark_of(queries.article(item.id))
    facts = {"kind": item.kind, "day": item.day, "team_id": item.team_id, "event_id": None, "edition_ids": ()}
    with transaction():
        found = queries.article(item.id, lock=True)
        actions.change_article(found, by=clerk, now=NOW, seen=seen, title="先改的", **facts)
    with pytest.raises(Conflict) as refused, transaction():
        actions.change_article(queries.article(item.id), by=clerk, now=NOW, seen=seen, title="后改的", **facts)
    assert refused.value.code == "changed_meanwhile"
    assert queries.article(item.id).title == "先改的"


def test_the_team_that_a_lead_leads_today_decides_whatever_the_day_of_the_item(app_context: Flask) -> None:
    lead, team, gone = make_person(Role.LEAD), make_team(), make_team("pension")
    stored(Membership(person_id=lead.id, team_id=gone.id, first_day=date(2024, 1, 1), last_day=date(2025, 3, 1)))
    stored(Membership(person_id=lead.id, team_id=team.id, first_day=date(2025, 3, 2)))
    db.session.refresh(lead)
    facts = {"kind": ArticleKind.ARTICLE, "title": "稿件", "day": date(2025, 2, 1), "channel_id": make_channel().id}
    with transaction():
        actions.publish_article(by=lead, now=NOW, team_id=team.id, **facts)
    with pytest.raises(Forbidden), transaction():
        actions.publish_article(by=lead, now=NOW, team_id=gone.id, confirmed=["twice"], **facts)


def test_whose_account_a_channel_is_is_asked_where_it_moves_views(app_context: Flask) -> None:
    clerk, channel = make_person(Role.CLERK), make_channel(name="县融媒", is_own=False)
    placement = make_placement(make_article(), channel)
    make_reading(placement, 100, DAY, proof_note="截图")
    own(channel, clerk, is_own=True)
    make_reading(placement, 120, DAY)
    with pytest.raises(Question) as asked:
        own(channel, clerk, is_own=False)
    assert asked.value.code == "moves_views"
    own(channel, clerk, is_own=False, confirmed=["moves_views"])
    with pytest.raises(Question):
        own(channel, clerk, is_own=True)
    own(channel, clerk, is_own=False, name="县融媒体中心")


def test_whose_account_a_channel_is_is_said_by_the_office_alone(app_context: Flask) -> None:
    lead, channel = make_person(Role.LEAD), make_channel(name="县融媒", is_own=False)
    with pytest.raises(Forbidden):
        own(channel, lead, is_own=True)
    db.session.rollback()
    own(channel, lead, is_own=False, name="县融媒体中心")
    facts = {"medium": channel.medium, "level": channel.level}
    with pytest.raises(Forbidden), transaction():
        channel_actions.add_channel(by=lead, now=NOW, name="新号", is_own=True, **facts)
    with transaction():
        channel_actions.add_channel(by=lead, now=NOW, name="他号", **facts)


def test_what_is_changed_and_read_is_in_the_audit(app_context: Flask) -> None:
    clerk, item = make_person(Role.CLERK), make_article(title="原题")
    placement = make_placement(item)
    change(item, clerk)
    change(item, clerk, title="新题")
    move(placement, clerk, url="https://example.test/9")
    read(placement, clerk)
    entries = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.act for entry in entries] == ["article.changed", "placement.changed", "reading.recorded"]
    assert {entry.subject_id for entry in entries} == {item.id}


@pytest.mark.parametrize("url", ["https://example.test/1", "https://example.test/2", ""])
def test_an_item_is_not_put_twice_on_one_channel_unasked(app_context: Flask, url: str) -> None:
    clerk, item = make_person(Role.CLERK), make_article()
    here = make_placement(item, url="https://example.test/1")
    place = {"by": clerk, "now": NOW, "channel_id": here.channel_id, "day": DAY, "url": url}
    with pytest.raises(Question) as asked, transaction():
        actions.place_article(queries.article(item.id), **place)
    assert asked.value.code == "twice"
    with transaction():
        actions.place_article(queries.article(item.id), **place, confirmed=["twice"])


def test_a_link_of_another_item_is_asked_about_wherever_it_is_typed(app_context: Flask) -> None:
    clerk, item = make_person(Role.CLERK), make_article()
    make_placement(make_article(), url="https://example.test/1")
    place = {"by": clerk, "now": NOW, "channel_id": make_channel().id, "day": DAY, "url": "http://www.example.test/1/"}
    with pytest.raises(Question), transaction():
        actions.place_article(queries.article(item.id), **place)
    db.session.rollback()
