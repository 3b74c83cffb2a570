"""Many items changed at once, and undone."""

from datetime import timedelta

import pytest
from flask import Flask

from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.batches import actions as batches
from outreach.media.models import Article, ArticleBatch
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import NOW, make_article, make_edition, make_event, make_person, make_team


def changed(items: list[Article], by: Person, **what: object) -> ArticleBatch:
    ties = {name: what.pop(name) for name in ("add_ids", "drop_ids") if name in what}
    with transaction():
        return batches.change_many([each.id for each in items], what, by=by, now=NOW, **ties)  # type: ignore[arg-type]


def undone(batch: ArticleBatch, by: Person) -> tuple[int, list[str]]:
    with transaction():
        return batches.undo_batch(batch.id, by=by, now=NOW + timedelta(minutes=1))


def test_ticked_items_get_team_event_and_campaign_and_give_them_back(app_context: Flask) -> None:
    clerk, items = make_person(Role.CLERK), [make_article(), make_article()]
    team, event, edition = make_team("pension"), make_event(), make_edition()
    batch = changed(items, clerk, team_id=team.id, event_id=event.id, add_ids=[edition.id])
    for each in items:
        item = queries.article(each.id)
        assert (item.team_id, item.event_id) == (team.id, event.id)
        assert [tag.edition_id for tag in item.tags] == [edition.id]
        assert {change.field: change.moves_figure for change in changes_of(item)} == {
            "team": True,
            "event": False,
            "editions": True,
        }
    assert undone(batch, clerk) == (2, [])
    for each in items:
        item = queries.article(each.id)
        assert (item.team.code, item.event_id, item.tags) == ("employment", None, [])
    with pytest.raises(Conflict):
        undone(batch, clerk)


def test_what_somebody_changed_since_stays(app_context: Flask) -> None:
    clerk, items = make_person(Role.CLERK), [make_article(title="甲"), make_article(title="乙")]
    batch = changed(items, clerk, team_id=make_team("pension").id)
    with transaction():
        item = queries.article(items[0].id)
        actions.change_facts(item, {"team_id": make_team("work_injury").id}, by=clerk, now=NOW)
    assert undone(batch, clerk) == (1, ["甲"])
    assert queries.article(items[0].id).team.code == "work_injury"


def test_only_what_changes_is_told_and_nothing_is_refused(app_context: Flask) -> None:
    clerk, here, there = make_person(Role.CLERK), make_article(), make_article(team=make_team("pension"))
    batch = changed([here, there], clerk, team_id=make_team("pension").id)
    assert [each["id"] for each in batch.facts["items"]] == [str(here.id)]
    with pytest.raises(Invalid):
        changed([here, there], clerk, team_id=make_team("pension").id)
    with pytest.raises(Invalid):
        changed([], clerk, team_id=make_team("pension").id)


def test_a_lead_changes_the_own_teams_items_only(app_context: Flask) -> None:
    lead = make_person(Role.LEAD, team=make_team("pension"))
    own, other = make_article(team=make_team("pension")), make_article()
    event = make_event()
    changed([own], lead, event_id=event.id)
    with pytest.raises(Forbidden):
        changed([own, other], lead, event_id=None)
    with pytest.raises(Forbidden):
        changed([own], lead, team_id=make_team().id)
    assert queries.article(own.id).event_id == event.id
