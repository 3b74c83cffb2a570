"""Two items that were one: made one by a person, and two again."""

from datetime import date, timedelta

import pytest
from flask import Flask

from outreach import periods
from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.media import queries
from outreach.media.articles.actions import restore_article
from outreach.media.articles.twins import actions as merging
from outreach.media.articles.twins.queries import probable_twins
from outreach.media.models import Article, ArticleLaw, ArticleMerge, ArticleTag
from outreach.media.rules import ArticleKind, Metric
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.values import draw
from tests.making import (
    NOW,
    make_article,
    make_channel,
    make_edition,
    make_event,
    make_law,
    make_person,
    make_placement,
    make_reading,
    make_team,
    stored,
)

YEAR = Filters.of_year(2025)


def merged(kept: Article, other: Article, by: Person) -> ArticleMerge:
    with transaction():
        return merging.merge_articles(kept.id, other.id, by=by, now=NOW)


def parted(merge: ArticleMerge, by: Person) -> None:
    with transaction():
        merging.undo_merge(merge.id, by=by, now=NOW + timedelta(minutes=1))


def places(item: Article) -> list[str]:
    return sorted(each.channel.name for each in queries.article(item.id).placements)


def value(key: str) -> int | None:
    return draw(figure(key), YEAR).value


def two(**changes: object) -> tuple[Article, Article]:
    """One title on the website on the 4th and in the county's app on the 6th, each with its reading."""
    own, county = make_channel(name="本局网站"), make_channel(name="县融媒")
    kept = make_article(title="工资条上的学问")
    other = make_article(title="工资条上的学问", **{"day": date(2025, 3, 6)} | changes)
    make_reading(make_placement(kept, own), 100, date(2025, 3, 7))
    make_reading(make_placement(other, county, day=date(2025, 3, 6)), 30, date(2025, 3, 7))
    return kept, other


def test_one_item_with_both_placements_counts_once_and_its_views_stay(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), two()
    assert (value("articles"), value("views_times")) == (2, 130)
    merge = merged(kept, other, clerk)
    assert places(kept) == ["县融媒", "本局网站"] and places(other) == []
    assert (value("articles"), value("views_times")) == (1, 130)
    withdrawn = queries.article(other.id)
    assert withdrawn.withdraw_reason == "与2025年3月4日 周二“工资条上的学问”为同一篇"
    assert {each.field for each in changes_of(withdrawn)} >= {"withdrawn", "placement"}
    parted(merge, clerk)
    assert places(kept) == ["本局网站"] and places(other) == ["县融媒"]
    assert (value("articles"), value("views_times")) == (2, 130)


def test_what_the_kept_one_lacks_comes_to_it_and_goes_again(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), two(team=make_team("pension"), event_id=make_event().id)
    edition, law = make_edition(), make_law()
    stored(ArticleTag(article_id=other.id, edition_id=edition.id))
    stored(ArticleLaw(article_id=other.id, law_id=law.id))
    merge = merged(kept, other, clerk)
    one = queries.article(kept.id)
    assert [each.edition_id for each in one.tags] == [edition.id] and [each.law_id for each in one.laws] == [law.id]
    assert [each.team.code for each in one.joint_teams] == ["pension"] and one.event_id == other.event_id
    parted(merge, clerk)
    one = queries.article(kept.id)
    assert (one.tags, one.laws, one.joint_teams, one.event_id) == ([], [], [], None)


def test_the_day_of_one_item_is_the_first_of_both(app_context: Flask) -> None:
    clerk, (early, late) = make_person(Role.CLERK), two()
    merge = merged(late, early, clerk)
    assert queries.article(late.id).day == date(2025, 3, 4)
    parted(merge, clerk)
    assert queries.article(late.id).day == date(2025, 3, 6)


def test_on_one_channel_the_readings_that_lack_are_written_once(app_context: Flask) -> None:
    clerk, channel = make_person(Role.CLERK), make_channel()
    kept, other = make_article(title="劳动合同怎么签"), make_article(title="劳动合同怎么签")
    first, second = make_placement(kept, channel), make_placement(other, channel)
    make_reading(first, 100, date(2025, 3, 5))
    make_reading(second, 100, date(2025, 3, 5))
    make_reading(second, 160, date(2025, 3, 9))
    merge = merged(kept, other, clerk)
    assert len(places(kept)) == 1 and len(places(other)) == 1
    assert queries.readings_of(first.id, Metric.TIMES) == [(date(2025, 3, 5), 100), (date(2025, 3, 9), 160)]
    assert value("views_times") == 160
    parted(merge, clerk)
    assert queries.readings_of(first.id, Metric.TIMES) == [(date(2025, 3, 5), 100)]
    assert value("views_times") == 260


