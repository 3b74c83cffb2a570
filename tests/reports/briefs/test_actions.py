"""A brief from its draft to the article, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from outreach.db import db, new_id, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.logbook.actions import record_all
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.media.articles.actions import withdraw_article
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.people.models import Person
from outreach.reports.briefs import queries
from outreach.reports.briefs.actions import (
    check_brief,
    choose_exact,
    draft_brief,
    keep_number,
    save_brief,
    take_all_numbers,
    take_number,
)
from outreach.reports.briefs.keeping import keep_brief, reopen_brief
from outreach.reports.briefs.models import Brief, BriefVersion
from outreach.reports.briefs.rules import Field, Number, State, Trouble
from outreach.reports.briefs.standing import standing_of
from outreach.schedule.rules import Status
from tests.making import NOW, make_channel, make_event, make_group, make_material, make_person, make_tally
from tests.reports.briefs.event import Written, logged_event

LATER = NOW + timedelta(hours=5)


@pytest.fixture
def written(app_context: Flask) -> Written:
    return logged_event()


def drafted(written: Written) -> Brief:
    with transaction():
        item = draft_brief(written.event.id, by=written.staff, now=NOW)
    return queries.brief(item.id)


def saved(item: Brief, by: Person, **changes: str) -> Brief:
    with transaction():
        item = queries.brief(item.id, lock=True)
        texts = item.current.texts | {Field(name): text for name, text in changes.items()}
        save_brief(item, texts, seen=item.version, by=by, now=LATER)
    return queries.brief(item.id)


def settled(written: Written) -> Brief:
    """The draft with the one blank number taken out."""
    item = drafted(written)
    return saved(item, written.staff, outcome=item.current.outcome.replace("，现场受众{受众}", ""))


def checked(written: Written) -> Brief:
    item = settled(written)
    with transaction():
        check_brief(queries.brief(item.id, lock=True), seen=item.version, by=written.lead, now=LATER)
    return queries.brief(item.id)


def kept(written: Written, **changes: Any) -> Brief:
    item, channel = checked(written), make_channel()
    facts = {"kind": ArticleKind.ARTICLE, "title": "走进滨江工地", "day": NOW.date(), "channel_id": channel.id}
    with transaction():
        keep_brief(queries.brief(item.id, lock=True), by=written.lead, now=LATER, **facts | changes)
    return queries.brief(item.id)


def numbers(item: Brief) -> dict[str, Number]:
    return standing_of(item).numbers


def test_a_draft_takes_its_numbers_with_the_lines_behind(written: Written) -> None:
    item = drafted(written)
    assert item.state is State.DRAFT and item.version == 1
    for number in numbers(item).values():
        lines = queries.lines_behind(item.id, number.key)
        assert sum(line.quantity for line in lines) == (number.value or 0)
    assert [(snag.name, snag.trouble) for snag in standing_of(item).snags] == [("受众", Trouble.BLANK)]


def test_an_event_has_one_brief_whoever_begins_it(written: Written) -> None:
    first = drafted(written)
    with transaction():
        assert draft_brief(written.event.id, by=written.clerk, now=LATER).id == first.id
    assert db.session.scalar(select(func.count()).select_from(Brief)) == 1


def test_a_planned_event_has_none_yet(written: Written) -> None:
    event = make_event(team=written.event.lead_team)
    with pytest.raises(Conflict), transaction():
        draft_brief(event.id, by=written.staff, now=NOW)


def test_another_team_only_reads(written: Written) -> None:
    with pytest.raises(Forbidden), transaction():
        draft_brief(written.event.id, by=written.stranger, now=NOW)
    item = drafted(written)
    with pytest.raises(Forbidden):
        saved(item, written.stranger, headline="别人的标题")
    with pytest.raises(Forbidden), transaction():
        check_brief(queries.brief(item.id), seen=item.version, by=written.staff, now=LATER)


def test_every_saved_text_stays(written: Written) -> None:
    item = drafted(written)
    item = saved(item, written.staff, headline="新标题")
    item = saved(item, written.clerk, headline="更新的标题")
    assert [each.headline for each in queries.page_of_versions(item.id, 1)][:2] == ["更新的标题", "新标题"]
    assert queries.writers_of(item.id) == [written.staff.name, written.clerk.name]
    assert saved(item, written.clerk).version == 3, "the same text is no version"
    with pytest.raises(DatabaseError):
        db.session.execute(BriefVersion.__table__.update().values(headline="改史"))  # type: ignore[attr-defined]
    db.session.rollback()


def test_nobody_overwrites_a_text_unseen(written: Written) -> None:
    item = saved(drafted(written), written.clerk, headline="统筹改的标题")
    mine = item.current.texts | {Field.HEADLINE: "我改的标题"}
    with pytest.raises(Conflict) as refused, transaction():
        save_brief(queries.brief(item.id, lock=True), mine, seen=1, by=written.staff, now=LATER)
    assert refused.value.code == "changed_meanwhile"
    assert queries.brief(item.id).current.headline == "统筹改的标题"


def test_an_approximation_by_hand_is_not_saved(written: Written) -> None:
    item = drafted(written)
    with pytest.raises(Invalid):
        saved(item, written.staff, outcome="发放资料1200余份。")
    assert queries.brief(item.id).version == 1


def test_a_number_that_changed_is_taken_or_kept(written: Written) -> None:
    item = settled(written)
    make_tally(written.event, 11, by=written.staff)
    assert [row.number.key for row in standing_of(item).changed] == ["handouts"]
    assert not standing_of(item).is_clean
    with transaction():
        keep_number(queries.brief(item.id, lock=True), "handouts", by=written.staff, now=LATER)
    assert standing_of(item).is_clean and numbers(item)["发放资料"].value == 1234
    make_tally(written.event, 1, by=written.staff)
    assert not standing_of(item).is_clean, "another number is another question"
    with transaction():
        assert take_all_numbers(queries.brief(item.id, lock=True), by=written.staff, now=LATER) == 1
    assert standing_of(item).is_clean and numbers(item)["发放资料"].value == 1246
    assert sum(line.quantity for line in queries.lines_behind(item.id, "handouts")) == 1246


def test_a_number_that_came_later_can_be_taken_in(written: Written) -> None:
    item = settled(written)
    make_tally(written.event, 60, kind=CountKind.ATTENDANCE, item_id=make_group().id, by=written.staff)
    make_tally(written.event, 5, item_id=make_material(unit="册", code="book", name="手册").id, by=written.staff)
    assert {row.number.key for row in standing_of(item).rows if row.is_new} == {"handouts_册", "material_book"}
    with transaction():
        take_number(queries.brief(item.id, lock=True), "handouts_册", by=written.staff, now=LATER)
    assert numbers(item)["发放资料·册"].value == 5


def test_an_undecided_desk_keeps_the_brief_from_being_clean(written: Written) -> None:
    make_material(code="shared", name="明白卡")
    with transaction():
        for quantity in (87, 64):
            line = Line(new_id(), written.event.id, CountKind.HANDOUT, "shared", quantity, NOW + timedelta(minutes=20))
            record_all([line], sender=make_person(team=written.event.lead_team), now=NOW + timedelta(minutes=30))
    db.session.expire_all()
    item = settled(written)
    assert ("发放资料", Trouble.UNDECIDED) in [(snag.name, snag.trouble) for snag in standing_of(item).snags]
    with pytest.raises(Conflict) as refused, transaction():
        check_brief(queries.brief(item.id), seen=item.version, by=written.lead, now=LATER)
    assert refused.value.code == "not_clean"


def test_exact_or_rounded_is_the_writers_choice(written: Written) -> None:
    item = drafted(written)
    assert numbers(item)["发放资料"].wording == "1200余份"
    with transaction():
        choose_exact(queries.brief(item.id, lock=True), "handouts", True, by=written.staff, now=LATER)
    assert numbers(item)["发放资料"].wording == "约1234份", "a part of it is estimated"


def test_a_change_takes_the_check_back(written: Written) -> None:
    item = checked(written)
    assert item.state is State.CHECKED
    assert saved(item, written.staff, headline="又改了").state is State.DRAFT


def test_a_lead_checks_only_what_was_read(written: Written) -> None:
    item = settled(written)
    with pytest.raises(Conflict) as refused, transaction():
        check_brief(queries.brief(item.id), seen=1, by=written.lead, now=LATER)
    assert refused.value.code == "changed_meanwhile"


def test_a_brief_is_kept_as_the_article_it_became(written: Written) -> None:
    item = kept(written, url="https://pufa.example.org/1", authors="徐静")
    article = item.article
    assert article is not None and item.state is State.KEPT
    assert (article.event_id, article.team_id, article.authors) == (
        written.event.id,
        written.event.lead_team_id,
        "徐静",
    )
    assert [tag.edition_id for tag in article.tags] == [tag.edition_id for tag in written.event.tags]
    assert [each.law.title for each in article.laws] == ["工伤保险条例"]
    assert [each.team.name for each in article.joint_teams] == ["劳动关系"]
    assert queries.brief_of_article(article.id) == item
    assert len(article.placements) == 1


def test_only_a_checked_brief_is_kept_and_by_its_lead(written: Written) -> None:
    item, channel = settled(written), make_channel()
    facts: dict[str, Any] = {"kind": ArticleKind.ARTICLE, "title": "题", "day": NOW.date(), "channel_id": channel.id}
    for by, refusal in ((written.lead, Conflict), (written.staff, Forbidden)):
        with pytest.raises(refusal), transaction():
            keep_brief(queries.brief(item.id, lock=True), by=by, now=LATER, **facts)
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0


def test_a_twin_is_asked_about_before_anything_is_kept(written: Written) -> None:
    first = kept(written, url="https://pufa.example.org/1")
    assert first.article is not None
    other = make_event(team=written.event.lead_team, status=Status.HELD)
    make_tally(other, 3, by=written.staff)
    second = drafted(Written(other, written.staff, written.lead, written.clerk, written.stranger))
    with transaction():
        check_brief(queries.brief(second.id), seen=second.version, by=written.lead, now=LATER)
    channel_id = first.article.placements[0].channel_id
    facts: dict[str, Any] = {"kind": ArticleKind.ARTICLE, "title": "走进滨江工地", "day": NOW.date()}
    with pytest.raises(Question), transaction():
        keep_brief(queries.brief(second.id), by=written.lead, now=LATER, channel_id=channel_id, **facts)
    assert queries.brief(second.id).state is State.CHECKED


def test_a_kept_brief_stands_still_whatever_the_ledger_does(written: Written) -> None:
    item = kept(written)
    make_tally(written.event, 500, by=written.staff)
    standing = standing_of(item)
    assert standing.numbers["发放资料"].value == 1234 and standing.is_clean
    assert [row.number.key for row in standing.changed] == ["handouts"], "and says what became of it since"
    with pytest.raises(Conflict):
        saved(item, written.clerk, headline="改不了")


def test_a_brief_goes_on_once_its_article_is_withdrawn(written: Written) -> None:
    item = kept(written)
    with pytest.raises(Conflict), transaction():
        reopen_brief(queries.brief(item.id), by=written.lead, now=LATER)
    with transaction():
        article = queries.brief(item.id).article
        assert article is not None
        withdraw_article(article, by=written.lead, now=LATER, reason="登错")
        reopen_brief(queries.brief(item.id), by=written.lead, now=LATER)
    assert queries.brief(item.id).state is State.DRAFT
