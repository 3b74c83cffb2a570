"""A push with its pieces on one form; laws that items name; and how an item is known again."""

from datetime import date, time

import pytest
from flask import Flask

from outreach.db import transaction
from outreach.errors import Conflict, Invalid, Question
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.naming import named_laws
from outreach.media.articles.pushes import actions as pushes
from outreach.media.articles.pushes.actions import PieceFacts
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
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
    make_team,
)

DAY = date(2025, 3, 4)
PIECES = (PieceFacts("延迟退休怎么算", "https://example.test/1"), PieceFacts("加班工资", "https://example.test/2"))


def pushed(by: Person, *pieces: PieceFacts, **changes: object) -> Article:
    facts = {"channel_id": make_channel().id, "day": DAY, "clock_time": time(9, 30), "team_id": make_team().id}
    with transaction():
        post = pushes.publish_push(pieces or PIECES, by=by, now=NOW, **facts | changes)  # type: ignore[arg-type]
        return queries.article(post.id)


def changed(post: Article, by: Person, *pieces: PieceFacts, reason: str = "") -> list[str]:
    with transaction():
        pushes.change_pieces(queries.article(post.id), pieces, by=by, now=NOW, reason=reason)
    return [each.title for each in queries.article(post.id).pieces if each.withdrawn_at is None]


def test_a_push_is_one_post_with_its_pieces_in_order(app_context: Flask) -> None:
    edition = make_edition()
    post = pushed(make_person(Role.CLERK), edition_ids=[edition.id], authors="张三")
    assert (post.kind, post.title) == (ArticleKind.POST, "延迟退休怎么算")
    assert [(each.title, each.position) for each in post.pieces] == [("延迟退休怎么算", 1), ("加班工资", 2)]
    assert [each.authors for each in post.pieces] == ["张三", "张三"]
    assert [each.placements[0].clock_time for each in (post, *post.pieces)] == [time(9, 30)] * 3
    assert draw(figure("posts"), Filters.of_year(2025)).value == 1


def test_a_second_push_of_the_day_is_known_by_its_time(app_context: Flask) -> None:
    clerk, channel = make_person(Role.CLERK), make_channel()
    first = pushed(clerk, PieceFacts("周刊"), channel_id=channel.id)
    pushed(clerk, PieceFacts("周刊"), channel_id=channel.id, clock_time=time(17))
    for clock_time in (time(9, 30), None):
        with pytest.raises(Question) as asked:
            pushed(clerk, PieceFacts("周刊"), channel_id=channel.id, clock_time=clock_time)
        assert asked.value.code == "twice" and asked.value.facts["twin"] in {first.id, *(p.id for p in first.pieces)}
    pushed(clerk, PieceFacts("周刊"), channel_id=channel.id, confirmed=["twice"])


def test_pieces_that_are_there_are_asked_about_together(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    pushed(clerk)
    with pytest.raises(Question) as asked:
        pushed(clerk, *PIECES, title="另一期", channel_id=make_channel(name="别的号").id)
    assert "延迟退休怎么算" in str(asked.value.message) and "加班工资" in str(asked.value.message)


def test_a_push_without_pieces_or_with_one_link_twice_is_refused(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    facts = {"channel_id": make_channel().id, "day": DAY, "team_id": make_team().id}
    for pieces in ((), (PieceFacts("甲", "https://example.test/1"), PieceFacts("乙", "http://example.test/1/"))):
        with pytest.raises(Invalid):
            pushes.publish_push(pieces, by=clerk, now=NOW, **facts)  # type: ignore[arg-type]


def test_pieces_are_put_in_order_added_corrected_and_taken_out_with_a_reason(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    post = pushed(clerk)
    first, second = (PieceFacts(each.title, each.placements[0].url or "", id=each.id) for each in post.pieces)
    assert changed(post, clerk, second, first, PieceFacts("第三篇")) == ["加班工资", "延迟退休怎么算", "第三篇"]
    renamed = PieceFacts("加班工资怎么算", "https://example.test/3", id=second.id)
    third = queries.article(post.id).pieces[2]
    with pytest.raises(Invalid) as refused:
        changed(post, clerk, renamed, first)
    assert refused.value.code == "no_reason"
    assert changed(post, clerk, renamed, first, reason="误录") == ["加班工资怎么算", "延迟退休怎么算"]
    assert queries.article(third.id).withdraw_reason == "误录"
    assert queries.article(second.id or third.id).placements[0].url == "https://example.test/3"
    stranger = PieceFacts("别期的", id=make_article().id)
    with pytest.raises(Conflict):
        changed(post, clerk, first, stranger, reason="误录")


def test_laws_of_the_title_and_the_event_are_offered_and_unknown_ones_told(app_context: Flask) -> None:
    labor = make_law(title="中华人民共和国劳动法", short_title="劳动法")
    of_event, old = make_law(), make_law(in_force_to=date(2020, 1, 1))
    event = make_event()
    event.laws.append(type(event).laws.property.mapper.class_(law_id=of_event.id))
    item = make_article(title="《劳动法》与《没有的法》问答", event_id=event.id)
    named = named_laws(queries.article(item.id))
    assert [law.id for law in named.offered] == [labor.id, of_event.id]
    assert list(named.unknown) == ["没有的法"]
    with transaction():
        facts = {"law_ids": [labor.id, old.id]}
        actions.change_facts(queries.article(item.id), facts, by=make_person(Role.CLERK), now=NOW)
    named = named_laws(queries.article(item.id))
    assert [law.id for law in named.out_of_force] == [old.id]
    assert [law.id for law in named.offered] == [of_event.id]


def test_a_law_that_is_not_in_the_list_is_refused(app_context: Flask) -> None:
    item = make_article()
    with pytest.raises(Invalid) as refused:
        actions.change_facts(item, {"law_ids": [make_team().id]}, by=make_person(Role.CLERK), now=NOW)
    assert refused.value.code == "no_such_law"


def test_a_platforms_number_tells_an_item_on_that_channel(app_context: Flask) -> None:
    item, channel = make_article(ArticleKind.VIDEO), make_channel()
    make_placement(item, channel, platform_id="v-17")
    asked = {"url": None, "title": "改过的标题", "day": date(2025, 5, 1), "platform_id": "v-17"}
    found = queries.same_item(channel_id=channel.id, **asked)  # type: ignore[arg-type]
    assert found is not None and found.id == item.id
    assert queries.same_item(channel_id=make_channel().id, **asked) is None  # type: ignore[arg-type]


def test_a_lead_team_is_not_joint_as_well(app_context: Flask) -> None:
    item, pension = make_article(), make_team("pension")
    facts = {"joint_team_ids": [item.team_id, pension.id]}
    with transaction():
        actions.change_facts(queries.article(item.id), facts, by=make_person(Role.CLERK), now=NOW)
    assert [each.team_id for each in queries.article(item.id).joint_teams] == [pension.id]