def test_pieces_of_a_push_entered_twice_stand_in_the_kept_one(app_context: Flask) -> None:
    clerk, channel = make_person(Role.CLERK), make_channel()
    kept, other = (make_article(ArticleKind.POST, title="周刊") for _ in range(2))
    for post in (kept, other):
        make_placement(post, channel)
        make_placement(make_article(ArticleKind.PIECE, post_id=post.id), channel)
    merge = merged(kept, other, clerk)
    assert len(queries.article(kept.id).pieces) == 2
    parted(merge, clerk)
    assert [len(queries.article(each.id).pieces) for each in (kept, other)] == [1, 1]


def test_two_kinds_a_withdrawn_one_and_another_teams_are_refused(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), two()
    video = make_article(ArticleKind.VIDEO)
    with pytest.raises(Invalid):
        merged(kept, video, clerk)
    with pytest.raises(Invalid):
        merged(kept, kept, clerk)
    lead = make_person(Role.LEAD, team=make_team("pension"))
    with pytest.raises(Forbidden):
        merged(kept, other, lead)
    merge = merged(kept, other, clerk)
    with pytest.raises(Conflict):
        merged(kept, other, clerk)
    parted(merge, clerk)
    with pytest.raises(Conflict):
        parted(merge, clerk)


def test_pairs_of_a_year_are_found_and_told_apart_once(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), two()
    linked = make_article(title="别的标题", day=date(2025, 8, 1))
    make_placement(linked, make_channel(name="市报"), day=date(2025, 8, 1), url="https://example.test/9?from=timeline")
    again = make_article(title="又一个标题", day=date(2025, 2, 1))
    make_placement(again, make_channel(name="省报"), day=date(2025, 2, 1), url="https://EXAMPLE.test/9")
    found = [(pair.one, pair.other, pair.why.value) for pair in probable_twins(periods.year(2025))]
    assert found == [(again.id, linked.id, "link"), (kept.id, other.id, "title")]
    assert not probable_twins(periods.year(2024))
    with transaction():
        merging.tell_apart(linked.id, again.id, by=clerk, now=NOW)
        merging.tell_apart(again.id, linked.id, by=clerk, now=NOW)
    assert [pair.one for pair in probable_twins(periods.year(2025))] == [kept.id]
    assert [each.by_id for each in db.session.query(AuditEntry).filter_by(act="articles.apart")] == [clerk.id]
    merged(kept, other, clerk)
    assert probable_twins(periods.year(2025)) == []
    assert db.session.query(ArticleMerge).count() == 1


LONG = "https://mp.weixin.qq.com/s?__biz=MzA==&mid=1&idx=1&sn=x"


def alike(*urls: str | None, day: date = date(2025, 3, 4), **changes: object) -> tuple[Article, Article]:
    """Two items of one title on one account, each with its reading; the second is of `day`."""
    account = make_channel(**changes)
    items = (make_article(title="工资条上的学问"), make_article(title="工资条上的学问", day=day))
    for item, url in zip(items, urls, strict=True):
        make_reading(make_placement(item, account, url=url), 100, date(2025, 3, 7))
    return items


def test_a_short_and_a_long_link_of_one_page_are_counted_once(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), alike("https://mp.weixin.qq.com/s/AbC", LONG)
    merge = merged(kept, other, clerk)
    assert value("views_times") == 100
    assert [each.url for each in queries.article(kept.id).placements] == [LONG]
    parted(merge, clerk)
    assert value("views_times") == 200
    assert [each.url for each in queries.article(kept.id).placements] == ["https://mp.weixin.qq.com/s/AbC"]


def test_the_day_of_a_placement_moves_in_sight_and_back(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), alike(None, None, day=date(2024, 12, 30))
    before = value("views_times")
    merge = merged(kept, other, clerk)
    assert [each.day for each in queries.article(kept.id).placements] == [date(2024, 12, 30)]
    moved = [each for each in changes_of(queries.article(kept.id)) if each.field == "placement"]
    assert [each.moves_figure for each in moved] == [True]
    parted(merge, clerk)
    assert [each.day for each in queries.article(kept.id).placements] == [date(2025, 3, 4)]
    assert value("views_times") == before


def test_what_became_one_does_not_count_beside_it(app_context: Flask) -> None:
    clerk, (kept, other), (third, _fourth) = make_person(Role.CLERK), alike(None, None), alike(None, None)
    merge = merged(kept, other, clerk)
    with pytest.raises(Conflict), transaction():
        restore_article(queries.article(other.id), by=clerk, now=NOW)
    merged(third, kept, clerk)
    with pytest.raises(Conflict):
        parted(merge, clerk)
    db.session.rollback()


def test_a_proven_number_is_not_lost_behind_one_without_proof(app_context: Flask) -> None:
    clerk, (kept, other) = make_person(Role.CLERK), alike(None, None, is_own=False)
    make_reading(other.placements[0], 70, date(2025, 3, 7), proof_note="截图", recorded_at=NOW + timedelta(minutes=1))
    merged(kept, other, clerk)
    assert value("views_times") == 70
