"""What counters showed last is kept for the list, and is always what the readings say."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.db import db, transaction
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.listing import ranking
from outreach.media.articles.listing.queries import Filters, page_of_articles
from outreach.media.articles.listing.ranking import COUNTERS, are_totals_behind, bring_totals_up, total_of
from outreach.media.articles.twins import actions as merging
from outreach.media.channels import actions as channel_actions
from outreach.media.models import Article, Channel, ShownTotal
from outreach.media.readings.voiding import void_reading
from outreach.media.rules import ArticleKind, Metric
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import NOW, make_article, make_channel, make_person, make_placement, make_reading

DAY = date(2025, 3, 9)


class World:
    """Two items with readings on an own and on another's channel, and a post with a piece."""

    def __init__(self) -> None:
        self.clerk: Person = make_person(Role.CLERK)
        self.own: Channel = make_channel()
        self.other: Channel = make_channel(name="县融媒", is_own=False)
        self.one, self.two = make_article(title="甲"), make_article(title="乙")
        self.placed = make_placement(self.one, self.own)
        self.elsewhere = make_placement(self.one, self.other)
        self.reading = make_reading(self.placed, 100, date(2025, 3, 5))
        make_reading(self.elsewhere, 40, date(2025, 3, 5), proof_note="截图")
        self.unproven = make_reading(make_placement(self.two, self.other), 70, date(2025, 3, 5))
        self.post = make_article(ArticleKind.POST, title="期")
        make_reading(make_placement(self.post, self.own), 500, date(2025, 3, 5))
        self.piece = make_article(ArticleKind.PIECE, post_id=self.post.id)
        make_reading(make_placement(self.piece, self.own), 20, date(2025, 3, 5))


def read_more(world: World) -> None:
    make_reading(world.placed, 130, DAY)
    make_reading(world.placed, 90, DAY, metric=Metric.PEOPLE)


def void(world: World) -> None:
    with transaction():
        void_reading(world.reading.id, by=world.clerk, now=NOW, reason="误录")


def withdraw_the_piece(world: World) -> None:
    with transaction():
        actions.withdraw_article(queries.article(world.piece.id), by=world.clerk, now=NOW, reason="误录")


def a_second_piece(world: World) -> None:
    make_reading(make_placement(make_article(ArticleKind.PIECE, post_id=world.post.id), world.own), 30, DAY)


def the_other_becomes_ours(world: World) -> None:
    facts = {"name": "县融媒", "medium": world.other.medium, "level": world.other.level, "is_own": True}
    with transaction():
        channel = db.session.get_one(Channel, world.other.id)
        who = {"by": world.clerk, "now": NOW, "confirmed": ["moves_views"]}
        channel_actions.change_channel(channel, is_retired=False, **who, **facts)


def they_are_one(world: World) -> None:
    with transaction():
        merging.merge_articles(world.two.id, world.one.id, by=world.clerk, now=NOW)


def a_video(world: World) -> None:
    make_reading(make_placement(make_article(ArticleKind.VIDEO), world.own), 60, DAY, metric=Metric.PLAYS)


ACTS = (read_more, void, withdraw_the_piece, a_second_piece, the_other_becomes_ours, they_are_one, a_video)


def kept() -> dict[tuple[object, str], int]:
    return {(row.article_id, row.counter): row.value for row in db.session.scalars(select(ShownTotal))}


def worked_out() -> dict[tuple[object, str], int]:
    kinds = (Article.kind == ArticleKind.PIECE, Article.kind != ArticleKind.PIECE)
    parts = [list(db.session.scalars(select(Article.id).where(kind))) for kind in kinds]
    values = queries.latest_values(parts[0]) | queries.latest_values(parts[1])
    totals = {(id, counter): total_of(shown, counter) for id, shown in values.items() for counter in COUNTERS}
    return {key: total for key, total in totals.items() if total is not None}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("worth_a_pass", [0, 2_000])
def test_whatever_changes_the_totals_are_what_the_readings_say(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch, act: Callable[[World], None], worth_a_pass: int
) -> None:
    monkeypatch.setattr(ranking, "_WORTH_A_PASS", worth_a_pass)
    world = World()
    with transaction():
        bring_totals_up()
    assert kept() == worked_out() and not are_totals_behind()
    act(world)
    assert are_totals_behind()
    with transaction():
        bring_totals_up()
    assert kept() == worked_out() and not are_totals_behind()


def test_the_list_walks_from_the_read_to_the_unread(app_context: Flask) -> None:
    World()
    with transaction():
        bring_totals_up()
    for order, expected in (("-times", ["甲", "期", "乙"]), ("times", ["期", "甲", "乙"]), ("-people", None)):
        pages = [page_of_articles(Filters(), number, order, size=1) for number in (1, 2, 3)]
        titles = [item.title for page in pages for item in page]
        assert titles == expected or (expected is None and sorted(titles) == sorted("甲乙期"))
        assert [page.total for page in pages] == [3, 3, 3]
